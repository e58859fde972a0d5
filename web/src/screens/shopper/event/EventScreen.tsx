/** One event of a shop: what it is, how long it goes on, and one button. */
import { Button } from '@mantine/core'
import { IconShare } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { event as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { event as ko } from '../../../text/ko/events.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Card, Figure, Figures } from '../../../ui/Section.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { Draw } from './Draw.tsx'
import { Enter } from './Enter.tsx'
import styles from './event.module.css'
import { Shops } from './Shops.tsx'
import { countdownOf, serverNow, type FoundEvent } from './time.ts'

export function EventScreen() {
  const t = useText({ ko, en })
  const slug = usePathPart('slug')
  const query = useQuery(ask('GET /v1/pages/{slug}', { params: { slug } }))
  const isThere = query.data !== undefined
  useEffect(() => {
    // Counted once a visit. When it cannot be, nobody needs to hear of it.
    if (isThere) void call('POST /v1/pages/{slug}/views', { params: { slug } }).catch(() => null)
  }, [isThere, slug])
  return (
    <Page
      title={query.data?.page.title ?? t.title}
      lead={query.data && t.by(query.data.merchantName)}
    >
      <Answer
        query={query}
        loading={<Loading kind="page" />}
        refused={
          <NotHere title={t.goneTitle} body={t.goneBody} onward={t.home} href={links.home()} />
        }
      >
        {(found) => (
          <>
            {found.page.coverPictureId && (
              <img
                className={styles.cover}
                src={`/v1/pictures/${found.page.coverPictureId}`}
                alt=""
              />
            )}
            {found.page.summary && <p className={styles.summary}>{found.page.summary}</p>}
            <Time found={found} asOf={query.dataUpdatedAt} />
            <Blocks blocks={found.page.blocks} />
            <Rules found={found} />
            <Enter found={found} />
            <Shops slug={slug} />
            <Draw found={found} />
            <Share title={found.page.title} />
          </>
        )}
      </Answer>
    </Page>
  )
}

/** Counts down by the clock of the server: a phone that goes wrong still tells the right time. */
function Time({ found, asOf }: { readonly found: FoundEvent; readonly asOf: number }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = serverNow(found.now, asOf, useNow(1))
  const { page } = found
  const at = (text: string) => dateAndClock(new Date(text), now, language)
  const count = countdownOf(page, now)
  const says =
    count.kind === 'over'
      ? t.over
      : t[count.kind]([count.days > 0 ? t.days(count.days) : '', count.clock].join(' ').trim())
  return (
    <Card tone={count.kind === 'endsIn' ? 'accent' : 'plain'}>
      <p className={`${styles.countdown} figures`} role="timer">
        {says}
      </p>
      <p className={styles.soft}>{t.window(at(page.startsAt), at(page.endsAt))}</p>
    </Card>
  )
}

function Blocks({ blocks }: { readonly blocks: FoundEvent['page']['blocks'] }) {
  return (
    <>
      {blocks.map((block, at) => {
        if (block.kind === 'heading') {
          return (
            <h2 key={at} className={styles.heading}>
              {block.text}
            </h2>
          )
        }
        if (block.kind === 'text') {
          return (
            <p key={at} className={styles.text}>
              {block.text}
            </p>
          )
        }
        return (
          <img
            key={at}
            className={styles.cover}
            src={`/v1/pictures/${block.pictureId}`}
            alt={block.alt ?? ''}
            loading="lazy"
          />
        )
      })}
    </>
  )
}

function Rules({ found: { page, rewardTitle } }: { readonly found: FoundEvent }) {
  const t = useText({ ko, en })
  const isDraw = page.choosing === 'draw'
  return (
    <>
      <ul className={styles.rules}>
        {rewardTitle && <li>{t.reward(rewardTitle)}</li>}
        <li>
          {isDraw ? t.drawn(counted(page.winnersMax ?? 0)) : t.firstCome(counted(page.entriesMax))}
        </li>
        <li>{t.rule[page.audience]}</li>
        {page.needsNumber && <li>{t.byNumber[page.cadence]}</li>}
        {!page.needsNumber && page.cadence === 'daily' && <li>{t.daily}</li>}
      </ul>
      <Figures>
        <Figure name={t.views} value={t.times(counted(page.views))} />
        <Figure name={t.entries} value={t.people(counted(page.entries))} />
        <Figure name={t.room} value={t.people(counted(page.entriesMax - page.entries))} />
      </Figures>
    </>
  )
}

function Share({ title }: { readonly title: string }) {
  const t = useText({ ko, en })
  const share = async () => {
    const { href: url } = location
    if (typeof navigator.share === 'function') {
      // Whoever closes the sheet of the phone has changed their mind: nothing went wrong.
      await navigator.share({ title, url }).catch(() => null)
    } else {
      await navigator.clipboard.writeText(url)
      toast({ says: t.copied, tone: 'yes' })
    }
  }
  return (
    <Button
      variant="default"
      h={48}
      leftSection={<IconShare size={20} aria-hidden />}
      onClick={() => void share()}
    >
      {t.share}
    </Button>
  )
}
