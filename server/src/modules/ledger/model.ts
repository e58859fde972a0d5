/**
 * What a transfer is, and when one must be refused.
 *
 * Pure. LE1, LE2… are the rules of README.md, and the tests bear their names.
 */
import { assert } from '../../kernel/assert.ts'
import { parseId, type Id } from '../../kernel/id.ts'
import { AMOUNT_MINOR_MAX } from '../../kernel/money.ts'
import type { Refusals } from '../../kernel/refused.ts'
import type { LotTerms } from './model/lots.ts'

export type Unit = 'KRW' | 'points'

/** An account by its name. It is opened by the first transfer or hold that names it. */
export type AccountName = {
  /** Says whose it is and what for: `person/<id>/points`. */
  readonly key: string
  readonly unit: Unit
  /** A guarded account never goes below zero (LE3). */
  readonly guarded: boolean
  /** What comes in is kept in lots, which become available and run out (LE11). Guarded accounts only. */
  readonly keepsLots: boolean
}

/** One side of a transfer: positive comes into the account, negative leaves it. */
export type Leg = { readonly account: AccountName; readonly amount: number }

export type Transfer = {
  readonly id: Id<'transfer'>
  readonly legs: readonly Leg[]
  /** What it stands for, for machines: `redemption/<id>`. */
  readonly because: string
  /** What people read beside the amount, such as the name of the shop. */
  readonly memo: string
  /** The transfer that this one undoes, or a part of it; none is undone by more than it did (LE4). */
  readonly reverses: Id<'transfer'> | null
  /** The terms of lots that it brings; unsaid: usable at once, for ever. No part of its content (LE5). */
  readonly lot?: LotTerms
}

export type HoldState = 'pending' | 'posted' | 'voided' | 'expired'

/** An amount kept aside on `from`, to go to `to` when the hold is posted. */
export type Hold = {
  readonly id: Id<'hold'>
  readonly from: AccountName
  readonly to: AccountName
  readonly amount: number
  readonly because: string
  readonly memo: string
  readonly expiresAt: Date
}

/** One side of a transfer as the holder of an account sees it. */
export type Entry = {
  readonly id: number
  readonly transferId: Id<'transfer'>
  readonly amount: number
  readonly because: string
  readonly memo: string
  readonly at: Date
}

/** What an account stands at. `pending` is on hold: part of the balance, but not available (LE8). */
export type Standing = {
  readonly balance: number
  readonly pending: number
  /** The most it may hold (LE18); null: no limit. */
  readonly balanceMax: number | null
}
/** What an account stands at to which nothing ever happened. */
export const untouched: Standing = { balance: 0, pending: 0, balanceMax: null }

export const TRANSFERS_MAX = 1_000
export const LEGS_MAX = 20
export const TEXT_LENGTH_MAX = 200

/** Every reason to refuse. The codes are public: they may be added to, never changed. */
export const ledgerRefusals = {
  'ledger.balance-too-low': {
    kind: 'exhausted',
    says: 'The account does not hold that much.',
    todo: 'Use a smaller amount, or wait until what is on hold is free again.',
  },
  'ledger.account-full': {
    kind: 'exhausted',
    says: 'The account would hold more than it may.',
    todo: 'Use a smaller amount, or another account.',
  },
  'ledger.account-unknown': {
    kind: 'not-found',
    says: 'There is no such account.',
    todo: 'Open it first, and check its key.',
  },
  'ledger.account-differs': {
    kind: 'unprocessable',
    says: 'This account was opened with other constraints.',
    todo: 'Use it as it is, or open one under another key.',
  },
  'ledger.unit-differs': {
    kind: 'unprocessable',
    says: 'The two accounts do not count the same unit.',
    todo: 'Move amounts between accounts of one unit.',
  },
  'ledger.transfer-differs': {
    kind: 'unprocessable',
    says: 'Another transfer was posted under this id.',
    todo: 'Repeat a transfer unchanged, or give a new one a new id.',
  },
  'ledger.transfer-undone': {
    kind: 'conflict',
    says: 'This transfer has been undone already.',
    todo: 'Nothing is left to do.',
  },
  'ledger.transfer-unknown': { kind: 'not-found', says: 'There is no such transfer.' },
  'ledger.reversal-too-large': {
    kind: 'conflict',
    says: 'More was to be undone than is left of this transfer.',
    todo: 'Undo what is left, or less.',
  },
  'ledger.not-divisible': {
    kind: 'unprocessable',
    says: 'This transfer moves between more than two accounts, and has no parts.',
    todo: 'Undo it as a whole.',
  },
  'ledger.not-reversible': {
    kind: 'conflict',
    says: 'A reversal is not undone.',
    todo: 'Post a new transfer instead.',
  },
  'ledger.hold-unknown': { kind: 'not-found', says: 'There is no such hold.' },
  'ledger.hold-differs': {
    kind: 'unprocessable',
    says: 'Another hold was placed under this id, or it was posted with another amount.',
    todo: 'Repeat a hold unchanged, or give a new one a new id.',
  },
  'ledger.hold-too-short': {
    kind: 'unprocessable',
    says: 'The hold would have run out already.',
    todo: 'Let it run out later than now.',
  },
  'ledger.hold-posted': { kind: 'conflict', says: 'This hold has been posted already.' },
  'ledger.hold-voided': { kind: 'conflict', says: 'This hold has been given up already.' },
  'ledger.hold-expired': {
    kind: 'conflict',
    says: 'This hold has run out.',
    todo: 'Place a new hold.',
  },
  'ledger.hold-too-small': {
    kind: 'conflict',
    says: 'More was asked for than is on hold.',
    todo: 'Post the amount of the hold or less.',
  },
} as const satisfies Refusals
export type LedgerRefusal = keyof typeof ledgerRefusals

