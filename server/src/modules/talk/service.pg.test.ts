/** Talks on a real database: opened by people, numbered, read, blocked, forgotten. */
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import { talkReactions } from './reactions.ts'
import { changeDesk } from './service/desk.ts'
import {
  markAtShop,
  markMine,
  myTalks,
  readAtShop,
  searchTalks,
  shopCounts,
  shopTalks,
} from './service/looking.ts'
import { blockShop, closeMine, openTalk, unblockShop, writeToShop } from './service/mine.ts'
import { answer, blockPerson, closeTalk, takeTalk, unblockPerson } from './service/shop.ts'
import {
  all,
  code,
  foreigner,
  friend,
  idOf,
  merchantId,
  noon,
  openTalks,
  otherMerchant,
  owner,
  placeId,
  shopper,
  staff,
  words,
} from './service/testing.ts'
import { aDesk } from './testing.ts'

const {
  inWork,
  at,
  rows,
  db,
  runReactions,
  reset,
  open,
  say,
  reply,
  seenBy,
  talkNow,
  broken,
  race,
} = await openTalks()

beforeEach(reset)

describe('a talk', () => {
  test('TA1, chatwoot#6128: is opened by the person, once, and unseen before the first word', async () => {
    const [one, two] = await race([
      [shopper, (work) => openTalk(work, { merchantId, placeId })],
      [shopper, (work) => openTalk(work, { merchantId, placeId })],
    ])
    expect(one).toMatchObject({ id: (two as { id: string }).id })
    const talkId = (one as { id: Id<'talk'> }).id
    expect(await code(reply(talkId, 1))).toBe('talk.unknown')
    expect(await code(inWork(staff, (work) => takeTalk(work, { merchantId, talkId })))).toBe(
      'talk.unknown',
    )
    const page = { limit: 10, after: null }
    const listed = () => inWork(staff, (work) => shopTalks(work, merchantId, 'open', page))
    expect((await listed()).items).toEqual([])
    await say(talkId, 1)
    expect((await listed()).items).toMatchObject([
      { personName: '김손님', shopUnread: 1, lastText: '말 1', assignedName: null },
    ])
    expect(await rows('platform.fact')).toEqual(
      expect.arrayContaining([expect.objectContaining({ name: 'talk.talk-opened' })]),
    )
  })

  test('TA18 is there for its two sides only', async () => {
    const talkId = await open()
    await say(talkId, 1)
    expect(await code(seenBy(talkId, friend))).toBe('talk.unknown')
    expect(await code(say(talkId, 2, '저도요', friend))).toBe('talk.unknown')
    expect(await code(reply(talkId, 2, words('네'), foreigner))).toBe('access.forbidden')
    const theirs = { merchantId: otherMerchant, talkId }
    expect(await code(inWork(foreigner, (work) => readAtShop(work, theirs, all)))).toBe(
      'talk.unknown',
    )
    const content = words('네')
    expect(
      await code(inWork(foreigner, (work) => answer(work, theirs, { id: idOf(3), content }))),
    ).toBe('talk.unknown')
  })

  test('TA2 that was closed goes on when the person writes, and only then', async () => {
    const talkId = await open()
    await say(talkId, 1)
    await inWork(staff, (work) => closeTalk(work, { merchantId, talkId }))
    expect(await code(reply(talkId, 2))).toBe('talk.closed')
    await say(talkId, 3)
    expect(await talkNow(talkId)).toMatchObject({ state: 'open', assignedTo: null })
    await reply(talkId, 4)
    await inWork(shopper, (work) => closeMine(work, talkId))
    expect(await code(reply(talkId, 5))).toBe('talk.closed')
  })

  test('TA3 ends with a block, until who blocked lifts it', async () => {
    const talkId = await open()
    const key = { merchantId, talkId }
    await say(talkId, 1)
    await inWork(shopper, (work) => blockShop(work, talkId))
    expect(await code(say(talkId, 2))).toBe('talk.blocked')
    expect(await code(reply(talkId, 3))).toBe('talk.blocked')
    await inWork(owner, (work) => unblockPerson(work, key))
    expect(await code(reply(talkId, 3))).toBe('talk.blocked')
    expect(await rows('outreach.block')).toHaveLength(1)
    await inWork(shopper, (work) => unblockShop(work, talkId))
    await say(talkId, 4)
    expect(await code(inWork(staff, (work) => blockPerson(work, key)))).toBe('access.forbidden')
    await inWork(owner, (work) => blockPerson(work, key))
    await inWork(shopper, (work) => unblockShop(work, talkId))
    expect(await code(say(talkId, 5))).toBe('talk.blocked')
    await inWork(owner, (work) => unblockPerson(work, key))
    await say(talkId, 5)
    expect(await broken()).toEqual([])
  })
})

