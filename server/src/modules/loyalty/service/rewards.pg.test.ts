/** Stamps and rewards on a real database: what is earned, used, and goes back. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { unuseRewards, useRewards } from '../service.ts'
import { notePurchase } from './purchases.ts'
import { refund } from './refunds.ts'
import { merchantId, openShop, placeId, shopper, staff } from './testing.ts'

const { inWork, rows, reset, openCard, buy, giveBack, memberships, facts, brokenInvariants, race } =
  await openShop()

beforeEach(reset)

describe('stamps and rewards', () => {
  test('LO8, LO9: the last stamp brings one reward, and says so', async () => {
    await openCard({ stampsToFill: 3 })
    for (const number of [1, 2]) await buy(number)
    expect(await buy(3)).toMatchObject({ stamps: [{ given: 1, stamps: 0, filled: 1 }] })
    const earned = await facts('loyalty.reward-earned')
    expect(earned).toMatchObject([{ data: { kind: 'stamp-card', offerId: testId('offer') } }])
  })

  test('LO9 of six purchases that race for the last stamp, one reward comes', async () => {
    await openCard({ stampsToFill: 6 })
    await race(
      Array.from({ length: 6 }, () => theSystem),
      (work, lane) =>
        notePurchase(work, {
          id: testId('purchase', lane + 1),
          placeId,
          merchantId,
          personId: shopper.personId,
          paidMinor: 5_000,
          bonusPoints: 0,
        }),
    )
    expect(await facts('loyalty.reward-earned')).toHaveLength(1)
    expect((await memberships())[0]?.cards[0]).toMatchObject({ stamps: 0, filled: 1 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO10 the reward of a full card goes back with a stamp of it, and comes again', async () => {
    await openCard({ stampsToFill: 2 })
    await buy(1)
    await buy(2)
    await giveBack(1)
    expect(await facts('loyalty.reward-withdrawn')).toHaveLength(1)
    await buy(3)
    expect(await facts('loyalty.reward-earned')).toHaveLength(2)
    const standing = (await rows('loyalty.reward')).filter((it) => it['state'] === 'earned')
    expect(standing).toHaveLength(1)
    const gone = (await rows('loyalty.reward')).find((it) => it['state'] === 'withdrawn')
    const use = inWork(staff, (work) => useRewards(work, [gone?.['id'] as never]))
    await expect(use).rejects.toMatchObject({ code: 'reward.withdrawn' })
  })

  test('LO10 a used reward stays, and its card brings no second one', async () => {
    await openCard({ stampsToFill: 2 })
    await buy(1)
    await buy(2)
    const [reward] = await rows('loyalty.reward')
    const couponId = reward?.['id'] as never
    await inWork(staff, (work) => useRewards(work, [couponId]))
    await giveBack(1)
    expect(await facts('loyalty.reward-withdrawn')).toEqual([])
    await buy(3)
    expect(await facts('loyalty.reward-earned')).toHaveLength(1)
    await giveBack(3)
    await inWork(staff, (work) => unuseRewards(work, [couponId]))
    expect(await facts('loyalty.reward-withdrawn')).toHaveLength(1)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO10 a reward is used or goes back, whichever comes first', async () => {
    await openCard({ stampsToFill: 2 })
    await buy(1)
    await buy(2)
    const [reward] = await rows('loyalty.reward')
    const { won } = await race([staff, staff], async (work, lane) => {
      if (lane === 0) await useRewards(work, [reward?.['id'] as never])
      else
        await refund(
          work,
          { id: testId('refund'), purchaseId: testId('purchase'), refundMinor: null },
          { isDryRun: false },
        )
      return lane
    })
    const withdrawn = await facts('loyalty.reward-withdrawn')
    expect(withdrawn).toHaveLength(won.includes(0) ? 0 : 1)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LO8 several cards run beside each other, and an ended one stamps no more', async () => {
    await openCard()
    await openCard({ id: testId('stamp-card', 2), title: '케이크', paidMinorMin: 8_000 })
    expect((await buy(1, 5_000)).stamps.map(({ given }) => given)).toEqual([1, 0])
    expect((await buy(2, 9_000)).stamps.map(({ given }) => given)).toEqual([1, 1])
  })
})
