/** The SQL that reads the figures of campaigns and days. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Arm, ArmFigures, DayFigures, Funnel, RefusedCount } from '../model.ts'

/** What a campaign came to, counted. */
export type CampaignFigures = {
  readonly funnel: Funnel
  readonly arms: Readonly<Record<Arm, ArmFigures>>
  readonly salesMinor: number
  readonly discountMinor: number
  readonly points: number
}

type Row = ArmFigures & {
  readonly arm: Arm
  readonly sent: number
  readonly seen: number
  readonly own: number
  /** Who was noticed, or used the campaign's coupon: that takes a visit. */
  readonly came: number
  readonly ownSalesMinor: number
  readonly discountMinor: number
  readonly points: number
}

const nobody: Row = {
  arm: 'control',
  people: 0,
  visited: 0,
  redeemed: 0,
  salesMinor: 0,
  sent: 0,
  seen: 0,
  own: 0,
  came: 0,
  ownSalesMinor: 0,
  discountMinor: 0,
  points: 0,
}

const armFigures = ({ people, visited, redeemed, salesMinor }: Row): ArmFigures => {
  return { people, visited, redeemed, salesMinor }
}

export async function figuresOf(work: Work, id: Id<'campaign'>): Promise<CampaignFigures> {
  const { rows } = await sql<Row>`
    select arm, count(*)::integer as people, count(visited_at)::integer as visited,
      count(bought_at)::integer as redeemed, sum(bought_minor)::bigint as sales_minor,
      count(sent_at)::integer as sent, count(seen_at)::integer as seen,
      count(redeemed_at)::integer as own,
      count(coalesce(visited_at, redeemed_at))::integer as came, sum(sales_minor)::bigint as own_sales_minor,
      sum(discount_minor)::bigint as discount_minor, sum(points)::bigint as points
    from insight.campaign_person where campaign_id = ${id}
    group by arm`.execute(work.tx)
  const treated = rows.find(({ arm }) => arm === 'treated') ?? nobody
  const control = rows.find(({ arm }) => arm === 'control') ?? nobody
  return {
    funnel: {
      eligible: treated.people + control.people,
      sent: treated.sent,
      seen: treated.seen,
      visited: treated.came,
      redeemed: treated.own,
    },
    arms: { treated: armFigures(treated), control: armFigures(control) },
    salesMinor: treated.ownSalesMinor,
    discountMinor: treated.discountMinor,
    points: treated.points,
  }
}

/** How many people each rule kept out, the most frequent first. */
export async function refusedCounts(
  work: Work,
  id: Id<'campaign'>,
): Promise<readonly RefusedCount[]> {
  const { rows } = await sql<RefusedCount>`
    select rule, code, count(*)::integer as people from insight.campaign_refusal
    where campaign_id = ${id} group by rule, code order by people desc, rule, code`.execute(work.tx)
  return rows
}

/** The totals of a merchant's days from `from` on; a day without anything has no row. */
export async function daysOf(
  work: Work,
  merchantId: Id<'merchant'>,
  from: Day,
): Promise<readonly DayFigures[]> {
  const { rows } = await sql<DayFigures>`
    select to_char(day, 'YYYY-MM-DD') as day, visits, redemptions, sales_minor, discount_minor
    from insight.merchant_day
    where merchant_id = ${merchantId} and day >= ${from}::date
    order by day`.execute(work.tx)
  return rows
}

/** Those of these campaigns that fewer people than so many got. */
export async function campaignsBelow(
  work: Work,
  ids: readonly Id<'campaign'>[],
  people: number,
): Promise<readonly Id<'campaign'>[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<{ id: Id<'campaign'> }>`
    select id from unnest(${ids}::uuid[]) as id
    where (
      select count(*) from (
        select from insight.campaign_person p
        where p.campaign_id = id and p.arm = 'treated' limit ${people}
      ) counted
    ) < ${people}`.execute(work.tx)
  return rows.map(({ id }) => id)
}

export type TodayFigures = {
  readonly visits: number
  readonly visitors: number
  /** Visits by people whom a campaign had reached in the days that count. */
  readonly visitsByCampaigns: number
  readonly visitorsByCampaigns: number
}

export async function visitsSince(
  work: Work,
  merchantId: Id<'merchant'>,
  since: Date,
  { days, without }: { readonly days: number; readonly without: readonly Id<'campaign'>[] },
): Promise<TodayFigures> {
  const { rows } = await sql<TodayFigures>`
    select count(*)::integer as visits, count(distinct person_id)::integer as visitors,
      (count(*) filter (where is_reached))::integer as visits_by_campaigns,
      (count(distinct person_id) filter (where is_reached))::integer as visitors_by_campaigns
    from insight.visit v
    cross join lateral (
      select exists (
        select from insight.campaign_person p
        where p.person_id = v.person_id and p.merchant_id = v.merchant_id
          and p.campaign_id <> all(${without}::uuid[])
          and p.sent_at is not null and v.id is distinct from p.trigger_visit_id
          and v.at >= p.eligible_at and v.at < p.eligible_at + make_interval(days => ${days})
      ) as is_reached
    ) reached
    where v.merchant_id = ${merchantId} and v.at >= ${since}`.execute(work.tx)
  return rows[0] ?? { visits: 0, visitors: 0, visitsByCampaigns: 0, visitorsByCampaigns: 0 }
}

export type BestCampaign = {
  readonly campaignId: Id<'campaign'>
  readonly redemptions: number
  readonly salesMinor: number
}

/** The campaign whose coupons were used most since an instant; null when none was used. */
export async function bestSince(
  work: Work,
  merchantId: Id<'merchant'>,
  { since, without }: { readonly since: Date; readonly without: readonly Id<'campaign'>[] },
): Promise<BestCampaign | null> {
  const { rows } = await sql<BestCampaign>`
    select campaign_id, count(*)::integer as redemptions, sum(bill_minor - returned_bill_minor)::bigint
      as sales_minor
    from insight.redemption
    where merchant_id = ${merchantId} and at >= ${since} and reversed_at is null
      and campaign_id is not null and campaign_id <> all(${without}::uuid[])
    group by campaign_id order by redemptions desc, sales_minor desc, campaign_id
    limit 1`.execute(work.tx)
  return rows[0] ?? null
}