describe('messages', () => {
  test('TA4 sent again are one, also at the same moment; another under the id is refused', async () => {
    const talkId = await open()
    const send = (work: Work) => writeToShop(work, talkId, { id: idOf(1), content: words('안녕') })
    const both = await race([
      [shopper, send],
      [shopper, send],
    ])
    expect(both).toMatchObject([{ number: 1 }, { number: 1 }])
    expect(await say(talkId, 1, '안녕')).toMatchObject({ number: 1 })
    expect(await code(say(talkId, 1, '다른 말'))).toBe('talk.message-id-taken')
    const elsewhere = await open(friend)
    expect(await code(say(elsewhere, 1, '안녕', friend))).toBe('talk.message-id-taken')
    expect(await rows('talk.message')).toHaveLength(1)
    expect(await reply(talkId, 9)).toMatchObject(await reply(talkId, 9))
  })

  test('TA5 are numbered without gaps, whoever writes at once', async () => {
    const talkId = await open()
    await say(talkId, 100)
    const key = { merchantId, talkId }
    const numbered = await race(
      Array.from({ length: 6 }, (_each, lane) => {
        const sending = { id: idOf(lane + 1), content: words(`${lane}`) }
        return lane % 2 === 0
          ? ([shopper, (work: Work) => writeToShop(work, talkId, sending)] as const)
          : ([staff, (work: Work) => answer(work, key, sending)] as const)
      }),
    )
    const numbers = numbered.map((it) => (typeof it === 'string' ? 0 : it.number))
    expect(numbers.toSorted((one, two) => one - two)).toEqual([2, 3, 4, 5, 6, 7])
    expect(await broken()).toEqual([])
  })

  test('TA6, chatwoot#2284: both sides know what they have not read, and marks go forward', async () => {
    const talkId = await open()
    const key = { merchantId, talkId }
    await say(talkId, 1)
    await say(talkId, 2)
    await reply(talkId, 3)
    await reply(talkId, 4)
    expect(await talkNow(talkId)).toMatchObject({ personUnread: 2, shopUnread: 2 })
    await inWork(staff, (work) => markAtShop(work, key, 1))
    await inWork(shopper, (work) => markMine(work, talkId, 3))
    expect(await talkNow(talkId)).toMatchObject({ personUnread: 1, shopUnread: 1 })
    await inWork(shopper, (work) => markMine(work, talkId, 1))
    await inWork(shopper, (work) => markMine(work, talkId, 99))
    expect(await talkNow(talkId)).toMatchObject({ personUnread: 0, personRead: 4 })
    const mine = await inWork(shopper, (work) => myTalks(work, { limit: 5, after: null }))
    expect(mine).toMatchObject({ unread: 0, items: [{ merchantName: '모퉁이 커피' }] })
    expect(await inWork(staff, (work) => shopCounts(work, merchantId))).toEqual({
      open: 1,
      mine: 1,
      free: 0,
      unread: 1,
    })
    expect(await broken()).toEqual([])
  })

  test('TA13 are found by parts and initial consonants, in the own shop only', async () => {
    const talkId = await open()
    await say(talkId, 1, '내일 초코 케이크 되나요?')
    await reply(talkId, 2, words('네, 돼요'))
    const search = (typed: string, as: Actor = staff, of = merchantId) =>
      inWork(as, (work) => searchTalks(work, of, typed))
    expect(await search('코케')).toMatchObject([{ number: 1, personName: '김손님', talkId }])
    expect(await search('ㅊㅋ')).toHaveLength(1)
    expect(await search('돼요')).toMatchObject([{ number: 2 }])
    expect(await search('초코', foreigner, otherMerchant)).toEqual([])
    expect(await code(search('초코', foreigner))).toBe('access.forbidden')
  })

  test('TA15 have a limit while nobody answers, and talks a limit a day', async () => {
    const talkId = await open()
    for (let number = 1; number <= 60; number += 1) await say(talkId, number)
    expect(await code(say(talkId, 61))).toBe('talk.unanswered')
    await reply(talkId, 62)
    await say(talkId, 61)
    await sql`
      insert into talk.talk (id, merchant_id, person_id, state, opened_at, last_at)
      select gen_random_uuid(), gen_random_uuid(), ${friend.personId}, 'open', ${noon}, ${noon}
      from generate_series(1, 20)`.execute(db)
    expect(await code(open(friend))).toBe('talk.too-many-opened')
  })

  test('TA16 are forgotten when the shop keeps them no longer, with their unread', async () => {
    const talkId = await open()
    await say(talkId, 1)
    at(new Date(noon.getTime() + 20 * 86_400_000))
    await say(talkId, 2)
    await inWork(owner, (work) => changeDesk(work, merchantId, aDesk({ keptDays: 30 })))
    at(new Date(noon.getTime() + 31 * 86_400_000))
    await runReactions([talkReactions])
    expect(await seenBy(talkId)).toMatchObject([{ number: 2 }])
    expect(await talkNow(talkId)).toMatchObject({ shopUnread: 1, lastNumber: 2 })
    expect(await broken()).toEqual([])
  })
})
