/**
 * From which lots an amount is taken, and where it goes when it is undone.
 *
 * Pure. A shelf is what one account holds, in lots. Time decides which lots are usable: a lot that
 * is still pending, or has run out, cannot be spent (LE11).
 */
import type { Id } from '../../../kernel/id.ts'

/** When what comes in may be spent, and when it runs out; null: never. */
export type LotTerms = { readonly availableAt: Date; readonly expiresAt: Date | null }

export type Lot = LotTerms & {
  readonly id: Id<'lot'>
  /** The transfer that brought it. */
  readonly transferId: Id<'transfer'>
  /** The account that promised it, by its key: what runs out goes back there. */
  readonly origin: string
  readonly arrivedAt: Date
  /** What may still be taken: neither gone nor on hold. */
  readonly free: number
}

/** So much of one lot; negative where it is given back. */
export type Draw = { readonly lotId: Id<'lot'>; readonly amount: number }

/** What one transfer took from an account, and from which lots. */
export type Taking = {
  readonly transferId: Id<'transfer'>
  /** When the lots had to be usable: when it was spent, or put on hold. */
  readonly at: Date
  readonly amount: number
  readonly draws: readonly Draw[]
}

/** Lots with something free, and the takings that an undoing may touch, in their order. */
export type Shelf = { readonly lots: readonly Lot[]; readonly takings: readonly Taking[] }

/** A draw with what it counts for. `isReturn`: it goes back to who promised it. */
export type CountedDraw = Draw & {
  readonly transferId: Id<'transfer'>
  readonly at: Date
  readonly isReturn: boolean
}

/** What a step leaves on the shelf, what it drew, and by how much it fell short. */
export type Step = {
  readonly shelf: Shelf
  readonly draws: readonly CountedDraw[]
  readonly short: number
}

export const emptyShelf: Shelf = { lots: [], takings: [] }

/** Whether a lot can be spent at an instant (LE11). */
export function isUsable(lot: Lot, at: Date): boolean {
  const { arrivedAt, availableAt, expiresAt } = lot
  return arrivedAt <= at && availableAt <= at && (expiresAt === null || at < expiresAt)
}

/** The order in which lots are spent: what runs out first goes first, then what came first (LE12). */
export function byExpiry(one: Lot, other: Lot): number {
  const runsOut = (lot: Lot) => lot.expiresAt?.getTime() ?? Infinity
  const [a, b] = [runsOut(one), runsOut(other)]
  if (a !== b) return a < b ? -1 : 1
  const age = one.arrivedAt.getTime() - other.arrivedAt.getTime()
  return age !== 0 ? age : one.id < other.id ? -1 : 1
}

/** What of a shelf can be spent at an instant. */
export function usableOf({ lots }: Shelf, at: Date): number {
  return lots.reduce((sum, lot) => sum + (isUsable(lot, at) ? lot.free : 0), 0)
}

/** Puts a lot that came in on the shelf. */
export function shelved(shelf: Shelf, lot: Lot): Shelf {
  return { ...shelf, lots: [...shelf.lots, lot] }
}

/** Takes an amount from what is usable at an instant, first to run out first (LE12). */
export function take(shelf: Shelf, { transferId, amount, at }: Omit<Taking, 'draws'>): Step {
  const stock = stockOf(shelf.lots)
  const draws = draw(stock, amount, shelf.lots.filter((lot) => isUsable(lot, at)).sort(byExpiry))
  const taking = { transferId, amount, at, draws }
  return {
    shelf: { lots: leftOf(shelf.lots, stock), takings: [...shelf.takings, taking] },
    draws: draws.map((it) => ({ ...it, transferId, at, isReturn: false })),
    short: amount - sumOf(draws),
  }
}

/**
 * Gives back what a transfer took, or a part of it. Later takings are served anew, each from what
 * was usable at its own instant: they stand as if the part undone had never been taken (LE13).
 * Null when the transfer took no such amount.
 */
export function undoTaking(
  shelf: Shelf,
  { transferId, amount, at }: { transferId: Id<'transfer'>; amount: number; at: Date },
): Step | null {
  const undone = shelf.takings.find((taking) => taking.transferId === transferId)
  if (!undone || undone.amount < amount) return null
  const takings = shelf.takings.map((taking) =>
    taking === undone ? { ...taking, amount: taking.amount - amount } : taking,
  )
  const served = serve({ ...shelf, takings }, at)
  return served.short === 0 ? served : putBack(shelf, undone, amount)
}

/**
 * Takes back what a transfer brought, or a part of it: out of its own lot first. What was spent of
 * that lot is served anew from the other lots; where those are not enough, the step is short (LE13).
 *
 * @param byId the reversal that takes back
 */
