/** Comments below the shop's posts: to answer, to hide with a reason, to show again. */
import { Button, SegmentedControl, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../../api.ts'
import { links } from '../../../../links.ts'
import { useLive } from '../../../../live.ts'
import { Answer } from '../../../../parts/Answer.tsx'
import { since } from '../../../../parts/format.ts'
import { useGoBack } from '../../../../parts/go.tsx'
import styles from '../../../../parts/posts/posts.module.css'
import { useNow } from '../../../../parts/use-now.ts'
import { useSave } from '../../../../parts/use-save.ts'
import type { PostComment } from '../../../../../../sdk/calls.ts'
import { shopPosts as en } from '../../../../text/en/posts.ts'
import { shopPosts as ko } from '../../../../text/ko/posts.ts'
import { useLanguage, useText } from '../../../../text/language.tsx'
import { Page } from '../../../../ui/Page.tsx'
import { useShop } from '../../shop.tsx'

const PATH = 'GET /v1/merchants/{merchantId}/post-comments'
const filters = ['unanswered', 'hidden', 'all'] as const
const LETTERS_MAX = 500
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
            <p className={styles.soft}>{t.noneToAnswer}</p>
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

function One({ comment }: { readonly comment: PostComment }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const now = useNow()
  const [doing, setDoing] = useState<'answer' | 'hide' | null>(null)
  const [text, setText] = useState('')
  const params = { merchantId: shop.id, commentId: comment.id }
  const url = '/v1/merchants/{merchantId}/post-comments/{commentId}' as const
  const save = useSave({
    run: () =>
      doing === 'hide'
        ? call(`PUT ${url}/hidden`, { params, body: { reason: text } })
        : call(`POST ${url}/answer`, { params, body: { text } }),
    done: doing === 'hide' ? t.hide1 : t.answered,
    after: again,
  })
  const show = useSave({
    run: () => call(`DELETE ${url}/hidden`, { params }),
    done: t.shown,
    after: again,
  })
  return (
    <li className={styles.post}>
      <p className={styles.top}>
        <b>{comment.name}</b>
        <span className={styles.soft}>{since(new Date(comment.at), now, language)}</span>
      </p>
      <p className={styles.text}>{comment.text}</p>
      {comment.hiddenBy !== null && (
        <p className={styles.soft}>{comment.hiddenReason ?? t.byWord}</p>
      )}
      <p className={styles.doing}>
        {!comment.isAnswered && (
          <Button variant="subtle" mih={44} onClick={() => setDoing('answer')}>
            {t.answer}
          </Button>
        )}
        {comment.hiddenBy === null ? (
          <Button variant="subtle" color="gray" mih={44} onClick={() => setDoing('hide')}>
            {t.hide}
          </Button>
        ) : (
          comment.hiddenBy !== 'market' && (
            <Button variant="subtle" color="gray" mih={44} onClick={() => show.mutate()}>
              {t.show}
            </Button>
          )
        )}
      </p>
      {doing && (
        <div className={styles.write}>
          <Textarea
            size="md"
            autosize
            maxRows={5}
            maxLength={LETTERS_MAX}
            label={doing === 'hide' ? t.hideReason : t.answerLabel}
            value={text}
            onChange={(event) => setText(event.currentTarget.value)}
          />
          <Button
            mih={48}
            mb="sm"
            loading={save.isPending}
            disabled={text.trim() === ''}
            onClick={() => save.mutate()}
          >
            {doing === 'hide' ? t.hide : t.answer}
          </Button>
        </div>
      )}
    </li>
  )
}
