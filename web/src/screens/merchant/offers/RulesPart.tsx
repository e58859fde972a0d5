/** The rules that most offers do not need: when, where, who, together with what, how often. */
import { Button, Checkbox, Select, TextInput } from '@mantine/core'
import { capital } from '../../../parts/format.ts'
import { Clock } from '../../../parts/hours/HoursEditor.tsx'
import { merchantHours as hoursEn } from '../../../text/en/merchant-hours.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { terms as termsEn } from '../../../text/en/terms.ts'
import { merchantHours as hoursKo } from '../../../text/ko/merchant-hours.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { terms as termsKo } from '../../../text/ko/terms.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Section } from '../../../ui/Section.tsx'
import { useShop } from '../shop.tsx'
import { CountField, MoneyField, NamesField, SomeOf } from './fields.tsx'
import type { PartProps } from './GivePart.tsx'
import { Either, Steps } from './MoreRules.tsx'
import styles from './offers.module.css'

const METHODS = ['card', 'cash', 'points', 'transfer'] as const
const SEGMENTS = ['new', 'returning', 'regular', 'lapsed'] as const
const OPENS_MINUTE = 14 * 60
const CLOSES_MINUTE = 17 * 60

/** What was promised once a coupon is out: when, where, who, and together with what. */
export function PromisedRules(props: PartProps) {
  return (
    <>
      <When {...props} />
      <Who {...props} />
      <Either {...props} />
      <Steps {...props} />
      <Stacking {...props} />
    </>
  )
}

