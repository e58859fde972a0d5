/** The funnel drawn: a shape that narrows, beside a list that says the same. */
import { merchantCampaigns as en } from '../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../text/ko/merchant-campaigns.ts'
import { shareText } from '../../text/figures.ts'
import { useText } from '../../text/language.tsx'
import { funnelRows, type Funnel } from './funnel.ts'
import styles from './charts.module.css'

const WIDTH = 240
const ROW = 56

export function FunnelChart({ funnel }: { readonly funnel: Funnel }) {
  const t = useText({ ko, en })
  const rows = funnelRows(funnel, WIDTH, ROW)
  const names = {
    eligible: t.funnelEligible,
    sent: t.funnelSent,
    seen: t.funnelSeen,
    visited: t.funnelVisited,
    redeemed: t.funnelRedeemed,
  }
  return (
    <div className={styles.funnel}>
      <ol className={styles.steps}>
        {rows.map(({ step, people, shareOfBefore }) => (
          <li key={step} style={{ height: ROW }}>
            <span className={styles.stepName}>{names[step]}</span>
            <span className={styles.stepFigure}>
              <b className="figures">{t.people(people)}</b>
              {shareOfBefore !== null && <small>{t.funnelShare(shareText(shareOfBefore))}</small>}
            </span>
          </li>
        ))}
      </ol>
      <svg
        className={styles.funnelShape}
        viewBox={`0 0 ${WIDTH} ${ROW * rows.length}`}
        preserveAspectRatio="none"
        style={{ height: ROW * rows.length }}
        aria-hidden
      >
        {rows.map(({ step, path, isShadow }, at) => (
          <path
            key={step}
            d={path}
            className={styles.band}
            data-shadow={isShadow}
            style={{ '--depth': at }}
          />
        ))}
      </svg>
    </div>
  )
}
