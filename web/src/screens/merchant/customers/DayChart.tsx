/** Visits day by day as bars, with the figure of the busiest day above it. */
import { date } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCustomers as en } from '../../../text/en/merchant-customers.ts'
import { merchantCustomers as ko } from '../../../text/ko/merchant-customers.ts'
import { counted } from '../../../text/figures.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { dayBars } from './day-bars.ts'
import styles from './charts.module.css'
import type { Visitors } from './visitors.ts'

const WIDTH = 420
const HEIGHT = 120
/** Room for the figure above the highest bar. */
const HEAD = 20

export function DayChart({ days }: { readonly days: Visitors['days'] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const nameOf = (day: string) => date(new Date(`${day}T12:00:00+09:00`), now, language)
  const bars = dayBars(days, WIDTH, HEIGHT)
  const most = bars.reduce<(typeof bars)[number] | null>(
    (best, bar) => (bar.visits > (best?.visits ?? 0) ? bar : best),
    null,
  )
  const [first] = days
  const last = days.at(-1)
  return (
    <figure className={styles.figure}>
      <svg viewBox={`0 ${-HEAD} ${WIDTH} ${HEIGHT + HEAD + 2}`} role="img" aria-label={t.daysLabel}>
        <line x1={0} x2={WIDTH} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
        {bars.map(({ day, visits, ...box }, at) => (
          <rect
            key={day}
            {...box}
            rx={Math.min(4, box.width / 3)}
            className={styles.bar}
            data-now={at === bars.length - 1}
          >
            <title>{t.daysLabelOn({ day: nameOf(day), visits })}</title>
          </rect>
        ))}
        {most && (
          <text
            x={Math.min(WIDTH - 12, Math.max(12, most.x + most.width / 2))}
            y={most.y - 6}
            className={styles.most}
          >
            {counted(most.visits)}
          </text>
        )}
      </svg>
      <figcaption className={styles.ends}>
        <span>{first && nameOf(first.day)}</span>
        <span>{last && nameOf(last.day)}</span>
      </figcaption>
      <ul className="only-heard">
        {days.map(({ day, visits }) => (
          <li key={day}>{t.daysLabelOn({ day: nameOf(day), visits })}</li>
        ))}
      </ul>
    </figure>
  )
}
