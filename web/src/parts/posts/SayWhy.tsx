/** The words that go with a decision, an answer or a reason, and the way out. */
import { Button, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useSave } from '../use-save.ts'
import styles from './posts.module.css'

const LETTERS_MAX = 500

export function SayWhy({
  words,
  save: run,
  after,
  onCancel,
}: {
  readonly words: {
    readonly label: string
    readonly hint: string | null
    readonly button: string
    readonly cancel: string
    readonly done: string
  }
  readonly save: (text: string) => Promise<unknown>
  readonly after: () => Promise<unknown>
  readonly onCancel: () => void
}) {
  const [typed, setTyped] = useState('')
  const text = typed.trim()
  const save = useSave({ run: () => run(text), done: words.done, after })
  return (
    <div className={styles.write}>
      <Textarea
        size="md"
        autosize
        autoFocus
        maxRows={5}
        maxLength={LETTERS_MAX}
        label={words.label}
        description={words.hint}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <div className={styles.asked}>
        <Button
          mih={48}
          loading={save.isPending}
          disabled={text === ''}
          onClick={() => save.mutate()}
        >
          {words.button}
        </Button>
        <Button variant="default" mih={48} onClick={onCancel}>
          {words.cancel}
        </Button>
      </div>
    </div>
  )
}
