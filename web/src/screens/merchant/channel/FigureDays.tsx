/** One figure day by day as bars, and all figures of the days as a table. */
import { calendarDay } from '../../../parts/format.ts'
import { statistics as en } from '../../../text/en/statistics.ts'
import { counted } from '../../../text/figures.ts'
import { statistics as ko } from '../../../text/ko/statistics.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { DayBars } from '../../../parts/DayBars.tsx'
import { FoldedGrid } from '../../../ui/FigureTable.tsx'
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
    <FoldedGrid
      label={t.table}
      corner={t.day}
      columns={[...charted, 'extra' as const].map((key) => t.figures[key])}
      rows={days.toReversed().map((each) => ({
        key: each.day,
        name: calendarDay(each.day, language),
        figures: [...charted.map((key) => counted(each[key])), extraOf(each.extra)],
      }))}
    />
  )
}

/** About how many more came, and between which bounds; a dash where nobody can know. */
const extraOf = (extra: Days[number]['extra']) =>
  extra ? `${signed(extra.estimate)} (${signed(extra.low)} – ${signed(extra.high)})` : '–'

/** With a minus that no dash beside it is taken for. */
const signed = (count: number) => counted(count).replace('-', '−')
