/** Offers on a real database: what is written and told, and what races do to it. */
import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { pointsOfMerchant, pointsOfPerson } from '../ledger/model.ts'
import { balanceOf, ledgerInvariants } from '../ledger/service.ts'
import { createPerson } from '../people/service.ts'
import { createMerchant, createPlace } from '../places/service.ts'
import type { Grant } from './model/grant.ts'
import type { Offer } from './model/offer.ts'
import {
  cancelCoupons,
  changeOffer,
  codeOf,
  createOffer,
  giveCoupon,
  grantCoupons,
  merchantOffers,
  myCoupon,
  myCoupons,
  offerInvariants,
  offerOf,
  offersAtPlace,
  openClaims,
} from './service.ts'
import {
  noteMiss,
  placeRedemptions,
  quoteRedemption,
  redeemCoupon,
  reverseRedemption,
} from './service/counter.ts'
import { aGrant, anOffer } from './testing.ts'

const { inWork, rows, clear, db, platform, at: setClock } = await freshDatabase()
const noon = new Date('2026-04-15T12:00:00.000Z')
const merchantId = testId('merchant')
const placeId = testId('place')
const otherPlaceId = testId('place', 2)
const foreignPlaceId = testId('place', 3)
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
const foreigner = aPerson({
  number: 92,
  memberships: [{ merchantId: testId('merchant', 2), role: 'owner' }],
})
const till: Actor = { kind: 'key', keyId: testId('api-key'), merchantId, scopes: ['till'] }
const holder = aPerson()
const page = { limit: 30, after: null }

beforeEach(async () => {
  await clear()
  setClock(noon)
  await inWork(theSystem, async (work) => {
    for (const [number, name] of ['골목커피', '옆집빵집'].entries()) {
      const id = testId<'merchant'>('merchant', number + 1)
      await createMerchant(work, { id, name, category: 'cafe' })
    }
    const spot = { name: '본점', address: '서울 종로구', lng: 126.98, lat: 37.57 }
    await createPlace(work, merchantId, { ...spot, id: placeId })
    await createPlace(work, merchantId, { ...spot, id: otherPlaceId, name: '2호점' })
    await createPlace(work, testId('merchant', 2), { ...spot, id: foreignPlaceId })
    const person = { email: null, passwordHash: null, locale: 'ko' as const }
    await createPerson(work, { ...person, id: testId('person'), name: '김민수', phone: '+821012345678' })
  })
})

const open = (change: Partial<Offer> = {}) =>
  inWork(owner, (work) => createOffer(work, anOffer(change)))
const grant = (...grants: Grant[]) => inWork(theSystem, (work) => grantCoupons(work, grants))
const kinds = (outcomes: Awaited<ReturnType<typeof grant>>) =>
  outcomes.map((it) => (it.kind === 'refused' ? it.code : it.kind))
const codeNow = async (number = 1, as = holder) =>
  (await inWork(as, (work) => codeOf(work, testId('coupon', number)))).text
const redeem = (code: string, change: { as?: Actor; at?: Id<'place'>; billMinor?: number } = {}) =>
  inWork(change.as ?? staff, (work) =>
    redeemCoupon(work, { placeId: change.at ?? placeId, code, billMinor: change.billMinor ?? 20_000 }),
  )
const points = (account = pointsOfPerson(testId('person'))) =>
  inWork(theSystem, async (work) => (await balanceOf(work, account)).balance)

async function facts(): Promise<{ name: string; data: Record<string, unknown> }[]> {
  const all = (await rows('platform.fact')) as { name: string; data: Record<string, unknown> }[]
  return all.filter((fact) => fact.name.startsWith('offers.'))
}

async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = []
  for (const { id, query } of [...offerInvariants, ...ledgerInvariants]) {
    const { rows: found } = await sql.raw(query).execute(db)
    if (found.length > 0) broken.push(id)
  }
  return broken
}

