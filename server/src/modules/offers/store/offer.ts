/** The SQL of `offers.offer`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Database } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { Counts, Offer, OfferState } from '../model/offer.ts'

export type StoredOffer = Offer & Counts

export type OfferRow = StoredOffer

/** The columns of an offer `o`, with its places as text so that they arrive as a list. */
export const offerColumns = sql`
  o.id, o.merchant_id, o.place_ids::text[] as place_ids, o.title, o.terms, o.rank, o.starts_at,
  o.ends_at, o.claims_end_at, o.valid_days, o.coupons_max, o.coupons_per_day_max, o.coupons_per_person_max,
  o.redemptions_max, o.limits, o.is_public, o.is_automatic, o.state, o.granted, o.granted_day::text as granted_day,
  o.granted_on_day, o.redeemed`

/** Field by field: to leave some out of a copy of all costs ten times as much. */
export function offerFrom(row: OfferRow): StoredOffer {
  return {
    id: row.id,
    merchantId: row.merchantId,
    placeIds: row.placeIds,
    title: row.title,
    terms: row.terms,
    rank: row.rank,
    startsAt: row.startsAt,
    endsAt: row.endsAt,
    claimsEndAt: row.claimsEndAt,
    validDays: row.validDays,
    couponsMax: row.couponsMax,
    couponsPerDayMax: row.couponsPerDayMax,
    couponsPerPersonMax: row.couponsPerPersonMax,
    redemptionsMax: row.redemptionsMax,
    limits: row.limits,
    isPublic: row.isPublic,
    isAutomatic: row.isAutomatic,
    state: row.state,
    granted: row.granted,
    grantedDay: row.grantedDay,
    grantedOnDay: row.grantedOnDay,
    redeemed: row.redeemed,
  }
}

/** Saves a new offer. Answers false when its id is taken. */
export async function insertOffer(work: Work, offer: Offer): Promise<boolean> {
  const { rows } = await sql`
    insert into offers.offer (
      id, merchant_id, place_ids, title, terms, rank, starts_at, ends_at, claims_end_at, valid_days, coupons_max,
      coupons_per_day_max, coupons_per_person_max, redemptions_max, limits, is_public,
      is_automatic, state, created_at, changed_at
    ) values (
      ${offer.id}, ${offer.merchantId}, ${offer.placeIds}::uuid[], ${offer.title},
      ${JSON.stringify(offer.terms)}, ${offer.rank}, ${offer.startsAt}, ${offer.endsAt},
      ${offer.claimsEndAt}, ${offer.validDays}, ${offer.couponsMax}, ${offer.couponsPerDayMax},
      ${offer.couponsPerPersonMax}, ${offer.redemptionsMax},
      ${JSON.stringify(offer.limits)}, ${offer.isPublic}, ${offer.isAutomatic}, ${offer.state},
      ${work.now}, ${work.now}
    )
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** Saves an offer as it is now. Lock it first (`lockOffers`). Its counts stay. */
export async function updateOffer(work: Work, offer: Offer): Promise<void> {
  await sql`
    update offers.offer set
      place_ids = ${offer.placeIds}::uuid[], title = ${offer.title},
      terms = ${JSON.stringify(offer.terms)}, rank = ${offer.rank}, starts_at = ${offer.startsAt},
      ends_at = ${offer.endsAt}, claims_end_at = ${offer.claimsEndAt}, valid_days = ${offer.validDays}, coupons_max = ${offer.couponsMax},
      coupons_per_day_max = ${offer.couponsPerDayMax},
      coupons_per_person_max = ${offer.couponsPerPersonMax},
      redemptions_max = ${offer.redemptionsMax}, limits = ${JSON.stringify(offer.limits)},
      is_public = ${offer.isPublic}, is_automatic = ${offer.isAutomatic},
      state = ${offer.state}, changed_at = ${work.now}
    where id = ${offer.id}`.execute(work.tx)
}

/** Those of the offers that exist, read in a work or, where one moment's answer is enough, without. */
export async function offersByIds(
  { tx }: Pick<Work, 'tx'> | { readonly tx: Database['db'] },
  ids: readonly Id<'offer'>[],
): Promise<ReadonlyMap<Id<'offer'>, StoredOffer>> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.id = any(${ids}::uuid[])`.execute(tx)
  return new Map(rows.map((row) => [row.id, offerFrom(row)]))
}

