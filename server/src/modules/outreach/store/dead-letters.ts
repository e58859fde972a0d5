/** SQL on deliveries that did not get through. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { DeadState, DeliveryState, LookedAfter, WayName } from '../model/delivery.ts'
import type { PushTarget } from './push.ts'

export type DeadLetter = {
  readonly id: Id<'delivery'>
  readonly messageId: Id<'message'>
  readonly personId: Id<'person'>
  readonly merchantName: string
  readonly title: string
  readonly body: string
  readonly way: LookedAfter
  readonly address: string
  readonly state: DeadState
  readonly attempts: number
  readonly error: string | null
  readonly createdAt: Date
  readonly settledAt: Date | null
}
/** What is asked for; null is all of it. `reason` is the beginning of an error. */
export type DeadFilter = {
  readonly way: LookedAfter | null
  readonly state: DeadState | null
  readonly reason: string | null
}

const matching = ({ way, state, reason }: DeadFilter) => sql`
  d.state in ('bounced', 'failed', 'dead')
    and (${way}::text is null or d.way = ${way}::text)
    and (${state}::text is null or d.state = ${state}::text)
    and (${reason}::text is null or starts_with(d.error, ${reason}::text))`

/** Deliveries, and devices that were not reached and are still there. */
const letters = sql`
  select d.id, coalesce(m.id, g.id) as message_id, d.person_id,
    coalesce(m.merchant_name, g.merchant_name) as merchant_name,
    coalesce(m.title, g.title) as title, coalesce(m.body, g.body) as body, d.way, d.address,
    d.state, d.attempts, d.error, d.created_at, d.settled_at
  from outreach.delivery d
  left join outreach.message m on m.id = d.message_id
  left join outreach.mailing g on g.id = d.mailing_id
  union all
  select p.id, p.message_id, s.person_id, coalesce(m.merchant_name, g.merchant_name),
    coalesce(m.title, g.title), coalesce(m.body, g.body), 'push', s.endpoint,
    case p.outcome when 'dead' then 'dead' else 'failed' end, 1, p.error, p.at, p.at
  from outreach.push_delivery p
  join outreach.push_subscription s on s.id = p.subscription_id
  left join outreach.message m on m.id = p.message_id
  left join outreach.mailing g on g.id = p.message_id
  where p.outcome in ('refused', 'dead') and p.id is not null`

export async function deadLettersBelow(
  work: Work,
  filter: DeadFilter,
  below: { readonly createdAt: Date; readonly id: string } | null,
  limit: number,
): Promise<readonly DeadLetter[]> {
  const rest = below
    ? sql`and (d.created_at, d.id) < (${below.createdAt}::timestamptz, ${below.id}::uuid)`
    : sql``
  const { rows } = await sql<DeadLetter>`
    select d.* from (${letters}) d
    where ${matching(filter)} ${rest}
    order by d.created_at desc, d.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export type WayCount = {
  readonly way: LookedAfter
  readonly state: DeliveryState
  readonly count: number
  /** When the oldest of the queued began to wait. */
  readonly since: Date | null
}

/** How many deliveries stand where, of those made since an instant; the dead ones all. */
export async function deliveryCounts(work: Work, since: Date): Promise<readonly WayCount[]> {
  const { rows } = await sql<WayCount>`
    select way, state, count(*)::int as count,
      min(queued_at) filter (where state = 'queued') as since
    from outreach.delivery
    where created_at >= ${since} or state in ('queued', 'bounced', 'failed', 'dead')
    group by way, state
    union all
    select 'push', state, count(*)::int, null from (${letters}) d
    where d.way = 'push' group by state
    order by way, state`.execute(work.tx)
  return rows
}

export type DeadReason = {
  readonly way: LookedAfter
  readonly state: DeadState
  readonly reason: string
  readonly count: number
}

/** Why deliveries did not get through, the most common reasons first. */
export async function deadReasons(work: Work, limit: number): Promise<readonly DeadReason[]> {
  const { rows } = await sql<DeadReason>`
    select way, state, left(coalesce(error, ''), 60) as reason, count(*)::int as count
    from (${letters}) d
    where ${matching({ way: null, state: null, reason: null })}
    group by 1, 2, 3 order by count desc, way, state, reason limit ${limit}`.execute(work.tx)
  return rows
}

/** Queues dead letters anew, with a fresh budget; answers with those that were. */
export async function requeue(
  work: Work,
  asked: { readonly id: Id<'delivery'> } | (DeadFilter & { readonly limit: number }),
): Promise<readonly { readonly id: string; way: WayName; address: string }[]> {
  const held =
    'id' in asked
      ? sql`d.id = ${asked.id} and ${matching({ way: null, state: null, reason: null })}`
      : matching(asked)
  const limit = 'id' in asked ? 1 : asked.limit
  const { rows } = await sql<{ id: string; way: WayName; address: string }>`
    with held as (
      select d.id from outreach.delivery d where ${held} order by d.id limit ${limit} for update
    )
    update outreach.delivery d
    set state = 'queued', next_at = ${work.now}::timestamptz, queued_at = ${work.now}::timestamptz,
      attempts = 0, settled_at = null, provider_id = null, batch_id = null
    from held where d.id = held.id
    returning d.id, d.way, d.address`.execute(work.tx)
  return rows
}

/** Takes pushes that reached no device out, to be sent again; answers with where they go. */
export async function takeDeadPushes(
  work: Work,
  asked: { readonly id: Id<'delivery'> } | (DeadFilter & { readonly limit: number }),
): Promise<readonly PushTarget[]> {
  const which =
    'id' in asked
      ? sql`d.id = ${asked.id} and d.way = 'push'`
      : sql`${matching(asked)} and d.way = 'push'`
  const limit = 'id' in asked ? 1 : asked.limit
  const { rows } = await sql<PushTarget>`
    delete from outreach.push_delivery p using (
      select d.id from (${letters}) d where ${which} order by d.id limit ${limit}
    ) held
    where p.id = held.id returning p.message_id, p.subscription_id`.execute(work.tx)
  return rows
}

export async function deliveryExists(work: Work, id: Id<'delivery'>): Promise<boolean> {
  const { rows } = await sql`
    select 1 as found from outreach.delivery where id = ${id}`.execute(work.tx)
  return rows.length > 0
}

/** These addresses count as reachable again. */
export async function forgetUnreachable(
  work: Work,
  asked: readonly { readonly way: WayName; readonly address: string }[],
): Promise<void> {
  await sql`
    delete from outreach.unreachable where (way, address) in (
      select * from unnest(
        ${asked.map(({ way }) => way)}::text[], ${asked.map(({ address }) => address)}::text[]
      )
    )`.execute(work.tx)
}
