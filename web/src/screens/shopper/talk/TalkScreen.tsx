/** One talk with a shop: what was written, and the field to write in. */
import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconArrowLeft, IconDotsVertical, IconMessages } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayAndClock } from '../../../parts/format.ts'
import { PlayHere } from '../../../parts/game/PlayHere.tsx'
import { useGoBack, usePathPart } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { Composer } from '../../../parts/talk/Composer.tsx'
import styles from '../../../parts/talk/talk.module.css'
import { Thread } from '../../../parts/talk/Thread.tsx'
import { useMark, useThread } from '../../../parts/talk/use-thread.ts'
import { useOutbox } from '../../../parts/talk/use-outbox.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { talk as en } from '../../../text/en/talk.ts'
import { talk as ko } from '../../../text/ko/talk.ts'
import { ui as uiEn } from '../../../text/en/ui.ts'
import { ui as uiKo } from '../../../text/ko/ui.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Readings } from './Readings.tsx'

type Talk = ReplyTo<'GET /v1/me/talks/{talkId}/messages'>['talk']
const MESSAGES = 'GET /v1/me/talks/{talkId}/messages'
const look = () => refresh(MESSAGES, 'GET /v1/me/talks')

export function TalkScreen() {
  const t = useText({ ko, en })
  const talkId = usePathPart('talkId')
  return (
    <NeedsSignIn icon={IconMessages} title={t.signIn.title} body={t.signIn.body}>
      <OneTalk key={talkId} talkId={talkId} />
    </NeedsSignIn>
  )
}

function OneTalk({ talkId }: { readonly talkId: string }) {
  const t = useText({ ko, en })
  const back = useGoBack(links.talks())
  const now = useNow()
  const params = { talkId }
  const query = useThread(MESSAGES, params)
  const [draft, setDraft] = useState('')
  const outbox = useOutbox(`me.${talkId}`, async ({ id, content }) => {
    await call('POST /v1/me/talks/{talkId}/messages', { params, body: { id, content } })
    await look()
  })
  useLive({}, { talk: () => void look(), back: () => void look() })
  const talk = query.data?.pages[0]?.talk
  useMark(talk?.lastNumber, talk?.personRead, async (number) => {
    await call('PUT /v1/me/talks/{talkId}/mark', { params, body: { number } })
    await look()
  })
  if (!query.data || !talk) {
    return (
      <Page title={query.isError ? t.gone : t.title} onBack={back}>
        <Answer query={query}>{() => null}</Answer>
      </Page>
    )
  }
  return (
    <main className={styles.talk}>
      <Head talk={talk} onBack={back} />
      <Thread
        side="person"
        messages={query.data.pages.flatMap(({ messages }) => messages)}
        otherRead={talk.shopRead}
        outbox={outbox}
        pictureUrl={(id, size) => `/v1/me/talks/${talkId}/pictures/${id}?size=${size}`}
        now={now}
        play={(game) => <PlayHere {...game} />}
        empty={t.start}
        more={
          query.hasNextPage && (
            <Button variant="subtle" h={48} fullWidth onClick={() => void query.fetchNextPage()}>
              {t.older}
            </Button>
          )
        }
      />
      {talk.blockedBy === null ? (
        <>
          {talk.state === 'closed' && talk.lastNumber > 0 && (
            <p className={styles.says}>{t.isClosed}</p>
          )}
          <Composer
            label={t.write}
            draft={draft}
            onDraft={setDraft}
            outbox={outbox}
            upload={async (photo) => (await call('POST /v1/me/talk-pictures', { body: photo })).id}
          />
        </>
      ) : (
        <Blocked talk={talk} />
      )}
    </main>
  )
}

function Head({ talk, onBack }: { readonly talk: Talk; readonly onBack: () => void }) {
  const t = useText({ ko, en })
  const ui = useText({ ko: uiKo, en: uiEn })
  const { language } = useLanguage()
  const now = useNow()
  const params = { merchantId: talk.merchantId }
  const merchant = useQuery(ask('GET /v1/merchants/{merchantId}', { params }))
  const there = useQuery(ask('GET /v1/me/talks/with/{merchantId}', { params }))
  const name = merchant.data?.name ?? t.title
  useEffect(() => {
    document.title = `${name} · ${ui.appName}`
  }, [name, ui.appName])
  const attended = there.data?.attendedAt
  return (
    <header className={styles.head}>
      <ActionIcon variant="subtle" color="gray" size={48} onClick={onBack} aria-label={ui.back}>
        <IconArrowLeft />
      </ActionIcon>
      <div className={styles.names}>
        <h1>{name}</h1>
        {there.data && (
          <p>
            {!there.data.isOpen
              ? t.deskClosed
              : there.data.isAttended
                ? t.here
                : attended
                  ? t.away(dayAndClock(new Date(attended), now, language))
                  : t.awayUnknown}
          </p>
        )}
      </div>
      <Choices talk={talk} />
    </header>
  )
}

function Choices({ talk }: { readonly talk: Talk }) {
  const t = useText({ ko, en })
  const [isAsking, setAsking] = useState(false)
  const params = { talkId: talk.id }
  const close = useSave({
    run: () => call('POST /v1/me/talks/{talkId}/close', { params }),
    done: t.closed,
    after: look,
  })
  const block = useSave({
    run: () => call('PUT /v1/me/talks/{talkId}/block', { params }),
    done: t.blocked,
    undo: () => call('DELETE /v1/me/talks/{talkId}/block', { params }),
    after: look,
  })
  return (
    <>
      <Menu position="bottom-end" width={300}>
        <Menu.Target>
          <ActionIcon variant="subtle" color="gray" size={48} aria-label={t.menu}>
            <IconDotsVertical />
          </ActionIcon>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item onClick={() => setAsking(true)}>{t.readings}</Menu.Item>
          {talk.state === 'open' && <Menu.Item onClick={() => close.mutate()}>{t.close}</Menu.Item>}
          {talk.blockedBy === null && (
            <Menu.Item onClick={() => block.mutate()}>
              {t.block}
              <span className={styles.soft}> · {t.blockBody}</span>
            </Menu.Item>
          )}
        </Menu.Dropdown>
      </Menu>
      <Readings talkId={talk.id} isOpen={isAsking} onClose={() => setAsking(false)} />
    </>
  )
}

function Blocked({ talk }: { readonly talk: Talk }) {
  const t = useText({ ko, en })
  const params = { talkId: talk.id }
  const unblock = useSave({
    run: () => call('DELETE /v1/me/talks/{talkId}/block', { params }),
    done: null,
    after: look,
  })
  if (talk.blockedBy === 'shop') return <p className={styles.says}>{t.isBlockedByShop}</p>
  return (
    <div className={styles.says}>
      <span>{t.isBlockedByMe}</span>
      <Button
        variant="default"
        mih={48}
        loading={unblock.isPending}
        onClick={() => unblock.mutate()}
      >
        {t.unblock}
      </Button>
    </div>
  )
}
