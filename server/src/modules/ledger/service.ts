/** What other modules do with the ledger: post, hold, ask. Every use case: lock, judge, save. */
import { allow, mayDecide, mayOperate, personOf } from '../../kernel/actor.ts'
import { assert } from '../../kernel/assert.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Work } from '../../platform/work.ts'
import {
  changesOf,
  ledgerRefusals,
  legsBetween,
  pointsOfMerchant,
  pointsOfPerson,
  TEXT_LENGTH_MAX,
  TRANSFERS_MAX,
  type AccountName,
  type Entry,
  type Leg,
  type Transfer,
} from './model.ts'
import { judge, type Judgement, type LinkedSet, type Outcome } from './model/judge.ts'
import { emptyShelf, undoLot, type LotTerms } from './model/lots.ts'
import * as store from './store.ts'
import { accountsOf, renameAccount } from './store/accounts.ts'
import * as balances from './store/balances.ts'
import { invariants } from './store/invariants.ts'
import { insertEarning } from './store/plain.ts'
import * as lotStore from './store/lots.ts'

/** What must hold in every database, for `verify`. */
export const ledgerInvariants = invariants

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
  for (const { key, unit, keepsLots } of names) {
    const account = accounts.get(key)
    assert(account?.unit === unit, `account ${key} keeps its unit`)
    assert(account.keepsLots === keepsLots, `account ${key} keeps lots as it always did`)
  }
  return postLocked(work, sets, accounts)
}

/** Posts sets whose accounts are locked. */
export async function postLocked(
  work: Work,
  sets: readonly LinkedSet[],
  accounts: ReadonlyMap<string, store.LockedAccount>,
): Promise<readonly Outcome[]> {
  const transfers = sets.flat()
  const reversed = transfers.flatMap(({ reverses }) => reverses ?? [])
  const contents = await store.contentsOf(
    work,
    transfers.map(({ id }) => id),
  )
  const pasts = await store.pastsOf(work, reversed)
  const shelves = await lotStore.shelvesOf(work, keysDrawn(transfers), reversed)
  const { now } = work
  const newLotId = () => work.newId('lot')
  const judgement = judge({ standings: accounts, contents, pasts, shelves, now, newLotId }, sets)

  const { outcomes } = judgement
  const posted = sets.flatMap((set, at) => (outcomes[at]?.kind === 'posted' ? set : []))
  await save(work, posted, accounts, judgement)
  return outcomes
}

/** The accounts whose lots must be known: those that lots are taken from, or given back to. */
function keysDrawn(transfers: readonly Transfer[]): readonly string[] {
  const legs = transfers.flatMap(({ legs: sides, reverses }) =>
    sides.filter(({ account, amount }) => account.keepsLots && (amount < 0 || reverses !== null)),
  )
  return [...new Set(legs.map(({ account }) => account.key))]
}

/** Writes transfers that were judged, with what they do to lots. Lock the accounts first. */
export async function save(
  work: Work,
  transfers: readonly Transfer[],
  accounts: ReadonlyMap<string, store.LockedAccount>,
  { lots, draws }: Pick<Judgement, 'lots' | 'draws'>,
): Promise<void> {
  if (transfers.length === 0) return
  const written = await store.insertTransfers(work, transfers, accounts)
  if (written !== transfers.length) throw new Refused(ledgerRefusals, 'ledger.transfer-differs')
  await lotStore.insertLots(work, lots)
  await lotStore.insertDraws(work, draws)
}

function assertTransfer({ legs, because, memo, lot }: Transfer): void {
  changesOf(legs)
  for (const { account } of legs) {
    assert(account.guarded || !account.keepsLots, 'an account that keeps lots is guarded')
  }
  assert(!lot?.expiresAt || lot.expiresAt > lot.availableAt, 'a lot runs out after it is available')
  assert(because.length > 0 && because.length <= TEXT_LENGTH_MAX, 'a transfer says why')
  assert(memo.length <= TEXT_LENGTH_MAX, 'a memo is within TEXT_LENGTH_MAX')
}

/** A move between two accounts of one unit, under an id made by the caller. */
export type Move = {
  readonly id: Id<'transfer'>
  readonly from: AccountName
  readonly to: AccountName
  readonly amount: number
  readonly because: string
  readonly memo: string
}