export function undoLot(
  shelf: Shelf,
  {
    transferId,
    amount,
    at,
    byId,
  }: { transferId: Id<'transfer'>; amount: number; at: Date; byId: Id<'transfer'> },
): Step {
  const stock = stockOf(shelf.lots)
  for (const { lotId, amount: taken } of shelf.takings.flatMap((taking) => taking.draws)) {
    stock.set(lotId, (stock.get(lotId) ?? 0) + taken)
  }
  const own = shelf.lots
    .filter((lot) => lot.transferId === transferId)
    .sort(byExpiry)
    .reverse()
  const returned = draw(stock, amount, own)
  // Of its own lot some may be on hold, or passed on: the rest is one more taking.
  const rest = amount - sumOf(returned)
  const gone = new Map(returned.map((it) => [it.lotId, it.amount]))
  const lots = shelf.lots.map((lot) => ({ ...lot, free: lot.free - (gone.get(lot.id) ?? 0) }))
  const extra = rest > 0 ? [{ transferId: byId, at, amount: rest, draws: [] }] : []
  const served = serve({ lots, takings: [...shelf.takings, ...extra] }, at)
  const back = returned.map((it) => ({ ...it, transferId: byId, at, isReturn: true }))
  return { ...served, draws: [...back, ...served.draws] }
}

/**
 * Serves takings in their order: each from what was usable at its instant, first to run out first,
 * which finds a way whenever there is one. What cannot be served so (it was spent before the other
 * lots came in) takes from the lots it had, from what is usable now, and from what is still pending.
 */
function serve({ lots, takings }: Shelf, now: Date): Step {
  const stock = stockOf(lots)
  for (const { lotId, amount } of takings.flatMap((taking) => taking.draws)) {
    stock.set(lotId, (stock.get(lotId) ?? 0) + amount)
  }
  const sorted = lots.toSorted(byExpiry)
  const inTime = takings.map(({ amount, at }) =>
    draw(
      stock,
      amount,
      sorted.filter((lot) => isUsable(lot, at)),
    ),
  )
  const served = takings.map((taking, at) => {
    const draws = inTime[at] ?? []
    const had = new Set(taking.draws.map(({ lotId }) => lotId))
    const others = [
      ...sorted.filter((lot) => had.has(lot.id)),
      ...sorted.filter((lot) => isUsable(lot, now)),
      ...sorted.filter((lot) => now < lot.availableAt),
    ]
    const more = draw(stock, taking.amount - sumOf(draws), others)
    return { ...taking, draws: merged([...draws, ...more]) }
  })
  return {
    shelf: { lots: leftOf(lots, stock), takings: served.filter(({ amount }) => amount > 0) },
    draws: served.flatMap((taking, at) => changesOf(takings[at], taking)),
    short: served.reduce((sum, { amount, draws }) => sum + amount - sumOf(draws), 0),
  }
}

/** The plain way: what was taken last goes back first. */
function putBack(shelf: Shelf, undone: Taking, amount: number): Step {
  let left = amount
  const back = new Map<Id<'lot'>, number>()
  for (const it of undone.draws.toReversed()) {
    const part = Math.min(left, it.amount)
    if (part > 0) back.set(it.lotId, part)
    left -= part
  }
  const draws = undone.draws
    .map((it) => ({ ...it, amount: it.amount - (back.get(it.lotId) ?? 0) }))
    .filter((it) => it.amount > 0)
  const after = { ...undone, amount: undone.amount - amount, draws }
  return {
    shelf: {
      lots: shelf.lots.map((lot) => ({ ...lot, free: lot.free + (back.get(lot.id) ?? 0) })),
      takings: shelf.takings.map((taking) => (taking === undone ? after : taking)),
    },
    draws: changesOf(undone, after),
    short: left,
  }
}

type Stock = Map<Id<'lot'>, number>

function stockOf(lots: readonly Lot[]): Stock {
  return new Map(lots.map((lot) => [lot.id, lot.free]))
}

function leftOf(lots: readonly Lot[], stock: Stock): readonly Lot[] {
  return lots.map((lot) => ({ ...lot, free: stock.get(lot.id) ?? 0 }))
}

/** Takes up to `amount` from the stock, lot after lot; says what it got. */
function draw(stock: Stock, amount: number, lots: readonly Lot[]): readonly Draw[] {
  const draws: Draw[] = []
  let left = amount
  for (const { id } of lots) {
    const free = stock.get(id) ?? 0
    const part = Math.min(left, free)
    if (part <= 0) continue
    draws.push({ lotId: id, amount: part })
    stock.set(id, free - part)
    left -= part
  }
  return draws
}

function merged(draws: readonly Draw[]): readonly Draw[] {
  const sums = new Map<Id<'lot'>, number>()
  for (const { lotId, amount } of draws) sums.set(lotId, (sums.get(lotId) ?? 0) + amount)
  return [...sums].map(([lotId, amount]) => ({ lotId, amount }))
}

/** What must be drawn and given back so that a taking stands as `after`. */
function changesOf(before: Taking | undefined, after: Taking): readonly CountedDraw[] {
  const given = before?.draws.map(({ lotId, amount }) => ({ lotId, amount: -amount })) ?? []
  const { transferId, at } = after
  return merged([...given, ...after.draws])
    .filter(({ amount }) => amount !== 0)
    .map((it) => ({ ...it, transferId, at, isReturn: false }))
}

function sumOf(draws: readonly Draw[]): number {
  return draws.reduce((sum, { amount }) => sum + amount, 0)
}
