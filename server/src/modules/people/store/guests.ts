/** SQL on guests of the counter. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Locale, Tries } from '../model.ts'

export type NewGuest = {
  readonly id: Id<'person'>
  readonly name: string
  /** E.164, as it was typed; nobody has proven it. */
  readonly phone: string
  readonly locale: Locale
}

/** Saves a guest; false when the number is somebody's already (PE1). */
export async function insertGuest(work: Work, guest: NewGuest): Promise<boolean> {
  const { id, name, phone, locale } = guest
  const { rows } = await sql`
    insert into people.account (id, name, phone, locale, joined_at, guest_since)
    values (${id}, ${name}, ${phone}, ${locale}, ${work.now}, ${work.now})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

/** Makes the guest of a number a person who proved it; null when the number is no guest's. */
export async function proveGuest(
  work: Work,
  phone: string,
  { name, locale }: { readonly name: string | null; readonly locale: Locale },
): Promise<Id<'person'> | null> {
  const { rows } = await sql<{ id: Id<'person'> }>`
    update people.account
    set guest_since = null, name = coalesce(${name}::text, name), locale = ${locale}
    where phone = ${phone} and guest_since is not null returning id`.execute(work.tx)
  return rows[0]?.id ?? null
}

/** The same for whoever has just shown, from another account, that the number is theirs. */
export async function endGuest(work: Work, id: Id<'person'>): Promise<void> {
  await sql`update people.account set guest_since = null where id = ${id}`.execute(work.tx)
}

/** A till at a place: who stands there. */
export type CounterTill = { readonly placeId: Id<'place'>; readonly till: string }

/**
 * Counts a number that is typed at a till. A count whose window is over starts again at one.
 *
 * @returns false when there were `countMax` already
 */
export async function countNumber(
  work: Work,
  { placeId, till }: CounterTill,
  limit: { readonly countMax: number; readonly windowMs: number },
): Promise<boolean> {
  const windowStart = new Date(work.now.getTime() - limit.windowMs)
  const { rows } = await sql`
    insert into people.counter_count as c (place_id, till, started_at, count)
    values (${placeId}, ${till}, ${work.now}, 1)
    on conflict (place_id, till) do update set
      count = case when c.started_at <= ${windowStart} then 1 else c.count + 1 end,
      started_at = case when c.started_at <= ${windowStart} then excluded.started_at
                   else c.started_at end
    where c.started_at <= ${windowStart} or c.count < ${limit.countMax}
    returning count`.execute(work.tx)
  return rows.length > 0
}

/** What was typed at a till lately. */
export async function numbersAt(work: Work, { placeId, till }: CounterTill): Promise<Tries | null> {
  const { rows } = await sql<Tries>`
    select count, started_at from people.counter_count
    where place_id = ${placeId} and till = ${till}`.execute(work.tx)
  return rows[0] ?? null
}
