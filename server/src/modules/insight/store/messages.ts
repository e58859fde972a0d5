/** The SQL that keeps what messages came to by day. The same facts always give the same rows. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** One step of a message, as the log tells it. */
export type MessageStep = {
  readonly mailingId: Id<'mailing'>
  readonly merchantId: Id<'merchant'>
  readonly at: Date
  readonly upTo: Id<'person'>
  readonly sent: number
  readonly held: number
}

/** Whose doings must be counted again. */
export type Doer = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

/** Counts the steps that are not counted yet on the day they went. */
export async function keepSteps(
  work: Work,
  steps: readonly MessageStep[],
  timeZone: string,
): Promise<void> {
  if (steps.length === 0) return
  await sql`
    with said as (
      select distinct on (mailing_id, at, up_to) * from unnest(
        ${steps.map((step) => step.mailingId)}::uuid[],
        ${steps.map((step) => step.at)}::timestamptz[],
        ${steps.map((step) => step.upTo)}::uuid[],
        ${steps.map((step) => step.merchantId)}::uuid[],
        ${steps.map((step) => step.sent)}::integer[],
        ${steps.map((step) => step.held)}::integer[]
      ) as said (mailing_id, at, up_to, merchant_id, sent, held)
    ), fresh as (
      insert into insight.message_step (mailing_id, at, up_to)
      select mailing_id, at, up_to from said on conflict do nothing
      returning mailing_id, at, up_to
    )
    insert into insight.message_day as known (merchant_id, day, mailing_id, sent, held)
    select merchant_id, (at at time zone ${timeZone})::date, mailing_id, sum(sent), sum(held)
    from said join fresh using (mailing_id, at, up_to)
    group by 1, 2, 3 order by 1, 2, 3
    on conflict (merchant_id, day, mailing_id)
      do update set sent = known.sent + excluded.sent, held = known.held + excluded.held`.execute(
    work.tx,
  )
}

/** Who did something at these shops before the step of a message was heard of: they count for it. */
export async function earlyDoers(
  work: Work,
  steps: readonly MessageStep[],
  days: number,
): Promise<readonly Doer[]> {
  if (steps.length === 0) return []
  const { rows } = await sql<Doer>`
    with said as (
      select merchant_id, min(at) as since, max(at) + make_interval(days => ${days}) as until
      from unnest(
        ${steps.map((step) => step.merchantId)}::uuid[],
        ${steps.map((step) => step.at)}::timestamptz[]
      ) as said (merchant_id, at) group by merchant_id
    )
    select distinct a.person_id, a.merchant_id from said
    cross join lateral (
      select v.person_id, v.merchant_id from insight.visit v
      where v.merchant_id = said.merchant_id and v.at >= said.since and v.at < said.until
      union all
      select r.person_id, r.merchant_id from insight.redemption r
      where r.merchant_id = said.merchant_id and r.at >= said.since and r.at < said.until
    ) a`.execute(work.tx)
  return rows
}

export type Recounting = {
  /**
   * `person_id, mailing_id, told_of, is_campaign, merchant_id, is_control, at, sent_at, seen_at,
   * clicked_at` of whom messages are about. `mailing_id` names the piece, `told_of` what it is summed
   * under; with `sent_at`, that it was sent is told here as well.
   */
  readonly recipients: RawBuilder<unknown>
  readonly days: number
  readonly timeZone: string
}

/**
 * Works out anew what these people did with the messages of these shops, and corrects the sums by the
 * difference (IN12). Where somebody was may have been forgotten meanwhile: a coupon that was counted
 * then brings no second visit.
 */
