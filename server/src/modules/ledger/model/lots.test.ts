/** Lots, without a database: what is taken first, and what an undoing leaves. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Id } from '../../../kernel/id.ts'
import { testId } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { aLot } from '../testing.ts'
import { isUsable, take, undoLot, undoTaking, usableOf, type Shelf, type Step } from './lots.ts'

const day = (number: number) => new Date(Date.UTC(2026, 3, 1) + number * DAY_MS)
const spending = (number: number, amount: number, at = day(10)) => {
  return { transferId: testId('transfer', 100 + number), amount, at }
}
const freeOf = (shelf: Shelf) => shelf.lots.map(({ free }) => free)

describe('what can be spent', () => {
  const lot = aLot({ arrivedAt: day(0), availableAt: day(7), expiresAt: day(30) })

  test.each([
    ['before its return window has closed', new Date(day(7).getTime() - 1), false],
    ['when the window closes', day(7), true],
    ['its last instant', new Date(day(30).getTime() - 1), true],
    ['the instant it runs out', day(30), false],
  ])('LE11 a lot, %s', (_name, at, answer) => {
    expect(isUsable(lot, at)).toBe(answer)
    expect(usableOf({ lots: [lot], takings: [] }, at)).toBe(answer ? 100 : 0)
  })

  test('LE11 what is pending does not help out', () => {
    const pending = aLot({ number: 2, availableAt: day(11) })
    const step = take({ lots: [aLot(), pending], takings: [] }, spending(1, 101))
    expect(step.short).toBe(1)
  })

  test('LE12 what runs out first is spent first, and of two alike the older', () => {
    const shelf: Shelf = {
      lots: [
        aLot({ number: 1, arrivedAt: day(2) }),
        aLot({ number: 2, arrivedAt: day(1) }),
        aLot({ number: 3, arrivedAt: day(3), expiresAt: day(40) }),
        aLot({ number: 4, arrivedAt: day(4), expiresAt: day(30) }),
      ],
      takings: [],
    }
    expect(freeOf(take(shelf, spending(1, 150)).shelf)).toEqual([100, 100, 50, 0])
    expect(freeOf(take(shelf, spending(1, 310)).shelf)).toEqual([90, 0, 0, 0])
  })
})

describe('what is undone', () => {
  const early = aLot({ number: 1, expiresAt: day(30) })
  const late = aLot({ number: 2, expiresAt: day(60) })

  test('LE13 a spending goes back into the lots it was taken from', () => {
    const { shelf } = take({ lots: [early, late], takings: [] }, spending(1, 150))
    const back = undoTaking(shelf, { ...spending(1, 150), at: day(40) })
    expect(freeOf(back?.shelf ?? shelf)).toEqual([100, 100])
  })

  test('LE13 of a part, what runs out last goes back first', () => {
    const { shelf } = take({ lots: [early, late], takings: [] }, spending(1, 150))
    const back = undoTaking(shelf, { ...spending(1, 60), at: day(12) })
    expect(freeOf(back?.shelf ?? shelf)).toEqual([10, 100])
  })

  test('LE13 later spendings move up, as if what is undone had never been', () => {
    const one = take({ lots: [early, late], takings: [] }, spending(1, 100))
    const two = take(one.shelf, spending(2, 100, day(11)))
    expect(freeOf(two.shelf)).toEqual([0, 0])
    // The early lot is past by now, but the second spending could have had it.
    const back = undoTaking(two.shelf, { ...spending(1, 100), at: day(40) })
    expect(freeOf(back?.shelf ?? two.shelf)).toEqual([0, 100])
  })

  test('LE13 what came in goes out of its own lot first', () => {
    const earned = { transferId: late.transferId, amount: 40, at: day(12), byId: undoId }
    expect(freeOf(undoLot({ lots: [early, late], takings: [] }, earned).shelf)).toEqual([100, 60])
  })

  test('LE13 what was spent of it comes out of other lots, the pending ones last', () => {
    const pending = aLot({ number: 3, availableAt: day(20) })
    const spent = take({ lots: [early, late, pending], takings: [] }, spending(1, 100))
    const earned = { transferId: early.transferId, amount: 100, at: day(12), byId: undoId }
    const undone = undoLot(spent.shelf, earned)
    expect(freeOf(undone.shelf)).toEqual([0, 0, 100])
    const twice = undoLot(undone.shelf, { ...earned, transferId: late.transferId })
    expect(freeOf(twice.shelf)).toEqual([0, 0, 0])
    expect(twice.short).toBe(0)
  })

  test('LE13 where nothing else is left, it says by how much it falls short', () => {
    const spent = take({ lots: [early], takings: [] }, spending(1, 70))
    const earned = { transferId: early.transferId, amount: 100, at: day(12), byId: undoId }
    expect(undoLot(spent.shelf, earned).short).toBe(70)
  })
})

const undoId = testId('transfer', 999)

type Act =
  | { readonly kind: 'earn'; readonly amount: number; readonly wait: number; readonly life: number }
  | { readonly kind: 'spend'; readonly amount: number }
  | { readonly kind: 'undo'; readonly which: number }

/** A shopper's shelf as acts change it, one a day; what has run out is moved away each day. */
function shelfAfter(acts: readonly (Act | null)[]) {
  let shelf: Shelf = { lots: [], takings: [] }
  let lost = 0
  // Points that were spent were taken back, after others had run out: what ran out stays so, even
  // where it would have been spent in their place (LE14).
  let isBeyond = false
  // What is left to undo of each earning: less what ran out of it.
  const left = new Map<Id<'transfer'>, number>()
  const sweep = (at: Date) => {
    for (const lot of shelf.lots) {
      if (!lot.expiresAt || lot.expiresAt > at) continue
      left.set(lot.transferId, (left.get(lot.transferId) ?? 0) - lot.free)
      lost += lot.free
    }
    const lots = shelf.lots.map((lot) =>
      lot.expiresAt && lot.expiresAt <= at ? { ...lot, free: 0 } : lot,
    )
    shelf = { ...shelf, lots }
  }
  const perform = (it: Act, number: number, at: Date): Step | null => {
    const transferId = testId('transfer', number)
    if (it.kind === 'earn') {
      const availableAt = new Date(at.getTime() + it.wait * DAY_MS)
      const expiresAt = new Date(availableAt.getTime() + it.life * DAY_MS)
      const lot = aLot({ number, arrivedAt: at, availableAt, expiresAt, free: it.amount })
      left.set(transferId, it.amount)
      return { shelf: { ...shelf, lots: [...shelf.lots, lot] }, draws: [], short: 0 }
    }
    if (it.kind === 'spend') return take(shelf, { transferId, amount: it.amount, at })
    const which = testId('transfer', it.which)
    const spent = shelf.takings.find((taking) => taking.transferId === which)
    if (spent) return undoTaking(shelf, { transferId: which, amount: spent.amount, at })
    const amount = left.get(which) ?? 0
    if (amount === 0) return null
    const step = undoLot(shelf, { transferId: which, amount, at, byId: transferId })
    if (step.short === 0) left.set(which, 0)
    isBeyond ||= lost > 0 && step.draws.some(({ isReturn }) => !isReturn)
    return step
  }
  const done = acts.map((it, number) => {
    const at = day(number)
    sweep(at)
    const step = it && perform(it, number, at)
    if (!step || step.short > 0) return false
    shelf = step.shelf
    sweep(at)
    return true
  })
  return { shelf, done, isBeyond }
}