/**
 * Brings an amount into an account, on terms: when it may be spent, and when it runs out (LE11).
 * Repeating it under its id changes nothing, whatever the terms are by then.
 *
 * @throws {Refused} `ledger.transfer-differs`; `ledger.balance-too-low` when `from` is guarded
 */
export async function earn(work: Work, move: Move & { readonly lot: LotTerms }): Promise<void> {
  const { from, to, amount, lot, ...rest } = move
  const transfer = { ...rest, legs: legsBetween(from, to, amount), reverses: null, lot }
  assertTransfer(transfer)
  const isPlain = !from.guarded && to.keepsLots
  const withLot = { ...move, lot: { ...lot, id: work.newId('lot') } }
  if (isPlain && (await insertEarning(work, withLot))) return
  await postTransfers(work, [transfer])
}

/**
 * Spends an amount: out of the lots that are available, first to run out first (LE12). Repeating it
 * under its id changes nothing.
 *
 * @throws {Refused} `ledger.balance-too-low`, `ledger.transfer-differs`
 */
export async function spend(work: Work, move: Move): Promise<void> {
  const { from, to, amount, ...rest } = move
  await postTransfers(work, [{ ...rest, legs: legsBetween(from, to, amount), reverses: null }])
}

/** An undoing, under an id made by the caller. */
export type Undoing = {
  readonly id: Id<'transfer'>
  readonly transferId: Id<'transfer'>
  /** Null: all that is left of it. A part is for transfers between two accounts only. */
  readonly amount: number | null
  readonly because: string
  readonly memo: string
  /**
   * What to do where a holder has spent what is to be taken back, and holds too little else: refuse,
   * or take what is there, so that the caller can keep the rest back from the money it pays out.
   */
  readonly ifSpent: 'refuse' | 'take-what-is-there'
}

/**
 * Undoes a transfer, or a part of it, by a new one (LE4, LE13). What has run out of what it brought
 * counts as undone (LE14). Repeating it under its id changes nothing.
 *
 * @returns the amount that was undone; zero when nothing was left to undo, or to take
 * @throws {Refused} `ledger.transfer-unknown`, `ledger.not-reversible`, `ledger.reversal-too-large`,
 *   `ledger.balance-too-low`, `ledger.transfer-differs`
 */
export async function reverse(work: Work, undoing: Undoing): Promise<{ readonly amount: number }> {
  const { id, transferId, because, memo } = undoing
  const known = await store.transferOf(work, id)
  if (known) {
    if (known.reverses === transferId) return { amount: volumeOf(known.legs) }
    throw new Refused(ledgerRefusals, 'ledger.transfer-differs')
  }
  const original = await store.transferOf(work, transferId)
  if (!original) throw new Refused(ledgerRefusals, 'ledger.transfer-unknown')
  if (original.reverses) throw new Refused(ledgerRefusals, 'ledger.not-reversible')
  const names = original.legs.map(({ account }) => account)
  await store.lockAccounts(work, names)

  const left = (await store.pastsOf(work, [transferId])).get(transferId)?.left ?? new Map()
  const whole = names.map((account) => ({ account, amount: -(left.get(account.key) ?? 0) }))
  const legs = undoing.amount === null ? whole : partOf(whole, undoing.amount)
  const short = undoing.ifSpent === 'refuse' ? 0 : await shortageOf(work, { id, transferId, legs })
  const moved = (short === 0 ? legs : partOf(legs, volumeOf(legs) - short)).filter(
    ({ amount }) => amount !== 0,
  )
  if (moved.length === 0) return { amount: 0 }
  await postTransfers(work, [{ id, legs: moved, because, memo, reverses: transferId }])
  return { amount: volumeOf(moved) }
}

/**
 * What stands of transfers on an account: what they brought, less what was undone or has run out.
 * Of what was spent nothing is missing here.
 */
export async function leftOf(
  work: Work,
  account: AccountName,
  transferIds: readonly Id<'transfer'>[],
): Promise<ReadonlyMap<Id<'transfer'>, number>> {
  const pasts = await store.pastsOf(work, transferIds)
  return new Map([...pasts].map(([id, { left }]) => [id, left.get(account.key) ?? 0]))
}

