/** SQL on addresses, chosen ways and deliveries. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { DeliveryState, WayName } from '../model/delivery.ts'
import type { ChosenWays } from '../model/way-choice.ts'
import type { InboxMessage, MessagePurpose } from '../model.ts'
import { chargeMoved, heldBefore } from './way-charges.ts'

export async function insertChosenWays(work: Work, chosen: readonly ChosenWays[]): Promise<void> {
  if (chosen.length === 0) return
  await sql`
    insert into outreach.chosen_way (message_id, ways, template, variables)
    select message_id, string_to_array(ways, ','), template, variables
    from unnest(
      ${chosen.map(({ messageId }) => messageId)}::uuid[],
      ${chosen.map(({ ways }) => ways.join(','))}::text[],
      ${chosen.map(({ templateCode }) => templateCode)}::text[],
      ${chosen.map(({ variables }) => JSON.stringify(variables))}::jsonb[]
    ) as c (message_id, ways, template, variables)
    on conflict (message_id) do nothing`.execute(work.tx)
}

/** A message, and a way that its sender or its reader chose for it. */
export type WantedWay = {
  readonly messageId: Id<'message'>
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly purpose: MessagePurpose
  readonly way: WayName
  readonly templateCode: string | null
}

/** The ways of these messages: those their senders chose, and for information those of the reader. */
export async function wantedWays(
  work: Work,
  messageIds: readonly string[],
  ways: readonly WayName[],
): Promise<readonly WantedWay[]> {
  const { rows } = await sql<WantedWay>`
    select m.id as message_id, m.person_id, m.merchant_id, m.purpose, way.name as way,
      c.template as template_code
    from outreach.message m
    left join outreach.chosen_way c on c.message_id = m.id
    cross join lateral (
      select unnest(c.ways) as name
      union
      select w.way from outreach.way_choice w
      where w.person_id = m.person_id and m.purpose = 'information'
    ) way
    where m.id = any(${messageIds}::uuid[]) and m.state = 'sent' and not m.is_quiet
      and way.name = any(${ways}::text[])
    order by m.id, way.name`.execute(work.tx)
  return rows
}

export type AddressRow = {
  readonly personId: Id<'person'>
  readonly way: 'email' | 'line'
  readonly address: string
  readonly verifiedAt: Date
}

