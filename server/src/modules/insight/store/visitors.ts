/** The SQL that counts the visitors of a merchant over some days. */
import { sql } from 'kysely'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

/** Visits in a stretch of time, and the people behind them, in numbers only. */
export type VisitorFigures = {
  readonly visits: number
  readonly visitors: number
  /** People who came back: at least one of the visits was not their first. */
  readonly returningVisitors: number
  readonly position: number
  readonly beacon: number
  readonly tag: number
  readonly staff: number
  readonly cloneable: number
  readonly plausible: number
  readonly oneTime: number
  readonly confirmed: number
}

/** From `from`, until just before `until`. */
export async function visitorFigures(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: { readonly from: Date; readonly until: Date },
): Promise<VisitorFigures> {
  const { rows } = await sql<VisitorFigures>`
    select count(*)::integer as visits,
      count(distinct person_id)::integer as visitors,
      (count(distinct person_id) filter (where is_return))::integer as returning_visitors,
      count(*) filter (where method = 'position')::integer as position,
      count(*) filter (where method = 'beacon')::integer as beacon,
      count(*) filter (where method in ('qr', 'nfc'))::integer as tag,
      count(*) filter (where method = 'staff')::integer as staff,
      count(*) filter (where evidence = 0)::integer as cloneable,
      count(*) filter (where evidence = 1)::integer as plausible,
      count(*) filter (where evidence = 2)::integer as one_time,
      count(*) filter (where evidence = 3)::integer as confirmed
    from insight.visit v
    cross join lateral (
      select exists (
        select from insight.visit earlier
        where earlier.person_id = v.person_id and earlier.merchant_id = v.merchant_id
          and earlier.at < v.at
      ) as is_return
    ) whether
    where v.merchant_id = ${merchantId} and v.at >= ${from} and v.at < ${until}`.execute(work.tx)
  const [figures] = rows
  assert(figures, 'a count always has a row')
  return figures
}

/** Visits by the hour of the day they began in, 0 to 23; an hour without any has no row. */
export async function visitsByHour(
  work: Work,
  merchantId: Id<'merchant'>,
  from: Date,
  timeZone: string,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ hour: number; visits: number }>`
    select extract(hour from at at time zone ${timeZone})::integer as hour,
      count(*)::integer as visits
    from insight.visit where merchant_id = ${merchantId} and at >= ${from}
    group by 1`.execute(work.tx)
  return new Map(rows.map(({ hour, visits }) => [hour, visits]))
}
