/**
 * Which sets of transfers may be posted, and what they do to the lots.
 *
 * Pure. Sets are judged in their order, each on what the sets before it left behind.
 */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import {
  availableOf,
  changesOf,
  contentOf,
  untouched,
  type LedgerRefusal,
  type Standing,
  type Transfer,
} from '../model.ts'
import {
  emptyShelf,
  shelved,
  take,
  undoLot,
  undoTaking,
  type CountedDraw,
  type Lot,
  type LotTerms,
  type Shelf,
  type Step,
} from './lots.ts'

/** Transfers that post together or not at all (LE6). */
export type LinkedSet = readonly Transfer[]
export type Outcome =
  | { readonly kind: 'posted' }
  /** The same transfers were posted before; nothing changed. */
  | { readonly kind: 'repeated' }
  | { readonly kind: 'refused'; readonly code: LedgerRefusal }

/** A transfer that is to be undone: what of each account's change still stands. */
export type Past = { readonly isReversal: boolean; readonly left: ReadonlyMap<string, number> }

/** What is known before a batch is judged: all accounts named in it, and ids that are taken. */
export type Ledger = {
  readonly standings: ReadonlyMap<string, Standing>
  readonly contents: ReadonlyMap<Id<'transfer'>, string>
  /** The transfers that some transfer of the batch undoes. */
  readonly pasts: ReadonlyMap<Id<'transfer'>, Past>
  /** The lots of the accounts that keep lots and are taken from. */
  readonly shelves: ReadonlyMap<string, Shelf>
  readonly now: Date
  newLotId(): Id<'lot'>
}

/** A lot to be written. `amount` is what came in, of which draws of the same batch may take. */
export type NewLot = Lot & { readonly accountKey: string; readonly amount: number }
/** A draw to be written, with the transfer that made it. */
export type CausedDraw = CountedDraw & { readonly causedBy: Id<'transfer'> }

export type Judgement = {
  /** One a set. */
  readonly outcomes: readonly Outcome[]
  readonly lots: readonly NewLot[]
  readonly draws: readonly CausedDraw[]
}

/** What changes while sets are judged. */
type Books = {
  readonly standings: Map<string, Standing>
  readonly contents: Map<Id<'transfer'>, string>
  readonly pasts: Map<Id<'transfer'>, Past>
  readonly shelves: Map<string, Shelf>
  readonly now: Date
  newLotId(): Id<'lot'>
}
type LotWork = {
  readonly shelves: ReadonlyMap<string, Shelf>
  readonly lots: readonly NewLot[]
  readonly draws: readonly CausedDraw[]
}

/** A set whose transfers were all posted before is repeated; one that mixes old and new is refused. */
export function judge(ledger: Ledger, sets: readonly LinkedSet[]): Judgement {
  const books: Books = {
    ...ledger,
    standings: new Map(ledger.standings),
    contents: new Map(ledger.contents),
    pasts: new Map(ledger.pasts),
    shelves: new Map(ledger.shelves),
  }
  const toUndo = new Set(sets.flatMap((set) => set.flatMap((it) => it.reverses ?? [])))
  const lots: NewLot[] = []
  const draws: CausedDraw[] = []
  const outcomes = sets.map((set): Outcome => {
    const code = objectionTo(books, set)
    if (code === 'repeated') return { kind: 'repeated' }
    if (code) return { kind: 'refused', code }
    const work = lotWorkOf(books, set)
    if (typeof work === 'string') return { kind: 'refused', code: work }
    lots.push(...work.lots)
    draws.push(...work.draws)
    for (const [key, shelf] of work.shelves) books.shelves.set(key, shelf)
    for (const transfer of set) enter(books, transfer, toUndo.has(transfer.id))
    return { kind: 'posted' }
  })
  return { outcomes, lots, draws }
}

function enter(books: Books, transfer: Transfer, isToBeUndone: boolean): void {
  const changes = changesOf(transfer.legs)
  books.contents.set(transfer.id, contentOf(transfer))
  for (const [key, change] of changes) {
    const standing = books.standings.get(key) ?? untouched
    books.standings.set(key, { ...standing, balance: standing.balance + change })
  }
  if (isToBeUndone) {
    books.pasts.set(transfer.id, { isReversal: transfer.reverses !== null, left: changes })
  }
  const past = transfer.reverses && books.pasts.get(transfer.reverses)
  if (!transfer.reverses || !past) return
  const left = new Map(past.left)
  for (const [key, change] of changes) left.set(key, (left.get(key) ?? 0) + change)
  books.pasts.set(transfer.reverses, { ...past, left })
}

function objectionTo(books: Books, set: LinkedSet): LedgerRefusal | 'repeated' | null {
  const known = set.filter((transfer) => books.contents.has(transfer.id))
  if (known.length > 0) {
    const isSame = set.every((it) => books.contents.get(it.id) === contentOf(it))
    return isSame ? 'repeated' : 'ledger.transfer-differs'
  }
  for (const transfer of set) {
    const objection = transfer.reverses && objectionToUndoing(books, transfer)
    if (objection) return objection
  }
  return objectionToChanges(books, set)
}

/** No account gets back more than it gave, or gives back more than it got (LE4). */
function objectionToUndoing({ pasts }: Books, { legs, reverses }: Transfer): LedgerRefusal | null {
  const past = reverses && pasts.get(reverses)
  if (!past) return 'ledger.transfer-unknown'
  if (past.isReversal) return 'ledger.not-reversible'
  if ([...past.left.values()].every((left) => left === 0)) return 'ledger.transfer-undone'
  const isWithin = [...changesOf(legs)].every(([key, change]) => {
    const left = past.left.get(key) ?? 0
    return Math.sign(change) === -Math.sign(left) && Math.abs(change) <= Math.abs(left)
  })
  return isWithin ? null : 'ledger.reversal-too-large'
}

