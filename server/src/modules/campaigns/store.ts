/** The SQL on campaigns themselves: their plans, states and budgets. Decides nothing. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Work } from '../../platform/work.ts'
import type { WayName } from '../outreach/model/delivery.ts'
import type { AudienceRule } from './model/audience.ts'
import type { Campaign, CampaignState, TriggerKind } from './model/campaign.ts'
import type { Reminder } from './model/reminder.ts'

/** A campaign as it lies in its table. */
type Row = {
  readonly id: Id<'campaign'>
  readonly merchantId: Id<'merchant'>
  readonly offerId: Id<'offer'>
  readonly name: string
  readonly state: CampaignState
  readonly triggerKind: TriggerKind
  readonly zoneIds: Id<'zone'>[]
  readonly placeIds: Id<'place'>[]
  readonly remindAfterDays: number | null
  readonly remindAtMinute: number | null
  readonly audience: AudienceRule[]
  readonly startsAt: Date
  readonly endsAt: Date
  readonly weekdays: number[]
  readonly hoursFrom: number | null
  readonly hoursUntil: number | null
  readonly openOnly: boolean
  readonly capTimes: number | null
  readonly capDays: number | null
  readonly retriggerMinutes: number
  readonly couponsMax: number | null
  readonly discountMinorMax: number | null
  readonly controlPercent: number
  readonly title: string
  readonly body: string
  readonly ways: WayName[]
  readonly couponsGranted: number
  readonly discountReservedMinor: number
  readonly discountSpentMinor: number
  readonly createdAt: Date
  readonly startedAt: Date | null
}

function campaignOf(row: Row): Campaign {
  const { hoursFrom, hoursUntil, capTimes, capDays, triggerKind, zoneIds, placeIds } = row
  return {
    id: row.id,
    merchantId: row.merchantId,
    offerId: row.offerId,
    name: row.name,
    state: row.state,
    trigger: { kind: triggerKind, zoneIds, placeIds, reminder: reminderOf(row) },
    audience: row.audience,
    schedule: {
      startsAt: row.startsAt,
      endsAt: row.endsAt,
      weekdays: row.weekdays,
      hours:
        hoursFrom === null || hoursUntil === null
          ? null
          : { fromMinute: hoursFrom, untilMinute: hoursUntil },
      openOnly: row.openOnly,
    },
    personCap: capTimes === null || capDays === null ? null : { times: capTimes, days: capDays },
    retriggerMinutes: row.retriggerMinutes,
    budget: { couponsMax: row.couponsMax, discountMinorMax: row.discountMinorMax },
    controlPercent: row.controlPercent,
    message: { title: row.title, body: row.body },
    ways: row.ways,
    spent: {
      couponsGranted: row.couponsGranted,
      discountReservedMinor: row.discountReservedMinor,
      discountSpentMinor: row.discountSpentMinor,
    },
    createdAt: row.createdAt,
    startedAt: row.startedAt,
  }
}

function reminderOf({ remindAfterDays, remindAtMinute }: Row): Reminder | null {
  if (remindAfterDays === null || remindAtMinute === null) return null
  return { afterDays: remindAfterDays, atMinute: remindAtMinute }
}

