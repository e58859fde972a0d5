/** SQL on how often addresses were written to, to be proven. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'

/**
 * Counts a mail to an address before it is sent. A count whose window is over starts again at one, and
 * those of others are forgotten with it.
 *
 * @returns null; or, when there were `countMax` already, since when
 */
export async function countAddressTry(
  work: Work,
  addressHash: string,
  limit: { readonly countMax: number; readonly windowMs: number },
): Promise<Date | null> {
  const windowStart = new Date(work.now.getTime() - limit.windowMs)
  await sql`delete from outreach.address_try where started_at <= ${windowStart}`.execute(work.tx)
  const { rows } = await sql`
    insert into outreach.address_try as t (address_hash, started_at, count)
    values (${addressHash}, ${work.now}, 1)
    on conflict (address_hash) do update set count = t.count + 1
    where t.count < ${limit.countMax}
    returning count`.execute(work.tx)
  if (rows.length > 0) return null
  const known = await sql<{ startedAt: Date }>`
    select started_at from outreach.address_try where address_hash = ${addressHash}`.execute(
    work.tx,
  )
  return known.rows[0]?.startedAt ?? work.now
}
