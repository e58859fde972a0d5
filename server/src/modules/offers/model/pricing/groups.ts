/** Which pieces a buy-get or a bundle takes. Pure. Pieces are indexes into `prices`, in minor units. */

type Prices = ArrayLike<number>

/**
 * The pieces that come reduced when others are bought: as many times as there are enough of both,
 * and then the cheapest, as far as enough to buy is left beside them.
 *
 * @param buyable, gettable ascending indexes; they may overlap
 */
export function getPieces(
  prices: Prices,
  buyable: readonly number[],
  gettable: readonly number[],
  buyUnits: number,
  getUnits: number,
  timesMax: number | null,
): readonly number[] {
  const isBuyable = new Set(buyable)
  const both = gettable.filter((at) => isBuyable.has(at)).length
  const onlyBuy = buyable.length - both
  const all = buyable.length + gettable.length - both
  const times = Math.min(
    timesMax ?? Infinity,
    Math.floor(buyable.length / buyUnits),
    Math.floor(gettable.length / getUnits),
    Math.floor(all / (buyUnits + getUnits)),
  )
  // So many of the pieces that fit both must stay with what is bought.
  let bothLeft = both - Math.max(0, times * buyUnits - onlyBuy)
  const got: number[] = []
  const cheapest = gettable.toSorted((one, two) => (prices[one] ?? 0) - (prices[two] ?? 0))
  for (const at of cheapest) {
    if (got.length === times * getUnits) break
    if (isBuyable.has(at) && bothLeft-- <= 0) continue
    got.push(at)
  }
  return got
}

type BundlePart = { readonly at: readonly number[]; readonly units: number }

/**
 * The pieces that are sold as bundles, as many bundles as are cheapest for the shopper, and what
 * that takes off. Of the pieces that fit the parts the dearest are taken, whichever part they fill.
 */
export function bundlePieces(
  prices: Prices,
  parts: readonly BundlePart[],
  priceMinor: number,
  timesMax: number | null,
): { readonly at: readonly number[]; readonly offMinor: number } {
  let best: { at: readonly number[]; offMinor: number } = { at: [], offMinor: 0 }
  for (let times = 1; times <= (timesMax ?? Infinity); times += 1) {
    const slots = parts.map((part) => part.units * times)
    const at = dearestFilling(prices, parts, slots)
    if (at === null) break
    const sum = at.reduce((one, piece) => one + (prices[piece] ?? 0), 0)
    const offMinor = sum - priceMinor * times
    if (offMinor > best.offMinor) best = { at, offMinor }
  }
  return best
}

/**
 * The dearest pieces that fill all slots of all parts; null when the slots cannot be filled.
 * Pieces that can fill slots together are independent sets of a transversal matroid, so taking the
 * dearest that still fits, and moving others between parts to make it fit, is optimal.
 */
function dearestFilling(
  prices: Prices,
  parts: readonly BundlePart[],
  slots: readonly number[],
): readonly number[] | null {
  const partsOf = new Map<number, number[]>()
  parts.forEach(({ at }, part) => {
    for (const piece of at) partsOf.set(piece, [...(partsOf.get(piece) ?? []), part])
  })
  const filled = parts.map((): number[] => [])
  const wanted = slots.reduce((one, two) => one + two, 0)
  if (partsOf.size < wanted) return null

  const place = (piece: number, tried: Set<number>): boolean => {
    for (const part of partsOf.get(piece) ?? []) {
      if (tried.has(part)) continue
      tried.add(part)
      const inPart = filled[part] ?? []
      if (inPart.length < (slots[part] ?? 0)) {
        inPart.push(piece)
        return true
      }
      const moved = inPart.findIndex((other) => place(other, tried))
      if (moved >= 0) {
        inPart[moved] = piece
        return true
      }
    }
    return false
  }
  let taken = 0
  const dearest = [...partsOf.keys()].toSorted(
    (one, two) => (prices[two] ?? 0) - (prices[one] ?? 0) || one - two,
  )
  for (const piece of dearest) {
    if (taken === wanted) break
    if (place(piece, new Set())) taken += 1
  }
  return taken === wanted ? filled.flat().toSorted((one, two) => one - two) : null
}