const act = fc.oneof(
  fc.record({
    kind: fc.constant('earn' as const),
    amount: fc.integer({ min: 1, max: 50 }),
    wait: fc.integer({ min: 0, max: 3 }),
    life: fc.integer({ min: 1, max: 12 }),
  }),
  fc.record({ kind: fc.constant('spend' as const), amount: fc.integer({ min: 1, max: 60 }) }),
  fc.record({ kind: fc.constant('undo' as const), which: fc.integer({ min: 0, max: 20 }) }),
)

test('LE13 what was undone leaves exactly what never having been leaves', () => {
  fc.assert(
    fc.property(fc.array(act, { maxLength: 24 }), (acts) => {
      const { shelf, done, isBeyond } = shelfAfter(acts)
      fc.pre(!isBeyond)
      const undone = new Set(
        acts.flatMap((it, number) => (it.kind === 'undo' && done[number] ? [it.which] : [])),
      )
      // The same days without them, and without what was refused.
      const never = acts.map((it, number) =>
        it.kind === 'undo' || undone.has(number) || !done[number] ? null : it,
      )
      const other = shelfAfter(never)
      // Without points that were returned later, some spending may not have been possible.
      fc.pre(never.every((it, number) => it === null || other.done[number]))
      const held = (on: Shelf) => on.lots.filter(({ free }) => free > 0)
      expect(held(other.shelf)).toEqual(held(shelf))
    }),
    { numRuns: 5_000 },
  )
})
