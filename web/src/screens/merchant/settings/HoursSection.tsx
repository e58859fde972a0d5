/** Opening hours of a place, and what holds on public holidays. */
import { Button, SegmentedControl } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import type { PlacePage, WeekHours } from '../../../shapes.ts'
import { merchantFrame as frameEn } from '../../../text/en/merchant-frame.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantFrame as frameKo } from '../../../text/ko/merchant-frame.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useText } from '../../../text/language.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { HoursEditor } from '../../../parts/hours/HoursEditor.tsx'
import styles from './settings.module.css'
import { useSave } from '../../../parts/use-save.ts'
import { daysFrom, presets, weekFrom, wrongDays, type Week } from '../../../parts/hours/week.ts'

export function HoursSection({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const frame = useText({ ko: frameKo, en: frameEn })
  const [week, setWeek] = useState<Week | null>(() => (place.hours ? weekFrom(place.hours) : null))
  const [holidays, setHolidays] = useState<WeekHours['holidays']>(
    place.hours?.holidays ?? { kind: 'as-usual' },
  )
  const patch = (hours: WeekHours | null) =>
    call('PATCH /v1/places/{placeId}', { params: { placeId: place.id }, body: { hours } })
  const wanted = week && { days: daysFrom(week, place.hours?.days), holidays }
  const save = useSave({
    run: () => patch(wanted),
    undo: () => patch(place.hours),
    after: () => refresh('GET /v1/places/{placeId}'),
  })
  if (week === null) {
    return (
      <Section title={t.hours}>
        <p className={styles.soft}>{t.hoursNone}</p>
        <Button variant="default" h={48} onClick={() => setWeek(presets.cafe)}>
          {t.hours}
        </Button>
      </Section>
    )
  }
  const isChanged = JSON.stringify(wanted) !== JSON.stringify(place.hours)
  return (
    <Section title={t.hours}>
      <Card>
        <HoursEditor week={week} onWeek={setWeek} />
        {holidays.kind !== 'hours' && (
          <div>
            <p className={styles.label}>{t.holidays}</p>
            <SegmentedControl
              fullWidth
              size="md"
              aria-label={t.holidays}
              value={holidays.kind}
              onChange={(kind) => setHolidays({ kind: kind === 'closed' ? 'closed' : 'as-usual' })}
              data={[
                { value: 'as-usual', label: t.holidaysUsual },
                { value: 'closed', label: t.holidaysClosed },
              ]}
            />
          </div>
        )}
        {isChanged && (
          <Button
            h={52}
            loading={save.isPending}
            disabled={wrongDays(week).length > 0}
            onClick={() => save.mutate()}
          >
            {frame.save}
          </Button>
        )}
      </Card>
    </Section>
  )
}
