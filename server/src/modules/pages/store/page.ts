/** The SQL of event pages. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { EventPage } from '../model/page.ts'

const columns = sql`
  id, merchant_id, slug, title, summary, cover_picture_id, blocks, audience, code, cadence, needs_number,
  choosing, entries_max, winners_max, starts_at, ends_at, reward_offer_id, state,
  entries - cardinality(freed) as entries, entries as numbers, seed, commitment, drawn_at, skipped,
  array(
    select place_id from pages.page_place where page_id = page.id order by place_id
  ) as place_ids`

/** Writes a new page. Answers false when its id or its address is taken. */
export async function insertPage(work: Work, page: EventPage): Promise<boolean> {
  const { id, merchantId, slug, title, summary, coverPictureId, blocks, audience, code } = page
  const { cadence, needsNumber, choosing, entriesMax, winnersMax } = page
  const { startsAt, endsAt, rewardOfferId } = page
  const { rows } = await sql`
    insert into pages.page (id, merchant_id, slug, title, summary, cover_picture_id, blocks,
      audience, code, cadence, needs_number, choosing, entries_max, winners_max, starts_at,
      ends_at, reward_offer_id, state, created_at)
    values (${id}, ${merchantId}, ${slug}, ${title}, ${summary}, ${coverPictureId},
      ${JSON.stringify(blocks)}::jsonb, ${audience}, ${code}, ${cadence},
      ${needsNumber}, ${choosing},
      ${entriesMax}, ${winnersMax}, ${startsAt}, ${endsAt}, ${rewardOfferId}, ${page.state},
      ${work.now})
    on conflict do nothing
    returning id`.execute(work.tx)
  if (rows.length === 1) await writePlaces(work, page)
  return rows.length === 1
}

/** Puts these places in the stead of those that were named. */
async function writePlaces(
  work: Work,
  { id, merchantId, placeIds }: Pick<EventPage, 'id' | 'merchantId' | 'placeIds'>,
): Promise<void> {
  await sql`
    delete from pages.page_place
    where page_id = ${id} and place_id <> all(${placeIds}::uuid[])`.execute(work.tx)
  await sql`
    insert into pages.page_place (page_id, place_id, merchant_id)
    select ${id}, place_id, ${merchantId} from unnest(${placeIds}::uuid[]) as place_id
    on conflict do nothing`.execute(work.tx)
}

export async function updatePage(work: Work, page: EventPage): Promise<void> {
  const { id, title, summary, coverPictureId, blocks, audience, code, cadence, choosing } = page
  const { needsNumber, entriesMax, winnersMax, startsAt, endsAt, rewardOfferId } = page
  await sql`
    update pages.page set title = ${title}, summary = ${summary},
      cover_picture_id = ${coverPictureId}, blocks = ${JSON.stringify(blocks)}::jsonb,
      audience = ${audience}, code = ${code}, cadence = ${cadence},
      needs_number = ${needsNumber}, choosing = ${choosing},
      entries_max = ${entriesMax}, winners_max = ${winnersMax}, starts_at = ${startsAt},
      ends_at = ${endsAt}, reward_offer_id = ${rewardOfferId}
    where id = ${id}`.execute(work.tx)
  await writePlaces(work, page)
}

/** Opens a page, with what its draw will be made from. */
export async function openPageRow(
  work: Work,
  id: Id<'page'>,
  made: { readonly seed: string; readonly commitment: string },
): Promise<void> {
  await sql`
    update pages.page set state = 'open', seed = ${made.seed}, commitment = ${made.commitment}
    where id = ${id}`.execute(work.tx)
}

export async function endPageRow(work: Work, id: Id<'page'>): Promise<void> {
  await sql`update pages.page set state = 'ended' where id = ${id}`.execute(work.tx)
}

export async function noteDraw(
  work: Work,
  id: Id<'page'>,
  skipped: readonly number[],
): Promise<void> {
  await sql`
    update pages.page set drawn_at = ${work.now}, skipped = ${skipped}::integer[]
    where id = ${id}`.execute(work.tx)
}

/** Those of these addresses that are taken. */
export async function takenSlugs(
  work: Work,
  slugs: readonly string[],
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ slug: string }>`
    select slug from pages.page where slug = any(${slugs}::text[])`.execute(work.tx)
  return new Set(rows.map(({ slug }) => slug))
}

export async function pageBySlug(work: Work, slug: string): Promise<EventPage | null> {
  const { rows } = await sql<EventPage>`
    select ${columns} from pages.page where slug = ${slug}`.execute(work.tx)
  return rows[0] ?? null
}

export async function pageById(work: Work, id: Id<'page'>): Promise<EventPage | null> {
  const { rows } = await sql<EventPage>`
    select ${columns} from pages.page where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

export async function lockPage(work: Work, id: Id<'page'>): Promise<EventPage | null> {
  const { rows } = await sql<EventPage>`
    select ${columns} from pages.page where id = ${id} for no key update`.execute(work.tx)
  return rows[0] ?? null
}

/** The pages of a shop, newest first. */
export async function pagesOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly EventPage[]> {
  const { rows } = await sql<EventPage>`
    select ${columns} from pages.page where merchant_id = ${merchantId}
    order by id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** Pages that ended by `before`, or were ended, and whose winners are not drawn. */
export async function undrawnPages(
  work: Work,
  before: Date,
  limit: number,
): Promise<readonly Id<'page'>[]> {
  const { rows } = await sql<{ id: Id<'page'> }>`
    select id from pages.page
    where choosing = 'draw' and drawn_at is null and state <> 'draft'
      and (state = 'ended' or ends_at <= ${before})
    order by ends_at limit ${limit}`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/**
 * Counts one more entry, if there is room and the event goes on: judged with the row locked. Answers
 * the number of the entry, one that was given back before a new one, or null.
 */
export async function countEntry(work: Work, id: Id<'page'>): Promise<number | null> {
  const { rows } = await sql<{ number: number }>`
    select coalesce(freed[1], entries + 1) as number from pages.page
    where id = ${id} and state = 'open' and starts_at <= ${work.now} and ends_at > ${work.now}
      and entries - cardinality(freed) < entries_max
    for no key update`.execute(work.tx)
  const number = rows[0]?.number
  if (number === undefined) return null
  await sql`
    update pages.page set entries = greatest(entries, ${number}), freed = freed[2:]
    where id = ${id}`.execute(work.tx)
  return number
}

/** Frees the place and the number of an entry that is no more. Lock the page first. */
export async function freeEntry(work: Work, id: Id<'page'>, number: number): Promise<void> {
  await sql`
    update pages.page set freed = freed || ${number}::integer where id = ${id}`.execute(work.tx)
}

/** Counts a view. Written last of all, because many come at once. */
export function countView(work: Work, id: Id<'page'>, day: Day): void {
  work.last(() =>
    sql`
      insert into pages.view_day as v (page_id, day, views) values (${id}, ${day}::date, 1)
      on conflict (page_id, day) do update set views = v.views + 1`.execute(work.tx),
  )
}

export async function viewsOf(
  work: Work,
  ids: readonly Id<'page'>[],
): Promise<ReadonlyMap<Id<'page'>, number>> {
  const { rows } = await sql<{ pageId: Id<'page'>; views: number }>`
    select page_id, sum(views)::integer as views from pages.view_day
    where page_id = any(${ids}::uuid[]) group by page_id`.execute(work.tx)
  return new Map(rows.map(({ pageId, views }) => [pageId, views]))
}
