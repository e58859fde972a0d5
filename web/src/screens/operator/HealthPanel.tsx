/** Is the market well: one sentence, what to look at, then every figure. */
import { Button } from '@mantine/core'
import { IconAlertTriangle, IconCircleCheck } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../api.ts'
import { Answer } from '../../parts/Answer.tsx'
import { clock, dateAndClock } from '../../parts/format.ts'
import { useNow } from '../../parts/use-now.ts'
import { operator as en } from '../../text/en/operator.ts'
import { counted } from '../../text/figures.ts'
import { operator as ko } from '../../text/ko/operator.ts'
import { useLanguage, useText } from '../../text/language.tsx'
import { Row, Rows } from '../../ui/Rows.tsx'
import { Card, Figure, Figures, Section } from '../../ui/Section.tsx'
import { bytesText, durationText, troublesOf, type Trouble } from './health.ts'
import { useNames } from './names.ts'
import styles from './operator.module.css'
import type { OperatorTab } from './tabs.ts'
import type { Health } from './shapes.ts'

const tabOf = { 'dead-facts': 'dead', 'failed-jobs': 'jobs', late: 'facts' } as const

export function HealthPanel({ onOpen }: { readonly onOpen: (tab: OperatorTab) => void }) {
  const health = useQuery({ ...ask('GET /v1/operator/health'), refetchInterval: 5_000 })
  return <Answer query={health}>{(found) => <Figured health={found} onOpen={onOpen} />}</Answer>
}

function Figured({
  health,
  onOpen,
}: {
  readonly health: Health
  readonly onOpen: (tab: OperatorTab) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const { areaOf } = useNames()
  const troubles = troublesOf(health)
  const { log, jobs, database, process } = health
  const saysOf = (trouble: Trouble) => {
    if (trouble.kind === 'late') {
      return t.healthLate({ reader: areaOf(trouble.reader), count: trouble.count })
    }
    return `${trouble.kind === 'dead-facts' ? t.dead : t.jobsFailedLong} ${counted(trouble.count)}`
  }
  return (
    <div className={styles.stack}>
      <Card tone={troubles.length === 0 ? 'yes' : 'no'}>
        <p className={styles.sentence} aria-live="polite">
          {troubles.length === 0 ? (
            <IconCircleCheck size={30} aria-hidden />
          ) : (
            <IconAlertTriangle size={30} aria-hidden />
          )}
          {troubles.length === 0 ? t.healthGood : t.healthFaults(troubles.length)}
        </p>
        <p className={styles.soft}>{t.healthAsOf(clock(new Date(health.at), language))}</p>
      </Card>
      {troubles.length > 0 && (
        <Rows label={t.faults}>
          {troubles.map((trouble) => (
            <Row
              key={trouble.kind}
              icon={IconAlertTriangle}
              title={saysOf(trouble)}
              end={
                <Button variant="default" h={44} onClick={() => onOpen(tabOf[trouble.kind])}>
                  {t.healthLook}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      <Section title={t.healthDetails}>
        <Figures>
          <Figure name={t.facts} value={t.cases(log.facts)} />
          <Figure name={t.dead} value={t.cases(log.deadFacts)} />
          <Figure name={t.jobsWaiting} value={t.cases(jobs.waiting)} />
          <Figure name={t.jobsRunning} value={t.cases(jobs.running)} />
          <Figure name={t.jobsFailed} value={t.cases(jobs.failed)} />
          <Figure name={t.databaseSize} value={bytesText(database.bytes)} />
          <Figure name={t.connections} value={t.pieces(database.connections)} />
          <Figure name={t.memory} value={bytesText(process.memoryBytes)} />
        </Figures>
        <p className={styles.soft}>
          {t.uptime(durationText(process.uptimeSeconds, t.units))}
          {log.lastAt && ` · ${t.lastFact(dateAndClock(new Date(log.lastAt), now, language))}`}
        </p>
        <p className={styles.soft}>
          Golmok {health.version} · PostgreSQL {database.version} · {process.role}
        </p>
      </Section>
      <Section title={t.readers}>
        <Rows label={t.readers}>
          {log.readers.map(({ name, behind }) => (
            <Row
              key={name}
              title={areaOf(name)}
              end={<span className="figures">{behind === 0 ? t.upToDate : t.behind(behind)}</span>}
            />
          ))}
        </Rows>
      </Section>
    </div>
  )
}
