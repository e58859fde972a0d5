/** SQL on the time zones people live in. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

type Lives = { readonly personId: Id<'person'>; readonly timeZone: string }

/** Where each of these people lives; strangers are left out. */
export async function timeZonesNow(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<readonly Lives[]> {
  const { rows } = await sql<Lives>`
    select id as person_id, time_zone from people.account
    where id = any(${personIds}::uuid[])`.execute(work.tx)
  return rows
}

export async function saveTimeZone(work: Work, { personId, timeZone }: Lives): Promise<void> {
  await sql`
    update people.account set time_zone = ${timeZone} where id = ${personId}`.execute(work.tx)
}
