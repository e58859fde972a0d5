/** 글 살피기: what people reported, what authors appeal against, and the words of the market. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { useLive } from '../../live.ts'
import { Answer } from '../../parts/Answer.tsx'
import { since } from '../../parts/format.ts'
import styles from '../../parts/posts/posts.module.css'
import { SayWhy } from '../../parts/posts/SayWhy.tsx'
import { WordList } from '../../parts/posts/WordList.tsx'
import { useNow } from '../../parts/use-now.ts'
import type { ItemOf, ReplyTo } from '../../shapes.ts'
import { posts as cardEn, postReviews as en, postWords as wordsEn } from '../../text/en/posts.ts'
import { posts as cardKo, postReviews as ko, postWords as wordsKo } from '../../text/ko/posts.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Section } from '../../ui/Section.tsx'
import { EmptyState } from '../../ui/States.tsx'
import operator from './operator.module.css'

const PATH = 'GET /v1/operator/post-reviews'
const WORDS = 'GET /v1/operator/post-words'
const kinds = ['report', 'appeal'] as const
type Case = ItemOf<ReplyTo<typeof PATH>>
const again = () => refresh(PATH)

export function PostReviews() {
  const t = useText({ ko, en })
  const words = useText({ ko: wordsKo, en: wordsEn })
  const [show, setShow] = useState<(typeof kinds)[number]>('report')
  const query = useQuery(ask(PATH, { query: { show } }))
  const list = useQuery(ask(WORDS))
  const look = () => void again()
  useLive({ operator: true }, { 'post-review': look, back: look })
  return (
    <div className={operator.stack}>
      <SegmentedControl
        size="md"
        aria-label={t.filter}
        value={show}
        onChange={(value) => setShow(kinds.find((each) => each === value) ?? 'report')}
        data={kinds.map((value) => ({ value, label: t.filters[value] }))}
      />
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconCircleCheck} title={t.empty[show]} />
          ) : (
            <ul className={styles.posts} aria-label={t.filters[show]}>
              {items.map((one) => (
                <One key={one.id} one={one} />
              ))}
            </ul>
          )
        }
      </Answer>
      <Section title={words.title} hint={words.marketLead}>
        <Answer query={list}>
          {(found) => (
            <WordList
              key={found.words.join(',')}
              words={found.words}
              mayChange
              save={(typed) => call('PUT /v1/operator/post-words', { body: { words: typed } })}
              after={() => refresh(WORDS)}
            />
          )}
        </Answer>
      </Section>
    </div>
  )
}

function One({ one }: { readonly one: Case }) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const { language } = useLanguage()
  const now = useNow()
  const isReport = one.kind === 'report'
  return (
    <li className={styles.post}>
      <p className={styles.top}>
        <b>{`${one.merchantName} · ${one.postId ? t.post : t.comment}`}</b>
        <span className={styles.soft}>{since(new Date(one.askedAt), now, language)}</span>
      </p>
      <p className={styles.text}>{one.aboutText === '' ? t.noText : one.aboutText}</p>
      {one.pictureIds.length > 0 && (
        <div className={styles.thumbs}>
          {one.pictureIds.map((id, at) => (
            <a
              key={id}
              className={styles.thumb}
              href={`/v1/pictures/${id}`}
              target="_blank"
              rel="noreferrer"
            >
              <img src={`/v1/pictures/${id}?size=small`} alt={card.picture(at + 1)} />
            </a>
          ))}
        </div>
      )}
      <p className={styles.soft}>{isReport ? t.people(one.people) : t.asked}</p>
      {one.grounds.length > 0 && (
        <ul className={styles.grounds}>
          {one.grounds.map((ground) => (
            <li key={ground}>{card.grounds[ground]}</li>
          ))}
        </ul>
      )}
      {one.texts.length > 0 && (
        <ul className={styles.comments} aria-label={t.said}>
          {one.texts.map((text, at) => (
            <li key={at} className={styles.quote}>
              {text}
            </li>
          ))}
        </ul>
      )}
      {one.hiddenReason && <p className={styles.soft}>{t.hiddenFor(one.hiddenReason)}</p>}
      {one.keptReason && <p className={styles.soft}>{t.keptFor(one.keptReason)}</p>}
      <Decide one={one} />
    </li>
  )
}

function Decide({ one }: { readonly one: Case }) {
  const t = useText({ ko, en })
  const [decision, setDecision] = useState<'hide' | 'keep' | null>(null)
  const isReport = one.kind === 'report'
  const words = isReport
    ? { hide: t.hide, keep: t.keep }
    : { hide: t.stayHidden, keep: t.showAgain }
  if (decision === null) {
    return (
      <p className={styles.asked}>
        <Button variant="default" mih={48} onClick={() => setDecision('hide')}>
          {words.hide}
        </Button>
        <Button variant="default" mih={48} onClick={() => setDecision('keep')}>
          {words.keep}
        </Button>
      </p>
    )
  }
  return (
    <SayWhy
      words={{
        label: t.reason,
        hint: t.reasonHint,
        button: words[decision],
        cancel: t.cancel,
        done: t.decided,
      }}
      save={(reason) =>
        call('POST /v1/operator/post-reviews/{reviewId}/decision', {
          params: { reviewId: one.id },
          body: { decision, reason },
        })
      }
      after={again}
      onCancel={() => setDecision(null)}
    />
  )
}
