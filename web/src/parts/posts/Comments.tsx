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
import { AppealForm } from './AppealForm.tsx'
import styles from './posts.module.css'
import { ReportForm } from './ReportForm.tsx'

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
  const [doing, setDoing] = useState<Doing | null>(null)
  const close = () => {
    setDoing(null)
    onClose()
  }
  if (doing) {
    const title = doing.kind === 'report' ? t.reporting.title : t.appealing.title
    return (
      <Sheet isOpen={isOpen} onClose={close} title={title}>
        <Form doing={doing} onDone={() => setDoing(null)} />
      </Sheet>
    )
  }
  return (
    <Sheet isOpen={isOpen} onClose={close} title={t.commentsTitle}>
      <Answer query={query}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.soft}>{t.noComments}</p>
          ) : (
            <ul className={styles.comments}>
              {items.map((comment) => (
                <One key={comment.id} comment={comment} onDo={setDoing} />
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

/** What takes the place of the comments for a while: one thing at a time. */
type Doing = { readonly kind: 'report' | 'appeal'; readonly comment: PostComment }

function Form({ doing, onDone }: { readonly doing: Doing; readonly onDone: () => void }) {
  const { id: commentId, hiddenReason } = doing.comment
  if (doing.kind === 'report') {
    return <ReportForm subject={{ kind: 'comment', id: commentId }} onDone={onDone} />
  }
  return (
    <AppealForm
      reason={hiddenReason}
      run={(text) =>
        call('POST /v1/me/post-comments/{commentId}/appeal', {
          params: { commentId },
          body: { text },
        })
      }
      after={again}
      onDone={onDone}
    />
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

function One({
  comment,
  onDo,
}: {
  readonly comment: PostComment
  readonly onDo: (doing: Doing) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const isPerson = useMe().kind === 'person'
  const takeBack = useSave({
    run: () =>
      call('DELETE /v1/me/post-comments/{commentId}', { params: { commentId: comment.id } }),
    done: t.takenBack,
    after: again,
  })
  const isHidden = comment.hiddenBy !== null
  const button = { variant: 'subtle', size: 'compact-md', mih: 44 } as const
  return (
    <li className={styles.comment} data-answer={comment.side === 'shop'}>
      <p>
        <b>{comment.name}</b>{' '}
        <span className={styles.soft}>{since(new Date(comment.at), now, language)}</span>
      </p>
      <p className={styles.text}>{comment.text}</p>
      {comment.hiddenBy === 'words' && <p className={styles.soft}>{t.waits}</p>}
      {comment.hiddenReason && <p className={styles.quote}>{t.hidden(comment.hiddenReason)}</p>}
      {isHidden && comment.appeal && <p className={styles.soft}>{t.appealing[comment.appeal]}</p>}
      <p className={styles.small}>
        {comment.isMine && isHidden && comment.appeal === null && (
          <Button {...button} onClick={() => onDo({ kind: 'appeal', comment })}>
            {t.appeal}
          </Button>
        )}
        {comment.isMine && (
          <Button
            {...button}
            color="gray"
            loading={takeBack.isPending}
            onClick={() => takeBack.mutate()}
          >
            {t.takeBack}
          </Button>
        )}
        {!comment.isMine && isPerson && comment.side === 'person' && (
          <Button {...button} color="gray" onClick={() => onDo({ kind: 'report', comment })}>
            {t.report}
          </Button>
        )}
      </p>
    </li>
  )
}
