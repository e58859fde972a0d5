/** Tests of circles on the map. */
import { describe, expect, test } from 'vitest'
import { circleRing, zoomFor } from './circle.ts'
import { metersBetween } from './geometry.ts'

const cityHall = { lng: 126.978, lat: 37.5665 }

describe('circleRing', () => {
  test('is closed, and every corner as far away as the radius', () => {
    const ring = circleRing(cityHall, 300)
    expect(ring[0]).toEqual(ring.at(-1))
    for (const [lng, lat] of ring) {
      expect(metersBetween(cityHall, { lng, lat })).toBeCloseTo(300, -1)
    }
  })
})

describe('zoomFor', () => {
  test('half the circle needs one zoom more', () => {
    expect(zoomFor(200, 37.5, 300) - zoomFor(400, 37.5, 300)).toBeCloseTo(1, 6)
  })
  test('stays within what the map can show', () => {
    expect(zoomFor(1, 37.5, 300)).toBe(17.5)
    expect(zoomFor(10_000_000, 37.5, 300)).toBe(8)
  })
})
