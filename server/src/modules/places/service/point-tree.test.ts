import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMeters } from '../../../kernel/geo.ts'
import { seededChance } from '../../../kernel/chance.ts'
import { NearestSearch } from './nearest-search.ts'
import { buildPointTree } from './point-tree.ts'
import { visitWindow } from './point-window.ts'

function manyPoints(count: number, seed: number, spread = 1) {
  const chance = seededChance(seed)
  const lngs = Float64Array.from({ length: count }, () => 127 + (chance() - 0.5) * spread)
  const lats = Float64Array.from({ length: count }, () => 37.5 + (chance() - 0.5) * spread)
  const slots = Uint32Array.from({ length: count }, (_none, at) => at)
  return { lngs, lats, tree: buildPointTree(slots, { lngs, lats, ranks: slots }) }
}

describe('NearestSearch', () => {
  test('PL13 finds what looking at every point finds', { timeout: 60_000 }, () => {
    const search = new NearestSearch(100)
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 1_000 }),
        fc.integer({ min: 1, max: 2_000 }),
        fc.integer({ min: 1, max: 30 }),
        fc.constantFrom(0.01, 1, 50, 100),
        fc.integer({ min: 1, max: 3 }),
        (seed, count, limit, spread, keepEvery) => {
          const { lngs, lats, tree } = manyPoints(count, seed, spread)
          const center = { lng: spread === 50 ? -170 : 127 + spread / 3, lat: 37.5 - spread / 7 }
          const accept = (slot: number) => slot % keepEvery === 0
          search.start(center, { limit, metersMax: Infinity, offersMax: 1e9 }, accept)
          search.visit(tree)
          const simply = [...lngs.keys()]
            .filter(accept)
            .map((slot) => distanceMeters(center, { lng: lngs[slot] ?? 0, lat: lats[slot] ?? 0 }))
            .toSorted((one, other) => one - other)
            .slice(0, limit)
          expect(search.found).toBe(simply.length)
          for (const [rank, meters] of simply.entries()) {
            expect(Math.abs(search.metersAt(rank) - meters)).toBeLessThan(0.01)
          }
        },
      ),
      { numRuns: 60 },
    )
  })

  test('PL13 a radius leaves out who stands farther, and the edge is inside', () => {
    const lngs = Float64Array.of(127, 127.01, 127.02)
    const lats = Float64Array.of(37.5, 37.5, 37.5)
    const tree = buildPointTree(Uint32Array.of(0, 1, 2), { lngs, lats, ranks: new Uint32Array(3) })
    const search = new NearestSearch(10)
    const center = { lng: 127, lat: 37.5 }
    const metersMax = distanceMeters(center, { lng: 127.01, lat: 37.5 })
    search.start(center, { limit: 10, metersMax: metersMax + 0.001, offersMax: 100 }, () => true)
    search.visit(tree)
    expect(search.found).toBe(2)
    search.start(center, { limit: 10, metersMax: metersMax - 0.01, offersMax: 100 }, () => true)
    search.visit(tree)
    expect(search.found).toBe(1)
  })

  test('PL13 a search that gives up says so', () => {
    const { tree } = manyPoints(1_000, 1)
    const search = new NearestSearch(10)
    search.start({ lng: 127, lat: 37.5 }, { limit: 10, metersMax: 1e7, offersMax: 50 }, () => false)
    search.visit(tree)
    expect(search.isComplete).toBe(false)
  })
})

describe('visitWindow', () => {
  test(
    'PL24 visits exactly the points of the window when they are few',
    { timeout: 60_000 },
    () => {
      fc.assert(
        fc.property(
          fc.integer({ min: 0, max: 1_000 }),
          fc.integer({ min: 0, max: 3_000 }),
          (seed, count) => {
            const { lngs, lats, tree } = manyPoints(count, seed)
            const box = { west: 126.9, south: 37.3, east: 127.2, north: 37.6 }
            const visited = new Set<number>()
            expect(visitWindow(tree, box, 1e9, (slot) => visited.add(slot))).toBe(1)
            const inside = [...lngs.keys()].filter((slot) => {
              const [lng, lat] = [lngs[slot] ?? 0, lats[slot] ?? 0]
              return lng >= box.west && lng <= box.east && lat >= box.south && lat <= box.north
            })
            expect([...visited].toSorted((a, b) => a - b)).toEqual(inside)
          },
        ),
        { numRuns: 60 },
      )
    },
  )

  test('PL24 shows an even share of a crowded window', () => {
    const { lngs, tree } = manyPoints(50_000, 7)
    const box = { west: 126.5, south: 37, east: 127.5, north: 38 }
    const visited: number[] = []
    const stride = visitWindow(tree, box, 1_000, (slot) => visited.push(slot))
    expect(stride).toBe(50)
    const western = visited.filter((slot) => (lngs[slot] ?? 0) < 127).length
    expect(western / visited.length).toBeGreaterThan(0.4)
    expect(western / visited.length).toBeLessThan(0.6)
  })
})
