/** Coupons used at a counter as readings: whoever uses one is there, and staff saw it (PR25). */
import type { Id } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { placesOf } from '../../places/service.ts'
import { clockObjection, type Reading } from '../model/signal.ts'

/** Somebody used a coupon at a place. */
export type CouponUse = {
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'>
  readonly at: Date
}

/** What staff say: as sure as it gets. */
export const staffReading = {
  kind: 'reading',
  method: 'staff',
  evidence: 3,
  deviceId: null,
  zone: null,
} as const

/**
 * The readings of those who agreed to be noticed. What came before is known by its content, so the
 * same use may be told twice; one of long ago is left out.
 */
export async function readingsOf(
  platform: Platform,
  consents: Consents,
  used: readonly CouponUse[],
): Promise<ReadonlyMap<Id<'person'>, readonly Reading[]>> {
  await consents.ready(used.map(({ personId }) => personId))
  const now = platform.clock().getTime()
  const counted = used.filter(
    ({ personId, at }) =>
      consents.has(personId, 'location') && clockObjection(at.getTime(), now) === null,
  )
  const placeIds = [...new Set(counted.map(({ placeId }) => placeId))]
  const system = { kind: 'system', name: 'presence' } as const
  const places = await platform.inWork(system, (work) => placesOf(work, placeIds))
  const byPerson = new Map<Id<'person'>, Reading[]>()
  for (const { personId, placeId, at } of counted) {
    const place = places.get(placeId)
    if (!place) continue
    const { merchantId, lng, lat } = place
    const reading = { ...staffReading, placeId, merchantId, lng, lat, at: at.getTime() }
    byPerson.set(personId, [...(byPerson.get(personId) ?? []), reading])
  }
  return byPerson
}
