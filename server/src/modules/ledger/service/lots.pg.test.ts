/** Lots on a real database: they wait, run out, go back, and never hold more or less than the account. */
import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { freshDatabase } from '../../../../testing/pg.ts'
import { startingLine } from '../../../../testing/race.ts'
import { lotExpired, lotExpiring } from '../events.ts'
import { pointsOfMerchant, pointsOfPerson } from '../model.ts'
import { balanceOf, earn, ledgerInvariants, lotsOf, reverse, spend } from '../service.ts'
import { aHold, aSpending, theMerchantsPoints, thePersonsPoints } from '../testing.ts'
import { announceExpiring, expireLots } from './expiry.ts'
import { placeHold, postHold } from './holds.ts'

const { inWork, rows, clear, db } = await freshDatabase()
const day = (number: number) => new Date(Date.UTC(2026, 3, 1) + number * DAY_MS)
const transferId = (number: number) => testId('transfer', number)
const words = { because: 'redemption/1', memo: '골목커피' }

beforeEach(clear)

const at = (number: number, body: (work: Work) => Promise<unknown>) =>
  inWork(theSystem, body, { at: day(number) })

type Terms = { readonly opensIn?: number; readonly lasts?: number }
/** The merchant gives points on a day; they open and last so many days. */
const earning = (onDay: number, id: number, amount: number, { opensIn = 0, lasts }: Terms = {}) =>
  at(onDay, (work) => {
    const availableAt = day(onDay + opensIn)
    const expiresAt = lasts === undefined ? null : day(onDay + opensIn + lasts)
    const move = { id: transferId(id), from: theMerchantsPoints, to: thePersonsPoints, amount }
    return earn(work, { ...move, ...words, lot: { availableAt, expiresAt } })
  })
const spending = (onDay: number, id: number, amount: number) =>
  at(onDay, (work) => {
    const move = { id: transferId(id), from: thePersonsPoints, to: theMerchantsPoints, amount }
    return spend(work, { ...move, ...words })
  })
type Part = { readonly amount?: number; readonly ifSpent?: 'refuse' | 'take-what-is-there' }
const undoing = (onDay: number, id: number, of: number, part: Part = {}) =>
  inWork(
    theSystem,
    (work) => {
      const { amount = null, ifSpent = 'refuse' } = part
      const ids = { id: transferId(id), transferId: transferId(of) }
      return reverse(work, { ...ids, ...words, amount, ifSpent })
    },
    { at: day(onDay) },
  )
const standing = (onDay: number, account = thePersonsPoints) =>
  inWork(theSystem, (work) => balanceOf(work, account), { at: day(onDay) })
const openLots = async (onDay: number, account = thePersonsPoints) => {
  const lots = await inWork(theSystem, (work) => lotsOf(work, account), { at: day(onDay) })
  return lots.map(({ remaining }) => remaining)
}
const sweep = (onDay: number) => inWork(theSystem, expireLots, { at: day(onDay) })

async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = []
  for (const { id, query } of ledgerInvariants) {
    const { rows: found } = await sql.raw(query).execute(db)
    if (found.length > 0) broken.push(id)
  }
  return broken
}

const tooLow = { code: 'ledger.balance-too-low' }

