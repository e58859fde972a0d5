/** The town of the signals bench: circles, districts, people, and how they stand and stroll. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { seededChance } from '../../server/src/kernel/chance.ts'
import { METERS_PER_DEGREE, type PolygonRings, type Ring } from '../../server/src/kernel/geo.ts'
import { testId } from '../../server/src/kernel/testing.ts'
import type { ZoneShape } from '../../server/src/modules/places/model.ts'
import {
  metersPerDegreeLng,
  zoneOf,
  type Zone,
} from '../../server/src/modules/presence/model/zone.ts'

export const SEED = 7
export const PEOPLE = 50_000
export const DISTRICTS = 425
/** Seoul: its 605 square kilometers lie in this window. */
const box = { west: 126.77, south: 37.43, east: 127.18, north: 37.7 }
/** Event time from one fix of a person to the next. */
export const TICK_MS = 30_000
const RADIUS_METERS = { min: 20, max: 60 }
const JITTER_METERS = 4
/** A stroll is 30 seconds of walking. */
const STROLL_METERS = 39

export type Town = { readonly zones: readonly Zone[]; readonly isRealDistricts: boolean }

/** Circles of shops all over Seoul, and its districts. */
export function townOf(circles: number): Town {
  const chance = seededChance(SEED)
  const zones: Zone[] = []
  for (let number = 1; number <= circles; number += 1) {
    const { min, max } = RADIUS_METERS
    const radiusMeters = Math.round(min + chance() * (max - min))
    zones.push(
      zoneOf({
        id: testId('zone', number),
        placeId: testId('place', number),
        merchantId: testId('merchant', 1),
        dwellSeconds: 60,
        shape: { kind: 'circle', center: somewhere(chance), radiusMeters },
      }),
    )
  }
  const real = realDistricts()
  const shapes = real ?? madeUpDistricts()
  shapes.forEach((shape, index) =>
    zones.push(
      zoneOf({
        id: testId('zone', 1_000_000 + index),
        placeId: null,
        merchantId: null,
        dwellSeconds: 60,
        shape,
      }),
    ),
  )
  return { zones, isRealDistricts: real !== null }
}

export type Spot = { readonly person: number; readonly lng: number; readonly lat: number }

/**
 * Where everybody is, tick after tick: most stand somewhere and their fixes jitter, some stroll on.
 *
 * @param strollShare how many of the fixes are those of somebody who walks
 */
export function* strolls(ticks: number, strollShare: number): Generator<Spot> {
  const chance = seededChance(SEED + 1)
  const homes = Array.from({ length: PEOPLE }, () => somewhere(chance))
  const normal = () => (chance() + chance() + chance() + chance() - 2) * Math.sqrt(3)
  for (let tick = 0; tick < ticks; tick += 1) {
    for (let person = 0; person < PEOPLE; person += 1) {
      let home = homes[person] as { lng: number; lat: number }
      if (chance() < strollShare) {
        const angle = chance() * 2 * Math.PI
        home = moved(home, Math.cos(angle) * STROLL_METERS, Math.sin(angle) * STROLL_METERS)
        homes[person] = home
      }
      yield { person, ...moved(home, normal() * JITTER_METERS, normal() * JITTER_METERS) }
    }
  }
}

function somewhere(chance: () => number) {
  return {
    lng: box.west + chance() * (box.east - box.west),
    lat: box.south + chance() * (box.north - box.south),
  }
}

function moved({ lng, lat }: { lng: number; lat: number }, east: number, north: number) {
  return {
    lng: Math.round((lng + east / metersPerDegreeLng(lat)) * 1e6) / 1e6,
    lat: Math.round((lat + north / METERS_PER_DEGREE) * 1e6) / 1e6,
  }
}

type Feature = {
  readonly geometry:
    | { readonly type: 'Polygon'; readonly coordinates: PolygonRings }
    | { readonly type: 'MultiPolygon'; readonly coordinates: readonly PolygonRings[] }
}

/** The real ones, where the shared data is at hand. */
function realDistricts(): readonly ZoneShape[] | null {
  const file = path.resolve(
    import.meta.dirname,
    '../../../shared/data/korea_boundaries/dong_2021_seoul.geojson.gz',
  )
  if (!existsSync(file)) return null
  const { features } = JSON.parse(gunzipSync(readFileSync(file)).toString()) as {
    features: readonly Feature[]
  }
  return features.map(({ geometry }) => ({
    kind: 'polygon',
    polygons: geometry.type === 'Polygon' ? [geometry.coordinates] : geometry.coordinates,
  }))
}

/** As many polygons with as many corners, in rows. */
function madeUpDistricts(): readonly ZoneShape[] {
  const columns = 25
  const rows = Math.ceil(DISTRICTS / columns)
  return Array.from({ length: DISTRICTS }, (_, index) => {
    const [width, height] = [(box.east - box.west) / columns, (box.north - box.south) / rows]
    const lng = box.west + ((index % columns) + 0.5) * width
    const lat = box.south + (Math.floor(index / columns) + 0.5) * height
    const ring: Ring = Array.from({ length: 121 }, (_corner, at) => {
      const angle = ((at % 120) / 120) * 2 * Math.PI
      return [lng + (Math.cos(angle) * width) / 2, lat + (Math.sin(angle) * height) / 2] as const
    })
    return { kind: 'polygon', polygons: [[ring]] }
  })
}
