/** A figure day by day as bars, the highest of them with its number. */
import { calendarDay } from './format.ts'
import { counted } from '../text/figures.ts'
import { useLanguage } from '../text/language.tsx'
import styles from './DayBars.module.css'

/** Few days make a small chart, not thick bars. */
const DAY_PIXELS_MAX = 56
const WIDTH_MAX = 960

export type DayFigure = { readonly day: string; readonly figure: number }

/**
 * @param days in their order, each as `2026-11-20`
 * @param label what is drawn, for who hears it
 */
export function DayBars({
  days,
  label,
}: {
  readonly days: readonly DayFigure[]
  readonly label: string
}) {
  const { language } = useLanguage()
  const most = Math.max(0, ...days.map(({ figure }) => figure))
  const top = days.findIndex(({ figure }) => figure === most)
  const ends = days.length > 1 ? [days[0], days.at(-1)] : days
  return (
    <figure
      className={styles.figure}
      style={{ maxWidth: Math.min(WIDTH_MAX, Math.max(2, days.length) * DAY_PIXELS_MAX) }}
    >
      <div className={styles.bars} role="img" aria-label={label}>
        {days.map(({ day, figure }, at) => (
          <div key={day} className={styles.day}>
            <i
              style={{ height: `${most === 0 ? 0 : (figure / most) * 100}%` }}
              data-none={figure === 0}
              data-last={at === days.length - 1}
            />
          </div>
        ))}
        {most > 0 && (
          <b
            className={`${styles.most} figures`}
            style={{ left: `${((top + 0.5) / days.length) * 100}%` }}
          >
            {counted(most)}
          </b>
        )}
      </div>
      <figcaption className={styles.ends}>
        {ends.map((end) => end && <span key={end.day}>{calendarDay(end.day, language)}</span>)}
      </figcaption>
    </figure>
  )
}
