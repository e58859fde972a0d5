/** The ledger on a real database: what it writes, and what it withstands. */
import { sql } from 'kysely'
import fc from 'fast-check'
import { beforeEach, describe, expect, test } from 'vitest'
import { aPerson, testId, theSystem } from '../../kernel/testing.ts'
import { freshDatabase } from '../../../testing/pg.ts'
import { startingLine } from '../../../testing/race.ts'
import { reversalOf, type Transfer } from './model.ts'
import {
  balanceAt,
  balanceOf,
  entriesOf,
  ledgerInvariants,
  merchantAccount,
  myPoints,
  postSets,
  postTransfers,
} from './service.ts'
import { expireHolds, placeHold, postHold, voidHold } from './service/holds.ts'
import { aHold, aSpending, aTransfer, theMerchantsPoints, thePersonsPoints } from './testing.ts'

const { inWork, rows, clear, db } = await freshDatabase()
const firstPage = { limit: 30, after: null }
const noon = new Date('2026-04-15T12:00:00.000Z')
const later = new Date('2026-04-15T13:00:00.000Z')

const post = (...transfers: Transfer[]) =>
  inWork(theSystem, (work) => postTransfers(work, transfers), { at: noon })
const standing = () => inWork(theSystem, (work) => balanceOf(work, thePersonsPoints))

beforeEach(clear)

async function brokenInvariants(): Promise<string[]> {
  const broken: string[] = []
  for (const { id, query } of ledgerInvariants) {
    const { rows: found } = await sql.raw(query).execute(db)
    if (found.length > 0) broken.push(id)
  }
  return broken
}

