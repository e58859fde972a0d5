/** What the server answers to the owner's screens, as far as they read it. */
import type {
  DayHours,
  DecisionReason,
  Instant,
  Listed,
  OfferTerms,
  OpeningException,
  WeekHours,
} from '../../shapes.ts'

export type Role = 'owner' | 'staff'
export type ShopPlace = {
  readonly id: string
  readonly name: string
  readonly address: string
  readonly lng: number
  readonly lat: number
}
/** A shop of mine, with its places. */
export type Shop = {
  readonly id: string
  readonly name: string
  readonly category: string
  readonly color: string
  readonly contact: string | null
  readonly role: Role
  readonly places: readonly ShopPlace[]
}

export type Zone = {
  readonly id: string
  readonly placeId: string | null
  readonly name: string
  readonly dwellSeconds: number
  readonly shape:
    | {
        readonly kind: 'circle'
        readonly center: { readonly lng: number; readonly lat: number }
        readonly radiusMeters: number
      }
    | { readonly kind: 'polygon'; readonly polygons: unknown }
}

export type DayFigures = {
  readonly day: string
  readonly visits: number
  readonly redemptions: number
  readonly salesMinor: number
  readonly discountMinor: number
}
export type Today = DayFigures & {
  readonly visitors: number
  readonly visitsByCampaigns: number
  readonly visitorsByCampaigns: number
  readonly bestCampaign: {
    readonly campaignId: string
    readonly name: string
    readonly redemptions: number
    readonly salesMinor: number
  } | null
  /** The last 14 days, today at the end. */
  readonly days: readonly DayFigures[]
  readonly at: Instant
}

export type Offer = {
  readonly id: string
  readonly merchantId: string
  readonly title: string
  readonly terms: OfferTerms
  readonly state: 'draft' | 'open' | 'paused' | 'ended'
  readonly validDays: number | null
}

export type CampaignState = 'draft' | 'running' | 'paused' | 'ended'
export type AudienceRule = {
  readonly kind: string
  readonly times?: number
  readonly days?: number
}
export type CampaignPlan = {
  readonly name: string
  readonly offerId: string
  readonly trigger: {
    readonly kind: 'entered' | 'dwelled' | 'visited' | 'favourite-near'
    readonly zoneIds: readonly string[]
    readonly placeIds: readonly string[]
  }
  readonly audience: readonly AudienceRule[]
  readonly schedule: {
    readonly startsAt: Instant
    readonly endsAt: Instant
    readonly weekdays: readonly number[]
    readonly hours: { readonly fromMinute: number; readonly untilMinute: number } | null
    readonly openOnly: boolean
  }
  readonly personCap: { readonly times: number; readonly days: number } | null
  readonly retriggerMinutes: number
  readonly budget: { readonly couponsMax: number | null; readonly discountMinorMax: number | null }
  readonly controlPercent: number
  readonly message: { readonly title: string; readonly body: string }
}
export type Campaign = CampaignPlan & {
  readonly id: string
  readonly merchantId: string
  readonly state: CampaignState
  readonly createdAt: Instant
  readonly startedAt: Instant | null
}

export type LiftShape = {
  readonly difference: number
  readonly low: number
  readonly high: number
  readonly conclusive: boolean
  readonly peopleMissing: number | null
}
export type ArmFigures = {
  readonly people: number
  readonly visited: number
  readonly redeemed: number
  readonly salesMinor: number
}
export type Report = {
  readonly campaignId: string
  readonly funnel: Readonly<Record<'eligible' | 'sent' | 'seen' | 'visited' | 'redeemed', number>>
  readonly arms: { readonly treated: ArmFigures; readonly control: ArmFigures }
  readonly lift: { readonly visits: LiftShape; readonly redemptions: LiftShape }
  readonly extraVisits: { readonly estimate: number; readonly low: number; readonly high: number }
  readonly salesMinor: number
  readonly costMinor: number
  readonly discountMinor: number
  readonly points: number
  readonly attributionDays: number
  readonly refusedByReason: readonly {
    readonly rule: string
    readonly code: string
    readonly people: number
  }[]
  readonly at: Instant
}

