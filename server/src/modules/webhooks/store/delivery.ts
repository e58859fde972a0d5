/** SQL on messages, deliveries and attempts. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Attempt, Delivery, DeliveryState } from '../model.ts'

export type Message = {
  readonly id: Id<'webhook-message'>
  readonly factId: number | null
  readonly merchantId: string | null
  readonly type: string
  readonly at: Date
  readonly body: string
}

/** Which of these merchants have an endpoint, on or off; all of them when the market has one. */
export async function listenersAmong(
  work: Work,
  merchantIds: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ id: string }>`
    select asked.id from unnest(${[...new Set(merchantIds)]}::uuid[]) as asked (id)
    where exists (
      select from webhooks.endpoint e
      where e.merchant_id = asked.id or e.merchant_id is null)`.execute(work.tx)
  return new Set(rows.map(({ id }) => id))
}

export async function insertMessages(work: Work, messages: readonly Message[]): Promise<void> {
  await sql`
    insert into webhooks.message (id, fact_id, merchant_id, type, at, body)
    select * from unnest(
      ${messages.map(({ id }) => id)}::uuid[],
      ${messages.map(({ factId }) => factId)}::bigint[],
      ${messages.map(({ merchantId }) => merchantId)}::uuid[],
      ${messages.map(({ type }) => type)}::text[],
      ${messages.map(({ at }) => at)}::timestamptz[],
      ${messages.map(({ body }) => body)}::text[])
    on conflict (fact_id) do nothing`.execute(work.tx)
}

/** A condition on `e` and `m`: this endpoint is meant by this message. */
const concerns = sql`(e.merchant_id is null or e.merchant_id = m.merchant_id)
  and (e.types = '{}' or m.type = any(e.types))`

/** A message and an endpoint that is meant by it. */
export type Pair = {
  readonly messageId: Id<'webhook-message'>
  readonly endpointId: Id<'webhook'>
}

