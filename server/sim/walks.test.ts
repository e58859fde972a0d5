/** Walks keep their shape when they are laid over another place. */
import { expect, test } from 'vitest'
import { distanceMeters } from '../src/kernel/geo.ts'
import { HOUR_MS } from '../src/kernel/time.ts'
import { laidOver, pointAway, walkingSteps, walksOf } from './walks.ts'

const beijing = { lng: 116.32, lat: 39.98 }
const seoul = { lng: 126.98, lat: 37.56 }
const rows = Array.from({ length: 200 }, (_, n) => ({
  person: '001',
  at: new Date(Date.parse('2008-10-23T01:00:00Z') + n * 5_000),
  ...pointAway(beijing, n * 6, 0.2),
}))

test('a day becomes one walk with a position every ten seconds, by the clock of the place', () => {
  const [walk] = walksOf(rows, 8 * HOUR_MS)
  expect(walk?.name).toBe('001/2008-10-23')
  expect(walk?.steps).toHaveLength(100)
  expect(walk?.steps[0]?.secondOfDay).toBe(9 * 3_600)
  expect(walkingSteps(walk?.steps ?? [])).toHaveLength(99)
})

test('distances stay what they were, within a thousandth', () => {
  const [walk] = walksOf(rows, 8 * HOUR_MS)
  const [first, , , , , sixth] = walk?.steps ?? []
  if (!walk || !first || !sixth) throw new Error('no walk')
  const moved = laidOver(walk, first, seoul).steps
  expect(moved[0]).toMatchObject(seoul)
  const before = distanceMeters(first, sixth)
  const after = distanceMeters(moved[0] ?? seoul, moved[5] ?? seoul)
  expect(Math.abs(after / before - 1)).toBeLessThan(0.001)
})

test('a point away is as far away as asked, in every direction', () => {
  for (const turn of [0, 0.25, 0.5, 0.75]) {
    expect(distanceMeters(seoul, pointAway(seoul, 100, turn))).toBeCloseTo(100, 0)
  }
})
