/** The only SQL that touches schema `market`. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import type { Details } from './model.ts'

export type KeptDetails = {
  readonly version: number
  readonly said: Details
  readonly setAt: Date
}
export type Opening = { readonly detailsVersion: number; readonly openedAt: Date }

/** What was said last; null before the first time. */
export async function newestDetails({ tx }: Work): Promise<KeptDetails | null> {
  const { rows } = await sql<KeptDetails>`
    select version, said, set_at from market.details order by version desc limit 1`.execute(tx)
  return rows[0] ?? null
}

/** Keeps a version; false when somebody else kept that one first. */
export async function insertDetails(
  { tx, now }: Work,
  version: number,
  said: Details,
  by: Id<'person'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into market.details (version, said, set_by, set_at)
    values (${version}, ${JSON.stringify(said)}::jsonb, ${by}, ${now})
    on conflict (version) do nothing returning version`.execute(tx)
  return rows.length === 1
}

export async function openingOf({ tx }: Work): Promise<Opening | null> {
  const { rows } = await sql<Opening>`
    select details_version, opened_at from market.opening`.execute(tx)
  return rows[0] ?? null
}

/** Keeps the opening; false when the market is open already. */
export async function insertOpening(
  { tx, now }: Work,
  detailsVersion: number,
  by: Id<'person'>,
): Promise<boolean> {
  const { rows } = await sql`
    insert into market.opening (details_version, opened_by, opened_at)
    values (${detailsVersion}, ${by}, ${now})
    on conflict (is_open) do nothing returning is_open`.execute(tx)
  return rows.length === 1
}

export async function keepStanding({ tx }: Work, isPublic: boolean): Promise<void> {
  await sql`
    insert into market.standing (is_public) values (${isPublic})
    on conflict (is_one) do update set is_public = excluded.is_public
    where standing.is_public <> excluded.is_public`.execute(tx)
}

/** Whether the market is open, or nobody but this machine reaches it. */
export async function mayCollect({ tx }: Work): Promise<boolean> {
  const { rows } = await sql<{ may: boolean }>`
    select exists (select from market.opening)
      or not exists (select from market.standing where is_public) as may`.execute(tx)
  return rows[0]?.may ?? false
}

export const invariants = [
  {
    id: 'market.versions-have-no-gaps',
    says: 'The versions of the details are numbered from one, without gaps.',
    query: `select version from (
        select version, row_number() over (order by version) as place from market.details) each
      where version <> place`,
  },
] as const satisfies readonly Invariant[]
