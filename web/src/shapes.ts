/**
 * What the server answers, as far as the screens read it, by path.
 *
 * `Replies` is an interface so that screens of other faces add their paths beside themselves
 * (`declare module '../../shapes.ts' { interface Replies { … } }`).
 */

/** An RFC 3339 instant. */
export type Instant = string
export type Listed<Item> = { readonly items: readonly Item[]; readonly nextCursor: string | null }

export type Market = {
  readonly name: string
  readonly isDemo: boolean
  readonly demoLogins: readonly DemoLogin[]
  readonly mapTilesUrl: string | null
  readonly locale: string
}
export type DemoLogin = {
  readonly label: string
  readonly email: string
  readonly password: string
  readonly face: 'shopper' | 'owner' | 'staff' | 'operator'
}

export type Me = {
  readonly person: {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly phone: string | null
    readonly locale: 'ko' | 'en'
  }
  readonly isOperator: boolean
  readonly memberships: readonly { readonly merchantId: string; readonly role: 'owner' | 'staff' }[]
}

export type SessionRow = {
  readonly id: string
  readonly createdAt: Instant
  readonly lastSeenAt: Instant
  readonly device: string
  readonly isCurrent: boolean
}

export type ConsentPurpose = 'location' | 'marketing' | 'night-marketing'
export type ConsentRow = {
  readonly purpose: ConsentPurpose
  readonly granted: boolean
  readonly at: Instant | null
}
export type ConsentWording = {
  readonly purpose: ConsentPurpose
  readonly version: number
  readonly ko: string
  readonly en: string
}
export type LocationUse = {
  readonly at: Instant
  readonly purpose: 'zone' | 'visit' | 'check-in' | 'campaign' | 'report'
  /** Null when the market itself looked. */
  readonly merchantId: string | null
  readonly count: number
}

export type PlaceCardShape = {
  readonly id: string
  readonly merchantId: string
  readonly merchantName: string
  readonly name: string
  readonly category: string
  readonly address: string
  readonly lng: number
  readonly lat: number
  readonly color: string
  /** Null where nobody has told the hours. */
  readonly isOpen: boolean | null
  readonly opensAt: Instant | null
  readonly closesAt: Instant | null
  readonly distanceMeters: number | null
}
/** `isComplete` is false when there are more than are told. */
export type FoundPlaces = {
  readonly items: readonly PlaceCardShape[]
  readonly isComplete: boolean
}
export type MerchantShape = {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly color: string
  readonly contact: string | null
}
/** Minutes of a day, half-open; past 1440 when the span reaches into the next day. */
export type Span = { readonly fromMinute: number; readonly untilMinute: number }
/** No span is a closed day. */
export type DayHours = { readonly spans: readonly Span[]; readonly breaks: readonly Span[] }
export type OpeningException = {
  readonly day: string
  readonly hours: DayHours
  readonly note: string | null
}
/** `days` has seven rows, Monday first. */
export type WeekHours = {
  readonly days: readonly DayHours[]
  readonly holidays:
    | { readonly kind: 'as-usual' | 'closed' }
    | { readonly kind: 'hours'; readonly hours: DayHours }
}
export type PlacePage = Omit<PlaceCardShape, 'distanceMeters'> & {
  readonly phone: string | null
  readonly hours: WeekHours | null
  readonly exceptions: readonly OpeningException[]
  readonly isFavourite: boolean
  readonly isMerchantFavourite: boolean
}
export type CategoryRow = { readonly id: string; readonly ko: string; readonly en: string }

