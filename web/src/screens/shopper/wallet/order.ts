/** In which order a wallet shows its coupons. Pure. */
import { metersBetween, type LngLat } from '../../../parts/map/geometry.ts'
import type { CouponShape } from '../../../shapes.ts'

export type Held = { readonly coupon: CouponShape; readonly meters: number | null }
export type Wallet = {
  /** Ends within a day: shown first, whatever the distance. */
  readonly ending: readonly Held[]
  readonly ready: readonly Held[]
  readonly past: readonly Held[]
}

const ENDING_MS = 86_400_000
const UNKNOWN_METERS = 1e9

/** Where a coupon works, as far as the places are known on this device. */
function metersTo(
  coupon: CouponShape,
  here: LngLat | null,
  places: readonly (LngLat & { readonly id: string; readonly merchantId: string })[],
): number | null {
  if (!here) return null
  const good = places.filter((place) =>
    coupon.placeIds.length === 0
      ? place.merchantId === coupon.merchantId
      : coupon.placeIds.includes(place.id),
  )
  if (good.length === 0) return null
  return Math.min(...good.map((place) => metersBetween(here, place)))
}

/** The nearest that can be used comes first; without a location, the one that ends first. */
export function sorted(
  coupons: readonly CouponShape[],
  on: {
    readonly now: Date
    readonly here: LngLat | null
    readonly places: readonly (LngLat & { readonly id: string; readonly merchantId: string })[]
  },
): Wallet {
  const held = coupons.map((coupon) => ({
    coupon,
    meters: metersTo(coupon, on.here, on.places),
  }))
  const leftMs = ({ coupon }: Held) => Date.parse(coupon.expiresAt) - on.now.getTime()
  const isActive = (one: Held) => one.coupon.state === 'active' && leftMs(one) > 0
  const active = held.filter(isActive)
  return {
    ending: active
      .filter((one) => leftMs(one) < ENDING_MS)
      .toSorted((one, other) => leftMs(one) - leftMs(other)),
    ready: active
      .filter((one) => leftMs(one) >= ENDING_MS)
      .toSorted((one, other) => {
        // Infinity less Infinity is no number, so the unknown distance is a large one.
        const nearer = (one.meters ?? UNKNOWN_METERS) - (other.meters ?? UNKNOWN_METERS)
        return nearer || leftMs(one) - leftMs(other)
      }),
    past: held
      .filter((one) => !isActive(one))
      .toSorted((one, other) => leftMs(other) - leftMs(one)),
  }
}
