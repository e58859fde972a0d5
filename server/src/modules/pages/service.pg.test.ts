/** Event pages on a real database: addresses, entries, room, draws, and what is told. */
import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { followChannel } from '../channels/service.ts'
import { createOffer } from '../offers/service.ts'
import { anOffer } from '../offers/testing.ts'
import { createPerson } from '../people/service.ts'
import { savePerson, shopper } from '../people/testing.ts'
import { createMerchant, createPlace } from '../places/service.ts'
import { aPlace } from '../places/testing.ts'
import type { PagePlan } from './model/page.ts'
import { pageReactions } from './reactions.ts'
import {
  changePage,
  createPage,
  endPage,
  openPage,
  pageInvariants,
  pageOf,
  pagesAt,
} from './service.ts'
import { drawDue, drawOf } from './service/drawing.ts'
import { enterPage, myEntriesOn, viewPage, views } from './service/entering.ts'
import { aPagePlan } from './testing.ts'

const { inWork, rows, clear, db, platform, runReactions, at: setClock } = await freshDatabase()
const noon = new Date('2026-04-15T03:00:00Z')
const merchantId = testId<'merchant'>('merchant')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
const theOperator = aPerson({ number: 92, isOperator: true })
const pageId = testId<'page'>('page')
const offerId = testId<'offer'>('offer')
const slug = '봄-시음회'

beforeEach(async () => {
  await clear()
  setClock(noon)
  await inWork(theSystem, (work) =>
    createMerchant(work, { id: merchantId, name: '골목커피', category: 'cafe' }),
  )
  await inWork(owner, (work) => createOffer(work, anOffer()))
})

const write = (change: Partial<PagePlan> = {}, as: Actor = owner, number = 1) =>
  inWork(as, (work) =>
    createPage(
      work,
      { id: testId('page', number), merchantId, wish: '봄 시음회' },
      aPagePlan(change),
    ),
  )
const open = async (change: Partial<PagePlan> = {}) => {
  await write(change)
  return inWork(owner, (work) => openPage(work, pageId))
}
const enter = (number: number, { id = number, code = null as string | null } = {}) =>
  inWork(aPerson({ number }), (work) =>
    enterPage(work, { slug, entryId: testId<'coupon'>('coupon', id), code }),
  )
const look = () => inWork(aPerson(), (work) => pageOf(work, slug))
const published = () => inWork(aPerson(), async (work) => drawOf(work, await pageOf(work, slug)))
const later = (ms: number) => setClock(new Date(noon.getTime() + ms))
const day = 86_400_000

async function broken(): Promise<string[]> {
  const found: string[] = []
  for (const { id, query } of pageInvariants) {
    const { rows: wrong } = await sql.raw(query).execute(db)
    if (wrong.length > 0) found.push(id)
  }
  return found
}

test('PE72 who has not said that they are old enough enters no draw', async () => {
  const number = 5
  const fresh = { ...shopper(number), passwordHash: null }
  await inWork(theSystem, (work) => createPerson(work, fresh))
  await open({ choosing: 'draw', winnersMax: 1, rewardOfferId: offerId })
  await expect(enter(number)).rejects.toMatchObject({ code: 'people.age-unsaid' })
  expect(await rows('pages.entry')).toEqual([])
  await sql`update people.account set age = 'of-age'`.execute(db)
  expect(await enter(number)).toMatchObject({ number: 1 })
})

describe('EV1 an address', () => {
  test('is found for every page, and is given once', async () => {
    const slugs: string[] = []
    for (const number of [1, 2, 3]) slugs.push((await write({}, owner, number)).slug)
    expect(slugs).toEqual([slug, `${slug}-2`, `${slug}-3`])
    await expect(write({}, owner, 1)).rejects.toMatchObject({ code: 'page.id-taken' })
  })

  test('of six pages that race for one, each gets one', async () => {
    const line = startingLine(6)
    const made = await Promise.all(
      Array.from({ length: 6 }, (_each, lane) =>
        inWork(owner, async (work) => {
          await line()
          const id = testId<'page'>('page', lane + 1)
          return createPage(work, { id, merchantId, wish: '봄 시음회' }, aPagePlan())
        }),
      ),
    )
    expect(new Set(made.map((page) => page.slug)).size).toBe(6)
  })
})

