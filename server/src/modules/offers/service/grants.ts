/** Coupons are granted, and called back, by the batch. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { instantOf, MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { couponCancelled, couponGranted } from '../events.ts'
import {
  GRANTS_MAX,
  judgeGrants,
  whoseOf,
  type Grant,
  type GrantOutcome,
  type Known,
} from '../model/grant.ts'
import { keyOf } from '../model/limits.ts'
import type { Offer } from '../model/offer.ts'
import {
  cancelUnused,
  heldAmong,
  insertCoupons,
  lockCoupons,
  offerIdsOf,
  type NewCoupon,
} from '../store/coupon.ts'
import { lockOffers, type StoredOffer } from '../store/offer.ts'
import { addTallies, freeTallies, usedOf } from '../store/tally.ts'
import { phoneKeysOf } from './phone-keys.ts'

/**
 * Grants coupons: one outcome for each grant, in order. A refusal is a value, and leaves the other
 * grants alone (OF16). Costs three statements, however many grants there are, up to GRANTS_MAX.
 *
 * The offers stay locked until the work ends. Who may grant is for the caller to know.
 */
export async function grantCoupons(
  work: Work,
  grants: readonly Grant[],
): Promise<readonly GrantOutcome[]> {
  assert(grants.length <= GRANTS_MAX, 'a batch of grants is within GRANTS_MAX')
  if (grants.length === 0) return []
  // The lock comes first: what is read after it stays true until this work ends.
  const offers = await lockOffers(work, [...new Set(grants.map((grant) => grant.offerId))])
  const held = await heldAmong(work.tx, grants)
  const counted = await countedFor(work, offers, grants)
  const outcomes = judgeGrants({ offers, ...held, ...counted }, grants, work.now)

  const wanted = grants.flatMap((grant, at): readonly NewCoupon[] => {
    const outcome = outcomes[at]
    return outcome?.kind === 'granted' ? [{ ...grant, ...outcome }] : []
  })
  if (wanted.length === 0) return outcomes
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  const written = await insertCoupons(work, wanted, day)
  await addTallies(
    work,
    wanted.filter((it) => written.has(it.couponId)).flatMap(({ taken }) => taken),
  )
  for (const coupon of wanted.filter((it) => written.has(it.couponId))) {
    announceCoupon(work, coupon, offers.get(coupon.offerId))
  }
  return outcomes.map((outcome): GrantOutcome => {
    const isLost = outcome.kind === 'granted' && !written.has(outcome.couponId)
    // Another work took this very id in this very moment, for an offer that is not locked here.
    return isLost ? { kind: 'refused', code: 'coupon.id-taken' } : outcome
  })
}

const limitsCoupons = ({ limits }: Offer) => limits.some(({ counts }) => counts === 'coupons')
export const nothingCounted = { used: new Map(), phoneKeys: new Map() } as const

/** What was counted against limits on coupons: nothing is asked where no offer has any. */
async function countedFor(
  work: Work,
  offers: ReadonlyMap<Id<'offer'>, StoredOffer>,
  grants: readonly Grant[],
): Promise<Pick<Known, 'used' | 'phoneKeys'>> {
  if (![...offers.values()].some(limitsCoupons)) return nothingCounted
  const phoneKeys = await phoneKeysOf(
    work,
    grants.map(({ personId }) => personId),
  )
  const keys = grants.flatMap((grant) => {
    return (offers.get(grant.offerId)?.limits ?? []).flatMap((limit) => {
      const key = keyOf(limit, whoseOf(grant, { phoneKeys }), work.now)
      return key === null || key === 'unknown' ? [] : [key]
    })
  })
  return { used: await usedOf(work, keys), phoneKeys }
}

function announceCoupon(work: Work, coupon: NewCoupon, offer: StoredOffer | undefined): void {
  assert(offer, 'a granted coupon has an offer')
  const { couponId, offerId, personId, source } = coupon
  const { merchantId, title } = offer
  work.announce(
    couponGranted,
    {
      couponId,
      offerId,
      merchantId,
      personId,
      source: source.kind,
      campaignId: source.kind === 'campaign' ? source.campaignId : null,
      decisionId: source.kind === 'campaign' ? source.decisionId : null,
    },
    { subjectId: personId },
  )
  work.publish(`person/${personId}`, {
    name: 'coupon',
    data: { couponId, offerId, title, merchantId },
  })
}

/**
 * Calls back those of the coupons that are not used yet; their place under the caps is free again (OF8).
 * Used, cancelled and unknown ones are left alone. Who may call back is for the caller to know.
 *
 * @returns the coupons that were called back now
 */
export async function cancelCoupons(
  work: Work,
  ids: readonly Id<'coupon'>[],
): Promise<readonly Id<'coupon'>[]> {
  if (ids.length === 0) return []
  assert(ids.length <= GRANTS_MAX, 'a batch of coupons is within GRANTS_MAX')
  await lockCoupons(work, ids)
  const offers = await lockOffers(work, await offerIdsOf(work, ids))
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  const gone = await cancelUnused(work, ids, day, instantOf(day, 0, MARKET_TIME_ZONE))
  await freeTallies(
    work,
    gone.flatMap(({ taken }) => taken),
  )
  for (const { id: couponId, offerId, personId, campaignId } of gone) {
    const merchantId = offers.get(offerId)?.merchantId
    assert(merchantId, 'a coupon has an offer')
    const fact = { couponId, offerId, merchantId, personId, campaignId }
    work.announce(couponCancelled, fact, { subjectId: personId })
  }
  return gone.map((coupon) => coupon.id)
}
