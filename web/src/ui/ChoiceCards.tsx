/** One of several, each with a line on what it means. A radio group that looks like cards. */
import { Radio } from '@mantine/core'
import type { TablerIcon } from '@tabler/icons-react'
import styles from './ChoiceCards.module.css'

export type Choice<Value extends string> = {
  readonly value: Value
  readonly title: string
  readonly hint?: string
  readonly icon?: TablerIcon
}

export function ChoiceCards<Value extends string>({
  label,
  choices,
  value,
  onChoose,
  columns = 1,
}: {
  readonly label: string
  readonly choices: readonly Choice<Value>[]
  readonly value: Value | null
  readonly onChoose: (value: Value) => void
  readonly columns?: 1 | 2 | 3
}) {
  return (
    <Radio.Group
      aria-label={label}
      value={value}
      onChange={(next) => {
        const chosen = choices.find((choice) => choice.value === next)
        if (chosen) onChoose(chosen.value)
      }}
    >
      <div className={styles.cards} data-columns={columns}>
        {choices.map(({ value: own, title, hint, icon: Icon }) => (
          <Radio.Card
            key={own}
            value={own}
            className={styles.card ?? ''}
            aria-label={hint ? `${title}. ${hint}` : title}
          >
            {Icon && <Icon size={24} stroke={1.7} aria-hidden className={styles.icon} />}
            <span className={styles.words}>
              <span className={styles.title}>{title}</span>
              {hint && <span className={styles.hint}>{hint}</span>}
            </span>
            <Radio.Indicator className={styles.dot ?? ''} />
          </Radio.Card>
        ))}
      </div>
    </Radio.Group>
  )
}