// A set is judged as a whole: what one of its transfers brings, another may spend (LE6).
function objectionToChanges({ standings }: Books, set: LinkedSet): LedgerRefusal | null {
  const changes = new Map<string, { change: number; guarded: boolean }>()
  for (const { account, amount } of set.flatMap((transfer) => transfer.legs)) {
    const { change = 0, guarded = false } = changes.get(account.key) ?? {}
    changes.set(account.key, { change: change + amount, guarded: guarded || account.guarded })
  }
  for (const [key, { change, guarded }] of changes) {
    const standing = standings.get(key) ?? untouched
    // What comes in is welcome even where too much is on hold.
    if (guarded && change < 0 && availableOf(standing) + change < 0) {
      return 'ledger.balance-too-low'
    }
    const { balance, balanceMax } = standing
    if (balanceMax !== null && change > 0 && balance + change > balanceMax) {
      return 'ledger.account-full'
    }
  }
  return null
}

/** What a set does to the lots, or why it cannot: the usable ones may not hold enough (LE11). */
function lotWorkOf(books: Books, set: LinkedSet): LotWork | LedgerRefusal {
  const shelves = new Map<string, Shelf>()
  const lots: NewLot[] = []
  const draws: CausedDraw[] = []
  const shelfOf = (key: string) => shelves.get(key) ?? books.shelves.get(key) ?? emptyShelf
  // What only brings goes first: another transfer of the set may spend it (LE6).
  const inOrder = [...set.filter((it) => !takesFromLots(it)), ...set.filter(takesFromLots)]
  for (const transfer of inOrder) {
    const moved: (LotTerms & { amount: number; origin: string })[] = []
    for (const [key, change] of lotChangesOf(transfer)) {
      if (change > 0) continue
      const before = shelfOf(key)
      const step = taken(before, transfer, -change, books.now)
      if (step.short > 0) return 'ledger.balance-too-low'
      shelves.set(key, step.shelf)
      draws.push(...step.draws.map((it) => ({ ...it, causedBy: transfer.id })))
      if (!transfer.reverses) moved.push(...piecesOf(before, step))
    }
    for (const [key, change] of lotChangesOf(transfer)) {
      if (change < 0) continue
      if (transfer.reverses) {
        const { now: at } = books
        const step = undoTaking(shelfOf(key), { transferId: transfer.reverses, amount: change, at })
        // What ran out was not taken by anyone who could get it back.
        if (!step) return 'ledger.not-reversible'
        shelves.set(key, step.shelf)
        draws.push(...step.draws.map((it) => ({ ...it, causedBy: transfer.id })))
        continue
      }
      for (const lot of arrivals(books, transfer, change, moved)) {
        lots.push({ ...lot, accountKey: key, amount: lot.free })
        shelves.set(key, shelved(shelfOf(key), lot))
      }
    }
  }
  return { shelves, lots, draws }
}

function lotChangesOf({ legs }: Transfer): readonly (readonly [string, number])[] {
  const keys = new Set(legs.filter(({ account }) => account.keepsLots).map((it) => it.account.key))
  if (keys.size === 0) return []
  return [...changesOf(legs)].filter(([key, change]) => keys.has(key) && change !== 0)
}

function takesFromLots(transfer: Transfer): boolean {
  return lotChangesOf(transfer).some(([, change]) => change < 0)
}

function taken(shelf: Shelf, { id, reverses }: Transfer, amount: number, at: Date): Step {
  if (reverses) return undoLot(shelf, { transferId: reverses, amount, at, byId: id })
  return take(shelf, { transferId: id, amount, at })
}

/** What left a shelf, with the terms it had: it keeps them where it goes (LE15). */
function piecesOf({ lots }: Shelf, { draws }: Step) {
  return draws.flatMap(({ lotId, amount }) => {
    const lot = lots.find(({ id }) => id === lotId)
    assert(lot, 'a draw is of a lot on the shelf')
    const { availableAt, expiresAt, origin } = lot
    return [{ amount, availableAt, expiresAt, origin }]
  })
}

/** The lots that an amount comes in: those passed on from another account first, then a fresh one. */
function arrivals(
  { now, newLotId }: Books,
  transfer: Transfer,
  amount: number,
  moved: (LotTerms & { amount: number; origin: string })[],
): readonly Lot[] {
  const lot = { transferId: transfer.id, arrivedAt: now }
  const lots: Lot[] = []
  let left = amount
  while (left > 0 && moved.length > 0) {
    const [piece] = moved.splice(0, 1)
    assert(piece, 'there was one')
    const part = Math.min(left, piece.amount)
    left -= part
    const { amount: rest, ...terms } = piece
    if (rest > part) moved.unshift({ ...piece, amount: rest - part })
    lots.push({ ...lot, ...terms, id: newLotId(), free: part })
  }
  if (left > 0) {
    const { availableAt, expiresAt } = transfer.lot ?? { availableAt: now, expiresAt: null }
    const origin = promiserOf(transfer)
    lots.push({ ...lot, id: newLotId(), origin, availableAt, expiresAt, free: left })
  }
  return lots
}

/** Who promises what a transfer brings; what runs out goes back there. */
function promiserOf({ legs }: Transfer): string {
  const givers = new Set(legs.filter((it) => it.amount < 0).map((it) => it.account.key))
  const [giver] = givers
  assert(giver !== undefined && givers.size === 1, 'what comes in lots is promised by one account')
  return giver
}
