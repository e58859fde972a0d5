/** Invitations on a real database: who may accept, what they bring, and what goes back. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { InviteRule } from '../model/programme.ts'
import { acceptInvitation, myInvitation, shownInvitation } from './referrals.ts'
import { friend, merchantId, noon, openShop, shopper } from './testing.ts'

const { inWork, at, db, reset, write, buy, giveBack, spendAt, codeNow, points, facts, race } =
  await openShop()
const third = aPerson({ number: 3 })
const rule: InviteRule = {
  inviter: { kind: 'points', points: 1_000 },
  friend: { kind: 'points', points: 300 },
  paidMinorMin: 5_000,
  withinDays: 30,
  friendsMax: 1,
}
const invite = (change: Partial<InviteRule> = {}) =>
  write({ earn: { kind: 'share', perMille: 1 }, invite: { ...rule, ...change } })
const codeBy = async (as = shopper) =>
  (await inWork(as, (work) => myInvitation(work, merchantId))).code
const accept = async (as = friend, by = shopper) => {
  const code = await codeBy(by)
  return inWork(as, (work) => acceptInvitation(work, code))
}
beforeEach(reset)

describe('accepting', () => {
  test('LO11 nobody invites themselves, comes twice, or in a circle', async () => {
    await invite()
    await expect(accept(shopper)).rejects.toMatchObject({ code: 'referral.oneself' })
    await accept(friend, shopper)
    expect(await accept(friend, shopper)).toMatchObject({ merchantName: '골목커피' })
    await expect(accept(friend, third)).rejects.toMatchObject({ code: 'referral.accepted' })
    await expect(accept(shopper, friend)).rejects.toMatchObject({ code: 'referral.circle' })
    await accept(third, friend)
    await expect(accept(shopper, third)).rejects.toMatchObject({ code: 'referral.circle' })
  })

  test('LO11 nobody after having bought there, even if it came back', async () => {
    await invite()
    await buy(1, 10_000, friend)
    await giveBack(1)
    await expect(accept()).rejects.toMatchObject({ code: 'referral.not-new' })
  })

  test('LO11 one phone is one person: without one nobody takes part', async () => {
    await invite()
    const code = await codeBy()
    await sql`update people.account set email = 'x@test.local', phone = null
      where id = ${friend.personId}`.execute(db)
    const accepted = inWork(friend, (work) => acceptInvitation(work, code))
    await expect(accepted).rejects.toMatchObject({ code: 'referral.phone-needed' })
    await expect(codeBy(friend)).rejects.toMatchObject({ code: 'referral.phone-needed' })
  })

  test('LO11 of three who close a circle at once, not all succeed', async () => {
    await invite()
    const codes = [await codeBy(shopper), await codeBy(friend), await codeBy(third)]
    const { won, lost } = await race([friend, third, shopper], (work, lane) =>
      acceptInvitation(work, codes[lane] ?? ''),
    )
    expect([won.length, lost]).toEqual([2, ['referral.circle']])
  })

  test('LO12 an invitation is unknown, or no longer rewarded', async () => {
    const shown = (code: string) => inWork(friend, (work) => shownInvitation(work, code))
    await expect(shown('0000000000')).rejects.toMatchObject({ code: 'referral.unknown' })
    await invite()
    const code = await codeBy()
    expect(await codeBy()).toBe(code)
    expect(await shown(code)).toMatchObject({ invite: rule })
    await write()
    await expect(shown(code)).rejects.toMatchObject({ code: 'referral.none' })
  })
})

describe('what an invitation brings', () => {
  test('LO12 both get theirs with the first purchase that is large enough', async () => {
    await invite()
    await accept()
    await buy(1, 4_999, friend)
    expect([await points(shopper), await points(friend)]).toEqual([0, 4])
    await buy(2, 5_000, friend)
    await buy(3, 5_000, friend)
    expect([await points(shopper), await points(friend)]).toEqual([1_000, 314])
    const mine = await inWork(shopper, (work) => myInvitation(work, merchantId))
    expect(mine).toMatchObject({ joined: 1, qualified: 1 })
  })

  test('LO12 goes back with that purchase, and the next one counts instead', async () => {
    await invite()
    await accept()
    await buy(1, 10_000, friend)
    await giveBack(1)
    expect([await points(shopper), await points(friend)]).toEqual([0, 0])
    await buy(2, 10_000, friend)
    expect([await points(shopper), await points(friend)]).toEqual([1_000, 310])
    await giveBack(2, 6_000)
    expect([await points(shopper), await points(friend)]).toEqual([0, 4])
  })

  test('LO12, LO16: what the inviter has spent is kept from what is earned next', async () => {
    await invite()
    await accept()
    await buy(1, 10_000, friend)
    await spendAt(await codeNow(shopper), 1_000)
    await giveBack(1)
    await buy(2, 400_000, shopper)
    expect(await points(shopper)).toBe(0)
    await buy(3, 700_000, shopper)
    expect(await points(shopper)).toBe(100)
  })

  test('LO12 only so many friends count, and a place that comes free goes to the next', async () => {
    await invite()
    await accept(friend)
    await accept(third)
    await buy(1, 10_000, friend)
    at(new Date(noon.getTime() + 1_000))
    await buy(2, 10_000, third)
    expect(await points(shopper)).toBe(1_000)
    await giveBack(1)
    expect(await points(shopper)).toBe(1_000)
    await giveBack(2)
    expect(await points(shopper)).toBe(0)
  })

  test('LO12 not after its time', async () => {
    await invite()
    await accept()
    at(new Date(noon.getTime() + 30 * DAY_MS))
    await buy(1, 10_000, friend)
    expect(await points(shopper)).toBe(0)
  })

  test('LO12 a coupon is a reward, once, and goes back as one', async () => {
    const offerId = testId<'offer'>('offer')
    await invite({ inviter: { kind: 'coupon', offerId }, friend: null })
    await accept()
    await buy(1, 10_000, friend)
    expect(await facts('loyalty.reward-earned')).toMatchObject([
      { data: { kind: 'inviter', personId: shopper.personId, offerId } },
    ])
    await giveBack(1)
    expect(await facts('loyalty.reward-withdrawn')).toHaveLength(1)
  })
})
