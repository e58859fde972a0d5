import { expect, test } from 'vitest'
import { nearestFirst, roughly, type EventShop } from './nearest.ts'

const shop = (name: string, lat: number): EventShop =>
  ({ name, lng: 127, lat, distanceMeters: 5 }) as EventShop

test('the nearest shop comes first, by the true distance', () => {
  const shops = [shop('가', 37.53), shop('나', 37.51), shop('다', 37.52)]
  const found = nearestFirst(shops, { lng: 127, lat: 37.5 })
  expect(found.map(({ name }) => name)).toEqual(['나', '다', '가'])
  expect(found.map(({ distanceMeters }) => Math.round(distanceMeters ?? 0))).toEqual([
    1112, 2224, 3336,
  ])
})

test('who does not say where they stand is told no distance, and the order stays', () => {
  const shops = [shop('가', 37.53), shop('나', 37.51)]
  expect(nearestFirst(shops, null)).toMatchObject([
    { name: '가', distanceMeters: null },
    { name: '나', distanceMeters: null },
  ])
})

test('what is told of a position is about a kilometer wide', () => {
  expect(roughly({ lng: 126.92369, lat: 37.56263 })).toEqual({ lng: 126.92, lat: 37.56 })
})
