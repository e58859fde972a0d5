/** Was it the campaign? In words first, then drawn, then as a table. */
import { merchantCampaigns as en } from '../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../text/ko/merchant-campaigns.ts'
import { counted, shareText } from '../../text/figures.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { won } from '../format.ts'
import { FoldedTable } from '../../ui/FigureTable.tsx'
import { Card, Section } from '../../ui/Section.tsx'
import type { Arms, LiftShape, Report } from './shapes.ts'
import { LiftChart } from './LiftChart.tsx'
import { headsOf, peopleMore, verdictOf } from './lift.ts'
import styles from './report.module.css'

export function LiftSection({
  report,
  controlPercent,
}: {
  readonly report: Report
  readonly controlPercent: number
}) {
  const t = useText({ ko, en })
  const { arms, extraVisits } = report
  if (!arms?.control || !report.lift || !extraVisits) {
    return (
      <Section title={t.lift}>
        <Card>
          <p className={styles.extra}>{t.liftWithheld}</p>
        </Card>
      </Section>
    )
  }
  const { treated, control } = arms
  const lift = report.lift.visits
  const hasBoth = treated.people > 0 && control.people > 0
  const share = (visited: number, people: number) => shareText(people > 0 ? visited / people : 0)
  return (
    <Section title={t.lift}>
      <Card tone={hasBoth && verdictOf(lift) === 'more' ? 'yes' : 'plain'}>
        <p className={styles.verdict} aria-live="polite">
          <VerdictText lift={lift} hasBoth={hasBoth} t={t} />
        </p>
        {hasBoth && verdictOf(lift) === 'more' && extraVisits.low > 0 && (
          <p className={styles.extra}>
            {t.liftMoreExtra({
              low: counted(extraVisits.low),
              high: counted(extraVisits.high),
            })}
          </p>
        )}
        {hasBoth && <LiftChart lift={lift} />}
        {hasBoth && (
          <ul className={styles.arms}>
            <li>
              {t.liftTreated({
                people: treated.people,
                visited: treated.visited,
                share: share(treated.visited, treated.people),
              })}
            </li>
            <li>
              {t.liftControl({
                people: control.people,
                visited: control.visited,
                share: share(control.visited, control.people),
              })}
            </li>
          </ul>
        )}
        <p className={styles.soft}>
          {controlPercent > 0 ? t.liftHow(controlPercent) : t.liftHowNone}
        </p>
      </Card>
      <ArmsTable treated={treated} control={control} />
    </Section>
  )
}

function VerdictText({
  lift,
  hasBoth,
  t,
}: {
  readonly lift: LiftShape
  readonly hasBoth: boolean
  readonly t: typeof ko
}) {
  if (!hasBoth) return <>{t.liftUnknownNobody}</>
  switch (verdictOf(lift)) {
    case 'more':
      return <>{t.liftMore(headsOf(lift))}</>
    case 'less':
      return <>{t.liftLess(headsOf(lift))}</>
    case 'unknown': {
      const more = peopleMore(lift)
      return <>{more === null ? t.liftUnknownLong : t.liftUnknown(more)}</>
    }
  }
}

function ArmsTable({ treated, control }: { readonly [Name in keyof Arms]: Arms['treated'] }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const rows = [
    { name: t.tableSent, arm: treated },
    { name: t.tableControl, arm: control },
  ]
  return (
    <FoldedTable label={t.table}>
      <thead>
        <tr>
          <td />
          <th scope="col">{t.tablePeople}</th>
          <th scope="col">{t.tableVisited}</th>
          <th scope="col">{t.tableRedeemed}</th>
          <th scope="col">{t.tableSales}</th>
        </tr>
      </thead>
      <tbody>
        {rows.map(({ name, arm }) => (
          <tr key={name}>
            <th scope="row">{name}</th>
            <td>{counted(arm.people)}</td>
            <td>{counted(arm.visited)}</td>
            <td>{counted(arm.redeemed)}</td>
            <td>{won(arm.salesMinor, language)}</td>
          </tr>
        ))}
      </tbody>
    </FoldedTable>
  )
}
