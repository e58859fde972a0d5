/** Games on a real database: one play a day, prizes that never run over, draws that can be checked. */
import { createHash, createHmac } from 'node:crypto'
import { sql } from 'kysely'
import { beforeEach, describe, expect, test } from 'vitest'
import type { Actor } from '../../kernel/actor.ts'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase, waitForLock } from '../../../testing/pg.ts'
import { holding, startingLine } from '../../../testing/race.ts'
import { followChannel } from '../channels/service.ts'
import { createOffer } from '../offers/service.ts'
import { anOffer } from '../offers/testing.ts'
import { createPerson } from '../people/service.ts'
import { aShopper, savePerson, shopper } from '../people/testing.ts'
import { createMerchant } from '../places/service.ts'
import { prizeAt, type GamePlan } from './model/game.ts'
import {
  changeGame,
  createGame,
  endGame,
  gameInvariants,
  gameOf,
  gamesAt,
  openGame,
} from './service.ts'
import { mineOf, playGame, publishedDays, publishedDraws, standings } from './service/playing.ts'
import { aGamePlan } from './testing.ts'

const { inWork, rows, clear, db, at: setClock } = await freshDatabase()
const noon = new Date('2026-04-15T03:00:00Z')
const merchantId = testId<'merchant'>('merchant')
const owner = aPerson({ number: 90, memberships: [{ merchantId, role: 'owner' }] })
const staff = aPerson({ number: 91, memberships: [{ merchantId, role: 'staff' }] })
const gameId = testId<'game'>('game')
const offer = (number: number) => testId<'offer'>('offer', number)

beforeEach(async () => {
  await clear()
  setClock(noon)
  await inWork(theSystem, (work) =>
    createMerchant(work, { id: merchantId, name: '골목커피', category: 'cafe' }),
  )
  for (const number of [1, 2]) {
    await inWork(owner, (work) =>
      createOffer(work, anOffer({ id: offer(number), couponsPerPersonMax: 9 })),
    )
  }
})

const write = (change: Partial<GamePlan> = {}, as: Actor = owner) =>
  inWork(as, (work) => createGame(work, { id: gameId, merchantId }, aGamePlan(change)))
const open = async (change: Partial<GamePlan> = {}) => {
  await write(change)
  return inWork(owner, (work) => openGame(work, gameId))
}
const play = (number: number, id = number) =>
  inWork(aPerson({ number }), (work) =>
    playGame(work, { gameId, playId: testId<'coupon'>('coupon', id) }),
  )
/** Everybody wins the first prize. */
const sure = (stock: number) => ({
  prizes: [{ title: '빵', offerId: offer(1), share: 10_000, stock }],
})
const tomorrow = (days = 1) => setClock(new Date(noon.getTime() + days * 86_400_000))
const page = { limit: 100, after: null }

async function broken(): Promise<string[]> {
  const found: string[] = []
  for (const { id, query } of gameInvariants) {
    const { rows: wrong } = await sql.raw(query).execute(db)
    if (wrong.length > 0) found.push(id)
  }
  return found
}

describe('GA2 a game is written', () => {
  test('by owners only, and fixed once it is open', async () => {
    for (const as of [staff, aPerson()]) {
      await expect(write({}, as)).rejects.toMatchObject({ code: 'access.forbidden' })
    }
    await write()
    await expect(inWork(aPerson(), (work) => gameOf(work, gameId))).rejects.toMatchObject({
      code: 'game.unknown',
    })
    await inWork(owner, (work) =>
      changeGame(work, gameId, aGamePlan({ title: '다시', ...sure(3) })),
    )
    await inWork(owner, (work) => openGame(work, gameId))
    const change = inWork(owner, (work) => changeGame(work, gameId, aGamePlan()))
    await expect(change).rejects.toMatchObject({ code: 'game.fixed' })
    const seen = await inWork(aPerson(), (work) => gameOf(work, gameId))
    expect(seen).toMatchObject({ title: '다시', prizes: [{ share: 0 }, { share: 10_000 }] })
    await inWork(owner, (work) => endGame(work, gameId))
    await expect(play(1)).rejects.toMatchObject({ code: 'game.not-open' })
    expect(await inWork(aPerson(), (work) => gamesAt(work, merchantId))).toEqual([])
    expect(await inWork(staff, (work) => gamesAt(work, merchantId))).toHaveLength(1)
  })

  test('with coupons of this shop only', async () => {
    const prizes = [{ title: '빵', offerId: offer(7), share: 1, stock: 1 }]
    await expect(write({ prizes })).rejects.toMatchObject({ code: 'game.wrong-offer' })
  })
})