/** Runs the bodies as works that have all begun before any goes on. */
async function race<Result>(
  actors: readonly Actor[],
  body: (work: Parameters<Parameters<typeof inWork>[1]>[0], lane: number) => Promise<Result>,
): Promise<{ won: Result[]; lost: string[] }> {
  const allAreOpen = startingLine(actors.length)
  const results = await Promise.allSettled(
    actors.map((actor, lane) =>
      inWork(actor, async (work) => {
        await allAreOpen()
        return body(work, lane)
      }),
    ),
  )
  const won = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value as Result] : []))
  const lost = results.flatMap((it) =>
    it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
  )
  return { won, lost }
}

describe('offers', () => {
  test('OF19 owners make and change offers; others do not', async () => {
    await open({ couponsMax: 10 })
    const changed = await inWork(owner, (work) => changeOffer(work, testId('offer'), { title: '여름' }))
    expect(changed).toMatchObject({ title: '여름', couponsMax: 10, state: 'open' })
    for (const actor of [staff, foreigner, holder, till]) {
      const refused = { code: 'access.forbidden' }
      const made = inWork(actor, (work) => createOffer(work, anOffer({ id: testId('offer', 2) })))
      await expect(made).rejects.toMatchObject(refused)
      const change = inWork(actor, (work) => changeOffer(work, testId('offer'), { title: '가을' }))
      await expect(change).rejects.toMatchObject(refused)
    }
    expect((await facts()).map((fact) => fact.name)).toEqual([
      'offers.offer-changed',
      'offers.offer-changed',
    ])
  })

  test('OF19 with coupons out, what was promised stays', async () => {
    await open()
    await grant(aGrant())
    const change = (to: Partial<Offer>) =>
      inWork(owner, (work) => changeOffer(work, testId('offer'), to))
    await expect(change({ billMinorMin: 99_999 })).rejects.toMatchObject({ code: 'offer.promised' })
    await expect(change({ state: 'draft' })).rejects.toMatchObject({ code: 'offer.state-order' })
    expect(await change({ state: 'ended' })).toMatchObject({ state: 'ended' })
    await expect(change({ state: 'open' })).rejects.toMatchObject({ code: 'offer.state-order' })
  })

  test('OF1 an offer is for places of its shop only, and its id is its own', async () => {
    const wrong = open({ placeIds: [placeId, foreignPlaceId] })
    await expect(wrong).rejects.toMatchObject({ code: 'offer.wrong-place' })
    await open({ placeIds: [placeId] })
    await expect(open()).rejects.toMatchObject({ code: 'offer.id-taken' })
  })

  test.each<readonly [string, Partial<Offer>]>([
    ['percent', {}],
    ['amount', { benefit: { kind: 'amount', amountOffMinor: 5_000 }, validDays: 7 }],
    ['item', { benefit: { kind: 'item', itemName: '커피', amountOffMinor: null } }],
  ])('OF19 what was saved of a %s offer is what is read', async (_kind, change) => {
    const made = await open({ ...change, placeIds: [placeId], couponsMax: 7 })
    expect(await inWork(owner, (work) => offerOf(work, made.id))).toEqual(made)
  })

  test('OF17 a place shows what anyone may claim there now', async () => {
    await open({ id: testId('offer', 1) })
    await open({ id: testId('offer', 2), placeIds: [otherPlaceId] })
    await open({ id: testId('offer', 3), isPublic: false })
    await open({ id: testId('offer', 4), state: 'draft' })
    await open({ id: testId('offer', 5), startsAt: new Date('2026-04-20T00:00:00Z') })
    const shown = (id: Id<'place'>) =>
      inWork({ kind: 'nobody' }, async (work) => (await offersAtPlace(work, id)).map((it) => it.id))
    expect(await shown(placeId)).toEqual([testId('offer', 1)])
    expect(await shown(otherPlaceId)).toEqual([testId('offer', 1), testId('offer', 2)])
    expect(await shown(foreignPlaceId)).toEqual([])
    expect(await shown(testId('place', 99))).toEqual([])
  })

  test('OF21 what is not public is seen by its shop only', async () => {
    await open({ isPublic: false })
    const look = (actor: Actor) => inWork(actor, (work) => offerOf(work, testId('offer')))
    expect(await look(staff)).toMatchObject({ id: testId('offer') })
    await expect(look(holder)).rejects.toMatchObject({ code: 'offer.unknown' })
    await expect(look(foreigner)).rejects.toMatchObject({ code: 'offer.unknown' })
    const list = (actor: Actor) => inWork(actor, (work) => merchantOffers(work, merchantId, page))
    expect((await list(staff)).items).toHaveLength(1)
    await expect(list(foreigner)).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

describe('grantCoupons', () => {
  test('OF16 answers each grant in its place, and says so in the log', async () => {
    await open({ couponsMax: 2 })
    const campaignId = testId<'campaign'>('campaign')
    const decisionId = testId<'decision'>('decision')
    const outcomes = await grant(
      aGrant({ number: 9, offerId: testId('offer', 9) }),
      aGrant({ number: 1, source: { kind: 'campaign', campaignId, decisionId } }),
      aGrant({ number: 2 }),
      aGrant({ number: 3 }),
    )
    expect(kinds(outcomes)).toEqual(['offer.unknown', 'granted', 'granted', 'offer.exhausted'])
    const granted = (await facts()).filter((fact) => fact.name === 'offers.coupon-granted')
    expect(granted.map((fact) => fact.data)).toMatchObject([
      { couponId: testId('coupon', 1), source: 'campaign', campaignId, decisionId },
      { couponId: testId('coupon', 2), source: 'claim', campaignId: null },
    ])
    expect(await rows('offers.offer')).toMatchObject([{ granted: 2, grantedOnDay: 2 }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF9 repeating a grant gives the same coupon, also in another work', async () => {
    await open({ couponsMax: 1 })
    const [first] = await grant(aGrant())
    const [again, stolen] = await grant(aGrant(), aGrant({ personId: testId('person', 2) }))
    expect(again).toEqual({ kind: 'repeated', couponId: testId('coupon'), expiresAt: anOffer().endsAt })
    expect(first).toMatchObject({ kind: 'granted' })
    expect(stolen).toEqual({ kind: 'refused', code: 'coupon.id-taken' })
    expect(await rows('offers.coupon')).toHaveLength(1)
  })

  test('OF7 the day begins anew at midnight of the market', async () => {
    await open({ couponsPerDayMax: 1 })
    expect(kinds(await grant(aGrant({ number: 1 }), aGrant({ number: 2 })))[1]).toBe('offer.day-exhausted')
    setClock(new Date('2026-04-15T15:00:00Z'))
    expect(kinds(await grant(aGrant({ number: 2 }), aGrant({ number: 3 })))).toEqual([
      'granted',
      'offer.day-exhausted',
    ])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF8 a coupon that is called back frees its place, and no more than that', async () => {
    await open({ couponsMax: 1, couponsPerDayMax: 1 })
    await grant(aGrant())
    const cancel = () => inWork(theSystem, (work) => cancelCoupons(work, [testId('coupon')]))
    expect(await cancel()).toEqual([testId('coupon')])
    expect(await cancel()).toEqual([])
    expect(await rows('offers.offer')).toMatchObject([{ granted: 0, grantedOnDay: 0 }])
    expect(kinds(await grant(aGrant({ number: 2, personId: testId('person') })))).toEqual(['granted'])
    const shown = inWork(staff, async (work) =>
      quoteRedemption(work, { placeId, code: await codeNow(), billMinor: null }),
    )
    await expect(shown).rejects.toMatchObject({ code: 'coupon.cancelled' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF8 a used coupon is not called back', async () => {
    await open()
    await grant(aGrant())
    await redeem(await codeNow())
    expect(await inWork(theSystem, (work) => cancelCoupons(work, [testId('coupon')]))).toEqual([])
  })

  test('OF1 staff give coupons of their own shop', async () => {
    await open({ isPublic: false })
    const give = (actor: Actor) => inWork(actor, (work) => giveCoupon(work, aGrant()))
    await expect(give(foreigner)).rejects.toMatchObject({ code: 'access.forbidden' })
    expect(await give(till)).toMatchObject({ couponId: testId('coupon') })
    await expect(
      inWork(staff, (work) => giveCoupon(work, aGrant({ couponId: testId('coupon', 2) }))),
    ).rejects.toMatchObject({ code: 'coupon.person-limit' })
  })

  test('OF7 OF8 the database itself refuses more than the caps', async () => {
    await open({ couponsMax: 1 })
    await grant(aGrant())
    const more = sql`update offers.offer set granted = granted + 1`.execute(db)
    await expect(more).rejects.toThrow('offer_granted_within_cap')
    const twin = sql`
      insert into offers.coupon (id, offer_id, person_id, turn, source_kind, granted_at, expires_at)
      select gen_random_uuid(), offer_id, person_id, turn, source_kind, granted_at, expires_at
      from offers.coupon`.execute(db)
    await expect(twin).rejects.toThrow('coupon_turn')
  })
})

describe('claims', () => {
  test('OF7 two hundred claimers race for ten coupons: ten get one', async () => {
    await open({ couponsMax: 10 })
    const claim = openClaims(platform.inWork)
    const results = await Promise.allSettled(
      Array.from({ length: 200 }, (_, at) => claim(aGrant({ number: at + 1 }))),
    )
    expect(results.filter((it) => it.status === 'fulfilled')).toHaveLength(10)
    const codes = results.flatMap((it) =>
      it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
    )
    expect(new Set(codes)).toEqual(new Set(['offer.exhausted']))
    expect(await rows('offers.coupon')).toHaveLength(10)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF7 of eight works that race for three coupons, three win', async () => {
    await open({ couponsMax: 3 })
    const lanes = Array.from({ length: 8 }, () => theSystem)
    const { won, lost } = await race(lanes, (work, lane) =>
      grantCoupons(work, [aGrant({ number: lane + 1 })]),
    )
    expect(lost).toEqual([])
    expect(won.flatMap(kinds).filter((kind) => kind === 'granted')).toHaveLength(3)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF8 of eight works that race for one person, one wins', async () => {
    await open()
    const lanes = Array.from({ length: 8 }, () => theSystem)
    const { won, lost } = await race(lanes, (work, lane) =>
      grantCoupons(work, [aGrant({ number: lane + 1, personId: testId('person') })]),
    )
    expect(lost).toEqual([])
    expect(won.flatMap(kinds).toSorted()).toEqual([
      ...Array.from({ length: 7 }, () => 'coupon.person-limit'),
      'granted',
    ])
  })

  test('OF9 one coupon id that races for two offers goes to one of them', async () => {
    await open()
    await open({ id: testId('offer', 2) })
    const { won, lost } = await race([theSystem, theSystem], (work, lane) =>
      grantCoupons(work, [aGrant({ offerId: testId('offer', lane + 1) })]),
    )
    expect(lost).toEqual([])
    expect(won.flatMap(kinds).toSorted()).toEqual(['coupon.id-taken', 'granted'])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF16 batches that name the offers in opposite order all get through', async () => {
    await open()
    await open({ id: testId('offer', 2) })
    const lanes = Array.from({ length: 6 }, () => theSystem)
    const { won, lost } = await race(lanes, (work, lane) => {
      const grants = [1, 2].map((offer) =>
        aGrant({ number: lane * 2 + offer, offerId: testId('offer', offer) }),
      )
      return grantCoupons(work, lane % 2 ? grants : grants.toReversed())
    })
    expect(lost).toEqual([])
    expect(won.flatMap(kinds)).toEqual(Array.from({ length: 12 }, () => 'granted'))
  })
})

describe('redeemCoupon', () => {
  test('OF13 gives the discount, and points on what was paid, and says so', async () => {
    await open()
    await grant(aGrant())
    const answer = await redeem(await codeNow(), { billMinor: 20_000 })
    expect(answer).toMatchObject({
      offerTitle: '봄맞이 10% 할인',
      holderName: '김*수',
      billMinor: 20_000,
      discountMinor: 2_000,
      payMinor: 18_000,
      pointsEarned: 900,
    })
    expect(await points()).toBe(900)
    expect(await points(pointsOfMerchant(merchantId))).toBe(-900)
    expect((await facts()).at(-1)).toMatchObject({
      name: 'offers.coupon-redeemed',
      subjectId: testId('person'),
      data: { couponId: testId('coupon'), discountMinor: 2_000, pointsEarned: 900, placeId },
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF1 every till of the shop redeems, and no one else', async () => {
    await open({ placeIds: [placeId] })
    await grant(aGrant())
    const code = await codeNow()
    const elsewhere = redeem(code, { as: foreigner, at: foreignPlaceId })
    await expect(elsewhere).rejects.toMatchObject({ code: 'coupon.other-merchant' })
    await expect(redeem(code, { as: foreigner })).rejects.toMatchObject({ code: 'access.forbidden' })
    await expect(redeem(code, { as: holder })).rejects.toMatchObject({ code: 'access.forbidden' })
    const unknown = redeem(code, { at: testId('place', 99) })
    await expect(unknown).rejects.toMatchObject({ code: 'access.forbidden' })
    const branch = redeem(code, { at: otherPlaceId })
    await expect(branch).rejects.toMatchObject({ code: 'coupon.other-place' })
    expect(await redeem(code, { as: till })).toMatchObject({ discountMinor: 2_000 })
  })

  test('OF2 of two tills that race for one coupon, one wins', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const { won, lost } = await race([staff, till], (work) =>
      redeemCoupon(work, { placeId, code, billMinor: 20_000 }),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['coupon.redeemed'])
    expect(await rows('offers.redemption')).toHaveLength(1)
    expect(await points()).toBe(900)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF2 the database itself refuses a second redemption', async () => {
    await open()
    await grant(aGrant())
    await redeem(await codeNow())
    const again = sql`
      insert into offers.redemption (id, coupon_id, offer_id, merchant_id, place_id, person_id,
        bill_minor, discount_minor, points_earned, redeemed_at, redeemed_by)
      select gen_random_uuid(), coupon_id, offer_id, merchant_id, place_id, person_id, bill_minor,
        discount_minor, points_earned, redeemed_at, redeemed_by
      from offers.redemption`.execute(db)
    await expect(again).rejects.toThrow('redemption_stands')
  })

  test('OF15 of two coupons that race for the last redemption, one wins', async () => {
    await open({ redemptionsMax: 1 })
    await grant(aGrant({ number: 1 }), aGrant({ number: 2 }))
    const codes = [await codeNow(1), await codeNow(2, aPerson({ number: 2 }))]
    const { won, lost } = await race([staff, till], (work, lane) =>
      redeemCoupon(work, { placeId, code: codes[lane] ?? '', billMinor: 20_000 }),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(['offer.redemptions-exhausted'])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF20 a refused code says why, and brings the figures', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const small = redeem(code, { billMinor: 9_000 })
    await expect(small).rejects.toMatchObject({
      code: 'offer.bill-too-small',
      details: { billMinorMin: 10_000, missingMinor: 1_000 },
    })
    await expect(redeem('nonsense')).rejects.toMatchObject({ code: 'code.malformed' })
    await inWork(owner, (work) => changeOffer(work, testId('offer'), { state: 'paused' }))
    await expect(redeem(code)).rejects.toMatchObject({ code: 'offer.paused' })
    await inWork(owner, (work) => changeOffer(work, testId('offer'), { state: 'open' }))
    await redeem(code)
    await expect(redeem(await codeNow())).rejects.toMatchObject({
      code: 'coupon.redeemed',
      details: { redeemedAt: noon.toISOString() },
    })
  })

  test('OF18 a quote answers the same, with or without a bill, and changes nothing', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const before = await facts()
    const quote = (billMinor: number | null) =>
      inWork(staff, (work) => quoteRedemption(work, { placeId, code, billMinor }))
    expect(await quote(null)).toMatchObject({ holderName: '김*수', amounts: null })
    expect((await quote(20_000)).amounts).toEqual({
      discountMinor: 2_000,
      payMinor: 18_000,
      pointsEarned: 900,
    })
    await expect(quote(9_999)).rejects.toMatchObject({ code: 'offer.bill-too-small' })
    expect(await facts()).toEqual(before)
    expect(await rows('offers.redemption')).toEqual([])
    expect(await redeem(code)).toMatchObject({ discountMinor: 2_000 })
  })
})

describe('codes', () => {
  const after = (seconds: number) => setClock(new Date(noon.getTime() + seconds * 1_000))

  test.each([
    [29, null],
    [59, null],
    [60, 'code.expired'],
    [3_600, 'code.expired'],
    [3_700, 'code.unknown'],
  ])('OF11 a code shown %i seconds ago', async (seconds, refusal) => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    after(seconds)
    const result = redeem(code)
    if (refusal) await expect(result).rejects.toMatchObject({ code: refusal })
    else expect(await result).toMatchObject({ discountMinor: 2_000 })
  })

  test('OF11 a code does not count twice, even when its use was reversed', async () => {
    await open()
    await grant(aGrant())
    const code = await codeNow()
    const { redemptionId } = await redeem(code)
    await inWork(staff, (work) => reverseRedemption(work, redemptionId))
    await expect(redeem(code)).rejects.toMatchObject({ code: 'code.used' })
    after(30)
    expect(await redeem(await codeNow())).toMatchObject({ discountMinor: 2_000 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF11 a code says until when it is shown', async () => {
    await open()
    await grant(aGrant())
    after(10)
    const shown = await inWork(holder, (work) => codeOf(work, testId('coupon')))
    expect(shown.validUntil).toEqual(new Date(noon.getTime() + 30_000))
    expect(shown.text).toBe(`GOLMOK:${shown.code}`)
  })

  test('OF12 after five misses in a minute a till waits, and other tills do not', async () => {
    await open()
    await grant(aGrant())
    const miss = (as: Actor) => inWork(as, (work) => noteMiss(work, placeId))
    for (let misses = 0; misses < 5; misses += 1) {
      await expect(redeem('00000-00000')).rejects.toMatchObject({ code: 'code.unknown' })
      await miss(staff)
    }
    const code = await codeNow()
    await expect(redeem(code)).rejects.toMatchObject({ code: 'code.locked' })
    await miss(till)
    expect(await redeem(code, { as: till })).toMatchObject({ discountMinor: 2_000 })
    after(60)
    await expect(redeem(await codeNow())).rejects.toMatchObject({ code: 'coupon.redeemed' })
  })
})

describe('reverseRedemption', () => {
  const redeemed = async () => {
    await open({ redemptionsMax: 1 })
    await grant(aGrant())
    return (await redeem(await codeNow())).redemptionId
  }
  const reverse = (id: Id<'redemption'>, as: Actor = staff) =>
    inWork(as, (work) => reverseRedemption(work, id))

  test('OF14 frees the coupon and the cap, takes the points back, and says so', async () => {
    const id = await redeemed()
    await reverse(id)
    expect(await rows('offers.offer')).toMatchObject([{ redeemed: 0 }])
    expect(await points()).toBe(0)
    expect(await points(pointsOfMerchant(merchantId))).toBe(0)
    expect((await facts()).at(-1)).toMatchObject({
      name: 'offers.redemption-reversed',
      data: { redemptionId: id, pointsEarned: 900 },
    })
    await expect(reverse(id)).rejects.toMatchObject({ code: 'redemption.reversed' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF14 of four that race to reverse one redemption, one wins', async () => {
    const id = await redeemed()
    const { won, lost } = await race([staff, till, owner, staff], (work) => reverseRedemption(work, id))
    expect(won).toHaveLength(1)
    expect(lost).toEqual(Array.from({ length: 3 }, () => 'redemption.reversed'))
    expect(await rows('offers.offer')).toMatchObject([{ redeemed: 0 }])
    expect(await points()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF14 what belongs to another shop is not there', async () => {
    const id = await redeemed()
    await expect(reverse(id, foreigner)).rejects.toMatchObject({ code: 'redemption.unknown' })
    await expect(reverse(testId('redemption'))).rejects.toMatchObject({ code: 'redemption.unknown' })
  })

  test('OF14 a redemption that races with its reversal leaves right counts', async () => {
    const id = await redeemed()
    setClock(new Date(noon.getTime() + 30_000))
    const code = await codeNow()
    await race([staff, till], async (work, lane): Promise<unknown> =>
      lane === 0
        ? reverseRedemption(work, id)
        : redeemCoupon(work, { placeId, code, billMinor: 20_000 }),
    )
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('the wallet', () => {
  test('OF21 people see and show their own coupons only', async () => {
    await open()
    await grant(aGrant())
    const mine = await inWork(holder, (work) => myCoupons(work, page))
    expect(mine.items).toMatchObject([
      { coupon: { id: testId('coupon'), redeemedAt: null }, merchantName: '골목커피' },
    ])
    const other = aPerson({ number: 2 })
    expect((await inWork(other, (work) => myCoupons(work, page))).items).toEqual([])
    const unknown = { code: 'coupon.unknown' }
    const look = inWork(other, (work) => myCoupon(work, testId('coupon')))
    await expect(look).rejects.toMatchObject(unknown)
    const show = inWork(other, (work) => codeOf(work, testId('coupon')))
    await expect(show).rejects.toMatchObject(unknown)
    const none = inWork(holder, (work) => myCoupon(work, testId('coupon', 9)))
    await expect(none).rejects.toMatchObject(unknown)
  })

  test('OF21 a long wallet comes page by page, newest first', async () => {
    await open({ couponsPerPersonMax: 5 })
    const mine = (number: number) => aGrant({ number, personId: testId('person') })
    await grant(mine(3), mine(1))
    setClock(new Date(noon.getTime() + 1_000))
    await grant(mine(2))
    const numbers: unknown[] = []
    for (let after: string | null = null, pages = 0; pages < 3; pages += 1) {
      const { items, nextCursor } = await inWork(holder, (work) => myCoupons(work, { limit: 1, after }))
      numbers.push(...items.map(({ coupon }) => coupon.id))
      after = nextCursor
    }
    expect(numbers).toEqual([2, 3, 1].map((number) => testId('coupon', number)))
  })

  test('OF21 a shop sees its redemptions, with the names masked', async () => {
    await open()
    await grant(aGrant())
    await redeem(await codeNow())
    const list = (as: Actor) => inWork(as, (work) => placeRedemptions(work, placeId, page))
    expect((await list(staff)).items).toMatchObject([{ holderName: '김*수', discountMinor: 2_000 }])
    await expect(list(foreigner)).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

test('OF7 OF14 after any row of grants, redemptions, reversals and call-backs, the counts are right', async () => {
  const step = fc.record({
    kind: fc.constantFrom('grant', 'redeem', 'reverse', 'cancel'),
    number: fc.integer({ min: 1, max: 4 }),
    person: fc.integer({ min: 1, max: 2 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 4, maxLength: 14 }), async (steps) => {
      await sql`truncate offers.offer, offers.coupon, offers.redemption, offers.code_miss,
        ledger.account, ledger.transfer, ledger.entry, ledger.hold`.execute(db)
      await open({ couponsMax: 3, couponsPerPersonMax: 2, couponsPerDayMax: 3, redemptionsMax: 2 })
      const done: Id<'redemption'>[] = []
      for (const [at, { kind, number, person }] of steps.entries()) {
        setClock(new Date(noon.getTime() + at * 60_000))
        const personId = testId<'person'>('person', person)
        const couponId = testId<'coupon'>('coupon', number)
        const act = async () => {
          if (kind === 'grant') await grant(aGrant({ couponId, personId }))
          if (kind === 'cancel') await inWork(theSystem, (work) => cancelCoupons(work, [couponId]))
          if (kind === 'reverse') await inWork(staff, (work) => reverseRedemption(work, done[number - 1] ?? testId('redemption')))
          if (kind === 'redeem') done.push((await redeem(await codeNow(number, aPerson({ number: person })))).redemptionId)
        }
        await act().catch((error: Error) => expect(error.name).toBe('Refused'))
      }
      expect(await brokenInvariants()).toEqual([])
    }),
    { numRuns: 15 },
  )
})
