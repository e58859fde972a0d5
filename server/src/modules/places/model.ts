/** Merchants, places, zones, favourites: what they are, and what is refused. Pure. */
import { mayDecide, mayOperate, mayServe, type Actor } from '../../kernel/actor.ts'
import type { Box, Point, PolygonRings } from '../../kernel/geo.ts'
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'
import type { CategoryId } from './model/categories.ts'
import type { OpeningException, WeekHours } from './model/hours.ts'

/** A brand: who is behind one or more places. */
export type Merchant = {
  readonly id: Id<'merchant'>
  readonly name: string
  readonly category: CategoryId
  /** `#rrggbb`, for cards and coupons. */
  readonly color: string
  /** How people reach the merchant: shown under every advertisement. */
  readonly contact: string | null
}

/** A shop, branch or stop, somewhere on the ground. */
export type Place = {
  readonly id: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly name: string
  readonly category: CategoryId
  readonly address: string
  readonly lng: number
  readonly lat: number
  readonly phone: string | null
  /** IANA name, such as `Asia/Seoul`. */
  readonly timeZone: string
  /** Null when nobody has told (PL7). */
  readonly hours: WeekHours | null
  readonly isVisible: boolean
}

export type PlaceWithExceptions = Place & { readonly exceptions: readonly OpeningException[] }

/** Where a zone lies. A polygon zone may have several parts, each an outer ring and its holes. */
export type ZoneShape =
  | { readonly kind: 'circle'; readonly center: Point; readonly radiusMeters: number }
  | { readonly kind: 'polygon'; readonly polygons: readonly PolygonRings[] }

/** A piece of ground with a meaning. Without a place it is an area of the market. */
export type Zone = {
  readonly id: Id<'zone'>
  readonly placeId: Id<'place'> | null
  readonly merchantId: Id<'merchant'> | null
  readonly name: string
  /** How long someone stays inside before it counts as dwelling. */
  readonly dwellSeconds: number
  readonly shape: ZoneShape
  readonly box: Box
}

export type Favourite =
  | { readonly kind: 'place'; readonly placeId: Id<'place'> }
  | { readonly kind: 'merchant'; readonly merchantId: Id<'merchant'> }

export const TIME_ZONE = 'Asia/Seoul'
export const NAME_LENGTH_MAX = 80
export const ADDRESS_LENGTH_MAX = 200
export const CONTACT_LENGTH_MAX = 100
export const PHONE_LENGTH_MAX = 30
export const RADIUS_METERS_MIN = 10
export const RADIUS_METERS_MAX = 10_000
export const DWELL_SECONDS = 60
export const DWELL_SECONDS_MAX = 86_400
export const ZONES_PER_PLACE_MAX = 50
export const PLACES_PER_MERCHANT_MAX = 20_000
export const FAVOURITES_MAX = 1_000
/** A second look within this time is the same look (PL22). */
export const VIEW_EVERY_SECONDS = 60
export const IMPORT_ROWS_MAX = 1_000

/** Every reason to refuse. The codes are public: they may be added to, never changed. */
export const placeRefusals = {
  'merchant.unknown': {
    kind: 'not-found',
    says: 'There is no such merchant.',
    todo: 'Check the id of the merchant.',
  },
  'merchant.exists': {
    kind: 'conflict',
    says: 'Another merchant bears this id.',
    todo: 'Make a new id and try again.',
  },
  'merchant.places-exhausted': {
    kind: 'exhausted',
    says: 'This merchant has as many places as it may have.',
    todo: 'Hide places that are gone, or ask the operator.',
  },
  'merchant.no-such-person': {
    kind: 'not-found',
    says: 'This person does not work here, and was not removed within the last ten minutes.',
    todo: 'Invite them.',
  },
  'place.unknown': {
    kind: 'not-found',
    says: 'There is no such place.',
    todo: 'Check the id of the place.',
  },
  'place.exists': {
    kind: 'conflict',
    says: 'Another place bears this id.',
    todo: 'Make a new id and try again.',
  },
  'place.bad-hours': {
    kind: 'unprocessable',
    says: 'The opening hours do not hold together.',
    todo: 'Look at `day` and `why`, and correct the hours.',
  },
  'place.bad-time-zone': {
    kind: 'unprocessable',
    says: 'There is no such time zone.',
    todo: 'Use an IANA name such as Asia/Seoul.',
  },
  'zone.unknown': {
    kind: 'not-found',
    says: 'There is no such zone.',
    todo: 'Check the id of the zone.',
  },
  'merchant.not-its-places': {
    kind: 'unprocessable',
    says: 'Not all of these are places of this merchant.',
    todo: 'Choose among the places of GET /v1/merchants/{merchantId}/places.',
  },
  'merchant.owner-of-branches': {
    kind: 'unprocessable',
    says: 'An owner is not limited to branches.',
    todo: 'Make them a manager of these branches, or an owner of all.',
  },
  'zone.bad-shape': {
    kind: 'unprocessable',
    says: 'The zone is not a shape on the ground.',
    todo: 'Look at `why`, and draw it again.',
  },
  'zone.too-many': {
    kind: 'exhausted',
    says: 'This place has as many zones as it may have.',
    todo: 'Remove a zone first.',
  },
  'favourite.too-many': {
    kind: 'exhausted',
    says: 'These are as many favourites as one person may keep.',
    todo: 'Remove one first.',
  },
  'place.half-a-point': {
    kind: 'invalid',
    says: 'A point needs both lng and lat.',
    todo: 'Send both, or neither.',
  },
} as const satisfies Refusals
export type PlaceRefusal = keyof typeof placeRefusals

/** Whether the actor may change the merchant, or (with `placeId`) that place and its zones (PL11). */
export function mayChange(
  actor: Actor,
  merchantId: Id<'merchant'> | null,
  placeId: Id<'place'> | null = null,
): boolean {
  return (merchantId !== null && mayDecide(actor, merchantId, placeId)) || mayOperate(actor)
}

/** Whether the actor sees the place at all (PL12). */
export function maySee(actor: Actor, place: Pick<Place, 'isVisible' | 'merchantId'>): boolean {
  return place.isVisible || mayServe(actor, place.merchantId) || mayOperate(actor)
}

/** Colours that carry white text, for merchants that chose none; by name, so that it stays the same. */
export const merchantColors = [
  '#c2410c',
  '#b45309',
  '#4d7c0f',
  '#15803d',
  '#0f766e',
  '#0369a1',
  '#1d4ed8',
  '#6d28d9',
  '#a21caf',
  '#be123c',
] as const

export function colorOf(merchantName: string): string {
  const sum = Array.from(merchantName).reduce((all, it) => all + (it.codePointAt(0) ?? 0), 0)
  return merchantColors[sum % merchantColors.length] ?? merchantColors[0]
}
