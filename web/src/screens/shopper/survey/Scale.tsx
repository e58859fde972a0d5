/** An answer on a scale: its numbers side by side, with a word at each end. */
import { Radio } from '@mantine/core'
import styles from './survey.module.css'
import type { Question } from './walk.ts'

export function Scale({
  question,
  value,
  onChoose,
}: {
  readonly question: Question
  readonly value: number | null
  readonly onChoose: (value: number) => void
}) {
  const { text, options, fromWord, toWord } = question
  const wordOf = (at: number) => (at === 0 ? fromWord : at === options.length - 1 ? toWord : '')
  return (
    <Radio.Group
      aria-label={text}
      value={value === null ? null : String(value)}
      onChange={(next) => onChoose(Number(next))}
    >
      <div className={styles.scale} data-many={options.length > 6}>
        {options.map((it, at) => (
          <Radio.Card
            key={it.answer}
            value={String(it.answer)}
            className={styles.step ?? ''}
            aria-label={[it.text, wordOf(at)].filter(Boolean).join(', ')}
          >
            <span className="figures">{it.text}</span>
          </Radio.Card>
        ))}
      </div>
      <div className={styles.ends} aria-hidden>
        <span>{fromWord}</span>
        <span>{toWord}</span>
      </div>
    </Radio.Group>
  )
}
