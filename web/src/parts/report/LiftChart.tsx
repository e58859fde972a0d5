/** The lift drawn: a bar from the lowest to the highest it may be, and the line of no difference. */
import { merchantCampaigns as en } from '../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../text/ko/merchant-campaigns.ts'
import { useText } from '../../text/language.tsx'
import type { LiftShape } from './shapes.ts'
import styles from './charts.module.css'
import { liftPicture } from './lift.ts'

const WIDTH = 340
const HEIGHT = 92
const INSET = 26
const BAR_Y = 34

/** +4, −2: a difference in points of a hundred. */
export function pointsOf(share: number): string {
  const points = Math.round(share * 1_000) / 10
  return points > 0 ? `+${points}` : String(points).replace('-', '−')
}

export function LiftChart({ lift }: { readonly lift: LiftShape }) {
  const t = useText({ ko, en })
  const drawn = liftPicture(lift, WIDTH, INSET)
  return (
    <svg
      className={styles.lift}
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      role="img"
      aria-label={t.liftLabel({
        difference: t.liftPoints(pointsOf(lift.difference)),
        low: t.liftPoints(pointsOf(lift.low)),
        high: t.liftPoints(pointsOf(lift.high)),
      })}
    >
      <line x1={INSET} x2={WIDTH - INSET} y1={62} y2={62} className={styles.axis} />
      {drawn.ticks.map(({ x, value }) => (
        <g key={value}>
          <line x1={x} x2={x} y1={59} y2={65} className={styles.axis} />
          <text x={x} y={82} className={styles.tick}>
            {value === 0 ? '0' : t.liftTick(pointsOf(value))}
          </text>
        </g>
      ))}
      <line x1={drawn.zeroX} x2={drawn.zeroX} y1={14} y2={66} className={styles.zero} />
      <text x={drawn.zeroX} y={10} className={styles.zeroName}>
        {t.liftZero}
      </text>
      <rect
        x={drawn.lowX}
        y={BAR_Y - 8}
        width={Math.max(2, drawn.highX - drawn.lowX)}
        height={16}
        rx={8}
        className={styles.interval}
        data-known={lift.conclusive}
      />
      <circle cx={drawn.pointX} cy={BAR_Y} r={7} className={styles.point} />
    </svg>
  )
}