describe('postTransfers', () => {
  test('LE2 moves points from the shop to the person, and both balances say so', async () => {
    await post(aTransfer())
    expect(await rows('ledger.account')).toMatchObject([
      { key: theMerchantsPoints.key, balance: -100 },
      { key: thePersonsPoints.key, balance: 100 },
    ])
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE5 repeating a transfer changes nothing, and another one under its id is refused', async () => {
    await post(aTransfer())
    await post(aTransfer())
    expect(await rows('ledger.entry')).toHaveLength(2)
    await expect(post(aTransfer({ amount: 99 }))).rejects.toMatchObject({
      code: 'ledger.transfer-differs',
    })
    expect(await standing()).toMatchObject({ balance: 100, available: 100 })
  })

  test('LE3 spending more than there is is refused, and leaves nothing behind', async () => {
    await post(aTransfer())
    await expect(post(aSpending({ amount: 101 }))).rejects.toMatchObject({
      code: 'ledger.balance-too-low',
    })
    expect(await rows('ledger.transfer')).toHaveLength(1)
  })

  test('LE4 a reversal puts everything back, once', async () => {
    await post(aTransfer())
    const undo = (number: number) =>
      reversalOf(aTransfer(), { id: testId('transfer', number), because: 'undo', memo: '' })
    await post(undo(2))
    await expect(post(undo(3))).rejects.toMatchObject({ code: 'ledger.transfer-undone' })
    expect(await standing()).toMatchObject({ balance: 0, available: 0 })
  })

  test('LE6 sets of one batch stand for themselves', async () => {
    const sets = [
      [aTransfer({ number: 1 })],
      [aTransfer({ number: 2 }), aSpending({ number: 3, amount: 500 })],
      [aSpending({ number: 4, amount: 100 })],
    ]
    const outcomes = await inWork(theSystem, (work) => postSets(work, sets))
    expect(outcomes.map((outcome) => outcome.kind)).toEqual(['posted', 'refused', 'posted'])
    expect(await standing()).toMatchObject({ balance: 0, available: 0 })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('the database itself', () => {
  test('LE1 refuses entries that do not sum to zero', async () => {
    await post(aTransfer())
    const odd = sql`
      insert into ledger.entry (transfer_id, account_id, amount, posted_at)
      select transfer_id, account_id, 1, posted_at from ledger.entry limit 1`
    await expect(odd.execute(db)).rejects.toThrow('do not sum to zero')
  })

  test.each([
    'update ledger.entry set amount = amount * 2',
    'delete from ledger.entry',
    `update ledger.transfer set memo = 'else'`,
    'delete from ledger.transfer',
  ])('LE4 refuses to %s', async (statement) => {
    await post(aTransfer())
    await expect(sql.raw(statement).execute(db)).rejects.toThrow('append-only')
  })

  test('LE3 refuses a guarded balance below what is on hold', async () => {
    await post(aTransfer())
    const taken = sql`update ledger.account set balance = -1 where guarded`
    await expect(taken.execute(db)).rejects.toThrow('account_is_covered')
  })

  test.each(ledgerInvariants.map(({ id, query }) => [id, query] as const))(
    'the query of %s runs, and finds nothing in an empty ledger',
    async (_id, query) => {
      expect((await sql.raw(query).execute(db)).rows).toEqual([])
    },
  )
})

describe('races', () => {
  test('LE3 of eight who spend the same points at once, one wins', async () => {
    await post(aTransfer({ amount: 100 }))
    const allAreOpen = startingLine(8)
    const spend = (number: number) =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        await postTransfers(work, [aSpending({ number, amount: 80 })])
      })
    const results = await Promise.allSettled([2, 3, 4, 5, 6, 7, 8, 9].map(spend))
    const lost = results.filter((result) => result.status === 'rejected')
    const refused = { reason: { name: 'Refused', code: 'ledger.balance-too-low' } }
    expect(lost).toMatchObject(Array.from({ length: 7 }, () => refused))
    expect(await standing()).toMatchObject({ balance: 20, available: 20 })
  })

  test('LE5 a transfer that arrives eight times at once is posted once', async () => {
    await post(aTransfer({ number: 9 }))
    const allAreOpen = startingLine(8)
    const arrive = () =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        await postTransfers(work, [aTransfer()])
      })
    await Promise.all(Array.from({ length: 8 }, arrive))
    expect(await standing()).toMatchObject({ balance: 200, available: 200 })
  })

  test('LE2 batches over the same accounts in opposite order all get through', async () => {
    const allAreOpen = startingLine(6)
    const batch = (from: number) =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        const numbers = [1, 2, 3, 4, 5].map((step) => from * 10 + step)
        const account = (number: number) => ({
          key: `p/${number % 7}`,
          unit: 'points' as const,
          guarded: false,
          keepsLots: false,
        })
        await postSets(
          work,
          (from % 2 ? numbers : numbers.toReversed()).map((number) => [
            aTransfer({
              number,
              legs: [
                { account: account(number), amount: -1 },
                { account: account(number + 1), amount: 1 },
              ],
            }),
          ]),
        )
      })
    await Promise.all([1, 2, 3, 4, 5, 6].map(batch))
    expect(await rows('ledger.transfer')).toHaveLength(30)
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('holds', () => {
  const place = (change = {}) =>
    inWork(theSystem, (work) => placeHold(work, aHold(change)), { at: noon })
  const holdId = aHold().id

  test('LE8 what is on hold is not available, and cannot be spent', async () => {
    await post(aTransfer())
    await place()
    await place()
    expect(await standing()).toMatchObject({ balance: 100, available: 40 })
    await expect(post(aSpending({ amount: 41 }))).rejects.toMatchObject({
      code: 'ledger.balance-too-low',
    })
    await expect(place({ amount: 61 })).rejects.toMatchObject({ code: 'ledger.hold-differs' })
    await expect(place({ id: testId('hold', 2), amount: 41 })).rejects.toMatchObject({
      code: 'ledger.balance-too-low',
    })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE7 a hold is posted in part, and the rest is free again', async () => {
    await post(aTransfer())
    await place()
    await inWork(theSystem, (work) => postHold(work, { holdId, amount: 25 }))
    await inWork(theSystem, (work) => postHold(work, { holdId, amount: 25 }))
    expect(await standing()).toMatchObject({ balance: 75, available: 75 })
    const other = inWork(theSystem, (work) => postHold(work, { holdId, amount: 24 }))
    await expect(other).rejects.toMatchObject({ code: 'ledger.hold-differs' })
    const gone = inWork(theSystem, (work) => voidHold(work, holdId))
    await expect(gone).rejects.toMatchObject({ code: 'ledger.hold-posted' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE7 a whole balance on hold can be posted', async () => {
    await post(aTransfer({ amount: 60 }))
    await place()
    await inWork(theSystem, (work) => postHold(work, { holdId, amount: 60 }))
    expect(await standing()).toMatchObject({ balance: 0, available: 0 })
  })

  test('LE7 a hold that was given up moves nothing any more', async () => {
    await post(aTransfer())
    await place()
    await inWork(theSystem, (work) => voidHold(work, holdId))
    await inWork(theSystem, (work) => voidHold(work, holdId))
    const late = inWork(theSystem, (work) => postHold(work, { holdId, amount: 1 }))
    await expect(late).rejects.toMatchObject({ code: 'ledger.hold-voided' })
    expect(await standing()).toMatchObject({ balance: 100, available: 100 })
  })

  test('LE8 a hold that has run out holds nothing, before anyone clears it away', async () => {
    await post(aTransfer())
    await place({ expiresAt: later })
    const at = later
    const seen = await inWork(theSystem, (work) => balanceOf(work, thePersonsPoints), { at })
    expect(seen).toMatchObject({ balance: 100, available: 100 })
    const spending = aSpending({ amount: 100 })
    await inWork(theSystem, (work) => postTransfers(work, [spending]), { at })
    expect(await rows('ledger.hold')).toMatchObject([{ state: 'expired' }])
    const late = inWork(theSystem, (work) => postHold(work, { holdId, amount: 60 }), { at })
    await expect(late).rejects.toMatchObject({ code: 'ledger.hold-expired' })
    expect(await brokenInvariants()).toEqual([])
  })

  test('LE7 holds that have run out are cleared away by themselves', async () => {
    await post(aTransfer())
    await place({ expiresAt: later })
    await inWork(theSystem, expireHolds, { at: later })
    expect(await rows('ledger.hold')).toMatchObject([{ state: 'expired' }])
    expect(await rows('ledger.account')).toMatchObject([{ pending: 0 }, { pending: 0 }])
  })

  test('LE7 of postings and givings-up at once, one way wins', async () => {
    await post(aTransfer())
    await place()
    const allAreOpen = startingLine(8)
    const race = (body: typeof expireHolds) =>
      inWork(theSystem, async (work) => {
        await allAreOpen()
        await body(work)
      })
    const results = await Promise.allSettled(
      [1, 2, 3, 4].flatMap(() => [
        race((work) => postHold(work, { holdId, amount: 60 })),
        race((work) => voidHold(work, holdId)),
      ]),
    )
    // Repeats of the winner change nothing; the other way is refused each time.
    const lost = results.filter((result) => result.status === 'rejected')
    expect(lost).toHaveLength(4)
    for (const { reason } of lost) expect(reason).toMatchObject({ name: 'Refused' })
    const [hold] = await rows('ledger.hold')
    const left = hold?.['state'] === 'posted' ? 40 : 100
    expect(await standing()).toMatchObject({ balance: left, available: left })
    expect(await brokenInvariants()).toEqual([])
  })
})

describe('looking back', () => {
  test('LE9 the balance at an instant counts what was posted up to it', async () => {
    await post(aTransfer())
    await inWork(theSystem, (work) => postTransfers(work, [aSpending({ amount: 30 })]), {
      at: later,
    })
    const at = (instant: Date) =>
      inWork(theSystem, (work) => balanceAt(work, thePersonsPoints, instant))
    expect(await at(new Date(noon.getTime() - 1))).toBe(0)
    expect(await at(noon)).toBe(100)
    expect(await at(new Date(later.getTime() - 1))).toBe(100)
    expect(await at(later)).toBe(70)
  })

  test('LE2 the entries of an account come newest first, page by page', async () => {
    await post(...[1, 2, 3].map((number) => aTransfer({ number, amount: number })))
    const page = (after: string | null) =>
      inWork(theSystem, (work) => entriesOf(work, thePersonsPoints, { limit: 2, after }))
    const first = await page(null)
    expect(first.items.map((entry) => entry.amount)).toEqual([3, 2])
    const second = await page(first.nextCursor)
    expect(second.items.map((entry) => entry.amount)).toEqual([1])
    expect(second.nextCursor).toBeNull()
  })

  test('LE10 people see their own points, and owners what their shop owes', async () => {
    await post(aTransfer())
    const mine = await inWork(aPerson(), (work) => myPoints(work, firstPage))
    expect(mine).toMatchObject({ balance: 100, items: [{ amount: 100, memo: '골목커피' }] })
    const others = await inWork(aPerson({ number: 2 }), (work) => myPoints(work, firstPage))
    expect(others).toMatchObject({ balance: 0, items: [] })

    const merchantId = testId('merchant')
    const as = (role: 'owner' | 'staff') =>
      inWork(aPerson({ memberships: [{ merchantId, role }] }), (work) =>
        merchantAccount(work, merchantId, firstPage),
      )
    expect(await as('owner')).toMatchObject({ pointsOwed: 100, items: [{ amount: -100 }] })
    await expect(as('staff')).rejects.toMatchObject({ code: 'access.forbidden' })
  })
})

test('LE2 after any row of transfers and holds, the books are right', async () => {
  const step = fc.record({
    kind: fc.constantFrom('earn', 'spend', 'hold', 'post', 'void'),
    number: fc.integer({ min: 1, max: 6 }),
    amount: fc.integer({ min: 1, max: 40 }),
  })
  await fc.assert(
    fc.asyncProperty(fc.array(step, { maxLength: 12 }), async (steps) => {
      await clear()
      for (const { kind, number, amount } of steps) {
        const id = testId('hold', number)
        const run = inWork(theSystem, async (work) => {
          if (kind === 'earn') await postTransfers(work, [aTransfer({ number, amount })])
          if (kind === 'spend')
            await postTransfers(work, [aSpending({ number: number + 9, amount })])
          if (kind === 'hold') await placeHold(work, aHold({ id, amount }))
          if (kind === 'post') await postHold(work, { holdId: id, amount })
          if (kind === 'void') await voidHold(work, id)
        })
        await run.catch((error: Error) => expect(error.name).toBe('Refused'))
      }
      expect(await brokenInvariants()).toEqual([])
    }),
    { numRuns: 25 },
  )
})
