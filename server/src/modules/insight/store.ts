/** The SQL that feeds the read models of insight. Set-wise; the same facts always give the same rows. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import type { Arm } from './model.ts'

export type Visit = {
  readonly id: Id<'visit'>
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly at: Date
  /** 0 to 3, as presence says. */
  readonly evidence: number
  readonly method: 'position' | 'beacon' | 'qr' | 'nfc' | 'staff'
}

export type Redemption = {
  readonly id: Id<'redemption'>
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly campaignId: Id<'campaign'> | null
  readonly at: Date
  readonly billMinor: number
  readonly discountMinor: number
  readonly points: number
}

export type Eligible = {
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly arm: Arm
  readonly at: Date
  readonly visitId: Id<'visit'> | null
  readonly sentAt: Date | null
}

export type Refusal = {
  readonly campaignId: Id<'campaign'>
  readonly personId: Id<'person'>
  readonly rule: string
  readonly code: string
  readonly at: Date
}

/** Whose figures must be counted again: what a person did at a merchant. */
export type Touched = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }
/** When something happened to a person of a campaign. */
export type Moment = {
  readonly campaignId: Id<'campaign'>
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly at: Date
}

/** Keeps who qualified. The first time counts; a later send fills in what is missing. */
export async function keepEligible(work: Work, rows: readonly Eligible[]): Promise<void> {
  if (rows.length === 0) return
  const first = new Map<string, Eligible>()
  for (const row of rows) {
    const key = `${row.campaignId}/${row.personId}`
    const before = first.get(key)
    first.set(key, before ? { ...before, sentAt: before.sentAt ?? row.sentAt } : row)
  }
  const kept = [...first.values()]
  await sql`
    insert into insight.campaign_person (
      campaign_id, person_id, merchant_id, arm, eligible_at, trigger_visit_id, sent_at
    )
    select * from unnest(
      ${kept.map((row) => row.campaignId)}::uuid[],
      ${kept.map((row) => row.personId)}::uuid[],
      ${kept.map((row) => row.merchantId)}::uuid[],
      ${kept.map((row) => row.arm)}::text[],
      ${kept.map((row) => row.at)}::timestamptz[],
      ${kept.map((row) => row.visitId)}::uuid[],
      ${kept.map((row) => row.sentAt)}::timestamptz[]
    )
    on conflict (campaign_id, person_id) do update
      set sent_at = coalesce(campaign_person.sent_at, excluded.sent_at)
      where campaign_person.sent_at is null and excluded.sent_at is not null`.execute(work.tx)
}

export async function keepRefusals(work: Work, rows: readonly Refusal[]): Promise<void> {
  if (rows.length === 0) return
  await sql`
    insert into insight.campaign_refusal (campaign_id, rule, code, person_id, at)
    select * from unnest(
      ${rows.map((row) => row.campaignId)}::uuid[],
      ${rows.map((row) => row.rule)}::text[],
      ${rows.map((row) => row.code)}::text[],
      ${rows.map((row) => row.personId)}::uuid[],
      ${rows.map((row) => row.at)}::timestamptz[]
    )
    on conflict do nothing`.execute(work.tx)
}

/** Keeps when messages were sent after waiting, and when they were read. */
export async function keepMoments(
  work: Work,
  column: 'sentAt' | 'seenAt',
  rows: readonly Moment[],
): Promise<void> {
  if (rows.length === 0) return
  const name = sql.ref(column === 'sentAt' ? 'sent_at' : 'seen_at')
  await sql`
    update insight.campaign_person p
    set ${name} = said.at
    from (
      select campaign_id, person_id, min(at) as at from unnest(
        ${rows.map((row) => row.campaignId)}::uuid[],
        ${rows.map((row) => row.personId)}::uuid[],
        ${rows.map((row) => row.at)}::timestamptz[]
      ) as said (campaign_id, person_id, at)
      group by campaign_id, person_id
    ) said
    where p.campaign_id = said.campaign_id and p.person_id = said.person_id
      and p.${name} is null`.execute(work.tx)
}

/** Keeps visits and counts them for their days; those that are known already change nothing. */
export async function keepVisits(
  work: Work,
  visits: readonly Visit[],
  timeZone: string,
): Promise<void> {
  if (visits.length === 0) return
  await sql`
    with fresh as (
      insert into insight.visit (id, person_id, merchant_id, place_id, at, evidence, method)
      select * from unnest(
        ${visits.map((visit) => visit.id)}::uuid[],
        ${visits.map((visit) => visit.personId)}::uuid[],
        ${visits.map((visit) => visit.merchantId)}::uuid[],
        ${visits.map((visit) => visit.placeId)}::uuid[],
        ${visits.map((visit) => visit.at)}::timestamptz[],
        ${visits.map((visit) => visit.evidence)}::smallint[],
        ${visits.map((visit) => visit.method)}::text[]
      )
      on conflict do nothing returning merchant_id, at
    )
    insert into insight.merchant_day as known (merchant_id, day, visits)
    select merchant_id, (at at time zone ${timeZone})::date, count(*)
    from fresh group by 1, 2 order by 1, 2
    on conflict (merchant_id, day)
      do update set visits = known.visits + excluded.visits`.execute(work.tx)
}

