/** Why somebody reports a post or a comment: one of six grounds, and words where these say too little. */
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { call } from '../../api.ts'
import { posts as en } from '../../text/en/posts.ts'
import { posts as ko } from '../../text/ko/posts.ts'
import { useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { ChoiceCards } from '../../ui/ChoiceCards.tsx'
import { useSave } from '../use-save.ts'
import styles from './posts.module.css'

const grounds = ['advertising', 'insult', 'untrue', 'privacy', 'harmful', 'other'] as const
const TEXT_LETTERS_MAX = 500

export type Subject = { readonly kind: 'post' | 'comment'; readonly id: string }

export function ReportForm({
  subject: { kind, id },
  onDone,
}: {
  readonly subject: Subject
  readonly onDone: () => void
}) {
  const t = useText({ ko, en })
  const [ground, setGround] = useState<(typeof grounds)[number] | null>(null)
  const [text, setText] = useState('')
  const words = text.trim() === '' ? null : text.trim()
  const needsWords = ground === 'other'
  const send = useSave({
    run: () => {
      const why = { ground: ground ?? 'other', text: words }
      const body = kind === 'post' ? { kind, id, ...why } : { kind, id, ...why }
      return call('POST /v1/me/post-reports', { body })
    },
    done: t.reported,
    after: onDone,
  })
  return (
    <div className={styles.form}>
      <p className={styles.soft}>{t.reporting.body}</p>
      <ChoiceCards
        label={t.reporting.title}
        value={ground}
        onChoose={setGround}
        choices={grounds.map((value) => ({ value, title: t.grounds[value] }))}
      />
      <Textarea
        size="md"
        autosize
        minRows={2}
        maxRows={5}
        maxLength={TEXT_LETTERS_MAX}
        label={needsWords ? t.reporting.moreNeeded : t.reporting.more}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <BigButton
        loading={send.isPending}
        disabled={ground === null || (needsWords && words === null)}
        onClick={() => send.mutate()}
      >
        {t.reporting.send}
      </BigButton>
      <Button variant="subtle" color="gray" mih={48} onClick={onDone}>
        {t.reporting.back}
      </Button>
    </div>
  )
}
