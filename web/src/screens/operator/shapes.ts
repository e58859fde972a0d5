/** Names for what the server answers to the operator's desk; the shapes are those of the API. */
import type { ItemOf, ReplyTo } from '../../shapes.ts'

export type Health = ReplyTo<'GET /v1/operator/health'>
export type Job = ItemOf<ReplyTo<'GET /v1/operator/jobs'>>
export type JobState = Job['state']
export type Fact = ItemOf<ReplyTo<'GET /v1/operator/facts'>>
export type VerdictRow = ReplyTo<'POST /v1/operator/verify'>['verdicts'][number]
export type ImportReport = ItemOf<ReplyTo<'POST /v1/imports/places'>>
export type WaysReport = ReplyTo<'GET /v1/operator/ways'>
export type DeadLetter = ItemOf<ReplyTo<'GET /v1/operator/dead-letters'>>
export type AlimtalkTemplate = ItemOf<ReplyTo<'GET /v1/operator/alimtalk-templates'>>
export type MarketDetails = ReplyTo<'GET /v1/market/details'>
