/** What a shop's people do in talks, on a real database: take, answer, hand over, give coupons. */
import { beforeEach, describe, expect, test } from 'vitest'
import { theSystem } from '../../../kernel/testing.ts'
import { removeMembership } from '../../people/service.ts'
import type { Content } from '../model/message.ts'
import { talkReactions } from '../reactions.ts'
import { markMine, myTalks, readAtShop, shopTalks } from './looking.ts'
import { readingsOfMine } from './mine.ts'
import { answer, handOver, takeTalk } from './shop.ts'
import {
  all,
  code,
  colleague,
  friend,
  idOf,
  merchantId,
  noon,
  offerId,
  openTalks,
  owner,
  shopper,
  staff,
  words,
} from './testing.ts'

const { inWork, at, rows, runReactions, reset, open, say, reply, seenBy, talkNow, broken, race } =
  await openTalks()

beforeEach(reset)

describe('the people of a shop', () => {
  test('TA7, chatwoot#12079: of two who take or answer at once one does', async () => {
    const talkId = await open()
    const key = { merchantId, talkId }
    await say(talkId, 1)
    const taken = await race([
      [staff, (work) => takeTalk(work, key)],
      [colleague, (work) => takeTalk(work, key)],
    ])
    expect(taken.filter((it) => it === 'talk.taken')).toHaveLength(1)
    await inWork(owner, (work) => handOver(work, key, { to: null, note: '' }))
    const answered = await race([
      [staff, (work) => answer(work, key, { id: idOf(2), content: words('저요') })],
      [colleague, (work) => answer(work, key, { id: idOf(3), content: words('저도요') })],
    ])
    expect(answered.filter((it) => it === 'talk.taken')).toHaveLength(1)
  })

  test('TA8 hand over with a note that stays inside; who leaves leaves their talks', async () => {
    const talkId = await open()
    const key = { merchantId, talkId }
    await say(talkId, 1)
    await inWork(staff, (work) => takeTalk(work, key))
    const toColleague = { to: colleague.personId, note: '케이크 손님이에요' }
    expect(await code(inWork(colleague, (work) => handOver(work, key, toColleague)))).toBe(
      'talk.not-yours',
    )
    expect(
      await code(
        inWork(staff, (work) => handOver(work, key, { ...toColleague, to: friend.personId })),
      ),
    ).toBe('talk.not-staff')
    await inWork(staff, (work) => handOver(work, key, toColleague))
    expect(await code(reply(talkId, 2))).toBe('talk.taken')
    await reply(talkId, 2, words('네'), colleague)
    expect(await seenBy(talkId)).toMatchObject([{ number: 3 }, { number: 1 }])
    const inside = await inWork(colleague, (work) => readAtShop(work, key, all))
    expect(inside.messages[1]).toMatchObject({ kind: 'hand-over', text: '케이크 손님이에요' })
    expect(await talkNow(talkId)).toMatchObject({ personUnread: 1 })
    await inWork(theSystem, (work) =>
      removeMembership(work, { personId: colleague.personId, merchantId }),
    )
    await runReactions([talkReactions])
    expect(await talkNow(talkId)).toMatchObject({ assignedTo: null })
    expect(await broken()).toEqual([])
  })

  test('TA9, chatwoot#3042: one automatic answer for each absence, and none to the shop itself', async () => {
    const night = new Date('2026-04-16T12:00:00Z')
    const talkId = await open()
    at(night)
    await say(talkId, 1)
    await say(talkId, 2)
    const kinds = async () => (await seenBy(talkId)).map(({ kind }) => kind).toReversed()
    expect(await kinds()).toEqual(['text', 'away', 'text'])
    await reply(talkId, 3)
    expect(await kinds()).toEqual(['text', 'away', 'text', 'text'])
    at(new Date(night.getTime() + 86_400_000))
    await say(talkId, 4)
    expect((await kinds()).at(-1)).toBe('away')
    expect(await talkNow(talkId)).toMatchObject({ personUnread: 3, unanswered: 1 })
    expect(await broken()).toEqual([])
  })

  test('TA19 read in their list what was asked, not their automatic answer', async () => {
    const talkId = await open()
    at(new Date('2026-04-16T12:00:00Z'))
    await say(talkId, 1)
    const page = { limit: 10, after: null }
    const atShop = await inWork(staff, (work) => shopTalks(work, merchantId, 'open', page))
    expect(atShop.items).toMatchObject([{ lastKind: 'text', lastSide: 'person', lastNumber: 2 }])
    const mine = await inWork(shopper, (work) => myTalks(work, page))
    expect(mine.items).toMatchObject([{ lastKind: 'away', lastSide: 'shop' }])
  })

  test('TA10 give a coupon with its card, or neither', async () => {
    const talkId = await open()
    await say(talkId, 1)
    const coupon: Content = { kind: 'coupon', offerId }
    const sent = await reply(talkId, 2, coupon)
    expect(await rows('offers.coupon')).toMatchObject([
      { id: (sent.card as { couponId: string }).couponId, personId: shopper.personId },
    ])
    // The offer has one coupon only: the second card fails, and leaves no message.
    expect(await code(reply(talkId, 3, coupon))).toMatch(/^(offer|coupon)\./)
    expect(await reply(talkId, 2, coupon)).toMatchObject({ number: 2 })
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await seenBy(talkId)).toHaveLength(2)
  })

  test('TA14 leave a trace when they look, which the person can see', async () => {
    const talkId = await open()
    await say(talkId, 1)
    const key = { merchantId, talkId }
    for (const who of [staff, staff, owner]) {
      await inWork(who, (work) => readAtShop(work, key, all))
    }
    const seen = await inWork(shopper, (work) => readingsOfMine(work, talkId))
    const looks = new Map(seen.map(({ readerId, times, day }) => [readerId, `${times} ${day}`]))
    expect(looks.get(owner.personId)).toBe('1 2026-04-16')
    expect(looks.get(staff.personId)).toBe('2 2026-04-16')
    expect(await code(inWork(friend, (work) => readingsOfMine(work, talkId)))).toBe('talk.unknown')
  })

  test('TA17 are told of in the inbox when an answer stays unread, once until it is read', async () => {
    const talkId = await open()
    await say(talkId, 1)
    await reply(talkId, 2)
    await runReactions([talkReactions])
    expect(await rows('outreach.message')).toHaveLength(0)
    at(new Date(noon.getTime() + 21_000))
    await runReactions([talkReactions])
    expect(await rows('outreach.message')).toMatchObject([
      { purpose: 'information', title: '모퉁이 커피에서 답이 왔어요', link: `/talk/${talkId}` },
    ])
    await reply(talkId, 3)
    at(new Date(noon.getTime() + 60_000))
    await runReactions([talkReactions])
    expect(await rows('outreach.message')).toHaveLength(1)
    await inWork(shopper, (work) => markMine(work, talkId, 3))
    await reply(talkId, 4)
    await inWork(shopper, (work) => markMine(work, talkId, 4))
    at(new Date(noon.getTime() + 120_000))
    await runReactions([talkReactions])
    expect(await rows('outreach.message')).toHaveLength(1)
    await reply(talkId, 5)
    at(new Date(noon.getTime() + 180_000))
    await runReactions([talkReactions])
    expect(await rows('outreach.message')).toHaveLength(2)
  })
})
