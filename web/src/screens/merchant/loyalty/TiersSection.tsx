/** Tiers: what they ask for, and what they bring, each with its sentence. */
import { Button, Select, TextInput } from '@mantine/core'
import { points, won } from '../../../parts/format.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { CountField } from './EarnSection.tsx'
import styles from './loyalty.module.css'
import {
  exampleBill,
  examplePoints,
  nameIn,
  periods,
  type Body,
  type PartProps,
} from './programme-form.ts'

const TIERS_MAX = 8
type Tier = Body['tiers'][number]

export function TiersSection({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { tiers, tierRule } = form
  const add = () => {
    const from = (tiers.at(-1)?.from ?? 0) + (tierRule.measure === 'visits' ? 10 : 100_000)
    onChange({ tiers: [...tiers, { name: '', from, multiplierPercent: 150, benefits: '' }] })
  }
  const change = (at: number, part: Partial<Tier>) =>
    onChange({ tiers: tiers.map((tier, own) => (own === at ? { ...tier, ...part } : tier)) })
  return (
    <Section title={t.tiers} hint={t.tiersHint}>
      {tiers.length > 0 && (
        <div className={styles.pair}>
          <Select
            label={t.measure}
            size="md"
            allowDeselect={false}
            data={Object.entries(t.measures).map(([value, label]) => ({ value, label }))}
            value={tierRule.measure}
            onChange={(value) => {
              const measure = value === 'visits' || value === 'points' ? value : 'spent'
              onChange({ tierRule: { ...tierRule, measure } })
            }}
          />
          <Select
            label={t.period}
            size="md"
            allowDeselect={false}
            data={Object.entries(t.periods).map(([value, label]) => ({ value, label }))}
            value={nameIn(periods, tierRule.period)}
            onChange={(value) => {
              if (!value || !(value in periods)) return
              const period = periods[value as keyof typeof periods]
              onChange({ tierRule: { ...tierRule, period, keeps: { kind: 'not' } } })
            }}
          />
        </div>
      )}
      {tiers.map((tier, at) => (
        <TierCard
          // oxlint-disable-next-line react/no-array-index-key -- a tier is what stands in its place
          key={at}
          form={form}
          tier={tier}
          onChange={(part) => change(at, part)}
          onRemove={() => onChange({ tiers: tiers.filter((_tier, own) => own !== at) })}
        />
      ))}
      {tiers.length < TIERS_MAX && (
        <Button variant="default" h={48} onClick={add}>
          {t.tierAdd}
        </Button>
      )}
    </Section>
  )
}

function TierCard({
  form,
  tier,
  onChange,
  onRemove,
}: {
  readonly form: Body
  readonly tier: Tier
  readonly onChange: (part: Partial<Tier>) => void
  readonly onRemove: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { measure, period } = form.tierRule
  const periodName = t.periods[(nameIn(periods, period) ?? 'days365') as keyof typeof t.periods]
  const bill = exampleBill(form)
  const reach = {
    spent: () => t.reach.spent(periodName, won(tier.from, language)),
    points: () => t.reach.points(periodName, points(tier.from, language)),
    visits: () => t.reach.visits(periodName, tier.from.toLocaleString('en-US')),
  }[measure]()
  const earned = points(examplePoints(form, bill, tier.multiplierPercent), language)
  return (
    <Card>
      <div className={styles.fields}>
        <p className={styles.says} aria-live="polite">
          {t.tierSays(reach, tier.name.trim() || '…', won(bill, language), earned)}
        </p>
        <div className={styles.pair}>
          <TextInput
            label={t.tierName}
            size="md"
            maxLength={30}
            value={tier.name}
            onChange={({ currentTarget }) => onChange({ name: currentTarget.value })}
          />
          {measure === 'spent' ? (
            <AmountField
              label={t.tierFrom}
              size="md"
              value={tier.from}
              onAmount={(from) => onChange({ from })}
            />
          ) : (
            <CountField
              label={t.tierFrom}
              value={tier.from}
              onCount={(from) => onChange({ from })}
            />
          )}
          <CountField
            label={t.tierTimes}
            value={tier.multiplierPercent}
            onCount={(percent) => onChange({ multiplierPercent: percent })}
          />
          <TextInput
            label={t.tierBenefits}
            size="md"
            maxLength={200}
            value={tier.benefits}
            onChange={({ currentTarget }) => onChange({ benefits: currentTarget.value })}
          />
        </div>
        <Button variant="subtle" color="gray" h={44} onClick={onRemove}>
          {t.tierRemove}
        </Button>
      </div>
    </Card>
  )
}
