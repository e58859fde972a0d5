/** The SQL that counts what became of the people of a broadcast. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Arm, ArmFigures } from '../model.ts'

/** Whose doings are counted. */
export type Reached = {
  readonly merchantId: Id<'merchant'>
  /** `person_id, is_control, at, seen_at, clicked_at`: each person once, since when they count. */
  readonly people: RawBuilder<unknown>
  readonly days: number
}

type Counted = Omit<ArmFigures, 'people'> & { readonly isControl: boolean; readonly came: number }
/** What an arm did; `came` also counts whoever was noticed by a coupon alone. */
export type ArmActs = Omit<ArmFigures, 'people'> & { readonly came: number }

const within = (days: number) => sql`a.at >= p.at and a.at < p.at + make_interval(days => ${days})`

/** A visit that was known by a coupon alone is not counted: nobody without one could have it (IN9). */
const visits = (merchantId: Id<'merchant'>) => sql`
  select v.person_id, v.at from insight.visit v
  where v.merchant_id = ${merchantId} and not exists (
    select from insight.redemption r
    where r.person_id = v.person_id and r.merchant_id = v.merchant_id and r.at = v.at
  )`
const redemptions = (merchantId: Id<'merchant'>) => sql`
  select person_id, at, bill_minor - returned_bill_minor as bill_minor from insight.redemption
  where merchant_id = ${merchantId} and reversed_at is null`
/** Whoever was there, also those who were noticed by their coupon alone: for the funnel (IN9). */
const comings = (merchantId: Id<'merchant'>) => sql`
  select person_id, at from insight.visit where merchant_id = ${merchantId}
  union all
  select person_id, at from insight.redemption
  where merchant_id = ${merchantId} and reversed_at is null`

/**
 * Of the people of a broadcast, those who did anything at the shop: a few of a million. Each is looked
 * up by the index of recipients, and the rest is never read.
 */
const doersOf = ({ merchantId, people }: Reached) => sql`
  select * from (${people}) every where person_id in (
    select person_id from insight.visit where merchant_id = ${merchantId}
    union
    select person_id from insight.redemption where merchant_id = ${merchantId}
  )`

/** How many of each arm came and bought: whoever did, looked up among those it was meant for. */
export async function armsOf(
  work: Work,
  reached: Reached,
): Promise<Readonly<Record<Arm, ArmActs>>> {
  const { merchantId, days } = reached
  const { rows } = await sql<Counted>`
    with p as materialized (${doersOf(reached)}), noticed as (
      select p.is_control, count(distinct p.person_id)::integer as visited
      from (${visits(merchantId)}) a join p on p.person_id = a.person_id and ${within(days)}
      group by p.is_control
    ), bought as (
      select p.is_control, count(distinct p.person_id)::integer as redeemed,
        sum(a.bill_minor)::bigint as sales_minor
      from (${redemptions(merchantId)}) a join p on p.person_id = a.person_id and ${within(days)}
      group by p.is_control
    ), there as (
      select p.is_control, count(distinct p.person_id)::integer as came
      from (${comings(merchantId)}) a join p on p.person_id = a.person_id and ${within(days)}
      group by p.is_control
    )
    select is_control, coalesce(visited, 0) as visited, coalesce(redeemed, 0) as redeemed,
      coalesce(sales_minor, 0) as sales_minor, came
    from there left join noticed using (is_control) left join bought using (is_control)`.execute(
    work.tx,
  )
  const none = { visited: 0, redeemed: 0, salesMinor: 0, came: 0 }
  const of = (isControl: boolean) => {
    const row = rows.find((each) => each.isControl === isControl)
    if (!row) return none
    const { visited, redeemed, salesMinor, came } = row
    return { visited, redeemed, salesMinor, came }
  }
  return { treated: of(false), control: of(true) }
}

export type BroadcastDay = {
  readonly day: Day
  readonly seen: number
  readonly clicked: number
  readonly visited: number
  readonly redeemed: number
}

/** What those who got it did, day by day; days without anything are left out. */
export async function daysOfReached(
  work: Work,
  reached: Reached,
  timeZone: string,
): Promise<readonly BroadcastDay[]> {
  const { merchantId, people, days } = reached
  const dayOf = (at: RawBuilder<unknown>) => sql`(${at} at time zone ${timeZone})::date`
  const { rows } = await sql<BroadcastDay>`
    with p as materialized (
      select * from (${doersOf(reached)}) every where not is_control
    ), opened as materialized (
      select * from (${people}) every where not is_control and num_nonnulls(seen_at, clicked_at) > 0
    ), did as (
      select ${dayOf(sql`seen_at`)} as day, 'seen' as what, person_id from opened
      where seen_at is not null
      union all
      select ${dayOf(sql`clicked_at`)}, 'clicked', person_id from opened
      where clicked_at is not null
      union all
      select ${dayOf(sql`a.at`)}, 'visited', p.person_id
      from (${comings(merchantId)}) a join p on p.person_id = a.person_id and ${within(days)}
      union all
      select ${dayOf(sql`a.at`)}, 'redeemed', p.person_id
      from (${redemptions(merchantId)}) a join p on p.person_id = a.person_id and ${within(days)}
    )
    select to_char(day, 'YYYY-MM-DD') as day,
      (count(distinct person_id) filter (where what = 'seen'))::integer as seen,
      (count(distinct person_id) filter (where what = 'clicked'))::integer as clicked,
      (count(distinct person_id) filter (where what = 'visited'))::integer as visited,
      (count(distinct person_id) filter (where what = 'redeemed'))::integer as redeemed
    from did group by day order by day`.execute(work.tx)
  return rows
}