function volumeOf(legs: readonly Leg[]): number {
  return legs.reduce((sum, { amount }) => sum + Math.max(amount, 0), 0)
}

function partOf(legs: readonly Leg[], amount: number): readonly Leg[] {
  assert(legs.length === 2, 'a part is of a transfer between two accounts')
  if (amount > volumeOf(legs)) throw new Refused(ledgerRefusals, 'ledger.reversal-too-large')
  return legs.map((leg) => ({ ...leg, amount: Math.sign(leg.amount) * amount }))
}

/** How much of what is to be taken back its holder has spent, and cannot make up for. */
async function shortageOf(
  work: Work,
  { id, transferId, legs }: Pick<Undoing, 'id' | 'transferId'> & { legs: readonly Leg[] },
): Promise<number> {
  const taken = legs.filter(({ account, amount }) => account.keepsLots && amount < 0)
  const keys = taken.map(({ account }) => account.key)
  const shelves = await lotStore.shelvesOf(work, keys, [transferId])
  return taken.reduce((sum, { account, amount }) => {
    const shelf = shelves.get(account.key) ?? emptyShelf
    const back = { transferId, amount: -amount, at: work.now, byId: id }
    return sum + undoLot(shelf, back).short
  }, 0)
}

export type SeenBalance = {
  readonly balance: number
  /** What can be spent now: neither on hold, nor pending, nor run out. */
  readonly available: number
  /** What becomes available later (LE11). */
  readonly upcoming: number
}

/** What an account stands at; zero for one that was never used. */
export async function balanceOf(work: Work, account: AccountName): Promise<SeenBalance> {
  const standing = await balances.standingOf(work, account.key)
  if (!standing) return { balance: 0, available: 0, upcoming: 0 }
  const { balance, available, upcoming } = standing
  return { balance, available, upcoming }
}

/** The most lots that are shown at once: those that run out first. */
const LOTS_SHOWN_MAX = 100

/** The lots of an account, first to run out first. */
export async function lotsOf(
  work: Work,
  account: AccountName,
): Promise<readonly lotStore.SeenLot[]> {
  return lotStore.openLots(work, [account.key], LOTS_SHOWN_MAX)
}

/** The balance as it stood at an instant, with what was posted at that very instant (LE9). */
export async function balanceAt(work: Work, account: AccountName, at: Date): Promise<number> {
  return balances.balanceAt(work, account.key, at)
}

/** The entries of an account, newest first. */
export async function entriesOf(
  work: Work,
  account: AccountName,
  page: PageRequest,
): Promise<Page<Entry>> {
  const rows = await balances.entriesBefore(work, [account.key], page)
  return pageOf(rows, page.limit, (entry) => String(entry.id))
}

/** The points of whoever asks, of all shops together (LE10). */
export async function myPoints(work: Work, page: PageRequest) {
  const keys = await myKeys(work)
  const standings = await balances.standingsOf(work, keys)
  const sum = (part: keyof SeenBalance) => standings.reduce((all, it) => all + it[part], 0)
  const rows = await balances.entriesBefore(work, keys, page)
  return {
    balance: sum('balance'),
    available: sum('available'),
    upcoming: sum('upcoming'),
    ...pageOf(rows, page.limit, (entry) => String(entry.id)),
  }
}

/** A shop's points may have an account of their own, below the person's. */
function myKeys(work: Work): Promise<readonly string[]> {
  return balances.keysFrom(work, pointsOfPerson(personOf(work.actor)).key)
}

/** What the points of whoever asks are made of, first to run out first (LE10). */
export async function myLots(work: Work): Promise<readonly lotStore.SeenLot[]> {
  return lotStore.openLots(work, await myKeys(work), LOTS_SHOWN_MAX)
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

/**
 * Lets an account go on under another key, with all that was ever posted to it: of a person who has two
 * accounts in the house. Nothing moves, so nothing is posted.
 *
 * @returns false when there is an account of that key already; true also where there is none to pass on
 */
export async function passAccount(
  work: Work,
  from: AccountName,
  to: AccountName,
): Promise<boolean> {
  const known = await accountsOf(work, [to.key])
  if (known.has(to.key)) return false
  await renameAccount(work, from.key, to.key)
  return true
}
