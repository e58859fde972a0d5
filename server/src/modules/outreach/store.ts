/** SQL on messages, decisions of the gate, and caps. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import type { GateDecision, InboxMessage, MessagePurpose, Settings } from './model.ts'

type MessageState = 'waiting' | 'sent' | 'dropped'
export type MessageRow = InboxMessage & {
  readonly state: MessageState
  readonly createdAt: Date
  readonly releaseAt: Date | null
}
export type DecisionRow = {
  readonly id: Id<'gate-decision'>
  readonly messageId: Id<'message'> | null
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly purpose: MessagePurpose
  readonly outcome: GateDecision['kind']
  readonly code: string | null
  readonly campaignId: Id<'campaign'> | null
  readonly decisionId: Id<'decision'> | null
  readonly seen: unknown
}
export const messageColumns = sql`id, person_id, merchant_id, merchant_name, merchant_contact, purpose,
  title, body, link, coupon_id, campaign_id, decision_id, state, created_at, release_at, sent_at,
  read_at, picture_id, offer_id, unless_bought_since, clicked_at, is_quiet`

export async function settingsNow(work: Work): Promise<Settings | null> {
  const { rows } = await sql<Settings>`
    select marketing_per_day_max, marketing_per_week_max, marketing_per_merchant_day_max, 
      quiet_from_minute, quiet_until_minute, time_zone
    from outreach.settings`.execute(work.tx)
  return rows[0] ?? null
}

export async function saveSettings(work: Work, settings: Settings): Promise<void> {
  await sql`
    insert into outreach.settings (marketing_per_day_max, marketing_per_week_max,
      marketing_per_merchant_day_max, quiet_from_minute, quiet_until_minute, time_zone)
    values (${settings.marketingPerDayMax}, ${settings.marketingPerWeekMax},
      ${settings.marketingPerMerchantDayMax},
      ${settings.quietFromMinute}, ${settings.quietUntilMinute}, ${settings.timeZone})
    on conflict (is_only) do update set
      marketing_per_day_max = excluded.marketing_per_day_max,
      marketing_per_week_max = excluded.marketing_per_week_max,
      marketing_per_merchant_day_max = excluded.marketing_per_merchant_day_max,
      quiet_from_minute = excluded.quiet_from_minute,
      quiet_until_minute = excluded.quiet_until_minute,
      time_zone = excluded.time_zone`.execute(work.tx)
}

type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

/** Those of these pairs in which the person blocked the merchant, as `person/merchant`. */
export async function blockedPairs(
  work: Work,
  pairs: readonly Pair[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ pair: string }>`
    select b.person_id || '/' || b.merchant_id as pair
    from outreach.block b
    where (b.person_id, b.merchant_id) in (
      select * from unnest(
        ${pairs.map(({ personId }) => personId)}::uuid[],
        ${pairs.map(({ merchantId }) => merchantId)}::uuid[]
      )
    )`.execute(work.tx)
  return new Set(rows.map(({ pair }) => pair))
}

export async function insertMessages(work: Work, rows: readonly MessageRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = <Key extends keyof MessageRow>(key: Key) => rows.map((row) => row[key])
  await sql`
    insert into outreach.message (${messageColumns})
    select * from unnest(
      ${column('id')}::uuid[], ${column('personId')}::uuid[], ${column('merchantId')}::uuid[],
      ${column('merchantName')}::text[], ${column('merchantContact')}::text[],
      ${column('purpose')}::text[], ${column('title')}::text[], ${column('body')}::text[],
      ${column('link')}::text[], ${column('couponId')}::uuid[], ${column('campaignId')}::uuid[],
      ${column('decisionId')}::uuid[], ${column('state')}::text[],
      ${column('createdAt')}::timestamptz[], ${column('releaseAt')}::timestamptz[],
      ${column('sentAt')}::timestamptz[], ${column('readAt')}::timestamptz[],
      ${column('pictureId')}::uuid[], ${column('offerId')}::uuid[],
      ${column('unlessBoughtSince')}::timestamptz[], ${column('clickedAt')}::timestamptz[],
      ${column('isQuiet')}::boolean[]
    )`.execute(work.tx)
}

