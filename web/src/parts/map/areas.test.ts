import { expect, test } from 'vitest'
import { areaFeatures, areaNames, coarse } from './areas.ts'

test('panning about within the same streets asks for the same areas', () => {
  const box = { west: 126.913, south: 37.551, east: 126.937, north: 37.571 }
  expect(coarse(box)).toEqual({ west: 126.9, south: 37.54, east: 126.94, north: 37.58 })
  expect(coarse({ ...box, west: 126.916 })).toEqual(coarse(box))
})

test('borders are drawn of polygons only', () => {
  const area = { id: '1', placeId: null, merchantId: null, name: '연남동', dwellSeconds: 0 }
  const ring = [
    [126.9, 37.5],
    [127, 37.5],
    [127, 37.6],
    [126.9, 37.5],
  ] as const
  const polygon = { kind: 'polygon' as const, polygons: [[ring]] }
  const circle = { kind: 'circle' as const, center: { lng: 127, lat: 37.5 }, radiusMeters: 50 }
  const drawn = areaFeatures([
    { ...area, shape: polygon },
    { ...area, shape: circle },
  ])
  expect(drawn.features.map(({ properties }) => properties)).toEqual([{ name: '연남동' }])
})

test('an area of several parts bears one name, in the middle of the largest', () => {
  const square = (west: number, size: number) => [
    [
      [west, 0],
      [west + size, 0],
      [west + size, size],
      [west, size],
      [west, 0],
    ] as const,
  ]
  const area = { id: '1', placeId: null, merchantId: null, name: '여의도', dwellSeconds: 0 }
  const shape = { kind: 'polygon' as const, polygons: [square(10, 1), square(0, 4)] }
  const names = areaNames(areaFeatures([{ ...area, shape }]))
  expect(names.features).toHaveLength(1)
  expect(names.features[0]).toMatchObject({
    properties: { name: '여의도' },
    geometry: { coordinates: [2, 2] },
  })
})
