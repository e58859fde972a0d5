/** What an offer does now: a word and a sign, not a colour alone. */
import {
  IconArchive,
  IconPencil,
  IconPlayerPauseFilled,
  IconPlayerPlayFilled,
} from '@tabler/icons-react'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useText } from '../../../text/language.tsx'
import type { Offer } from '../shapes.ts'
import styles from './offers.module.css'

const icons = {
  draft: IconPencil,
  open: IconPlayerPlayFilled,
  paused: IconPlayerPauseFilled,
  ended: IconArchive,
} as const

/** An offer whose time is over has ended, whatever it was before. */
export function stateNow({ state, endsAt }: Pick<Offer, 'state' | 'endsAt'>, now: Date) {
  return new Date(endsAt) <= now ? 'ended' : state
}

export function OfferBadge({ state }: { readonly state: Offer['state'] }) {
  const t = useText({ ko, en })
  const Icon = icons[state]
  const words = {
    draft: t.stateDraft,
    open: t.stateOpen,
    paused: t.statePaused,
    ended: t.stateEnded,
  }
  return (
    <span className={styles.badge} data-state={state}>
      <Icon size={14} aria-hidden /> {words[state]}
    </span>
  )
}
