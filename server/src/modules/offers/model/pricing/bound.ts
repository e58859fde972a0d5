/**
 * How much offers can be worth at most: what lets the search for the best stop early. Pure.
 *
 * Everything rests on this: an effect takes off no more when prices are lower, and lowers what is
 * left to pay, not below what it would have been with lower prices (search.test.ts tries all sets
 * against it). So a set of offers is worth at most what its simple ones take off together, without
 * caps and whole shares, and the others each alone on the full prices.
 */
import { applyEffect, moneyOf, stepReached, type Basis } from './apply.ts'
import { copyOf, fittingIn, sumOf, type Pieces } from './cart.ts'
import { isAboutRest } from './condition.ts'
import { flat, offOf, phaseOf, type Effect, type Off } from './effect.ts'
import type { Candidate } from './offers.ts'

/** What is known of a candidate before the search. */
export type Known = {
  readonly candidate: Candidate
  /** The most it is worth on this cart, in money. */
  readonly aloneMinor: number
  /** Whether all it is worth comes off the prices of pieces, before the order as a whole. */
  readonly isOfItems: boolean
  /** Whether taking it is never worse than leaving it. */
  readonly isHarmless: boolean
  /** What it does, where that is simple enough to be reckoned together with others. */
  readonly simple: Simple | null
  /** The pieces it lowers, where these are the cheapest of some. */
  readonly cheapest: Cheapest | null
}

/**
 * The least part of what came before that an effect leaves standing: a percentage of a lower price is
 * less. Null where that cannot be told.
 */
export function leastKept({ candidate, simple, aloneMinor }: Known): number | null {
  if (isAboutRest(candidate.conditions)) return null
  if (simple === null) return aloneMinor === 0 ? 1 : null
  if (simple.off.kind === 'price') return null
  return simple.off.kind === 'percent' ? 1 - simple.off.percentOff / 100 : 1
}

/**
 * By how much whole units may shift what an effect leaves to pay, against exact fractions; of one
 * that `leastKept` can tell. The order is lowered as one sum, and what comes after asks for that sum.
 */
export function mostRounded({ simple }: Known): number {
  if (simple === null) return 0
  return simple.kind === 'order' ? 1 : simple.at.length + 1
}

/** So many of the cheapest of some pieces; `key` is alike for the same pieces. */
type Cheapest = { readonly key: string; readonly at: readonly number[]; readonly units: number }

/** Lowers each of some prices by itself, one sum of some, or the sum of all. */
type Simple = {
  readonly kind: 'each' | 'across' | 'order'
  readonly at: readonly number[]
  readonly off: Off
}

export function knownOf(
  pieces: Pieces,
  candidate: Candidate,
  basis: Basis,
  isHarmless: boolean,
): Known {
  const { effects, valueMinorMax } = candidate
  const sum = effects.reduce((minor, effect) => minor + mostOf(pieces, effect, basis), 0)
  const lowering = effects.filter((effect) => phaseOf(effect) < 5)
  const [first] = lowering
  const isFree =
    lowering.length === 1 && basis.on === 'current' && sum <= (valueMinorMax ?? Infinity)
  return {
    candidate,
    aloneMinor: Math.min(sum, valueMinorMax ?? Infinity),
    isOfItems: lowering.every(lowersItems),
    isHarmless,
    simple: first && isFree ? simpleOf(pieces, first) : null,
    cheapest: first && lowering.length === 1 ? cheapestOf(pieces, first, basis) : null,
  }
}

/** Whether what it is worth comes off the prices of pieces, before the order as a whole. */
const lowersItems = (effect: Effect) =>
  phaseOf(effect) < 3 && effect.kind !== 'upgrade' && effect.kind !== 'free-item'

