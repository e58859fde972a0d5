/**
 * Does what an effect says to the pieces of a cart. Pure but for the prices it is handed, which it
 * lowers; who wants to go on another way copies them first.
 */
import { fittingIn, sumOf, type Pieces, type Selector } from './cart.ts'
import { offOf, stepOf, type Effect, type Off, type Pick, type Tiers } from './effect.ts'
import { getPieces, bundlePieces } from './groups.ts'
import { splitMinor } from './split.ts'

/** How offers of one cart bear on each other. */
export type Basis = {
  /** Whether a discount is reckoned on what pieces cost at first or on what is left of it. */
  readonly on: 'initial' | 'current'
  /** Whether one piece may be made cheaper by one offer only. */
  readonly isOncePerPiece: boolean
}

/** Something that is handed over besides what was ordered, or in its place. */
export type Extra = {
  readonly kind: 'added' | 'upgraded'
  readonly itemId: string
  readonly itemName: string
  readonly units: number
  /** What it is worth: its price, or the difference to what was ordered. */
  readonly valueMinor: number
  /** The line whose pieces are handed over as something dearer. */
  readonly lineId: string | null
}

/** What an effect came to. */
export type Gain = {
  /** Of each piece; null when no piece got cheaper. */
  readonly offMinor: Float64Array | null
  readonly deliveryOffMinor: number
  readonly extras: readonly Extra[]
}

export const nothing: Gain = { offMinor: null, deliveryOffMinor: 0, extras: [] }

const TOUCHED = 1
const UPGRADED = 2

/** What a gain is worth to the shopper in money. */
export function moneyOf({ offMinor, deliveryOffMinor, extras }: Gain): number {
  const values = extras.reduce((sum, { valueMinor }) => sum + valueMinor, 0)
  return (offMinor === null ? 0 : sumOf(offMinor)) + deliveryOffMinor + values
}

/**
 * Applies one effect.
 *
 * @param capMinor the most it may be worth; Infinity for no cap
 */
export function applyEffect(pieces: Pieces, effect: Effect, basis: Basis, capMinor: number): Gain {
  switch (effect.kind) {
    case 'item-discount': {
      const off = stepReached(pieces, effect.of, effect.tiers)
      if (!off) return nothing
      const picked = pick(pieces, fitting(pieces, effect.of, basis), effect.pick, basis)
      return effect.spread === 'each'
        ? eachOff(pieces, picked, off, basis, capMinor)
        : acrossOff(pieces, picked, off, basis, capMinor)
    }
    case 'order-discount': {
      const off = stepReached(pieces, null, effect.tiers)
      const all = fitting(pieces, null, basis)
      return off ? acrossOff(pieces, all, off, basis, capMinor) : nothing
    }
    case 'buy-get': {
      const { buy, get, off, timesMax } = effect
      const [buyable, gettable] = [buy, get].map(({ of }) => fitting(pieces, of, basis))
      const prices = pricesOf(pieces, basis)
      const got = getPieces(prices, buyable ?? [], gettable ?? [], buy.units, get.units, timesMax)
      return eachOff(pieces, got, off, basis, capMinor)
    }
    case 'bundle': {
      const parts = effect.parts.map(({ of, units }) => ({ at: fitting(pieces, of, basis), units }))
      const found = bundlePieces(pricesOf(pieces, basis), parts, effect.priceMinor, effect.timesMax)
      return reduce(pieces, found.at, found.offMinor, capMinor)
    }
    case 'free-item':
      return freeItem(pieces, effect, basis, capMinor)
    case 'upgrade':
      return upgrade(pieces, effect, basis, capMinor)
    case 'delivery-discount': {
      const offMinor = Math.min(offOf(effect.off, pieces.deliveryMinor), capMinor)
      pieces.deliveryMinor -= offMinor
      return { ...nothing, deliveryOffMinor: offMinor }
    }
    case 'points':
    case 'points-percent':
    case 'points-times':
    case 'gift-value':
      // Points and gift value leave the prices alone; they are reckoned when these are settled.
      return nothing
  }
}

const pricesOf = (pieces: Pieces, { on }: Basis) =>
  on === 'initial' ? pieces.initialMinor : pieces.currentMinor

/** The pieces, in order, that an effect may make cheaper. */
function fitting(
  pieces: Pieces,
  of: Selector | null,
  { isOncePerPiece }: Basis,
): readonly number[] {
  const all = fittingIn(pieces, of)
  return isOncePerPiece ? all.filter((at) => pieces.isTouched[at] === 0) : all
}

/** The step that a cart reaches, measured before any discount. */
export function stepReached(pieces: Pieces, of: Selector | null, tiers: Tiers): Off | null {
  const all = fittingIn(pieces, of)
  return stepOf(tiers, tiers.by === 'quantity' ? all.length : sumAt(pieces.initialMinor, all))
}

function sumAt(prices: Float64Array, at: readonly number[]): number {
  return at.reduce((sum, piece) => sum + (prices[piece] ?? 0), 0)
}