export type OfferTerms = {
  readonly kind: 'percent' | 'amount' | 'item'
  readonly percentOff: number | null
  readonly amountOffMinor: number | null
  readonly itemName: string | null
  readonly billMinorMin: number
  readonly discountMinorMax: number | null
}
export type OpenOffer = {
  readonly id: string
  readonly merchantId: string
  readonly title: string
  readonly terms: OfferTerms
  /** Empty when it holds at every place of the merchant. */
  readonly placeIds: readonly string[]
  readonly startsAt: Instant
  readonly endsAt: Instant
  readonly validDays: number | null
  readonly pointsPercent: number
  readonly couponsLeft: number | null
}
export type CouponState = 'active' | 'redeemed' | 'expired' | 'cancelled'
export type CouponShape = {
  readonly id: string
  readonly offerId: string
  readonly merchantId: string
  readonly merchantName: string
  readonly color: string
  readonly title: string
  readonly terms: OfferTerms
  readonly pointsPercent: number
  readonly placeIds: readonly string[]
  readonly grantedAt: Instant
  readonly startsAt: Instant
  readonly expiresAt: Instant
  readonly state: CouponState
  /** The shop has paused the offer: the coupon is not taken meanwhile. */
  readonly isPaused: boolean
  readonly redeemedAt: Instant | null
  readonly decisionId: string | null
}
export type CouponCode = {
  readonly code: string
  readonly text: string
  readonly stepSeconds: number
  readonly validUntil: Instant
}

export type InboxMessage = {
  readonly id: string
  readonly merchantId: string
  readonly merchantName: string
  readonly purpose: 'marketing' | 'information'
  readonly title: string
  readonly body: string
  readonly link: string | null
  readonly couponId: string | null
  readonly decisionId: string | null
  readonly sentAt: Instant
  readonly readAt: Instant | null
}
export type DecisionReason = {
  readonly rule: string
  readonly ok: boolean
  readonly params: Readonly<Record<string, string | number | boolean | null>>
}
export type DecisionShape = {
  readonly id: string
  readonly merchantName?: string
  readonly campaignName?: string
  readonly at: Instant
  readonly outcome: 'sent' | 'control' | 'refused' | 'postponed'
  readonly reasons: readonly DecisionReason[]
}
export type PointsEntry = {
  readonly id: string
  readonly at: Instant
  readonly amount: number
  readonly because: string
  readonly memo: string
}

export interface Replies {
  'GET /v1/offers/window': { readonly items: readonly OpenOffer[] }
  'GET /v1/market': Market
  'GET /v1/me': Me
  'PATCH /v1/me': Me
  'GET /v1/me/sessions': { readonly items: readonly SessionRow[] }
  'GET /v1/me/consents': { readonly items: readonly ConsentRow[] }
  'GET /v1/consent-wordings': { readonly items: readonly ConsentWording[] }
  'GET /v1/me/location-uses': Listed<LocationUse>
  'GET /v1/places/nearby': FoundPlaces
  'GET /v1/places/window': FoundPlaces & { readonly matching: number }
  'GET /v1/places': FoundPlaces
  'GET /v1/places/{placeId}': PlacePage
  'GET /v1/places/{placeId}/offers': { readonly items: readonly OpenOffer[] }
  'GET /v1/merchants/{merchantId}': MerchantShape
  'GET /v1/categories': { readonly items: readonly CategoryRow[] }
  'GET /v1/me/favourites': {
    readonly places: readonly PlaceCardShape[]
    readonly merchants: readonly MerchantShape[]
  }
  'GET /v1/me/coupons': Listed<CouponShape>
  'GET /v1/me/coupons/{couponId}': CouponShape
  'GET /v1/me/coupons/{couponId}/code': CouponCode
  'POST /v1/offers/{offerId}/claims': { readonly couponId: string }
  'GET /v1/me/points': {
    readonly balance: number
    readonly available: number
    readonly items: readonly PointsEntry[]
    readonly nextCursor: string | null
  }
  'GET /v1/me/inbox': Listed<InboxMessage>
  'GET /v1/me/inbox/{messageId}': InboxMessage
  'GET /v1/me/blocks': {
    readonly items: readonly { readonly merchantId: string; readonly merchantName?: string }[]
  }
  'GET /v1/me/decisions/{decisionId}': DecisionShape
  'GET /v1/push-key': { readonly publicKey: string }
  'GET /v1/opt-outs/{token}': { readonly merchantName: string; readonly isOptedOut?: boolean }
  'POST /v1/tags/{code}/check-ins': {
    readonly visitId: string
    readonly placeId: string
    readonly startedAt: Instant
    readonly evidence: number
  }
}
