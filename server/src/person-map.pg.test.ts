import { sql } from 'kysely'
import { describe, expect, test } from 'vitest'
import { freshDatabase } from '../testing/pg.ts'
import { personMaps } from './main.ts'

const { db } = await freshDatabase()
const entries = new Map(personMaps.flatMap((map) => Object.entries(map)))

type Column = {
  readonly table: string
  readonly column: string
  readonly type: string
}
const { rows: columns } = await sql<Column>`
  select c.table_schema || '.' || c.table_name as "table", c.column_name as "column",
    c.data_type as type
  from information_schema.columns c
  join information_schema.tables t using (table_schema, table_name)
  where t.table_type = 'BASE TABLE'
    and c.table_schema not in ('pg_catalog', 'information_schema', 'public')
  order by 1, c.ordinal_position`.execute(db)
const tables = [...new Set(columns.map(({ table }) => table))]

/** How columns are called that hold the id of a person. */
const personal =
  /(^|_)(person|friend|inviter|holder|sender|receiver|author|guardian|child|guest|customer|member|staff|user|player|reader|winner|follower)(_id)?$|^(created|made|changed|asked|answered|sent|invited|confirmed|decided|hidden|reported|given|taken)_by$/

describe('the person map', () => {
  test('PE60 every table says what it holds of whom', () => {
    expect(tables.filter((table) => !entries.has(table))).toEqual([])
    expect([...entries.keys()].filter((table) => !tables.includes(table))).toEqual([])
  })

  test('PE60 every column that holds the id of a person is in the entry of its table', () => {
    const ids = columns.filter(({ column, type }) => type === 'uuid' && personal.test(column))
    expect(ids.length).toBeGreaterThan(30)
    const forgotten = ids.filter(({ table, column }) => {
      const entry = entries.get(table)
      return entry?.kind !== 'people' || !entry.columns.includes(column)
    })
    expect(forgotten.map(({ table, column }) => `${table}.${column}`)).toEqual([])
  })

  test('PE60 an entry names columns that are there', () => {
    const has = (table: string, column: string) =>
      columns.some((each) => each.table === table && each.column === column)
    for (const [table, entry] of entries) {
      if (entry.kind === 'nobody') {
        expect(entry.because, table).toMatch(/\.$/)
        continue
      }
      const fates = [entry.erased, ...(entry.withoutLocation ? [entry.withoutLocation] : [])]
      const set = fates.flatMap((fate) => (fate.kind === 'blanked' ? Object.keys(fate.set) : []))
      for (const column of [...entry.columns, ...(entry.hidden ?? []), ...set]) {
        expect(has(table, column), `${table}.${column}`).toBe(true)
      }
      expect(entry.columns.length > 0 || entry.rows !== undefined, table).toBe(true)
    }
  })

  test('PE98 what goes with the consent to location says since when it is kept', () => {
    const unsaid = [...entries].filter(
      ([, entry]) =>
        entry.kind === 'people' &&
        (entry.withoutLocation === undefined) !== (entry.located === undefined),
    )
    expect(unsaid.map(([table]) => table)).toEqual([])
  })

  test('PE82 what goes over is told apart by a unique key, with the column of the person', async () => {
    const { rows: keys } = await sql<{ table: string; columns: string[] }>`
      select i.indrelid::regclass::text as "table", array(
        select a.attname::text from unnest(i.indkey) k
        join pg_attribute a on a.attrelid = i.indrelid and a.attnum = k
      ) as columns
      from pg_index i where i.indisunique and i.indpred is null`.execute(db)
    const wrong = [...entries].flatMap(([table, entry]) => {
      const moves = entry.kind === 'people' ? entry.merged : undefined
      if (!moves) return []
      const own = [moves.column, ...moves.key]
      const isKey = keys.some(
        (key) => key.table === table && key.columns.every((column) => own.includes(column)),
      )
      return isKey ? [] : [table]
    })
    expect(wrong).toEqual([])
  })

  test('PE61 no secret is in an export', () => {
    const secret = /(^|_)(hash|secret|token|digest|auth|p256dh|key_hash|code)$/
    // What the person is shown anyway, or what says nothing by itself.
    const open = new Set([
      'loyalty.invitation.code',
      'outreach.gate_decision.code',
      'insight.campaign_refusal.code',
      'offers.reward_refusal.code',
      'people.consent.ip_hash',
      'people.consent.agent_hash',
      'people.merchant_consent.ip_hash',
      'people.merchant_consent.agent_hash',
      'people.location_choice.ip_hash',
      'people.location_choice.agent_hash',
    ])
    const shown = columns.filter(({ table, column }) => {
      const entry = entries.get(table)
      if (entry?.kind !== 'people' || open.has(`${table}.${column}`)) return false
      return secret.test(column) && !(entry.hidden ?? []).includes(column)
    })
    expect(shown.map(({ table, column }) => `${table}.${column}`)).toEqual([])
  })
})
