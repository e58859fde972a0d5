/** Notices of what runs out, on a real database: once, by day, and only of what is still there. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { DAY_MS, HOUR_MS } from '../../../kernel/time.ts'
import { announceExpiring as announceLots } from '../../ledger/service/expiry.ts'
import { loyaltyReactions } from '../reactions.ts'
import { addGiftCard, announceExpiring, issueGiftCard } from './gifts.ts'
import { merchantId, noon, openShop, placeId, shopper, staff } from './testing.ts'

const shop = await openShop()
const { inWork, at, rows, reset, write, codeNow, buy, spendAt, runReactions } = shop

const inbox = async () => {
  const messages = await rows('outreach.message')
  return messages.map(({ title, purpose, personId }) => ({ title, purpose, personId }))
}
/** The ledger looks at what runs out within a week, and loyalty reacts. */
const look = async () => {
  await inWork(theSystem, (work) => announceLots(work, 7))
  await runReactions([loyaltyReactions])
}
/** Points of a noon run out at the midnight after thirty days: the fifteenth of May is the last day. */
const lastWeek = new Date(noon.getTime() + 25 * DAY_MS)

beforeEach(async () => {
  await reset()
  await write({
    earn: { kind: 'share', perMille: 100 },
    validity: { kind: 'days', days: 30 },
  })
})

describe('LO25 what runs out', () => {
  test('is told once, with what is still there and its last day', async () => {
    await buy(1, 12_000)
    at(lastWeek)
    await spendAt(await codeNow(), 200)
    await look()
    await look()
    expect(await inbox()).toEqual([
      {
        title: '1,000포인트, 5월 15일까지 쓸 수 있어요',
        purpose: 'information',
        personId: shopper.personId,
      },
    ])
  })

  test('is told by day: what is noticed at night waits for the morning', async () => {
    await buy(1, 12_000)
    // Eleven at night in Seoul, and nine in the morning after it.
    at(new Date(lastWeek.getTime() + 11 * HOUR_MS))
    await look()
    expect(await inbox()).toEqual([])
    at(new Date(lastWeek.getTime() + 21 * HOUR_MS))
    await runReactions([loyaltyReactions])
    expect(await inbox()).toHaveLength(1)
  })

  test('is not told once it was spent', async () => {
    await buy(1, 12_000)
    at(new Date(lastWeek.getTime() + 11 * HOUR_MS))
    await look()
    at(new Date(lastWeek.getTime() + 21 * HOUR_MS))
    await spendAt(await codeNow(), 1_200)
    await runReactions([loyaltyReactions])
    expect(await inbox()).toEqual([])
  })

  test('is told of gift cards as well', async () => {
    const { code } = await inWork(staff, (work) =>
      issueGiftCard(work, {
        id: testId('gift-card'),
        placeId,
        amountMinor: 30_000,
        boughtWith: null,
      }),
    )
    await inWork(shopper, (work) => addGiftCard(work, code))
    const [card] = await rows('loyalty.gift_card')
    at(new Date(new Date(card?.['expiresAt'] as string).getTime() - 9.5 * DAY_MS))
    await inWork(theSystem, announceExpiring)
    await runReactions([loyaltyReactions])
    const [told] = await rows('outreach.message')
    expect(told).toMatchObject({ merchantId, link: `/wallet/shops/${merchantId}` })
    expect(told?.['title']).toContain('선물 잔액 30,000원')
  })
})