/** What may follow each state of a hold. */
export const nextHoldStates: Readonly<Record<HoldState, readonly HoldState[]>> = {
  pending: ['posted', 'voided', 'expired'],
  posted: [],
  voided: [],
  expired: [],
}

/** A person's points: what shops owe the person. */
export function pointsOfPerson(personId: Id<'person'>): AccountName {
  return { key: `person/${personId}/points`, unit: 'points', guarded: true, keepsLots: true }
}

/** A shop's points: below zero by as much as it has promised to people. */
export function pointsOfMerchant(merchantId: Id<'merchant'>): AccountName {
  return { key: `merchant/${merchantId}/points`, unit: 'points', guarded: false, keepsLots: false }
}

/** Whose account it is, by its key; null when it is not a person's. */
export function personOfKey(key: string): Id<'person'> | null {
  const [kind, id = ''] = key.split('/')
  return kind === 'person' ? parseId(id) : null
}

/** Moves `amount` from one account to another of the same unit. */
export function legsBetween(from: AccountName, to: AccountName, amount: number): readonly Leg[] {
  return [
    { account: from, amount: -amount },
    { account: to, amount },
  ]
}

/** The transfer that undoes `transfer`. */
export function reversalOf(
  transfer: Transfer,
  { id, because, memo }: Pick<Transfer, 'id' | 'because' | 'memo'>,
): Transfer {
  const legs = transfer.legs.map(({ account, amount }) => ({ account, amount: -amount }))
  return { id, legs, because, memo, reverses: transfer.id }
}

/** The amounts of `legs` by account. Asserts what no caller may get wrong: whole, and zero in sum (LE1). */
export function changesOf(legs: readonly Leg[]): ReadonlyMap<string, number> {
  assert(legs.length >= 2 && legs.length <= LEGS_MAX, 'a transfer has 2 to LEGS_MAX legs')
  const changes = new Map<string, number>()
  const sums = new Map<Unit, number>()
  for (const { account, amount } of legs) {
    assert(Number.isInteger(amount) && amount !== 0, 'a leg moves a whole amount, not zero')
    assert(Math.abs(amount) <= AMOUNT_MINOR_MAX, 'a leg is within AMOUNT_MINOR_MAX')
    changes.set(account.key, (changes.get(account.key) ?? 0) + amount)
    sums.set(account.unit, (sums.get(account.unit) ?? 0) + amount)
  }
  const isBalanced = [...sums.values()].every((sum) => sum === 0)
  assert(isBalanced, 'the entries of a transfer sum to zero in each unit (LE1)')
  return changes
}

/** The content of a transfer as text: equal for a repeat, different for anything else (LE5). */
export function contentOf({ legs, because, memo, reverses }: Transfer): string {
  const sides = legs.map(({ account, amount }) => [account.key, account.unit, amount])
  return JSON.stringify([sides, because, memo, reverses])
}

/** What is left to spend (LE8). */
export function availableOf({ balance, pending }: Pick<Standing, 'balance' | 'pending'>): number {
  return balance - pending
}

/** A hold as it stands. `postedAmount` is null unless it was posted. */
export type PlacedHold = Hold & {
  readonly state: HoldState
  readonly postedAmount: number | null
}

const closedAs: Readonly<Record<Exclude<HoldState, 'pending'>, LedgerRefusal>> = {
  posted: 'ledger.hold-posted',
  voided: 'ledger.hold-voided',
  expired: 'ledger.hold-expired',
}

/** Why a hold may not be closed as `next` now; null when nothing speaks against it (LE7). */
export function objectionToClosing(
  hold: PlacedHold,
  next: 'posted' | 'voided',
  amount: number,
  at: Date,
): LedgerRefusal | null {
  if (hold.state !== 'pending') return closedAs[hold.state]
  if (next === 'posted' && at >= hold.expiresAt) return 'ledger.hold-expired'
  if (next === 'posted' && amount > hold.amount) return 'ledger.hold-too-small'
  return null
}
