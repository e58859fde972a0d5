/** Entries that are taken back, on a real database. */
import { createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, expect, test } from 'vitest'
import { freshDatabase } from '../../../../testing/pg.ts'
import { racing } from '../../../../testing/race.ts'
import { aPerson, testId, theSystem } from '../../../kernel/testing.ts'
import { verify } from '../../../platform/invariants.ts'
import { createOffer } from '../../offers/service.ts'
import { anOffer } from '../../offers/testing.ts'
import { savePerson, shopper } from '../../people/testing.ts'
import { createMerchant } from '../../places/service.ts'
import type { PagePlan } from '../model/page.ts'
import { createPage, endPage, openPage, pageInvariants, pageOf } from '../service.ts'
import { aPagePlan } from '../testing.ts'
import { drawDue, drawOf } from './drawing.ts'
import { enterPage, myEntriesOn } from './entering.ts'
import { takeEntryBack } from './taking-back.ts'

const { inWork, rows, clear, db, platform, at: setClock } = await freshDatabase()
const race = racing(inWork)
const noon = new Date('2026-04-15T03:00:00Z')
const end = new Date('2026-04-16T03:00:00Z')
const merchantId = testId<'merchant'>('merchant')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const pageId = testId<'page'>('page')
const offerId = testId<'offer'>('offer')
const slug = '봄-시음회'
const entryOf = (id: number) => testId<'coupon'>('coupon', id)

beforeEach(async () => {
  await clear()
  setClock(noon)
  const merchant = { id: merchantId, name: '골목커피', category: 'cafe' } as const
  await inWork(theSystem, (work) => createMerchant(work, merchant))
  await inWork(owner, (work) => createOffer(work, anOffer()))
})

const open = (change: Partial<PagePlan> = {}) =>
  inWork(owner, async (work) => {
    const key = { id: pageId, merchantId, wish: '봄 시음회' }
    await createPage(work, key, aPagePlan({ endsAt: end, ...change }))
    return openPage(work, pageId)
  })
const enter = (number: number, id = number) =>
  inWork(aPerson({ number }), (work) => enterPage(work, { slug, entryId: entryOf(id), code: null }))
const takeBack = (number: number, id = number) =>
  inWork(aPerson({ number }), (work) => takeEntryBack(work, { slug, entryId: entryOf(id) }))
const look = () => inWork(aPerson(), (work) => pageOf(work, slug))
const refusal = (code: string) => ({ code })
const takenBack = async () =>
  (await rows('platform.fact')).filter(({ name }) => name === 'pages.entry-taken-back')

async function expectAllHeld(): Promise<void> {
  const all = await verify(platform.database, pageInvariants)
  expect(all.filter((one) => !one.isHeld)).toEqual([])
}

test('EV15 an entry that is taken back leaves its place and its number to the next', async () => {
  await open({ entriesMax: 2 })
  await enter(1)
  await enter(2)
  await expect(enter(3)).rejects.toMatchObject(refusal('page.full'))
  await takeBack(1)
  expect(await look()).toMatchObject({ entries: 1, numbers: 2 })
  const mine = await inWork(aPerson(), async (work) => myEntriesOn(work, await pageOf(work, slug)))
  expect(mine).toEqual({ entries: [], hasTurn: true })
  expect(await enter(3)).toMatchObject({ number: 1 })
  await expect(enter(1, 11)).rejects.toMatchObject(refusal('page.full'))
  await expectAllHeld()
})

test('EV15 who took it back may enter once more', async () => {
  await open()
  await enter(1)
  await takeBack(1)
  expect(await enter(1, 11)).toMatchObject({ number: 1 })
  expect(await look()).toMatchObject({ entries: 1, numbers: 1 })
})

test('EV15 taken back twice, it is taken back once, and told once', async () => {
  await open()
  await enter(1)
  await enter(2)
  await takeBack(1)
  await takeBack(1)
  expect(await look()).toMatchObject({ entries: 1 })
  expect(await takenBack()).toMatchObject([
    { subjectId: testId('person'), data: { pageId, merchantId, entryId: entryOf(1) } },
  ])
  await expectAllHeld()
})

test('EV15 nobody takes back the entry of somebody else, or of another event', async () => {
  await open()
  await enter(1)
  await takeBack(2, 1)
  expect(await look()).toMatchObject({ entries: 1 })
  await inWork(owner, async (work) => {
    const key = { id: testId<'page'>('page', 2), merchantId, wish: '다른 날' }
    await createPage(work, key, aPagePlan({ endsAt: end }))
    await openPage(work, key.id)
  })
  await inWork(aPerson(), (work) => takeEntryBack(work, { slug: '다른-날', entryId: entryOf(1) }))
  expect(await look()).toMatchObject({ entries: 1 })
  expect(await takenBack()).toEqual([])
})

test('EV15 what brought a coupon stays, and so does what one waits for', async () => {
  await open({ rewardOfferId: offerId })
  expect(await enter(1)).toMatchObject({ reward: 'given' })
  await expect(takeBack(1)).rejects.toMatchObject(refusal('page.entry-rewarded'))
  await sql`update pages.entry set reward = 'waits'`.execute(db)
  await expect(takeBack(1)).rejects.toMatchObject(refusal('page.entry-rewarded'))
  expect(await rows('offers.coupon')).toHaveLength(1)
  expect(await look()).toMatchObject({ entries: 1 })
})

