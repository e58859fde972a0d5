/** The small fields of the editor: names of items, whole numbers that may be left empty. */
import { Chip, NumberInput, TagsInput } from '@mantine/core'
import { useId } from 'react'
import { AmountField } from '../../../ui/AmountField.tsx'
import { useShop } from '../shop.tsx'
import { keptMenu, namesIn, NAME_LENGTH_MAX } from '../../../parts/till-menu.ts'
import type { Names } from './offer-form.ts'
import styles from './offers.module.css'

const NAMES_MAX = 20

/** What the tills of the shop sell, by name. */
export function useMenu() {
  const shop = useShop()
  return shop.places.flatMap(({ id }) => keptMenu(id) ?? [])
}

export function NamesField({
  label,
  hint,
  placeholder,
  names,
  suggestions,
  onNames,
}: {
  readonly label: string
  readonly hint?: string
  readonly placeholder?: string
  readonly names: Names
  /** What is offered while typing; the menu, unless said. */
  readonly suggestions?: Names
  readonly onNames: (names: Names) => void
}) {
  const menu = useMenu()
  return (
    <TagsInput
      size="md"
      label={label}
      description={hint}
      placeholder={names.length === 0 ? placeholder : undefined}
      data={[...(suggestions ?? namesIn(menu))]}
      maxTags={NAMES_MAX}
      acceptValueOnBlur
      value={[...names]}
      onChange={(next) => {
        onNames(next.map((name) => name.trim().slice(0, NAME_LENGTH_MAX)).filter(Boolean))
      }}
    />
  )
}

/** A whole number; empty for none. */
export function CountField({
  label,
  value,
  max,
  suffix,
  onCount,
}: {
  readonly label: string
  readonly value: number | null
  readonly max: number
  readonly suffix?: string
  readonly onCount: (count: number | null) => void
}) {
  return (
    <NumberInput
      size="md"
      label={label}
      {...(suffix && { suffix })}
      inputMode="numeric"
      allowDecimal={false}
      allowNegative={false}
      thousandSeparator=","
      min={1}
      max={max}
      clampBehavior="strict"
      value={value ?? ''}
      onChange={(next) => onCount(next === '' ? null : Number(next) || null)}
    />
  )
}

/** Money; empty for nothing. */
export function MoneyField({
  label,
  value,
  onAmount,
}: {
  readonly label: string
  readonly value: number
  readonly onAmount: (minor: number) => void
}) {
  return <AmountField size="md" label={label} value={value} onAmount={onAmount} />
}

/** Some of a few, as chips. */
export function SomeOf({
  label,
  choices,
  chosen,
  isWeek = false,
  isLabelled = true,
  onChosen,
}: {
  readonly label: string
  readonly choices: readonly { readonly value: string; readonly label: string }[]
  readonly chosen: readonly string[]
  readonly isWeek?: boolean
  /** False where a heading says it already. */
  readonly isLabelled?: boolean
  readonly onChosen: (chosen: readonly string[]) => void
}) {
  const id = useId()
  return (
    <div>
      <p id={id} className={isLabelled ? styles.label : 'only-heard'}>
        {label}
      </p>
      <Chip.Group multiple value={[...chosen]} onChange={onChosen}>
        <div className={isWeek ? styles.weekdays : styles.chips} role="group" aria-labelledby={id}>
          {choices.map((choice) => (
            <Chip
              key={choice.value}
              value={choice.value}
              size="md"
              radius="xl"
              variant="outline"
              icon={null}
            >
              {choice.label}
            </Chip>
          ))}
        </div>
      </Chip.Group>
    </div>
  )
}
