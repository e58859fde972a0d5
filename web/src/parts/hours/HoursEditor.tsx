/** Opening hours: choose what comes close, then change single days. */
import { Button, Chip, Switch } from '@mantine/core'
import { useId, useState } from 'react'
import { minuteName } from '../format.ts'
import { merchantHours as en } from '../../text/en/merchant-hours.ts'
import { merchantHours as ko } from '../../text/ko/merchant-hours.ts'
import { useText } from '../../text/language.tsx'
import styles from './HoursEditor.module.css'
import {
  dayGroups,
  minuteOf,
  presetNames,
  presetOf,
  presets,
  spanOf,
  type PresetName,
  type Week,
} from './week.ts'

type Words = typeof ko
const presetTitle = (name: PresetName, t: Words) =>
  ({
    cafe: t.presetCafe,
    restaurant: t.presetRestaurant,
    shop: t.presetShop,
    night: t.presetNight,
    always: t.presetAlways,
  })[name]

/** Mon–Fri 08:00–21:00, Sat …, one line a group. */
export function HoursLines({ week }: { readonly week: Week }) {
  const t = useText({ ko, en })
  const names = t.weekdays.split(',')
  return (
    <ul className={styles.lines}>
      {dayGroups(week).map(({ first, last, hours }) => (
        <li key={first}>
          <span className={styles.lineDays}>
            {first === last
              ? names[first]
              : t.range({ first: names[first] ?? '', last: names[last] ?? '' })}
          </span>
          <span className="figures">
            {hours === null
              ? t.closed
              : hours.untilMinute - hours.fromMinute === 1440
                ? t.allDay
                : `${minuteName(hours.fromMinute)}–${minuteName(hours.untilMinute)}`}
          </span>
        </li>
      ))}
    </ul>
  )
}

export function HoursEditor({
  week,
  onWeek,
}: {
  readonly week: Week
  readonly onWeek: (week: Week) => void
}) {
  const t = useText({ ko, en })
  const [isByDay, setByDay] = useState(false)
  const daysId = useId()
  return (
    <div className={styles.editor}>
      <Chip.Group
        value={presetOf(week) ?? ''}
        onChange={(next) => {
          const chosen = presetNames.find((name) => name === next)
          if (chosen) onWeek(presets[chosen])
        }}
      >
        <div className={styles.presets} role="group" aria-label={t.presets}>
          {presetNames.map((name) => (
            <Chip key={name} value={name} size="md" radius="xl" variant="outline">
              {presetTitle(name, t)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <div className={styles.now} aria-live="polite">
        <HoursLines week={week} />
      </div>
      <Button
        variant="subtle"
        h={44}
        aria-expanded={isByDay}
        aria-controls={daysId}
        onClick={() => setByDay(!isByDay)}
      >
        {t.editDays}
      </Button>
      <div id={daysId} hidden={!isByDay}>
        {isByDay && week.map((_day, at) => <DayRow key={at} at={at} week={week} onWeek={onWeek} />)}
      </div>
    </div>
  )
}

function DayRow({
  at,
  week,
  onWeek,
}: {
  readonly at: number
  readonly week: Week
  readonly onWeek: (week: Week) => void
}) {
  const t = useText({ ko, en })
  const day = week[at] ?? null
  const name = t.weekdays.split(',')[at] ?? ''
  const set = (fromMinute: number, untilMinute: number) =>
    onWeek(week.with(at, spanOf(fromMinute, untilMinute)))
  return (
    <div className={styles.day}>
      <Switch
        checked={day !== null}
        aria-label={t.isOpenOn(name)}
        label={<span aria-hidden>{name}</span>}
        onChange={({ currentTarget }) =>
          onWeek(
            week.with(at, currentTarget.checked ? { fromMinute: 540, untilMinute: 1260 } : null),
          )
        }
      />
      {day === null ? (
        <span className={styles.closed}>{t.closed}</span>
      ) : (
        <span className={styles.times}>
          <Clock
            label={t.opensAt(name)}
            minute={day.fromMinute}
            onMinute={(minute) => set(minute, ((day.untilMinute - 1) % 1440) + 1)}
          />
          <span aria-hidden>–</span>
          <Clock
            label={t.closesAt(name)}
            minute={day.untilMinute % 1440}
            onMinute={(minute) => set(day.fromMinute, minute)}
          />
          {day.untilMinute > 1440 && <span className={styles.nextDay}>{t.nextDay}</span>}
        </span>
      )}
    </div>
  )
}

/** A time of day in the device's own way of asking for one. */
export function Clock({
  label,
  minute,
  onMinute,
}: {
  readonly label: string
  readonly minute: number
  readonly onMinute: (minute: number) => void
}) {
  return (
    <input
      type="time"
      className={styles.clock}
      aria-label={label}
      value={minuteName(minute % 1440)}
      onChange={({ currentTarget }) => {
        const next = minuteOf(currentTarget.value)
        if (next !== null) onMinute(next)
      }}
    />
  )
}
