/** Visitors cut into parts, each part a sentence, a small picture and its figures. */
import {
  IconBuildingStore,
  IconCurrentLocation,
  IconBroadcast,
  IconQrcode,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { merchantCustomers as en } from '../../../text/en/merchant-customers.ts'
import { merchantCustomers as ko } from '../../../text/ko/merchant-customers.ts'
import { useText } from '../../../text/language.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import styles from './charts.module.css'
import {
  busiestHour,
  evidences,
  hoursShown,
  methods,
  partsOf,
  type Part,
  type Visitors,
} from './visitors.ts'

/** One bar cut into parts, dark to light, and what each part is called. */
function SplitBar<Name extends string>({
  parts,
  nameOf,
  figureOf,
}: {
  readonly parts: readonly Part<Name>[]
  readonly nameOf: (name: Name) => string
  readonly figureOf: (count: number) => string
}) {
  return (
    <div className={styles.split}>
      <div className={styles.splitBar} aria-hidden>
        {parts.map(({ name, share }, at) =>
          share > 0 ? (
            <i key={name} data-tone={at} style={{ flexGrow: share }} className={styles.part} />
          ) : null,
        )}
      </div>
      <ul className={styles.legend}>
        {parts.map(({ name, count }, at) => (
          <li key={name}>
            <i data-tone={at} className={styles.key} aria-hidden />
            <span>{nameOf(name)}</span>
            <b className="figures">{figureOf(count)}</b>
          </li>
        ))}
      </ul>
    </div>
  )
}

function Said({ children }: { readonly children: ReactNode }) {
  return <p className={styles.said}>{children}</p>
}

export function Returning({ figures }: { readonly figures: Visitors }) {
  const t = useText({ ko, en })
  const { returningVisitors, newVisitors } = figures
  const parts = partsOf(['returning', 'new'], { returning: returningVisitors, new: newVisitors })
  return (
    <Section title={t.returning}>
      <Card>
        <Said>{t.returningSays(parts[0]?.share ?? 0)}</Said>
        <SplitBar
          parts={parts}
          nameOf={(name) => (name === 'new' ? t.newVisitors : t.returningVisitors)}
          figureOf={t.people}
        />
      </Card>
    </Section>
  )
}

export function Evidence({ counts }: { readonly counts: Visitors['byEvidence'] }) {
  const t = useText({ ko, en })
  const parts = partsOf(evidences, counts)
  const confirmed = parts[0]?.share ?? 0
  return (
    <Section title={t.evidence}>
      <Card>
        <Said>{confirmed > 0 ? t.evidenceSays(confirmed) : t.evidenceNone}</Said>
        <SplitBar parts={parts} nameOf={(name) => t.level[name]} figureOf={t.times} />
      </Card>
    </Section>
  )
}

const methodIcons = {
  position: IconCurrentLocation,
  beacon: IconBroadcast,
  tag: IconQrcode,
  staff: IconBuildingStore,
} as const

export function Methods({ counts }: { readonly counts: Visitors['byMethod'] }) {
  const t = useText({ ko, en })
  return (
    <Section title={t.methods} hint={t.methodsHint}>
      <Card>
        <ul className={styles.rows}>
          {partsOf(methods, counts).map(({ name, count, share }) => {
            const Icon = methodIcons[name]
            return (
              <li key={name} data-none={count === 0}>
                <Icon size={22} aria-hidden />
                <span>{t.method[name]}</span>
                <b className="figures">{t.times(count)}</b>
                <span className={styles.track} aria-hidden>
                  <i style={{ width: `${share * 100}%` }} />
                </span>
              </li>
            )
          })}
        </ul>
      </Card>
    </Section>
  )
}

const COLUMN = 28
const HEIGHT = 64
/** Beyond this, every other hour has its name: more would touch. */
const HOURS_NAMED_MAX = 14

export function Hours({ byHour }: { readonly byHour: readonly number[] }) {
  const t = useText({ ko, en })
  const hours = hoursShown(byHour)
  const busiest = busiestHour(byHour)
  const most = Math.max(1, ...byHour)
  const width = hours.length * COLUMN
  return (
    <Section title={t.hours}>
      <Card>
        <Said>{busiest === null ? t.hoursUnknown : t.hoursSays(busiest)}</Said>
        <figure className={styles.figure}>
          <svg
            viewBox={`0 0 ${width} ${HEIGHT + 22}`}
            style={{ maxWidth: width * 1.6 }}
            role="img"
            aria-label={t.hoursLabel}
          >
            <line x1={0} x2={width} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
            {hours.map((hour, at) => {
              const visits = byHour[hour] ?? 0
              const tall = visits === 0 ? 0 : Math.max(3, (visits / most) * HEIGHT)
              return (
                <g key={hour}>
                  <rect
                    x={at * COLUMN + 4}
                    y={HEIGHT - tall}
                    width={COLUMN - 8}
                    height={tall}
                    rx={4}
                    className={styles.bar}
                    data-now={hour === busiest}
                  >
                    <title>{t.hoursLabelOn({ hour, visits })}</title>
                  </rect>
                  {(hours.length <= HOURS_NAMED_MAX || at % 2 === 0) && (
                    <text x={at * COLUMN + COLUMN / 2} y={HEIGHT + 17} className={styles.tick}>
                      {hour}
                    </text>
                  )}
                </g>
              )
            })}
          </svg>
          <ul className="only-heard">
            {hours.map((hour) => (
              <li key={hour}>{t.hoursLabelOn({ hour, visits: byHour[hour] ?? 0 })}</li>
            ))}
          </ul>
        </figure>
      </Card>
    </Section>
  )
}
