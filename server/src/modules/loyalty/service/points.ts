/** How the points of earnings move in the ledger, each in a lot of its own. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { pointsOfMerchant } from '../../ledger/model.ts'
import { earn, leftOf, reverse } from '../../ledger/service.ts'
import { pointsAt } from '../model/accounts.ts'
import type { MemberKey } from '../store/member.ts'
import { givenFor, type Earning } from '../store/purchase.ts'

/** What stands of each earning, by the transfers that gave it. */
export type Given = ReadonlyMap<
  Id<'earning'>,
  readonly { readonly transferId: Id<'transfer'>; readonly left: number }[]
>

/** Points that are given when their work ends; by then each has been given once. */
const waiting = new WeakMap<Work, (() => Promise<void>)[]>()

/**
 * Gives points when the work ends: the account of a shop's points is everybody's, and is locked from
 * then on until the commit.
 */
export function giveLast(work: Work, give: () => Promise<void>): void {
  let given: Promise<void> | null = null
  const once = () => (given ??= give())
  const others = waiting.get(work)
  if (others) others.push(once)
  else waiting.set(work, [once])
  work.last(once)
}

/** Reads what stands of a member's earnings in the ledger, with what this work is still to give. */
export async function givenOf(
  work: Work,
  { merchantId, personId }: MemberKey,
  earnings: readonly Earning[],
): Promise<Given> {
  for (const give of waiting.get(work) ?? []) await give()
  const transfers = await givenFor(
    work,
    earnings.map(({ id }) => id),
  )
  const ids = transfers.map(({ transferId }) => transferId)
  const left = await leftOf(work, pointsAt(personId, merchantId), ids)
  return Map.groupBy(
    transfers.map((it) => ({ ...it, left: left.get(it.transferId) ?? 0 })),
    ({ earningId }) => earningId,
  )
}

/** What of an earning stands: neither taken back nor run out, nor paid for by a refund. */
export function postedOf(given: Given, { id, bought }: Earning): number {
  const left = (given.get(id) ?? []).reduce((sum, it) => sum + it.left, 0)
  return Math.max(0, left - bought)
}

/** Gives points for an earning, from the shop to the person (LO5, LO6). */
export async function givePoints(
  work: Work,
  { kind, sourceId, merchantId, personId, availableAt, expiresAt }: Earning,
  { transferId, amount }: { readonly transferId: Id<'transfer'>; readonly amount: number },
  memo: string,
): Promise<void> {
  await earn(work, {
    id: transferId,
    from: pointsOfMerchant(merchantId),
    to: pointsAt(personId, merchantId),
    amount,
    because: `${kind}/${sourceId}`,
    memo,
    lot: { availableAt, expiresAt },
  })
}

/** Takes points of an earning back, as far as they are there; answers how many that were. */
export async function takePoints(
  work: Work,
  given: Given,
  { id, kind, sourceId }: Earning,
  amount: number,
  memo: string,
): Promise<number> {
  let taken = 0
  for (const { transferId, left } of given.get(id) ?? []) {
    const part = Math.min(left, amount - taken)
    if (part <= 0) continue
    const back = await reverse(work, {
      id: work.newId('transfer'),
      transferId,
      amount: part,
      because: `${kind}/${sourceId}`,
      memo,
      ifSpent: 'take-what-is-there',
    })
    taken += back.amount
  }
  return taken
}