/** Every endpoint that is on and meant by one of these messages. */
export async function pairsOf(
  work: Work,
  messageIds: readonly Id<'webhook-message'>[],
): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    select m.id as message_id, e.id as endpoint_id
    from webhooks.message m join webhooks.endpoint e on ${concerns}
    where m.id = any(${messageIds}::uuid[]) and e.state = 'on'
    order by m.id, e.id`.execute(work.tx)
  return rows
}

/**
 * What one endpoint was told since a moment, or missed while it was off, the oldest first.
 *
 * @param isAll also what has arrived already
 */
export async function pairsSince(
  work: Work,
  endpointId: Id<'webhook'>,
  since: Date,
  isAll: boolean,
  limit: number,
): Promise<readonly Pair[]> {
  const { rows } = await sql<Pair>`
    select m.id as message_id, e.id as endpoint_id
    from webhooks.endpoint e join webhooks.message m on ${concerns}
    left join webhooks.delivery old on old.message_id = m.id and old.endpoint_id = e.id
    where e.id = ${endpointId} and m.at >= ${since} and m.fact_id is not null
      and (old.id is null or old.state in ('failed', 'stopped')
        or (${isAll} and old.state = 'delivered'))
    order by m.at, m.id limit ${limit}`.execute(work.tx)
  return rows
}

/** Puts pairs in line, also those that were finished; answers those that were not in line yet. */
export async function putPairsInLine(
  work: Work,
  pairs: readonly Pair[],
): Promise<readonly Id<'webhook-delivery'>[]> {
  if (pairs.length === 0) return []
  const { rows } = await sql<{ id: Id<'webhook-delivery'> }>`
    insert into webhooks.delivery as d (id, message_id, endpoint_id, state, next_at, created_at)
    select id, message_id, endpoint_id, 'waiting', ${work.now}, ${work.now}
    from unnest(
      ${pairs.map(() => work.newId('webhook-delivery'))}::uuid[],
      ${pairs.map(({ messageId }) => messageId)}::uuid[],
      ${pairs.map(({ endpointId }) => endpointId)}::uuid[]
    ) as pair (id, message_id, endpoint_id)
    on conflict (message_id, endpoint_id) do update
    set state = 'waiting', tries = 0, next_at = ${work.now}, finished_at = null, lease_until = null
    where d.state <> 'waiting'
    returning id`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/** A delivery that is due, leased to whoever claimed it. */
export type Due = {
  readonly id: Id<'webhook-delivery'>
  readonly endpointId: Id<'webhook'>
  readonly messageId: Id<'webhook-message'>
  readonly attempts: number
  readonly tries: number
  readonly url: string
  readonly body: string
}

export type Claim = {
  /** Whether those that fail or take long are meant, or the others. */
  readonly isIll: boolean
  readonly slowIds: readonly string[]
  /** Endpoints that are busy enough. */
  readonly fullIds: readonly string[]
  readonly limit: number
  readonly perEndpoint: number
  readonly leaseSeconds: number
}

/** Leases what is due. Of two that claim at once, each gets others. */
export async function claimDue(work: Work, claim: Claim): Promise<readonly Due[]> {
  const { isIll, slowIds, fullIds, limit, perEndpoint, leaseSeconds } = claim
  const { rows } = await sql<Due>`
    with due as (
      select d.id from webhooks.endpoint e
      cross join lateral (
        select id from webhooks.delivery
        where endpoint_id = e.id and state = 'waiting' and next_at <= ${work.now}
          and (lease_until is null or lease_until < clock_timestamp())
        order by next_at limit ${perEndpoint} for update skip locked
      ) d
      where e.state = 'on' and (e.throttled_until is null or e.throttled_until <= ${work.now})
        and (e.failing_since is not null or e.id = any(${slowIds}::uuid[])) = ${isIll}
        and e.id <> all(${fullIds}::uuid[])
      limit ${limit}
    ), leased as (
      update webhooks.delivery d
      set lease_until = clock_timestamp() + make_interval(secs => ${leaseSeconds})
      from due where d.id = due.id
      returning d.id, d.endpoint_id, d.message_id, d.attempts, d.tries
    )
    select l.*, e.url, m.body from leased l
    join webhooks.endpoint e on e.id = l.endpoint_id
    join webhooks.message m on m.id = l.message_id`.execute(work.tx)
  return rows
}

/** What a delivery is after an attempt; false when another attempt was written down meanwhile. */
export async function settleDelivery(
  work: Work,
  due: Pick<Due, 'id' | 'attempts'>,
  next: { readonly state: DeliveryState; readonly nextAt: Date | null },
): Promise<boolean> {
  const { rows } = await sql`
    update webhooks.delivery
    set attempts = attempts + 1, tries = tries + 1, lease_until = null, state = ${next.state},
      next_at = coalesce(${next.nextAt}::timestamptz, next_at),
      finished_at = case when ${next.state} = 'waiting' then null else ${work.now}::timestamptz end
    where id = ${due.id} and attempts = ${due.attempts} and state = 'waiting'
    returning id`.execute(work.tx)
  return rows.length > 0
}

export async function insertAttempt(
  work: Work,
  deliveryId: Id<'webhook-delivery'>,
  attempt: Attempt,
): Promise<void> {
  const { number, at, durationMs, status, says, requestHead, responseHead, responseBody } = attempt
  await sql`
    insert into webhooks.attempt (delivery_id, number, at, duration_ms, status, says, request_head,
      response_head, response_body)
    values (${deliveryId}, ${number}, ${at}, ${durationMs}, ${status}, ${says},
      ${JSON.stringify(requestHead)}::jsonb,
      ${responseHead === null ? null : JSON.stringify(responseHead)}::jsonb,
      ${responseBody})`.execute(work.tx)
}

/** Takes everything out of line that waits for an endpoint. */
export async function stopWaiting(work: Work, endpointId: Id<'webhook'>): Promise<void> {
  await sql`
    update webhooks.delivery set state = 'stopped', finished_at = ${work.now}, lease_until = null
    where endpoint_id = ${endpointId} and state = 'waiting'`.execute(work.tx)
}

const shown = sql`d.id, d.endpoint_id, d.message_id, m.type, m.at, d.state, d.attempts, d.next_at,
  d.finished_at,
  (select a.status from webhooks.attempt a where a.delivery_id = d.id
    order by a.number desc limit 1) as status`

export async function deliveriesBelow(
  work: Work,
  endpointId: Id<'webhook'>,
  state: DeliveryState | null,
  below: string | null,
  limit: number,
): Promise<readonly Delivery[]> {
  const { rows } = await sql<Delivery>`
    select ${shown} from webhooks.delivery d join webhooks.message m on m.id = d.message_id
    where d.endpoint_id = ${endpointId} and (${state}::text is null or d.state = ${state})
      and (${below}::uuid is null or d.id < ${below}::uuid)
    order by d.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export async function deliveryBy(
  work: Work,
  id: Id<'webhook-delivery'>,
): Promise<(Delivery & { readonly body: string }) | null> {
  const { rows } = await sql<Delivery & { readonly body: string }>`
    select ${shown}, m.body
    from webhooks.delivery d join webhooks.message m on m.id = d.message_id
    where d.id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** The latest attempts of a delivery, in order. */
export async function attemptsOf(
  work: Work,
  id: Id<'webhook-delivery'>,
  limit: number,
): Promise<readonly Attempt[]> {
  const { rows } = await sql<Attempt>`
    select number, at, duration_ms, status, says, request_head, response_head, response_body
    from webhooks.attempt where delivery_id = ${id} order by number desc limit ${limit}`.execute(
    work.tx,
  )
  return rows.toReversed()
}

/** Forgets messages from before a moment, with all that became of them; answers how many. */
export async function forgetMessages(work: Work, before: Date, limit: number): Promise<number> {
  const { numAffectedRows } = await sql`
    delete from webhooks.message where id in (
      select id from webhooks.message where at < ${before} order by at limit ${limit}
      for update skip locked)`.execute(work.tx)
  return Number(numAffectedRows ?? 0)
}
