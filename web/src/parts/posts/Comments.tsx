/** What people wrote below a post, and the field to add to it. */
import { Button, Textarea } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../api.ts'
import { newId } from '../../ids.ts'
import { links } from '../../links.ts'
import type { PostComment, ShownPost } from '../../../../sdk/calls.ts'
import { posts as en } from '../../text/en/posts.ts'
import { posts as ko } from '../../text/ko/posts.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Sheet } from '../../ui/Sheet.tsx'
import { Answer } from '../Answer.tsx'
import { since } from '../format.ts'
import { useGo, usePath } from '../go.tsx'
import { useMe } from '../me.ts'
import { useNow } from '../use-now.ts'
import { useSave } from '../use-save.ts'
import styles from './posts.module.css'

const PATH = 'GET /v1/posts/{postId}/comments'
const COMMENT_LETTERS_MAX = 500
const again = () => refresh(PATH, 'GET /v1/places/{placeId}/posts', 'GET /v1/me/timeline')

export function Comments({
  post,
  isOpen,
  onClose,
}: {
  readonly post: ShownPost
  readonly isOpen: boolean
  readonly onClose: () => void
}) {
  const t = useText({ ko, en })
  const go = useGo()
  const path = usePath()
  const isPerson = useMe().kind === 'person'
  const query = useQuery({ ...ask(PATH, { params: { postId: post.id } }), enabled: isOpen })
  return (
    <Sheet isOpen={isOpen} onClose={onClose} title={t.commentsTitle}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.noComments}</p>
          ) : (
            <ul className={styles.comments}>
              {items.map((comment) => (
                <One key={comment.id} comment={comment} />
              ))}
            </ul>
          )
        }
      </Answer>
      {isPerson ? (
        <Write postId={post.id} />
      ) : (
        <Button variant="default" mih={48} fullWidth onClick={() => go(links.signIn(path))}>
          {t.signInFirst}
        </Button>
      )}
    </Sheet>
  )
}

function Write({ postId }: { readonly postId: string }) {
  const t = useText({ ko, en })
  const [text, setText] = useState('')
  // The same id for every try: a repeat after a broken line gives no second comment.
  const [id, setId] = useState(() => newId())
  const send = useSave({
    run: () => call('POST /v1/posts/{postId}/comments', { params: { postId }, body: { id, text } }),
    done: null,
    after: () => {
      setText('')
      setId(newId())
      return again()
    },
  })
  return (
    <div className={styles.write}>
      <Textarea
        size="md"
        autosize
        maxRows={4}
        aria-label={t.write}
        placeholder={t.write}
        maxLength={COMMENT_LETTERS_MAX}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <Button
        mih={48}
        loading={send.isPending}
        disabled={text.trim() === ''}
        onClick={() => send.mutate()}
      >
        {t.send}
      </Button>
    </div>
  )
}

function One({ comment }: { readonly comment: PostComment }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const isPerson = useMe().kind === 'person'
  const params = { commentId: comment.id }
  const takeBack = useSave({
    run: () => call('DELETE /v1/me/post-comments/{commentId}', { params }),
    done: t.takenBack,
    after: again,
  })
  const appeal = useSave({
    run: () =>
      call('POST /v1/me/post-comments/{commentId}/appeal', {
        params,
        body: { text: t.appealText },
      }),
    done: t.appealed,
  })
  const report = useSave({
    run: () =>
      call('POST /v1/me/post-reports', {
        body: { kind: 'comment', id: comment.id, text: t.reportText },
      }),
    done: t.reported,
  })
  return (
    <li className={styles.comment} data-answer={comment.side === 'shop'}>
      <p>
        <b>{comment.name}</b>{' '}
        <span className={styles.soft}>{since(new Date(comment.at), now, language)}</span>
      </p>
      <p className={styles.text}>{comment.text}</p>
      {comment.hiddenBy === 'words' && <p className={styles.soft}>{t.waits}</p>}
      {comment.hiddenReason && <p className={styles.soft}>{t.hidden(comment.hiddenReason)}</p>}
      <p>
        {comment.isMine && comment.hiddenBy !== null && (
          <Button variant="subtle" size="compact-md" mih={32} onClick={() => appeal.mutate()}>
            {t.appeal}
          </Button>
        )}
        {comment.isMine ? (
          <Button variant="subtle" size="compact-md" mih={32} onClick={() => takeBack.mutate()}>
            {t.takeBack}
          </Button>
        ) : (
          isPerson &&
          comment.side === 'person' && (
            <Button
              variant="subtle"
              color="gray"
              size="compact-md"
              mih={32}
              onClick={() => report.mutate()}
            >
              {t.report}
            </Button>
          )
        )}
      </p>
    </li>
  )
}