test('EV15 from the very end on, entries stay as they are', async () => {
  await open({ choosing: 'draw', winnersMax: 1 })
  for (const number of [1, 2, 3]) await enter(number)
  setClock(new Date(end.getTime() - 1))
  await takeBack(1)
  setClock(end)
  await expect(takeBack(2)).rejects.toMatchObject(refusal('page.entries-stand'))
  setClock(noon)
  await inWork(owner, (work) => endPage(work, pageId))
  await expect(takeBack(3)).rejects.toMatchObject(refusal('page.entries-stand'))
  // What is gone already stays gone, also then.
  await takeBack(1)
})

test('EV15 a draw passes over the numbers that were given back, and can still be checked', async () => {
  await open({ choosing: 'draw', winnersMax: 9 })
  for (let number = 1; number <= 6; number += 1) await enter(number)
  for (const number of [2, 5]) await takeBack(number)
  await enter(7)
  await inWork(owner, (work) => endPage(work, pageId))
  await drawDue(platform.inWork, platform.clock())
  const draw = await inWork(aPerson(), async (work) => drawOf(work, await pageOf(work, slug)))
  expect(draw).toMatchObject({ numbers: 6, winners: [1, 2, 3, 4, 6], skipped: [5] })
  const hash = (number: number) =>
    createHmac('sha256', String(draw?.seed)).update(`${pageId}:${number}`).digest('hex')
  expect(new Set([1, 2, 3, 4, 5, 6].map(hash)).size).toBe(6)
  await expectAllHeld()
})

test('EV15 the turn of the phone number is free again, also for another account', async () => {
  await open({ choosing: 'draw', winnersMax: 1, needsNumber: true })
  const give = (number: number) =>
    sql`update people.account set phone = case when id = ${testId('person', number)}
      then '+821012345678' end`.execute(db)
  for (const number of [1, 2]) await inWork(theSystem, (work) => savePerson(work, shopper(number)))
  await give(1)
  await enter(1)
  await give(2)
  await expect(enter(2)).rejects.toMatchObject(refusal('people.number-used'))
  await takeBack(1)
  expect(await rows('people.number_use')).toEqual([])
  await enter(2)
  expect(await rows('people.number_use')).toHaveLength(1)
})

test('EV15 of eight that take one entry back at once, it goes once', async () => {
  await open({ entriesMax: 3 })
  for (const number of [1, 2, 3]) await enter(number)
  const eight = Array.from({ length: 8 }, () => aPerson())
  const { lost } = await race(eight, (work) => takeEntryBack(work, { slug, entryId: entryOf(1) }))
  expect(lost).toEqual([])
  expect(await look()).toMatchObject({ entries: 2, numbers: 3 })
  expect(await takenBack()).toHaveLength(1)
  await expectAllHeld()
})

test('EV15 while some take theirs back and others enter, nobody gets a place twice', async () => {
  await open({ entriesMax: 4 })
  for (const number of [1, 2, 3, 4]) await enter(number)
  const actors = Array.from({ length: 8 }, (_each, lane) => aPerson({ number: lane + 1 }))
  const { lost } = await race(actors, async (work, lane) => {
    const entryId = entryOf(lane + 1)
    // Four leave, while four more push in.
    if (lane < 4) await takeEntryBack(work, { slug, entryId })
    else await enterPage(work, { slug, entryId, code: null })
  })
  expect(new Set(lost)).toEqual(lost.length === 0 ? new Set() : new Set(['page.full']))
  const entries = await rows('pages.entry')
  expect(entries).toHaveLength(4 - lost.length)
  expect((await look()).entries).toBe(entries.length)
  expect(new Set(entries.map(({ number }) => number)).size).toBe(entries.length)
  expect(await takenBack()).toHaveLength(4)
  await expectAllHeld()
})

test('EV15 taken back in the moment of the draw, an entry is in it or gone, and not both', async () => {
  await open({ choosing: 'draw', winnersMax: 9, rewardOfferId: offerId })
  for (const number of [1, 2, 3]) await enter(number)
  const actors = [aPerson(), owner, aPerson({ number: 2 })]
  await race(actors, async (work, lane) => {
    if (lane === 1) await endPage(work, pageId)
    else await takeEntryBack(work, { slug, entryId: entryOf(lane === 0 ? 1 : 2) })
  })
  const line = [
    drawDue(platform.inWork, platform.clock()),
    takeBack(3).catch(() => null),
    drawDue(platform.inWork, platform.clock()),
  ]
  await Promise.all(line)
  const there = await rows('pages.entry')
  const draw = await inWork(aPerson(), async (work) => drawOf(work, await pageOf(work, slug)))
  expect(new Set(draw?.winners)).toEqual(new Set(there.map(({ number }) => number)))
  expect((await takenBack()).length + there.length).toBe(3)
  await expectAllHeld()
})
