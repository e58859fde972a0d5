/** What a campaign does now: a word and a sign, not a colour alone. */
import {
  IconCircleCheck,
  IconPencil,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
} from '@tabler/icons-react'
import { merchantCampaigns as en } from '../../../text/en/merchant-campaigns.ts'
import { merchantCampaigns as ko } from '../../../text/ko/merchant-campaigns.ts'
import { useText } from '../../../text/language.tsx'
import type { CampaignState } from '../shapes.ts'
import styles from './StateBadge.module.css'

const icons = {
  draft: IconPencil,
  running: IconPlayerPlayFilled,
  paused: IconPlayerPauseFilled,
  ended: IconCircleCheck,
} as const

export function StateBadge({ state }: { readonly state: CampaignState }) {
  const t = useText({ ko, en })
  const Icon = icons[state]
  const words = {
    draft: t.stateDraft,
    running: t.stateRunning,
    paused: t.statePaused,
    ended: t.stateEnded,
  }
  return (
    <span className={styles.badge} data-state={state}>
      <Icon size={14} aria-hidden /> {words[state]}
    </span>
  )
}
