/** SQL on fronts, writings, links and what came of them. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Day } from '../../kernel/time.ts'
import type { Work } from '../../platform/work.ts'
import type { Front } from './model/page.ts'
import type { Counts, Medium, TrackedLink, Writing } from './model/writing.ts'

export type FrontRow = Front & { readonly placeId: Id<'place'> }

const frontColumns = sql`place_id, slug, intro, picture_id, menu`

export async function frontsOf(
  work: Work,
  placeIds: readonly Id<'place'>[],
): Promise<readonly FrontRow[]> {
  const { rows } = await sql<FrontRow>`
    select ${frontColumns} from storefront.front where place_id = any(${placeIds}::uuid[])`.execute(
    work.tx,
  )
  return rows
}

export async function frontBySlug(work: Work, slug: string): Promise<FrontRow | null> {
  const { rows } = await sql<FrontRow>`
    select ${frontColumns} from storefront.front where slug = ${slug}`.execute(work.tx)
  return rows[0] ?? null
}

/** Waits for whoever changes the same front, and answers what there is. */
export async function lockFront(
  work: Work,
  placeId: Id<'place'>,
  merchantId: Id<'merchant'>,
): Promise<FrontRow> {
  const { rows } = await sql<FrontRow>`
    insert into storefront.front (place_id, merchant_id, changed_at)
    values (${placeId}, ${merchantId}, ${work.now})
    on conflict (place_id) do update set changed_at = excluded.changed_at
    returning ${frontColumns}`.execute(work.tx)
  const [row] = rows
  if (!row) throw new Error('a front that was just written is gone')
  return row
}

/** Whether another page bears a name. */
export async function isSlugTaken(work: Work, slug: string, placeId: Id<'place'>) {
  const { rows } = await sql`
    select from storefront.front where slug = ${slug} and place_id <> ${placeId}`.execute(work.tx)
  return rows.length > 0
}

export async function saveFront(work: Work, front: FrontRow): Promise<void> {
  const { placeId, slug, intro, pictureId, menu } = front
  await sql`
    update storefront.front set slug = ${slug}, intro = ${intro}, picture_id = ${pictureId}::uuid,
      menu = ${JSON.stringify(menu)}::jsonb
    where place_id = ${placeId}`.execute(work.tx)
}

const writingColumns = sql`w.id, w.merchant_id, w.place_id, w.title, w.body, w.picture_id, w.offer_id,
  w.published_at, w.withdrawn_at`