function pick(
  pieces: Pieces,
  at: readonly number[],
  picked: Pick,
  basis: Basis,
): readonly number[] {
  if (picked.kind === 'all') return at
  const prices = pricesOf(pieces, basis)
  const sign = picked.kind === 'cheapest' ? 1 : -1
  const sorted = at.toSorted((one, two) => sign * ((prices[one] ?? 0) - (prices[two] ?? 0)))
  return sorted.slice(0, picked.units)
}

/** Reduces each of the pieces by itself. */
function eachOff(
  pieces: Pieces,
  at: readonly number[],
  off: Off,
  basis: Basis,
  capMinor: number,
): Gain {
  const { currentMinor } = pieces
  const prices = pricesOf(pieces, basis)
  const offs = at.map((piece) => {
    return Math.min(currentMinor[piece] ?? 0, offOf(off, prices[piece] ?? 0))
  })
  const sum = offs.reduce((one, two) => one + two, 0)
  const kept = sum > capMinor ? splitMinor(capMinor, offs) : offs
  return take(pieces, at, kept)
}

/** Reduces pieces as one sum, which they share by their prices. */
function acrossOff(
  pieces: Pieces,
  at: readonly number[],
  off: Off,
  basis: Basis,
  capMinor: number,
): Gain {
  return reduce(pieces, at, offOf(off, sumAt(pricesOf(pieces, basis), at)), capMinor)
}

function reduce(pieces: Pieces, at: readonly number[], offMinor: number, capMinor: number): Gain {
  const prices = at.map((piece) => pieces.currentMinor[piece] ?? 0)
  const sum = prices.reduce((one, two) => one + two, 0)
  return take(pieces, at, splitMinor(Math.min(offMinor, sum, capMinor), prices))
}

function take(pieces: Pieces, at: readonly number[], offs: ArrayLike<number>): Gain {
  const offMinor = new Float64Array(pieces.currentMinor.length)
  let isAny = false
  at.forEach((piece, index) => {
    const off = offs[index] ?? 0
    if (off === 0) return
    isAny = true
    offMinor[piece] = off
    pieces.currentMinor[piece] = (pieces.currentMinor[piece] ?? 0) - off
    pieces.isTouched[piece] = (pieces.isTouched[piece] ?? 0) | TOUCHED
  })
  return isAny ? { ...nothing, offMinor } : nothing
}

type FreeItem = Extract<Effect, { kind: 'free-item' }>
function freeItem(
  pieces: Pieces,
  { item, units, mode }: FreeItem,
  basis: Basis,
  capMinor: number,
): Gain {
  const { cart, lineOf, currentMinor } = pieces
  if (!cart.isItemised && mode === 'in-cart') {
    // Of a bill that was typed as one sum, whoever typed it says that the item is on it.
    return reduce(pieces, fitting(pieces, null, basis), item.unitMinor * units, capMinor)
  }
  const isItem = (at: number) => cart.lines[lineOf[at] ?? -1]?.itemId === item.itemId
  const there =
    mode === 'added' || !cart.isItemised ? [] : fitting(pieces, null, basis).filter(isItem)
  const dearest = there.toSorted((one, two) => (currentMinor[two] ?? 0) - (currentMinor[one] ?? 0))
  const freed = dearest.slice(0, units)
  const gain = reduce(pieces, freed, Infinity, capMinor)
  if (mode === 'in-cart') return gain

  const leftMinor = capMinor - moneyOf(gain)
  const affordable = item.unitMinor === 0 ? units : Math.floor(leftMinor / item.unitMinor)
  const added = Math.min(units - freed.length, affordable)
  if (added === 0) return gain
  const { itemId, itemName, unitMinor } = item
  const extra = { kind: 'added', itemId, itemName, units: added, lineId: null } as const
  return { ...gain, extras: [{ ...extra, valueMinor: unitMinor * added }] }
}

type Upgrade = Extract<Effect, { kind: 'upgrade' }>
function upgrade(pieces: Pieces, { of, to, units }: Upgrade, basis: Basis, capMinor: number): Gain {
  const { cart, lineOf, initialMinor, isTouched } = pieces
  const differenceOf = (at: number) => to.unitMinor - (initialMinor[at] ?? 0)
  const isOpen = (at: number) => differenceOf(at) > 0 && ((isTouched[at] ?? 0) & UPGRADED) === 0
  const open = fitting(pieces, of, basis).filter(isOpen)
  const wanted = open.toSorted((one, two) => differenceOf(two) - differenceOf(one)).slice(0, units)
  let leftMinor = capMinor
  const extras: Extra[] = []
  for (const at of wanted) {
    const valueMinor = differenceOf(at)
    if (valueMinor > leftMinor) continue
    leftMinor -= valueMinor
    isTouched[at] = (isTouched[at] ?? 0) | UPGRADED
    const lineId = cart.lines[lineOf[at] ?? -1]?.lineId ?? null
    const { itemId, itemName } = to
    extras.push({ kind: 'upgraded', itemId, itemName, units: 1, valueMinor, lineId })
  }
  return extras.length === 0 ? nothing : { ...nothing, extras }
}
