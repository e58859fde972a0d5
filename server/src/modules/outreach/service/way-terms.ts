/** What ways beside the inbox cost shops: the terms of the operator, and what is to be charged. */
import type { RawBuilder } from 'kysely'
import { actorName, allow, mayOperate } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isSame } from '../../../kernel/same.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { deliveryRefusals, type WayName } from '../model/delivery.ts'
import { defaultWayTerms, type WayCharge, type WayTerms } from '../model/mailing-ways.ts'
import {
  chargedMerchants,
  insertWayTerms,
  lockCharges,
  markBilled,
  openCharges,
  wayTermsNow,
  wayTermsSet,
  type SetWayTerms,
} from '../store/way-charges.ts'

type Terms = Omit<WayTerms, 'way'>

/** What ways cost shops, how often they may use them in a month, and whether they may at all. */
export async function wayTerms(work: Work): Promise<Record<WayName, Terms>> {
  const kept = (await wayTermsNow(work)).map(({ way, ...rest }) => [way, rest] as const)
  return { ...defaultWayTerms, ...Object.fromEntries(kept) }
}

/**
 * Changes the terms of a way, from now on; what is queued keeps its price. Those that are as they are
 * asked for stay as they are.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function changeWayTerms(work: Work, terms: WayTerms): Promise<WayTerms> {
  allow(mayOperate(work.actor))
  const present = (await wayTerms(work))[terms.way]
  if (!isSame({ way: terms.way, ...present }, terms)) {
    await insertWayTerms(work, { ...terms, setAt: work.now, setBy: actorName(work.actor) })
  }
  return terms
}

export type NamedWayTerms = SetWayTerms & {
  /** Null where it was no person, or nobody who is still known. */
  readonly setByName: string | null
}

/** All terms that were ever set, newest first, with who set them. @throws {Refused} `access.forbidden` */
export async function wayTermsHistory(
  work: Work,
  limit: number,
): Promise<readonly NamedWayTerms[]> {
  allow(mayOperate(work.actor))
  const set = await wayTermsSet(work, limit)
  const personOf = ({ setBy }: SetWayTerms) => parseId<'person'>(setBy.replace('person/', ''))
  const people = await peopleOf(work, [...new Set(set.flatMap((each) => personOf(each) ?? []))])
  return set.map((each) => {
    const id = personOf(each)
    return { ...each, setByName: (id && people.get(id)?.name) ?? null }
  })
}

/** Those of the ways of this market that are open to shops. */
export async function openToShops(
  work: Work,
  ways: readonly WayName[],
): Promise<readonly WayName[]> {
  const terms = await wayTerms(work)
  return ways.filter((way) => terms[way].isOpen)
}

/**
 * Lets a shop choose these ways.
 *
 * @throws {Refused} `delivery.way-off` unless this market sends on each of them, and lets shops
 */
export async function requireWays(
  work: Work,
  open: readonly WayName[],
  chosen: readonly WayName[],
): Promise<void> {
  if (chosen.length === 0) return
  const free = await openToShops(work, open)
  if (chosen.some((way) => !free.includes(way)))
    throw new Refused(deliveryRefusals, 'delivery.way-off')
}

/** The first day of a month, as `2026-04-01`, for its charges. */
type FirstOfMonth = string

/** `merchant_id` of the shops that have something to be charged up to a month, to be joined. */
export function merchantsCharged(first: FirstOfMonth): RawBuilder<unknown> {
  return chargedMerchants(first)
}

/** What these shops are to be charged up to a month and no invoice holds yet, held for the invoice. */
export async function chargesToBill(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  first: FirstOfMonth,
): Promise<ReadonlyMap<Id<'merchant'>, readonly WayCharge[]>> {
  const rows = merchantIds.length === 0 ? [] : await lockCharges(work, merchantIds, first)
  return Map.groupBy(rows, ({ merchantId }) => merchantId)
}

/** Notes that invoices hold what these shops were to be charged; in the work that made them. */
export async function noteBilled(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  first: FirstOfMonth,
): Promise<void> {
  if (merchantIds.length > 0) await markBilled(work, merchantIds, first)
}

/** What a shop is to be charged so far. The caller has checked who may see it. */
export function chargesSoFar(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly WayCharge[]> {
  return openCharges(work, merchantId)
}
