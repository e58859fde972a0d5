/** SQL on what a person says to advertising, whoever sends it. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type MarketingStance = {
  /** Also where the yes waits for its giver's age. */
  readonly agrees: boolean
  /** When they last said no, to the market or to a shop; null where they never did. */
  readonly endedAt: Date | null
}

export async function marketingStance(
  work: Work,
  personId: Id<'person'>,
): Promise<MarketingStance> {
  const { rows } = await sql<MarketingStance>`
    select
      exists (select from people.consent_now
        where person_id = ${personId} and 'marketing' = any (purposes))
      or exists (select from people.merchant_consent_now
        where person_id = ${personId} and 'marketing' = any (purposes)) as agrees,
      greatest(
        (select max(at) from people.consent
          where person_id = ${personId} and purpose = 'marketing' and not granted),
        (select max(at) from people.merchant_consent
          where person_id = ${personId} and purpose = 'marketing' and not granted)
      ) as ended_at`.execute(work.tx)
  return rows[0] ?? { agrees: false, endedAt: null }
}
