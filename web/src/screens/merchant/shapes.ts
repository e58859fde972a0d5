/** Names for what the server answers to the owner's screens; the shapes are those of the API. */
import type { DayHours, ItemOf, OpeningException, ReplyTo, WeekHours } from '../../shapes.ts'

/** A shop of mine, with its places. */
export type Shop = ItemOf<ReplyTo<'GET /v1/me/merchants'>>
export type Role = Shop['role']
export type ShopPlace = Shop['places'][number]
export type Zone = ItemOf<ReplyTo<'GET /v1/places/{placeId}/zones'>>

/** Of the last 14 days, today at the end. */
export type Today = ReplyTo<'GET /v1/merchants/{merchantId}/today'>

export type Offer = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/offers'>>

export type CodeBatch = ReplyTo<'GET /v1/code-batches/{batchId}'>
export type ShopVoucher = ItemOf<ReplyTo<'GET /v1/code-batches/{batchId}/vouchers'>>

export type Campaign = ReplyTo<'GET /v1/campaigns/{campaignId}'>
export type CampaignState = Campaign['state']
export type AudienceRule = Campaign['audience'][number]
export type CampaignPlan = Pick<
  Campaign,
  | 'name'
  | 'offerId'
  | 'trigger'
  | 'audience'
  | 'schedule'
  | 'personCap'
  | 'retriggerMinutes'
  | 'budget'
  | 'controlPercent'
  | 'message'
  | 'ways'
>
/** A piece of news to friends, from its draft on. */
export type Broadcast = ReplyTo<'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}'>
/** A way out beside the inbox. */
export type WayName = CampaignPlan['ways'][number]
export type Report = ReplyTo<'GET /v1/campaigns/{campaignId}/report'>
/** With the person's name masked; equal refusals of one person within an hour are one row. */
export type CampaignDecision = ItemOf<ReplyTo<'GET /v1/campaigns/{campaignId}/decisions'>>
export type Preview = ReplyTo<'POST /v1/merchants/{merchantId}/campaigns/preview'>

export type ShopDevice = ItemOf<ReplyTo<'GET /v1/places/{placeId}/devices'>>
export type BeaconIdentity = Exclude<ShopDevice['identity'], { readonly kind: 'tag' }>
export type StaffRow = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/staff'>>
export type { DayHours, OpeningException, WeekHours }
