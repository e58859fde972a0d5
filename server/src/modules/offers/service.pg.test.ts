/** Offers and coupons on a real database: what is written and told, and what races do to it. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import type { Offer } from './model/offer.ts'
import { everything } from './model/pricing/cart.ts'
import type { Effect } from './model/pricing/effect.ts'
import { plainTerms } from './model/terms.ts'
import {
  changeOffer,
  createOffer,
  merchantOffers,
  offerOf,
  offersAtPlace,
  offersOfMerchants,
} from './service.ts'
import { cancelCoupons, grantCoupons } from './service/grants.ts'
import { codeOf, myCoupon, myCoupons } from './service/wallet.ts'
import { giveCoupon, openClaims } from './service/claims.ts'
import { quoteRedemption } from './service/counter.ts'
import {
  firstPage,
  foreigner,
  foreignPlaceId,
  holder,
  kindsOf,
  merchantId,
  noon,
  openStreet,
  otherPlaceId,
  owner,
  placeId,
  staff,
  till,
} from './service/testing.ts'
import { aGrant, anOffer, someTerms } from './testing.ts'

const {
  inWork,
  rows,
  db,
  platform,
  setClock,
  grant,
  reset,
  open,
  codeNow,
  redeem,
  facts,
  brokenInvariants,
  race,
} = await openStreet()

beforeEach(reset)

describe('offers', () => {
  test('OF19 owners make and change offers; others do not', async () => {
    await open({ couponsMax: 10 })
    const changed = await inWork(owner, (work) =>
      changeOffer(work, testId('offer'), { title: '여름' }),
    )
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
    await expect(change({ terms: someTerms({ billMinorMin: 99_999 }) })).rejects.toMatchObject({
      code: 'offer.promised',
    })
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

  const freeCoffee: Effect = {
    kind: 'free-item',
    item: { itemId: '', itemName: '커피', unitMinor: 0 },
    units: 1,
    mode: 'added',
  }
  const fridays = { kind: 'weekdays', weekdays: [5], isNot: false } as const
  const of = { ...everything, name: '음료', categoryIds: ['drinks'] }
  const inDrinks = { kind: 'items', of, unitsMin: 2, unitsMax: null, isNot: false } as const

  test.each<readonly [string, Partial<Offer>]>([
    ['percent', {}],
    ['free item', { terms: plainTerms(freeCoffee), rank: 3, validDays: 7 }],
    ['conditional', { terms: someTerms({ conditions: [[fridays, inDrinks]] }) }],
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
    const ofShop = await inWork({ kind: 'nobody' }, (work) => offersOfMerchants(work, [merchantId]))
    expect(ofShop.map((it) => it.id)).toEqual([testId('offer', 1), testId('offer', 2)])
  })

  test('OF21 what is not public is seen by its shop only', async () => {
    await open({ isPublic: false })
    const look = (actor: Actor) => inWork(actor, (work) => offerOf(work, testId('offer')))
    expect(await look(staff)).toMatchObject({ id: testId('offer') })
    await expect(look(holder)).rejects.toMatchObject({ code: 'offer.unknown' })
    await expect(look(foreigner)).rejects.toMatchObject({ code: 'offer.unknown' })
    const list = (actor: Actor) =>
      inWork(actor, (work) => merchantOffers(work, merchantId, firstPage))
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
    expect(kindsOf(outcomes)).toEqual(['offer.unknown', 'granted', 'granted', 'offer.exhausted'])
    const granted = (await facts()).filter((fact) => fact.name === 'offers.coupon-granted')
    expect(granted.map((fact) => fact.data)).toMatchObject([
      { couponId: testId('coupon', 1), source: 'campaign', campaignId, decisionId },
      { couponId: testId('coupon', 2), source: 'claim', campaignId: null },
    ])
    expect(await rows('offers.offer')).toMatchObject([{ granted: 2, grantedOnDay: 2 }])
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF3 coupons are given until a day of their own, and are good for longer', async () => {
    const claimsEndAt = new Date(noon.getTime() + 60_000)
    await open({ claimsEndAt })
    await grant(aGrant())
    setClock(claimsEndAt)
    expect(kindsOf(await grant(aGrant({ number: 2 })))).toEqual(['offer.claims-ended'])
    expect(await inWork(holder, (work) => offersAtPlace(work, placeId))).toEqual([])
    expect(await redeem(await codeNow())).toMatchObject({ discountMinor: 2_000 })
    const late = open({ id: testId('offer', 2), claimsEndAt: new Date('2026-05-01T00:00:01Z') })
    await expect(late).rejects.toMatchObject({ code: 'offer.claims-window' })
  })

  test('OF9 repeating a grant gives the same coupon, also in another work', async () => {
    await open({ couponsMax: 1 })
    const [first] = await grant(aGrant())
    const [again, stolen] = await grant(aGrant(), aGrant({ personId: testId('person', 2) }))
    expect(again).toEqual({
      kind: 'repeated',
      couponId: testId('coupon'),
      expiresAt: anOffer().endsAt,
    })
    expect(first).toMatchObject({ kind: 'granted' })
    expect(stolen).toEqual({ kind: 'refused', code: 'coupon.id-taken' })
    expect(await rows('offers.coupon')).toHaveLength(1)
  })

  test('OF7 the day begins anew at midnight of the market', async () => {
    await open({ couponsPerDayMax: 1 })
    expect(kindsOf(await grant(aGrant({ number: 1 }), aGrant({ number: 2 })))[1]).toBe(
      'offer.day-exhausted',
    )
    setClock(new Date('2026-04-15T15:00:00Z'))
    expect(kindsOf(await grant(aGrant({ number: 2 }), aGrant({ number: 3 })))).toEqual([
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
    expect(kindsOf(await grant(aGrant({ number: 2, personId: testId('person') })))).toEqual([
      'granted',
    ])
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
    const give = (actor: Actor, number = 1, phone = '010-1234-5678') => {
      const given = { couponId: testId('coupon', number), offerId: testId('offer'), phone }
      return inWork(actor, (work) => giveCoupon(work, given))
    }
    // Whether the number is known is not told to other shops.
    for (const phone of ['010-1234-5678', '010-9999-9999']) {
      await expect(give(foreigner, 1, phone)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    const unknown = give(till, 1, '010-9999-9999')
    await expect(unknown).rejects.toMatchObject({ code: 'coupon.holder-unknown' })
    expect(await give(till)).toMatchObject({ couponId: testId('coupon') })
    await expect(give(staff, 2)).rejects.toMatchObject({ code: 'coupon.person-limit' })
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
    const claim = openClaims(platform)
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
    expect(won.flatMap(kindsOf).filter((kind) => kind === 'granted')).toHaveLength(3)
    expect(await brokenInvariants()).toEqual([])
  })

  test('OF8 MarketPlace-O2O-Platform of eight works that race for one person, one wins', async () => {
    await open()
    const lanes = Array.from({ length: 8 }, () => theSystem)
    const { won, lost } = await race(lanes, (work, lane) =>
      grantCoupons(work, [aGrant({ number: lane + 1, personId: testId('person') })]),
    )
    expect(lost).toEqual([])
    expect(won.flatMap(kindsOf).toSorted()).toEqual([
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
    expect(won.flatMap(kindsOf).toSorted()).toEqual(['coupon.id-taken', 'granted'])
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
    expect(won.flatMap(kindsOf)).toEqual(Array.from({ length: 12 }, () => 'granted'))
  })
})

describe('the wallet', () => {
  test('OF21 people see and show their own coupons only', async () => {
    await open()
    await grant(aGrant())
    const mine = await inWork(holder, (work) => myCoupons(work, firstPage))
    expect(mine.items).toMatchObject([
      { coupon: { id: testId('coupon'), redeemedAt: null }, merchantName: '골목커피' },
    ])
    const other = aPerson({ number: 2 })
    expect((await inWork(other, (work) => myCoupons(work, firstPage))).items).toEqual([])
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
      const { items, nextCursor } = await inWork(holder, (work) =>
        myCoupons(work, { limit: 1, after }),
      )
      numbers.push(...items.map(({ coupon }) => coupon.id))
      after = nextCursor
    }
    expect(numbers).toEqual([2, 3, 1].map((number) => testId('coupon', number)))
  })
})
