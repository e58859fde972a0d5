/** SQL on deliveries that a provider reports on. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { DeliveryState, WayName } from '../model/delivery.ts'
import type { MessagePurpose } from '../model.ts'
import { chargeMoved, heldBefore } from './way-charges.ts'

export type ReportedDelivery = {
  readonly deliveryId: Id<'delivery'>
  /** Null where it is of a mailing. */
  readonly messageId: Id<'message'> | null
  readonly purpose: MessagePurpose
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly way: WayName
  readonly address: string
  readonly state: DeliveryState
  readonly providerId: string | null
}

/** The deliveries that are reported on, held until the work ends, in the order of their ids. */
export async function lockReported(
  work: Work,
  asked: readonly {
    readonly way: WayName
    readonly deliveryId: string | null
    readonly providerId: string | null
  }[],
): Promise<readonly ReportedDelivery[]> {
  const ids = asked.flatMap(({ deliveryId }) => deliveryId ?? [])
  const named = asked.filter(({ providerId }) => providerId !== null)
  const { rows } = await sql<ReportedDelivery>`
    select id as delivery_id, message_id, person_id, merchant_id, way, address, state, provider_id,
      coalesce((select m.purpose from outreach.message m where m.id = d.message_id), 'marketing')
        as purpose
    from outreach.delivery d
    where id = any(${ids}::uuid[]) or (way, provider_id) in (
      select * from unnest(
        ${named.map(({ way }) => way)}::text[], ${named.map(({ providerId }) => providerId)}::text[]
      )
    )
    order by delivery_id for update`.execute(work.tx)
  return rows
}

export async function moveReported(
  work: Work,
  moved: readonly {
    readonly deliveryId: Id<'delivery'>
    readonly state: DeliveryState
    readonly reason: string | null
  }[],
): Promise<void> {
  if (moved.length === 0) return
  await sql`
    with before as (${heldBefore(moved.map(({ deliveryId }) => deliveryId))}), moved as (
    update outreach.delivery d
    set state = m.state, error = left(m.reason, 500), next_at = null,
      settled_at = ${work.now}::timestamptz
    from unnest(
      ${moved.map(({ deliveryId }) => deliveryId)}::uuid[],
      ${moved.map(({ state }) => state)}::text[],
      ${moved.map(({ reason }) => reason)}::text[]
    ) as m (id, state, reason)
    where d.id = m.id and d.id in (select id from before)
    returning d.id, d.state, d.merchant_id, d.way, d.price_minor
    )
    ${chargeMoved(work)}`.execute(work.tx)
}
