/** What a shop's people do in talks, on a real database: take, answer, hand over, give coupons. */
import { beforeEach, describe, expect, test } from 'vitest'
import { sql } from 'kysely'
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { createGame, endGame, openGame } from '../../games/service.ts'
import { aGamePlan } from '../../games/testing.ts'
import { createOffer } from '../../offers/service.ts'
import { anOffer } from '../../offers/testing.ts'
import { removeMembership } from '../../people/service.ts'
import type { Content, Message } from '../model/message.ts'
import { talkReactions } from '../reactions.ts'
import { markMine, myTalks, readAtShop, shopTalks } from './looking.ts'
import { readingsOfMine, writeToShop } from './mine.ts'
import { answer, handOver, takeTalk } from './shop.ts'
import {
  all,
  code,
  colleague,
  foreigner,
  friend,
  idOf,
  merchantId,
  noon,
  offerId,
  openTalks,
  otherMerchant,
  owner,
  shopper,
  staff,
  words,
} from './testing.ts'

const {
  inWork,
  at,
  rows,
  runReactions,
  reset,
  open,
  say,
  reply,
  seenBy,
  talkNow,
  broken,
  race,
  db,
} = await openTalks()

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

  test('TA20 send a game that goes on today, of their own shop, and no other', async () => {
    const talkId = await open()
    await say(talkId, 1)
    const [gameId, otherId] = [testId<'game'>('game', 1), testId<'game'>('game', 2)]
    const prizes = [{ title: '커피', offerId, share: 1, stock: 1 }]
    const write = (by: Actor, id: Id<'game'>, of: Id<'merchant'>, change: object = {}) =>
      inWork(by, (work) =>
        createGame(work, { id, merchantId: of }, aGamePlan({ prizes, ...change })),
      )
    await write(owner, gameId, merchantId)
    const card = (id: Id<'game'>): Content => ({ kind: 'game', gameId: id })
    expect(await code(reply(talkId, 2, card(gameId)))).toBe('game.not-open')
    expect(await code(reply(talkId, 2, card(testId('game', 9))))).toBe('game.unknown')
    await inWork(foreigner, (work) =>
      createOffer(work, anOffer({ id: testId('offer', 2), merchantId: otherMerchant })),
    )
    const theirs = { prizes: [{ ...prizes[0], offerId: testId('offer', 2) }] }
    await write(foreigner, otherId, otherMerchant, theirs)
    expect(await code(reply(talkId, 2, card(otherId)))).toBe('game.unknown')
    await inWork(foreigner, (work) => openGame(work, otherId))
    expect(await code(reply(talkId, 2, card(otherId)))).toBe('talk.game-elsewhere')
    await inWork(owner, (work) => openGame(work, gameId))
    const sent = await reply(talkId, 2, card(gameId))
    expect(sent).toMatchObject({ kind: 'game', card: { gameId, title: '봄맞이 룰렛' } })
    await inWork(owner, (work) => endGame(work, gameId))
    // Sent again it is the same message; as another one it comes too late.
    expect(await reply(talkId, 2, card(gameId))).toEqual(sent)
    expect(await code(reply(talkId, 3, card(gameId)))).toBe('game.not-open')
    expect(await seenBy(talkId)).toHaveLength(2)
    const bare = sql`update talk.message set card = null where kind = 'game'`.execute(db)
    await expect(bare).rejects.toThrow('message_cards')
    expect(await broken()).toEqual([])
  })

  test('TA21 write within seven days after the person did, cards included, until they write again', async () => {
    const talkId = await open()
    await say(talkId, 1)
    const until = new Date(noon.getTime() + 7 * DAY_MS)
    const shown = async () =>
      (await inWork(staff, (work) => readAtShop(work, { merchantId, talkId }, all))).talk
    expect(await shown()).toMatchObject({ mayWriteUntil: until })
    at(new Date(until.getTime() - 1))
    const last = await reply(talkId, 2)
    at(until)
    const coupon: Content = { kind: 'coupon', offerId }
    const order: Content = { kind: 'order', items: [] }
    for (const content of [words('봄 세일이에요'), coupon, order]) {
      expect(await code(reply(talkId, 3, content))).toBe('talk.waits-for-them')
    }
    // Its own answers, a note among them, give it no more time; what was sent is sent again as it was.
    await inWork(staff, (work) =>
      handOver(work, { merchantId, talkId }, { to: null, note: '기다려요' }),
    )
    expect(await code(reply(talkId, 3))).toBe('talk.waits-for-them')
    expect(await reply(talkId, 2)).toEqual(last)
    expect(await rows('offers.coupon')).toEqual([])
    expect(await seenBy(talkId)).toHaveLength(2)
    await say(talkId, 4)
    await reply(talkId, 3, coupon)
    expect(await shown()).toMatchObject({ mayWriteUntil: new Date(until.getTime() + 7 * DAY_MS) })
    expect(await broken()).toEqual([])
  })

  test('TA21 at the end of the seven days get through behind the person, or not at all', async () => {
    const talkId = await open()
    await say(talkId, 1)
    at(new Date(noon.getTime() + 7 * DAY_MS))
    const [asked, answered] = await race<Message>([
      [
        shopper,
        (work) => writeToShop(work, talkId, { id: idOf(2), content: words('아직 있나요?') }),
      ],
      [
        staff,
        (work) => answer(work, { merchantId, talkId }, { id: idOf(3), content: words('네') }),
      ],
    ])
    expect(asked).toMatchObject({ number: 2 })
    if (answered !== 'talk.waits-for-them') expect(answered).toMatchObject({ number: 3 })
    // Nobody is taken to be away at noon, so nothing else was said.
    expect(await seenBy(talkId)).toHaveLength(typeof answered === 'string' ? 2 : 3)
    expect(await broken()).toEqual([])
  })

  test('TA21 are no less answered for by themselves, however long the person was away', async () => {
    const talkId = await open()
    await say(talkId, 1)
    at(new Date('2026-05-16T12:00:00Z'))
    await say(talkId, 2)
    expect((await seenBy(talkId)).map(({ kind }) => kind)).toEqual(['away', 'text', 'text'])
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
