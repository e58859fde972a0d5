/** SQL on mailings: a step of some ten thousand people is judged and written by one statement. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import { isUniqueViolation } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { Settings } from '../model.ts'
import { heardBits, outcomeNumber, type Mailing } from '../model/mailing.ts'
import type { CountedEnds } from '../model/mailing-ways.ts'
import { wayParts } from './mailing-ways.ts'

const nil = '00000000-0000-0000-0000-000000000000'
const mailingColumns = sql`id, merchant_id, merchant_name, merchant_contact, title, body, link,
  picture_id, offer_id, quota_use_id, unless_bought_since, ways`

/** False when the quota it would use has paid for another. */
export async function insertMailing(work: Work, mailing: Mailing): Promise<boolean> {
  const { rows } = await sql`
    insert into outreach.mailing (${mailingColumns}, created_at)
    values (${mailing.id}, ${mailing.merchantId}, ${mailing.merchantName},
      ${mailing.merchantContact}, ${mailing.title}, ${mailing.body}, ${mailing.link},
      ${mailing.pictureId}, ${mailing.offerId}, ${mailing.quotaUseId},
      ${mailing.unlessBoughtSince}, ${mailing.ways}::text[], ${work.now})
    on conflict (quota_use_id) do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

export type KeptMailing = Mailing & { readonly createdAt: Date; readonly cancelledAt: Date | null }

export async function mailingById(work: Work, id: Id<'mailing'>): Promise<KeptMailing | null> {
  const { rows } = await sql<KeptMailing>`
    select ${mailingColumns}, created_at, cancelled_at from outreach.mailing
    where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** Where it is quiet now, and when that ends; null where it is not. */
export type Nights = {
  readonly zones: readonly { readonly timeZone: string; readonly until: Date | null }[]
  /** In zones that are not among them: a name may be older, or newer, than what is known here. */
  readonly elsewhere: Date | null
}

/** What one step of a mailing is judged by. */
export type Step = {
  readonly mailing: Pick<Mailing, 'id' | 'merchantId' | 'unlessBoughtSince' | 'ways'>
  /** People by their ids: after the one (null: from the first), up to the other. */
  readonly range: { readonly after: Id<'person'> | null; readonly upTo: Id<'person'> }
  /** `person_id, is_control`, each person of the range once. */
  readonly people: RawBuilder<unknown>
  /** `person_id, time_zone, phone, purposes, merchant_purposes` of everybody in the range. */
  readonly agreements: RawBuilder<unknown>
  readonly day: Day
  readonly settings: Settings
  readonly nights: Nights
}

const inRange = ({ after, upTo }: Step['range']) =>
  sql`person_id > ${after ?? nil}::uuid and person_id <= ${upTo}::uuid`

/**
 * The rules of `gateDecision` as one statement, for everybody of a step: `person_id, is_control,
 * outcome, heard, slot, until, way_ends` (the last counts for those who are sent to). A test holds it to the rules, on people of every kind.
 */
function judged(step: Step): RawBuilder<unknown> {
  const { marketingPerDayMax, marketingPerWeekMax, marketingPerMerchantDayMax } = step.settings
  const number = (outcome: Parameters<typeof outcomeNumber>[0]) => sql.lit(outcomeNumber(outcome))
  const count = (column: string, { shift, max }: { shift: number; max: number }) =>
    sql`(least(${sql.ref(column)}, ${sql.lit(max)}) << ${sql.lit(shift)})`
  const bit = (column: string, value: number) =>
    sql`case when ${sql.ref(column)} then ${sql.lit(value)} else 0 end`
  return sql`
    select person_id, is_control, slot_max + 1 as slot, until, way_ends,
      case
        when not is_known then ${number('outreach.unknown-person')}
        when is_blocked then ${number('outreach.blocked')}
        when not (agrees or friend_agrees) then ${number('outreach.no-consent')}
        when has_bought then ${number('outreach.bought-since')}
        when until is not null and not (agrees_at_night or friend_agrees_at_night)
          then ${number('postponed')}
        when today >= ${marketingPerDayMax}::integer then ${number('outreach.person-cap')}
        when week >= ${marketingPerWeekMax}::integer then ${number('outreach.week-cap')}
        when by_merchant >= ${marketingPerMerchantDayMax}::integer
          then ${number('outreach.merchant-cap')}
        when is_control then ${number('control')}
        else ${number('sent')}
      end as outcome,
      ${bit('agrees', heardBits.marketing)} + ${bit('agrees_at_night', heardBits.night)}
        + ${bit('friend_agrees', heardBits.friend)}
        + ${bit('friend_agrees_at_night', heardBits.friendAtNight)}
        + ${bit('is_blocked', heardBits.blocked)} + ${bit('has_bought', heardBits.boughtSince)}
        + case when until is not null then ${sql.lit(heardBits.quiet)} else 0 end
        + ${count('today', heardBits.today)} + ${count('week', heardBits.week)}
        + ${count('by_merchant', heardBits.merchant)} as heard
    from (${once(seen(step))}) as seen`
}

/**
 * Keeps the planner from writing the columns of a relation into each place that names them: an outcome
 * is named five times and asks for a dozen of others, so everybody would be judged five times.
 */
const once = (relation: RawBuilder<unknown>) => sql`${relation} offset 0`

/** All that the gate looks at, for everybody of a step. Each table is read by the range of ids. */
function seen({ mailing, range, people, agreements, day, nights }: Step): RawBuilder<unknown> {
  const { merchantId, unlessBoughtSince } = mailing
  const { ends, joins } = wayParts(mailing.ways, inRange(range))
  return sql`
    select p.person_id, p.is_control, a.person_id is not null as is_known,
      b.person_id is not null as is_blocked,
      coalesce('marketing' = any (a.purposes), false) as agrees,
      coalesce('night-marketing' = any (a.purposes), false) as agrees_at_night,
      coalesce('marketing' = any (a.merchant_purposes), false) as friend_agrees,
      coalesce('night-marketing' = any (a.merchant_purposes), false) as friend_agrees_at_night,
      coalesce(u.last_at > ${unlessBoughtSince}::timestamptz, false) as has_bought,
      case when q.time_zone is null then ${nights.elsewhere}::timestamptz else q.until end as until,
      coalesce(n.today, 0) as today, coalesce(n.week, 0) as week,
      coalesce(n.by_merchant, 0) as by_merchant, coalesce(n.slot_max, 0) as slot_max, ${ends} as way_ends
    from (${people}) p
    left join (${agreements}) a on a.person_id = p.person_id
    left join (
      select person_id from outreach.block
      where merchant_id = ${merchantId} and ${inRange(range)}
    ) b on b.person_id = p.person_id
    left join (
      select person_id, last_at from outreach.purchase
      where merchant_id = ${merchantId} and ${inRange(range)}
        and ${unlessBoughtSince}::timestamptz is not null
    ) u on u.person_id = p.person_id
    left join (
      select person_id,
        (count(*) filter (where day = ${day}::date))::integer as today,
        count(*)::integer as week,
        (count(*) filter (where day = ${day}::date and merchant_id = ${merchantId}))::integer
          as by_merchant,
        coalesce(max(slot) filter (where day = ${day}::date), 0)::integer as slot_max
      from outreach.recipient
      where ${inRange(range)} and day between ${day}::date - 6 and ${day}::date
      group by person_id
    ) n on n.person_id = p.person_id
    left join unnest(
      ${nights.zones.map(({ timeZone }) => timeZone)}::text[],
      ${nights.zones.map(({ until }) => until)}::timestamptz[]
    ) as q (time_zone, until) on q.time_zone = a.time_zone
    ${joins}`
}

export type Counted = { readonly outcome: number; readonly count: number }

/**
 * Plans a statement over a range of people without looking each of them up by itself. Where many were
 * imported a moment ago, the planner takes the tables for empty, and would; that costs minutes.
 */
async function byRange<Result>(work: Work, run: () => Promise<Result>): Promise<Result> {
  await sql`set local enable_nestloop = off`.execute(work.tx)
  const result = await run()
  await sql`set local enable_nestloop = on`.execute(work.tx)
  return result
}

/** What the gate would say now, by outcome. */
export async function countJudged(work: Work, step: Step): Promise<readonly Counted[]> {
  const { rows } = await byRange(work, () =>
    sql<Counted>`
      select outcome, count(*)::integer as count from (${judged(step)}) as judged
      group by outcome`.execute(work.tx),
  )
  return rows
}

/** Who of a step would be reached by which way, at any hour, if nobody's day were full. */
export async function countReachable(work: Work, step: Step): Promise<readonly CountedEnds[]> {
  const { rows } = await byRange(work, () =>
    sql<CountedEnds>`
      select way_ends as ways, count(*)::integer as count from (${seen(step)}) as seen
      where is_known and not is_blocked and (agrees or friend_agrees) and not has_bought
      group by way_ends`.execute(work.tx),
  )
  return rows
}

const recipientColumns = sql`person_id, mailing_id, merchant_id, at, release_at, heard, day, slot,
  outcome, is_control, ways`

/** The rows of everybody judged, as they are kept. */
function recipientRows(work: Work, step: Step): RawBuilder<unknown> {
  const { mailing, day } = step
  const sent = sql.lit(outcomeNumber('sent'))
  const postponed = sql.lit(outcomeNumber('postponed'))
  return sql`
    select person_id, ${mailing.id}::uuid, ${mailing.merchantId}::uuid, ${work.now}::timestamptz,
      case when outcome = ${postponed} then until end, heard,
      case when outcome = ${sent} then ${day}::date end,
      case when outcome = ${sent} then slot end, outcome, is_control,
      case when outcome = ${sent} then way_ends end
    from (${once(judged(step))}) as judged`
}

/**
 * Judges the people of a step and keeps what came of each, all or none.
 *
 * @returns null, and changes nothing, when one of them has an outcome already, or lost the place in
 *   their day to another sender
 */
export async function insertAllRecipients(
  work: Work,
  step: Step,
): Promise<readonly Counted[] | null> {
  await sql`savepoint step`.execute(work.tx)
  try {
    // Half the price of "on conflict": without it, each row is looked for in each index only once.
    const { rows } = await byRange(work, () =>
      sql<Counted>`
        with done as (
          insert into outreach.recipient (${recipientColumns}) ${recipientRows(work, step)}
          returning outcome
        )
        select outcome, count(*)::integer as count from done group by outcome`.execute(work.tx),
    )
    await sql`release savepoint step`.execute(work.tx)
    return rows
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    await sql`rollback to savepoint step`.execute(work.tx)
    return null
  }
}

/**
 * Judges the people of a step and keeps what came of each. Who has an outcome already keeps it; who
 * lost the place in their day to another sender is left out, and has none yet.
 */
export async function insertRecipients(work: Work, step: Step): Promise<readonly Counted[]> {
  const { rows } = await byRange(work, () =>
    sql<Counted>`
      with done as (
        insert into outreach.recipient (${recipientColumns}) ${recipientRows(work, step)}
        on conflict do nothing
        returning outcome
      )
      select outcome, count(*)::integer as count from done group by outcome`.execute(work.tx),
  )
  return rows
}

/** How many people of a step have no outcome of this mailing yet. */
export async function countMissing(
  work: Work,
  { mailing, range, people }: Pick<Step, 'mailing' | 'range' | 'people'>,
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from (${people}) p
    where not exists (
      select from outreach.recipient r
      where r.mailing_id = ${mailing.id} and r.person_id = p.person_id
        and ${inRange(range)}
    )`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** A mailing whose postponed people are due; null when there is none. */
export async function dueMailing(work: Work): Promise<KeptMailing | null> {
  const { rows } = await sql<KeptMailing>`
    select ${mailingColumns}, created_at, cancelled_at from outreach.mailing
    where id = (
      select mailing_id from outreach.recipient
      where outcome = ${sql.lit(outcomeNumber('postponed'))} and release_at <= ${work.now}
      order by release_at, mailing_id limit 1
    )`.execute(work.tx)
  return rows[0] ?? null
}

export type Postponed = {
  readonly personId: Id<'person'>
  readonly isControl: boolean
  readonly releaseAt: Date
}

/** Takes due people of a mailing out, to be judged again; others' are left to other processes. */
export async function takeDue(
  work: Work,
  mailingId: Id<'mailing'>,
  limit: number,
): Promise<readonly Postponed[]> {
  const { rows } = await sql<Postponed>`
    with due as (
      select person_id from outreach.recipient
      where mailing_id = ${mailingId} and outcome = ${sql.lit(outcomeNumber('postponed'))}
        and release_at <= ${work.now}
      order by person_id limit ${limit} for update skip locked
    )
    delete from outreach.recipient r using due
    where r.mailing_id = ${mailingId} and r.person_id = due.person_id
    returning r.person_id, r.is_control, r.release_at`.execute(work.tx)
  await keepParts(work, mailingId, [{ outcome: outcomeNumber('postponed'), count: -rows.length }])
  return rows.toSorted((a, b) => (a.personId < b.personId ? -1 : 1))
}

/** Ends the waiting of those a mailing was postponed for: of all, or of those due before an instant. */
export async function endPostponed(
  work: Work,
  mailingId: Id<'mailing'>,
  outcome: 'cancelled' | 'outreach.too-late',
  dueBefore: Date | null,
): Promise<number> {
  const { numAffectedRows } = await sql`
    update outreach.recipient set outcome = ${outcomeNumber(outcome)}
    where mailing_id = ${mailingId} and outcome = ${sql.lit(outcomeNumber('postponed'))}
      and (${dueBefore}::timestamptz is null or release_at < ${dueBefore}::timestamptz)`.execute(
    work.tx,
  )
  const count = Number(numAffectedRows ?? 0)
  await keepParts(work, mailingId, [
    { outcome: outcomeNumber('postponed'), count: -count },
    { outcome: outcomeNumber(outcome), count },
  ])
  return count
}

/** False when it was cancelled before. */
export async function markCancelled(work: Work, id: Id<'mailing'>): Promise<boolean> {
  const { rows } = await sql`
    update outreach.mailing set cancelled_at = ${work.now}
    where id = ${id} and cancelled_at is null returning id`.execute(work.tx)
  return rows.length > 0
}

/** Adds to how many people of a mailing came to which end; a count below zero takes some out again. */
export async function keepParts(
  work: Work,
  mailingId: Id<'mailing'>,
  parts: readonly Counted[],
): Promise<void> {
  const changed = parts.filter(({ count }) => count !== 0)
  if (changed.length === 0) return
  await sql`
    insert into outreach.mailing_part (mailing_id, outcome, people)
    select ${mailingId}::uuid, outcome, people from unnest(
      ${changed.map(({ outcome }) => outcome)}::smallint[],
      ${changed.map(({ count }) => count)}::integer[]
    ) as part (outcome, people)`.execute(work.tx)
}

/** How many people of these mailings came to which end, from the sums of their steps. */
export async function partsOf(
  work: Work,
  ids: readonly Id<'mailing'>[],
): Promise<readonly (Counted & { readonly mailingId: Id<'mailing'> })[]> {
  const { rows } = await sql<Counted & { mailingId: Id<'mailing'> }>`
    select mailing_id, outcome, sum(people)::integer as count from outreach.mailing_part
    where mailing_id = any(${ids}::uuid[])
    group by mailing_id, outcome having sum(people) <> 0 order by mailing_id, outcome`.execute(
    work.tx,
  )
  return rows
}

/** Which of these people the step of a mailing at that instant reached. */
export async function reachedAmong(
  work: Work,
  mailingId: Id<'mailing'>,
  at: Date,
  personIds: readonly string[],
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select person_id from outreach.recipient
    where mailing_id = ${mailingId} and at = ${at} and person_id = any(${personIds}::uuid[])
      and outcome = ${sql.lit(outcomeNumber('sent'))}`.execute(work.tx)
  return rows.map(({ personId }) => personId)
}

/** Everybody of every mailing, for statements that ask by person. */
export function allRecipients(): RawBuilder<unknown> {
  return sql`
    select person_id, mailing_id, merchant_id, is_control, outcome, at, seen_at, clicked_at
    from outreach.recipient where mailing_id is not null`
}

/** Every message of a campaign that was sent, for statements that ask by person. */
export function allCampaignMessages(): RawBuilder<unknown> {
  return sql`
    select id, person_id, merchant_id, campaign_id, sent_at, read_at, clicked_at
    from outreach.message where campaign_id is not null and state = 'sent'`
}

/** Everybody of a mailing: `person_id, is_control, outcome, at, seen_at, clicked_at`. */
export function recipientsOf(mailingId: Id<'mailing'>): RawBuilder<unknown> {
  return sql`
    select person_id, is_control, outcome, at, seen_at, clicked_at from outreach.recipient
    where mailing_id = ${mailingId}`
}