/** Notes that visits were seen again with better evidence, and how; it only rises. */
export async function raiseEvidence(work: Work, visits: readonly Visit[]): Promise<void> {
  if (visits.length === 0) return
  await sql`
    update insight.visit v set evidence = said.evidence, method = said.method
    from (
      select distinct on (id) id, evidence, method from unnest(
        ${visits.map((visit) => visit.id)}::uuid[],
        ${visits.map((visit) => visit.evidence)}::smallint[],
        ${visits.map((visit) => visit.method)}::text[]
      ) as each (id, evidence, method)
      order by id, evidence desc
    ) said
    where v.id = said.id and v.evidence < said.evidence`.execute(work.tx)
}

/** Forgets visits that turned out to be none. */
export async function dropVisits(
  work: Work,
  ids: readonly Id<'visit'>[],
  timeZone: string,
): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with gone as (
      delete from insight.visit where id = any(${ids}::uuid[]) returning merchant_id, at
    )
    update insight.merchant_day d set visits = d.visits - total.visits
    from (
      select merchant_id, (at at time zone ${timeZone})::date as day, count(*)::integer as visits
      from gone group by 1, 2
    ) total
    where d.merchant_id = total.merchant_id and d.day = total.day`.execute(work.tx)
}

/** Keeps redemptions and counts them for their days; those that are known already change nothing. */
export async function keepRedemptions(
  work: Work,
  rows: readonly Redemption[],
  timeZone: string,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with fresh as (
      insert into insight.redemption (
        id, person_id, merchant_id, place_id, campaign_id, at, bill_minor, discount_minor, points
      )
      select * from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.personId)}::uuid[],
        ${rows.map((row) => row.merchantId)}::uuid[],
        ${rows.map((row) => row.placeId)}::uuid[],
        ${rows.map((row) => row.campaignId)}::uuid[],
        ${rows.map((row) => row.at)}::timestamptz[],
        ${rows.map((row) => row.billMinor)}::bigint[],
        ${rows.map((row) => row.discountMinor)}::bigint[],
        ${rows.map((row) => row.points)}::bigint[]
      )
      on conflict do nothing returning merchant_id, at, bill_minor, discount_minor, points
    )
    insert into insight.merchant_day as known (
      merchant_id, day, redemptions, sales_minor, discount_minor, points
    )
    select merchant_id, (at at time zone ${timeZone})::date, count(*), sum(bill_minor),
      sum(discount_minor), sum(points)
    from fresh group by 1, 2 order by 1, 2
    on conflict (merchant_id, day) do update set
      redemptions = known.redemptions + excluded.redemptions,
      sales_minor = known.sales_minor + excluded.sales_minor,
      discount_minor = known.discount_minor + excluded.discount_minor,
      points = known.points + excluded.points`.execute(work.tx)
}

/** What has come back so far of a redemption. */
export type Return = Touched & {
  readonly id: Id<'redemption'>
  readonly billMinor: number
  readonly discountMinor: number
  readonly points: number
}

/**
 * Notes what of redemptions has come back, and takes it out of their days. It only grows, so that it
 * does not matter in which order returns are told, or how often.
 */