describe('earning and spending', () => {
  test('LE11 points wait until the return window has closed', async () => {
    await earning(0, 1, 100, { opensIn: 7 })
    expect(await standing(6)).toEqual({ balance: 100, available: 0, upcoming: 100 })
    await expect(spending(6, 2, 1)).rejects.toMatchObject(tooLow)
    expect(await standing(7)).toEqual({ balance: 100, available: 100, upcoming: 0 })
    await spending(7, 2, 100)
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE11 an earning that comes again, on other terms by then, changes nothing', async () => {
    await earning(0, 1, 100, { opensIn: 7 })
    await earning(1, 1, 100, { opensIn: 9, lasts: 30 })
    expect(await rows('ledger.lot')).toMatchObject([{ availableAt: day(7), expiresAt: null }])
  })

  test('LE12 what runs out first is spent first', async () => {
    await earning(0, 1, 100)
    await earning(1, 2, 100, { lasts: 30 })
    await spending(2, 3, 130)
    expect(await openLots(2)).toEqual([70])
    expect(await standing(40)).toMatchObject({ balance: 70, available: 70 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE15 what is passed on keeps its terms, and goes back to who promised it', async () => {
    const friend = pointsOfPerson(testId('person', 2))
    await earning(0, 1, 60, { lasts: 10 })
    await earning(0, 2, 60, { lasts: 20 })
    const move = { id: transferId(3), from: thePersonsPoints, to: friend, amount: 80 }
    await at(1, (work) => spend(work, { ...move, ...words }))
    expect(await openLots(1, friend)).toEqual([60, 20])
    expect(await sweep(10)).toBe(1)
    expect(await standing(10, friend)).toMatchObject({ balance: 20 })
    expect(await standing(10, theMerchantsPoints)).toMatchObject({ balance: -60 })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('undoing', () => {
  test('LE13 buying, earning and returning leaves nothing, and nothing to keep', async () => {
    await earning(0, 1, 100, { opensIn: 7 })
    expect(await undoing(3, 2, 1)).toEqual({ amount: 100 })
    expect(await undoing(3, 2, 1)).toEqual({ amount: 100 })
    expect(await standing(8)).toEqual({ balance: 0, available: 0, upcoming: 0 })
    expect(await undoing(9, 3, 1)).toEqual({ amount: 0 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE13 what was spent comes out of other points, or the return is refused', async () => {
    await earning(0, 1, 100)
    await spending(1, 2, 70)
    await expect(undoing(2, 3, 1)).rejects.toMatchObject(tooLow)
    await earning(3, 4, 70, { opensIn: 7 })
    await undoing(4, 5, 1)
    expect(await standing(20)).toMatchObject({ balance: 0, available: 0 })
    // The spending now stands on the later points: undone, it goes back to those.
    await undoing(5, 6, 2)
    expect(await standing(20)).toMatchObject({ balance: 70, available: 70 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE13 a shop that pays money back takes what points are there, and hears how many', async () => {
    await earning(0, 1, 100)
    await spending(1, 2, 70)
    expect(await undoing(2, 3, 1, { ifSpent: 'take-what-is-there' })).toEqual({ amount: 30 })
    expect(await standing(2)).toMatchObject({ balance: 0 })
    // A later look finds the rest, once there is something again.
    await undoing(3, 4, 2)
    expect(await undoing(4, 5, 1, { ifSpent: 'take-what-is-there' })).toEqual({ amount: 70 })
    expect(await standing(5)).toMatchObject({ balance: 0 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE13 a purchase is returned in parts, each part once', async () => {
    await earning(0, 1, 100)
    await undoing(1, 2, 1, { amount: 40 })
    await expect(undoing(1, 3, 1, { amount: 61 })).rejects.toMatchObject({
      code: 'ledger.reversal-too-large',
    })
    expect(await undoing(2, 4, 1)).toEqual({ amount: 60 })
    await expect(undoing(2, 5, 2)).rejects.toMatchObject({ code: 'ledger.not-reversible' })
    expect(await standing(2)).toMatchObject({ balance: 0 })
  })

  test('LE13 of eight returns of one purchase at once, one takes the points back', async () => {
    await earning(0, 1, 100)
    await earning(0, 2, 900)
    const allAreOpen = startingLine(8)
    const back = (number: number) =>
      at(1, async (work) => {
        await allAreOpen()
        const ids = { id: transferId(number), transferId: transferId(1) }
        return reverse(work, { ...ids, ...words, amount: null, ifSpent: 'refuse' })
      })
    const taken = await Promise.all([11, 12, 13, 14, 15, 16, 17, 18].map(back))
    expect(taken.filter((it) => (it as { amount: number }).amount > 0)).toHaveLength(1)
    expect(await standing(1)).toMatchObject({ balance: 900 })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('running out', () => {
  test('LE14 what has run out goes back to the shop, once', async () => {
    await earning(0, 1, 100, { lasts: 30 })
    await spending(1, 2, 40)
    expect(await standing(30)).toMatchObject({ balance: 60, available: 0 })
    expect(await Promise.all([sweep(30), sweep(30), sweep(30)])).toContain(1)
    expect(await sweep(31)).toBe(0)
    expect(await standing(31)).toEqual({ balance: 0, available: 0, upcoming: 0 })
    expect(await standing(31, theMerchantsPoints)).toMatchObject({ balance: 0 })
    const facts = (await rows('platform.fact')).filter(({ name }) => name === lotExpired.name)
    expect(facts).toMatchObject([
      { subjectId: testId('person'), data: { amount: 60, unit: 'points' } },
    ])
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE14 a purchase that is returned after its points ran out takes only what was spent', async () => {
    await earning(0, 1, 100, { lasts: 30 })
    await earning(0, 3, 500)
    await spending(1, 2, 40)
    await sweep(30)
    expect(await undoing(31, 4, 1)).toEqual({ amount: 40 })
    expect(await standing(31)).toMatchObject({ balance: 460 })
    expect(await standing(31, theMerchantsPoints)).toMatchObject({ balance: -460 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE14 what comes back into a lot that is over runs out with it', async () => {
    await earning(0, 1, 100, { lasts: 30 })
    await spending(1, 2, 40)
    await sweep(30)
    await undoing(31, 3, 2)
    expect(await standing(31)).toEqual({ balance: 40, available: 0, upcoming: 0 })
    expect(await sweep(31)).toBe(1)
    expect(await standing(31)).toMatchObject({ balance: 0 })
    expect(await standing(31, theMerchantsPoints)).toMatchObject({ balance: 0 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE14 what is on hold runs out only when the hold is given up', async () => {
    await earning(0, 1, 100, { lasts: 10 })
    await at(9, (work) => placeHold(work, aHold({ expiresAt: day(12) })))
    expect(await standing(9)).toMatchObject({ balance: 100, available: 40 })
    expect(await sweep(10)).toBe(1)
    expect(await standing(10)).toMatchObject({ balance: 60, available: 0 })
    await at(11, (work) => postHold(work, { holdId: aHold().id, amount: 25 }))
    expect(await sweep(11)).toBe(1)
    expect(await standing(11)).toMatchObject({ balance: 0 })
    expect(await standing(11, theMerchantsPoints)).toMatchObject({ balance: 0 })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE16 what runs out soon is announced once', async () => {
    await earning(0, 1, 100, { lasts: 20 })
    await earning(0, 2, 100, { lasts: 90 })
    const notice = () => inWork(theSystem, (work) => announceExpiring(work, 30), { at: day(1) })
    expect([await notice(), await notice()]).toEqual([1, 0])
    const facts = (await rows('platform.fact')).filter(({ name }) => name === lotExpiring.name)
    expect(facts).toMatchObject([{ data: { amount: 100, expiresAt: day(20).toISOString() } }])
  })
})

describe('the database itself', () => {
  beforeEach(() => earning(0, 1, 100))

  test.each([
    ['a lot below zero', 'update ledger.lot set remaining = -1', 'lot_is_covered'],
    ['more on hold than is there', 'update ledger.lot set held = 101', 'lot_is_covered'],
    ['a lot that holds more', 'update ledger.lot set remaining = remaining - 1', 'are not its'],
    ['a draw that was changed', `update ledger.draw set amount = 1`, null],
    [
      'a balance that no lot holds',
      'update ledger.account set balance = balance + 1 where guarded',
      'are not its balance',
    ],
  ])('LE11 refuses %s', async (_name, statement, message) => {
    if (message === null) {
      await spending(1, 2, 10)
      await expect(sql.raw(statement).execute(db)).rejects.toThrow('append-only')
    } else {
      await expect(sql.raw(statement).execute(db)).rejects.toThrow(message)
    }
  })

  test('LE4 refuses to undo more than was done', async () => {
    const tooMuch = aSpending({ amount: 101, reverses: transferId(1) })
    const forged = db.transaction().execute(async (tx) => {
      await sql`
        insert into ledger.transfer (id, because, memo, reverses, posted_at)
        values (${tooMuch.id}, 'x', '', ${tooMuch.reverses}, now())`.execute(tx)
      await sql`
        insert into ledger.entry (transfer_id, account_id, amount, posted_at)
        select ${tooMuch.id}, id, case when guarded then 101 else -101 end, now()
        from ledger.account`.execute(tx)
      await sql`set constraints ledger.reversal_is_covered immediate`.execute(tx)
    })
    await expect(forged).rejects.toThrow('more is undone than was done')
  })
})

// Two shoppers at two shops: one lives a history with returns, the other the same without what was
// returned. In the end they must not differ.
const merchantOf = (who: number) => pointsOfMerchant(testId('merchant', who))
const personsPoints = (who: number) => pointsOfPerson(testId('person', who))

const act = fc.oneof(
  fc.record({
    kind: fc.constant('earn' as const),
    amount: fc.integer({ min: 1, max: 50 }),
    opensIn: fc.integer({ min: 0, max: 4 }),
    lasts: fc.integer({ min: 1, max: 15 }),
  }),
  fc.record({ kind: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('undo' as const), which: fc.integer({ min: 0, max: 14 }) }),
)
type Act = typeof act extends fc.Arbitrary<infer It> ? It : never

/** Lives the acts, one a day; answers which of them took place. */
async function live(who: number, acts: readonly (Act | null)[]): Promise<boolean[]> {
  const idOf = (number: number) => testId('transfer', who * 1_000 + number)
  const took: boolean[] = []
  for (const [number, it] of acts.entries()) {
    const id = idOf(number)
    const perform = async (work: Work) => {
      await expireLots(work)
      if (it?.kind === 'earn') {
        const availableAt = day(number + it.opensIn)
        const lot = { availableAt, expiresAt: day(number + it.opensIn + it.lasts) }
        const move = { id, from: merchantOf(who), to: personsPoints(who), amount: it.amount }
        await earn(work, { ...move, ...words, lot })
      }
      if (it?.kind === 'spend') {
        const move = { id, from: personsPoints(who), to: merchantOf(who), amount: it.amount }
        await spend(work, { ...move, ...words })
      }
      if (it?.kind === 'undo') {
        const ids = { id, transferId: idOf(it.which) }
        const undone = await reverse(work, { ...ids, ...words, amount: null, ifSpent: 'refuse' })
        return undone.amount > 0
      }
      return it !== null
    }
    const run = inWork(theSystem, perform, { at: day(number) })
    took.push(
      (await run.catch((error: Error) => {
        expect(error.name).toBe('Refused')
        return false
      })) === true,
    )
  }
  return took
}

test('LE13 whatever is earned, spent, returned and runs out, returns leave no trace', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(act, { minLength: 4, maxLength: 15 }), async (acts) => {
      await clear()
      const took = await live(1, acts)
      const undone = new Set(
        acts.flatMap((it, number) => (it.kind === 'undo' && took[number] ? [it.which] : [])),
      )
      const never = acts.map((it, number) =>
        it.kind === 'undo' || undone.has(number) || !took[number] ? null : it,
      )
      const tookAgain = await live(2, never)
      expect(await brokenInvariants()).toEqual([])
      // Without points that were returned later, some spending may not have been possible; and what
      // ran out stays so, even where it would have been spent in place of what was taken back.
      const isLost = (await rows('platform.fact')).some(({ name }) => name === lotExpired.name)
      fc.pre(!isLost || acts.every((it, number) => it.kind !== 'earn' || !undone.has(number)))
      fc.pre(never.every((it, number) => it === null || tookAgain[number]))
      const end = acts.length
      await sweep(end)
      expect(await openLots(end, personsPoints(1))).toEqual(await openLots(end, personsPoints(2)))
      expect(await standing(end, personsPoints(1))).toEqual(await standing(end, personsPoints(2)))
      expect(await standing(end, merchantOf(1))).toEqual(await standing(end, merchantOf(2)))
      // Everything that is left can be returned, and then nothing is left.
      await sweep(1_000)
      expect(await standing(1_000, personsPoints(1))).toMatchObject({ balance: 0 })
    }),
    { numRuns: 25 },
  )
}, 60_000)
