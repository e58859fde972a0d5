/** Words with which a comment waits for a look: those of a shop, or of the whole market. */
import { TagsInput } from '@mantine/core'
import { useState } from 'react'
import { postWords as en } from '../../text/en/posts.ts'
import { postWords as ko } from '../../text/ko/posts.ts'
import { useText } from '../../text/language.tsx'
import { BigButton } from '../../ui/BigButton.tsx'
import { useSave } from '../use-save.ts'
import styles from './posts.module.css'

const WORDS_MAX = 500
const WORD_LETTERS_MAX = 30

export function WordList({
  words,
  mayChange,
  save: run,
  after,
}: {
  readonly words: readonly string[]
  readonly mayChange: boolean
  readonly save: (words: string[]) => Promise<unknown>
  readonly after: () => Promise<unknown>
}) {
  const t = useText({ ko, en })
  const [typed, setTyped] = useState<readonly string[]>(words)
  const save = useSave({ run: () => run([...typed]), done: t.saved, after })
  const isSame = typed.join('\n') === words.join('\n')
  return (
    <div className={styles.form}>
      <TagsInput
        size="md"
        label={t.label}
        description={mayChange ? t.hint : t.ownersOnly}
        maxTags={WORDS_MAX}
        maxLength={WORD_LETTERS_MAX}
        splitChars={[',']}
        acceptValueOnBlur
        readOnly={!mayChange}
        value={[...typed]}
        onChange={setTyped}
      />
      <p className={`${styles.soft} figures`}>{t.count(typed.length)}</p>
      {mayChange && (
        <BigButton loading={save.isPending} disabled={isSame} onClick={() => save.mutate()}>
          {t.save}
        </BigButton>
      )}
    </div>
  )
}
