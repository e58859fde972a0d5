/** SQL on zones. */
import { sql } from 'kysely'
import type { Box } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Database } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { Zone } from '../model.ts'

type ZoneRow = Omit<Zone, 'box'> & Box
const zoneColumns = sql`id, place_id, merchant_id, name, dwell_seconds, shape, west, south, east, north`

const zoneOf = ({ west, south, east, north, ...zone }: ZoneRow): Zone => ({
  ...zone,
  box: { west, south, east, north },
})

/** Those of the zones that are not removed, in no order. */
export async function zonesById(work: Work, ids: readonly Id<'zone'>[]): Promise<readonly Zone[]> {
  const { rows } = await sql<ZoneRow>`
    select ${zoneColumns} from places.zone
    where id = any(${[...ids]}::uuid[]) and removed_at is null`.execute(work.tx)
  return rows.map(zoneOf)
}

export async function zonesOfPlaces(
  work: Work,
  placeIds: readonly Id<'place'>[],
): Promise<readonly Zone[]> {
  const { rows } = await sql<ZoneRow>`
    select ${zoneColumns} from places.zone
    where place_id = any(${[...placeIds]}::uuid[]) and removed_at is null
    order by id`.execute(work.tx)
  return rows.map(zoneOf)
}

/** A zone, locked until the work ends; null when there is none. */
export async function lockZone(work: Work, id: Id<'zone'>): Promise<Zone | null> {
  const { rows } = await sql<ZoneRow>`
    select ${zoneColumns} from places.zone
    where id = ${id} and removed_at is null for update`.execute(work.tx)
  return rows[0] ? zoneOf(rows[0]) : null
}

/** Saves zones, new and changed alike: one statement for all. */
export async function upsertZones(work: Work, zones: readonly Zone[]): Promise<void> {
  const rows = zones.map(({ box, ...zone }) => ({ ...zone, ...box }))
  await sql`
    insert into places.zone
      (id, place_id, merchant_id, name, dwell_seconds, shape, west, south, east, north,
       created_at, changed_at)
    select r.id, r."placeId", r."merchantId", r.name, r."dwellSeconds", r.shape,
      r.west, r.south, r.east, r.north, ${work.now}, ${work.now}
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r (
      id uuid, "placeId" uuid, "merchantId" uuid, name text, "dwellSeconds" integer, shape jsonb,
      west double precision, south double precision, east double precision, north double precision)
    on conflict (id) do update set
      name = excluded.name, dwell_seconds = excluded.dwell_seconds, shape = excluded.shape,
      west = excluded.west, south = excluded.south, east = excluded.east, north = excluded.north,
      changed_at = excluded.changed_at, removed_at = null`.execute(work.tx)
}

export async function markZoneRemoved(work: Work, id: Id<'zone'>): Promise<void> {
  await sql`
    update places.zone set removed_at = ${work.now}, changed_at = ${work.now}
    where id = ${id}`.execute(work.tx)
}

/** Zones whose box meets a window, areas first; at most `limit`. */
export async function areasInBox(work: Work, box: Box, limit: number): Promise<readonly Zone[]> {
  const { rows } = await sql<ZoneRow>`
    select ${zoneColumns} from places.zone
    where place_id is null and removed_at is null
      and west <= ${box.east} and east >= ${box.west}
      and south <= ${box.north} and north >= ${box.south}
    order by id limit ${limit}`.execute(work.tx)
  return rows.map(zoneOf)
}

/** Every zone that is not removed, a batch at a time, for those who keep them all in memory. */
export async function* zoneBatches(
  { db }: Database,
  batchSize: number,
): AsyncGenerator<readonly Zone[]> {
  let after: string | null = null
  for (;;) {
    const { rows }: { rows: ZoneRow[] } = await sql<ZoneRow>`
      select ${zoneColumns} from places.zone
      where removed_at is null and (${after}::uuid is null or id > ${after}::uuid)
      order by id limit ${batchSize}`.execute(db)
    if (rows.length > 0) yield rows.map(zoneOf)
    after = rows.at(-1)?.id ?? null
    if (rows.length < batchSize) return
  }
}
