/** Tags of members on a real database: who may, what is kept, and what a member may erase. */
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../../kernel/actor.ts'
import { theSystem } from '../../../kernel/testing.ts'
import { eraseMyTags, memberFacts, memberTags, setMemberTags } from './tags.ts'
import { foreigner, friend, merchantId, openShop, shopper, staff, till } from './testing.ts'

const shop = await openShop()
const { inWork, at, rows, reset, write, buy, giveBack, memberships } = shop
const key = { merchantId, personId: shopper.personId }
const put = (tags: readonly string[], as: Actor = staff, of = key) =>
  inWork(as, (work) => setMemberTags(work, of, tags))

beforeEach(async () => {
  await reset()
  await write()
  await buy(1)
})

describe('LO26 tags', () => {
  test('are put on members by those who serve there, and what was there before is kept', async () => {
    expect(await put(['VIP', ' 단골 '])).toEqual(['VIP', '단골'])
    expect(await put(['VIP'], till)).toEqual(['VIP'])
    await put(['VIP'])
    expect(await inWork(staff, (work) => memberTags(work, key))).toEqual(['VIP'])
    expect(await rows('loyalty.tag_change')).toMatchObject([
      { before: [], after: ['VIP', '단골'], changedBy: `person/${staff.personId}` },
      { before: ['VIP', '단골'], after: ['VIP'] },
    ])
  })

  test('are not put on strangers, nor by others', async () => {
    const stranger = { merchantId, personId: friend.personId }
    await expect(put(['VIP'], staff, stranger)).rejects.toMatchObject({ code: 'member.unknown' })
    for (const as of [foreigner, shopper]) {
      await expect(put(['VIP'], as)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    const many = Array.from({ length: 21 }, (_each, number) => `tag ${number}`)
    await expect(put(many)).rejects.toMatchObject({ code: 'member.too-many-tags' })
  })

  test('are seen and erased by the member, with their history', async () => {
    await put(['VIP'])
    expect(await memberships()).toMatchObject([{ tags: ['VIP'] }])
    await inWork(friend, (work) => eraseMyTags(work, merchantId))
    expect(await rows('loyalty.member_tag')).toHaveLength(1)
    await inWork(shopper, (work) => eraseMyTags(work, merchantId))
    expect(await rows('loyalty.member_tag')).toEqual([])
    expect(await rows('loyalty.tag_change')).toEqual([])
  })
})

test('LO27 the days on which somebody bought are those of the market, of what still stands', async () => {
  // A quarter to midnight in Seoul, and a quarter past it.
  at(new Date('2026-04-15T14:45:00Z'))
  await buy(2)
  at(new Date('2026-04-15T15:15:00Z'))
  await buy(3)
  const days = async () => (await inWork(theSystem, (work) => memberFacts(work, key))).boughtDays
  expect(await days()).toEqual(['2026-04-16', '2026-04-15'])
  await giveBack(3)
  expect(await days()).toEqual(['2026-04-15'])
})
