/** What says where people were is lost once it is old: by the ages of the person map. */
import { sql, type Transaction } from 'kysely'
import { assignments, type PersonMap, type TableOfPeople } from './person-map.ts'
import type { NoTables } from './postgres.ts'

export type Ages = {
  /** Until when all was lost before; null when nothing was. */
  readonly since: Date | null
  /** What is older is lost. */
  readonly before: Date
  /** The same for rows that are of no more use once they have served. */
  readonly servedBefore: Date
}

/**
 * Lets every table lose what it says of where people were at a time before: it goes, or says it of nobody,
 * just as with the consent to location. Append-only tables open for it until it is done.
 *
 * @returns how many rows were touched, by table
 */
export async function loseAged(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  { since, before, servedBefore }: Ages,
): Promise<Readonly<Record<string, number>>> {
  await sql`select set_config('golmok.erasing', 'on', true)`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  const touched: Record<string, number> = {}
  for (const [table, entry] of maps.toReversed().flatMap((map) => Object.entries(map))) {
    if (entry.kind === 'nobody' || !entry.withoutLocation || !entry.located) continue
    const { at, rows = 'true', isServed } = entry.located
    const end = isServed ? servedBefore : before
    const old = sql`${sql.raw(rows)} and ${sql.raw(at)} < ${end}::timestamptz`
    const { numAffectedRows = 0n } = await change(table, entry.withoutLocation, {
      old,
      // What says it of nobody already is left as it is.
      fresh: since ? sql`${old} and ${sql.raw(at)} >= ${since}::timestamptz` : old,
    }).execute(tx)
    if (numAffectedRows > 0n) touched[table] = Number(numAffectedRows)
  }
  await sql`select set_config('golmok.erasing', 'off', true)`.execute(tx)
  return touched
}

type Conditions = { readonly old: ReturnType<typeof sql>; readonly fresh: ReturnType<typeof sql> }

function change(
  table: string,
  fate: NonNullable<TableOfPeople['withoutLocation']>,
  { old, fresh }: Conditions,
) {
  if (fate.kind === 'gone') return sql`delete from ${sql.table(table)} where ${old}`
  if (fate.kind === 'blanked') {
    return sql`update ${sql.table(table)} set ${assignments(fate.set)} where ${fresh}`
  }
  throw new Error(`${table} keeps where people were: ${fate.because}`)
}
