/** Bills that were made: those of a place, found again; and one, for those whose business it is. */
import { mayOperate, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, type Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { idKeptFor, peopleOf } from '../../people/service.ts'
import type { Bill, BillState } from '../model/bill.ts'
import { maskedName } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import { billOf } from '../store/bill.ts'
import { offersByIds, type StoredOffer } from '../store/offer.ts'
import { billsAt, type BillHead } from '../store/past-bills.ts'
import { placeServed } from './showing.ts'

/** What is asked for; null for all. */
export type BillsAsked = {
  readonly state: BillState | null
  /** A day of the market's clock. */
  readonly day: Day | null
  /** How the till's own name for the bill begins, capitals or not. */
  readonly reference: string | null
}
export type PlaceBill = BillHead & { readonly holderName: string | null }

/**
 * The bills of a place, newest first, with masked names (OF60).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function placeBills(
  work: Work,
  placeId: Id<'place'>,
  { state, day, reference }: BillsAsked,
  { limit, after }: PageRequest,
): Promise<Page<PlaceBill>> {
  const place = await placeServed(work, placeId)
  const [ms, lastId = ''] = after?.split('_') ?? []
  const rows = await billsAt(work, place.id, {
    state,
    from: day === null ? null : midnightOf(day),
    until: day === null ? null : midnightOf(dayAfter(day, 1)),
    reference: reference?.toLowerCase() ?? null,
    limit: limit + 1,
    before: ms === undefined ? null : [new Date(Number(ms)), lastId],
  })
  const { items, nextCursor } = pageOf(rows, limit, (it) => `${it.madeAt.getTime()}_${it.id}`)
  const ids = items.flatMap(({ personId }) => personId ?? [])
  const people = await peopleOf(work, [...new Set(ids)])
  const nameOf = (id: Id<'person'>) => maskedName(people.get(id)?.name ?? '')
  return {
    items: items.map((it) => ({ ...it, holderName: it.personId && nameOf(it.personId) })),
    nextCursor,
  }
}

const midnightOf = (day: Day) => instantOf(day, 0, MARKET_TIME_ZONE)

/** Also where the asker had another account when it was made. */
async function isOfAsker(work: Work, { personId }: Bill): Promise<boolean> {
  const { actor } = work
  if (actor.kind !== 'person' || personId === null) return false
  return actor.personId === personId || (await idKeptFor(work, personId)) === actor.personId
}

export type SeenBill = {
  readonly bill: Bill
  /** Masked; null where nobody showed a coupon. */
  readonly holderName: string | null
  readonly offers: ReadonlyMap<Id<'offer'>, StoredOffer>
}

/**
 * A bill, for those who serve at its shop, its holder, and the operator.
 *
 * @throws {Refused} `bill.unknown`, also for what is none of the asker's business
 */
export async function billSeen(work: Work, id: Id<'bill'>): Promise<SeenBill> {
  const bill = await billOf(work, id)
  const { actor } = work
  const isSeen =
    bill !== null &&
    (mayServe(actor, bill.merchantId) || mayOperate(actor) || (await isOfAsker(work, bill)))
  if (!isSeen) throw new Refused(offerRefusals, 'bill.unknown')
  const { personId } = bill
  const people = personId === null ? null : await peopleOf(work, [personId])
  const holderName = personId && maskedName(people?.get(personId)?.name ?? '')
  const offers = await offersByIds(
    work,
    bill.uses.map(({ offerId }) => offerId),
  )
  return { bill, holderName, offers }
}
