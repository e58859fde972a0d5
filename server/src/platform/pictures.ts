/**
 * Pictures: taken in once, shown by whatever holds them, forgotten when nothing does.
 *
 * A picture lies on the shelf of a shop or of a person, which has room for so much. What shows one
 * holds it (`holdPictures`) in the same transaction, and lets it go (`releasePictures`).
 */
import { sql } from 'kysely'
import type { Id } from '../kernel/id.ts'
import { Refused } from '../kernel/refused.ts'
import { DAY_MS } from '../kernel/time.ts'
import type { Invariant } from './invariants.ts'
import { defineTimer } from './jobs.ts'
import { pictureRefusals, type Redrawn } from './redraw.ts'
import type { Work } from './work.ts'

export type PictureId = Id<'picture'>
export type Shelf = `merchant/${Id<'merchant'>}` | `person/${Id<'person'>}`
export type PictureSize = 'large' | 'small'

/** Room of a shelf. A picture takes about 250 kB. */
const roomOf = {
  merchant: { picturesMax: 3_000, bytesMax: 1_000_000_000 },
  person: { picturesMax: 200, bytesMax: 60_000_000 },
} as const
/** How long a picture that nothing shows is kept: long enough to finish what it is for. */
const UNUSED_MS_MAX = DAY_MS
const FORGOTTEN_AT_ONCE_MAX = 500

type NewPicture = {
  readonly shelf: Shelf
  /** Shown only by the module that knows who may see it. */
  readonly isPrivate: boolean
  readonly drawn: Redrawn
}

/**
 * Puts a picture on a shelf. The caller has checked who may.
 *
 * @throws {Refused} `picture.shelf-full`, also when several race for the last room
 */
export async function keepPicture(
  work: Work,
  { shelf, isPrivate, drawn }: NewPicture,
): Promise<PictureId> {
  const id = work.newId('picture')
  const { large, small, width, height } = drawn
  const bytes = large.length + small.length
  const { picturesMax, bytesMax } = roomOf[shelf.startsWith('merchant/') ? 'merchant' : 'person']
  const { rows } = await sql`
    insert into platform.picture_shelf as shelf (name, pictures, bytes) values (${shelf}, 1, ${bytes})
    on conflict (name) do update
    set pictures = shelf.pictures + 1, bytes = shelf.bytes + excluded.bytes
    where shelf.pictures < ${picturesMax} and shelf.bytes + excluded.bytes <= ${bytesMax}
    returning name`.execute(work.tx)
  if (rows.length === 0) throw new Refused(pictureRefusals, 'picture.shelf-full')
  await sql`
    insert into platform.picture
      (id, shelf, is_private, width, height, large, small, added_at, unused_since)
    values (${id}, ${shelf}, ${isPrivate}, ${width}, ${height}, ${large}, ${small}, ${work.now},
      ${work.now})`.execute(work.tx)
  return id
}

/**
 * Says that something shows these pictures from now on: once for each time that one is named.
 *
 * @throws {Refused} `picture.unknown` when one is not there, or lies on another shelf
 */
export async function holdPictures(
  work: Work,
  shelf: Shelf,
  ids: readonly PictureId[],
): Promise<void> {
  if (ids.length === 0) return
  const { rows } = await sql`
    with wanted as (
      select id, count(*)::integer as uses from unnest(${ids}::uuid[]) as id group by id
    ), locked as (
      select id from platform.picture
      where id = any(${ids}::uuid[]) and shelf = ${shelf} order by id for no key update
    )
    update platform.picture as p set uses = p.uses + wanted.uses, unused_since = null
    from wanted join locked using (id) where p.id = wanted.id returning p.id`.execute(work.tx)
  if (rows.length < new Set(ids).size) throw new Refused(pictureRefusals, 'picture.unknown')
}

/** Says that something does not show these pictures any more. */
export async function releasePictures(work: Work, ids: readonly PictureId[]): Promise<void> {
  if (ids.length === 0) return
  await sql`
    with gone as (
      select id, count(*)::integer as uses from unnest(${ids}::uuid[]) as id group by id
    ), locked as (
      select id from platform.picture where id = any(${ids}::uuid[]) order by id for no key update
    )
    update platform.picture as p
    set uses = p.uses - gone.uses,
      unused_since = case when p.uses = gone.uses then ${work.now}::timestamptz end
    from gone join locked using (id) where p.id = gone.id`.execute(work.tx)
}

/**
 * The bytes of a picture, as WebP; null when there is none.
 *
 * @param shelf the shelf of a private one; null asks for those that anybody may see
 */
export async function pictureBytes(
  work: Work,
  id: PictureId,
  size: PictureSize,
  shelf: Shelf | null = null,
): Promise<Buffer | null> {
  const column = sql.ref(size)
  const { rows } = await sql<{ bytes: Buffer }>`
    select ${column} as bytes from platform.picture
    where id = ${id}
      and ${shelf === null ? sql`not is_private` : sql`shelf = ${shelf}`}`.execute(work.tx)
  return rows[0]?.bytes ?? null
}

/** Forgets pictures that nothing has shown for a day. Answers how many those were. */
export async function forgetUnusedPictures(work: Work): Promise<number> {
  const before = new Date(work.now.getTime() - UNUSED_MS_MAX)
  const { rows } = await sql<{ pictures: number }>`
    with due as (
      select id from platform.picture where uses = 0 and unused_since < ${before}
      order by id limit ${FORGOTTEN_AT_ONCE_MAX} for update skip locked
    ), gone as (
      delete from platform.picture using due where picture.id = due.id
      returning shelf, length(large) + length(small) as bytes
    ), sums as (
      select shelf, count(*)::integer as pictures, sum(bytes) as bytes from gone group by shelf
    ), locked as (
      select name from platform.picture_shelf where name in (select shelf from sums)
      order by name for no key update
    )
    update platform.picture_shelf as s
    set pictures = s.pictures - sums.pictures, bytes = s.bytes - sums.bytes
    from sums join locked on locked.name = sums.shelf where s.name = sums.shelf
    returning sums.pictures`.execute(work.tx)
  return rows.reduce((sum, { pictures }) => sum + pictures, 0)
}

export const forgetPicturesTimer = defineTimer({
  name: 'platform.forget-pictures',
  everySeconds: 600,
  run: async ({ inWork }) => {
    await inWork({ kind: 'system', name: 'platform.forget-pictures' }, forgetUnusedPictures)
  },
})

export const pictureInvariants: readonly Invariant[] = [
  {
    id: 'platform.picture-shelves-are-sums',
    says: 'Every shelf of pictures counts what lies on it.',
    query: `
      select s.name, s.pictures, s.bytes from platform.picture_shelf s
      left join platform.picture p on p.shelf = s.name
      group by s.name
      having s.pictures <> count(p.id)
        or s.bytes <> coalesce(sum(length(p.large) + length(p.small)), 0)`,
  },
]
