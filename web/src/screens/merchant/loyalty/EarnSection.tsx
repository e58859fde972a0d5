/** How points are earned, when they can be spent and until when: a sentence, and what it is made of. */
import { Button, NumberInput, SegmentedControl, Select, Switch } from '@mantine/core'
import { useState } from 'react'
import { points, won } from '../../../parts/format.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useLanguage, useText, type Language } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from './loyalty.module.css'
import {
  earnKinds,
  exampleBill,
  examplePoints,
  nameIn,
  validities,
  type Body,
  type PartProps,
} from './programme-form.ts'

const PENDING_DAYS = [0, 7, 14, 30]

export function EarnSection({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <Section title={t.earn}>
      <p className={styles.sentence} aria-live="polite">
        {sentenceOf(form, language, t)}
      </p>
      <Switch
        size="md"
        label={t.isOpen}
        checked={form.state === 'open'}
        onChange={({ currentTarget }) =>
          onChange({ state: currentTarget.checked ? 'open' : 'paused' })
        }
      />
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.earnQuestion}
        value={form.earn.kind}
        onChange={(kind) => onChange({ earn: earnKinds[kind] })}
        data={[
          { value: 'share', label: t.kindShare },
          { value: 'per-amount', label: t.kindAmount },
          { value: 'per-visit', label: t.kindVisit },
        ]}
      />
      <EarnFields form={form} onChange={onChange} />
      <div className={styles.pair}>
        <Select
          label={t.pending}
          size="md"
          allowDeselect={false}
          data={PENDING_DAYS.map((days) => ({
            value: String(days),
            label: days === 0 ? t.pendingNow : t.pendingAfter(days),
          }))}
          value={String(form.pendingDays)}
          onChange={(value) => onChange({ pendingDays: Number(value) })}
        />
        <Select
          label={t.validity}
          size="md"
          allowDeselect={false}
          data={Object.entries(t.validityNames).map(([value, label]) => ({ value, label }))}
          value={nameIn(validities, form.validity)}
          onChange={(value) => {
            if (value && value in validities) {
              onChange({ validity: validities[value as keyof typeof validities] })
            }
          }}
        />
      </div>
      <MoreFields form={form} onChange={onChange} />
    </Section>
  )
}

function EarnFields({ form: { earn }, onChange }: PartProps) {
  const t = useText({ ko, en })
  if (earn.kind === 'share') {
    return (
      <NumberInput
        label={t.percent}
        size="md"
        suffix="%"
        inputMode="decimal"
        decimalScale={1}
        min={0}
        max={50}
        allowNegative={false}
        value={earn.perMille === 0 ? '' : earn.perMille / 10}
        onChange={(value) =>
          onChange({ earn: { ...earn, perMille: Math.round((Number(value) || 0) * 10) } })
        }
      />
    )
  }
  const pointsField = (
    <NumberInput
      label={t.points}
      size="md"
      inputMode="numeric"
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      value={earn.points || ''}
      onChange={(value) => onChange({ earn: { ...earn, points: Number(value) || 0 } })}
    />
  )
  if (earn.kind === 'per-visit') return pointsField
  return (
    <div className={styles.pair}>
      <AmountField
        label={t.amountMinor}
        size="md"
        value={earn.amountMinor}
        onAmount={(amountMinor) => onChange({ earn: { ...earn, amountMinor } })}
      />
      {pointsField}
    </div>
  )
}

function MoreFields({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const [isMore, setMore] = useState(false)
  if (!isMore) {
    return (
      <Button variant="subtle" h={44} onClick={() => setMore(true)}>
        {t.more}
      </Button>
    )
  }
  const cap = (value: number) => (value > 0 ? value : null)
  return (
    <>
      <div className={styles.pair}>
        <AmountField
          label={t.paidMin}
          size="md"
          value={form.paidMinorMin}
          onAmount={(paidMinorMin) => onChange({ paidMinorMin })}
        />
        <CountField
          label={t.spendMin}
          value={form.spendPointsMin}
          onCount={(count) => onChange({ spendPointsMin: Math.max(1, count) })}
        />
        <CountField
          label={t.dayMax}
          hint={t.noMax}
          value={form.personPointsPerDayMax ?? 0}
          onCount={(count) => onChange({ personPointsPerDayMax: cap(count) })}
        />
        <CountField
          label={t.monthMax}
          hint={t.noMax}
          value={form.pointsPerMonthMax ?? 0}
          onCount={(count) => onChange({ pointsPerMonthMax: cap(count) })}
        />
      </div>
      <Switch
        size="md"
        label={t.transferable}
        checked={form.isTransferable}
        onChange={({ currentTarget }) => onChange({ isTransferable: currentTarget.checked })}
      />
    </>
  )
}

/** A whole number of something; empty for none. */
export function CountField({
  label,
  hint,
  value,
  onCount,
}: {
  readonly label: string
  readonly hint?: string
  readonly value: number
  readonly onCount: (count: number) => void
}) {
  return (
    <NumberInput
      label={label}
      {...(hint && { description: hint })}
      size="md"
      inputMode="numeric"
      thousandSeparator=","
      allowDecimal={false}
      allowNegative={false}
      value={value || ''}
      onChange={(next) => onCount(Number(next) || 0)}
    />
  )
}

/** What the programme says, in the words in which an owner would. */
function sentenceOf(form: Body, language: Language, t: typeof ko): string {
  if (form.state === 'paused') return t.paused
  const bill = exampleBill(form)
  const worth = t.spendFrom(points(form.spendPointsMin, language), won(form.pointMinor, language))
  return [
    t.example(won(bill, language), points(examplePoints(form, bill), language)),
    form.pendingDays > 0 ? t.examplePending(form.pendingDays) : t.exampleNow,
    untilWords(form.validity, t),
    worth,
    ...(form.paidMinorMin > 0 ? [t.tooSmall(won(form.paidMinorMin, language))] : []),
  ].join(' ')
}

function untilWords(validity: Body['validity'], t: typeof ko): string {
  switch (validity.kind) {
    case 'never':
      return t.validNever
    case 'days':
      return t.validDays(validity.days)
    case 'month-end':
      return t.validMonths(validity.months)
    case 'year-end':
      return t.validYears(Math.floor(validity.months / 12))
  }
}
