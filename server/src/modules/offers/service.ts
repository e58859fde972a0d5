/** What is done with offers and coupons: make, change, grant, claim, look. The counter has its own file. */
import { allow, mayDecide, mayOperate, mayServe, personOf } from '../../kernel/actor.ts'
import { assert } from '../../kernel/assert.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import { codeText, qrText, shownPart, stepAt, stepEnd } from '../../kernel/rotating-code.ts'
import { instantOf, MARKET_TIME_ZONE, wallTime } from '../../kernel/time.ts'
import { gather } from '../../platform/gather.ts'
import { otpNumber } from '../../platform/otp.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { personByPhone } from '../people/service.ts'
import { merchantsOf, placesOf } from '../places/service.ts'
import { couponCancelled, couponGranted, offerChanged } from './events.ts'
import {
  GRANTS_MAX,
  judgeGrants,
  whoseOf,
  type Grant,
  type GrantOutcome,
  type Known,
} from './model/grant.ts'
import { keyOf } from './model/limits.ts'
import { objectionToChange, objectionToOffer, type Offer } from './model/offer.ts'
import type { Coupon } from './model/redemption.ts'
import { offerRefusals, type OfferRefusal } from './model/refusals.ts'
import {
  cancelUnused,
  couponsOfPerson,
  couponWithOffer,
  heldAmong,
  insertCoupons,
  lockCoupons,
  offerIdsOf,
  secretCoupon,
  type CouponWithOffer,
  type NewCoupon,
} from './store/coupon.ts'
import { codeInvariants } from './store/codes/invariants.ts'
import { invariants } from './store/invariants.ts'
import {
  insertOffer,
  lockOffers,
  offersByIds,
  offersOfMerchant,
  publicOffersAt,
  publicOffersOf,
  updateOffer,
  type StoredOffer,
  type WantedOffers,
} from './store/offer.ts'
import { addTallies, freeTallies, usedOf } from './store/tally.ts'
import { phoneKeysOf } from './service/phone-keys.ts'
import { noteChange } from './service/writing.ts'

/** What must hold in every database, for `verify`. */
export const offerInvariants = [...invariants, ...codeInvariants]

/** The most public offers a place page shows. */
const PLACE_OFFERS_MAX = 30
const MAP_OFFERS_MAX = 200

/**
 * Makes an offer, as a draft or open at once.
 *
 * @throws {Refused} `access.forbidden`, `offer.window-empty`, `offer.wrong-place`, `offer.id-taken`
 */
export async function createOffer(work: Work, offer: Offer): Promise<StoredOffer> {
  allow(mayDecide(work.actor, offer.merchantId) || mayOperate(work.actor))
  const objection = objectionToOffer(offer, work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  await assertPlaces(work, offer)
  const isNew = await insertOffer(work, offer)
  if (!isNew) throw new Refused(offerRefusals, 'offer.id-taken')
  await noteChange(work, null, offer)
  announceOffer(work, offer)
  return { ...offer, granted: 0, grantedDay: null, grantedOnDay: 0, redeemed: 0 }
}

/**
 * Changes an offer (OF19). What `change` does not name stays.
 *
 * @throws {Refused} `offer.unknown`, `access.forbidden`, `offer.wrong-place` or a code of OF19
 */
export async function changeOffer(
  work: Work,
  id: Id<'offer'>,
  change: Partial<Omit<Offer, 'id' | 'merchantId'>>,
): Promise<StoredOffer> {
  const before = (await lockOffers(work, [id])).get(id)
  if (!before) throw new Refused(offerRefusals, 'offer.unknown')
  allow(mayDecide(work.actor, before.merchantId) || mayOperate(work.actor))
  const after = { ...before, ...change }
  const objection = objectionToChange(before, after, work.now)
  if (objection) throw new Refused(offerRefusals, objection)
  if (change.placeIds) await assertPlaces(work, after)
  await updateOffer(work, after)
  await noteChange(work, before, after)
  announceOffer(work, after)
  return after
}

async function assertPlaces(work: Work, { merchantId, placeIds }: Offer): Promise<void> {
  if (placeIds.length === 0) return
  const places = await placesOf(work, placeIds)
  const isOwn = placeIds.every((id) => places.get(id)?.merchantId === merchantId)
  if (!isOwn) throw new Refused(offerRefusals, 'offer.wrong-place')
}

function announceOffer(work: Work, { id: offerId, merchantId, state }: Offer): void {
  work.announce(offerChanged, { offerId, merchantId, state })
}

/** Those of the offers that exist. */
export async function offersOf(
  work: Work,
  ids: readonly Id<'offer'>[],
): Promise<ReadonlyMap<Id<'offer'>, StoredOffer>> {
  return offersByIds(work, ids)
}

/**
 * An offer, for whoever may see it: the shop's people, or anyone once it is public and open.
 *
 * @throws {Refused} `offer.unknown`, also for what is none of the asker's business
 */
export async function offerOf(work: Work, id: Id<'offer'>): Promise<StoredOffer> {
  const offer = (await offersByIds(work, [id])).get(id)
  const isOwn = offer && (mayServe(work.actor, offer.merchantId) || mayOperate(work.actor))
  const isOut = offer?.isPublic && offer.state !== 'draft'
  if (!offer || !(isOwn || isOut)) throw new Refused(offerRefusals, 'offer.unknown')
  return offer
}

/**
 * A merchant's offers that are looked for, newest first.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function merchantOffers(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
  wanted: WantedOffers = { show: 'all', search: '' },
): Promise<Page<StoredOffer>> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  const rows = await offersOfMerchant(work, merchantId, page, wanted)
  return pageOf(rows, page.limit, (offer) => offer.id)
}

/** The public offers that are open at a place; none for a place that is not there. */
export async function offersAtPlace(
  work: Work,
  placeId: Id<'place'>,
): Promise<readonly StoredOffer[]> {
  const place = (await placesOf(work, [placeId])).get(placeId)
  return place ? publicOffersAt(work, place, PLACE_OFFERS_MAX) : []
}

/** What anyone may claim now of several merchants: what makes the places of a map worth going to. */
export function offersOfMerchants(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
): Promise<readonly StoredOffer[]> {
  return publicOffersOf(work, merchantIds, MAP_OFFERS_MAX)
}

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
const nothingCounted = { used: new Map(), phoneKeys: new Map() } as const

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
