/** SQL on merchants, places, favourites and views. Rows in, domain types out; no rule lives here. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Day } from '../../kernel/time.ts'
import type { Work } from '../../platform/work.ts'
import type { Favourite, Merchant, Place, PlaceWithExceptions } from './model.ts'
import type { DayHours, OpeningException } from './model/hours.ts'

type Stamps = { readonly createdAt: Date; readonly changedAt: Date }
type PlacesTables = {
  'places.merchant': Merchant & Stamps
  'places.place': Omit<Place, 'hours'> & { readonly hours: string | null } & Stamps
  'places.favourite': {
    readonly personId: Id<'person'>
    readonly placeId: Id<'place'> | null
    readonly merchantId: Id<'merchant'> | null
    readonly at: Date
  }
}

const tables = (work: Work) => work.tx.withTables<PlacesTables>()
const stamps = (work: Work): Stamps => ({ createdAt: work.now, changedAt: work.now })

/** Saves a new merchant; false when the id is taken. */
export async function insertMerchant(work: Work, merchant: Merchant): Promise<boolean> {
  const row = await tables(work)
    .insertInto('places.merchant')
    .values({ ...merchant, ...stamps(work) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

const merchantColumns = ['id', 'name', 'category', 'color', 'contact'] as const

/** Those of the merchants that exist, in no order. */
export async function merchantsById(
  work: Work,
  ids: readonly Id<'merchant'>[],
): Promise<readonly Merchant[]> {
  if (ids.length === 0) return []
  return tables(work)
    .selectFrom('places.merchant')
    .select(merchantColumns)
    .where('id', 'in', ids)
    .execute()
}

/**
 * Merchants with a place that anybody may see, by name, with one more than asked for.
 *
 * @param pattern a regular expression for names as searches compare them; null for all
 */
export async function merchantsByName(
  work: Work,
  { pattern, category }: { readonly pattern: string | null; readonly category: string | null },
  { limit, after }: PageRequest,
): Promise<readonly Merchant[]> {
  const begins = sql`select sort_name, id from places.merchant where id = ${after}::uuid`
  const { rows } = await sql<Merchant>`
    select m.id, m.name, m.category, m.color, m.contact from places.merchant m
    where exists (select from places.place p where p.merchant_id = m.id and p.is_visible)
      ${pattern === null ? sql`` : sql`and m.sort_name ~ ${pattern}`}
      ${category === null ? sql`` : sql`and m.category = ${category}`}
      ${after === null ? sql`` : sql`and (m.sort_name, m.id) > (${begins})`}
    order by m.sort_name, m.id limit ${limit + 1}`.execute(work.tx)
  return rows
}

/** A merchant, locked until the work ends; null when there is none. */
export async function lockMerchant(work: Work, id: Id<'merchant'>): Promise<Merchant | null> {
  const row = await tables(work)
    .selectFrom('places.merchant')
    .select(merchantColumns)
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst()
  return row ?? null
}

export async function updateMerchantRow(
  work: Work,
  { id, ...change }: Pick<Merchant, 'id'> & Partial<Merchant>,
): Promise<void> {
  await tables(work)
    .updateTable('places.merchant')
    .set({ ...change, changedAt: work.now })
    .where('id', '=', id)
    .execute()
}

/** Saves a new place; false when the id is taken. */
export async function insertPlace(work: Work, place: Place): Promise<boolean> {
  const hours = place.hours && JSON.stringify(place.hours)
  const row = await tables(work)
    .insertInto('places.place')
    .values({ ...place, hours, ...stamps(work) })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return row !== undefined
}

export async function updatePlaceRow(
  work: Work,
  { id, hours, ...change }: Pick<Place, 'id'> & Partial<Place>,
): Promise<void> {
  const kept = hours === undefined ? {} : { hours: hours && JSON.stringify(hours) }
  await tables(work)
    .updateTable('places.place')
    .set({ ...change, ...kept, changedAt: work.now })
    .where('id', '=', id)
    .execute()
}

const placeColumns = sql`p.id, p.merchant_id, p.name, p.category, p.address, p.lng, p.lat, p.phone,
  p.time_zone, p.hours, p.is_visible`

/** Those of the places that exist, in no order. */
export async function placesById(
  work: Work,
  ids: readonly Id<'place'>[],
): Promise<readonly Place[]> {
  if (ids.length === 0) return []
  const { rows } = await sql<Place>`
    select ${placeColumns} from places.place p where p.id = any(${[...ids]}::uuid[])`.execute(
    work.tx,
  )
  return rows
}

/** A place, locked until the work ends; null when there is none. */
export async function lockPlace(work: Work, id: Id<'place'>): Promise<Place | null> {
  const { rows } = await sql<Place>`
    select ${placeColumns} from places.place p where p.id = ${id} for update`.execute(work.tx)
  return rows[0] ?? null
}

/** The places of merchants, in the order of their ids, with one more than asked for. */
export async function placesOfMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select ${placeColumns} from places.place p
    where p.merchant_id = ${merchantId} and (${after}::uuid is null or p.id > ${after}::uuid)
    order by p.id limit ${limit + 1}`.execute(work.tx)
  return rows
}

/** The first places of each merchant, at most `limit` of each. */
export async function firstPlacesOf(
  work: Work,
  merchantIds: readonly Id<'merchant'>[],
  limit: number,
): Promise<readonly Place[]> {
  const { rows } = await sql<Place>`
    select ${placeColumns}
    from unnest(${[...merchantIds]}::uuid[]) as wanted (id)
    cross join lateral (
      select * from places.place
      where merchant_id = wanted.id order by id limit ${limit}
    ) p
    order by p.merchant_id, p.id`.execute(work.tx)
  return rows
}

/** The names of all places of a merchant, in the order of their names. */
export async function placeNamesOf(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly PlaceName[]> {
  const { rows } = await sql<PlaceName>`
    select id, name from places.place where merchant_id = ${merchantId}
    order by name, id limit ${limit}`.execute(work.tx)
  return rows
}

export type PlaceName = { readonly id: Id<'place'>; readonly name: string }

export async function countPlaces(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from places.place where merchant_id = ${merchantId}`.execute(work.tx)
  return rows[0]?.count ?? 0
}

type ExceptionRow = {
  readonly placeId: Id<'place'>
  readonly day: Day
  readonly hours: DayHours
  readonly note: string | null
}

/** The exceptions of places from yesterday on, by place, the earliest first. */
export async function exceptionsOf(
  work: Work,
  ids: readonly Id<'place'>[],
): Promise<ReadonlyMap<Id<'place'>, readonly OpeningException[]>> {
  const { rows } = await sql<ExceptionRow>`
    select place_id, day::text as day, hours, note from places.opening_exception
    where place_id = any(${[...ids]}::uuid[]) and day >= (${work.now}::timestamptz - interval '2 days')::date
    order by place_id, day`.execute(work.tx)
  const byPlace = Map.groupBy(rows, (row) => row.placeId)
  return new Map(
    [...byPlace].map(([placeId, own]) => [
      placeId,
      own.map(({ day, hours, note }) => ({ day, hours, note })),
    ]),
  )
}

/** Puts these exceptions in the place of all that were there. */
export async function replaceExceptions(
  work: Work,
  id: Id<'place'>,
  exceptions: readonly OpeningException[],
): Promise<void> {
  await sql`delete from places.opening_exception where place_id = ${id}`.execute(work.tx)
  await sql`
    insert into places.opening_exception (place_id, day, hours, note)
    select ${id}, row.day, row.hours, row.note
    from jsonb_to_recordset(${JSON.stringify(exceptions)}::jsonb)
      as row (day date, hours jsonb, note text)`.execute(work.tx)
}

export async function placeWithExceptions(
  work: Work,
  id: Id<'place'>,
): Promise<PlaceWithExceptions | null> {
  const [place] = await placesById(work, [id])
  if (!place) return null
  const exceptions = await exceptionsOf(work, [id])
  return { ...place, exceptions: exceptions.get(id) ?? [] }
}

/** Keeps a favourite; false when it was kept already. */
export async function insertFavourite(
  work: Work,
  personId: Id<'person'>,
  favourite: Favourite,
): Promise<boolean> {
  const row = await tables(work)
    .insertInto('places.favourite')
    .values({ personId, ...targetOf(favourite), at: work.now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('personId')
    .executeTakeFirst()
  return row !== undefined
}

/** Forgets a favourite; false when there was none. */
export async function deleteFavourite(
  work: Work,
  personId: Id<'person'>,
  favourite: Favourite,
): Promise<boolean> {
  const { placeId, merchantId } = targetOf(favourite)
  const { rows } = await sql`
    delete from places.favourite
    where person_id = ${personId}
      and place_id is not distinct from ${placeId}::uuid
      and merchant_id is not distinct from ${merchantId}::uuid
    returning person_id`.execute(work.tx)
  return rows.length > 0
}

function targetOf(favourite: Favourite) {
  return favourite.kind === 'place'
    ? { placeId: favourite.placeId, merchantId: null }
    : { placeId: null, merchantId: favourite.merchantId }
}

export type FavouriteRow = {
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'> | null
  readonly merchantId: Id<'merchant'> | null
}

/** The favourites of people, the latest first. */
export async function favouriteRows(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly FavouriteRow[]> {
  const { rows } = await sql<FavouriteRow>`
    select person_id, place_id, merchant_id from places.favourite
    where person_id = any(${[...personIds]}::uuid[]) order by person_id, at desc`.execute(work.tx)
  return rows
}

/** Counts a look; false when it belongs to the one before (`everySeconds`). */
export async function countView(
  work: Work,
  personId: Id<'person'>,
  placeId: Id<'place'>,
  day: Day,
  everySeconds: number,
): Promise<boolean> {
  const { rows } = await sql`
    insert into places.view as v (person_id, place_id, day, count, last_at)
    values (${personId}, ${placeId}, ${day}::date, 1, ${work.now})
    on conflict (person_id, place_id, day) do update set count = v.count + 1, last_at = ${work.now}
    where v.last_at <= ${work.now}::timestamptz - make_interval(secs => ${everySeconds})
    returning 1`.execute(work.tx)
  return rows.length > 0
}

/** How often each person looked at places of a merchant since a day. */
export async function viewCounts(
  work: Work,
  personIds: readonly Id<'person'>[],
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<readonly { readonly personId: Id<'person'>; readonly count: number }[]> {
  const { rows } = await sql<{ personId: Id<'person'>; count: number }>`
    select v.person_id, sum(v.count)::integer as count
    from places.view v join places.place p on p.id = v.place_id
    where v.person_id = any(${[...personIds]}::uuid[])
      and p.merchant_id = ${merchantId} and v.last_at >= ${since}
    group by v.person_id`.execute(work.tx)
  return rows
}

/** People who keep a merchant or one of its places, up to a limit, in no order. */
export async function favourersByMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly Id<'person'>[]> {
  const { rows } = await sql<{ personId: Id<'person'> }>`
    select distinct person_id from places.favourite
    where merchant_id = ${merchantId}
      or place_id in (select id from places.place where merchant_id = ${merchantId})
    limit ${limit}`.execute(work.tx)
  return rows.map(({ personId }) => personId)
}

/** How many people keep a merchant or one of its places. */
export async function countFavourers(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  const { rows } = await sql<{ people: number }>`
    select count(distinct person_id)::integer as people from places.favourite
    where merchant_id = ${merchantId}
      or place_id in (select id from places.place where merchant_id = ${merchantId})`.execute(
    work.tx,
  )
  return rows[0]?.people ?? 0
}

/** `person_id` of those who keep a merchant or one of its places, each once. */
export function favourersRelation(merchantId: Id<'merchant'>): RawBuilder<unknown> {
  return sql`
    select distinct person_id from places.favourite
    where merchant_id = ${merchantId}
      or place_id in (select id from places.place where merchant_id = ${merchantId})`
}

export async function countVisible(work: Work): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from places.place where is_visible`.execute(work.tx)
  return rows[0]?.count ?? 0
}

export async function visibleIds(
  work: Work,
  { skip, limit }: { readonly skip: number; readonly limit: number },
): Promise<readonly Id<'place'>[]> {
  const { rows } = await sql<{ id: Id<'place'> }>`
    select id from places.place where is_visible order by id offset ${skip} limit ${limit}`.execute(
    work.tx,
  )
  return rows.map(({ id }) => id)
}
