/** Rules for the few: alternatives of which one is enough, and larger discounts for more. */
import { Button, SegmentedControl } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { capital } from '../../../parts/format.ts'
import { demandOf } from '../../../parts/terms.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Section } from '../../../ui/Section.tsx'
import { CountField, MoneyField, SomeOf } from './fields.tsx'
import type { PartProps } from './GivePart.tsx'
import { isStepped, type Step } from './offer-form.ts'
import { demandsOf, keyOf } from './offer-rules.ts'
import styles from './offers.module.css'

const STEPS_MAX = 9
const PIECES_MAX = 1_000

/** Shown once there are two rules to choose between. */
export function Either({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const demands = demandsOf(form)
  if (demands.length < 2) return null
  return (
    <Section title={t.eitherTitle} hint={t.eitherHint}>
      <SomeOf
        label={t.eitherTitle}
        isLabelled={false}
        choices={demands.map((demand) => ({
          value: keyOf(demand),
          label: capital(demandOf(demand, language)),
        }))}
        chosen={form.either}
        onChosen={(either) => onChange({ either })}
      />
    </Section>
  )
}

/** What is given comes first; each step gives more from more on. */
export function Steps({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  if (!isStepped(form)) return null
  const { steps, stepsBy } = form
  const by = form.gift === 'item' ? form.itemOff : form.gift
  const change = (at: number, part: Partial<Step>) =>
    onChange({ steps: steps.map((step, place) => (place === at ? { ...step, ...part } : step)) })
  const add = () => {
    const last = steps.at(-1)?.from ?? 0
    const from = stepsBy === 'amount' ? last + 10_000 : last + 2
    onChange({ steps: [...steps, { from, worth: nextWorth(form) }] })
  }
  return (
    <Section title={t.stepsTitle}>
      <div className={styles.fields}>
        {steps.length > 0 && (
          <SegmentedControl
            size="md"
            fullWidth
            aria-label={t.stepsBy}
            value={stepsBy}
            onChange={(next) => {
              // Sums make no pieces: the steps begin anew.
              const from = (at: number) => (next === 'amount' ? (at + 1) * 10_000 : (at + 1) * 2)
              onChange({
                stepsBy: next,
                steps: steps.map((step, at) => ({ ...step, from: from(at) })),
              })
            }}
            data={[
              { value: 'amount', label: t.stepsByAmount },
              { value: 'quantity', label: t.stepsByQuantity },
            ]}
          />
        )}
        {steps.map((step, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a step is what stands in its place
          <div className={styles.step} key={at}>
            {stepsBy === 'amount' ? (
              <MoneyField
                label={t.stepFromAmount}
                value={step.from}
                onAmount={(from) => change(at, { from })}
              />
            ) : (
              <CountField
                label={t.stepFromUnits}
                max={PIECES_MAX}
                value={step.from || null}
                onCount={(from) => change(at, { from: from ?? 0 })}
              />
            )}
            {by === 'percent' ? (
              <CountField
                label={t.stepWorth.percent}
                suffix="%"
                max={100}
                value={step.worth || null}
                onCount={(worth) => change(at, { worth: worth ?? 0 })}
              />
            ) : (
              <MoneyField
                label={by === 'price' ? t.stepWorth.price : t.stepWorth.amount}
                value={step.worth}
                onAmount={(worth) => change(at, { worth })}
              />
            )}
            <Button
              variant="default"
              h={44}
              onClick={() => onChange({ steps: steps.filter((_step, place) => place !== at) })}
            >
              {t.stepRemove}
            </Button>
          </div>
        ))}
        {steps.length < STEPS_MAX && (
          <Button
            variant="default"
            h={44}
            leftSection={<IconPlus size={18} aria-hidden />}
            onClick={add}
          >
            {t.stepAdd}
          </Button>
        )}
      </div>
    </Section>
  )
}

/** A little more than the step before. */
function nextWorth({ gift, itemOff, steps, ...form }: PartProps['form']): number {
  const by = gift === 'item' ? itemOff : gift
  const last = steps.at(-1)?.worth
  if (by === 'percent') return Math.min(100, (last ?? form.percentOff) + 5)
  if (by === 'amount') return (last ?? form.amountOffMinor) + 1_000
  return Math.max(0, (last ?? form.priceMinor) - 500)
}
