/** What the list and the map show, and in which order. Pure. */
import { metersBetween, type LngLat } from '../../../parts/map/geometry.ts'
import { gain } from '../../../parts/terms.ts'
import type { CouponShape, OfferTerms, PlaceCardShape } from '../../../shapes.ts'
import type { Language } from '../../../text/language.tsx'

export type Filters = {
  readonly openNow: boolean
  readonly withCoupon: boolean
  readonly category: string | null
}
export const noFilters: Filters = { openNow: false, withCoupon: false, category: null }

export type OfferAt = {
  readonly id: string
  readonly terms: OfferTerms
  readonly merchantId: string
  /** Empty when it holds at every place of the merchant. */
  readonly placeIds: readonly string[]
}

/** A place with what makes it worth going. */
export type AroundPlace = PlaceCardShape & {
  readonly hasCoupon: boolean
  readonly worth: string | null
}

export type WorthWords = {
  readonly haveCoupon: (gain: string) => string
  readonly more: (count: number) => string
}

function holdsAt(
  { merchantId, placeIds }: { readonly merchantId: string; readonly placeIds: readonly string[] },
  place: PlaceCardShape,
): boolean {
  return placeIds.length === 0 ? merchantId === place.merchantId : placeIds.includes(place.id)
}

/** My coupon before what could be claimed, because it is already mine. */
function worthOf(
  place: PlaceCardShape,
  coupons: readonly CouponShape[],
  offers: readonly OfferAt[],
  language: Language,
  words: WorthWords,
): string | null {
  const mine = coupons.filter((coupon) => coupon.state === 'active' && holdsAt(coupon, place))
  const [first] = mine
  if (first) {
    const more = mine.length > 1 ? ` ${words.more(mine.length - 1)}` : ''
    return words.haveCoupon(gain(first.terms, language)) + more
  }
  const open = offers.filter((offer) => holdsAt(offer, place))
  const [best] = open
  if (!best) return null
  return gain(best.terms, language) + (open.length > 1 ? ` ${words.more(open.length - 1)}` : '')
}

/**
 * The places with their worth and distance, the most worth going first: open with a coupon, then
 * open, then the others; among those the nearest first.
 *
 * @param from where the person is, or the middle of the map when nobody knows; distance is told
 *   only for the former
 */
export function around(
  places: readonly PlaceCardShape[],
  on: {
    readonly coupons: readonly CouponShape[]
    readonly offers: readonly OfferAt[]
    readonly here: LngLat | null
    readonly middle: LngLat
    readonly filters: Filters
    readonly language: Language
    readonly words: WorthWords
  },
): readonly AroundPlace[] {
  const from = on.here ?? on.middle
  const rank = (place: AroundPlace) =>
    (place.isOpen ? 0 : place.isOpen === null ? 2 : 4) + (place.hasCoupon ? 0 : 1)
  return places
    .map((place) => {
      const worth = worthOf(place, on.coupons, on.offers, on.language, on.words)
      const distanceMeters = on.here ? metersBetween(on.here, place) : null
      return { ...place, distanceMeters, worth, hasCoupon: worth !== null }
    })
    .filter(
      (place) =>
        (!on.filters.openNow || place.isOpen === true) &&
        (!on.filters.withCoupon || place.hasCoupon) &&
        (on.filters.category === null || place.category === on.filters.category),
    )
    .map((place) => ({ place, order: rank(place), meters: metersBetween(from, place) }))
    .toSorted((one, other) => one.order - other.order || one.meters - other.meters)
    .map(({ place }) => place)
}
