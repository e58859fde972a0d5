/** SQL on devices and what was brought to them. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { PushOutcome } from '../ports.ts'
import type { InboxMessage, PushSubscription } from '../model.ts'
import { messageColumns } from '../store.ts'
import { mailed } from './inbox.ts'

/** Saves a device under its address; one that changed hands belongs to the newer owner. */
export async function saveSubscription(
  work: Work,
  subscription: PushSubscription,
): Promise<Id<'push-subscription'>> {
  const { id, personId, endpoint, p256dh, auth } = subscription
  // The id is new for a new owner: what waits for the old one must not reach the new one.
  const { rows } = await sql<{ id: Id<'push-subscription'> }>`
    insert into outreach.push_subscription as s (id, person_id, endpoint, p256dh, auth, created_at)
    values (${id}, ${personId}, ${endpoint}, ${p256dh}, ${auth}, ${work.now})
    on conflict (endpoint) do update set
      id = case when s.person_id = excluded.person_id then s.id else excluded.id end,
      person_id = excluded.person_id, p256dh = excluded.p256dh, auth = excluded.auth
    returning id`.execute(work.tx)
  return rows[0]?.id ?? id
}

export async function countSubscriptions(work: Work, personId: Id<'person'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from outreach.push_subscription
    where person_id = ${personId}`.execute(work.tx)
  return rows[0]?.count ?? 0
}

export async function deleteSubscription(
  work: Work,
  personId: Id<'person'>,
  endpoint: string,
): Promise<void> {
  await sql`
    delete from outreach.push_subscription
    where person_id = ${personId} and endpoint = ${endpoint}`.execute(work.tx)
}

export type PushTarget = {
  readonly messageId: Id<'message'>
  readonly subscriptionId: Id<'push-subscription'>
}

/** Every device of the people these messages went to. */
export async function pushTargets(
  work: Work,
  messageIds: readonly string[],
): Promise<readonly PushTarget[]> {
  const { rows } = await sql<PushTarget>`
    select m.id as message_id, s.id as subscription_id
    from outreach.message m join outreach.push_subscription s on s.person_id = m.person_id
    where m.id = any(${messageIds}::uuid[]) and m.state = 'sent' and not m.is_quiet and not exists (
      select from outreach.mute u
      where u.person_id = m.person_id and u.merchant_id = m.merchant_id
    )`.execute(work.tx)
  return rows
}

/** What is told of a step, as in the fact: people by their ids, and when. */
export type MailingStep = {
  readonly mailingId: string
  readonly after: string | null
  readonly upTo: string
  readonly at: string
}

/** Every device of those whom one step of a mailing reached; those of earlier steps were woken then. */
export async function pushTargetsOfMailing(
  work: Work,
  step: MailingStep,
): Promise<readonly PushTarget[]> {
  const { mailingId, after, upTo, at } = step
  const { rows } = await sql<PushTarget>`
    select r.mailing_id as message_id, s.id as subscription_id
    from outreach.push_subscription s
    -- Devices first, whatever the planner believes of a table that has just grown: most have none.
    join lateral (
      select * from outreach.recipient
      where mailing_id = ${mailingId} and person_id = s.person_id
        and slot is not null and at = ${at}::timestamptz
      offset 0
    ) r on true
    where s.person_id <= ${upTo}::uuid
      and (${after}::uuid is null or s.person_id > ${after}::uuid)
      and not exists (
        select from outreach.mute u
        where u.person_id = r.person_id and u.merchant_id = r.merchant_id
      )`.execute(work.tx)
  return rows
}

export type PushJob = InboxMessage & {
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
  readonly isDelivered: boolean
}

/** All about one push; null when message or device is gone. */
export async function pushJobOf(work: Work, target: PushTarget): Promise<PushJob | null> {
  const { messageId, subscriptionId } = target
  const { rows } = await sql<PushJob>`
    select m.*, s.endpoint, s.p256dh, s.auth,
      exists (
        select from outreach.push_delivery d
        where d.message_id = m.id and d.subscription_id = s.id
      ) as is_delivered
    from outreach.push_subscription s
    join (
      select ${messageColumns} from outreach.message where id = ${messageId} and state = 'sent'
      union all
      ${mailed} and r.mailing_id = ${messageId}
    ) as m on m.person_id = s.person_id
    where s.id = ${subscriptionId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Notes what became of a push, and forgets a device that is gone (OU10, OU11). */
export async function settlePush(
  work: Work,
  { messageId, subscriptionId }: PushTarget,
  outcome: PushOutcome | 'dead',
  /** By which an operator finds what did not get through; null for the rest. */
  failure: { readonly id: Id<'delivery'>; readonly error: string } | null = null,
): Promise<void> {
  await sql`
    insert into outreach.push_delivery (message_id, subscription_id, outcome, at, id, error)
    values (${messageId}, ${subscriptionId}, ${outcome}, ${work.now}, ${failure?.id ?? null},
      left(${failure?.error ?? null}::text, 500))
    on conflict do nothing`.execute(work.tx)
  if (outcome !== 'gone') return
  await sql`delete from outreach.push_subscription where id = ${subscriptionId}`.execute(work.tx)
}
