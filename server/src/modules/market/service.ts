/** Who runs the market, and its opening. */
import { allow, mayOperate, type Actor } from '../../kernel/actor.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { marketOpened } from './events.ts'
import {
  isPublicOrigin,
  marketRefusals,
  missing,
  noDetails,
  tidyDetails,
  type Details,
  type Item,
} from './model.ts'
import * as store from './store.ts'

/** What must hold in every database, for `verify`. */
export const marketInvariants = store.invariants

/** What everybody may know of who runs the market. */
export type MarketDetails = {
  /** 0 before anything was said. */
  readonly version: number
  readonly said: Details
  readonly setAt: Date | null
  readonly missing: readonly Item[]
  readonly openedAt: Date | null
}

export async function marketDetails(work: Work): Promise<MarketDetails> {
  const kept = await store.newestDetails(work)
  const opening = await store.openingOf(work)
  const said = { ...noDetails, ...kept?.said }
  return {
    version: kept?.version ?? 0,
    said,
    setAt: kept?.setAt ?? null,
    missing: missing(said),
    openedAt: opening?.openedAt ?? null,
  }
}

/**
 * Says who runs the market. The same again changes nothing; older versions stay (MK1).
 *
 * @param after the version that the asker saw
 * @throws {Refused} `access.forbidden`, `market.details-changed`, `market.is-open`
 */
export async function setDetails(
  work: Work,
  typed: Details,
  after: number,
): Promise<MarketDetails> {
  const by = operatorIn(work.actor)
  const said = tidyDetails(typed)
  const before = await marketDetails(work)
  if (JSON.stringify(tidyDetails(before.said)) === JSON.stringify(said)) return before
  const lacking = missing(said)
  // What the public was told cannot be taken away from it again (MK5).
  if (before.openedAt !== null && lacking.length > 0) {
    throw new Refused(marketRefusals, 'market.is-open', { missing: [...lacking] })
  }
  const isFirst = before.version === after
  if (!isFirst || !(await store.insertDetails(work, after + 1, said, by))) {
    throw new Refused(marketRefusals, 'market.details-changed')
  }
  return { ...before, version: after + 1, said, setAt: work.now, missing: lacking }
}

/**
 * Opens the market to the public. A second time changes nothing.
 *
 * @throws {Refused} `access.forbidden`, `market.details-missing` with the items
 */
export async function openMarket(work: Work): Promise<MarketDetails> {
  const by = operatorIn(work.actor)
  const details = await marketDetails(work)
  if (details.openedAt !== null) return details
  if (details.missing.length > 0) {
    throw new Refused(marketRefusals, 'market.details-missing', { missing: [...details.missing] })
  }
  if (!(await store.insertOpening(work, details.version, by))) return marketDetails(work)
  work.announce(marketOpened, { detailsVersion: details.version })
  return { ...details, openedAt: work.now }
}

function operatorIn(actor: Actor) {
  allow(mayOperate(actor))
  if (actor.kind !== 'person') throw new Error('an operator is a person')
  return actor.personId
}

/**
 * Lets a location be collected in an open market only, or where nobody but this machine reaches it.
 *
 * @throws {Refused} `market.not-open` (MK3)
 */
export async function allowCollecting(work: Work): Promise<void> {
  if (!(await store.mayCollect(work))) throw new Refused(marketRefusals, 'market.not-open')
}

/** Keeps at every start whether others reach the address that people are sent to. */
export async function standAt({ config, inWork }: Platform): Promise<void> {
  await inWork({ kind: 'system', name: 'start' }, (work) =>
    store.keepStanding(work, isPublicOrigin(config.origin)),
  )
}
