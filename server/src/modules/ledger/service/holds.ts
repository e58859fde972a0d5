/** Amounts kept aside: placed, posted, given up, and cleared away when they have run out. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { assertAmountMinor } from '../../../kernel/money.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import {
  availableOf,
  ledgerRefusals,
  legsBetween,
  objectionToClosing,
  type Hold,
  type PlacedHold,
} from '../model.ts'
import type { Judgement } from '../model/judge.ts'
import { emptyShelf, take } from '../model/lots.ts'
import { save } from '../service.ts'
import * as store from '../store.ts'
import * as lotStore from '../store/lots.ts'

/**
 * Keeps an amount aside. Placing the same hold again changes nothing.
 *
 * @throws {Refused} `ledger.balance-too-low`, `ledger.hold-differs`, `ledger.hold-too-short`
 */
export async function placeHold(work: Work, hold: Hold): Promise<void> {
  assertAmountMinor(hold.amount)
  assert(hold.amount > 0, 'a hold keeps something aside')
  assert(hold.from.unit === hold.to.unit, 'a hold stays within one unit')
  const accounts = await store.lockAccounts(work, [hold.from, hold.to])
  const known = await store.holdOf(work, hold.id)
  if (known) {
    if (contentOfHold(known) === contentOfHold(hold)) return
    throw new Refused(ledgerRefusals, 'ledger.hold-differs')
  }
  if (hold.expiresAt <= work.now) throw new Refused(ledgerRefusals, 'ledger.hold-too-short')
  const standing = accounts.get(hold.from.key)
  assert(standing, 'a locked account stands at something')
  if (hold.from.guarded && availableOf(standing) < hold.amount) {
    throw new Refused(ledgerRefusals, 'ledger.balance-too-low')
  }
  const draws = hold.from.keepsLots ? await drawsFor(work, hold) : []
  await store.insertHold(work, hold, accounts)
  await lotStore.holdLots(work, hold.id, draws)
}

/** A hold keeps parts of lots: what it holds neither is spent elsewhere nor runs out (LE11, LE14). */
async function drawsFor(work: Work, { id, from, amount }: Hold) {
  const shelf = (await lotStore.shelvesOf(work, [from.key], [])).get(from.key) ?? emptyShelf
  const transferId = id as string as Id<'transfer'>
  const { draws, short } = take(shelf, { transferId, amount, at: work.now })
  if (short > 0) throw new Refused(ledgerRefusals, 'ledger.balance-too-low')
  return draws
}

function contentOfHold({ from, to, amount, because, memo, expiresAt }: Hold): string {
  return JSON.stringify([from.key, to.key, amount, because, memo, expiresAt.getTime()])
}

/**
 * Moves what was kept aside, or a part of it; the rest is free again. The transfer bears the id of
 * the hold. Posting again with the same amount changes nothing.
 *
 * @throws {Refused} `ledger.hold-unknown`, `ledger.hold-voided`, `ledger.hold-expired`,
 *   `ledger.hold-too-small`, `ledger.hold-differs`, `ledger.account-full`
 */
export async function postHold(
  work: Work,
  { holdId, amount }: { readonly holdId: Id<'hold'>; readonly amount: number },
): Promise<void> {
  assertAmountMinor(amount)
  assert(amount > 0, 'a hold is posted with something, or voided')
  const { hold, accounts } = await lockHold(work, holdId)
  if (hold.state === 'posted') {
    if (hold.postedAmount === amount) return
    throw new Refused(ledgerRefusals, 'ledger.hold-differs')
  }
  const objection = objectionToClosing(hold, 'posted', amount, work.now)
  if (objection) throw new Refused(ledgerRefusals, objection)

  // Freed before it moves: a guarded account never holds less than what is on hold.
  const into = accounts.get(hold.to.key)
  if (into && into.balanceMax !== null && into.balance + amount > into.balanceMax) {
    throw new Refused(ledgerRefusals, 'ledger.account-full')
  }
  const isClosed = await store.closeHold(work, holdId, 'posted', amount)
  assert(isClosed, 'a hold stays as it is while its accounts are locked')
  const legs = legsBetween(hold.from, hold.to, amount)
  const { because, memo } = hold
  const id = holdId as string as Id<'transfer'>
  const moved = await lotsMoved(work, hold, amount)
  await save(work, [{ id, legs, because, memo, reverses: null }], accounts, moved)
}

/** What posting a hold does to lots: it draws from those it kept, which keep their terms (LE15). */
async function lotsMoved(
  work: Work,
  { id: holdId, from, to }: Hold,
  amount: number,
): Promise<Pick<Judgement, 'lots' | 'draws'>> {
  const transferId = holdId as string as Id<'transfer'>
  const { now } = work
  const { parts, placedAt } = await lotStore.lotsOfHold(work, holdId)
  let left = amount
  const drawn = parts.flatMap((part) => {
    const taken = Math.min(left, part.amount)
    left -= taken
    return taken > 0 ? [{ ...part, amount: taken }] : []
  })
  const fresh = { amount, origin: from.key, availableAt: now, expiresAt: null }
  const arrived = from.keepsLots ? drawn : [fresh]
  return {
    draws: drawn.map(({ lotId, amount: taken }) => {
      const counted = { transferId, causedBy: transferId, at: placedAt, isReturn: false }
      return { ...counted, lotId, amount: taken }
    }),
    lots: (to.keepsLots ? arrived : []).map(({ origin, availableAt, expiresAt, amount: part }) => {
      const lot = { id: work.newId('lot'), accountKey: to.key, transferId, arrivedAt: now }
      return { ...lot, origin, availableAt, expiresAt, amount: part, free: part }
    }),
  }
}

/**
 * Gives a hold up. Giving it up again, or after it has run out, changes nothing.
 *
 * @throws {Refused} `ledger.hold-unknown`, `ledger.hold-posted`
 */
export async function voidHold(work: Work, holdId: Id<'hold'>): Promise<void> {
  const { hold } = await lockHold(work, holdId)
  if (hold.state === 'voided' || hold.state === 'expired') return
  const objection = objectionToClosing(hold, 'voided', hold.amount, work.now)
  if (objection) throw new Refused(ledgerRefusals, objection)
  const isClosed = await store.closeHold(work, holdId, 'voided', null)
  assert(isClosed, 'a hold stays as it is while its accounts are locked')
}

// Read, lock, read again: the accounts guard the hold, and which they are never changes.
async function lockHold(
  work: Work,
  holdId: Id<'hold'>,
): Promise<{ hold: PlacedHold; accounts: ReadonlyMap<string, store.LockedAccount> }> {
  const seen = await store.holdOf(work, holdId)
  if (!seen) throw new Refused(ledgerRefusals, 'ledger.hold-unknown')
  const accounts = await store.lockAccounts(work, [seen.from, seen.to])
  const hold = await store.holdOf(work, holdId)
  assert(hold, 'a hold is never removed')
  return { hold, accounts }
}

/** How many overdue holds one round of `expireHolds` looks at. */
const HOLDS_MAX = 500

/** Releases holds that have run out. Nobody waits for this: due holds count as free already (LE8). */
export async function expireHolds(work: Work): Promise<void> {
  const names = await store.accountsWithDueHolds(work, HOLDS_MAX)
  if (names.length > 0) await store.lockAccounts(work, names)
}
