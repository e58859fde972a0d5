/** SQL on whose messages come without a sound. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

/** False when it was so already. */
export async function insertMute(work: Work, { personId, merchantId }: Pair): Promise<boolean> {
  const { rows } = await sql`
    insert into outreach.mute (person_id, merchant_id, since)
    values (${personId}, ${merchantId}, ${work.now}) on conflict do nothing
    returning person_id`.execute(work.tx)
  return rows.length > 0
}

export async function deleteMute(work: Work, { personId, merchantId }: Pair): Promise<void> {
  await sql`
    delete from outreach.mute
    where person_id = ${personId} and merchant_id = ${merchantId}`.execute(work.tx)
}

/** Those of these merchants whom the person muted. */
export async function mutedBy(
  work: Work,
  personId: Id<'person'>,
  merchantIds: readonly Id<'merchant'>[],
): Promise<ReadonlySet<Id<'merchant'>>> {
  const { rows } = await sql<{ merchantId: Id<'merchant'> }>`
    select merchant_id from outreach.mute
    where person_id = ${personId} and merchant_id = any(${merchantIds}::uuid[])`.execute(work.tx)
  return new Set(rows.map(({ merchantId }) => merchantId))
}
