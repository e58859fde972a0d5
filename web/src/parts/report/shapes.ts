/** What reports of campaigns and of broadcasts have in common. */
import type { ReplyTo } from '../../shapes.ts'

type Campaign = ReplyTo<'GET /v1/campaigns/{campaignId}/report'>
/** Both arms, and what the one did more than the other. Null is withheld. */
export type Report = Pick<Campaign, 'arms' | 'lift' | 'extraVisits'>
export type Arms = NonNullable<Report['arms']>
export type LiftShape = NonNullable<Report['lift']>['visits']