export type CampaignDecision = {
  readonly id: string
  readonly at: Instant
  readonly lastAt: Instant
  readonly outcome: 'sent' | 'control' | 'refused' | 'postponed'
  readonly reasons: readonly DecisionReason[]
  /** Masked. */
  readonly person: string
  /** Equal refusals of one person within an hour are one row. */
  readonly count: number
}

export type Preview = {
  readonly message: {
    readonly title: string
    readonly body: string
    readonly merchantName: string
    readonly contact: string | null
  }
  readonly reach: {
    readonly people: number
    readonly reachable: number
    readonly control: number
    readonly byReason: readonly {
      readonly rule: string
      readonly code: string
      readonly count: number
    }[]
    readonly isCapped: boolean
  }
}

export type Quote = {
  readonly offerId: string
  readonly offerTitle: string
  readonly terms: OfferTerms
  readonly holderName: string
  readonly billMinor: number | null
  readonly discountMinor: number | null
  readonly payMinor: number | null
  readonly pointsEarned: number | null
}
export type RedemptionAnswer = {
  readonly redemptionId: string
  readonly offerTitle: string
  readonly holderName: string
  readonly billMinor: number
  readonly discountMinor: number
  readonly payMinor: number
  readonly pointsEarned: number
}
export type RedemptionRow = RedemptionAnswer & {
  readonly redeemedAt: Instant
  readonly reversedAt: Instant | null
}

export type BeaconIdentity =
  | {
      readonly kind: 'ibeacon'
      readonly uuid: string
      readonly major: number
      readonly minor: number
    }
  | { readonly kind: 'altbeacon'; readonly id1: string; readonly id2: number; readonly id3: number }
  | { readonly kind: 'eddystone-uid'; readonly namespace: string; readonly instance: string }
export type ShopDevice = {
  readonly id: string
  readonly placeId: string
  readonly kind: 'beacon' | 'tag'
  readonly label: string
  readonly identity: BeaconIdentity | { readonly kind: 'tag'; readonly code: string }
  readonly url: string | null
  readonly addedAt: Instant
}
export type StaffRow = {
  readonly personId: string
  readonly name: string
  readonly email: string | null
  readonly phone: string | null
  readonly role: Role
}
export type PlaceHours = {
  readonly week: WeekHours | null
  readonly exceptions: readonly OpeningException[]
}
export type { DayHours, OpeningException, WeekHours }

declare module '../../shapes.ts' {
  interface Replies {
    'GET /v1/me/merchants': { readonly items: readonly Shop[] }
    'POST /v1/merchants': { readonly id: string }
    'GET /v1/merchants/{merchantId}/places': Listed<ShopPlace>
    'POST /v1/merchants/{merchantId}/places': { readonly id: string }
    'GET /v1/places/{placeId}/zones': { readonly items: readonly Zone[] }
    'POST /v1/places/{placeId}/zones': { readonly id: string }
    'GET /v1/merchants/{merchantId}/today': Today
    'GET /v1/merchants/{merchantId}/offers': Listed<Offer>
    'POST /v1/merchants/{merchantId}/offers': { readonly id: string }
    'GET /v1/offers/{offerId}': Offer
    'GET /v1/merchants/{merchantId}/campaigns': Listed<Campaign>
    'POST /v1/merchants/{merchantId}/campaigns': { readonly id: string }
    'GET /v1/campaigns/{campaignId}': Campaign
    'GET /v1/campaigns/{campaignId}/report': Report
    'GET /v1/campaigns/{campaignId}/decisions': Listed<CampaignDecision>
    'POST /v1/merchants/{merchantId}/campaigns/preview': Preview
    'POST /v1/places/{placeId}/redemptions/quote': Quote
    'POST /v1/places/{placeId}/redemptions': RedemptionAnswer
    'GET /v1/places/{placeId}/redemptions': Listed<RedemptionRow>
    'GET /v1/places/{placeId}/devices': Listed<ShopDevice>
    'GET /v1/devices/{deviceId}/qr': { readonly url: string; readonly svg: string }
    'POST /v1/places/{placeId}/devices': ShopDevice
    'GET /v1/merchants/{merchantId}/staff': { readonly items: readonly StaffRow[] }
  }
}
