/** Gift value given for buying, on a real database: pending, spent, and back with what brought it. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { giftsOfMerchant } from '../model/accounts.ts'
import { balanceOf } from '../../ledger/service.ts'
import { takeBackBought } from '../service.ts'
import { giftFloat, myGiftCards } from './gifts.ts'
import { merchantId, noon, openShop, owner, shopper } from './testing.ts'

const shop = await openShop()
const { inWork, at, rows, reset, write, codeNow, buyWithGift, giveBack, spendAt } = shop
const { given, brokenInvariants } = shop
beforeEach(reset)

const pay = async (amount: number, number = 1, purchase: number | null = null) =>
  spendAt(await codeNow(), amount, { number, kind: 'gift', purchase })
/** Takes a part of a purchase back, as bills do. */
const takePart = (
  refundMinor: number | null,
  giftBackMinor: number,
  { number = 1, isDryRun = false } = {},
) =>
  inWork(theSystem, (work) =>
    takeBackBought(
      work,
      {
        id: testId('refund', number),
        purchaseId: testId('purchase', 1),
        refundMinor,
        bonusBack: 0,
        giftBackMinor,
      },
      { isDryRun },
    ),
  )
const owed = async () => (await inWork(owner, (work) => giftFloat(work, merchantId))).owedMinor

describe('LO24 gift value for buying', () => {
  test('is in the wallet at once, good once the return window has closed, and owed by the shop', async () => {
    await write({ pendingDays: 7, giftValidMonths: 12 })
    await buyWithGift(1, 30_000, 3_000)
    expect(await inWork(shopper, myGiftCards)).toMatchObject([
      { amountMinor: 3_000, availableMinor: 0, upcomingMinor: 3_000 },
    ])
    expect(await owed()).toBe(3_000)
    await expect(pay(1)).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    at(new Date(noon.getTime() + 8 * DAY_MS))
    expect(await pay(1_000)).toMatchObject({ paysMinor: 1_000, availableAfter: 2_000 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('is given at a shop without a programme as well, once, however often it is told', async () => {
    await buyWithGift(1, 30_000, 3_000)
    await buyWithGift(1, 30_000, 3_000)
    expect(await given()).toBe(3_000)
    expect(await rows('loyalty.gift_card')).toHaveLength(1)
  })

  test('goes back in part and whole with what brought it', async () => {
    await buyWithGift(1, 30_000, 3_000)
    expect(await takePart(10_000, 1_000)).toBe(0)
    expect(await given()).toBe(2_000)
    expect(await takePart(null, 2_000, { number: 2 })).toBe(0)
    expect(await given()).toBe(0)
    expect(await owed()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO16 what was spent of it is kept from the money, and a dry run says so beforehand', async () => {
    await buyWithGift(1, 30_000, 3_000)
    await pay(2_500)
    expect(await takePart(null, 3_000, { isDryRun: true })).toBe(2_500)
    expect(await given()).toBe(500)
    expect(await takePart(null, 3_000)).toBe(2_500)
    expect(await given()).toBe(0)
    // What the shop gave was paid for: nothing of it stays owed.
    expect(await rows('loyalty.gift_card')).toMatchObject([{ dueMinor: 0, postedMinor: 0 }])
  })

  test('LO16 what no money pays for is kept from what is given next', async () => {
    await buyWithGift(1, 0, 3_000)
    await pay(2_000)
    expect(await giveBack(1)).toMatchObject({ refundMinor: 0, keptMinor: 0 })
    expect(await given()).toBe(0)
    await buyWithGift(2, 10_000, 3_000)
    expect(await given()).toBe(1_000)
    // And that goes back as if nothing had been kept from it: 2,000 are owed again, and paid for.
    expect(await giveBack(2)).toMatchObject({ refundMinor: 10_000, keptMinor: 2_000 })
    expect(await given()).toBe(0)
    const { balance } = await inWork(theSystem, (work) =>
      balanceOf(work, giftsOfMerchant(merchantId)),
    )
    expect(balance).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })

  test('what it paid for comes back to it before it is taken', async () => {
    await buyWithGift(1, 30_000, 3_000)
    await pay(3_000, 1, 1)
    expect(await giveBack(1)).toMatchObject({ keptMinor: 0 })
    expect(await given()).toBe(0)
  })

  test('of two tills that take it back and spend it at once, the money pays for what was spent', async () => {
    await buyWithGift(1, 30_000, 3_000)
    const code = await codeNow()
    const results = await Promise.allSettled([
      giveBack(1),
      spendAt(code, 3_000, { number: 1, kind: 'gift' }),
    ])
    const spentMinor = results[1].status === 'fulfilled' ? 3_000 : 0
    const back = results[0].status === 'fulfilled' ? results[0].value : null
    expect(back?.keptMinor).toBe(spentMinor)
    expect(await given()).toBe(0)
    expect(await brokenInvariants()).toEqual([])
  })
})
