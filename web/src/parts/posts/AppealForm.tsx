/** Somebody asks the operator to look again at what was hidden, and says why. */
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { posts as en } from '../../text/en/posts.ts'
import { posts as ko } from '../../text/ko/posts.ts'
import { useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { useSave } from '../use-save.ts'
import styles from './posts.module.css'

const TEXT_LETTERS_MAX = 500

export function AppealForm({
  reason,
  run,
  after,
  onDone,
}: {
  /** Why it was hidden; null where a word of a list did it. */
  readonly reason: string | null
  readonly run: (text: string) => Promise<unknown>
  readonly after: () => Promise<unknown>
  readonly onDone: () => void
}) {
  const t = useText({ ko, en })
  const [text, setText] = useState('')
  const send = useSave({
    run: () => run(text.trim()),
    done: t.appealed,
    after: async () => {
      await after()
      onDone()
    },
  })
  return (
    <div className={styles.form}>
      {reason && <p className={styles.quote}>{t.hidden(reason)}</p>}
      <p className={styles.soft}>{t.appealing.body}</p>
      <Textarea
        size="md"
        autosize
        minRows={3}
        maxRows={8}
        maxLength={TEXT_LETTERS_MAX}
        label={t.appealing.label}
        value={text}
        onChange={(event) => setText(event.currentTarget.value)}
      />
      <BigButton
        loading={send.isPending}
        disabled={text.trim() === ''}
        onClick={() => send.mutate()}
      >
        {t.appealing.send}
      </BigButton>
      <Button variant="subtle" color="gray" mih={48} onClick={onDone}>
        {t.reporting.back}
      </Button>
    </div>
  )
}
