/** What an erasure had to leave goes once the law no longer wants it: by the terms of the person map. */
import { sql, type RawBuilder, type Transaction } from 'kysely'
import { conditionOf, type PersonMap, type TableOfPeople, type Term } from './person-map.ts'
import type { NoTables } from './postgres.ts'

/** How long what an erasure leaves of a table is kept; null when for ever, or when nothing is left. */
export function termOf(entry: TableOfPeople): Term | null {
  return entry.term ?? (entry.erased.kind === 'kept' ? entry.erased.term : null)
}

/** The tables that keep something of an erased person, with the term of each. */
export function keptTables(maps: readonly PersonMap[]): readonly {
  readonly table: string
  readonly entry: TableOfPeople
  readonly term: Term | null
}[] {
  return maps
    .flatMap((map) => Object.entries(map))
    .flatMap(([table, entry]) => {
      if (entry.kind === 'nobody') return []
      const term = termOf(entry)
      return entry.erased.kind === 'kept' || term ? [{ table, entry, term }] : []
    })
}

/** Every length of a term, in months, the shortest first. */
export function termsOf(maps: readonly PersonMap[]): readonly number[] {
  const months = keptTables(maps).flatMap(({ term }) => (term ? [term.months] : []))
  return [...new Set(months)].toSorted((one, other) => one - other)
}

/**
 * Ends what was kept of an erased person for so many months: it is deleted, or it moves to `strangerId`,
 * which the caller has made for this and keeps nowhere. One statement, as rows point at each other.
 *
 * @returns how many rows were touched, by table
 */
export async function endTerm(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  { id, strangerId, months }: { id: string; strangerId: string; months: number },
): Promise<Readonly<Record<string, number>>> {
  const subject = { id, email: null, phone: null }
  const due = keptTables(maps).flatMap(({ table, entry, term }) => {
    if (term?.months !== months) return []
    const only = term.ends === 'unlinked' ? entry.unlinked?.rows : undefined
    const condition = conditionOf(only === undefined ? entry : { ...entry, rows: only }, subject)
    if (term.ends === 'gone') {
      return [{ table, change: sql`delete from ${sql.table(table)} where ${condition}` }]
    }
    const set = unlinking(entry, id, strangerId)
    // Rows without an id of their own follow those they belong to.
    return set
      ? [{ table, change: sql`update ${sql.table(table)} set ${set} where ${condition}` }]
      : []
  })
  if (due.length === 0) return {}
  await sql`select set_config('golmok.erasing', 'on', true)`.execute(tx)
  await sql`set local statement_timeout = 0`.execute(tx)
  const name = (at: number) => sql.raw(`t${at}`)
  const changes = due.map(({ change }, at) => sql`${name(at)} as (${change} returning 1)`)
  const counts = due.map((_, at) => sql`(select count(*)::integer from ${name(at)}) as ${name(at)}`)
  const { rows } = await sql<Record<string, number>>`
    with ${sql.join(changes)} select ${sql.join(counts)}`.execute(tx)
  await sql`select set_config('golmok.erasing', 'off', true)`.execute(tx)
  const touched = due.map(({ table }, at) => [table, rows[0]?.[`t${at}`] ?? 0] as const)
  return Object.fromEntries(touched.filter(([, count]) => count > 0))
}

function unlinking(
  { columns, unlinked }: TableOfPeople,
  id: string,
  strangerId: string,
): RawBuilder<unknown> | null {
  const moved = columns.map(
    (column) => [column, `case when ${column} = :id then :stranger else ${column} end`] as const,
  )
  const set = Object.entries(unlinked?.set ?? Object.fromEntries(moved))
  if (set.length === 0) return null
  return sql.join(
    set.map(([column, value]) => {
      const parts = value.split(/(:id\b|:stranger\b)/).map((part) => {
        if (part === ':id') return sql`${id}::uuid`
        return part === ':stranger' ? sql`${strangerId}::uuid` : sql.raw(part)
      })
      return sql`${sql.raw(column)} = ${sql.join(parts, sql``)}`
    }),
  )
}