export async function addressesOfPeople(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly AddressRow[]> {
  const { rows } = await sql<AddressRow>`
    select person_id, way, address, verified_at from outreach.address
    where person_id = any(${personIds}::uuid[])`.execute(work.tx)
  return rows
}

/** Keeps a proven address; it is nobody else's from then on, and counts as reachable again. */
export async function saveAddress(
  work: Work,
  { personId, way, address }: Pick<AddressRow, 'personId' | 'way' | 'address'>,
): Promise<void> {
  await sql`
    delete from outreach.address
    where way = ${way} and address = ${address} and person_id <> ${personId}`.execute(work.tx)
  await sql`
    insert into outreach.address (person_id, way, address, verified_at)
    values (${personId}, ${way}, ${address}, ${work.now})
    on conflict (person_id, way) do update
    set address = excluded.address, verified_at = excluded.verified_at`.execute(work.tx)
  await sql`
    delete from outreach.unreachable where way = ${way} and address = ${address}`.execute(work.tx)
}

export async function deleteAddress(
  work: Work,
  personId: Id<'person'>,
  way: WayName,
): Promise<void> {
  await sql`
    delete from outreach.address where person_id = ${personId} and way = ${way}`.execute(work.tx)
}

export async function personAtAddress(
  work: Work,
  way: WayName,
  address: string,
): Promise<Id<'person'> | null> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select person_id from outreach.address
    where way = ${way} and address = ${address}`.execute(work.tx)
  return rows[0]?.personId ?? null
}

type WayAddress = { readonly way: WayName; readonly address: string }

/** Those of these addresses that cannot be reached, as `way/address`. */
export async function unreachableAmong(
  work: Work,
  asked: readonly WayAddress[],
): Promise<ReadonlySet<string>> {
  if (asked.length === 0) return new Set()
  const { rows } = await sql<WayAddress>`
    select way, address from outreach.unreachable
    where (way, address) in (
      select * from unnest(
        ${asked.map(({ way }) => way)}::text[], ${asked.map(({ address }) => address)}::text[]
      )
    )`.execute(work.tx)
  return new Set(rows.map(({ way, address }) => `${way}/${address}`))
}

export async function markUnreachable(
  work: Work,
  found: readonly (WayAddress & { readonly reason: string })[],
): Promise<void> {
  if (found.length === 0) return
  await sql`
    insert into outreach.unreachable (way, address, reason, since)
    select distinct on (way, address) way, address, left(reason, 500), ${work.now}::timestamptz
    from unnest(
      ${found.map(({ way }) => way)}::text[],
      ${found.map(({ address }) => address)}::text[],
      ${found.map(({ reason }) => reason)}::text[]
    ) as found (way, address, reason)
    on conflict (way, address) do nothing`.execute(work.tx)
}

export async function wayChoices(
  work: Work,
  personId: Id<'person'>,
): Promise<ReadonlySet<WayName>> {
  const { rows } = await sql<{ way: WayName }>`
    select way from outreach.way_choice where person_id = ${personId}`.execute(work.tx)
  return new Set(rows.map(({ way }) => way))
}

export async function saveWayChoice(
  work: Work,
  personId: Id<'person'>,
  way: WayName,
  isWanted: boolean,
): Promise<void> {
  await (isWanted
    ? sql`
        insert into outreach.way_choice (person_id, way) values (${personId}, ${way})
        on conflict do nothing`.execute(work.tx)
    : sql`
        delete from outreach.way_choice
        where person_id = ${personId} and way = ${way}`.execute(work.tx))
}

export type NewDelivery = {
  readonly id: Id<'delivery'>
  /** Of one of the two; the other is null. */
  readonly messageId: Id<'message'> | null
  readonly mailingId: Id<'mailing'> | null
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly way: WayName
  readonly address: string
  /** What it costs the shop if it gets through. */
  readonly priceMinor: number
  readonly fallbackOf: Id<'delivery'> | null
}

/** Queues deliveries; what is queued already, or was replaced already, stays as it is (OU41, OU47). */
export async function insertDeliveries(
  work: Work,
  added: readonly NewDelivery[],
): Promise<readonly WayName[]> {
  if (added.length === 0) return []
  const { rows } = await sql<{ way: WayName }>`
    insert into outreach.delivery
      (id, message_id, mailing_id, person_id, merchant_id, way, address, price_minor, fallback_of,
        state, next_at, created_at, queued_at)
    select d.*, 'queued', ${work.now}::timestamptz, ${work.now}::timestamptz,
      ${work.now}::timestamptz
    from unnest(
      ${added.map(({ id }) => id)}::uuid[],
      ${added.map(({ messageId }) => messageId)}::uuid[],
      ${added.map(({ mailingId }) => mailingId)}::uuid[],
      ${added.map(({ personId }) => personId)}::uuid[],
      ${added.map(({ merchantId }) => merchantId)}::uuid[],
      ${added.map(({ way }) => way)}::text[],
      ${added.map(({ address }) => address)}::text[],
      ${added.map(({ priceMinor }) => priceMinor)}::integer[],
      ${added.map(({ fallbackOf }) => fallbackOf)}::uuid[]
    ) as d
    on conflict do nothing returning way`.execute(work.tx)
  return [...new Set(rows.map(({ way }) => way))]
}

/** What is sent, whether it is a message of its own or a mailing. */
export type DueDelivery = Pick<
  InboxMessage,
  'personId' | 'merchantId' | 'merchantName' | 'merchantContact' | 'purpose' | 'title' | 'body'
> & {
  /** Of the message or mailing: by it, it lies in the inbox. */
  readonly id: Id<'message'>
  readonly mailingId: Id<'mailing'> | null
  readonly deliveryId: Id<'delivery'>
  readonly batchId: Id<'delivery-batch'> | null
  readonly way: WayName
  readonly address: string
  readonly attempts: number
  readonly queuedAt: Date
  readonly isBlocked: boolean
  readonly isMuted: boolean
  readonly isCancelled: boolean
  readonly hasBoughtSince: boolean
  readonly isReachable: boolean
  /** Of an approved template; null where there is none. */
  readonly templateBody: string | null
  readonly templateProviderId: string | null
  readonly variables: Readonly<Record<string, string>>
}

/**
 * Takes deliveries of a way whose time has come, with all about them; nobody else takes them before
 * `until`, so that those of a process that died are tried again. Those that went in one call before
 * are taken together.
 */
export async function claimDue(
  work: Work,
  way: WayName,
  limit: number,
  until: Date,
): Promise<readonly DueDelivery[]> {
  const { rows } = await sql<DueDelivery>`
    with first as (
      select id, batch_id from outreach.delivery
      where way = ${way} and state = 'queued' and next_at <= ${work.now}
      order by next_at, id limit ${limit} for update skip locked
    ), rest as (
      select d.id from outreach.delivery d
      where d.batch_id in (select batch_id from first where batch_id is not null)
        and d.state = 'queued' and d.next_at <= ${work.now}
      for update skip locked
    ), claimed as (
      update outreach.delivery d
      set next_at = ${until}, attempts = d.attempts + 1, judged_at = ${work.now}
      where d.id in (select id from first union select id from rest)
      returning d.id, d.message_id, d.mailing_id, d.batch_id, d.person_id, d.merchant_id, d.way,
        d.address, d.attempts, d.queued_at
    )
    select coalesce(m.id, g.id) as id, d.mailing_id, d.batch_id, d.person_id, d.merchant_id,
      coalesce(m.merchant_name, g.merchant_name) as merchant_name,
      case when m.id is null then g.merchant_contact else m.merchant_contact end
        as merchant_contact,
      coalesce(m.purpose, 'marketing') as purpose, coalesce(m.title, g.title) as title,
      coalesce(m.body, g.body) as body, d.id as delivery_id, d.way, d.address, d.attempts,
      d.queued_at, g.cancelled_at is not null as is_cancelled,
      exists (
        select from outreach.block b
        where b.person_id = d.person_id and b.merchant_id = d.merchant_id
      ) as is_blocked,
      exists (
        select from outreach.mute q
        where q.person_id = d.person_id and q.merchant_id = d.merchant_id
      ) as is_muted,
      exists (
        select from outreach.purchase p
        where p.person_id = d.person_id and p.merchant_id = d.merchant_id
          and p.last_at >= coalesce(m.unless_bought_since, g.unless_bought_since)
      ) as has_bought_since,
      not exists (
        select from outreach.unreachable u where u.way = d.way and u.address = d.address
      ) as is_reachable,
      t.body as template_body, t.provider_id as template_provider_id,
      coalesce(c.variables, '{}') as variables
    from claimed d
    left join outreach.message m on m.id = d.message_id
    left join outreach.mailing g on g.id = d.mailing_id
    left join outreach.chosen_way c on c.message_id = m.id
    left join outreach.template t on t.code = c.template and t.state = 'approved'
    order by d.queued_at, d.id`.execute(work.tx)
  return rows
}

/** Notes which deliveries go in one call, before it is made. */
export async function noteBatches(
  work: Work,
  parts: readonly {
    readonly deliveryId: Id<'delivery'>
    readonly batchId: Id<'delivery-batch'> | null
  }[],
): Promise<void> {
  if (parts.length === 0) return
  await sql`
    update outreach.delivery d set batch_id = b.batch_id
    from unnest(
      ${parts.map(({ deliveryId }) => deliveryId)}::uuid[],
      ${parts.map(({ batchId }) => batchId)}::uuid[]
    ) as b (id, batch_id)
    where d.id = b.id`.execute(work.tx)
}

/** Notes what the last look at deliveries saw, and with which proof of the sender they go. */
export async function noteHeard(
  work: Work,
  heard: readonly { readonly deliveryId: Id<'delivery'>; readonly heard: number }[],
  certification: string | null,
): Promise<void> {
  await sql`
    update outreach.delivery d set heard = h.heard, certification = ${certification}
    from unnest(
      ${heard.map(({ deliveryId }) => deliveryId)}::uuid[],
      ${heard.map((each) => each.heard)}::integer[]
    ) as h (id, heard)
    where d.id = h.id`.execute(work.tx)
}

export type Settlement = {
  readonly id: Id<'delivery'>
  readonly state: DeliveryState
  /** For `queued`: when it is tried next. */
  readonly nextAt: Date | null
  readonly providerId: string | null
  readonly error: string | null
}

/**
 * Notes what became of deliveries that were being sent; those a receipt has moved meanwhile keep
 * what it said, and learn only how the provider calls them.
 *
 * @param isTry false when no try was made, so that the count goes back
 */
export async function settleDeliveries(
  work: Work,
  settled: readonly (Settlement & { readonly isTry: boolean })[],
): Promise<void> {
  if (settled.length === 0) return
  await sql`
    with before as (${heldBefore(settled.map(({ id }) => id))}), moved as (
    update outreach.delivery d set
      state = case when d.state = 'queued' then s.state else d.state end,
      next_at = case when d.state = 'queued' and s.state = 'queued' then s.next_at end,
      provider_id = coalesce(d.provider_id, s.provider_id),
      error = case when d.state = 'queued' then left(s.error, 500) else d.error end,
      attempts = case when s.is_try then d.attempts else greatest(0, d.attempts - 1) end,
      taken_at = case when s.state = 'taken' then ${work.now}::timestamptz else d.taken_at end,
      settled_at = case when d.state <> 'queued' then d.settled_at
        when s.state in ('queued', 'taken') then null else ${work.now}::timestamptz end
    from unnest(
      ${settled.map(({ id }) => id)}::uuid[],
      ${settled.map(({ state }) => state)}::text[],
      ${settled.map(({ nextAt }) => nextAt)}::timestamptz[],
      ${settled.map(({ providerId }) => providerId)}::text[],
      ${settled.map(({ error }) => error)}::text[],
      ${settled.map(({ isTry }) => isTry)}::boolean[]
    ) as s (id, state, next_at, provider_id, error, is_try)
    where d.id = s.id and d.id in (select id from before)
    returning d.id, d.state, d.merchant_id, d.way, d.price_minor
    )
    ${chargeMoved(work)}`.execute(work.tx)
}

/** When the next delivery of each way is due; ways without any are left out. */
export async function dueWays(work: Work): Promise<readonly WayName[]> {
  const { rows } = await sql<{ way: WayName }>`
    select way from unnest(array['email', 'sms', 'kakao', 'line']) as way
    where exists (
      select from outreach.delivery d
      where d.way = way.way and d.state = 'queued' and d.next_at <= ${work.now}
    )`.execute(work.tx)
  return rows.map(({ way }) => way)
}