function When({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const names = useText({ ko: hoursKo, en: hoursEn }).weekdays.split(',')
  const shop = useShop()
  return (
    <Section title={t.whenTitle}>
      <div className={styles.fields}>
        <SomeOf
          isWeek
          label={t.weekdays}
          choices={names.map((label, at) => ({ value: String(at + 1), label }))}
          chosen={form.weekdays.map(String)}
          onChosen={(days) => onChange({ weekdays: days.map(Number).toSorted((a, b) => a - b) })}
        />
        <Checkbox
          size="md"
          label={t.offHolidays}
          checked={form.isOffHolidays}
          onChange={({ currentTarget }) => onChange({ isOffHolidays: currentTarget.checked })}
        />
        <Checkbox
          size="md"
          label={t.offEves}
          checked={form.isOffEves}
          onChange={({ currentTarget }) => onChange({ isOffEves: currentTarget.checked })}
        />
        <Checkbox
          size="md"
          label={t.hasHours}
          checked={form.hours !== null}
          onChange={({ currentTarget }) => {
            const hours = { fromMinute: OPENS_MINUTE, toMinute: CLOSES_MINUTE }
            onChange({ hours: currentTarget.checked ? hours : null })
          }}
        />
        {form.hours && <Hours form={form} hours={form.hours} onChange={onChange} />}
        <Checkbox
          size="md"
          label={t.hasDates}
          checked={form.dates !== null}
          onChange={({ currentTarget }) => {
            const dates = { from: form.lastDay, to: form.lastDay }
            onChange({ dates: currentTarget.checked ? dates : null })
          }}
        />
        {form.dates && <Dates dates={form.dates} form={form} onChange={onChange} />}
        {shop.places.length > 1 && (
          <SomeOf
            label={t.places}
            choices={shop.places.map(({ id, name }) => ({ value: id, label: name }))}
            chosen={form.placeIds}
            onChosen={(placeIds) => onChange({ placeIds })}
          />
        )}
      </div>
    </Section>
  )
}

type Hours = NonNullable<PartProps['form']['hours']>

function Hours({ hours, onChange }: PartProps & { readonly hours: Hours }) {
  const t = useText({ ko, en })
  return (
    <div className={styles.pair}>
      <Clock
        label={t.hoursFrom}
        minute={hours.fromMinute}
        onMinute={(fromMinute) => onChange({ hours: { ...hours, fromMinute } })}
      />
      <Clock
        label={t.hoursTo}
        minute={hours.toMinute}
        onMinute={(toMinute) => onChange({ hours: { ...hours, toMinute: toMinute || 1_440 } })}
      />
    </div>
  )
}

type Dates = NonNullable<PartProps['form']['dates']>

function Dates({ dates, onChange }: PartProps & { readonly dates: Dates }) {
  const t = useText({ ko, en })
  return (
    <div className={styles.pair}>
      <TextInput
        type="date"
        size="md"
        label={t.datesFrom}
        value={dates.from}
        onChange={({ currentTarget }) =>
          onChange({ dates: { ...dates, from: currentTarget.value } })
        }
      />
      <TextInput
        type="date"
        size="md"
        label={t.datesTo}
        value={dates.to}
        onChange={({ currentTarget }) => onChange({ dates: { ...dates, to: currentTarget.value } })}
      />
    </div>
  )
}

function Who({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { methods, segments } = useText({ ko: termsKo, en: termsEn })
  return (
    <Section title={t.whoTitle}>
      <div className={styles.fields}>
        <Checkbox
          size="md"
          label={t.firstVisit}
          checked={form.isFirstVisit}
          onChange={({ currentTarget }) => onChange({ isFirstVisit: currentTarget.checked })}
        />
        <Checkbox
          size="md"
          label={t.holderOnly}
          checked={form.isHolderOnly}
          onChange={({ currentTarget }) => onChange({ isHolderOnly: currentTarget.checked })}
        />
        <SomeOf
          label={t.segments}
          choices={SEGMENTS.map((value) => ({ value, label: capital(segments[value]) }))}
          chosen={form.segments}
          onChosen={(chosen) => onChange({ segments: chosen })}
        />
        <NamesField
          label={t.tags}
          placeholder={t.tagPlaceholder}
          suggestions={[]}
          names={form.tags}
          onNames={(tags) => onChange({ tags })}
        />
        <NamesField
          label={t.needItems}
          placeholder={t.itemPlaceholder}
          names={form.needItems}
          onNames={(needItems) => onChange({ needItems })}
        />
        {form.needItems.length > 0 && (
          <CountField
            label={t.needUnits}
            max={100}
            value={form.needUnits}
            onCount={(units) => onChange({ needUnits: units ?? 1 })}
          />
        )}
        <MoneyField
          label={t.afterMin}
          value={form.afterMinorMin}
          onAmount={(afterMinorMin) => onChange({ afterMinorMin })}
        />
        <SomeOf
          label={t.methods}
          choices={METHODS.map((value) => ({ value, label: capital(methods[value]) }))}
          chosen={form.methods}
          onChosen={(chosen) => onChange({ methods: chosen })}
        />
      </div>
    </Section>
  )
}

function Stacking({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { stacking } = form
  return (
    <Section title={t.stacking}>
      <ChoiceCards
        label={t.stacking}
        value={stacking.kind}
        onChoose={(kind) => {
          const next = kind === 'category' ? { kind, category: t.gifts[form.gift] } : { kind }
          onChange({ stacking: next })
        }}
        choices={[
          { value: 'never', title: t.stackNever, hint: t.stackNeverHint },
          { value: 'always', title: t.stackAlways, hint: t.stackAlwaysHint },
          { value: 'category', title: t.stackCategory, hint: t.stackCategoryHint },
          { value: 'exclusive', title: t.stackExclusive, hint: t.stackExclusiveHint },
        ]}
      />
      {stacking.kind === 'category' && (
        <TextInput
          size="md"
          label={t.stackName}
          maxLength={40}
          value={stacking.category}
          onChange={({ currentTarget }) => {
            onChange({ stacking: { kind: 'category', category: currentTarget.value } })
          }}
        />
      )}
    </Section>
  )
}

/** How often and how much: what may change also when coupons are out. */
export function LimitRules({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  return (
    <Section title={t.limitsTitle}>
      <div className={styles.fields}>
        {form.to !== 'everybody' && (
          <>
            <Checkbox
              size="md"
              label={t.hasClaimsLastDay}
              checked={form.claimsLastDay !== null}
              onChange={({ currentTarget }) => {
                onChange({ claimsLastDay: currentTarget.checked ? form.lastDay : null })
              }}
            />
            {form.claimsLastDay !== null && (
              <TextInput
                type="date"
                size="md"
                label={t.claimsLastDay}
                value={form.claimsLastDay}
                onChange={({ currentTarget }) => onChange({ claimsLastDay: currentTarget.value })}
              />
            )}
            <CountField
              label={t.validDays}
              max={730}
              value={form.validDays}
              onCount={(validDays) => onChange({ validDays })}
            />
            <CountField
              label={t.perDay}
              max={10_000_000}
              value={form.couponsPerDayMax}
              onCount={(couponsPerDayMax) => onChange({ couponsPerDayMax })}
            />
          </>
        )}
        <CountField
          label={t.redemptionsMax}
          max={10_000_000}
          value={form.redemptionsMax}
          onCount={(redemptionsMax) => onChange({ redemptionsMax })}
        />
        <Limits form={form} onChange={onChange} />
        <CountField
          label={t.rank}
          max={1_000}
          value={form.rank || null}
          onCount={(rank) => onChange({ rank: rank ?? 0 })}
        />
      </div>
    </Section>
  )
}

type Limit = PartProps['form']['limits'][number]
const counts = ['redemptions', 'coupons', 'discount', 'points', 'gift'] as const
const pers = ['offer', 'person', 'phone', 'place', 'campaign'] as const
const periods = ['day', 'week', 'month', 'total'] as const
const LIMITS_SHOWN_MAX = 10

function Limits({ form, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { limits } = form
  const change = (at: number, part: Partial<Limit>) =>
    onChange({
      limits: limits.map((limit, place) => (place === at ? { ...limit, ...part } : limit)),
    })
  return (
    <>
      {limits.map((limit, at) => (
        // A limit has no name of its own; its place in the list is what it is known by.
        // oxlint-disable-next-line react/no-array-index-key -- a row is what stands in its place
        <div className={styles.limit} key={at}>
          <OneOf
            label={t.limitCounts}
            words={t.limitCountsOf}
            values={counts}
            value={limit.counts}
            onChoose={(value) => change(at, { counts: value })}
          />
          <OneOf
            label={t.limitPer}
            words={t.limitPerOf}
            values={pers}
            value={limit.per}
            onChoose={(value) => change(at, { per: value })}
          />
          <OneOf
            label={t.limitPeriod}
            words={t.limitPeriodOf}
            values={periods}
            value={limit.period}
            onChoose={(value) => change(at, { period: value })}
          />
          <CountField
            label={t.limitMax}
            max={1_000_000_000}
            value={limit.max || null}
            onCount={(max) => change(at, { max: max ?? 0 })}
          />
          <Button
            variant="default"
            h={44}
            onClick={() => onChange({ limits: limits.filter((_limit, place) => place !== at) })}
          >
            {t.limitRemove}
          </Button>
        </div>
      ))}
      {limits.length < LIMITS_SHOWN_MAX && (
        <Button
          variant="default"
          h={44}
          onClick={() => {
            const limit = { counts: 'redemptions', per: 'person', period: 'day', max: 1 } as const
            onChange({ limits: [...limits, limit] })
          }}
        >
          {t.limitAdd}
        </Button>
      )}
    </>
  )
}

function OneOf<Value extends string>({
  label,
  words,
  values,
  value,
  onChoose,
}: {
  readonly label: string
  readonly words: Readonly<Record<Value, string>>
  readonly values: readonly Value[]
  readonly value: Value
  readonly onChoose: (value: Value) => void
}) {
  return (
    <Select
      size="md"
      label={label}
      allowDeselect={false}
      data={values.map((one) => ({ value: one as string, label: words[one] }))}
      value={value}
      onChange={(next) => {
        const chosen = values.find((one) => one === next)
        if (chosen) onChoose(chosen)
      }}
    />
  )
}
