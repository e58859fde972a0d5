/** Splits an amount so that the parts add up to it. Pure. */
import { assert } from '../../../../kernel/assert.ts'

/**
 * Splits whole minor units over weights by largest remainder; of equal remainders the first is
 * served first. A part is never above its weight when the total is not above their sum.
 *
 * @returns one whole part for each weight, adding up to `totalMinor`
 */
export function splitMinor(totalMinor: number, weights: ArrayLike<number>): Float64Array {
  const parts = new Float64Array(weights.length)
  let sum = 0
  let largest = 0
  for (let at = 0; at < weights.length; at += 1) {
    const weight = weights[at] ?? 0
    sum += weight
    if (weight > largest) largest = weight
  }
  if (totalMinor === 0) return parts
  assert(sum > 0, 'an amount is split over something')
  const isExact =
    totalMinor * largest <= Number.MAX_SAFE_INTEGER &&
    sum * weights.length <= Number.MAX_SAFE_INTEGER
  return isExact ? split(totalMinor, weights, sum, parts) : splitLarge(totalMinor, weights, parts)
}

/** Fills in the parts. This is where pricing spends most of its time. */
function split(
  total: number,
  weights: ArrayLike<number>,
  sum: number,
  parts: Float64Array,
): Float64Array {
  const length = weights.length
  // Each key is a remainder with, below it, its place from the end: the largest key is served first.
  const keys = new Float64Array(length)
  let left = total
  for (let at = 0; at < length; at += 1) {
    const product = total * (weights[at] ?? 0)
    const remainder = product % sum
    const part = (product - remainder) / sum
    parts[at] = part
    keys[at] = remainder * length + (length - 1 - at)
    left -= part
  }
  if (left === 0) return parts
  keys.sort()
  for (let rank = 1; rank <= left; rank += 1) {
    const at = length - 1 - ((keys[length - rank] ?? 0) % length)
    parts[at] = (parts[at] ?? 0) + 1
  }
  return parts
}

/** The same where products are beyond what a double holds exactly. */
function splitLarge(
  totalMinor: number,
  weights: ArrayLike<number>,
  parts: Float64Array,
): Float64Array {
  const total = BigInt(totalMinor)
  const all = Array.from(weights, BigInt)
  const sum = all.reduce((one, two) => one + two, 0n)
  all.forEach((weight, at) => (parts[at] = Number((total * weight) / sum)))
  const left = totalMinor - parts.reduce((one, two) => one + two, 0)
  const byRemainder = all
    .map((weight, at) => ({ at, remainder: (total * weight) % sum }))
    .sort((one, two) =>
      two.remainder === one.remainder ? one.at - two.at : two.remainder > one.remainder ? 1 : -1,
    )
  for (const { at } of byRemainder.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}
