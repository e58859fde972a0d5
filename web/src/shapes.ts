/**
 * Names for what the server answers, so that pieces can say what they show.
 *
 * The shapes themselves come from the API's own description (`sdk/calls.ts`).
 */
import type { Calls } from '../../sdk/calls.ts'

type Immutable<Shape> = Shape extends object
  ? { readonly [Key in keyof Shape]: Immutable<Shape[Key]> }
  : Shape
export type ReplyTo<Path extends keyof Calls> = Immutable<Calls[Path]['reply']>
export type ItemOf<Reply extends { readonly items: readonly unknown[] }> = Reply['items'][number]

/** An RFC 3339 instant. */
export type Instant = string

export type Market = ReplyTo<'GET /v1/market'>
export type DemoLogin = Market['demoLogins'][number]

export type Me = ReplyTo<'GET /v1/me'>
export type MergePreview = ReplyTo<'POST /v1/me/merge-previews'>
export type OwnAge = ReplyTo<'GET /v1/me/age'>
export type GuardianPageShape = ReplyTo<'GET /v1/guardian-pages/{token}'>
export type WardRow = ItemOf<ReplyTo<'GET /v1/me/wards'>>
export type MyWays = ReplyTo<'GET /v1/me/ways-in'>
export type SessionRow = ItemOf<ReplyTo<'GET /v1/me/sessions'>>
export type ConsentRow = ItemOf<ReplyTo<'GET /v1/me/consents'>>
export type ConsentWording = ItemOf<ReplyTo<'GET /v1/consent-wordings'>>
export type MerchantConsents = ItemOf<ReplyTo<'GET /v1/me/merchant-consents'>>
export type LocationControls = ReplyTo<'GET /v1/me/location-controls'>
export type ReaderRow = ItemOf<ReplyTo<'GET /v1/me/readers'>>
export type LocationUse = ItemOf<ReplyTo<'GET /v1/me/location-uses'>>

/** `isComplete` is false when there are more than are told. */
export type FoundPlaces = ReplyTo<'GET /v1/places'>
export type PlaceCardShape = ItemOf<FoundPlaces>
export type PlacePage = ReplyTo<'GET /v1/places/{placeId}'>
/** `days` has seven rows, Monday first. */
export type WeekHours = NonNullable<PlacePage['hours']>
/** No span is a closed day. */
export type DayHours = WeekHours['days'][number]
export type OpeningException = PlacePage['exceptions'][number]

export type AreaShape = ItemOf<ReplyTo<'GET /v1/areas'>>

export type OpenOffer = ItemOf<ReplyTo<'GET /v1/places/{placeId}/offers'>>
export type OfferTerms = OpenOffer['terms']
export type CouponShape = ReplyTo<'GET /v1/me/coupons/{couponId}'>

export type MembershipShape = ItemOf<ReplyTo<'GET /v1/me/memberships'>>
export type GiftShape = ItemOf<ReplyTo<'GET /v1/me/gift-cards'>>

export type InboxMessage = ReplyTo<'GET /v1/me/inbox/{messageId}'>
export type DecisionShape = ReplyTo<'GET /v1/me/decisions/{decisionId}'>
export type DecisionReason = DecisionShape['reasons'][number]
