/** SQL on single answers of the past: which yes stood behind something that was done. */
import { sql } from 'kysely'
import type { Work } from '../../../platform/work.ts'
import type { ConsentFact, ConsentQuestion } from '../model/consent-facts.ts'

/**
 * The yes behind each question, by its place in the list: the newest at or before the instant. One
 * that was given while a decision was under way may bear a time a moment after it.
 */
export async function consentFacts(
  work: Work,
  asked: readonly ConsentQuestion[],
): Promise<readonly (ConsentFact & { readonly place: number })[]> {
  if (asked.length === 0) return []
  const { rows } = await sql<ConsentFact & { place: number }>`
    select asked.place::integer as place, asked.scope, asked.purpose, yes.wording_version,
      yes.at as given_at, yes.channel, (
        select min(no.at) from (
          select at, nr, granted from people.consent
          where asked.scope = 'market' and person_id = asked.person_id
            and purpose = asked.purpose
          union all
          select at, nr, granted from people.merchant_consent
          where asked.scope = 'merchant' and person_id = asked.person_id
            and merchant_id = asked.merchant_id and purpose = asked.purpose
        ) no where no.nr > yes.nr and not no.granted
      ) as ended_at
    from unnest(
      ${asked.map(({ personId }) => personId)}::uuid[],
      ${asked.map(({ merchantId }) => merchantId)}::uuid[],
      ${asked.map(({ scope }) => scope)}::text[],
      ${asked.map(({ purpose }) => purpose)}::text[],
      ${asked.map(({ at }) => at)}::timestamptz[]
    ) with ordinality as asked (person_id, merchant_id, scope, purpose, at, place)
    cross join lateral (
      select * from (
        select nr, wording_version, at, channel from people.consent
        where asked.scope = 'market' and person_id = asked.person_id
          and purpose = asked.purpose and granted
        union all
        select nr, wording_version, at, channel from people.merchant_consent
        where asked.scope = 'merchant' and person_id = asked.person_id
          and merchant_id = asked.merchant_id and purpose = asked.purpose and granted
      ) given
      order by given.at <= asked.at desc, abs(extract(epoch from given.at - asked.at)), nr desc
      limit 1
    ) yes
    order by asked.place`.execute(work.tx)
  return rows
}
