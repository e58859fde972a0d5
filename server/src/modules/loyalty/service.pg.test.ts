/** Loyalty on a real database: what is written and told, and what races and refunds do to it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../kernel/testing.ts'
import { DAY_MS } from '../../kernel/time.ts'
import { expireLots } from '../ledger/service/expiry.ts'
import { noteMemberMiss } from './service/codes.ts'
import { judgeTiers } from './service/judging.ts'
import { openStampCard, writeProgramme } from './service/programme.ts'
import { notePurchase } from './service/purchases.ts'
import { refund } from './service/refunds.ts'
import { passPoints, returnSpending, spend } from './service/spendings.ts'
import {
  foreigner,
  foreignPlaceId,
  friend,
  merchantId,
  noon,
  openShop,
  owner,
  placeId,
  shopper,
  staff,
  till,
} from './service/testing.ts'
import { aProgramme, aStampCard, aTierRule, twoTiers } from './testing.ts'

const shop = await openShop()
const { inWork, rows, at, reset, write, openCard, codeNow, buy, earnAt, giveBack, spendAt } = shop
const { points, memberships, facts, brokenInvariants, race } = shop
const dry = { isDryRun: true }

beforeEach(reset)

describe('earning', () => {
  test('LO1 a till reads the code, and the points are there', async () => {
    await write()
    const answer = await earnAt(await codeNow(), { paidMinor: 10_000 })
    expect(answer).toMatchObject({ points: 500, paidMinor: 10_000, tier: 0, stamps: [] })
    expect(await points()).toBe(500)
    expect((await facts()).at(-1)).toMatchObject({
      name: 'loyalty.purchase-noted',
      subjectId: testId('person'),
      data: { merchantId, points: 500, paidMinor: 10_000 },
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO19 only those who serve there, and nothing at a shop without a programme', async () => {
    const code = await codeNow()
    await expect(earnAt(code)).rejects.toMatchObject({ code: 'programme.unknown' })
    await write()
    for (const as of [shopper, foreigner]) {
      await expect(earnAt(code, { as })).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await expect(earnAt(code, { as: foreigner, at: foreignPlaceId })).rejects.toMatchObject({
      code: 'programme.unknown',
    })
    expect(await earnAt(code, { as: till })).toMatchObject({ points: 500 })
    const undo = inWork(foreigner, (work) =>
      refund(
        work,
        { id: testId('refund'), purchaseId: testId('purchase'), refundMinor: null },
        dry,
      ),
    )
    await expect(undo).rejects.toMatchObject({ code: 'purchase.unknown' })
  })

  test('LO17 a dry run says the same, and leaves nothing but the reading of the code', async () => {
    await write()
    await openCard()
    const code = await codeNow()
    const tried = await earnAt(code, {}, dry)
    expect(await rows('loyalty.purchase')).toEqual([])
    expect(await points()).toBe(0)
    expect(await earnAt(code)).toEqual(tried)
  })

  test('LO14 the same purchase twice is one; another under its id is refused', async () => {
    await write()
    const code = await codeNow()
    const first = await earnAt(code)
    expect(await earnAt(code)).toEqual(first)
    await expect(earnAt(code, { paidMinor: 9 })).rejects.toMatchObject({ code: 'purchase.differs' })
    expect(await points()).toBe(500)
  })

  test('LO14 of six tills that send one purchase, one notes it', async () => {
    await write()
    const { won } = await race([staff, till, owner, staff, till, owner], (work) =>
      notePurchase(work, {
        id: testId('purchase'),
        placeId,
        merchantId,
        personId: shopper.personId,
        paidMinor: 10_000,
        bonusPoints: 0,
      }),
    )
    expect(won).toHaveLength(6)
    expect(await points()).toBe(500)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO1 what was bought before keeps the terms of its time', async () => {
    await write()
    await buy(1)
    await write({ earn: { kind: 'share', perMille: 100 } })
    await buy(2)
    expect(await points()).toBe(1_500)
    await giveBack(1, 5_000)
    expect(await points()).toBe(1_250)
  })
})

describe('member codes', () => {
  test('LO13 one till has a code for five minutes, and no other till', async () => {
    await write()
    const code = await codeNow()
    await earnAt(code, { number: 1 })
    await expect(earnAt(code, { number: 2, as: till })).rejects.toMatchObject({
      code: 'member.code-used',
    })
    at(new Date(noon.getTime() + 4 * 60_000))
    expect(await earnAt(code, { number: 2 })).toMatchObject({ points: 500 })
    at(new Date(noon.getTime() + 7 * 60_000))
    await expect(earnAt(code, { number: 3 })).rejects.toMatchObject({ code: 'member.code-expired' })
  })

  test('LO13 after five wrong codes a till waits a minute', async () => {
    await write()
    const code = await codeNow()
    await expect(earnAt('M00000-00000')).rejects.toMatchObject({ code: 'member.code-unknown' })
    for (let miss = 0; miss < 5; miss += 1) {
      await inWork(staff, (work) => noteMemberMiss(work, placeId))
    }
    await expect(earnAt(code)).rejects.toMatchObject({ code: 'member.code-locked' })
    expect(await earnAt(code, { as: till })).toMatchObject({ points: 500 })
    at(new Date(noon.getTime() + 61_000))
    expect(await earnAt(await codeNow(), { number: 2 })).toMatchObject({ points: 500 })
  })
})

describe('lots', () => {
  test('LO5 what may still come back cannot be spent yet', async () => {
    await write({ pendingDays: 7 })
    expect(await buy(1)).toMatchObject({ availableAt: new Date(noon.getTime() + 7 * DAY_MS) })
    expect((await memberships())[0]).toMatchObject({ points: 500, available: 0, upcoming: 500 })
    const early = spendAt(await codeNow(), 100)
    await expect(early).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    at(new Date(noon.getTime() + 7 * DAY_MS))
    expect(await spendAt(await codeNow(), 100)).toMatchObject({ availableAfter: 400 })
  })

  test('LO5, LO16: what is pending is taken back from where it is, and nothing is kept', async () => {
    await write({ pendingDays: 7 })
    await buy(1)
    expect(await giveBack(1)).toMatchObject({ keptMinor: 0, pointsOwed: 0 })
    expect(await points()).toBe(0)
  })

  test('LO6 what has run out is gone, and a refund after that takes only what was spent', async () => {
    await write({ validity: { kind: 'days', days: 30 } })
    await buy(1)
    const [{ expiring } = { expiring: null }] = await memberships()
    expect(expiring).toEqual({ points: 500, expiresAt: new Date('2026-05-15T15:00:00Z') })
    await spendAt(await codeNow(), 200)
    at(new Date('2026-05-15T15:00:00Z'))
    await inWork(theSystem, expireLots)
    expect(await points()).toBe(0)
    expect(await giveBack(1, 5_000, 1)).toMatchObject({ keptMinor: 0, pointsOwed: 0 })
    expect(await giveBack(1, null, 2)).toMatchObject({ keptMinor: 200, pointsOwed: 0 })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('caps over all people', () => {
  test('LO4 of eight who race for the last points, they get what is left and no more', async () => {
    await write({ pointsPerDayMax: 1_200 })
    const { won } = await race(
      Array.from({ length: 8 }, () => theSystem),
      (work, lane) =>
        notePurchase(work, {
          id: testId('purchase', lane + 1),
          placeId,
          merchantId,
          personId: testId('person', (lane % 3) + 1),
          paidMinor: 10_000,
          bonusPoints: 0,
        }),
    )
    expect(won.reduce((sum, it) => sum + it.points, 0)).toBe(1_200)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO4 what comes back is there for others again', async () => {
    await write({ pointsPerMonthMax: 600 })
    await buy(1)
    await buy(2, 10_000, friend)
    expect([await points(), await points(friend)]).toEqual([500, 100])
    await giveBack(1)
    await buy(3, 10_000, friend)
    expect([await points(), await points(friend)]).toEqual([0, 600])
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('spending', () => {
  test('LO15 pays, and comes back in parts, never more than was spent', async () => {
    await write({ pointMinor: 2 })
    await buy(1)
    const code = await codeNow()
    expect(await spendAt(code, 300)).toMatchObject({ paysMinor: 600, availableAfter: 200 })
    const back = (number: number, amount: number | null) =>
      inWork(staff, (work) =>
        returnSpending(work, {
          id: testId('spending-return', number),
          spendingId: testId('spending'),
          amount,
        }),
      )
    expect(await back(1, 100)).toMatchObject({ amount: 100, left: 200 })
    expect(await back(1, 100)).toMatchObject({ amount: 100, left: 200 })
    await expect(back(1, 99)).rejects.toMatchObject({ code: 'spending.differs' })
    await expect(back(2, 201)).rejects.toMatchObject({ code: 'spending.return-too-large' })
    expect(await back(2, null)).toMatchObject({ amount: 200, left: 0 })
    expect(await points()).toBe(500)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO15 of six tills that race for the last points, one gets them', async () => {
    await write()
    await buy(1)
    const code = await codeNow()
    const { won, lost } = await race(
      Array.from({ length: 6 }, () => staff),
      (work, lane) =>
        spend(
          work,
          {
            id: testId('spending', lane + 1),
            placeId,
            code,
            kind: 'points',
            amount: 400,
            purchaseId: null,
          },
          { isDryRun: false },
        ),
    )
    expect(won).toHaveLength(1)
    expect(lost).toEqual(Array.from({ length: 5 }, () => 'ledger.balance-too-low'))
    expect(await points()).toBe(100)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO15, LO17: too few, too many, twice, and only tried', async () => {
    await write({ spendPointsMin: 100 })
    await buy(1)
    const code = await codeNow()
    await expect(spendAt(code, 99)).rejects.toMatchObject({ code: 'points.too-few' })
    const { code: tooMany } = (await spendAt(code, 501, {}, dry).catch(
      (error: unknown) => error as { code: string },
    )) as { code: string }
    expect(tooMany).toBe('ledger.balance-too-low')
    const tried = await spendAt(code, 500, {}, dry)
    expect(await spendAt(code, 500)).toEqual(tried)
    expect(await spendAt(code, 500)).toEqual(tried)
    await expect(spendAt(code, 400)).rejects.toMatchObject({ code: 'spending.differs' })
    expect(await points()).toBe(0)
  })

  test('LO15, LO3: odoo#212922 nopCommerce#5595 what paid for a purchase comes back with it', async () => {
    await write()
    await buy(1)
    await spendAt(await codeNow(), 500, { purchase: 2 })
    await buy(2, 9_500)
    await giveBack(2)
    expect(await points()).toBe(500)
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('tiers', () => {
  test('LO7 rise and fall with what stands, and say so', async () => {
    await write({ tiers: twoTiers })
    await buy(1, 60_000)
    await buy(2, 60_000)
    expect((await memberships())[0]).toMatchObject({ tier: { name: '골드' }, nextTier: null })
    await giveBack(2)
    const changes = await facts('loyalty.tier-changed')
    expect(changes.map(({ data }) => [data['from'], data['to']])).toEqual([
      [0, 1],
      [1, 2],
      [2, 1],
    ])
    expect((await memberships())[0]).toMatchObject({
      tier: { name: '실버' },
      nextTier: { name: '골드', reached: 60_000, from: 100_000 },
    })
  })

  test('LO7 fall by the clock alone', async () => {
    const tierRule = aTierRule({ period: { kind: 'rolling', days: 30 } })
    await write({ tiers: twoTiers, tierRule })
    await buy(1, 60_000)
    at(new Date(noon.getTime() + 29 * DAY_MS))
    expect(await inWork(theSystem, judgeTiers)).toBe(1)
    expect(await inWork(theSystem, judgeTiers)).toBe(0)
    at(new Date(noon.getTime() + 31 * DAY_MS))
    await inWork(theSystem, judgeTiers)
    expect((await facts('loyalty.tier-changed')).at(-1)).toMatchObject({ data: { from: 1, to: 0 } })
  })
})

describe('passing points on', () => {
  const pass = async (amount: number, as = shopper, to = friend) => {
    const code = await codeNow(to)
    return inWork(as, (work) =>
      passPoints(work, { id: testId('transfer'), merchantId, code, points: amount }),
    )
  }

  test('LO18 where the owner allows it, once, and never more than is there', async () => {
    await write()
    await buy(1)
    await expect(pass(100)).rejects.toMatchObject({ code: 'points.not-transferable' })
    await write({ isTransferable: true })
    await expect(pass(100, shopper, shopper)).rejects.toMatchObject({ code: 'points.to-oneself' })
    await expect(pass(501)).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    expect(await pass(100)).toEqual({ points: 100, availableAfter: 400 })
    expect(await pass(100)).toEqual({ points: 100, availableAfter: 400 })
    expect([await points(), await points(friend)]).toEqual([400, 100])
    const fact = { fromId: shopper.personId, toId: friend.personId, points: 100 }
    expect(await facts('loyalty.points-passed')).toMatchObject([{ data: fact }])
  })
})

test('LO2 only owners write, and nothing that contradicts itself', async () => {
  for (const as of [staff, shopper, foreigner, till]) {
    const written = inWork(as, (work) => writeProgramme(work, merchantId, aProgramme()))
    await expect(written).rejects.toMatchObject({ code: 'access.forbidden' })
    const opened = inWork(as, (work) => openStampCard(work, aStampCard()))
    await expect(opened).rejects.toMatchObject({ code: 'access.forbidden' })
  }
  await expect(write({ tiers: twoTiers.toReversed() })).rejects.toMatchObject({
    code: 'programme.tiers-order',
  })
})
