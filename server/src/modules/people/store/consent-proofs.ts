/** SQL that reads answers with the words they were given to, as a proof. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentChannel, Purpose } from '../model.ts'

/** One yes or no, with what shows it. */
export type ConsentProofRow = {
  /** In the order of the answers of one history. */
  readonly nr: number
  readonly at: Date
  readonly personId: Id<'person'>
  /** Null for an answer to the market. */
  readonly merchantId: Id<'merchant'> | null
  readonly purpose: Purpose
  readonly granted: boolean
  readonly wordingVersion: number
  readonly ko: string
  readonly en: string
  /** Where it was given. */
  readonly channel: ConsentChannel
  readonly sessionId: Id<'session'> | null
  readonly ipHash: string | null
  readonly agentHash: string | null
}

const shown = sql.raw(`c.nr, c.at, c.person_id, c.purpose, c.granted, c.wording_version, w.ko, w.en,
  c.channel, c.session_id, c.ip_hash, c.agent_hash`)
const worded = (table: string): RawBuilder<unknown> => sql`
  join ${sql.table(table)} w on w.purpose = c.purpose and w.version = c.wording_version`

/** All answers of a person, to the market and to every shop, oldest first. */
export async function proofsOfPerson(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly ConsentProofRow[]> {
  const { rows } = await sql<ConsentProofRow>`
    select * from (
      select null::uuid as merchant_id, ${shown} from people.consent c
      ${worded('people.wording')} where c.person_id = ${personId}
      union all
      select c.merchant_id, ${shown} from people.merchant_consent c
      ${worded('people.merchant_wording')} where c.person_id = ${personId}
    ) answered order by at, nr limit ${limit}`.execute(work.tx)
  return rows
}

/** The answers that a shop was given, oldest first, from after a number on. */
export async function proofsOfMerchant(
  work: Work,
  { merchantId, personId, after }: MerchantProofs,
  limit: number,
): Promise<readonly ConsentProofRow[]> {
  const ofOne = personId === null ? sql`` : sql`and c.person_id = ${personId}`
  const { rows } = await sql<ConsentProofRow>`
    select c.merchant_id, ${shown} from people.merchant_consent c
    ${worded('people.merchant_wording')}
    where c.merchant_id = ${merchantId} and c.nr > ${after} ${ofOne}
    order by c.nr limit ${limit}`.execute(work.tx)
  return rows
}

export type MerchantProofs = {
  readonly merchantId: Id<'merchant'>
  /** One person only; null for everybody. */
  readonly personId: Id<'person'> | null
  /** The last number of the page before; 0 at the beginning. */
  readonly after: number
}