export async function insertDecisions(work: Work, rows: readonly DecisionRow[]): Promise<void> {
  if (rows.length === 0) return
  const column = <Key extends keyof DecisionRow>(key: Key) => rows.map((row) => row[key])
  await sql`
    insert into outreach.gate_decision (id, message_id, person_id, merchant_id, purpose, outcome,
      code, campaign_id, decision_id, seen, at)
    select d.*, ${work.now}::timestamptz from unnest(
      ${column('id')}::uuid[], ${column('messageId')}::uuid[], ${column('personId')}::uuid[],
      ${column('merchantId')}::uuid[], ${column('purpose')}::text[], ${column('outcome')}::text[],
      ${column('code')}::text[], ${column('campaignId')}::uuid[], ${column('decisionId')}::uuid[],
      ${rows.map(({ seen }) => JSON.stringify(seen))}::jsonb[]
    ) as d`.execute(work.tx)
}

/** Messages whose time has come, held until the work ends; others are left to other processes. */
export async function lockDue(work: Work, limit: number): Promise<readonly MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    select ${messageColumns} from outreach.message
    where state = 'waiting' and release_at <= ${work.now}
    order by release_at, id limit ${limit} for update skip locked`.execute(work.tx)
  return rows
}

/** Moves messages that waited on. Lock them first (`lockDue`). */
export async function moveOn(
  work: Work,
  moves: readonly {
    readonly id: Id<'message'>
    readonly state: MessageState
    readonly releaseAt: Date | null
  }[],
): Promise<void> {
  await sql`
    update outreach.message m
    set state = move.state, release_at = coalesce(move.release_at, m.release_at),
        sent_at = case when move.state = 'sent' then ${work.now}::timestamptz end
    from unnest(
      ${moves.map(({ id }) => id)}::uuid[],
      ${moves.map(({ state }) => state)}::text[],
      ${moves.map(({ releaseAt }) => releaseAt)}::timestamptz[]
    ) as move (id, state, release_at)
    where m.id = move.id and m.state = 'waiting'`.execute(work.tx)
}

/** Drops the marketing that waits for a person, of one merchant or of all (OU8). */
export async function dropWaiting(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'> | null,
): Promise<readonly MessageRow[]> {
  const { rows } = await sql<MessageRow>`
    with held as (
      select id from outreach.message
      where person_id = ${personId} and state = 'waiting' and purpose = 'marketing'
        and (${merchantId}::uuid is null or merchant_id = ${merchantId}::uuid)
      order by id for update
    )
    update outreach.message set state = 'dropped'
    where id in (select id from held) returning ${messageColumns}`.execute(work.tx)
  return rows
}

/** Since when a person blocks a merchant; null where they do not. */
export async function blockedSince(
  work: Work,
  { personId, merchantId }: Pair,
): Promise<Date | null> {
  const { rows } = await sql<{ since: Date }>`
    select since from outreach.block
    where person_id = ${personId} and merchant_id = ${merchantId}`.execute(work.tx)
  return rows[0]?.since ?? null
}

export async function merchantNameTo(
  work: Work,
  { personId, merchantId }: Pair,
): Promise<string | null> {
  const { rows } = await sql<{ name: string }>`
    select merchant_name as name from outreach.message
    where person_id = ${personId} and merchant_id = ${merchantId}
    union all
    select merchant_name from outreach.mailing where merchant_id = ${merchantId}
    limit 1`.execute(work.tx)
  return rows[0]?.name ?? null
}

/** A merchant somebody blocked, by the name in its latest message to them. */
export type Block = {
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string | null
  readonly since: Date
}

/** Whom a person blocked, the latest first. */
export async function blocksOf(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly Block[]> {
  const { rows } = await sql<Block>`
    select b.merchant_id, named.merchant_name, b.since
    from outreach.block b
    left join lateral (
      select merchant_name from (
        select m.merchant_name, m.created_at from outreach.message m
        where m.person_id = b.person_id and m.merchant_id = b.merchant_id
        union all
        select g.merchant_name, g.created_at from outreach.mailing g
        where g.merchant_id = b.merchant_id
      ) as told
      order by created_at desc limit 1
    ) named on true
    where b.person_id = ${personId}
    order by b.since desc, b.merchant_id
    limit ${limit}`.execute(work.tx)
  return rows
}

/** False when it was blocked already. */
export async function insertBlock(work: Work, { personId, merchantId }: Pair): Promise<boolean> {
  const { rows } = await sql`
    insert into outreach.block (person_id, merchant_id, since)
    values (${personId}, ${merchantId}, ${work.now})
    on conflict do nothing returning person_id`.execute(work.tx)
  return rows.length > 0
}

export async function deleteBlock(work: Work, { personId, merchantId }: Pair): Promise<void> {
  await sql`
    delete from outreach.block
    where person_id = ${personId} and merchant_id = ${merchantId}`.execute(work.tx)
}
