/** The SQL of `offers.tally`: what was counted against the limits of offers. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import { tallyText, type Tally, type TallyKey } from '../model/limits.ts'

/** What was counted so far, by `tallyText`. Lock the offers first: their limits are counted under it. */
export async function usedOf(
  work: Work,
  keys: readonly TallyKey[],
): Promise<ReadonlyMap<string, number>> {
  if (keys.length === 0) return new Map()
  const { rows } = await sql<TallyKey & { used: number }>`
    select t.offer_id, t.counts, t.per, t.period, t.whose, t.since::text as since, t.used
    from unnest(
      ${keys.map((key) => key.offerId)}::uuid[], ${keys.map((key) => key.counts)}::text[],
      ${keys.map((key) => key.per)}::text[], ${keys.map((key) => key.period)}::text[],
      ${keys.map((key) => key.whose)}::text[], ${keys.map((key) => key.since)}::date[]
    ) as key (offer_id, counts, per, period, whose, since)
    join offers.tally t using (offer_id, counts, per, period, whose, since)`.execute(work.tx)
  return new Map(rows.map((row) => [tallyText(row), row.used]))
}

/** Counts. The database refuses what goes over a limit, whoever forgot to look (OF45). */
export async function addTallies(work: Work, tallies: readonly Tally[]): Promise<void> {
  await change(work, summed(tallies))
}

/** Takes back what was counted: in the period in which it was. */
export async function freeTallies(work: Work, tallies: readonly Tally[]): Promise<void> {
  const freed = summed(tallies)
  if (freed.length === 0) return
  await sql`
    update offers.tally t set used = t.used - freed.used
    from unnest(
      ${freed.map((tally) => tally.offerId)}::uuid[], ${freed.map((tally) => tally.counts)}::text[],
      ${freed.map((tally) => tally.per)}::text[], ${freed.map((tally) => tally.period)}::text[],
      ${freed.map((tally) => tally.whose)}::text[], ${freed.map((tally) => tally.since)}::date[],
      ${freed.map((tally) => tally.used)}::bigint[]
    ) as freed (offer_id, counts, per, period, whose, since, used)
    where (t.offer_id, t.counts, t.per, t.period, t.whose, t.since) =
      (freed.offer_id, freed.counts, freed.per, freed.period, freed.whose, freed.since)`.execute(
    work.tx,
  )
}

async function change(work: Work, tallies: readonly Tally[]): Promise<void> {
  if (tallies.length === 0) return
  await sql`
    insert into offers.tally as t (offer_id, counts, per, period, whose, since, used, max)
    select * from unnest(
      ${tallies.map((tally) => tally.offerId)}::uuid[],
      ${tallies.map((tally) => tally.counts)}::text[],
      ${tallies.map((tally) => tally.per)}::text[], ${tallies.map((tally) => tally.period)}::text[],
      ${tallies.map((tally) => tally.whose)}::text[],
      ${tallies.map((tally) => tally.since)}::date[],
      ${tallies.map((tally) => tally.used)}::bigint[],
      ${tallies.map((tally) => tally.max)}::bigint[]
    )
    order by 1, 2, 3, 4, 5, 6
    on conflict (offer_id, counts, per, period, whose, since) do update set
      used = t.used + excluded.used, max = excluded.max`.execute(work.tx)
}

/** One row for each tally: a statement may touch a row once only. */
function summed(tallies: readonly Tally[]): readonly Tally[] {
  const byKey = new Map<string, Tally>()
  for (const tally of tallies) {
    const key = tallyText(tally)
    const known = byKey.get(key)
    byKey.set(key, known ? { ...tally, used: known.used + tally.used } : tally)
  }
  return [...byKey.values()]
}