/** The most that an effect is worth on a cart, whatever came before. */
function mostOf(pieces: Pieces, effect: Effect, basis: Basis): number {
  const worth = (it: Effect) => moneyOf(applyEffect(copyOf(pieces), it, basis, Infinity))
  // Where a piece is reduced once only, the cheapest may be gone; then dearer ones are reduced.
  if (effect.kind === 'item-discount' && effect.pick.kind === 'cheapest' && basis.isOncePerPiece) {
    return worth({ ...effect, pick: { ...effect.pick, kind: 'dearest' } })
  }
  if (effect.kind === 'buy-get' && basis.isOncePerPiece) {
    const { get, off, buy, timesMax } = effect
    const times = Math.min(timesMax ?? Infinity, Math.floor(pieces.lineOf.length / buy.units))
    const pick = { kind: 'dearest', units: times * get.units } as const
    return worth({ kind: 'item-discount', of: get.of, pick, spread: 'each', tiers: flat(off) })
  }
  if (effect.kind === 'free-item' && effect.mode === 'in-cart-or-added') {
    return worth({ ...effect, mode: 'in-cart' }) + effect.item.unitMinor * effect.units
  }
  return worth(effect)
}

/**
 * What lowers the cheapest of some pieces. However many such effects there are, lowered pieces stay
 * the cheapest: together they take off no more than what the cheapest cost.
 */
function cheapestOf(
  pieces: Pieces,
  effect: Effect,
  { isOncePerPiece, on }: Basis,
): Cheapest | null {
  if (isOncePerPiece || on === 'initial') return null
  if (effect.kind === 'item-discount' && effect.pick.kind === 'cheapest') {
    const at = fittingIn(pieces, effect.of)
    return { key: at.join(), at, units: effect.pick.units }
  }
  if (effect.kind !== 'buy-get') return null
  const [buyable, at] = [effect.buy.of, effect.get.of].map((of) => fittingIn(pieces, of))
  if (!buyable || !at) return null
  const isBuyable = new Set(buyable)
  const both = at.filter((piece) => isBuyable.has(piece)).length
  // Where only some of the pieces may stay with what is bought, dearer ones may be reduced.
  if (both !== 0 && !(both === at.length && both === buyable.length)) return null
  const times = Math.min(effect.timesMax ?? Infinity, Math.floor(at.length / effect.get.units))
  return { key: at.join(), at, units: times * effect.get.units }
}

function simpleOf(pieces: Pieces, effect: Effect): Simple | null {
  if (effect.kind !== 'order-discount' && effect.kind !== 'item-discount') return null
  const isOrder = effect.kind === 'order-discount'
  if (!isOrder && effect.pick.kind !== 'all') return null
  const of = isOrder ? null : effect.of
  const off = stepReached(pieces, of, effect.tiers) ?? { kind: 'percent', percentOff: 0 }
  const kind = isOrder ? 'order' : effect.spread
  // One price for some of the pieces: when one of them gets cheaper, the others' shares get dearer.
  if (kind === 'across' && off.kind === 'price') return null
  return { kind, at: fittingIn(pieces, of), off }
}

/**
 * The most that offers can be worth together from these prices on.
 *
 * @param rest in the order in which they are applied
 */
export function mostOfAll(pieces: Pieces, rest: readonly Known[]): number {
  const always: Known[] = []
  const alone: Known[] = []
  const byCategory = new Map<string, Known[]>()
  for (const one of rest) {
    const { stacking } = one.candidate
    if (stacking.kind === 'always') always.push(one)
    else if (stacking.kind !== 'category') alone.push(one)
    else byCategory.set(stacking.category, [...(byCategory.get(stacking.category) ?? []), one])
  }
  const together = mostOfThese(pieces, always, [...byCategory.values()])
  if (alone.length === 0) return together
  return Math.max(together, mostOfThese(pieces, always, []) + aloneMost(alone))
}

const aloneMost = (offers: readonly Known[]) =>
  offers.reduce((most, { aloneMinor }) => Math.max(most, aloneMinor), 0)

