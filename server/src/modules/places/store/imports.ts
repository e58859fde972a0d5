/** SQL of imports: whole batches in a few statements. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import type { Merchant, Place } from '../model.ts'

export type ImportKind = 'merchant' | 'place' | 'zone'

/** Lets one import of a source at a time go on: two of them would name the same things twice. */
export async function lockSource(work: Work, source: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`places.import/${source}`}, 0))`.execute(
    work.tx,
  )
}

/** What earlier imports of this source have called these external ids. */
export async function knownTargets(
  work: Work,
  source: string,
  kind: ImportKind,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const { rows } = await sql<{ externalId: string; targetId: string }>`
    select external_id, target_id from places.import_key
    where source = ${source} and kind = ${kind} and external_id = any(${[...externalIds]}::text[])`.execute(
    work.tx,
  )
  return new Map(rows.map((row) => [row.externalId, row.targetId]))
}

export async function insertTargets(
  work: Work,
  source: string,
  kind: ImportKind,
  targets: readonly { readonly externalId: string; readonly targetId: string }[],
): Promise<void> {
  await sql`
    insert into places.import_key (source, kind, external_id, target_id, at)
    select ${source}, ${kind}, external_id, target_id, ${work.now}
    from unnest(
      ${targets.map((target) => target.externalId)}::text[],
      ${targets.map((target) => target.targetId)}::uuid[]
    ) as target (external_id, target_id)`.execute(work.tx)
}

export async function insertMerchants(work: Work, merchants: readonly Merchant[]): Promise<void> {
  await sql`
    insert into places.merchant (id, name, category, color, contact, created_at, changed_at)
    select r.id, r.name, r.category, r.color, r.contact, ${work.now}, ${work.now}
    from jsonb_to_recordset(${JSON.stringify(merchants)}::jsonb)
      as r (id uuid, name text, category text, color text, contact text)`.execute(work.tx)
}

/** Saves places, new and changed alike. Who hid a place keeps it hidden. */
export async function upsertPlaces(work: Work, places: readonly Place[]): Promise<void> {
  await sql`
    insert into places.place
      (id, merchant_id, name, category, address, lng, lat, phone, time_zone, hours, is_visible,
       created_at, changed_at)
    select r.id, r."merchantId", r.name, r.category, r.address, r.lng, r.lat, r.phone, r."timeZone",
      nullif(r.hours, 'null'::jsonb), r."isVisible", ${work.now}, ${work.now}
    from jsonb_to_recordset(${JSON.stringify(places)}::jsonb) as r (
      id uuid, "merchantId" uuid, name text, category text, address text, lng double precision,
      lat double precision, phone text, "timeZone" text, hours jsonb, "isVisible" boolean)
    on conflict (id) do update set
      name = excluded.name, category = excluded.category, address = excluded.address,
      lng = excluded.lng, lat = excluded.lat, phone = excluded.phone,
      time_zone = excluded.time_zone, hours = excluded.hours, changed_at = excluded.changed_at`.execute(
    work.tx,
  )
}
