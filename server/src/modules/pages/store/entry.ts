/** The SQL of entries. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type Reward = 'none' | 'given' | 'waits'
export type Entry = {
  readonly id: Id<'coupon'>
  readonly pageId: Id<'page'>
  readonly personId: Id<'person'>
  readonly turn: string
  readonly number: number
  readonly at: Date
  readonly hasWon: boolean
  readonly reward: Reward
}
const columns = sql`id, page_id, person_id, turn, number, at, has_won, reward`

type Begun = Pick<Entry, 'id' | 'pageId' | 'personId' | 'turn'>

/** Notes that somebody enters. Answers false when they did before, or the id is taken. */
export async function insertEntry(work: Work, entry: Begun): Promise<boolean> {
  const { rows } = await sql`
    insert into pages.entry (page_id, person_id, turn, id, at, reward)
    values (${entry.pageId}, ${entry.personId}, ${entry.turn}, ${entry.id}, ${work.now}, 'none')
    on conflict do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** Gives an entry its number, and what it brought. */
export async function numberEntry(
  work: Work,
  id: Id<'coupon'>,
  { number, reward }: Pick<Entry, 'number' | 'reward'>,
): Promise<void> {
  await sql`
    update pages.entry set number = ${number}, reward = ${reward} where id = ${id}`.execute(work.tx)
}

/** The entries of a person, newest first. */
export async function entriesOf(
  work: Work,
  pageId: Id<'page'>,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select ${columns} from pages.entry
    where page_id = ${pageId} and person_id = ${personId}
    order by at desc, number desc nulls first limit ${limit}`.execute(work.tx)
  return rows
}

/** An entry of a person; null when it is not there, or not theirs. */
export async function entryOf(
  work: Work,
  { id, pageId, personId }: Pick<Entry, 'id' | 'pageId' | 'personId'>,
): Promise<Entry | null> {
  const { rows } = await sql<Entry>`
    select ${columns} from pages.entry
    where id = ${id} and page_id = ${pageId} and person_id = ${personId}
    for update`.execute(work.tx)
  return rows[0] ?? null
}

export async function deleteEntry(work: Work, id: Id<'coupon'>): Promise<void> {
  await sql`delete from pages.entry where id = ${id}`.execute(work.tx)
}

/** Every entry of a page: for its draw. */
export async function allEntries(
  work: Work,
  pageId: Id<'page'>,
): Promise<readonly Pick<Entry, 'id' | 'personId' | 'number'>[]> {
  const { rows } = await sql<Pick<Entry, 'id' | 'personId' | 'number'>>`
    select id, person_id, number from pages.entry where page_id = ${pageId}
    order by number`.execute(work.tx)
  return rows
}

/** Writes down who won, and what their coupons came to. */
export async function markWinners(
  work: Work,
  winners: readonly Pick<Entry, 'id' | 'reward'>[],
): Promise<void> {
  await sql`
    update pages.entry e set has_won = true, reward = w.reward
    from unnest(${winners.map(({ id }) => id)}::uuid[],
      ${winners.map(({ reward }) => reward)}::text[]) as w (id, reward)
    where e.id = w.id`.execute(work.tx)
}

/** The winners of a page, by number. */
export async function winnersOf(
  work: Work,
  pageId: Id<'page'>,
): Promise<readonly Pick<Entry, 'personId' | 'number' | 'reward'>[]> {
  const { rows } = await sql<Pick<Entry, 'personId' | 'number' | 'reward'>>`
    select person_id, number, reward from pages.entry where page_id = ${pageId} and has_won
    order by number`.execute(work.tx)
  return rows
}
