/** Refunds on a real database: what is taken back, what is kept, what stays owed. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { refund } from './refunds.ts'
import { noon, openShop, staff } from './testing.ts'

const {
  inWork,
  at,
  reset,
  write,
  codeNow,
  buy,
  giveBack,
  spendAt,
  points,
  brokenInvariants,
  race,
} = await openShop()
const dry = { isDryRun: true }

beforeEach(reset)

describe('refunds', () => {
  test('LO16 odoo#257854 buy, earn, spend, return, keep is impossible: the money pays for the points', async () => {
    await write()
    await buy(1)
    await spendAt(await codeNow(), 500)
    expect(await giveBack(1)).toMatchObject({ refundMinor: 10_000, keptMinor: 500, pointsOwed: 0 })
    await buy(2)
    expect(await points()).toBe(500)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO16 what is more than the money stays owed, and is kept from what is earned next', async () => {
    // The small purchase brings the tier; with it, the large one earns twice as much.
    await write({ tiers: [{ name: '골드', from: 1_000, multiplierPercent: 200, benefits: '' }] })
    await buy(1, 1_000)
    at(new Date(noon.getTime() + 1_000))
    await buy(2, 100_000)
    expect(await points()).toBe(10_050)
    await spendAt(await codeNow(), 10_050)
    const answer = await giveBack(1)
    expect(answer).toMatchObject({ refundMinor: 1_000, keptMinor: 1_000, pointsOwed: 4_050 })
    at(new Date(noon.getTime() + 2_000))
    await buy(3, 40_000)
    expect(await points()).toBe(0)
    at(new Date(noon.getTime() + 3_000))
    await buy(4, 10_000)
    expect(await points()).toBe(950)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO3 erpnext#32951 a part that comes back takes its points back', async () => {
    await write()
    await buy(1)
    expect(await giveBack(1, 1_000, 1)).toMatchObject({ leftMinor: 9_000 })
    expect(await points()).toBe(450)
    await giveBack(1, null, 2)
    expect(await points()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO14 a refund repeated is one; another under its id, or of more than is left, is refused', async () => {
    await write()
    await buy(1)
    expect(await giveBack(1, 4_000, 1)).toMatchObject({ leftMinor: 6_000 })
    expect(await giveBack(1, 4_000, 1)).toMatchObject({ leftMinor: 6_000 })
    await expect(giveBack(1, 5_000, 1)).rejects.toMatchObject({ code: 'purchase.differs' })
    await expect(giveBack(1, 6_001, 2)).rejects.toMatchObject({ code: 'purchase.refund-too-large' })
    await giveBack(1, null, 2)
    await expect(giveBack(1, null, 3)).rejects.toMatchObject({ code: 'purchase.refund-too-large' })
    expect(await points()).toBe(0)
  })

  test('LO17 a refund tried says what one would come to', async () => {
    await write()
    await buy(1)
    await spendAt(await codeNow(), 200)
    const order = {
      id: testId<'refund'>('refund'),
      purchaseId: testId<'purchase'>('purchase'),
      refundMinor: null,
    }
    const tried = await inWork(staff, (work) => refund(work, order, dry))
    expect(await points()).toBe(300)
    expect(await giveBack(1)).toEqual(tried)
  })

  test('LO3 of six tills that race to take one purchase back, one does', async () => {
    await write()
    await buy(1)
    const { won } = await race(
      Array.from({ length: 6 }, () => staff),
      (work, lane) =>
        refund(
          work,
          { id: testId('refund', lane + 1), purchaseId: testId('purchase'), refundMinor: null },
          { isDryRun: false },
        ),
    )
    expect(won).toHaveLength(1)
    expect(await points()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })
})
