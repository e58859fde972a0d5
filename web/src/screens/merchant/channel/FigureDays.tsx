/** One figure day by day as bars, and all figures of the days as a table. */
import { calendarDay } from '../../../parts/format.ts'
import { statistics as en } from '../../../text/en/statistics.ts'
import { counted } from '../../../text/figures.ts'
import { statistics as ko } from '../../../text/ko/statistics.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { barsOf } from './bars.ts'
import styles from './channel.module.css'
import { charted, type Charted, type Statistics } from './statistics.ts'

const WIDTH = 640
const HEIGHT = 140
/** Room for the figure above the highest bar. */
const HEAD = 22

type Days = Statistics['days']

export function FigureDays({ days, shown }: { readonly days: Days; readonly shown: Charted }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const bars = barsOf(
    days.map((day) => day[shown]),
    { width: WIDTH, height: HEIGHT },
  )
  const most = Math.max(0, ...days.map((day) => day[shown]))
  const top = bars[days.findIndex((day) => day[shown] === most)]
  const nameOf = (day: string | undefined) => (day ? calendarDay(day, language) : '')
  if (most === 0) return <p className={styles.soft}>{t.nothing}</p>
  return (
    <>
      <figure className={styles.figure}>
        <svg
          viewBox={`0 ${-HEAD} ${WIDTH} ${HEIGHT + HEAD + 2}`}
          role="img"
          aria-label={t.chartLabel(t.figures[shown])}
        >
          <line x1={0} x2={WIDTH} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
          {bars.map((box, at) => (
            <rect
              key={days[at]?.day}
              {...box}
              rx={Math.min(3, box.width / 3)}
              className={styles.bar}
              data-now={at === bars.length - 1}
            />
          ))}
          {top && most > 0 && (
            <text
              x={Math.min(WIDTH - 16, Math.max(16, top.x + top.width / 2))}
              y={top.y - 6}
              className={styles.most}
            >
              {counted(most)}
            </text>
          )}
        </svg>
        <figcaption className={styles.ends}>
          <span>{nameOf(days[0]?.day)}</span>
          <span>{nameOf(days.at(-1)?.day)}</span>
        </figcaption>
      </figure>
      <details className={styles.details}>
        <summary>{t.table}</summary>
        <DaysTable days={days} />
      </details>
    </>
  )
}

function DaysTable({ days }: { readonly days: Days }) {
  const t = useText({ ko, en })
  return (
    <div className={styles.scroll} tabIndex={0} role="region" aria-label={t.table}>
      <table className={`${styles.table} figures`}>
        <thead>
          <tr>
            <th scope="col">{t.day}</th>
            {charted.map((key) => (
              <th key={key} scope="col">
                {t.figures[key]}
              </th>
            ))}
            <th scope="col">{t.figures.extra}</th>
          </tr>
        </thead>
        <tbody>
          {days.toReversed().map((each) => (
            <tr key={each.day}>
              <th scope="row">{each.day}</th>
              {charted.map((key) => (
                <td key={key}>{counted(each[key])}</td>
              ))}
              <td>
                {each.extra && `${each.extra.estimate} (${each.extra.low}–${each.extra.high})`}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
