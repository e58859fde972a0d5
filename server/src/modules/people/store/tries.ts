/** SQL on what is tried at the door: passwords and one-time codes. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import type { Tries } from '../model.ts'

/**
 * Counts a try at an address before it is made, so that guesses sent at once count as well (PE4).
 * A count whose window is over starts again at one.
 *
 * @returns the tries with this one; null when there were `countMax` already, and this one is none
 */
export async function takeTry(
  work: Work,
  emailHash: string,
  limit: { readonly countMax: number; readonly windowMs: number },
): Promise<Tries | null> {
  const windowStart = new Date(work.now.getTime() - limit.windowMs)
  const { rows } = await sql<Tries>`
    insert into people.sign_in_try as t (email_hash, count, started_at)
    values (${emailHash}, 1, ${work.now})
    on conflict (email_hash) do update set
      count = case when t.started_at <= ${windowStart} then 1 else t.count + 1 end,
      started_at = case when t.started_at <= ${windowStart} then excluded.started_at
                   else t.started_at end
    where t.started_at <= ${windowStart} or t.count < ${limit.countMax}
    returning count, started_at`.execute(work.tx)
  return rows[0] ?? null
}

export async function triesOf(work: Work, emailHash: string): Promise<Tries | null> {
  const { rows } = await sql<Tries>`
    select count, started_at from people.sign_in_try where email_hash = ${emailHash}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

export async function forgetTries(work: Work, emailHash: string): Promise<void> {
  await sql`delete from people.sign_in_try where email_hash = ${emailHash}`.execute(work.tx)
}

export type FreshCode = {
  /** E.164, or an e-mail address. */
  readonly address: string
  readonly codeHash: string
  readonly expiresAt: Date
  readonly triesMax: number
}

// Phones and mailboxes have a table each, of one shape.
const codesOf = (address: string) =>
  sql.table(address.includes('@') ? 'people.email_code' : 'people.phone_code')
const keyOf = (address: string) => sql.ref(address.includes('@') ? 'email' : 'phone')

/** Replaces the code of an address (PE5); false when too many were sent lately (PE18). */
export async function saveCode(
  work: Work,
  code: FreshCode,
  limit: { readonly countMax: number; readonly windowMs: number },
): Promise<boolean> {
  const windowStart = new Date(work.now.getTime() - limit.windowMs)
  const { rows } = await sql`
    insert into ${codesOf(code.address)} as c
      (${keyOf(code.address)}, code_hash, expires_at, tries_left, sent_count, started_at)
    values (${code.address}, ${code.codeHash}, ${code.expiresAt}, ${code.triesMax}, 1, ${work.now})
    on conflict (${keyOf(code.address)}) do update set
      code_hash = excluded.code_hash, expires_at = excluded.expires_at,
      tries_left = excluded.tries_left, used_at = null,
      sent_count = case when c.started_at <= ${windowStart} then 1 else c.sent_count + 1 end,
      started_at = case when c.started_at <= ${windowStart} then excluded.started_at
                   else c.started_at end
    where c.started_at <= ${windowStart} or c.sent_count < ${limit.countMax}
    returning tries_left`.execute(work.tx)
  return rows.length > 0
}

/** The codes sent to an address lately. */
export async function codesSentTo(work: Work, address: string): Promise<Tries | null> {
  const { rows } = await sql<Tries>`
    select sent_count as count, started_at from ${codesOf(address)}
    where ${keyOf(address)} = ${address}`.execute(work.tx)
  return rows[0] ?? null
}

/** Takes one try at the code of an address, right or wrong; false when none is left (PE5). */
export async function takeCodeTry(work: Work, address: string): Promise<boolean> {
  const { rows } = await sql`
    update ${codesOf(address)} set tries_left = tries_left - 1
    where ${keyOf(address)} = ${address} and tries_left > 0 and used_at is null and expires_at > ${work.now}
    returning tries_left`.execute(work.tx)
  return rows.length > 0
}

/** Uses the code up; false when it is not this one, too old, or was used (PE5). */
export async function useCode(work: Work, address: string, codeHash: string): Promise<boolean> {
  const { rows } = await sql`
    update ${codesOf(address)} set used_at = ${work.now}
    where ${keyOf(address)} = ${address} and code_hash = ${codeHash} and used_at is null
      and expires_at > ${work.now}
    returning tries_left`.execute(work.tx)
  return rows.length > 0
}
