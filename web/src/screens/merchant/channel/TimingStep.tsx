/** When the news goes: at once, at an instant, or by the clock of each. */
import { TextInput } from '@mantine/core'
import { dayOf } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { broadcasts as en } from '../../../text/en/broadcasts.ts'
import { broadcasts as ko } from '../../../text/ko/broadcasts.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import styles from './channel.module.css'
import type { StepProps } from './ContentStep.tsx'

export function TimingStep({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  const today = dayOf(useNow(60))
  return (
    <div className={styles.form}>
      <ChoiceCards
        label={t.questions.timing}
        value={form.when}
        onChoose={(when) => onChange({ when })}
        choices={[
          { value: 'now', title: t.nowTitle, hint: t.nowHint },
          { value: 'at', title: t.atTitle, hint: t.atHint },
          { value: 'wall', title: t.wallTitle, hint: t.wallHint },
        ]}
      />
      {form.when !== 'now' && (
        <div className={styles.pair}>
          <TextInput
            type="date"
            size="md"
            label={t.day}
            min={today}
            value={form.day}
            onChange={({ currentTarget }) => onChange({ day: currentTarget.value })}
          />
          <TextInput
            type="time"
            size="md"
            label={t.time}
            value={form.time}
            onChange={({ currentTarget }) => onChange({ time: currentTarget.value })}
          />
        </div>
      )}
    </div>
  )
}
