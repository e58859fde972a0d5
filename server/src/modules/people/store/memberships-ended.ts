/** SQL on memberships that ended a moment ago. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Membership } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type Ended = Membership & { readonly personId: Id<'person'> }

export async function insertEnded(work: Work, ended: Ended): Promise<void> {
  const { merchantId, personId, role, placeIds = null } = ended
  await sql`
    insert into people.membership_ended (merchant_id, person_id, role, place_ids, ended_at)
    values (${merchantId}, ${personId}, ${role}, ${placeIds}::uuid[], ${work.now})
    on conflict (merchant_id, person_id)
    do update set role = excluded.role, place_ids = excluded.place_ids, ended_at = excluded.ended_at`.execute(
    work.tx,
  )
}

/** Takes what is remembered of somebody out, so that it serves once; null where nothing is, or not since then. */
export async function takeEnded(
  work: Work,
  { merchantId, personId }: Pick<Ended, 'merchantId' | 'personId'>,
  since: Date,
): Promise<Ended | null> {
  const { rows } = await sql<Ended>`
    delete from people.membership_ended
    where merchant_id = ${merchantId} and person_id = ${personId} and ended_at > ${since}
    returning merchant_id, person_id, role, place_ids`.execute(work.tx)
  return rows[0] ?? null
}

/** Forgets those that ended before, a bounded bite at a time. */
export async function forgetEnded(work: Work, before: Date, limit: number): Promise<void> {
  await sql`
    delete from people.membership_ended where ctid = any(array(
      select ctid from people.membership_ended where ended_at <= ${before} limit ${limit}
    ))`.execute(work.tx)
}
