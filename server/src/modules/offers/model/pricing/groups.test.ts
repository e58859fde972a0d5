/** Buy-get and bundles against trying every choice of pieces. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { bundlePieces, getPieces } from './groups.ts'

const PIECES_MAX = 7
const somePrices = fc.array(fc.integer({ min: 0, max: 30 }), {
  minLength: 0,
  maxLength: PIECES_MAX,
})
const units = fc.integer({ min: 1, max: 2 })
const timesMax = fc.constantFrom(null, 1, 2)

const sumAt = (prices: readonly number[], at: readonly number[]) =>
  at.reduce((sum, piece) => sum + (prices[piece] ?? 0), 0)

const subsets = (of: readonly number[]): readonly (readonly number[])[] =>
  of.reduce<readonly (readonly number[])[]>(
    (sets, piece) => [...sets, ...sets.map((set) => [...set, piece])],
    [[]],
  )

test('OF23 as often as there is enough to buy and to get, and then the cheapest', () => {
  const fits = fc.array(fc.boolean(), { minLength: PIECES_MAX, maxLength: PIECES_MAX })
  fc.assert(
    fc.property(
      somePrices,
      fits,
      fits,
      units,
      units,
      timesMax,
      (prices, buys, gets, buyUnits, getUnits, max) => {
        const pieces = prices.map((_, at) => at)
        const buyable = pieces.filter((at) => buys[at])
        const gettable = pieces.filter((at) => gets[at])
        // Every way to take pieces to get such that enough to buy is left.
        let times = 0
        let leastMinor = 0
        for (const got of subsets(gettable)) {
          if (got.length % getUnits !== 0) continue
          const now = got.length / getUnits
          const left = buyable.filter((at) => !got.includes(at)).length
          if (left < now * buyUnits || now > (max ?? Infinity)) continue
          const minor = sumAt(prices, got)
          if (now > times || (now === times && minor < leastMinor))
            [times, leastMinor] = [now, minor]
        }
        const got = getPieces(prices, buyable, gettable, buyUnits, getUnits, max)
        expect(new Set(got).size).toBe(times * getUnits)
        expect(sumAt(prices, got)).toBe(leastMinor)
        const left = buyable.filter((at) => !got.includes(at)).length
        expect(left).toBeGreaterThanOrEqual(times * buyUnits)
      },
    ),
    { numRuns: 2_000 },
  )
})

test('OF23 bundles take the pieces that save the shopper most', () => {
  const someParts = fc.array(
    fc.record({
      fits: fc.array(fc.boolean(), { minLength: PIECES_MAX, maxLength: PIECES_MAX }),
      units,
    }),
    { minLength: 1, maxLength: 3 },
  )
  fc.assert(
    fc.property(
      somePrices,
      someParts,
      fc.integer({ min: 0, max: 40 }),
      timesMax,
      (prices, wanted, priceMinor, max) => {
        const pieces = prices.map((_, at) => at)
        const parts = wanted.map(({ fits, units: each }) => {
          return { at: pieces.filter((at) => fits[at]), units: each }
        })
        const slots = parts.flatMap((part) => Array.from({ length: part.units }, () => part.at))
        /** The most that one more bundle and those after it can save, of the pieces that are left. */
        const most = (
          left: readonly number[],
          slot: number,
          sum: number,
          times: number,
        ): number => {
          if (times > (max ?? Infinity)) return 0
          if (slot === slots.length) {
            const saved = sum - priceMinor
            return Math.max(saved, saved + most(left, 0, 0, times + 1))
          }
          const here = left.filter((at) => slots[slot]?.includes(at))
          const ways = here.map((at) => {
            const others = left.filter((it) => it !== at)
            return most(others, slot + 1, sum + (prices[at] ?? 0), times)
          })
          return Math.max(-Infinity, ...ways)
        }
        const expected = Math.max(0, most(pieces, 0, 0, 1))
        expect(bundlePieces(prices, parts, priceMinor, max).offMinor).toBe(expected)
      },
    ),
    { numRuns: 1_000 },
  )
})
