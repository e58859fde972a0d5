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
  for (let at = 0; at < weights.length; at += 1) sum += weights[at] ?? 0
  if (totalMinor === 0) return parts
  assert(sum > 0, 'an amount is split over something')

  const remainders = new Float64Array(weights.length)
  const open: number[] = []
  let left = totalMinor
  for (let at = 0; at < weights.length; at += 1) {
    const remainder = remainderOf(totalMinor, weights[at] ?? 0, sum)
    const part = partOf(totalMinor, weights[at] ?? 0, sum, remainder)
    parts[at] = part
    remainders[at] = remainder
    left -= part
    if (remainder > 0) open.push(at)
  }
  if (left === 0) return parts
  open.sort((one, two) => (remainders[two] ?? 0) - (remainders[one] ?? 0) || one - two)
  for (let rank = 0; rank < left; rank += 1) {
    const at = open[rank] ?? 0
    parts[at] = (parts[at] ?? 0) + 1
  }
  return parts
}

// Two plain functions, and no pair of both: this is where pricing spends most of its time.

/** What remains of the division `total × weight / sum`, exactly. */
function remainderOf(total: number, weight: number, sum: number): number {
  const product = total * weight
  if (product <= Number.MAX_SAFE_INTEGER) return product % sum
  return Number((BigInt(total) * BigInt(weight)) % BigInt(sum))
}

/** The whole part of `total × weight / sum`. */
function partOf(total: number, weight: number, sum: number, remainder: number): number {
  const product = total * weight
  if (product <= Number.MAX_SAFE_INTEGER) return (product - remainder) / sum
  return Number((BigInt(total) * BigInt(weight)) / BigInt(sum))
}
