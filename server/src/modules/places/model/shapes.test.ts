import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { Ring } from '../../../kernel/geo.ts'
import type { ZoneShape } from '../model.ts'
import { boxOf, shapeObjection } from './shapes.ts'

const square: Ring = [
  [127, 37],
  [127.01, 37],
  [127.01, 37.01],
  [127, 37.01],
  [127, 37],
]
const hole: Ring = [
  [127.002, 37.002],
  [127.002, 37.004],
  [127.004, 37.004],
  [127.002, 37.002],
]
const bowTie: Ring = [
  [127, 37],
  [127.01, 37.01],
  [127.01, 37],
  [127, 37.01],
  [127, 37],
]
const polygon = (...polygons: Ring[][]): ZoneShape => ({ kind: 'polygon', polygons })
const circle = (radiusMeters: number, lng = 127, lat = 37): ZoneShape => ({
  kind: 'circle',
  center: { lng, lat },
  radiusMeters,
})

describe('shapeObjection', () => {
  test.each([
    ['the smallest circle', circle(10), null],
    ['a meter less', circle(9), 'is not between 10 and 10000 meters'],
    ['the largest circle', circle(10_000), null],
    ['a meter more', circle(10_001), 'is not between 10 and 10000 meters'],
    ['a radius that is no number', circle(Number.NaN), 'is not between 10 and 10000 meters'],
    ['a center beyond the pole', circle(10, 0, 91), 'is not on the earth'],
    ['a square', polygon([square]), null],
    ['a square with a hole', polygon([square, hole]), null],
    ['two parts', polygon([square], [hole]), null],
    ['nothing', polygon(), 'has no part'],
    ['a part of nothing', polygon([]), 'has no outer ring'],
    ['a ring left open', polygon([square.slice(0, 4)]), 'does not end where it begins'],
    [
      'a line there and back',
      polygon([
        [
          [0, 0],
          [1, 1],
          [2, 2],
          [0, 0],
        ],
      ]),
      'encloses nothing',
    ],
    [
      'three positions',
      polygon([
        [
          [0, 0],
          [1, 1],
          [0, 0],
        ],
      ]),
      'has fewer than four positions',
    ],
    ['a bow tie', polygon([bowTie]), 'crosses itself'],
    [
      'a hole that sticks out',
      polygon([
        square,
        [
          [127.005, 37.005],
          [127.02, 37.005],
          [127.005, 37.006],
          [127.005, 37.005],
        ],
      ]),
      'has rings that cross each other',
    ],
    [
      'east of the date line',
      polygon([
        [
          [180, 0],
          [181, 0],
          [181, 1],
          [180, 0],
        ],
      ]),
      'is not on the earth',
    ],
  ])('PL10 %s', (_name, shape, why) => {
    expect(shapeObjection(shape)?.why ?? null).toBe(why)
  })

  test('PL10 any ring around a point, corner after corner, is a shape', () => {
    const corners = fc.array(fc.double({ min: 0.001, max: 0.01, noNaN: true }), {
      minLength: 4,
      maxLength: 60,
    })
    fc.assert(
      fc.property(corners, (radii) => {
        const ring = radii.map((radius, at) => {
          const angle = (at / radii.length) * 2 * Math.PI
          return [127 + radius * Math.cos(angle), 37 + radius * Math.sin(angle)] as const
        })
        const closed = [...ring, ring[0] ?? [0, 0]]
        expect(shapeObjection(polygon([closed]))).toBeNull()
      }),
    )
  })
})

describe('boxOf', () => {
  test('PL10 holds the whole shape', () => {
    expect(boxOf(polygon([square]))).toEqual({ west: 127, south: 37, east: 127.01, north: 37.01 })
    const box = boxOf(circle(1_000))
    expect(box.north - 37).toBeCloseTo(0.009, 3)
    expect(box.east - 127).toBeGreaterThan(box.north - 37)
  })
})
