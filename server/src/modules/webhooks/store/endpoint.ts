/** SQL on endpoints and the names of their secrets. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Endpoint, OffReason } from '../model.ts'

export type Owner = Id<'merchant'> | null
export type Secret = { readonly id: Id<'webhook-secret'>; readonly endsAt: Date | null }

const columns = sql`id, merchant_id, url, description, types, state, off_reason, throttled_until,
  failing_since, created_at, changed_at`

/** Makes those wait who add endpoints to the same owner, until this work ends. */
export async function lockOwner(work: Work, owner: Owner): Promise<void> {
  const name = `webhooks/${owner ?? 'market'}`
  await sql`select pg_advisory_xact_lock(hashtextextended(${name}, 0))`.execute(work.tx)
}

export async function endpointsBy(work: Work, owner: Owner): Promise<readonly Endpoint[]> {
  const { rows } = await sql<Endpoint>`
    select ${columns} from webhooks.endpoint
    where merchant_id is not distinct from ${owner}::uuid order by id`.execute(work.tx)
  return rows
}

export async function endpointBy(
  work: Work,
  id: Id<'webhook'>,
  isLocked = false,
): Promise<Endpoint | null> {
  const { rows } = await sql<Endpoint>`
    select ${columns} from webhooks.endpoint where id = ${id}
    ${isLocked ? sql`for no key update` : sql``}`.execute(work.tx)
  return rows[0] ?? null
}

/** Writes an endpoint, new or changed. */
export async function saveEndpoint(work: Work, endpoint: Endpoint): Promise<void> {
  const { id, merchantId, url, description, types, state, offReason } = endpoint
  await sql`
    insert into webhooks.endpoint (id, merchant_id, url, description, types, state, off_reason,
      throttled_until, failing_since, created_at, changed_at)
    values (${id}, ${merchantId}, ${url}, ${description}, ${types}::text[], ${state}, ${offReason},
      ${endpoint.throttledUntil}, ${endpoint.failingSince}, ${endpoint.createdAt}, ${work.now})
    on conflict (id) do update set url = excluded.url, description = excluded.description,
      types = excluded.types, state = excluded.state, off_reason = excluded.off_reason,
      throttled_until = excluded.throttled_until, failing_since = excluded.failing_since,
      changed_at = excluded.changed_at`.execute(work.tx)
}

export async function deleteEndpoint(work: Work, id: Id<'webhook'>): Promise<void> {
  await sql`delete from webhooks.endpoint where id = ${id}`.execute(work.tx)
}

/** Notes that nothing arrived, and holds the endpoint back where it asked for that. */
export async function markFailing(
  work: Work,
  id: Id<'webhook'>,
  throttledUntil: Date | null,
): Promise<Date> {
  const { rows } = await sql<{ failingSince: Date }>`
    update webhooks.endpoint
    set failing_since = coalesce(failing_since, ${work.now}),
      throttled_until = greatest(throttled_until, ${throttledUntil}::timestamptz)
    where id = ${id} returning failing_since`.execute(work.tx)
  return rows[0]?.failingSince ?? work.now
}

/** Notes that something arrived; writes only where that is news. */
export async function markWell(work: Work, id: Id<'webhook'>): Promise<void> {
  await sql`
    update webhooks.endpoint set failing_since = null, throttled_until = null
    where id = ${id} and (failing_since is not null or throttled_until is not null)`.execute(
    work.tx,
  )
}

/** Answers the owner; undefined when the endpoint was off already. */
export async function turnOff(
  work: Work,
  id: Id<'webhook'>,
  reason: OffReason,
): Promise<Owner | undefined> {
  const { rows } = await sql<{ merchantId: Owner }>`
    update webhooks.endpoint set state = 'off', off_reason = ${reason}, changed_at = ${work.now}
    where id = ${id} and state = 'on' returning merchant_id`.execute(work.tx)
  return rows[0]?.merchantId
}

/** Secrets that sign now, the newest first. */
export async function secretsOf(work: Work, id: Id<'webhook'>): Promise<readonly Secret[]> {
  const { rows } = await sql<Secret>`
    select id, ends_at from webhooks.secret
    where endpoint_id = ${id} and (ends_at is null or ends_at > ${work.now})
    order by created_at desc, id desc`.execute(work.tx)
  return rows
}

/** Puts a secret in the place of the one there is, which goes on until `oldEndsAt`. */
export async function insertSecret(
  work: Work,
  endpointId: Id<'webhook'>,
  id: Id<'webhook-secret'>,
  oldEndsAt: Date,
): Promise<void> {
  await sql`
    update webhooks.secret set ends_at = ${oldEndsAt}
    where endpoint_id = ${endpointId} and ends_at is null`.execute(work.tx)
  await sql`
    delete from webhooks.secret
    where endpoint_id = ${endpointId} and ends_at <= ${work.now}`.execute(work.tx)
  await sql`
    insert into webhooks.secret (id, endpoint_id, created_at)
    values (${id}, ${endpointId}, ${work.now})`.execute(work.tx)
}
