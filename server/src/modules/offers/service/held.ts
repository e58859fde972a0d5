/** Coupons as other modules show them, to whom it is theirs to decide. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantsOf } from '../../places/service.ts'
import type { WalletCoupon } from './wallet.ts'
import { couponWithOffer } from '../store/coupon.ts'

/** A coupon with its offer and shop; null when there is none. Who may see it is for the caller to know. */
export async function heldCoupon(work: Work, id: Id<'coupon'>): Promise<WalletCoupon | null> {
  const found = await couponWithOffer(work, id)
  if (!found) return null
  const merchant = (await merchantsOf(work, [found.offer.merchantId])).get(found.offer.merchantId)
  return { ...found, merchantName: merchant?.name ?? '', color: merchant?.color ?? '#1F1B16' }
}
