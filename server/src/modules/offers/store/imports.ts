/** SQL of imported offers: whole batches in a few statements. */
import { sql } from 'kysely'
import { actorName } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Offer } from '../model/offer.ts'

/** Lets one import of a source at a time go on: two of them would name the same offers twice. */
export async function lockImports(work: Work, source: string): Promise<void> {
  await sql`
    select pg_advisory_xact_lock(hashtextextended(${`offers.import/${source}`}, 0))`.execute(
    work.tx,
  )
}

/** What earlier imports of this source have made of these external ids. */
export async function importedOffers(
  work: Work,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Id<'offer'>>> {
  const { rows } = await sql<{ externalId: string; offerId: Id<'offer'> }>`
    select external_id, offer_id from offers.import_key
    where source = ${source} and external_id = any(${[...externalIds]}::text[])`.execute(work.tx)
  return new Map(rows.map((row) => [row.externalId, row.offerId]))
}

/** Saves new offers, who made them, and what their source calls them. */
export async function insertImported(
  work: Work,
  source: string,
  offers: readonly { readonly externalId: string; readonly offer: Offer }[],
): Promise<void> {
  const rows = offers.map(({ externalId, offer }) => {
    return { ...offer, externalId, changeId: work.newId('offer-change') }
  })
  await sql`
    with row as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (
        id uuid, "externalId" text, "changeId" uuid, "merchantId" uuid, "placeIds" uuid[], title text,
        terms jsonb, rank integer, "startsAt" timestamptz, "endsAt" timestamptz,
        "claimsEndAt" timestamptz, "validDays" integer, "couponsMax" integer,
        "couponsPerDayMax" integer, "couponsPerPersonMax" integer, "redemptionsMax" integer,
        limits jsonb, "isPublic" boolean, "isAutomatic" boolean, state text)
    ), offer as (
      insert into offers.offer (
        id, merchant_id, place_ids, title, terms, rank, starts_at, ends_at, claims_end_at, valid_days,
        coupons_max, coupons_per_day_max, coupons_per_person_max, redemptions_max, limits, is_public,
        is_automatic, state, created_at, changed_at)
      select id, "merchantId", "placeIds", title, terms, rank, "startsAt", "endsAt", "claimsEndAt",
        "validDays", "couponsMax", "couponsPerDayMax", "couponsPerPersonMax", "redemptionsMax", limits,
        "isPublic", "isAutomatic", state, ${work.now}, ${work.now}
      from row
    ), change as (
      insert into offers.offer_change (id, offer_id, changed_at, changed_by, before, after)
      select "changeId", id, ${work.now}, ${actorName(work.actor)}, '{}', '{}' from row
    )
    insert into offers.import_key (source, external_id, offer_id)
    select ${source}, "externalId", id from row`.execute(work.tx)
}
