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

  const remainders: (readonly [at: number, remainder: number])[] = []
  let left = totalMinor
  for (let at = 0; at < weights.length; at += 1) {
    const [part, remainder] = shareOf(totalMinor, weights[at] ?? 0, sum)
    parts[at] = part
    left -= part
    if (remainder > 0) remainders.push([at, remainder])
  }
  remainders.sort(([at, one], [other, two]) => two - one || at - other)
  for (const [at] of remainders.slice(0, left)) parts[at] = (parts[at] ?? 0) + 1
  return parts
}

/** The whole part of `total × weight / sum`, and what remains of the division, exactly. */
function shareOf(total: number, weight: number, sum: number): readonly [number, number] {
  const product = total * weight
  if (product <= Number.MAX_SAFE_INTEGER) {
    const remainder = product % sum
    return [(product - remainder) / sum, remainder]
  }
  const exact = BigInt(total) * BigInt(weight)
  return [Number(exact / BigInt(sum)), Number(exact % BigInt(sum))]
}
