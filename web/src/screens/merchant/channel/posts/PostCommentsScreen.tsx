/** Comments below the shop's posts: to answer, to judge where they were reported, to hide and show. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconMessage } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { useLive } from '../../../../live.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { since } from '../../../../parts/format.ts'
import { useGoBack } from '../../../../parts/go.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import { SayWhy } from '../../../../parts/posts/SayWhy.tsx'
import { useNow } from '../../../../parts/use-now.ts'
import { useSave } from '../../../../parts/use-save.ts'
import type { ShopComment } from '../../../../../../sdk/calls.ts'
import { posts as cardEn, shopPosts as en } from '../../../../text/en/posts.ts'
import { posts as cardKo, shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { EmptyState } from '../../../../ui/States.tsx'
import { useShop } from '../../shop.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/post-comments'
const URL = '/v1/merchants/{merchantId}/post-comments/{commentId}' as const
const filters = ['unanswered', 'reported', 'hidden', 'all'] as const
const again = () => refresh(PATH)

export function PostCommentsScreen() {
  const t = useText({ ko, en })
  const shop = useShop()
  const back = useGoBack(links.shopPosts(shop.id))
  const [show, setShow] = useState<(typeof filters)[number]>('unanswered')
  const query = useQuery(ask(PATH, { params: { merchantId: shop.id }, query: { show } }))
  useLive({ merchantId: shop.id }, { 'post-comment': () => void again(), back: () => void again() })
  return (
    <Page title={t.comments} onBack={back}>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.filter}
        value={show}
        onChange={(value) => setShow(filters.find((each) => each === value) ?? 'unanswered')}
        data={filters.map((value) => ({ value, label: t.commentFilters[value] }))}
      />
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <EmptyState icon={IconMessage} title={t.none[show]} />
          ) : (
            <ul className={styles.posts}>
              {items.map((comment) => (
                <One key={comment.id} comment={comment} />
              ))}
            </ul>
          )
        }
      </Answer>
    </Page>
  )
}

type Doing = 'answer' | 'hide' | 'keep'

function One({ comment }: { readonly comment: ShopComment }) {
  const t = useText({ ko, en })
  const card = useText({ ko: cardKo, en: cardEn })
  const { language } = useLanguage()
  const now = useNow()
  const [doing, setDoing] = useState<Doing | null>(null)
  const { hiddenBy, hiddenReason, reports, postText } = comment
  const reporters = reports.reduce((sum, { count }) => sum + count, 0)
  const why = hiddenReason ?? (hiddenBy === 'words' ? t.byWord : null)
  return (
    <li className={styles.post}>
      <p className={styles.below}>{postText === '' ? t.belowPicture : t.below(postText)}</p>
      <p className={styles.top}>
        <b>{comment.name}</b>
        <span className={styles.soft}>{since(new Date(comment.at), now, language)}</span>
      </p>
      <p className={styles.text}>{comment.text}</p>
      {reporters > 0 && (
        <>
          <p className={styles.soft}>{t.reports(reporters)}</p>
          <ul className={styles.grounds}>
            {reports.map(({ ground, count }) => (
              <li key={ground}>{t.ground(card.grounds[ground], count)}</li>
            ))}
          </ul>
        </>
      )}
      {hiddenBy !== null && (
        <p className={styles.quote}>
          {hiddenBy === 'market' ? `${t.byMarket}: ${why ?? ''}` : card.hidden(why ?? '')}
        </p>
      )}
      {comment.appeal === 'waits' && <p className={styles.soft}>{t.appealed}</p>}
      {doing === null ? (
        <Doings comment={comment} isReported={reporters > 0} onDo={setDoing} />
      ) : (
        <Saying comment={comment} doing={doing} onDone={() => setDoing(null)} />
      )}
    </li>
  )
}

function Doings({
  comment,
  isReported,
  onDo,
}: {
  readonly comment: ShopComment
  readonly isReported: boolean
  readonly onDo: (doing: Doing) => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const show = useSave({
    run: () =>
      call(`DELETE ${URL}/hidden`, { params: { merchantId: shop.id, commentId: comment.id } }),
    done: t.shown,
    after: again,
  })
  const { hiddenBy, isAnswered, appeal } = comment
  const quiet = { variant: 'subtle', color: 'gray', mih: 44 } as const
  return (
    <p className={styles.doing}>
      {!isAnswered && hiddenBy === null && (
        <Button variant="subtle" mih={44} onClick={() => onDo('answer')}>
          {t.answer}
        </Button>
      )}
      {hiddenBy === null && (
        <Button {...quiet} onClick={() => onDo('hide')}>
          {t.hide}
        </Button>
      )}
      {hiddenBy === null && isReported && (
        <Button {...quiet} onClick={() => onDo('keep')}>
          {t.keep}
        </Button>
      )}
      {hiddenBy !== null && hiddenBy !== 'market' && appeal !== 'waits' && (
        <Button variant="subtle" mih={44} loading={show.isPending} onClick={() => show.mutate()}>
          {t.show}
        </Button>
      )}
    </p>
  )
}

/** The words that go with what is done: an answer, or a reason. */
function Saying({
  comment,
  doing,
  onDone,
}: {
  readonly comment: ShopComment
  readonly doing: Doing
  readonly onDone: () => void
}) {
  const t = useText({ ko, en })
  const shop = useShop()
  const params = { merchantId: shop.id, commentId: comment.id }
  const words = {
    answer: { label: t.answerLabel, hint: null, button: t.answer, done: t.answered },
    hide: { label: t.hideReason, hint: null, button: t.hide, done: t.hide1 },
    keep: { label: t.keepReason, hint: t.keepHint, button: t.keep, done: t.keptDone },
  }[doing]
  return (
    <SayWhy
      words={{ ...words, cancel: t.cancel }}
      save={(text) => {
        if (doing === 'hide') return call(`PUT ${URL}/hidden`, { params, body: { reason: text } })
        if (doing === 'keep') return call(`POST ${URL}/kept`, { params, body: { reason: text } })
        return call(`POST ${URL}/answer`, { params, body: { text } })
      }}
      after={async () => {
        await again()
        onDone()
      }}
      onCancel={onDone}
    />
  )
}