describe('GA3 one play a day', () => {
  test('a second one is refused, the same again changes nothing, tomorrow is another day', async () => {
    await open()
    const first = await play(1)
    expect(await play(1)).toEqual(first)
    await expect(play(1, 50)).rejects.toMatchObject({ code: 'game.played-today' })
    // A quarter to midnight in Seoul is the same day, a quarter past is not.
    setClock(new Date('2026-04-15T14:45:00Z'))
    await expect(play(1, 51)).rejects.toMatchObject({ code: 'game.played-today' })
    setClock(new Date('2026-04-15T15:15:00Z'))
    expect(await play(1, 52)).toMatchObject({ turn: 2, day: '2026-04-16' })
  })

  test('of six plays of one person that race, one counts', async () => {
    await open(sure(9))
    const line = startingLine(6)
    const raced = await Promise.allSettled(
      Array.from({ length: 6 }, (_each, lane) =>
        inWork(aPerson(), async (work) => {
          await line()
          return playGame(work, { gameId, playId: testId<'coupon'>('coupon', lane + 1) })
        }),
      ),
    )
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await broken()).toEqual([])
  })
})

describe('GA4, GA5: draws', () => {
  test('have their hash published from the opening on, and their seed when the day is over', async () => {
    await open({ startsOn: '2026-04-15', endsOn: '2026-04-17' })
    const before = await inWork(aPerson(), (work) => publishedDays(work, gameId))
    expect(before.map(({ day, seed }) => [day, seed])).toEqual([
      ['2026-04-15', null],
      ['2026-04-16', null],
      ['2026-04-17', null],
    ])
    await play(1)
    const draws = () =>
      inWork(aPerson(), (work) => publishedDraws(work, gameId, '2026-04-15', page))
    expect(await draws()).toMatchObject({ seed: null, items: [] })
    tomorrow()
    const after = await draws()
    expect(after.commitment).toBe(before[0]?.commitment)
    const hash = createHash('sha256').update(String(after.seed)).digest('hex')
    expect(hash).toBe(after.commitment)
  })

  test('can be drawn again by anybody, from what is published alone', async () => {
    await open()
    for (let number = 1; number <= 20; number += 1) await play(number)
    const mine = await inWork(aPerson(), async (work) => mineOf(work, await gameOf(work, gameId)))
    tomorrow()
    const day = await inWork(aPerson(), (work) => publishedDraws(work, gameId, '2026-04-15', page))
    const { prizes } = await inWork(aPerson(), (work) => gameOf(work, gameId))
    expect(day.items).toHaveLength(20)
    for (const { player, drawn, prize } of day.items) {
      const text = `${gameId}:2026-04-15:${player}`
      const hash = createHmac('sha256', String(day.seed)).update(text).digest('hex')
      expect(Math.floor((Number.parseInt(hash.slice(0, 12), 16) / 2 ** 48) * 10_000)).toBe(drawn)
      expect(prizeAt(prizes, drawn)).toBe(prize)
    }
    expect(day.items.map(({ player }) => player)).toContain(mine?.player)
    expect(JSON.stringify(day)).not.toContain(aPerson().personId)
  })
})

describe('GA6 no prize is won more often than there is of it', () => {
  test('when a thousand people play for 37 coupons, a hundred at a time', async () => {
    await open(sure(37))
    const all: Awaited<ReturnType<typeof play>>[] = []
    // More at once would wait for a connection, and give up on a slow machine, as a server does.
    for (let first = 1; first < 1_000; first += 100) {
      all.push(...(await Promise.all(Array.from({ length: 100 }, (_each, at) => play(first + at)))))
    }
    expect(all.filter(({ draw }) => draw?.given === 1)).toHaveLength(37)
    expect(all.filter(({ draw }) => draw?.because === 'used-up')).toHaveLength(963)
    expect(await rows('offers.coupon')).toHaveLength(37)
    expect(await inWork(owner, (work) => standings(work, [gameId]))).toEqual(
      new Map([[gameId, { plays: 1_000, players: 1_000 }]]),
    )
    expect(await broken()).toEqual([])
  }, 120_000)

  test('nor by whoever slips past every rule: the database itself refuses', async () => {
    await open(sure(3))
    const past = sql`update games.prize set won = stock + 1 where stock is not null`.execute(db)
    await expect(past).rejects.toThrow('violates check constraint')
  })

  test('nor than its offer gives; what it refused is there for the next', async () => {
    await inWork(owner, (work) =>
      createOffer(work, anOffer({ id: offer(3), couponsPerPersonMax: 1 })),
    )
    await open({ prizes: [{ title: '빵', offerId: offer(3), share: 10_000, stock: 5 }] })
    expect((await play(1)).draw).toMatchObject({ given: 1, because: null })
    tomorrow()
    const draw = { prize: 1, given: 0, because: 'coupon.person-limit' }
    expect((await play(1, 50)).draw).toMatchObject(draw)
    const { prizes } = await inWork(owner, (work) => gameOf(work, gameId))
    expect(prizes[1]?.won).toBe(1)
    expect(await broken()).toEqual([])
  })
})