export async function keepReturns(
  work: Work,
  rows: readonly Return[],
  timeZone: string,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with said as (
      select id, max(bill_minor) as bill_minor, max(discount_minor) as discount_minor,
        max(points) as points
      from unnest(
        ${rows.map((row) => row.id)}::uuid[], ${rows.map((row) => row.billMinor)}::bigint[],
        ${rows.map((row) => row.discountMinor)}::bigint[],
        ${rows.map((row) => row.points)}::bigint[]
      ) as each (id, bill_minor, discount_minor, points)
      group by id
    ), known as (
      select r.id, greatest(r.returned_bill_minor, said.bill_minor) as bill_minor,
        greatest(r.returned_discount_minor, said.discount_minor) as discount_minor,
        greatest(r.returned_points, said.points) as points,
        r.returned_bill_minor as bill_before, r.returned_discount_minor as discount_before,
        r.returned_points as points_before
      from insight.redemption r join said using (id)
      for no key update of r
    ), less as (
      update insight.redemption r set returned_bill_minor = known.bill_minor,
        returned_discount_minor = known.discount_minor, returned_points = known.points
      from known where known.id = r.id
      returning r.merchant_id, r.at, r.reversed_at, known.bill_minor - bill_before as bill_minor,
        known.discount_minor - discount_before as discount_minor,
        known.points - points_before as points
    )
    update insight.merchant_day d set
      sales_minor = d.sales_minor - total.sales_minor,
      discount_minor = d.discount_minor - total.discount_minor,
      points = d.points - total.points
    from (
      select merchant_id, (at at time zone ${timeZone})::date as day,
        sum(bill_minor)::bigint as sales_minor, sum(discount_minor)::bigint as discount_minor,
        sum(points)::bigint as points
      -- What was reversed is out of its day already, whole.
      from less where reversed_at is null group by 1, 2
    ) total
    where d.merchant_id = total.merchant_id and d.day = total.day`.execute(work.tx)
}

/** Takes redemptions back out of their days; each at most once. */
export async function reverseRedemptions(
  work: Work,
  rows: readonly { readonly id: Id<'redemption'>; readonly at: Date }[],
  timeZone: string,
): Promise<void> {
  if (rows.length === 0) return
  await sql`
    with undone as (
      update insight.redemption r set reversed_at = said.at
      from unnest(
        ${rows.map((row) => row.id)}::uuid[],
        ${rows.map((row) => row.at)}::timestamptz[]
      ) as said (id, at)
      where r.id = said.id and r.reversed_at is null
      returning r.merchant_id, r.at, r.bill_minor - r.returned_bill_minor as bill_minor,
        r.discount_minor - r.returned_discount_minor as discount_minor,
        r.points - r.returned_points as points
    )
    update insight.merchant_day d set
      redemptions = d.redemptions - total.redemptions,
      sales_minor = d.sales_minor - total.sales_minor,
      discount_minor = d.discount_minor - total.discount_minor,
      points = d.points - total.points
    from (
      select merchant_id, (at at time zone ${timeZone})::date as day,
        count(*)::integer as redemptions, sum(bill_minor)::bigint as sales_minor,
        sum(discount_minor)::bigint as discount_minor, sum(points)::bigint as points
      from undone group by 1, 2
    ) total
    where d.merchant_id = total.merchant_id and d.day = total.day`.execute(work.tx)
}

/**
 * Counts again what touched people did after they qualified. From the kept visits and redemptions, so
 * that it does not matter in which order facts came, or whether some were undone.
 *
 * @returns the campaigns whose figures changed, once for each person
 */
export async function recount(
  work: Work,
  touched: readonly Touched[],
  days: number,
): Promise<readonly Omit<Moment, 'at' | 'personId'>[]> {
  if (touched.length === 0) return []
  const { rows } = await sql<Omit<Moment, 'at' | 'personId'>>`
    with who as (
      select distinct person_id, merchant_id from unnest(
        ${touched.map((one) => one.personId)}::uuid[],
        ${touched.map((one) => one.merchantId)}::uuid[]
      ) as t (person_id, merchant_id)
    ), counted as (
      select p.campaign_id, p.person_id, v.visited_at, r.*
      from who
      join insight.campaign_person p
        on p.person_id = who.person_id and p.merchant_id = who.merchant_id
      cross join lateral (
        select min(v.at) as visited_at from insight.visit v
        where v.person_id = p.person_id and v.merchant_id = p.merchant_id
          and v.at >= p.eligible_at and v.at < p.eligible_at + make_interval(days => ${days})
          and v.id is distinct from p.trigger_visit_id
          -- Known by a coupon alone: nobody without one could have been noticed like that (IN9).
          and not exists (
            select from insight.redemption r
            where r.person_id = v.person_id and r.merchant_id = v.merchant_id and r.at = v.at
          )
      ) v
      cross join lateral (
        select min(r.at) filter (where is_near) as bought_at,
          coalesce(sum(r.bill_minor - r.returned_bill_minor) filter (where is_near), 0) as bought_minor,
          min(r.at) filter (where is_own) as redeemed_at,
          coalesce(sum(r.bill_minor - r.returned_bill_minor) filter (where is_own), 0) as sales_minor,
          coalesce(sum(r.discount_minor - r.returned_discount_minor) filter (where is_own), 0)
            as discount_minor,
          coalesce(sum(r.points - r.returned_points) filter (where is_own), 0) as points
        from insight.redemption r
        cross join lateral (
          select r.campaign_id is not distinct from p.campaign_id as is_own,
            r.at >= p.eligible_at
              and r.at < p.eligible_at + make_interval(days => ${days}) as is_near
        ) which
        where r.person_id = p.person_id and r.merchant_id = p.merchant_id
          and r.reversed_at is null
      ) r
    )
    update insight.campaign_person p set
      visited_at = c.visited_at, bought_at = c.bought_at, bought_minor = c.bought_minor,
      redeemed_at = c.redeemed_at, sales_minor = c.sales_minor,
      discount_minor = c.discount_minor, points = c.points
    from counted c
    where p.campaign_id = c.campaign_id and p.person_id = c.person_id
      and (p.visited_at, p.bought_at, p.bought_minor, p.redeemed_at, p.sales_minor,
          p.discount_minor, p.points)
        is distinct from (c.visited_at, c.bought_at, c.bought_minor, c.redeemed_at,
          c.sales_minor, c.discount_minor, c.points)
    returning p.campaign_id, p.merchant_id`.execute(work.tx)
  return rows
}

/** Empties every read model. */
export async function forgetAll(work: Work): Promise<void> {
  await sql`
    truncate insight.campaign_person, insight.campaign_refusal, insight.visit,
      insight.redemption, insight.merchant_day, insight.message_step, insight.message_act,
      insight.message_visit, insight.message_day`.execute(work.tx)
}
