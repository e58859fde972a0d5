/** Days that are not as usual: closed, or other hours, with a note for guests. */
import { Button, Switch, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { date, dayOf } from '../../../parts/format.ts'
import { spanName } from '../../../parts/opening.ts'
import { useNow } from '../../../parts/use-now.ts'
import type { OpeningException, PlacePage } from '../../../shapes.ts'
import { merchantSettings as en } from '../../../text/en/merchant-settings.ts'
import { merchantSettings as ko } from '../../../text/ko/merchant-settings.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { Clock } from '../../../parts/hours/HoursEditor.tsx'
import styles from './settings.module.css'
import { useSave } from '../../../parts/use-save.ts'
import { spanOf } from '../../../parts/hours/week.ts'

export function Exceptions({ place }: { readonly place: PlacePage }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const { exceptions } = place
  const save = useSave<readonly OpeningException[]>({
    run: (wanted) =>
      call('PATCH /v1/places/{placeId}', {
        params: { placeId: place.id },
        body: { exceptions: wanted },
      }),
    undo: () =>
      call('PATCH /v1/places/{placeId}', { params: { placeId: place.id }, body: { exceptions } }),
    after: () => refresh('GET /v1/places/{placeId}'),
  })
  const ahead = exceptions.filter(({ day }) => day >= dayOf(now))
  return (
    <Section title={t.exceptions} hint={t.exceptionsHint}>
      {ahead.length === 0 && <p className={styles.soft}>{t.exceptionsEmpty}</p>}
      {ahead.length > 0 && (
        <Rows label={t.exceptions}>
          {ahead.map((one) => (
            <Row
              key={one.day}
              title={date(new Date(`${one.day}T12:00:00+09:00`), now, language)}
              detail={[
                one.hours.spans.length === 0
                  ? t.exceptionClosed
                  : one.hours.spans.map(spanName).join(', '),
                one.note,
              ]
                .filter(Boolean)
                .join(' · ')}
              end={
                <Button
                  variant="subtle"
                  color="gray"
                  h={44}
                  aria-label={`${one.day} ${t.remove}`}
                  onClick={() => save.mutate(exceptions.filter(({ day }) => day !== one.day))}
                >
                  {t.remove}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      <NewException
        isBusy={save.isPending}
        onAdd={(made) =>
          save.mutate(
            [...exceptions.filter(({ day }) => day !== made.day), made].toSorted((a, b) =>
              a.day.localeCompare(b.day),
            ),
          )
        }
      />
    </Section>
  )
}

function NewException({
  isBusy,
  onAdd,
}: {
  readonly isBusy: boolean
  readonly onAdd: (exception: OpeningException) => void
}) {
  const t = useText({ ko, en })
  const now = useNow(60)
  const [isOpen, setOpen] = useState(false)
  const [day, setDay] = useState('')
  const [isClosed, setClosed] = useState(true)
  const [span, setSpan] = useState({ fromMinute: 600, untilMinute: 1_080 })
  const [note, setNote] = useState('')
  if (!isOpen) {
    return (
      <Button variant="default" h={48} onClick={() => setOpen(true)}>
        {t.exceptionAdd}
      </Button>
    )
  }
  return (
    <Card>
      <TextInput
        type="date"
        label={t.exceptionDay}
        min={dayOf(now)}
        value={day}
        onChange={({ currentTarget }) => setDay(currentTarget.value)}
      />
      <Switch
        label={t.exceptionClosed}
        checked={isClosed}
        onChange={({ currentTarget }) => setClosed(currentTarget.checked)}
      />
      {!isClosed && (
        <div className={styles.clocks}>
          <Clock
            label={t.exceptionFrom}
            minute={span.fromMinute}
            onMinute={(fromMinute) => setSpan({ ...span, fromMinute })}
          />
          <span aria-hidden>–</span>
          <Clock
            label={t.exceptionUntil}
            minute={span.untilMinute}
            onMinute={(untilMinute) => setSpan({ ...span, untilMinute })}
          />
        </div>
      )}
      <TextInput
        label={t.exceptionNote}
        placeholder={t.exceptionNotePlaceholder}
        maxLength={100}
        value={note}
        onChange={({ currentTarget }) => setNote(currentTarget.value)}
      />
      <Button
        h={52}
        disabled={day === ''}
        loading={isBusy}
        onClick={() => {
          const open = spanOf(span.fromMinute, span.untilMinute)
          const spans = isClosed || open === null ? [] : [open]
          onAdd({ day, hours: { spans, breaks: [] }, note: note.trim() || null })
          setOpen(false)
          setDay('')
          setNote('')
        }}
      >
        {t.exceptionAdd}
      </Button>
    </Card>
  )
}
