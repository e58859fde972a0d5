/** Ready-made zones and signals for tests: each valid as it stands. */
import { METERS_PER_DEGREE } from '../../kernel/geo.ts'
import { testId } from '../../kernel/testing.ts'
import type { Fix, Reading } from './model/signal.ts'
import { metersPerDegreeLng, zoneOf, type Zone, type Zones } from './model/zone.ts'

/** The middle of the test town, in Seoul. */
export const center = { lng: 127.0, lat: 37.5 }
export const noon = Date.parse('2026-04-16T06:00:00Z')

/** A point so many meters east and north of the middle. */
export function spot(eastMeters: number, northMeters = 0): { lng: number; lat: number } {
  return {
    lng: center.lng + eastMeters / metersPerDegreeLng(center.lat),
    lat: center.lat + northMeters / METERS_PER_DEGREE,
  }
}

/** A circle of 50 meters around the middle, of the first place; one dwells there after a minute. */
export function aZone(
  change: Partial<Omit<Zone, 'box' | 'reachMeters'>> & {
    number?: number
    eastMeters?: number
  } = {},
): Zone {
  const { number = 1, eastMeters = 0, ...rest } = change
  return zoneOf({
    id: testId('zone', number),
    placeId: testId('place', number),
    merchantId: testId('merchant', number),
    dwellSeconds: 60,
    shape: { kind: 'circle', center: spot(eastMeters), radiusMeters: 50 },
    ...rest,
  })
}

/** A good fix in the middle at noon, of somebody who walks. */
export function aFix(
  change: Partial<Fix> & { seconds?: number; eastMeters?: number; northMeters?: number } = {},
): Fix {
  const { seconds = 0, eastMeters = 0, northMeters = 0, ...rest } = change
  return {
    kind: 'fix',
    at: noon + seconds * 1_000,
    ...spot(eastMeters, northMeters),
    accuracyMeters: 8,
    speedMps: 1.2,
    ...rest,
  }
}

/** The printed code at the door of the first place, read at noon. */
export function aReading(change: Partial<Reading> & { seconds?: number } = {}): Reading {
  const { seconds = 0, ...rest } = change
  return {
    kind: 'reading',
    at: noon + seconds * 1_000,
    method: 'qr',
    evidence: 0,
    placeId: testId('place'),
    merchantId: testId('merchant'),
    deviceId: testId('device'),
    zone: null,
    ...center,
    ...rest,
  }
}

/** Zones without an index: each look sees them all. */
export function zonesOf(...zones: readonly Zone[]): Zones {
  return {
    version: 1,
    get: (zoneId) => zones.find((zone) => zone.id === zoneId),
    near: (_lng, _lat, see) => zones.forEach(see),
  }
}
