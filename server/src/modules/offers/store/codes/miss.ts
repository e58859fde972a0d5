/** The SQL of `offers.voucher_miss`: who tried how many wrong codes of late. */
import { sql } from 'kysely'
import type { Work } from '../../../../platform/work.ts'

export type Misses = { readonly misses: number; readonly since: Date }

/** Wrong codes of someone since an instant. */
export async function missesOf(work: Work, who: string, since: Date): Promise<Misses> {
  const { rows } = await sql<Misses>`
    select misses, since from offers.voucher_miss
    where who = ${who} and since > ${since}`.execute(work.tx)
  return rows[0] ?? { misses: 0, since: work.now }
}

/**
 * Counts one more wrong code, unless `max` are counted; the count starts afresh when it began before
 * `since`. Answers false when it was full.
 */
export async function countMiss(
  work: Work,
  who: string,
  { since, max }: { readonly since: Date; readonly max: number },
): Promise<boolean> {
  const { rows } = await sql`
    insert into offers.voucher_miss as m (who, since, misses) values (${who}, ${work.now}, 1)
    on conflict (who) do update set
      misses = case when m.since > ${since} then m.misses + 1 else 1 end,
      since = case when m.since > ${since} then m.since else excluded.since end
    where m.since <= ${since} or m.misses < ${max}
    returning who`.execute(work.tx)
  return rows.length === 1
}

/** Takes back one count: it was no guess. */
export async function uncountMiss(work: Work, who: string): Promise<void> {
  await sql`
    update offers.voucher_miss set misses = misses - 1
    where who = ${who} and misses > 0`.execute(work.tx)
}

/** Forgets counts that began before an instant. */
export async function forgetMisses(work: Work, before: Date): Promise<void> {
  await sql`delete from offers.voucher_miss where since < ${before}`.execute(work.tx)
}