describe('EV2 a page is written', () => {
  test('by owners only; once it is open, only its words change', async () => {
    for (const as of [staff, aPerson()]) {
      await expect(write({}, as)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await write()
    await expect(look()).rejects.toMatchObject({ code: 'page.unknown' })
    await inWork(owner, (work) => openPage(work, pageId))
    const change = (plan: PagePlan) => inWork(owner, (work) => changePage(work, pageId, plan))
    expect((await change(aPagePlan({ summary: '맛보러 오세요' }))).slug).toBe(slug)
    const fixed = change(aPagePlan({ entriesMax: 1_000 }))
    await expect(fixed).rejects.toMatchObject({ code: 'page.fixed' })
    const wrong = write({ rewardOfferId: testId('offer', 7) }, owner, 2)
    await expect(wrong).rejects.toMatchObject({ code: 'page.wrong-offer' })
    const picture = { coverPictureId: testId<'picture'>('picture') }
    await expect(write(picture, owner, 2)).rejects.toMatchObject({ code: 'picture.unknown' })
  })
})

describe('EV11 the places of a page', () => {
  const [near, far, foreign] = [1, 2, 3].map((number) => testId<'place'>('place', number))
  beforeEach(async () => {
    const other = { id: testId<'merchant'>('merchant', 2), name: '옆집', category: 'cafe' } as const
    await inWork(theSystem, (work) => createMerchant(work, other))
    for (const [id, at] of [
      [near, merchantId],
      [far, merchantId],
      [foreign, other.id],
    ] as const) {
      const { merchantId: _one, ...place } = aPlace({ ...(id && { id }) })
      await inWork(theOperator, (work) => createPlace(work, at, place))
    }
  })
  const named = (...ids: readonly (typeof near)[]) => ({
    placeIds: ids.filter((id) => id !== undefined),
  })

  test('are named by its owner, each once, and change also while it goes on', async () => {
    expect(await open(named(far, near, far))).toMatchObject(named(near, far))
    expect((await look()).placeIds).toEqual([near, far])
    const change = (plan: PagePlan) => inWork(owner, (work) => changePage(work, pageId, plan))
    await change(aPagePlan(named(far)))
    expect((await look()).placeIds).toEqual([far])
    await change(aPagePlan())
    expect((await look()).placeIds).toEqual([])
  })

  test('are of its own shop, also for the database', async () => {
    const refused = { code: 'merchant.not-its-places' }
    await expect(write(named(near, foreign))).rejects.toMatchObject(refused)
    await write()
    const change = inWork(owner, (work) => changePage(work, pageId, aPagePlan(named(foreign))))
    await expect(change).rejects.toMatchObject(refused)
    const byHand = sql`
      insert into pages.page_place (page_id, place_id, merchant_id)
      select ${pageId}, id, merchant_id from places.place where id = ${foreign}`.execute(db)
    await expect(byHand).rejects.toMatchObject({ code: '23503' })
  })
})

describe('EV3 one enters', () => {
  test('once; the same entry again changes nothing', async () => {
    await open()
    const first = await enter(1)
    expect(first).toMatchObject({ number: 1, reward: 'none' })
    expect(await enter(1)).toEqual(first)
    await expect(enter(1, { id: 50 })).rejects.toMatchObject({ code: 'page.entered' })
    expect(await look()).toMatchObject({ entries: 1 })
  })

  test('or once a day', async () => {
    await open({ cadence: 'daily' })
    await enter(1)
    await expect(enter(1, { id: 50 })).rejects.toMatchObject({ code: 'page.entered-today' })
    later(day)
    expect(await enter(1, { id: 51 })).toMatchObject({ number: 2 })
    const mine = await inWork(aPerson(), async (work) =>
      myEntriesOn(work, await pageOf(work, slug)),
    )
    expect(mine).toMatchObject({ hasTurn: false, entries: [{ number: 2 }, { number: 1 }] })
  })

  test('and of six entries of one person that race, one counts', async () => {
    await open({ rewardOfferId: offerId })
    const line = startingLine(6)
    const raced = await Promise.allSettled(
      Array.from({ length: 6 }, (_each, lane) =>
        inWork(aPerson(), async (work) => {
          await line()
          return enterPage(work, { slug, entryId: testId('coupon', lane + 1), code: null })
        }),
      ),
    )
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await look()).toMatchObject({ entries: 1 })
    expect(await broken()).toEqual([])
  })
})

describe('EV4, EV6: room', () => {
  test('is for so many, when forty people come at once, and each of those has the coupon', async () => {
    await open({ entriesMax: 12, rewardOfferId: offerId })
    const came = await Promise.allSettled(Array.from({ length: 40 }, (_each, at) => enter(at + 1)))
    const won = came.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    expect(won.map(({ number }) => number).toSorted((one, other) => one - other)).toEqual(
      Array.from({ length: 12 }, (_each, at) => at + 1),
    )
    expect(won.every(({ reward }) => reward === 'given')).toBe(true)
    expect(await rows('offers.coupon')).toHaveLength(12)
    expect(await broken()).toEqual([])
  })

  test('ends with the event, by the clock of the server', async () => {
    await open({ startsAt: noon, endsAt: new Date(noon.getTime() + 60_000) })
    later(-1)
    await expect(enter(1)).rejects.toMatchObject({ code: 'page.not-open' })
    later(60_000)
    await expect(enter(1)).rejects.toMatchObject({ code: 'page.not-open' })
    expect(await inWork(aPerson(), (work) => pagesAt(work, merchantId))).toEqual([])
  })
})

describe('EV5 only those enter for whom it is meant', () => {
  test('friends', async () => {
    await open({ audience: 'friends' })
    await expect(enter(1)).rejects.toMatchObject({ code: 'page.friends-only' })
    await inWork(aPerson(), (work) => followChannel(work, { merchantId, source: 'app' }))
    await enter(1)
  })

  test('members', async () => {
    await open({ audience: 'members' })
    await expect(enter(1)).rejects.toMatchObject({ code: 'page.members-only' })
    await sql`insert into loyalty.member (merchant_id, person_id, joined_at, tier, tier_judged_at)
      values (${merchantId}, ${aPerson().personId}, ${noon}, 0, ${noon})`.execute(db)
    await enter(1)
  })

  test('whoever knows the code', async () => {
    await open({ audience: 'code', code: '봄 Tea' })
    await expect(enter(1)).rejects.toMatchObject({ code: 'page.code-wrong' })
    await expect(enter(1, { code: '봄' })).rejects.toMatchObject({ code: 'page.code-wrong' })
    await enter(1, { code: '봄tea' })
  })
})

describe('EV7, EV8: winners', () => {
  const draw = { choosing: 'draw', winnersMax: 3, rewardOfferId: offerId } as const
  const settle = () => drawDue(platform.inWork, platform.clock())

  test('are drawn once, after the end, from a seed that was committed to', async () => {
    const { commitment } = await open({ ...draw, endsAt: new Date(noon.getTime() + day) })
    for (let number = 1; number <= 20; number += 1) await enter(number)
    await settle()
    expect(await published()).toBeNull()
    later(day + 60_000)
    await settle()
    const first = await published()
    await settle()
    expect(await published()).toEqual(first)
    expect(first?.winners).toHaveLength(3)
    expect(createHash('sha256').update(String(first?.seed)).digest('hex')).toBe(commitment)
    const hash = (number: number) =>
      createHmac('sha256', String(first?.seed)).update(`${pageId}:${number}`).digest('hex')
    const order = Array.from({ length: 20 }, (_each, at) => at + 1).toSorted((one, other) =>
      hash(one) < hash(other) ? -1 : 1,
    )
    expect(new Set(first?.winners)).toEqual(new Set(order.slice(0, 3)))
    expect(await rows('offers.coupon')).toHaveLength(3)
    expect(await broken()).toEqual([])
  })

  test('hear of it by day, in their inbox, with the way to the page', async () => {
    for (const number of [1, 2, 3, 4])
      await inWork(theSystem, (work) => savePerson(work, shopper(number)))
    await open(draw)
    for (const number of [1, 2, 3, 4]) await enter(number)
    await inWork(owner, (work) => endPage(work, pageId))
    // An hour before midnight in Seoul.
    setClock(new Date('2026-04-15T14:00:00Z'))
    await settle()
    await runReactions([pageReactions])
    expect(await rows('outreach.message')).toEqual([])
    setClock(new Date('2026-04-16T03:00:00Z'))
    await runReactions([pageReactions])
    const messages = await rows('outreach.message')
    expect(messages).toHaveLength(3)
    expect(messages[0]).toMatchObject({
      title: '당첨되셨어요!',
      link: `/e/${encodeURIComponent(slug)}`,
    })
  })

  test('are each person once, however often they entered', async () => {
    await open({ ...draw, cadence: 'daily' })
    for (const at of [0, 1, 2]) {
      later(at * day)
      await enter(1, { id: at + 1 })
    }
    await enter(2, { id: 9 })
    await inWork(owner, (work) => endPage(work, pageId))
    await settle()
    expect((await published())?.winners).toHaveLength(2)
    expect(await broken()).toEqual([])
  })
})

test('EV9 views are counted, and name nobody', async () => {
  await open()
  for (const number of [1, 2, 3]) await inWork(aPerson({ number }), (work) => viewPage(work, slug))
  expect(await inWork(owner, (work) => views(work, [pageId]))).toEqual(new Map([[pageId, 3]]))
  expect(Object.keys((await rows('pages.view_day'))[0] ?? {})).toEqual(['pageId', 'day', 'views'])
})

test('EV14 a number that entered from two accounts on two days wins once', async () => {
  await open({ choosing: 'draw', winnersMax: 9, cadence: 'daily', needsNumber: true })
  const phone = '+821012345678'
  const give = (number: number) =>
    sql`update people.account set phone = ${phone} where id = ${testId('person', number)}`.execute(
      db,
    )
  for (const number of [1, 2]) await inWork(theSystem, (work) => savePerson(work, shopper(number)))
  await expect(enter(1)).rejects.toMatchObject({ code: 'people.number-needed' })
  await give(1)
  await enter(1)
  await sql`update people.account set phone = null`.execute(db)
  await give(2)
  await expect(enter(2)).rejects.toMatchObject({ code: 'people.number-used' })
  later(day)
  await enter(2)
  await inWork(owner, (work) => endPage(work, pageId))
  expect(await rows('people.number_use')).toHaveLength(2)
  await inWork(theSystem, (work) => drawDue(platform.inWork, work.now))
  const draw = await published()
  expect(draw?.winners).toHaveLength(1)
  expect(draw?.skipped).toHaveLength(1)
  expect(await rows('people.number_use')).toEqual([])
  expect(await broken()).toEqual([])
})