/** Offers, locked until the work ends, in the order of their ids so that no two works wait for each other. */
export async function lockOffers(
  work: Work,
  ids: readonly Id<'offer'>[],
): Promise<ReadonlyMap<Id<'offer'>, StoredOffer>> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.id = any(${ids}::uuid[])
    order by o.id
    for no key update`.execute(work.tx)
  return new Map(rows.map((row) => [row.id, offerFrom(row)]))
}

/**
 * Those of the offers whose uses are counted against a limit, locked until the work ends, in the order
 * of their ids. The others have nothing that two bills could both take.
 */
export async function lockLimitedOffers(
  work: Work,
  ids: readonly Id<'offer'>[],
): Promise<ReadonlyMap<Id<'offer'>, StoredOffer>> {
  if (ids.length === 0) return new Map()
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.id = any(${ids}::uuid[])
      and (o.redemptions_max is not null or jsonb_array_length(o.limits) > 0)
    order by o.id
    for no key update`.execute(work.tx)
  return new Map(rows.map((row) => [row.id, offerFrom(row)]))
}

/** Which offers of a shop are looked for. One that has run out is ended; all others are current. */
export type WantedOffers = {
  readonly show: 'all' | 'current' | OfferState
  /** A part of the title, in capitals or not; empty for any. */
  readonly search: string
}

/** The offers of a merchant, newest first; one more than `limit` when there are more. */
export async function offersOfMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
  { show, search }: WantedOffers,
): Promise<readonly StoredOffer[]> {
  const isOver = sql`(o.state = 'ended' or o.ends_at <= ${work.now})`
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.merchant_id = ${merchantId} and (${after}::uuid is null or o.id < ${after}::uuid)
      and case ${show}::text when 'all' then true when 'ended' then ${isOver}
        when 'current' then not ${isOver} else o.state = ${show} and not ${isOver} end
      and strpos(lower(o.title), lower(${search})) > 0
    order by o.id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows.map(offerFrom)
}

/** Public offers that are open now at a place, the first to end first. */
export async function publicOffersAt(
  work: Work,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
  limit: number,
): Promise<readonly StoredOffer[]> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.merchant_id = ${place.merchantId} and o.state = 'open' and o.is_public
      and o.starts_at <= ${work.now} and coalesce(o.claims_end_at, o.ends_at) > ${work.now}
      and (cardinality(o.place_ids) = 0 or ${place.id}::uuid = any(o.place_ids))
    order by o.ends_at, o.id
    limit ${limit}`.execute(work.tx)
  return rows.map(offerFrom)
}

/** Public offers of several merchants that are open now, the first to end first. */
export async function publicOffersOf(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  limit: number,
): Promise<readonly StoredOffer[]> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.merchant_id = any(${merchantIds}::uuid[]) and o.state = 'open' and o.is_public
      and o.starts_at <= ${work.now} and coalesce(o.claims_end_at, o.ends_at) > ${work.now}
    order by o.ends_at, o.id
    limit ${limit}`.execute(work.tx)
  return rows.map(offerFrom)
}

/** The offers that count for every bill at a place at an instant, in the order of their ranks. */
export async function automaticOffersAt(
  work: Work,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
  at: Date,
  limit: number,
): Promise<readonly StoredOffer[]> {
  const { rows } = await sql<OfferRow>`
    select ${offerColumns} from offers.offer o
    where o.merchant_id = ${place.merchantId} and o.is_automatic and o.state = 'open'
      and o.starts_at <= ${at} and o.ends_at > ${at}
      and (cardinality(o.place_ids) = 0 or ${place.id}::uuid = any(o.place_ids))
    order by o.rank, o.id
    limit ${limit}`.execute(work.tx)
  return rows.map(offerFrom)
}

/**
 * Counts redemptions that stand, up or down. The database refuses what goes over the cap (OF15). The
 * last thing a work does: the row of an offer is everybody's, and is held until the work ends.
 */
export async function countRedeemed(
  work: Work,
  offerIds: readonly Id<'offer'>[],
  change: 1 | -1,
): Promise<void> {
  if (offerIds.length === 0) return
  await sql`
    with counted as materialized (
      select id from offers.offer where id = any(${offerIds}::uuid[])
      order by id for no key update
    )
    update offers.offer o set redeemed = o.redeemed + ${change}
    from counted where o.id = counted.id`.execute(work.tx)
}
