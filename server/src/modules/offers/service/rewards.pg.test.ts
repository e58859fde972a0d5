/** Rewards of loyalty as coupons: given, used, called back, on a real database. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { notePurchase } from '../../loyalty/service/purchases.ts'
import { takeBack } from '../../loyalty/service/refunds.ts'
import { openStampCard } from '../../loyalty/service/programme.ts'
import { aStampCard } from '../../loyalty/testing.ts'
import { offerReactions } from '../reactions.ts'
import { changeOffer } from '../service.ts'
import { reverseRedemption } from './counter.ts'
import { refusedRewards, retryRewardsOfDay } from './reward-coupons.ts'
import { firstPage, holder, merchantId, openStreet, owner, placeId, staff } from './testing.ts'

const street = await openStreet()
const { inWork, rows, reset, open, codeNow, redeem, setClock, runReactions } = street

const buy = (number: number) =>
  inWork(theSystem, (work) =>
    notePurchase(work, {
      id: testId('purchase', number),
      placeId,
      merchantId,
      personId: holder.personId,
      paidMinor: 5_000,
      bonusPoints: 0,
    }),
  )
const bringBack = (number: number) =>
  inWork(theSystem, (work) =>
    takeBack(work, {
      id: testId('refund', number),
      purchaseId: testId('purchase', number),
      refundMinor: null,
      bonusBack: 0,
      giftBackMinor: 0,
    }),
  )
const settled = () => runReactions([offerReactions])
const coupons = () => rows('offers.coupon')
const standing = async () => (await coupons()).filter((it) => it['cancelledAt'] === null)
const codeOfReward = async () => {
  const [coupon] = await standing()
  return codeNow(coupon?.['id'] as never)
}

beforeEach(async () => {
  await reset()
  await open({ couponsPerPersonMax: 5 })
  await inWork(owner, (work) => openStampCard(work, aStampCard({ stampsToFill: 2 })))
  await buy(1)
  await buy(2)
  await settled()
})

test('OF52 a full card brings a coupon with the id of the reward, once', async () => {
  await settled()
  const [reward] = await rows('loyalty.reward')
  expect(await coupons()).toMatchObject([{ id: reward?.['id'], offerId: testId('offer') }])
})

test('OF52 with a stamp of the card the coupon goes back, and comes anew with the next', async () => {
  await bringBack(1)
  await settled()
  expect(await standing()).toEqual([])
  await buy(3)
  await settled()
  expect(await standing()).toHaveLength(1)
})

test('OF52 a coupon whose stamp came back a moment ago is refused, before anybody has reacted', async () => {
  const code = await codeOfReward()
  await bringBack(1)
  await expect(redeem(code)).rejects.toMatchObject({ code: 'reward.withdrawn' })
  expect(await rows('offers.redemption')).toEqual([])
})

test('OF52 a used one stays used; once its use is undone, it goes back', async () => {
  const { redemptionId } = await redeem(await codeOfReward())
  await bringBack(1)
  await settled()
  expect(await standing()).toHaveLength(1)
  await inWork(staff, (work) => reverseRedemption(work, redemptionId))
  await settled()
  expect(await standing()).toEqual([])
  expect(await street.brokenInvariants()).toEqual([])
})

test('OF52 what a coupon was used on brings stamps too, and its reversal takes them back', async () => {
  setClock(new Date('2026-04-15T12:01:00.000Z'))
  const { redemptionId } = await redeem(await codeOfReward())
  expect(await rows('loyalty.purchase')).toHaveLength(3)
  await inWork(staff, (work) => reverseRedemption(work, redemptionId))
  expect(await rows('loyalty.purchase')).toMatchObject([
    { isGone: false },
    { isGone: false },
    { isGone: true },
  ])
})

describe('OF64 a reward that its offer refuses', () => {
  const patch = (change: Parameters<typeof changeOffer>[2]) =>
    inWork(owner, (work) => changeOffer(work, testId('offer'), change))
  const waiting = (as: Actor = owner) =>
    inWork(as, (work) => refusedRewards(work, merchantId, firstPage))
  /** A second full card, while the offer is paused. */
  async function earnWhilePaused() {
    await patch({ state: 'paused' })
    await settled()
    await buy(3)
    await buy(4)
    await settled()
  }

  test('stays earned: the owner is told once and sees why, and nobody else does', async () => {
    await earnWhilePaused()
    const reward = (await rows('loyalty.reward')).find(({ turn }) => turn === 2)
    expect(reward).toMatchObject({ state: 'earned' })
    expect(await standing()).toHaveLength(1)
    expect((await waiting()).items).toMatchObject([
      { rewardId: reward?.['id'], code: 'offer.paused', holderName: '김*수' },
    ])
    await expect(waiting(staff)).rejects.toMatchObject({ code: 'access.forbidden' })
    await patch({ rank: 1 })
    await settled()
    const told = (await street.facts()).filter(({ name }) => name === 'offers.reward-refused')
    expect(told).toHaveLength(1)
  })

  test('is given once the offer allows it, and waits no more', async () => {
    await earnWhilePaused()
    await patch({ state: 'open' })
    await settled()
    expect(await standing()).toHaveLength(2)
    expect((await waiting()).items).toEqual([])
  })

  test('is tried again on another day where that day alone was full', async () => {
    await patch({ couponsPerDayMax: 1 })
    await settled()
    await buy(3)
    await buy(4)
    await settled()
    expect((await waiting()).items).toMatchObject([{ code: 'offer.day-exhausted' }])
    await inWork(theSystem, retryRewardsOfDay)
    expect(await standing()).toHaveLength(1)
    setClock(new Date('2026-04-15T15:00:00.000Z'))
    await inWork(theSystem, retryRewardsOfDay)
    expect(await standing()).toHaveLength(2)
    expect((await waiting()).items).toEqual([])
  })

  test('is due no more when what brought it comes back', async () => {
    await earnWhilePaused()
    await bringBack(4)
    await settled()
    expect((await waiting()).items).toEqual([])
    await patch({ state: 'open' })
    await settled()
    expect(await standing()).toHaveLength(1)
  })
})
