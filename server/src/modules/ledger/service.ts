/** What other modules do with the ledger: post, hold, ask. Every use case: lock, judge, save. */
import { allow, mayDecide, mayOperate, personOf } from '../../kernel/actor.ts'
import { assert } from '../../kernel/assert.ts'
import type { Id } from '../../kernel/id.ts'
import { assertAmountMinor } from '../../kernel/money.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Work } from '../../platform/work.ts'
import {
  availableOf,
  changesOf,
  judge,
  ledgerRefusals,
  legsBetween,
  objectionToClosing,
  pointsOfMerchant,
  pointsOfPerson,
  TEXT_LENGTH_MAX,
  TRANSFERS_MAX,
  type AccountName,
  type Entry,
  type Hold,
  type LinkedSet,
  type Outcome,
  type PlacedHold,
  type Transfer,
} from './model.ts'
import * as store from './store.ts'

/** What must hold in every database, for `verify`. */
export const ledgerInvariants = store.invariants

/**
 * Posts transfers, all or none.
 *
 * @throws {Refused} with a code of `ledgerRefusals`
 */
export async function postTransfers(work: Work, transfers: readonly Transfer[]): Promise<void> {
  const [outcome] = await postSets(work, [transfers])
  if (outcome?.kind === 'refused') throw new Refused(ledgerRefusals, outcome.code)
}

/**
 * Posts sets of linked transfers: each set together or not at all, and one outcome a set (LE6).
 *
 * A batch costs two to five statements, however many transfers it has.
 *
 * @throws {Refused} `ledger.transfer-differs` when another work posts under one of the ids meanwhile
 */
export async function postSets(
  work: Work,
  sets: readonly LinkedSet[],
): Promise<readonly Outcome[]> {
  const transfers = sets.flat()
  assert(transfers.length <= TRANSFERS_MAX, 'a batch is within TRANSFERS_MAX')
  transfers.forEach(assertTransfer)
  const names = transfers.flatMap(({ legs }) => legs.map(({ account }) => account))
  if (names.length === 0) return sets.map(() => ({ kind: 'posted' }))

  // The locks come first: what is read after them is what the transfers will change.
  const accounts = await store.lockAccounts(work, names)
  for (const { key, unit } of names) {
    assert(accounts.get(key)?.unit === unit, `account ${key} keeps its unit`)
  }
  const reversed = transfers.flatMap(({ reverses }) => (reverses ? [reverses] : []))
  const ids = transfers.map(({ id }) => id)
  const contents = await store.contentsOf(work, ids)
  const undone = await store.undoneAmong(work, reversed)
  const outcomes = judge({ standings: accounts, contents, undone }, sets)

  const posted = sets.flatMap((set, at) => (outcomes[at]?.kind === 'posted' ? set : []))
  await save(work, posted, accounts)
  return outcomes
}

async function save(
  work: Work,
  transfers: readonly Transfer[],
  accounts: ReadonlyMap<string, store.LockedAccount>,
): Promise<void> {
  if (transfers.length === 0) return
  const written = await store.insertTransfers(work, transfers, accounts)
  if (written !== transfers.length) throw new Refused(ledgerRefusals, 'ledger.transfer-differs')
}

function assertTransfer({ legs, because, memo }: Transfer): void {
  changesOf(legs)
  assert(because.length > 0 && because.length <= TEXT_LENGTH_MAX, 'a transfer says why')
  assert(memo.length <= TEXT_LENGTH_MAX, 'a memo is within TEXT_LENGTH_MAX')
}

/** What an account stands at; zero for one that was never used. */
export async function balanceOf(
  work: Work,
  account: AccountName,
): Promise<{ readonly balance: number; readonly available: number }> {
  const standing = (await store.standingOf(work, account.key)) ?? { balance: 0, pending: 0 }
  return { balance: standing.balance, available: availableOf(standing) }
}

/** The balance as it stood at an instant, with what was posted at that very instant (LE9). */
export async function balanceAt(work: Work, account: AccountName, at: Date): Promise<number> {
  return store.balanceAt(work, account.key, at)
}

/** The entries of an account, newest first. */
export async function entriesOf(
  work: Work,
  account: AccountName,
  page: PageRequest,
): Promise<Page<Entry>> {
  const rows = await store.entriesBefore(work, account.key, page)
  return pageOf(rows, page.limit, (entry) => String(entry.id))
}

/**
 * Keeps an amount aside. Placing the same hold again changes nothing.
 *
 * @throws {Refused} `ledger.balance-too-low`, `ledger.hold-differs`
 */
export async function placeHold(work: Work, hold: Hold): Promise<void> {
  assertAmountMinor(hold.amount)
  assert(hold.amount > 0, 'a hold keeps something aside')
  assert(hold.from.unit === hold.to.unit, 'a hold stays within one unit')
  assert(hold.expiresAt > work.now, 'a hold runs out later than now')
  const accounts = await store.lockAccounts(work, [hold.from, hold.to])
  const known = await store.holdOf(work, hold.id)
  if (known) {
    if (contentOfHold(known) === contentOfHold(hold)) return
    throw new Refused(ledgerRefusals, 'ledger.hold-differs')
  }
  const standing = accounts.get(hold.from.key)
  assert(standing, 'a locked account stands at something')
  if (hold.from.guarded && availableOf(standing) < hold.amount) {
    throw new Refused(ledgerRefusals, 'ledger.balance-too-low')
  }
  await store.insertHold(work, hold, accounts)
}

function contentOfHold({ from, to, amount, because, memo, expiresAt }: Hold): string {
  return JSON.stringify([from.key, to.key, amount, because, memo, expiresAt.getTime()])
}

/**
 * Moves what was kept aside, or a part of it; the rest is free again. The transfer bears the id of
 * the hold. Posting again with the same amount changes nothing.
 *
 * @throws {Refused} `ledger.hold-unknown`, `ledger.hold-voided`, `ledger.hold-expired`,
 *   `ledger.hold-too-small`, `ledger.hold-differs`
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
  const isClosed = await store.closeHold(work, holdId, 'posted', amount)
  assert(isClosed, 'a hold stays as it is while its accounts are locked')
  const legs = legsBetween(hold.from, hold.to, amount)
  const { because, memo } = hold
  const id = holdId as string as Id<'transfer'>
  await save(work, [{ id, legs, because, memo, reverses: null }], accounts)
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

/** The points of whoever asks (LE10). */
export async function myPoints(work: Work, page: PageRequest) {
  const account = pointsOfPerson(personOf(work.actor))
  return { ...(await balanceOf(work, account)), ...(await entriesOf(work, account, page)) }
}

/**
 * The points a shop has promised to people, and how it came to that (LE10).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function merchantAccount(work: Work, merchantId: Id<'merchant'>, page: PageRequest) {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  const account = pointsOfMerchant(merchantId)
  const { balance } = await balanceOf(work, account)
  // 0 - balance, because -0 is not what anyone wants to read.
  return { pointsOwed: 0 - balance, ...(await entriesOf(work, account, page)) }
}
