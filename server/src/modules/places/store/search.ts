/** What the index of search reads: all visible places, or some of them. */
import type { Database } from '../../../platform/postgres.ts'

/** A visible place as the index keeps it. Hours are JSON texts, shared by many places. */
export type SearchRow = {
  readonly id: string
  readonly merchantId: string
  readonly name: string
  readonly merchantName: string
  readonly category: string
  readonly address: string
  readonly lng: number
  readonly lat: number
  readonly color: string
  readonly timeZone: string
  readonly week: string | null
  readonly exceptions: string | null
}

type Cells = readonly [
  ...[id: string, merchantId: string, name: string, merchantName: string, category: string],
  ...[address: string, lng: number, lat: number, color: string, timeZone: string],
  ...[hoursKey: string | null, exceptions: string | null],
]

const columns = `
  p.id, p.merchant_id, p.name, m.name, p.category, p.address, p.lng, p.lat, m.color, p.time_zone,
  md5(p.hours::text),
  (select json_agg(json_build_object('day', e.day::text, 'hours', e.hours, 'note', null) order by e.day)::text
   from places.opening_exception e
   where e.place_id = p.id and e.day >= current_date - 2)`
const joined = 'places.place p join places.merchant m on m.id = p.merchant_id'

/**
 * Calls back with all visible places, a batch at a time, as of one instant of the database.
 *
 * Hours travel once for each distinct text, not once for each place: a week is about 600 bytes.
 */
export async function readSearchRows(
  { pool }: Database,
  batchSize: number,
  take: (rows: readonly SearchRow[]) => Promise<void>,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    const weeks = new Map<string, string>()
    const texts = await client.query<[string, string]>({
      text: `select md5(hours::text), min(hours::text) from places.place
        where hours is not null and is_visible group by 1`,
      rowMode: 'array',
    })
    for (const [key, text] of texts.rows) weeks.set(key, text)
    await client.query(
      `declare search_row no scroll cursor for select ${columns} from ${joined} where p.is_visible`,
    )
    for (;;) {
      const { rows } = await client.query<Cells & unknown[]>({
        text: `fetch ${batchSize} from search_row`,
        rowMode: 'array',
      })
      if (rows.length > 0) await take(rows.map((cells) => rowOf(cells, weeks)))
      if (rows.length < batchSize) break
    }
    await client.query('commit')
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

/** The visible ones of some places, or of all places of some merchants. */
export async function searchRowsOf(
  { pool }: Database,
  placeIds: readonly string[],
): Promise<readonly SearchRow[]> {
  const { rows } = await pool.query<Cells & unknown[]>({
    text: `select ${columns} from ${joined} where p.is_visible and p.id = any($1::uuid[])`,
    values: [placeIds],
    rowMode: 'array',
  })
  const keys = [...new Set(rows.flatMap((cells) => cells[10] ?? []))]
  const texts = await pool.query<[string, string]>({
    text: `select md5(hours::text), min(hours::text) from places.place
      where id = any($1::uuid[]) and md5(hours::text) = any($2) group by 1`,
    values: [placeIds, keys],
    rowMode: 'array',
  })
  const weeks = new Map(texts.rows)
  return rows.map((cells) => rowOf(cells, weeks))
}

/** All places of merchants, visible or not. */
export async function placeIdsOfMerchants(
  { pool }: Database,
  merchantIds: readonly string[],
): Promise<readonly string[]> {
  const { rows } = await pool.query<{ id: string }>(
    'select id from places.place where merchant_id = any($1::uuid[])',
    [merchantIds],
  )
  return rows.map((row) => row.id)
}

function rowOf(cells: Cells, weeks: ReadonlyMap<string, string>): SearchRow {
  const [id, merchantId, name, merchantName, category, address, lng, lat, color, timeZone] = cells
  const hoursKey = cells[10]
  const week = hoursKey === null ? null : (weeks.get(hoursKey) ?? null)
  return {
    ...{ id, merchantId, name, merchantName, category, address, lng, lat, color, timeZone },
    week,
    exceptions: cells[11],
  }
}