/** Saves a new campaign; false when its id is taken. */
export async function insertCampaign(work: Work, campaign: Campaign): Promise<boolean> {
  const { trigger, schedule, personCap, budget, message } = campaign
  const { rows } = await sql`
    insert into campaigns.campaign (
      id, merchant_id, offer_id, name, state, trigger_kind, zone_ids, place_ids, audience,
      starts_at, ends_at, weekdays, hours_from, hours_until, open_only, cap_times, cap_days,
      retrigger_minutes, coupons_max, discount_minor_max, control_percent, title, body,
      ways, created_at, started_at, remind_after_days, remind_at_minute
    ) values (
      ${campaign.id}, ${campaign.merchantId}, ${campaign.offerId}, ${campaign.name},
      ${campaign.state}, ${trigger.kind}, ${trigger.zoneIds}, ${trigger.placeIds},
      ${JSON.stringify(campaign.audience)}, ${schedule.startsAt}, ${schedule.endsAt},
      ${schedule.weekdays}, ${schedule.hours?.fromMinute ?? null},
      ${schedule.hours?.untilMinute ?? null}, ${schedule.openOnly}, ${personCap?.times ?? null},
      ${personCap?.days ?? null}, ${campaign.retriggerMinutes}, ${budget.couponsMax},
      ${budget.discountMinorMax}, ${campaign.controlPercent}, ${message.title}, ${message.body},
      ${campaign.ways}::text[], ${campaign.createdAt}, ${campaign.startedAt},
      ${trigger.reminder?.afterDays ?? null}, ${trigger.reminder?.atMinute ?? null}
    ) on conflict (id) do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

/** Writes plan and state over those of the campaign; what was spent stays. Lock it first. */
export async function saveCampaign(work: Work, campaign: Campaign): Promise<void> {
  const { trigger, schedule, personCap, budget, message } = campaign
  await sql`
    update campaigns.campaign set
      offer_id = ${campaign.offerId}, name = ${campaign.name}, state = ${campaign.state},
      trigger_kind = ${trigger.kind}, zone_ids = ${trigger.zoneIds},
      place_ids = ${trigger.placeIds},
      remind_after_days = ${trigger.reminder?.afterDays ?? null},
      remind_at_minute = ${trigger.reminder?.atMinute ?? null}, audience = ${JSON.stringify(campaign.audience)},
      starts_at = ${schedule.startsAt}, ends_at = ${schedule.endsAt},
      weekdays = ${schedule.weekdays}, hours_from = ${schedule.hours?.fromMinute ?? null},
      hours_until = ${schedule.hours?.untilMinute ?? null},
      open_only = ${schedule.openOnly},
      cap_times = ${personCap?.times ?? null}, cap_days = ${personCap?.days ?? null},
      retrigger_minutes = ${campaign.retriggerMinutes}, coupons_max = ${budget.couponsMax},
      discount_minor_max = ${budget.discountMinorMax},
      control_percent = ${campaign.controlPercent}, title = ${message.title},
      body = ${message.body}, ways = ${campaign.ways}::text[], started_at = ${campaign.startedAt}
    where id = ${campaign.id}`.execute(work.tx)
}

export async function campaignById(work: Work, id: Id<'campaign'>): Promise<Campaign | null> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign where id = ${id}`.execute(work.tx)
  return rows[0] ? campaignOf(rows[0]) : null
}

export async function namesById(
  work: Work,
  ids: readonly Id<'campaign'>[],
): Promise<ReadonlyMap<Id<'campaign'>, string>> {
  const { rows } = await sql<{ id: Id<'campaign'>; name: string }>`
    select id, name from campaigns.campaign where id = any(${ids}::uuid[])`.execute(work.tx)
  return new Map(rows.map(({ id, name }) => [id, name]))
}

/** Those of a merchant that were started and ask more than to pass by. */
export async function narrowedOfMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Id<'campaign'>[]> {
  const { rows } = await sql<{ id: Id<'campaign'> }>`
    select id from campaigns.campaign
    where merchant_id = ${merchantId} and started_at is not null
      and jsonb_array_length(audience) > 0`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/** The campaigns of the ids that are running. */
export async function runningAmong(
  work: Work,
  ids: readonly Id<'campaign'>[],
): Promise<readonly Campaign[]> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign
    where state = 'running' and id = any(${ids}::uuid[])`.execute(work.tx)
  return rows.map(campaignOf)
}

export async function runningCampaigns(work: Work): Promise<readonly Campaign[]> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign where state = 'running'`.execute(work.tx)
  return rows.map(campaignOf)
}

/** The campaigns as they stand, locked in the order of their ids until the work ends. */
export async function lockCampaigns(
  work: Work,
  ids: readonly Id<'campaign'>[],
): Promise<ReadonlyMap<Id<'campaign'>, Campaign>> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign where id = any(${ids}::uuid[])
    order by id for no key update`.execute(work.tx)
  return new Map(rows.map((row) => [row.id, campaignOf(row)]))
}

/** The campaigns of a merchant, newest first, with one more than the page holds. */
export async function campaignsOfMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
  page: PageRequest,
): Promise<readonly Campaign[]> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign
    where merchant_id = ${merchantId}
      and (${page.after}::uuid is null or id < ${page.after}::uuid)
    order by id desc limit ${page.limit + 1}`.execute(work.tx)
  return rows.map(campaignOf)
}

/** Locks running campaigns whose window has passed, a bounded bite at a time. */
export async function lockOverdue(work: Work, limit: number): Promise<readonly Campaign[]> {
  const { rows } = await sql<Row>`
    select * from campaigns.campaign
    where state = 'running' and ends_at <= ${work.now}
    order by id limit ${limit} for no key update`.execute(work.tx)
  return rows.map(campaignOf)
}

export type Taking = {
  readonly campaignId: Id<'campaign'>
  readonly coupons: number
  readonly reservedMinor: number
}

