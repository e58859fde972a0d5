/** Codes that are given to somebody: one of a batch, to be claimed by that person alone. */
import { personOf } from '../../../../kernel/actor.ts'
import type { Id } from '../../../../kernel/id.ts'
import { Refused } from '../../../../kernel/refused.ts'
import type { Work } from '../../../../platform/work.ts'
import { peopleOf, personByPhone } from '../../../people/service.ts'
import { merchantsOf } from '../../../places/service.ts'
import { publishedUntil, type Voucher } from '../../model/codes/batch.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { offerRefusals } from '../../model/refusals.ts'
import {
  publicationOf,
  publishNext,
  vouchersHeldBy,
  type HeldVoucher,
} from '../../store/codes/voucher.ts'
import { offersByIds, type StoredOffer } from '../../store/offer.ts'
import { lockedBatch } from './batches.ts'

/** The most codes that the wallet shows. */
const HELD_MAX = 50

/**
 * Gives an unused code of a batch to a person, for `publishDays` from now (OF34). Asked for again, it is
 * the same code (OF35).
 *
 * @throws {Refused} `batch.unknown`, `batch.shared`, `batch.void`, `batch.none-left`
 */
export async function publishCode(
  work: Work,
  batchId: Id<'code-batch'>,
  personId: Id<'person'>,
): Promise<Voucher> {
  const batch = await lockedBatch(work, batchId)
  if (batch.kind === 'shared') throw new Refused(codeRefusals, 'batch.shared')
  const earlier = await publicationOf(work, batchId, personId)
  if (earlier) return earlier
  if (batch.voidedAt) throw new Refused(codeRefusals, 'batch.void')
  const until = publishedUntil(batch, work.now)
  const voucher = await publishNext(work, batchId, personId, until)
  if (!voucher) throw new Refused(codeRefusals, 'batch.none-left')
  work.publish(`person/${personId}`, { name: 'voucher', data: { offerId: batch.offerId } })
  return voucher
}

/**
 * The same by phone number, as a shop knows its customers. Whose batch it is comes first: nobody learns
 * here which numbers are known.
 *
 * @throws {Refused} `coupon.holder-unknown`, and as `publishCode`
 */
export async function publishCodeByPhone(
  work: Work,
  batchId: Id<'code-batch'>,
  phone: string,
): Promise<Voucher> {
  await lockedBatch(work, batchId)
  const person = await personByPhone(work, phone)
  if (!person) throw new Refused(offerRefusals, 'coupon.holder-unknown')
  return publishCode(work, batchId, person.id)
}

/** A code of mine, with what it is for. */
export type MyVoucher = {
  readonly voucher: HeldVoucher
  readonly offer: StoredOffer
  readonly merchantName: string
}

/** The codes that were given to whoever asks, by name or phone, and can be claimed. */
export async function myVouchers(work: Work): Promise<readonly MyVoucher[]> {
  const personId = personOf(work.actor)
  const phone = (await peopleOf(work, [personId])).get(personId)?.phone ?? null
  const held = await vouchersHeldBy(work, { personId, phone }, HELD_MAX)
  const offers = await offersByIds(work, [...new Set(held.map(({ offerId }) => offerId))])
  const merchants = await merchantsOf(
    work,
    [...offers.values()].map(({ merchantId }) => merchantId),
  )
  return held.flatMap((voucher) => {
    const offer = offers.get(voucher.offerId)
    if (!offer || offer.state !== 'open' || offer.endsAt <= work.now) return []
    return [{ voucher, offer, merchantName: merchants.get(offer.merchantId)?.name ?? '' }]
  })
}
