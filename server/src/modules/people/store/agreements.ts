/** SQL on what many people agree to, for statements that ask it of a million. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'

/** `person_id, time_zone, purposes`; both tables are read by the range, not person by person. */
export function agreementsBetween(
  after: Id<'person'> | null,
  upTo: Id<'person'>,
): RawBuilder<unknown> {
  return sql`
    select a.id as person_id, a.time_zone, coalesce(c.purposes, '{}') as purposes
    from people.account a
    left join (
      select * from people.consent_now
      where (${after}::uuid is null or person_id > ${after}::uuid) and person_id <= ${upTo}::uuid
    ) c on c.person_id = a.id
    where (${after}::uuid is null or a.id > ${after}::uuid) and a.id <= ${upTo}::uuid`
}
