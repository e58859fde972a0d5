/** Rows that go from one account of a person to another, and back: by the person map. */
import { sql, type RawBuilder, type Transaction } from 'kysely'
import type { Plain } from '../kernel/refused.ts'
import type { Moves, PersonMap } from './person-map.ts'
import type { NoTables } from './postgres.ts'
import type { Work } from './work.ts'

/** Two accounts of one person, and since when they are one. */
export type Pair = { readonly from: string; readonly to: string; readonly since: Date }

/** A row that went over, by what tells it from others of the person. */
export type MovedRow = {
  readonly tableName: string
  readonly columnName: string
  readonly key: Readonly<Record<string, Plain>>
}

/** What a module does by itself beside its entries in the map. Locks in the order of its ids. */
export type Merger = {
  readonly module: string
  /** @returns what its `undo` has to know, and what people are told went over, by name */
  merge(
    work: Work,
    pair: Pair,
  ): Promise<{ readonly noted: Plain; readonly carries: Readonly<Record<string, number>> }>
  /** @param pair the way back: from the account that was kept to the other */
  undo(work: Work, pair: Pair, noted: Plain): Promise<void>
}

type Moving = Moves & { readonly table: string }

/** From the ground up: what points at something follows it. */
function movingOf(maps: readonly PersonMap[]): readonly Moving[] {
  return maps
    .flatMap((map) => Object.entries(map).toReversed())
    .flatMap(([table, entry]) =>
      entry.kind === 'people' && entry.merged ? [{ ...entry.merged, table }] : [],
    )
}

/**
 * Holds all rows that may go over, from the ground up: whoever is using one of them is done with it
 * afterwards, and what is read next is what they left.
 */
export async function holdRows(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  personId: string,
): Promise<number> {
  let held = 0
  for (const { table, column, key } of movingOf(maps)) {
    const { rows } = await sql`
      select 1 from ${sql.table(table)} t where ${sql.ref(column)} = ${personId}::uuid
      order by ${sql.join(key.length > 0 ? key.map((each) => sql.ref(each)) : [sql.ref(column)])}
      for no key update`.execute(tx)
    held += rows.length
  }
  return held
}

/** Lets rows go over; those that have their like there stay. Hold them first. */
export async function moveRows(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  pair: Pair,
): Promise<readonly MovedRow[]> {
  const moved: MovedRow[] = []
  for (const moving of movingOf(maps)) {
    const { table: tableName, column: columnName } = moving
    const { rows } = await sql<{ key: MovedRow['key'] }>`
      update ${sql.table(tableName)} t set ${sql.ref(columnName)} = ${pair.to}::uuid
      where t.${sql.ref(columnName)} = ${pair.from}::uuid and ${goes(moving, pair, moving.apart)}
      returning ${keyOf(moving)} as key`.execute(tx)
    for (const { key } of rows) moved.push({ tableName, columnName, key })
  }
  return moved
}

/** Lets those rows go back, as far as they are there and nothing keeps them. */
export async function moveBack(
  tx: Transaction<NoTables>,
  maps: readonly PersonMap[],
  pair: Pair,
  rows: readonly MovedRow[],
): Promise<void> {
  const byTable = Map.groupBy(rows, ({ tableName }) => tableName)
  for (const moving of movingOf(maps)) {
    const { table, column } = moving
    const keys = (byTable.get(table) ?? []).filter(({ columnName }) => columnName === column)
    if (keys.length === 0) continue
    await sql`
      update ${sql.table(table)} t set ${sql.ref(column)} = ${pair.to}::uuid
      where t.${sql.ref(column)} = ${pair.from}::uuid and ${goes(moving, pair, moving.key)}
        and ${keyOf(moving)} in (
          select jsonb_array_elements(${JSON.stringify(keys.map(({ key }) => key))}::jsonb)
        )`.execute(tx)
  }
}

/** Names of columns and conditions are those of the map, never of anybody who asks. */
function keyOf({ key }: Moving): RawBuilder<unknown> {
  const parts = key.flatMap((each) => [sql.lit(each), sql`t.${sql.ref(each)}`])
  return sql`jsonb_build_object(${sql.join(parts)})`
}

function goes(
  { table, column, key, stays }: Moving,
  pair: Pair,
  apart: readonly string[] = key,
): RawBuilder<unknown> {
  const alike = [
    sql`o.${sql.ref(column)} = ${pair.to}::uuid`,
    ...apart.map((each) => sql`o.${sql.ref(each)} is not distinct from t.${sql.ref(each)}`),
  ]
  const isAlone = sql`not exists (
    select from ${sql.table(table)} o where ${sql.join(alike, sql` and `)})`
  return stays === undefined ? isAlone : sql`${isAlone} and not (${filled(stays, pair)})`
}

function filled(condition: string, { from, to, since }: Pair): RawBuilder<unknown> {
  const parts = condition.split(/(:from\b|:to\b|:since\b)/).map((part) => {
    if (part === ':from') return sql`${from}::uuid`
    if (part === ':to') return sql`${to}::uuid`
    if (part === ':since') return sql`${since}::timestamptz`
    return sql.raw(part)
  })
  return sql.join(parts, sql``)
}
