/** What people see of their own coupons, and the codes that these show. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { codeText, qrText, shownPart, stepAt, stepEnd } from '../../../kernel/rotating-code.ts'
import { otpNumber } from '../../../platform/otp.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantsOf } from '../../places/service.ts'
import type { Coupon } from '../model/redemption.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  couponsOfPerson,
  couponWithOffer,
  secretCoupon,
  type CouponWithOffer,
} from '../store/coupon.ts'

/** A coupon in the wallet, with its offer and its shop. */
export type WalletCoupon = CouponWithOffer & {
  readonly merchantName: string
  readonly color: string
}

/** The coupons of whoever asks, newest first (OF21). */
export async function myCoupons(work: Work, page: PageRequest): Promise<Page<WalletCoupon>> {
  const before = page.after === null ? null : cursorIn(page.after)
  const rows = await couponsOfPerson(work, personOf(work.actor), { limit: page.limit, before })
  const { items, nextCursor } = pageOf(rows, page.limit, ({ coupon }) => cursorOf(coupon))
  return { items: await withMerchants(work, items), nextCursor }
}

/** The last instant and id of a page, as text and back. Ids of coupons do not sort by time: clients make them. */
const cursorOf = ({ id, grantedAt }: Coupon) => `${grantedAt.getTime()}_${id}`
function cursorIn(cursor: string): readonly [Date, string] {
  const [ms, id = ''] = cursor.split('_')
  return [new Date(Number(ms)), id]
}

/**
 * A coupon of whoever asks (OF21).
 *
 * @throws {Refused} `coupon.unknown`, also for a coupon of someone else
 */
export async function myCoupon(work: Work, id: Id<'coupon'>): Promise<WalletCoupon> {
  const found = await couponWithOffer(work, id)
  const [mine] =
    found?.coupon.personId === personOf(work.actor) ? await withMerchants(work, [found]) : []
  if (!mine) throw new Refused(offerRefusals, 'coupon.unknown')
  return mine
}

async function withMerchants(
  work: Work,
  coupons: readonly CouponWithOffer[],
): Promise<readonly WalletCoupon[]> {
  const ids = [...new Set(coupons.map(({ offer }) => offer.merchantId))]
  const merchants = await merchantsOf(work, ids)
  return coupons.map((item) => {
    const merchant = merchants.get(item.offer.merchantId)
    return { ...item, merchantName: merchant?.name ?? '', color: merchant?.color ?? '#1F1B16' }
  })
}

/** What a coupon shows at this moment, and until when. */
export type ShownCode = { readonly code: string; readonly text: string; readonly validUntil: Date }

/**
 * The code of the moment of a coupon of whoever asks (OF11).
 *
 * @throws {Refused} `coupon.unknown`, also for a coupon of someone else
 */
export async function codeOf(work: Work, id: Id<'coupon'>): Promise<ShownCode> {
  const coupon = await secretCoupon(work, id)
  if (coupon?.personId !== personOf(work.actor)) throw new Refused(offerRefusals, 'coupon.unknown')
  const step = stepAt(work.now)
  const code = { handle: coupon.handle, number: shownPart(otpNumber(coupon.secret, step)) }
  return { code: codeText(code), text: qrText(code), validUntil: stepEnd(step) }
}
