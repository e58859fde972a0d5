/** One figure day by day as bars, and all figures of the days as a table. */
import { calendarDay } from '../../../parts/format.ts'
import { statistics as en } from '../../../text/en/statistics.ts'
import { counted } from '../../../text/figures.ts'
import { statistics as ko } from '../../../text/ko/statistics.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { DayBars } from '../../../parts/DayBars.tsx'
import { FoldedTable } from '../../../ui/FigureTable.tsx'
import styles from './channel.module.css'
import { charted, type Charted, type Statistics } from './statistics.ts'

type Days = Statistics['days']

export function FigureDays({ days, shown }: { readonly days: Days; readonly shown: Charted }) {
  const t = useText({ ko, en })
  const bars = days.map((each) => ({ day: each.day, figure: each[shown] }))
  if (bars.every(({ figure }) => figure === 0)) return <p className={styles.soft}>{t.nothing}</p>
  return (
    <>
      <DayBars days={bars} label={t.chartLabel(t.figures[shown])} />
      <DaysTable days={days} />
    </>
  )
}

function DaysTable({ days }: { readonly days: Days }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <FoldedTable label={t.table}>
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
            <th scope="row">{calendarDay(each.day, language)}</th>
            {charted.map((key) => (
              <td key={key}>{counted(each[key])}</td>
            ))}
            <td>{each.extra && `${each.extra.estimate} (${each.extra.low}–${each.extra.high})`}</td>
          </tr>
        ))}
      </tbody>
    </FoldedTable>
  )
}