export async function recountMessages(
  work: Work,
  doers: readonly Doer[],
  recounting: Recounting,
): Promise<void> {
  if (doers.length === 0) return
  await sql`
    with who as (
      select distinct person_id, merchant_id from unnest(
        ${doers.map((doer) => doer.personId)}::uuid[],
        ${doers.map((doer) => doer.merchantId)}::uuid[]
      ) as t (person_id, merchant_id)
    ), p as materialized (
      select r.* from (${recounting.recipients}) r join who using (person_id, merchant_id)
    ), before as materialized (
      select a.*, p.told_of, p.is_campaign
      from insight.message_act a join p using (mailing_id, person_id)
      union all
      select v.*, p.told_of, p.is_campaign
      from insight.message_visit v join p using (mailing_id, person_id)
    ), did as materialized (${didOf(recounting)}
    ), told as materialized (${toldOf(recounting)}
    ), was_there as materialized (${wasThereOf(recounting)}
    ), after as materialized (
      select * from told union all select * from was_there
    ), ${kept('message_act', 'told')}, ${kept('message_visit', 'was_there')}, change as (
      select merchant_id, day, told_of, is_campaign, what, is_control, sum(step) as step from (
        select *, 1 as step from after union all select *, -1 from before
      ) both_sides group by 1, 2, 3, 4, 5, 6 having sum(step) <> 0
    )
    insert into insight.message_day as known (merchant_id, day, mailing_id, is_campaign, sent, seen,
      clicked, came, redeemed, noticed, held_noticed, held_redeemed)
    select merchant_id, day, told_of, is_campaign,
      coalesce(sum(step) filter (where what = 'sent'), 0),
      coalesce(sum(step) filter (where what = 'seen'), 0),
      coalesce(sum(step) filter (where what = 'clicked'), 0),
      coalesce(sum(step) filter (where what = 'came' and not is_control), 0),
      coalesce(sum(step) filter (where what = 'redeemed' and not is_control), 0),
      coalesce(sum(step) filter (where what = 'noticed' and not is_control), 0),
      coalesce(sum(step) filter (where what = 'noticed' and is_control), 0),
      coalesce(sum(step) filter (where what = 'redeemed' and is_control), 0)
    from change group by 1, 2, 3, 4 order by 1, 2, 3
    on conflict (merchant_id, day, mailing_id) do update set sent = known.sent + excluded.sent,
      seen = known.seen + excluded.seen, clicked = known.clicked + excluded.clicked,
      came = known.came + excluded.came, redeemed = known.redeemed + excluded.redeemed,
      noticed = known.noticed + excluded.noticed,
      held_noticed = known.held_noticed + excluded.held_noticed,
      held_redeemed = known.held_redeemed + excluded.held_redeemed`.execute(work.tx)
}

/** When each of `p` first came, was noticed without a coupon, and used one, while it counts. */
function didOf({ days }: Recounting): RawBuilder<unknown> {
  // The visit that set a campaign off is none that its message brought.
  const near = (at: string) =>
    sql`${sql.ref(at)} >= p.at and (${sql.ref(at)} > p.at or not p.is_campaign)
      and ${sql.ref(at)} < p.at + make_interval(days => ${days})`
  return sql`
    select p.*, v.came_at, v.noticed_at, r.redeemed_at from p
    cross join lateral (
      select min(v.at) as came_at, min(v.at) filter (where not exists (
        select from insight.redemption r
        where r.person_id = v.person_id and r.merchant_id = v.merchant_id and r.at = v.at
      )) as noticed_at
      from insight.visit v
      where v.person_id = p.person_id and v.merchant_id = p.merchant_id and ${near('v.at')}
    ) v
    cross join lateral (
      select min(r.at) as redeemed_at from insight.redemption r
      where r.person_id = p.person_id and r.merchant_id = p.merchant_id
        and r.reversed_at is null and ${near('r.at')}
    ) r`
}

/** What was told by people themselves, by pressing and paying. */
function toldOf({ timeZone }: Recounting): RawBuilder<unknown> {
  const act = (what: string, column: string) => sql`
    select mailing_id, person_id, ${sql.lit(what)} as what, merchant_id, is_control,
      (${sql.ref(column)} at time zone ${timeZone})::date as day, told_of, is_campaign
    from did where ${sql.ref(column)} is not null`
  return sql`${act('sent', 'sent_at')} union all ${act('seen', 'seen_at')} union all ${act('clicked', 'clicked_at')}
    union all ${act('redeemed', 'redeemed_at')}`
}

/** Who was there; also who used a coupon, as long as that was not counted and forgotten since. */
function wasThereOf({ timeZone }: Recounting): RawBuilder<unknown> {
  const wasCounted = (what: string) => sql`exists (
    select from before b
    where b.mailing_id = d.mailing_id and b.person_id = d.person_id and b.what = ${sql.lit(what)}
  )`
  return sql`
    select mailing_id, person_id, 'noticed' as what, merchant_id, is_control,
      (noticed_at at time zone ${timeZone})::date as day, told_of, is_campaign
    from did where noticed_at is not null
    union all
    select mailing_id, person_id, 'came', merchant_id, is_control,
      (least(came_at, redeemed_at) at time zone ${timeZone})::date, told_of, is_campaign
    from did d
    where came_at is not null
      or redeemed_at is not null and (not ${wasCounted('redeemed')} or ${wasCounted('came')})`
}

/** Brings a table to what a part of `after` says of `p`; no row is touched twice. */
function kept(table: 'message_act' | 'message_visit', part: string): RawBuilder<unknown> {
  const name = sql.table(`insight.${table}`)
  return sql`${sql.ref(`no_${table}`)} as (
      delete from ${name} a using before b
      where a.mailing_id = b.mailing_id and a.person_id = b.person_id and a.what = b.what
        and not exists (select from after t where t.mailing_id = a.mailing_id
          and t.person_id = a.person_id and t.what = a.what)
    ), ${sql.ref(`new_${table}`)} as (
      insert into ${name} as a (mailing_id, person_id, what, merchant_id, is_control, day)
      select mailing_id, person_id, what, merchant_id, is_control, day from ${sql.ref(part)}
      on conflict (mailing_id, person_id, what) do update set day = excluded.day
        where a.day <> excluded.day
    )`
}
