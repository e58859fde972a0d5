/** 언제, 어디서: what sets it off, the circle on the map, days and hours. */
import { Chip, SegmentedControl, Select, Slider } from '@mantine/core'
import {
  IconDoorExit,
  IconHeart,
  IconHourglass,
  IconMapPin,
  IconShoppingBagX,
} from '@tabler/icons-react'
import { useId } from 'react'
import { distance, walkMinutes } from '../../../parts/format.ts'
import { LazyPinMap } from '../../../parts/map/LazyPinMap.tsx'
import { merchantCampaignNew as en } from '../../../text/en/merchant-campaign-new.ts'
import { merchantHours as hoursEn } from '../../../text/en/merchant-hours.ts'
import { merchantCampaignNew as ko } from '../../../text/ko/merchant-campaign-new.ts'
import { merchantHours as hoursKo } from '../../../text/ko/merchant-hours.ts'
import { useText } from '../../../text/language.tsx'
import { ChoiceCards } from '../../../ui/ChoiceCards.tsx'
import { Clock, HoursLines } from '../../../parts/hours/HoursEditor.tsx'
import { weekFrom } from '../../../parts/hours/week.ts'
import type { ShopPlace, WeekHours } from '../shapes.ts'
import { waitsAround, type CampaignForm } from './campaign-form.ts'
import type { StepProps } from './OfferStep.tsx'
import { reachesNight } from './requests.ts'
import styles from './steps.module.css'

const RADII = [50, 100, 150, 200, 300, 500, 1_000]
const REMIND_DAYS = [1, 2, 3, 7]
const DWELLS = [1, 3, 5, 10, 20]

type Props = StepProps & {
  readonly places: readonly ShopPlace[]
  readonly week: WeekHours | null
}

export function TriggerStep({ form, onChange, places, week }: Props) {
  const t = useText({ ko, en })
  const place = places.find(({ id }) => id === form.placeId)
  return (
    <>
      {places.length > 1 && (
        <Select
          label={t.place}
          allowDeselect={false}
          data={places.map(({ id, name }) => ({ value: id, label: name }))}
          value={form.placeId}
          onChange={(placeId) => onChange({ placeId })}
        />
      )}
      <ChoiceCards
        label={t.triggerQuestion}
        columns={2}
        value={form.trigger}
        onChoose={(trigger) => onChange({ trigger })}
        choices={[
          { value: 'entered', title: t.triggerEntered, icon: IconMapPin },
          { value: 'dwelled', title: t.triggerDwelled, icon: IconHourglass },
          { value: 'visited', title: t.triggerVisited, icon: IconDoorExit },
          { value: 'favourite-near', title: t.triggerFavourite, icon: IconHeart },
          { value: 'left-without-purchase', title: t.triggerLeft, icon: IconShoppingBagX },
        ]}
      />
      {waitsAround(form.trigger) && place && <Reach form={form} onChange={onChange} at={place} />}
      {form.trigger === 'dwelled' && (
        <Select
          label={t.dwellLabel}
          allowDeselect={false}
          data={DWELLS.map((minutes) => ({ value: String(minutes), label: t.dwell(minutes) }))}
          value={String(form.dwellMinutes)}
          onChange={(value) => onChange({ dwellMinutes: Number(value) })}
        />
      )}
      {form.trigger === 'left-without-purchase' ? (
        <Reminder form={form} onChange={onChange} />
      ) : (
        <Times form={form} onChange={onChange} week={week} />
      )}
      {reachesNight(form, week) && <p className={styles.soft}>{t.hoursNight}</p>}
    </>
  )
}

function Reach({ form, onChange, at }: StepProps & { readonly at: ShopPlace }) {
  const t = useText({ ko, en })
  const id = useId()
  const index = Math.max(0, RADII.indexOf(form.radiusMeters))
  const walk = walkMinutes(form.radiusMeters)
  const says = t.radius(distance(form.radiusMeters))
  return (
    <div className={styles.reach}>
      <LazyPinMap at={at} radiusMeters={form.radiusMeters} label={t.mapLabel} />
      <p id={id} className={styles.label}>
        {t.radiusLabel} <b>{says}</b>
        {walk !== null && <span className={styles.soft}> · {t.radiusWalk(walk)}</span>}
      </p>
      <Slider
        aria-labelledby={id}
        thumbLabel={t.radiusLabel}
        size="lg"
        thumbSize={28}
        min={0}
        max={RADII.length - 1}
        step={1}
        label={null}
        marks={RADII.map((_radius, value) => ({ value }))}
        value={index}
        onChange={(value) => onChange({ radiusMeters: RADII[value] ?? 150 })}
      />
    </div>
  )
}

/** When who left without buying hears of it; who bought meanwhile never does. */
function Reminder({ form, onChange }: StepProps) {
  const t = useText({ ko, en })
  return (
    <div className={styles.times}>
      <p className={styles.label}>{t.remindLabel}</p>
      <div className={styles.clocks}>
        <Select
          aria-label={t.remindDay}
          allowDeselect={false}
          size="md"
          data={REMIND_DAYS.map((days) => ({ value: String(days), label: t.remindDays(days) }))}
          value={String(form.remindAfterDays)}
          onChange={(value) => onChange({ remindAfterDays: Number(value) })}
        />
        <Clock
          label={t.remindTime}
          minute={form.remindAtMinute}
          onMinute={(remindAtMinute) => onChange({ remindAtMinute })}
        />
      </div>
      <p className={styles.soft}>{t.remindHint}</p>
    </div>
  )
}

function Times({ form, onChange, week }: StepProps & { readonly week: WeekHours | null }) {
  const t = useText({ ko, en })
  const hours = useText({ ko: hoursKo, en: hoursEn })
  const id = useId()
  const names = hours.weekdays.split(',')
  const kind = form.hours === 'open' && week === null ? 'all-day' : form.hours
  return (
    <div className={styles.times}>
      <p id={id} className={styles.label}>
        {t.weekdays}
      </p>
      <Chip.Group
        multiple
        value={form.weekdays.map(String)}
        onChange={(chosen) => onChange({ weekdays: chosen.map(Number).toSorted((a, b) => a - b) })}
      >
        <div className={styles.weekdays} role="group" aria-labelledby={id}>
          {names.map((name, at) => (
            <Chip
              key={name}
              value={String(at + 1)}
              size="md"
              radius="xl"
              variant="outline"
              icon={null}
            >
              {name}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <p className={styles.label}>{t.hours}</p>
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.hours}
        value={kind}
        onChange={(next) => onChange({ hours: next as CampaignForm['hours'] })}
        data={[
          ...(week ? [{ value: 'open', label: t.hoursOpen }] : []),
          { value: 'all-day', label: t.hoursAllDay },
          { value: 'chosen', label: t.hoursChosen },
        ]}
      />
      {kind === 'open' && week && <HoursLines week={weekFrom(week)} />}
      {kind === 'chosen' && (
        <div className={styles.clocks}>
          <Clock
            label={t.hoursFrom}
            minute={form.fromMinute}
            onMinute={(fromMinute) => onChange({ fromMinute })}
          />
          <span aria-hidden>–</span>
          <Clock
            label={t.hoursUntil}
            minute={form.untilMinute}
            onMinute={(untilMinute) => onChange({ untilMinute: untilMinute || 1_440 })}
          />
        </div>
      )}
    </div>
  )
}
