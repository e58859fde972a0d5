/** The week of a place, and the days that are different. */
import { date } from '../../../parts/format.ts'
import { spanName, weekRows } from '../../../parts/opening.ts'
import type { PlacePage } from '../../../shapes.ts'
import { place as en } from '../../../text/en/place.ts'
import { place as ko } from '../../../text/ko/place.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import styles from './PlaceScreen.module.css'

const EXCEPTIONS_SHOWN = 6

export function HoursCard({ place, now }: { readonly place: PlacePage; readonly now: Date }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { hours, exceptions } = place
  if (!hours || hours.days.every(({ spans }) => spans.length === 0)) {
    return <p className={styles.quiet}>{t.hoursUnknown}</p>
  }
  const yesterday = new Date(now.getTime() - 86_400_000).toISOString().slice(0, 10)
  const coming = exceptions.filter(({ day }) => day > yesterday).slice(0, EXCEPTIONS_SHOWN)
  return (
    <section className={styles.card}>
      <h2>{t.hours}</h2>
      <table className={styles.hours}>
        <tbody>
          {weekRows(hours, now).map((row) => (
            <tr key={row.weekday} data-today={row.isToday}>
              <th scope="row">
                {t.weekdays[row.weekday - 1]}
                {row.isToday && <span className="only-heard"> ({t.today})</span>}
              </th>
              <td className="figures">
                {row.hours ?? t.closedDay}
                {row.breaks && <span className={styles.breaks}>{t.breakTime(row.breaks)}</span>}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {hours.holidays.kind === 'closed' && <p className={styles.note}>{t.holidaysClosed}</p>}
      {coming.length > 0 && (
        <>
          <h3>{t.exceptions}</h3>
          <table className={styles.hours}>
            <tbody>
              {coming.map((one) => (
                <tr key={one.day}>
                  <th scope="row" style={{ width: 96 }}>
                    {date(new Date(`${one.day}T12:00:00+09:00`), now, language)}
                  </th>
                  <td className="figures">
                    {one.hours.spans.map(spanName).join(', ') || t.closedDay}
                    {one.note && <span className={styles.breaks}>{one.note}</span>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
    </section>
  )
}