/** Answers false when a writing of this id is there already. */
export async function insertWriting(work: Work, writing: Writing): Promise<boolean> {
  const { id, merchantId, placeId, title, body, pictureId, offerId, publishedAt } = writing
  const { rows } = await sql`
    insert into storefront.writing (id, merchant_id, place_id, title, body, picture_id, offer_id, published_at)
    values (${id}, ${merchantId}, ${placeId}::uuid, ${title}, ${body}, ${pictureId}::uuid,
      ${offerId}::uuid, ${publishedAt})
    on conflict (id) do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

export async function insertLinks(
  work: Work,
  writingId: Id<'writing'>,
  links: readonly TrackedLink[],
): Promise<void> {
  await sql`
    insert into storefront.link (code, writing_id, medium)
    select code, ${writingId}::uuid, medium
    from unnest(${links.map(({ code }) => code)}::text[], ${links.map(({ medium }) => medium)}::text[])
      as link (code, medium)`.execute(work.tx)
}

export async function writingBy(
  work: Work,
  id: Id<'writing'>,
  isLocked = false,
): Promise<Writing | null> {
  const { rows } = await sql<Writing>`
    select ${writingColumns} from storefront.writing w where w.id = ${id}
    ${isLocked ? sql`for update` : sql``}`.execute(work.tx)
  return rows[0] ?? null
}

export async function writingsBelow(
  work: Work,
  merchantId: Id<'merchant'>,
  below: string | null,
  limit: number,
): Promise<readonly Writing[]> {
  const { rows } = await sql<Writing>`
    select ${writingColumns} from storefront.writing w
    where w.merchant_id = ${merchantId} and w.withdrawn_at is null
      and (${below}::uuid is null or w.id < ${below}::uuid)
    order by w.id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** What stands on the page of a place, the latest first. */
export async function writingsAt(
  work: Work,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
  limit: number,
): Promise<readonly Writing[]> {
  const { rows } = await sql<Writing>`
    select ${writingColumns} from storefront.writing w
    where w.merchant_id = ${place.merchantId} and w.withdrawn_at is null
      and (w.place_id is null or w.place_id = ${place.id})
    order by w.id desc limit ${limit}`.execute(work.tx)
  return rows
}

export async function markWithdrawn(work: Work, id: Id<'writing'>): Promise<void> {
  await sql`update storefront.writing set withdrawn_at = ${work.now} where id = ${id}`.execute(
    work.tx,
  )
}

/** What came of the links of writings, medium by medium. */
export async function countsOf(
  work: Work,
  writingIds: readonly Id<'writing'>[],
): Promise<readonly (Counts & { readonly writingId: Id<'writing'> })[]> {
  const { rows } = await sql<Counts & { readonly writingId: Id<'writing'> }>`
    select l.writing_id, l.medium, l.code,
      coalesce((select sum(c.clicks) from storefront.click_day c where c.code = l.code), 0)::integer as clicks,
      (select count(*) from storefront.arrival a where a.code = l.code)::integer as arrivals,
      (select count(*) from storefront.arrival_visit v where v.code = l.code)::integer as visits
    from storefront.link l where l.writing_id = any(${writingIds}::uuid[])
    order by l.writing_id, l.medium`.execute(work.tx)
  return rows
}

export type ClickDay = { readonly medium: Medium; readonly day: Day; readonly clicks: number }

export async function clickDaysOf(
  work: Work,
  writingId: Id<'writing'>,
  limit: number,
): Promise<readonly ClickDay[]> {
  const { rows } = await sql<ClickDay>`
    select l.medium, to_char(c.day, 'YYYY-MM-DD') as day, c.clicks
    from storefront.link l join storefront.click_day c on c.code = l.code
    where l.writing_id = ${writingId} order by c.day desc, l.medium limit ${limit}`.execute(work.tx)
  return rows
}

export type LinkedWriting = Pick<Writing, 'id' | 'merchantId' | 'placeId'>

export async function writingOfCode(work: Work, code: string): Promise<LinkedWriting | null> {
  const { rows } = await sql<LinkedWriting>`
    select w.id, w.merchant_id, w.place_id
    from storefront.link l join storefront.writing w on w.id = l.writing_id
    where l.code = ${code}`.execute(work.tx)
  return rows[0] ?? null
}

export async function countClick(work: Work, code: string, day: Day): Promise<void> {
  await sql`
    insert into storefront.click_day as c (code, day, clicks) values (${code}, ${day}::date, 1)
    on conflict (code, day) do update set clicks = c.clicks + 1`.execute(work.tx)
}

export async function keepArrival(work: Work, code: string, personId: Id<'person'>): Promise<void> {
  await sql`
    insert into storefront.arrival (code, person_id, at) values (${code}, ${personId}, ${work.now})
    on conflict (code, person_id) do update set at = excluded.at`.execute(work.tx)
}

export type VisitRow = {
  readonly visitId: string
  readonly personId: Id<'person'>
  readonly merchantId: string
  readonly at: Date
  readonly day: Day
}

/** Counts visits for the last link that each person came by in time (SF11). */
export async function countVisits(
  work: Work,
  visits: readonly VisitRow[],
  withinMs: number,
): Promise<void> {
  await sql`
    insert into storefront.arrival_visit (visit_id, code, day)
    select v.visit_id, last.code, v.day
    from unnest(
      ${visits.map(({ visitId }) => visitId)}::uuid[],
      ${visits.map(({ personId }) => personId)}::uuid[],
      ${visits.map(({ merchantId }) => merchantId)}::uuid[],
      ${visits.map(({ at }) => at)}::timestamptz[],
      ${visits.map(({ day }) => day)}::date[]
    ) as v (visit_id, person_id, merchant_id, at, day)
    cross join lateral (
      select a.code from storefront.arrival a
      join storefront.link l on l.code = a.code
      join storefront.writing w on w.id = l.writing_id
      where a.person_id = v.person_id and w.merchant_id = v.merchant_id
        and a.at <= v.at and a.at > v.at - make_interval(secs => ${withinMs / 1_000})
      order by a.at desc limit 1
    ) last
    on conflict (visit_id) do nothing`.execute(work.tx)
}

export async function forgetVisits(work: Work, visitIds: readonly string[]): Promise<void> {
  await sql`delete from storefront.arrival_visit where visit_id = any(${visitIds}::uuid[])`.execute(
    work.tx,
  )
}
