/** What takes place on bills is told: to the log, to the holder's phone, and to the shop. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { billReturned, couponRedeemed, type redemptionReversed } from '../events.ts'
import { returnedOf, type Bill, type BillReturn, type BillUse } from '../model/bill.ts'
import type { StoredOffer } from '../store/offer.ts'

/** The uses of offers for everybody on a bill: nobody's coupon tells of them. */
export function automaticUses({ uses }: Bill) {
  return uses
    .filter(({ couponId }) => couponId === null)
    .map(({ id: redemptionId, offerId, billMinor, discountMinor, giftMinor }) => {
      return { redemptionId, offerId, billMinor, discountMinor, giftMinor }
    })
}

/** Tells of the use of a coupon; what counts for everybody is told with the bill. */
export function tellUse(
  work: Work,
  kind: typeof couponRedeemed | typeof redemptionReversed,
  { personId, placeId, merchantId }: Bill,
  use: BillUse,
  offers: ReadonlyMap<Id<'offer'>, StoredOffer>,
): void {
  const { id: redemptionId, couponId, offerId, campaignId } = use
  if (couponId === null || personId === null) return
  const offerTitle = offers.get(offerId)?.title ?? ''
  const { billMinor, discountMinor, pointsEarned, giftMinor } = use
  const amounts = { billMinor, discountMinor, pointsEarned, giftMinor }
  const fact = { redemptionId, couponId, offerId, campaignId }
  const where = { personId, placeId, merchantId }
  work.announce(kind, { ...fact, ...where, ...amounts }, { subjectId: personId })
  const isUse = kind.name === couponRedeemed.name
  work.publish(`person/${personId}`, {
    name: isUse ? 'redeemed' : 'reversed',
    data: { redemptionId, couponId, offerId, offerTitle, merchantId, ...amounts },
  })
  work.publish(`merchant/${merchantId}`, {
    name: isUse ? 'redemption' : 'reversal',
    data: { redemptionId, offerId, offerTitle, placeId, campaignId, ...amounts },
  })
}

export function tellReturn(work: Work, before: Bill, after: Bill, back: BillReturn): void {
  const { id, personId } = after
  const { merchantId, placeId } = before
  const about = personId === null ? {} : { subjectId: personId }
  const { refundMinor, pointsBack, giftBackMinor, isAll } = back
  const fact = { billId: id, merchantId, placeId, personId, refundMinor, pointsBack, isAll }
  const undone = isAll ? automaticUses(before) : []
  work.announce(
    billReturned,
    { ...fact, giftBackMinor, automaticUses: undone, returned: [...returnedOf(after)] },
    about,
  )
}
