/** SQL on what many people agree to, for statements that ask it of a million. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'

const nil = '00000000-0000-0000-0000-000000000000'

/**
 * See `agreementsIn`. Each table is read by the range, not person by person. An account that was merged
 * into another agrees to nothing (PE83).
 */
export function agreementsBetween(
  after: Id<'person'> | null,
  upTo: Id<'person'>,
  merchantId: Id<'merchant'>,
): RawBuilder<unknown> {
  const within = (id: string) =>
    sql`${sql.ref(id)} > ${after ?? nil}::uuid and ${sql.ref(id)} <= ${upTo}::uuid`
  return sql`
    select a.id as person_id, a.time_zone,
      case when a.guest_since is null then a.phone end as phone, coalesce(c.purposes, '{}') as purposes,
      coalesce(m.purposes, '{}') as merchant_purposes
    from people.account a
    left join (
      select * from people.consent_now where not held_back and ${within('person_id')}
    ) c on c.person_id = a.id and a.merged_into is null
    left join (
      select * from people.merchant_consent_now
      where merchant_id = ${merchantId} and not held_back and ${within('person_id')}
    ) m on m.person_id = a.id and a.merged_into is null
    where ${within('a.id')}`
}

/** See `allowingLocationUse`. */
export function locationAgreeing(use: string): RawBuilder<unknown> {
  return sql`
    select person_id from people.consent_now
    where 'location' = any(purposes) and location_paused_at is null
      and not (${use}::text = any(location_off))`
}

/** See `readersOf`. */
export function speaking(locales: readonly string[]): RawBuilder<unknown> {
  return sql`select id as person_id from people.account where locale = any(${locales}::text[])`
}
