/** SQL on what people agree to with single shops. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Consent, ConsentProof, MerchantPurpose } from '../model.ts'
import { heldBy, type WhichHeld } from './consents.ts'

export type Pair = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
}
export type MerchantConsent = Consent<MerchantPurpose> & {
  readonly merchantId: Id<'merchant'>
}
type Held = Pair & { readonly purposes: readonly MerchantPurpose[] }

/** What each of these pairs agrees to now; pairs without any consent are left out. */
export async function merchantConsentsNow(
  work: Work,
  pairs: readonly Pair[],
  which: WhichHeld = 'in force',
): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select n.person_id, n.merchant_id, n.purposes
    from people.merchant_consent_now n
    join unnest(
      ${pairs.map(({ personId }) => personId)}::uuid[],
      ${pairs.map(({ merchantId }) => merchantId)}::uuid[]
    ) as asked (person_id, merchant_id)
      on asked.person_id = n.person_id and asked.merchant_id = n.merchant_id
    where n.person_id not in (select id from people.account where merged_into is not null)
      ${heldBy(which)}`.execute(work.tx)
  return rows
}

/** All shops that a person ever answered, by id, with what holds now: nothing where all was taken back. */
export async function merchantConsentsByPerson(
  work: Work,
  personId: Id<'person'>,
  limit: number,
  which: WhichHeld = 'in force',
): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select c.person_id, c.merchant_id, coalesce(n.purposes, '{}') as purposes
    from (
      select distinct person_id, merchant_id from people.merchant_consent
      where person_id = ${personId} order by merchant_id limit ${limit}
    ) c
    left join people.merchant_consent_now n
      on n.person_id = c.person_id and n.merchant_id = c.merchant_id ${heldBy(which)}
    order by c.merchant_id`.execute(work.tx)
  return rows
}

/** Adds to the history; what holds now follows by itself. */
export async function insertMerchantConsents(
  work: Work,
  consents: readonly MerchantConsent[],
  proof: ConsentProof,
): Promise<void> {
  await sql`
    insert into people.merchant_consent (id, person_id, merchant_id, purpose, granted,
      wording_version, at, channel, session_id, ip_hash, agent_hash)
    select c.id, c.person_id, c.merchant_id, c.purpose, c.granted, c.wording_version, c.at,
      c.channel, ${proof.sessionId}::uuid, ${proof.ipHash}::text, ${proof.agentHash}::text
    from unnest(
      ${consents.map(({ id }) => id)}::uuid[],
      ${consents.map(({ personId }) => personId)}::uuid[],
      ${consents.map(({ merchantId }) => merchantId)}::uuid[],
      ${consents.map(({ purpose }) => purpose)}::text[],
      ${consents.map(({ granted }) => granted)}::boolean[],
      ${consents.map(({ wordingVersion }) => wordingVersion)}::integer[],
      ${consents.map(({ at }) => at)}::timestamptz[],
      ${consents.map(({ channel }) => channel)}::text[]
    ) with ordinality as c (id, person_id, merchant_id, purpose, granted, wording_version, at,
      channel, place)
    order by c.place`.execute(work.tx)
}
