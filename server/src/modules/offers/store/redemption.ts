/** The SQL of redemptions and of wrong codes. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** The use of a coupon on a bill. Amounts in minor units. */
export type Redemption = {
  readonly id: Id<'redemption'>
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly personId: Id<'person'>
  readonly campaignId: Id<'campaign'> | null
  readonly billMinor: number
  readonly discountMinor: number
  readonly pointsEarned: number
  readonly redeemedAt: Date
  /** The person or key that did it, as `person/<id>` or `key/<id>`. */
  readonly redeemedBy: string
  readonly reversedAt: Date | null
}

const columns = sql`
  r.id, r.coupon_id, r.offer_id, r.merchant_id, r.place_id, r.person_id, r.campaign_id,
  r.bill_minor, r.discount_minor, r.points_earned, r.redeemed_at, r.redeemed_by, r.reversed_at`

/**
 * Redemptions at a place, newest first; one more than `limit` when there are more.
 *
 * @param before instant and id of the last redemption of the page before
 */
export async function redemptionsAt(
  work: Work,
  placeId: Id<'place'>,
  { limit, before }: { readonly limit: number; readonly before: readonly [Date, string] | null },
): Promise<readonly (Redemption & { readonly offerTitle: string })[]> {
  const { rows } = await sql<Redemption & { offerTitle: string }>`
    select ${columns}, o.title as offer_title
    from offers.redemption r join offers.offer o on o.id = r.offer_id
    where r.place_id = ${placeId} and r.redeemed_at is not null and r.coupon_id is not null and (${before?.[0] ?? null}::timestamptz is null
      or (r.redeemed_at, r.id) < (${before?.[0] ?? null}::timestamptz, ${before?.[1] ?? null}::uuid))
    order by r.redeemed_at desc, r.id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}

/** A till at a place: who stands there. */
export type Till = { readonly placeId: Id<'place'>; readonly till: string }

/** A code that a till holds: it was shown there while it was fresh. */
export type CodeHold = Till & { readonly couponId: Id<'coupon'>; readonly step: number }

/** Holds the code of a coupon for a till; the last till that read one has it. */
export async function keepHold(work: Work, hold: CodeHold, until: Date): Promise<void> {
  const { couponId, placeId, till, step } = hold
  await sql`
    insert into offers.code_hold (coupon_id, place_id, till, step, until)
    values (${couponId}, ${placeId}, ${till}, ${step}, ${until})
    on conflict (coupon_id) do update set
      place_id = excluded.place_id, till = excluded.till, step = excluded.step,
      until = excluded.until`.execute(work.tx)
}

/** Whether a till still holds a code. */
export async function isHeld(work: Work, hold: CodeHold): Promise<boolean> {
  const { couponId, placeId, till, step } = hold
  const { rows } = await sql`
    select from offers.code_hold
    where coupon_id = ${couponId} and place_id = ${placeId} and till = ${till}
      and step = ${step} and until > ${work.now}`.execute(work.tx)
  return rows.length > 0
}

/** How many wrong codes came from a till since an instant. */
export async function missesSince(
  work: Work,
  { placeId, till }: Till,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ misses: number }>`
    select misses from offers.code_miss
    where place_id = ${placeId} and till = ${till} and since > ${since}`.execute(work.tx)
  return rows[0]?.misses ?? 0
}

/** Counts one more wrong code; the count starts afresh when it began before `since`. */
export async function countMiss(work: Work, { placeId, till }: Till, since: Date): Promise<void> {
  await sql`
    insert into offers.code_miss as m (place_id, till, since, misses)
    values (${placeId}, ${till}, ${work.now}, 1)
    on conflict (place_id, till) do update set
      misses = case when m.since > ${since} then m.misses + 1 else 1 end,
      since = case when m.since > ${since} then m.since else excluded.since end`.execute(work.tx)
}
