/** What must hold, always: queries that return no row while all is well. */
import { sql } from 'kysely'
import type { Database } from './postgres.ts'

export type Invariant = {
  /** `module.what-holds`. */
  readonly id: string
  readonly says: string
  /** Returns a row for each thing that is wrong. */
  readonly query: string
}

export type Verdict = {
  readonly id: string
  readonly says: string
  readonly isHeld: boolean
  /** A few of the rows that break it. */
  readonly rows: readonly Readonly<Record<string, unknown>>[]
}

const ROWS_SHOWN_MAX = 10

export const platformInvariants: readonly Invariant[] = [
  {
    id: 'platform.order-has-no-gap',
    says: 'The order of facts has no gap, and ends where the sequencer stands.',
    query: `
      select seq, next from (
        select seq, lead(seq, 1, (select seq + 1 from platform.sequencer)) over (order by seq) as next
        from platform.fact_order
      ) place where next <> seq + 1`,
  },
  {
    id: 'platform.no-fact-skipped',
    says: 'Every fact below the floor of the sequencer has its place.',
    query: `
      select f.id, f.name from platform.fact f, platform.sequencer s
      where f.xid < s.xid_floor
        and not exists (select from platform.fact_order o where o.fact_id = f.id)`,
  },
  {
    id: 'platform.readers-in-bounds',
    says: 'No reader is ahead of the order.',
    query: `
      select r.name, r.seq from platform.reader r, platform.sequencer s where r.seq > s.seq`,
  },
  {
    id: 'platform.no-dead-fact',
    says: 'No fact had to be set aside.',
    query: 'select reader, seq, fact_id, left(error, 200) as error from platform.dead_fact',
  },
]

/** Runs the queries in one snapshot, so that what goes on meanwhile cannot look like a fault. */
export async function verify(
  { db }: Database,
  invariants: readonly Invariant[],
): Promise<readonly Verdict[]> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      await sql`set local statement_timeout = 0`.execute(tx)
      const verdicts: Verdict[] = []
      for (const { id, says, query } of invariants) {
        const { rows } = await sql<Record<string, unknown>>`
          select * from (${sql.raw(query)}) broken limit ${ROWS_SHOWN_MAX}`.execute(tx)
        verdicts.push({ id, says, isHeld: rows.length === 0, rows })
      }
      return verdicts
    })
}
