import fc from 'fast-check'
import { expect, test } from 'vitest'
import type { PolygonRings, Ring } from '../../../kernel/geo.ts'
import { Border } from './border.ts'

const PAD = 50
const PER_LNG = 88_000

/** A star around a point, closed, with as many corners as there are reaches. */
function starAt(lng: number, lat: number, reaches: readonly number[]): Ring {
  const corners = reaches.map((reach, at) => {
    const angle = (at / reaches.length) * 2 * Math.PI
    return [lng + Math.cos(angle) * reach, lat + Math.sin(angle) * reach] as const
  })
  return [...corners, corners[0] as readonly [number, number]]
}

const reaches = fc.array(fc.double({ min: 0.001, max: 0.02, noNaN: true }), {
  minLength: 3,
  maxLength: 80,
})
const district: fc.Arbitrary<readonly PolygonRings[]> = fc
  .tuple(reaches, fc.boolean(), fc.boolean())
  .map(([outer, hasHole, hasIsland]) => [
    hasHole
      ? [starAt(127, 37.5, outer), starAt(127, 37.5, [0.0005, 0.0005, 0.0005])]
      : [starAt(127, 37.5, outer)],
    ...(hasIsland ? [[starAt(127.03, 37.51, outer)]] : []),
  ])
const around = fc.tuple(
  fc.double({ min: -0.022, max: 0.052, noNaN: true }),
  fc.double({ min: -0.0204, max: 0.0304, noNaN: true }),
)

test('PR2 whoever is near a border is told the same as by walking along all of it', () => {
  fc.assert(
    fc.property(district, around, (polygons, [east, north]) => {
      const border = new Border(polygons, PAD)
      const [lng, lat] = [127 + east, 37.5 + north]
      const meters = border.meters(lng, lat, PER_LNG)
      const near = border.near(lng, lat, PER_LNG, PAD)
      expect(near).toBe(Math.max(-PAD, Math.min(PAD, meters)))
    }),
    { numRuns: 2_000 },
  )
})

test('PR2 a square of a thousand meters, with a hole and an island, is measured to the meter', () => {
  const degree = 1_000 / PER_LNG
  const up = 1_000 / 111_195
  const square = (lng: number, lat: number, size: number): Ring => [
    [lng, lat],
    [lng + size * degree, lat],
    [lng + size * degree, lat + size * up],
    [lng, lat + size * up],
    [lng, lat],
  ]
  const hole = square(127 + 0.4 * degree, 37 + 0.4 * up, 0.2)
  const border = new Border([[square(127, 37, 1), hole], [square(127 + 2 * degree, 37, 1)]], PAD)
  const at = (x: number, y: number) => border.meters(127 + x * degree, 37 + y * up, PER_LNG)
  expect(at(0.1, 0.5)).toBeCloseTo(-100, 0)
  expect(at(0.5, 0.5)).toBeCloseTo(100, 0)
  expect(at(1.3, 0.5)).toBeCloseTo(300, 0)
  expect(at(2.2, 0.5)).toBeCloseTo(-200, 0)
})