/** Takes coupons and money out of the budgets. The constraints of the table say when it is too much. */
export async function takeFromBudgets(work: Work, takings: readonly Taking[]): Promise<void> {
  await sql`
    update campaigns.campaign c
    set coupons_granted = c.coupons_granted + t.coupons,
        discount_reserved_minor = c.discount_reserved_minor + t.reserved_minor
    from unnest(
      ${takings.map((taking) => taking.campaignId)}::uuid[],
      ${takings.map((taking) => taking.coupons)}::integer[],
      ${takings.map((taking) => taking.reservedMinor)}::bigint[]
    ) as t (campaign_id, coupons, reserved_minor)
    where c.id = t.campaign_id`.execute(work.tx)
}

/** A coupon used at a counter, or its use taken back. */
export type Use = { readonly couponId: Id<'coupon'>; readonly discountMinor: number }

/**
 * Turns what was held back for coupons into what they took off.
 *
 * Where a use that was taken back is repeated on a larger bill, the budget grows by the difference:
 * the discount was given, and the budget must say what is true.
 */
export async function spendReserved(work: Work, uses: readonly Use[]): Promise<void> {
  await sql`
    with used as (
      select coupon_id, discount_minor from unnest(
        ${uses.map((use) => use.couponId)}::uuid[],
        ${uses.map((use) => use.discountMinor)}::bigint[]
      ) as u (coupon_id, discount_minor)
    ), before as (
      select d.id, d.campaign_id, d.reserved_minor, used.discount_minor
      from campaigns.decision d join used on used.coupon_id = d.coupon_id
      order by d.id for update of d
    ), settled as (
      update campaigns.decision d
      set reserved_minor = 0, spent_minor = before.discount_minor
      from before where d.id = before.id
    )
    update campaigns.campaign c
    set discount_reserved_minor = c.discount_reserved_minor - total.reserved,
        discount_spent_minor = c.discount_spent_minor + total.spent,
        -- greatest() skips nulls: without the case, a campaign without a budget would get one.
        discount_minor_max = case when c.discount_minor_max is not null then greatest(
          c.discount_minor_max,
          c.discount_reserved_minor + c.discount_spent_minor - total.reserved + total.spent) end
    from (
      select campaign_id, sum(reserved_minor)::bigint as reserved,
        sum(discount_minor)::bigint as spent
      from before group by campaign_id
    ) total
    where c.id = total.campaign_id`.execute(work.tx)
}

/** Holds back again what uses had taken off, after they were taken back: the coupons live again. */
export async function reserveSpent(work: Work, couponIds: readonly Id<'coupon'>[]): Promise<void> {
  await sql`
    with before as (
      select id, campaign_id, spent_minor from campaigns.decision
      where coupon_id = any(${couponIds}::uuid[]) and spent_minor > 0
      order by id for update
    ), settled as (
      update campaigns.decision d
      set reserved_minor = before.spent_minor, spent_minor = 0
      from before where d.id = before.id
    )
    update campaigns.campaign c
    set discount_reserved_minor = c.discount_reserved_minor + total.minor,
        discount_spent_minor = c.discount_spent_minor - total.minor
    from (
      select campaign_id, sum(spent_minor)::bigint as minor from before group by campaign_id
    ) total
    where c.id = total.campaign_id`.execute(work.tx)
}

/** Lets go of what is held back for coupons that were called back. */
export async function releaseCancelled(
  work: Work,
  couponIds: readonly Id<'coupon'>[],
): Promise<void> {
  await sql`
    with before as (
      select id, campaign_id, reserved_minor from campaigns.decision
      where coupon_id = any(${couponIds}::uuid[]) and reserved_minor > 0
      order by id for update
    ), settled as (
      update campaigns.decision d set reserved_minor = 0 from before where d.id = before.id
    )
    update campaigns.campaign c
    set discount_reserved_minor = c.discount_reserved_minor - total.minor
    from (
      select campaign_id, sum(reserved_minor)::bigint as minor from before group by campaign_id
    ) total
    where c.id = total.campaign_id`.execute(work.tx)
}

/** Lets go of what is held back for coupons that have expired; answers for how many. */
export async function releaseExpired(work: Work, limit: number): Promise<number> {
  const { rows } = await sql<{ released: number }>`
    with before as (
      select id, campaign_id, reserved_minor from campaigns.decision
      where reserved_minor > 0 and coupon_expires_at <= ${work.now}
      order by coupon_expires_at limit ${limit} for update skip locked
    ), settled as (
      update campaigns.decision d set reserved_minor = 0 from before where d.id = before.id
    ), given as (
      update campaigns.campaign c
      set discount_reserved_minor = c.discount_reserved_minor - total.minor
      from (
        select campaign_id, sum(reserved_minor)::bigint as minor from before group by campaign_id
      ) total
      where c.id = total.campaign_id
    )
    select count(*)::integer as released from before`.execute(work.tx)
  return rows[0]?.released ?? 0
}
