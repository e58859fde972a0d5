/** The rules of the ledger, without a database. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../kernel/testing.ts'
import {
  availableOf,
  changesOf,
  legsBetween,
  nextHoldStates,
  objectionToClosing,
  reversalOf,
  type HoldState,
} from './model.ts'
import { judge, type Ledger, type LinkedSet } from './model/judge.ts'
import {
  aHold,
  aLot,
  anEmptyLedger,
  aSpending,
  aTransfer,
  theMerchantsPoints,
  thePersonsPoints,
} from './testing.ts'

const kindsOf = (sets: readonly LinkedSet[], ledger: Ledger = anEmptyLedger()) =>
  judge(ledger, sets).outcomes.map((it) => (it.kind === 'refused' ? it.code : it.kind))

describe('changesOf', () => {
  test('LE1 legs that do not sum to zero are a bug of the caller', () => {
    const legs = [
      { account: theMerchantsPoints, amount: -100 },
      { account: thePersonsPoints, amount: 99 },
    ]
    expect(() => changesOf(legs)).toThrow('LE1')
  })

  test('LE1 each unit sums to zero by itself', () => {
    const won = { key: 'till', unit: 'KRW', guarded: false, keepsLots: false } as const
    const legs = [
      { account: theMerchantsPoints, amount: -100 },
      { account: won, amount: 100 },
    ]
    expect(() => changesOf(legs)).toThrow('LE1')
  })

  test('LE1 whatever is moved, nothing is made or lost', () => {
    const amounts = fc.array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 1, maxLength: 9 })
    fc.assert(
      fc.property(amounts, (parts) => {
        const legs = parts.flatMap((amount, at) =>
          legsBetween(theMerchantsPoints, { ...thePersonsPoints, key: `person/${at}` }, amount),
        )
        const sum = [...changesOf(legs).values()].reduce((all, amount) => all + amount, 0)
        return sum === 0
      }),
    )
  })
})

describe('judge', () => {
  test('LE3 what was just received can be spent, and not one point more', () => {
    const received = [aTransfer({ amount: 100 })]
    expect(kindsOf([received, [aSpending({ amount: 100 })]])).toEqual(['posted', 'posted'])
    expect(kindsOf([received, [aSpending({ amount: 101 })]])).toEqual([
      'posted',
      'ledger.balance-too-low',
    ])
  })

  test('LE3 what is on hold cannot be spent', () => {
    const { key } = thePersonsPoints
    const standings = new Map([[key, { balance: 100, pending: 60, balanceMax: null }]])
    const shelves = new Map([[key, { lots: [aLot({ free: 40 })], takings: [] }]])
    const ledger = { ...anEmptyLedger(), standings, shelves }
    expect(kindsOf([[aSpending({ amount: 40 })]], ledger)).toEqual(['posted'])
    expect(kindsOf([[aSpending({ amount: 41 })]], ledger)).toEqual(['ledger.balance-too-low'])
  })

  test('LE18 an account holds no more than it may', () => {
    const standing = { balance: 100, pending: 0, balanceMax: 150 }
    const standings = new Map([[thePersonsPoints.key, standing]])
    const ledger = { ...anEmptyLedger(), standings }
    expect(kindsOf([[aTransfer({ amount: 50 })]], ledger)).toEqual(['posted'])
    expect(kindsOf([[aTransfer({ amount: 51 })]], ledger)).toEqual(['ledger.account-full'])
  })

  test('LE5 the same transfer twice counts once', () => {
    expect(kindsOf([[aTransfer()], [aTransfer()]])).toEqual(['posted', 'repeated'])
  })

  test.each([
    ['another amount', aTransfer({ amount: 99 })],
    ['another reason', aTransfer({ because: 'redemption/2' })],
    ['another memo', aTransfer({ memo: '' })],
    ['other sides', aTransfer({ legs: aSpending().legs })],
  ])('LE5 under a taken id, %s is refused', (_name, other) => {
    expect(kindsOf([[aTransfer()], [other]])).toEqual(['posted', 'ledger.transfer-differs'])
  })

  test('LE4 a transfer is undone once', () => {
    const undo = (number: number) =>
      reversalOf(aTransfer(), { id: testId('transfer', number), because: 'undo', memo: '' })
    expect(kindsOf([[aTransfer()], [undo(2)], [undo(3)]])).toEqual([
      'posted',
      'posted',
      'ledger.transfer-undone',
    ])
  })

  test('LE4 a transfer is undone in parts, up to what it moved', () => {
    const undo = (number: number, amount: number) =>
      aSpending({ number, amount, reverses: aTransfer().id })
    expect(kindsOf([[aTransfer()], [undo(2, 30)], [undo(3, 71)], [undo(4, 70)]])).toEqual([
      'posted',
      'posted',
      'ledger.reversal-too-large',
      'posted',
    ])
  })

  test.each([
    ['one that was never posted', undefined, 'ledger.transfer-unknown'],
    ['a reversal', { isReversal: true, left: new Map() }, 'ledger.not-reversible'],
  ])('LE4 %s cannot be undone', (_name, past, answer) => {
    const reverses = testId('transfer', 9)
    const pasts = new Map(past ? [[reverses, past]] : [])
    const ledger = { ...anEmptyLedger(), pasts }
    expect(kindsOf([[aSpending({ reverses })]], ledger)).toEqual([answer])
  })

  test('LE6 of linked transfers, all are refused when one is', () => {
    const good = aTransfer({ number: 1, amount: 10 })
    const tooMuch = aSpending({ number: 2, amount: 11 })
    const later = aSpending({ number: 3, amount: 1 })
    expect(kindsOf([[good, tooMuch], [later]])).toEqual([
      'ledger.balance-too-low',
      'ledger.balance-too-low',
    ])
    expect(kindsOf([[good], [tooMuch], [later]])).toEqual([
      'posted',
      'ledger.balance-too-low',
      'posted',
    ])
  })

  test('LE6 within a set, what one transfer brings another may spend', () => {
    expect(kindsOf([[aSpending({ amount: 50 }), aTransfer({ amount: 50 })]])).toEqual(['posted'])
  })

  test('LE3 no row of sets brings a guarded account below zero', () => {
    const move = fc.record({
      isSpending: fc.boolean(),
      amount: fc.integer({ min: 1, max: 50 }),
      number: fc.integer({ min: 1, max: 30 }),
    })
    fc.assert(
      fc.property(fc.array(fc.array(move, { minLength: 1, maxLength: 3 })), (rows) => {
        const sets = rows.map((row) =>
          row.map(({ isSpending, ...it }) => (isSpending ? aSpending(it) : aTransfer(it))),
        )
        let balance = 0
        return judge(anEmptyLedger(), sets).outcomes.every((outcome, at) => {
          if (outcome.kind !== 'posted') return true
          for (const { legs } of sets[at] ?? []) {
            balance += changesOf(legs).get(thePersonsPoints.key) ?? 0
          }
          return balance >= 0
        })
      }),
    )
  })
})

describe('holds', () => {
  test('LE8 what is available is the balance less what is on hold', () => {
    expect(availableOf({ balance: 100, pending: 60 })).toBe(40)
  })

  const at = new Date('2026-04-15T12:00:00Z')
  const states: readonly HoldState[] = ['pending', 'posted', 'voided', 'expired']
  const pairs = states.flatMap((state) =>
    (['posted', 'voided'] as const).map((next) => [state, next] as const),
  )

  test.each(pairs)(
    'LE7 a hold that is %s may become %s only if the table says so',
    (state, next) => {
      const hold = { ...aHold(), state, postedAmount: null }
      const objection = objectionToClosing(hold, next, 60, at)
      expect(objection === null).toBe(nextHoldStates[state].includes(next))
    },
  )

  test.each([
    ['its whole amount', 60, at, null],
    ['more than its amount', 61, at, 'ledger.hold-too-small'],
    ['its last instant', 60, new Date('2026-04-30T23:59:59.999Z'), null],
    ['the instant it runs out', 60, new Date('2026-05-01T00:00:00Z'), 'ledger.hold-expired'],
  ])('LE7 posting: %s', (_name, amount, when, answer) => {
    const hold = { ...aHold(), state: 'pending', postedAmount: null } as const
    expect(objectionToClosing(hold, 'posted', amount, when)).toBe(answer)
  })
})

test('LE4 a reversal brings every account back to where it was', () => {
  const transfer = aTransfer()
  const back = reversalOf(transfer, { id: testId('transfer', 9), because: 'x', memo: '' })
  const sum = changesOf([...transfer.legs, ...back.legs])
  expect([...sum.values()].every((amount) => amount === 0)).toBe(true)
})
