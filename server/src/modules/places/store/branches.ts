/** SQL on the places of one merchant, in the order in which people look for them. */
import { sql, type RawBuilder } from 'kysely'
import { EARTH_RADIUS_METERS, type Point } from '../../../kernel/geo.ts'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Place } from '../model.ts'

export type BranchesAsked = {
  readonly merchantId: Id<'merchant'>
  /** Of these only; none for all. */
  readonly placeIds: readonly Id<'place'>[]
}

/** To a tenth of a millimeter: the sines of less would be too small for the database. */
const degrees = (value: RawBuilder<unknown>) => sql`(round(${value} * 1e9) / 1e9)`

/** Meters along the ground, by the formula of `kernel/geo.ts`. */
function metersFrom({ lng, lat }: Point): RawBuilder<unknown> {
  const halfSine = (one: RawBuilder<unknown>, other: RawBuilder<unknown>) =>
    sql`sin(radians(${degrees(one)} - ${degrees(other)}) / 2)`
  const [hereLng, hereLat] = [sql`${lng}::float8`, sql`${lat}::float8`]
  return sql`2 * ${EARTH_RADIUS_METERS}::float8 * asin(least(1, sqrt(
    power(${halfSine(sql`p.lat`, hereLat)}, 2) + cos(radians(${degrees(hereLat)}))
      * cos(radians(${degrees(sql`p.lat`)})) * power(${halfSine(sql`p.lng`, hereLng)}, 2))))`
}

const wanted = ({ merchantId, placeIds }: BranchesAsked) => sql`
  p.merchant_id = ${merchantId} and p.is_visible
  ${placeIds.length === 0 ? sql`` : sql`and p.id = any(${placeIds}::uuid[])`}`

/** The visible ones, the nearest first or by name, with one more than asked for. */
export async function branchesInOrder(
  work: Work,
  { from, ...asked }: BranchesAsked & { readonly from: Point | null },
  { limit, after }: PageRequest,
): Promise<readonly Place[]> {
  const key = sql`(${from ? metersFrom(from) : sql`0::float8`}), p.name, p.id`
  const begins = sql`select ${key} from places.place p where p.id = ${after}::uuid`
  const { rows } = await sql<Place>`
    select p.id, p.merchant_id, p.name, p.category, p.address, p.lng, p.lat, p.phone, p.time_zone,
      p.hours, p.is_visible
    from places.place p
    where ${wanted(asked)} ${after === null ? sql`` : sql`and (${key}) > (${begins})`}
    order by ${key} limit ${limit + 1}`.execute(work.tx)
  return rows
}

export async function countBranches(work: Work, asked: BranchesAsked): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from places.place p where ${wanted(asked)}`.execute(work.tx)
  return rows[0]?.count ?? 0
}
