/** Gift cards on a real database: issued, added, spent in parts, and back. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { placeHold } from '../../ledger/service/holds.ts'
import { giftOn, giftsOfMerchant } from '../model/accounts.ts'
import { addGiftCard, announceExpiring, giftFloat, issueGiftCard, myGiftCards } from './gifts.ts'
import { returnSpending, spend } from './spendings.ts'
import {
  foreigner,
  friend,
  merchantId,
  noon,
  openShop,
  owner,
  placeId,
  shopper,
  staff,
} from './testing.ts'

const { inWork, at, rows, reset, write, codeNow, buy, giveBack, facts, brokenInvariants, race } =
  await openShop()
beforeEach(reset)

const issue = (number = 1, amountMinor = 30_000, purchase: number | null = null) =>
  inWork(staff, (work) =>
    issueGiftCard(work, {
      id: testId('gift-card', number),
      placeId,
      amountMinor,
      boughtWith: purchase === null ? null : testId('purchase', purchase),
    }),
  )
const add = (code: string, as = shopper) => inWork(as, (work) => addGiftCard(work, code))
const held = async (as = shopper) =>
  (await inWork(as, myGiftCards)).map(({ availableMinor }) => availableMinor)
const pay = async (amount: number, number = 1) => {
  const code = await codeNow()
  return inWork(staff, (work) =>
    spend(
      work,
      { id: testId('spending', number), placeId, code, kind: 'gift', amount, purchaseId: null },
      { isDryRun: false },
    ),
  )
}
const back = (amount: number | null, number = 1, spending = 1) =>
  inWork(staff, (work) =>
    returnSpending(work, {
      id: testId('spending-return', number),
      spendingId: testId('spending', spending),
      amount,
    }),
  )

describe('a gift card', () => {
  test('LO20 is added once by whoever knows its code, and holds as long as the shop says', async () => {
    await write({ giftValidMonths: 12 })
    const { code, expiresAt } = await issue()
    expect(expiresAt).toEqual(new Date('2027-04-15T15:00:00Z'))
    expect(await add(code.toLowerCase().replaceAll(' ', ''))).toMatchObject({
      availableMinor: 30_000,
    })
    expect(await add(code)).toMatchObject({ availableMinor: 30_000 })
    await expect(add(code, friend)).rejects.toMatchObject({ code: 'gift.taken' })
    await expect(add('0000')).rejects.toMatchObject({ code: 'gift.unknown' })
    expect(await held()).toEqual([30_000])
    expect(await inWork(owner, (work) => giftFloat(work, merchantId))).toEqual({
      owedMinor: 30_000,
    })
    const stored = JSON.stringify(await rows('loyalty.gift_card'))
    expect(stored).not.toContain(code)
  })

  test('LO20 has run out at its midnight, and its holder hears of that a month before', async () => {
    await write({ giftValidMonths: 12 })
    await add((await issue()).code)
    const { code: late } = await issue(2)
    expect(await inWork(theSystem, announceExpiring)).toBe(0)
    at(new Date(Date.parse('2027-04-15T15:00:00Z') - 30 * DAY_MS))
    expect(await inWork(theSystem, announceExpiring)).toBe(1)
    expect(await inWork(theSystem, announceExpiring)).toBe(0)
    expect(await facts('loyalty.gift-expiring')).toMatchObject([
      { data: { availableMinor: 30_000 } },
    ])
    at(new Date('2027-04-15T15:00:00Z'))
    await expect(add(late)).rejects.toMatchObject({ code: 'gift.expired' })
    await expect(pay(1)).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    expect(await held()).toEqual([])
  })

  test('LO21 pays in parts; of several, what runs out first pays first', async () => {
    await add((await issue(1, 10_000)).code)
    at(new Date(noon.getTime() + 40 * DAY_MS))
    await add((await issue(2, 10_000)).code)
    expect(await pay(4_000, 1)).toMatchObject({ paysMinor: 4_000, availableAfter: 16_000 })
    expect(await pay(10_000, 2)).toMatchObject({ availableAfter: 6_000 })
    expect(await held()).toEqual([6_000])
    await expect(pay(6_001, 3)).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO21 of six tills that race for what is left, one gets it', async () => {
    await add((await issue(1, 10_000)).code)
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
            kind: 'gift',
            amount: 7_000,
            purchaseId: null,
          },
          { isDryRun: false },
        ),
    )
    expect([won.length, lost.length]).toEqual([1, 5])
    expect(await held()).toEqual([3_000])
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO21 what is on hold cannot be spent (blnkfinance/blnk#181): available is posted less pending', async () => {
    await add((await issue(1, 10_000)).code)
    await inWork(theSystem, (work) =>
      placeHold(work, {
        id: testId('hold'),
        from: giftOn(testId('gift-card')),
        to: giftsOfMerchant(merchantId),
        amount: 6_000,
        because: 'order/1',
        memo: '',
        expiresAt: new Date(noon.getTime() + DAY_MS),
      }),
    )
    expect(await held()).toEqual([4_000])
    await expect(pay(4_001)).rejects.toMatchObject({ code: 'ledger.balance-too-low' })
    expect(await pay(4_000)).toMatchObject({ availableAfter: 0 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO22 a refund restores the cards that paid (Setono/SyliusGiftCardPlugin#284)', async () => {
    await add((await issue(1, 10_000)).code)
    at(new Date(noon.getTime() + 40 * DAY_MS))
    await add((await issue(2, 10_000)).code)
    await pay(14_000)
    expect(await held()).toEqual([6_000])
    await back(5_000, 1)
    expect(await held()).toEqual([1_000, 10_000])
    await back(null, 2)
    expect(await held()).toEqual([10_000, 10_000])
    await expect(back(1, 3)).rejects.toMatchObject({ code: 'spending.return-too-large' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO23 a refund takes back the cards that were bought (Setono/SyliusGiftCardPlugin#284)', async () => {
    await write()
    await buy(1, 30_000, friend)
    const { code } = await issue(1, 30_000, 1)
    expect(await giveBack(1)).toMatchObject({ refundMinor: 30_000, keptMinor: 0 })
    await expect(add(code)).rejects.toMatchObject({ code: 'gift.disabled' })
    expect(await inWork(owner, (work) => giftFloat(work, merchantId))).toEqual({ owedMinor: 0 })
  })

  test('LO23 what was spent of a bought card is kept from the refund, and comes back to be spent', async () => {
    await write()
    await buy(1, 30_000, friend)
    await add((await issue(1, 30_000, 1)).code)
    await pay(10_000)
    expect(await giveBack(1)).toMatchObject({ refundMinor: 30_000, keptMinor: 10_000 })
    expect(await held()).toEqual([])
    await back(null)
    expect(await held()).toEqual([10_000])
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO19 only tills of the shop issue, and only its people see what it owes', async () => {
    const order = {
      id: testId<'gift-card'>('gift-card'),
      placeId,
      amountMinor: 1,
      boughtWith: null,
    }
    for (const as of [shopper, foreigner]) {
      const issued = inWork(as, (work) => issueGiftCard(work, order))
      await expect(issued).rejects.toMatchObject({ code: 'access.forbidden' })
      const seen = inWork(as, (work) => giftFloat(work, merchantId))
      await expect(seen).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await issue()
    await expect(issue()).rejects.toMatchObject({ code: 'gift.id-taken' })
  })
})
