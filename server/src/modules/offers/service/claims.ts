/** People claim coupons, and are handed some at the counter. */
import { allow, mayServe } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { gather } from '../../../platform/gather.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Work } from '../../../platform/work.ts'
import { personByPhone } from '../../people/service.ts'
import { GRANTS_MAX, judgeGrants, type Grant, type GrantOutcome } from '../model/grant.ts'
import { offerRefusals, type OfferRefusal } from '../model/refusals.ts'
import { heldAmong } from '../store/coupon.ts'
import { offersByIds } from '../store/offer.ts'
import { grantCoupons, nothingCounted } from './grants.ts'

/** A person's wish for a coupon of a public offer. */
export type Claim = {
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly personId: Id<'person'>
}
export type Claimed = { readonly couponId: Id<'coupon'>; readonly expiresAt: Date }

/** Batches of claims that may be under way: one writes while the next is judged. */
const CLAIM_FLIGHTS_MAX = 2

/**
 * Gives the function that claims a coupon. Claims that come together are written as one batch, so a
 * rush for one offer costs little more than its requests. Make one a process.
 *
 * A claim throws {Refused} with a code of `offerRefusals`; repeating it gives the same coupon (OF9).
 */
export function openClaims(platform: ClaimNeeds): (claim: Claim) => Promise<Claimed> {
  let wasInVain = false
  return gather<Claim, Claimed>({
    itemsMax: GRANTS_MAX,
    flightsMax: CLAIM_FLIGHTS_MAX,
    run: async (claims) => {
      const grants = claims.map((claim): Grant => ({ ...claim, source: { kind: 'claim' } }))
      // Where the last batch gave nothing, this one looks before it locks: once an offer is
      // exhausted, the crowd that still comes costs two reads a batch, and no transaction.
      const seen = wasInVain ? await look(platform, grants) : null
      const isHopeful = hopeOf(grants, seen)
      const hopeful = grants.filter(isHopeful)
      const given =
        hopeful.length === 0
          ? []
          : await platform.inWork(claimant, (work) => grantCoupons(work, hopeful))
      const settled = new Map(hopeful.map((grant, at) => [grant, given[at]]))
      wasInVain = !given.some((outcome) => outcome.kind === 'granted')
      const answerOf = answers()
      return grants.map((grant, at) => answerOf(settled.get(grant) ?? seen?.[at]))
    },
  })
}

/** Tells grants that have to be judged under a lock: all of an offer of which any may succeed. */
function hopeOf(
  grants: readonly Grant[],
  seen: readonly GrantOutcome[] | null,
): (grant: Grant) => boolean {
  if (seen === null) return () => true
  const open = new Set(
    grants.filter((_grant, at) => seen[at]?.kind === 'granted').map((grant) => grant.offerId),
  )
  return (grant) => open.has(grant.offerId)
}

type ClaimNeeds = Pick<Platform, 'inWork' | 'database' | 'clock'>
const claimant = { kind: 'system', name: 'offers.claims' } as const

/** What grants would come to at this moment, without any lock. A "no" is as true as it would be with one. */
async function look(
  { database: { db }, clock }: ClaimNeeds,
  grants: readonly Grant[],
): Promise<readonly GrantOutcome[]> {
  const ids = [...new Set(grants.map((grant) => grant.offerId))]
  const [found, held] = await Promise.all([offersByIds({ tx: db }, ids), heldAmong(db, grants)])
  // Limits on coupons are left to the lock: to look at them costs as much as to judge.
  const offers = new Map([...found].map(([id, offer]) => [id, { ...offer, limits: [] }]))
  return judgeGrants({ offers, ...held, ...nothingCounted }, grants, clock())
}

/** Turns outcomes into answers. A thousand callers who are refused alike share one error. */
function answers(): (outcome: GrantOutcome | undefined) => Claimed | Refused {
  const refused = new Map<OfferRefusal, Refused>()
  return (outcome) => {
    assert(outcome, 'a batch answers each claim')
    if (outcome.kind !== 'refused') {
      return { couponId: outcome.couponId, expiresAt: outcome.expiresAt }
    }
    const known = refused.get(outcome.code) ?? new Refused(offerRefusals, outcome.code)
    refused.set(outcome.code, known)
    return known
  }
}

/**
 * Hands a coupon to a customer at the counter, by phone number. Whose offer it is comes first: nobody
 * learns here which numbers are known.
 *
 * @throws {Refused} `access.forbidden`, or with a code of `offerRefusals`
 */
export async function giveCoupon(
  work: Work,
  { couponId, offerId, phone }: Omit<Claim, 'personId'> & { readonly phone: string },
): Promise<Claimed> {
  const offer = (await offersByIds(work, [offerId])).get(offerId)
  if (!offer) throw new Refused(offerRefusals, 'offer.unknown')
  allow(mayServe(work.actor, offer.merchantId))
  const person = await personByPhone(work, phone)
  if (!person) throw new Refused(offerRefusals, 'coupon.holder-unknown')
  const grant: Grant = { couponId, offerId, personId: person.id, source: { kind: 'staff' } }
  const [outcome] = await grantCoupons(work, [grant])
  assert(outcome, 'a batch answers each grant')
  if (outcome.kind === 'refused') throw new Refused(offerRefusals, outcome.code)
  return { couponId: outcome.couponId, expiresAt: outcome.expiresAt }
}
