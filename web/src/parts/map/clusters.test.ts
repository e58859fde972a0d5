import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { clustersOf } from './clusters.ts'
import { cameraOver, metersBetween, pixelsOf, steady, windowAround } from './geometry.ts'

const seoul = { lng: 126.978, lat: 37.566 }

describe('clustersOf', () => {
  test('places that would cover each other share a mark', () => {
    const one = { id: '1', ...seoul }
    const beside = { id: '2', lng: seoul.lng + 0.0001, lat: seoul.lat }
    const away = { id: '3', lng: seoul.lng + 0.05, lat: seoul.lat }
    expect(clustersOf([one, beside, away], 14).map(({ places }) => places.length)).toEqual([2, 1])
    expect(clustersOf([one, beside], 21)).toHaveLength(2)
  })

  test('nobody is lost and nobody is shown twice, at any zoom', () => {
    const point = fc.record({
      lng: fc.double({ min: 126, max: 128, noNaN: true }),
      lat: fc.double({ min: 37, max: 38, noNaN: true }),
    })
    const points = fc.array(point, { maxLength: 60 })
    fc.assert(
      fc.property(points, fc.integer({ min: 6, max: 18 }), (all, zoom) => {
        const places = all.map((one, at) => ({ ...one, id: String(at) }))
        const ids = clustersOf(places, zoom).flatMap((cluster) =>
          cluster.places.map(({ id }) => id),
        )
        return ids.length === places.length && new Set(ids).size === places.length
      }),
    )
  })
})

describe('geometry', () => {
  test('a degree of latitude is about 111 km', () => {
    expect(metersBetween(seoul, { ...seoul, lat: seoul.lat + 1 })).toBeCloseTo(111_195, -1)
  })

  test('the window around a point has it in the middle', () => {
    const box = windowAround(seoul, 14, 360, 740)
    const [left] = pixelsOf({ lng: box.west, lat: seoul.lat }, 14)
    const [right] = pixelsOf({ lng: box.east, lat: seoul.lat }, 14)
    expect(right - left).toBeCloseTo(360, 3)
    expect((box.north + box.south) / 2).toBeCloseTo(seoul.lat, 6)
  })

  test('a trembling map asks the same', () => {
    const box = windowAround(seoul, 14, 360, 740)
    const trembled = windowAround({ ...seoul, lng: seoul.lng + 0.000001 }, 14, 360, 740)
    expect(steady(trembled)).toEqual(steady(box))
  })

  test('the camera has everyone in sight', () => {
    expect(cameraOver([], 360, 740)).toBeNull()
    expect(cameraOver([seoul], 360, 740)?.zoom).toBe(15.5)
    const apart = cameraOver([seoul, { lng: 127.1, lat: 37.5 }], 360, 740)
    expect(apart?.zoom).toBeLessThan(12)
  })
})
