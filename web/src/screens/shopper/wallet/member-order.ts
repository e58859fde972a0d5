/** In which order a wallet shows its memberships. Pure. */
import { metersBetween, type LngLat } from '../../../parts/map/geometry.ts'
import type { MembershipShape } from '../../../shapes.ts'

/** Whoever looks in once a fortnight should still hear of it in time. */
const SOON_MS = 30 * 86_400_000
const UNKNOWN_METERS = 1e9

/** Whether some of what is held runs out soon. */
export function isExpiringSoon(
  { expiring }: Pick<MembershipShape, 'expiring'>,
  now: Date,
): boolean {
  return expiring !== null && Date.parse(expiring.expiresAt) - now.getTime() < SOON_MS
}

/**
 * What can be used comes before what cannot; of that, the nearest first, and where nobody knows where
 * we are, what runs out first.
 */
export function inOrder(
  memberships: readonly MembershipShape[],
  on: {
    readonly here: LngLat | null
    readonly places: readonly (LngLat & { readonly merchantId: string })[]
    readonly now: Date
  },
): readonly MembershipShape[] {
  const metersTo = ({ merchantId }: MembershipShape) => {
    const { here } = on
    const own = here ? on.places.filter((place) => place.merchantId === merchantId) : []
    return here && own.length > 0
      ? Math.min(...own.map((place) => metersBetween(here, place)))
      : UNKNOWN_METERS
  }
  const endsAt = ({ expiring }: MembershipShape) =>
    expiring ? Date.parse(expiring.expiresAt) : Number.MAX_SAFE_INTEGER
  const isUsable = (it: MembershipShape) =>
    it.available > 0 || it.cards.some(({ stamps }) => stamps > 0) ? 0 : 1
  return memberships.toSorted(
    (one, other) =>
      isUsable(one) - isUsable(other) ||
      metersTo(one) - metersTo(other) ||
      endsAt(one) - endsAt(other),
  )
}