/** The most of some offers that all go together, and of one out of each of some categories. */
function mostOfThese(
  pieces: Pieces,
  always: readonly Known[],
  categories: readonly (readonly Known[])[],
): number {
  const prices = pieces.currentMinor.slice()
  let itemsMinor = 0
  let othersMinor = 0
  const ofOrder: Off[] = []
  /** The most percent off the order of each category. */
  const percentsOff: number[] = []
  for (const offers of categories) {
    const percents = offers.flatMap(({ simple }) => {
      return simple?.kind === 'order' && simple.off.kind === 'percent'
        ? [simple.off.percentOff]
        : []
    })
    if (percents.length === offers.length) {
      percentsOff.push(Math.max(...percents))
    } else if (offers.every(({ isOfItems }) => isOfItems)) {
      itemsMinor += aloneMost(offers)
    } else {
      othersMinor += aloneMost(offers)
    }
  }
  const cheap = new Map<string, { minor: number; cheapest: Cheapest }>()
  for (const { aloneMinor, isOfItems, simple, cheapest } of always) {
    if (cheapest !== null) {
      const known = cheap.get(cheapest.key)
      const minor = aloneMinor + (known?.minor ?? 0)
      const isMore = cheapest.units > (known?.cheapest.units ?? 0)
      cheap.set(cheapest.key, { minor, cheapest: isMore || !known ? cheapest : known.cheapest })
    } else if (simple === null) {
      if (isOfItems) itemsMinor += aloneMinor
      else othersMinor += aloneMinor
    } else if (simple.kind === 'order') {
      ofOrder.push(simple.off)
    } else {
      // Shares of a sum are whole, so each may be almost one off for those that come after.
      if (simple.kind === 'across') itemsMinor += simple.at.length
      relax(prices, simple)
    }
  }
  for (const { minor, cheapest } of cheap.values()) {
    itemsMinor += Math.min(minor, cheapestSum(pieces, cheapest))
  }
  const goodsMinor = Math.max(0, sumOf(prices) - itemsMinor)
  const payMinor = leastPaid(goodsMinor, ofOrder, percentsOff)
  return sumOf(pieces.currentMinor) - payMinor + othersMinor
}

/**
 * What is left to pay at least, wherever between the others the percentages come. They take the most
 * off where they come first; but one price for the order leaves nothing of what came before it, and
 * then each is only known to take no more than of the whole sum.
 */
function leastPaid(
  goodsMinor: number,
  ofOrder: readonly Off[],
  percentsOff: readonly number[],
): number {
  const after = (minor: number) => ofOrder.reduce((left, off) => lowered(off, left), minor)
  if (ofOrder.some(({ kind }) => kind === 'price')) {
    const percent = percentsOff.reduce((one, two) => one + two, 0)
    return Math.max(0, after(goodsMinor) - (goodsMinor * percent) / 100)
  }
  return after(percentsOff.reduce((minor, off) => (minor * (100 - off)) / 100, goodsMinor))
}

function cheapestSum({ currentMinor }: Pieces, { at, units }: Cheapest): number {
  const costs = at.map((piece) => currentMinor[piece] ?? 0).sort((one, two) => one - two)
  return costs.slice(0, units).reduce((one, two) => one + two, 0)
}

/** Lowers prices as an effect would without caps and whole shares. */
function relax(prices: Float64Array, { kind, at, off }: Simple): void {
  if (kind === 'each') {
    for (const piece of at) {
      const price = prices[piece] ?? 0
      prices[piece] = Number.isInteger(price) ? price - offOf(off, price) : lowered(off, price)
    }
    return
  }
  let sum = 0
  for (const piece of at) sum += prices[piece] ?? 0
  if (sum === 0) return
  const share = lowered(off, sum) / sum
  for (const piece of at) prices[piece] = (prices[piece] ?? 0) * share
}

function lowered(off: Off, price: number): number {
  switch (off.kind) {
    case 'percent':
      return (price * (100 - off.percentOff)) / 100
    case 'amount':
      return Math.max(0, price - off.amountOffMinor)
    case 'price':
      return Math.min(price, off.priceMinor)
  }
}
