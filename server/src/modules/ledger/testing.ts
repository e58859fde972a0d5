/** Ready-made transfers and holds for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Id } from '../../kernel/id.ts'
import type { Ledger } from './model/judge.ts'
import type { Lot } from './model/lots.ts'
import { legsBetween, pointsOfMerchant, pointsOfPerson, type Hold, type Transfer } from './model.ts'

export const theMerchantsPoints = pointsOfMerchant(testId('merchant'))
export const thePersonsPoints = pointsOfPerson(testId('person'))

/** 100 points from the merchant to the person. */
export function aTransfer(
  change: Partial<Transfer> & { readonly number?: number; readonly amount?: number } = {},
): Transfer {
  const { number = 1, amount = 100, ...rest } = change
  return {
    id: testId('transfer', number),
    legs: legsBetween(theMerchantsPoints, thePersonsPoints, amount),
    because: 'redemption/1',
    memo: '골목커피',
    reverses: null,
    ...rest,
  }
}

/** 100 points back from the person to the merchant. */
export function aSpending(
  change: Partial<Transfer> & { readonly number?: number; readonly amount?: number } = {},
): Transfer {
  const { number = 2, amount = 100, ...rest } = change
  const legs = legsBetween(thePersonsPoints, theMerchantsPoints, amount)
  return aTransfer({ number, legs, ...rest })
}

/** 60 of the person's points, aside until May 2026. */
export function aHold(change: Partial<Hold> = {}): Hold {
  return {
    id: testId('hold'),
    from: thePersonsPoints,
    to: theMerchantsPoints,
    amount: 60,
    because: 'order/1',
    memo: '골목커피',
    expiresAt: new Date('2026-05-01T00:00:00Z'),
    ...change,
  }
}

/** 100 points, usable since 2026-04-01, for ever. */
export function aLot(change: Partial<Lot> & { readonly number?: number } = {}): Lot {
  const { number = 1, ...rest } = change
  const arrivedAt = new Date('2026-04-01T00:00:00Z')
  return {
    id: testId('lot', number),
    transferId: testId('transfer', number),
    origin: theMerchantsPoints.key,
    arrivedAt,
    availableAt: rest.arrivedAt ?? arrivedAt,
    expiresAt: null,
    free: 100,
    ...rest,
  }
}

/** What is known of a ledger in which nothing has happened, in mid-April. */
export function anEmptyLedger(): Ledger {
  let lots = 0
  return {
    standings: new Map(),
    contents: new Map(),
    pasts: new Map(),
    shelves: new Map(),
    now: new Date('2026-04-15T12:00:00Z'),
    newLotId: (): Id<'lot'> => testId('lot', (lots += 1)),
  }
}