test('GA9 the database itself gives nobody the same turn twice', async () => {
  await open(sure(3))
  await play(1)
  tomorrow()
  await play(1, 2)
  const past = sql`update games.play set turn = 1 where turn = 2`.execute(db)
  await expect(past).rejects.toThrow('play_game_id_person_id_turn_key')
})

test('GA9 a card of three brings a draw on the third day', async () => {
  await open({ ...sure(5), stampsToFill: 3 })
  const stamps = () =>
    inWork(aPerson(), async (work) => (await mineOf(work, await gameOf(work, gameId)))?.stamps)
  expect(await play(1)).toMatchObject({ turn: 1, draw: null })
  expect(await stamps()).toBe(1)
  tomorrow()
  expect(await play(1, 2)).toMatchObject({ turn: 2, draw: null })
  tomorrow(2)
  expect(await play(1, 3)).toMatchObject({ turn: 3, draw: { given: 1 } })
  expect(await stamps()).toBe(0)
  expect(await rows('offers.coupon')).toMatchObject([{ id: testId('coupon', 3) }])
})

test('GA10 a game for friends is played by friends, who have bought nothing', async () => {
  await open({ ...sure(5), audience: 'friends' })
  await expect(play(1)).rejects.toMatchObject({ code: 'game.friends-only' })
  await inWork(aPerson(), (work) => followChannel(work, { merchantId, source: 'app' }))
  expect((await play(1)).draw).toMatchObject({ given: 1 })
  expect(await rows('loyalty.purchase')).toEqual([])
})

test('PE72 who has not said that they are old enough plays for no prizes', async () => {
  await open(sure(3))
  const number = 5
  await inWork(theSystem, (work) =>
    createPerson(work, { ...aShopper({ id: testId('person', number) }), passwordHash: null }),
  )
  await expect(play(number)).rejects.toMatchObject({ code: 'people.age-unsaid' })
  expect(await rows('games.play')).toEqual([])
  await sql`update people.account set age = 'of-age'`.execute(db)
  await play(number)
  expect(await rows('games.play')).toHaveLength(1)
})

describe('GA11 a number that is moved while both play', () => {
  test('of two accounts that had it one after the other, one plays, whoever is first', async () => {
    await open({ ...sure(9), needsNumber: true })
    const phone = '+821012345678'
    for (const number of [1, 2]) {
      const person = shopper(number)
      await inWork(theSystem, (work) =>
        savePerson(work, { ...person, phone: number === 1 ? phone : null }),
      )
    }
    // Both have looked whose number it is, and neither has used it: nobody writes before the lock goes.
    const letGo = await holding(inWork, ({ tx }) =>
      sql`lock table people.number_use in share mode`.execute(tx),
    )
    const first = play(1)
    await waitForLock(db)
    await sql`update people.account set phone = null where phone = ${phone}`.execute(db)
    await sql`update people.account set phone = ${phone} where id = ${testId('person', 2)}`.execute(
      db,
    )
    const second = play(2)
    await waitForLock(db, 2)
    await letGo()
    const raced = await Promise.allSettled([first, second])
    expect(raced.filter(({ status }) => status === 'fulfilled')).toHaveLength(1)
    expect(raced.find(({ status }) => status === 'rejected')).toMatchObject({
      reason: { code: 'people.number-used' },
    })
    expect(await rows('offers.coupon')).toHaveLength(1)
    expect(await rows('games.play')).toHaveLength(1)
    expect(await broken()).toEqual([])
  })
})
