/** What the index of search reads: all visible places, or some of them. */
import type { PoolClient } from 'pg'
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
  hoursKey: string | null,
]

// A week is about 600 bytes and many places keep the same: only its hash travels with each place. Among a
// million distinct weeks, two with the same 64 bits are a matter of one in forty million.
const columns = `
  p.id, p.merchant_id, p.name, m.name, p.category, p.address, p.lng, p.lat, m.color, p.time_zone,
  jsonb_hash_extended(p.hours, 0)::text`
// Neighbours on the ground become neighbours in memory: who looks around here finds them in few places.
const strips = '(p.lat * 250)::integer, p.lng'
const joined = 'places.place p join places.merchant m on m.id = p.merchant_id'
const exceptionColumns = `
  place_id, json_agg(json_build_object('day', day::text, 'hours', hours, 'note', null) order by day)::text`
const soon = 'day >= current_date - 2'

type Client = Pick<PoolClient, 'query'>

/** Calls back with all visible places, a batch at a time, as of one instant of the database. */
export async function readSearchRows(
  { pool }: Database,
  batchSize: number,
  take: (rows: readonly SearchRow[]) => Promise<void>,
): Promise<void> {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    await client.query('set local statement_timeout = 0')
    await client.query('set local idle_in_transaction_session_timeout = 0')
    const weeks = new Map<string, string>()
    const exceptions = new Map(
      await texts(
        client,
        `select ${exceptionColumns} from places.opening_exception
        where ${soon} group by place_id`,
        [],
      ),
    )
    await client.query("set local work_mem = '64MB'")
    await client.query(
      `declare search_row no scroll cursor for
        select ${columns} from ${joined} where p.is_visible order by ${strips}`,
    )
    const fetch = () =>
      client.query<Cells & unknown[]>({
        text: `fetch ${batchSize} from search_row`,
        rowMode: 'array',
      })
    for (let batch = fetch(); ;) {
      const { rows } = await batch
      const adding = addWeeks(client, rows, weeks)
      // The database looks for the next batch while this one is put in.
      if (rows.length === batchSize) batch = fetch()
      await adding
      if (rows.length > 0) await take(rows.map((cells) => rowOf(cells, weeks, exceptions)))
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

/** The visible ones of some places. */
export async function searchRowsOf(
  { pool }: Database,
  placeIds: readonly string[],
): Promise<readonly SearchRow[]> {
  const client = await pool.connect()
  try {
    await client.query('begin transaction isolation level repeatable read read only')
    const { rows } = await client.query<Cells & unknown[]>({
      text: `select ${columns} from ${joined} where p.is_visible and p.id = any($1::uuid[])`,
      values: [placeIds],
      rowMode: 'array',
    })
    const weeks = new Map<string, string>()
    await addWeeks(client, rows, weeks)
    const exceptions = new Map(
      await texts(
        client,
        `select ${exceptionColumns} from places.opening_exception
        where ${soon} and place_id = any($1::uuid[]) group by place_id`,
        [placeIds],
      ),
    )
    await client.query('commit')
    return rows.map((cells) => rowOf(cells, weeks, exceptions))
  } catch (error) {
    await client.query('rollback').catch(() => undefined)
    throw error
  } finally {
    client.release()
  }
}

async function texts(
  client: Client,
  text: string,
  values: unknown[],
): Promise<readonly (readonly [string, string])[]> {
  const { rows } = await client.query<[string, string]>({ text, values, rowMode: 'array' })
  return rows
}

/** Reads the weeks that no batch before this one had, from the first place that keeps each. */
async function addWeeks(
  client: Client,
  rows: readonly Cells[],
  weeks: Map<string, string>,
): Promise<void> {
  const bearers = new Map<string, string>()
  for (const [id, , , , , , , , , , key] of rows) {
    if (key !== null && !weeks.has(key)) bearers.set(key, id)
  }
  if (bearers.size === 0) return
  const found = await texts(
    client,
    `select jsonb_hash_extended(hours, 0)::text, hours::text from places.place
      where id = any($1::uuid[])`,
    [[...bearers.values()]],
  )
  for (const [key, text] of found) weeks.set(key, text)
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

function rowOf(
  cells: Cells,
  weeks: ReadonlyMap<string, string>,
  exceptions: ReadonlyMap<string, string>,
): SearchRow {
  const [id, merchantId, name, merchantName, category, address, lng, lat, color, timeZone, key] =
    cells
  return {
    id,
    merchantId,
    name,
    merchantName,
    category,
    address,
    lng,
    lat,
    color,
    timeZone,
    week: key === null ? null : (weeks.get(key) ?? null),
    exceptions: exceptions.get(id) ?? null,
  }
}
