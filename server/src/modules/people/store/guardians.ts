/** SQL on guardians: asked, agreeing, and what they answered. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentProof } from '../model.ts'
import type { GuardianPurpose } from '../model/age.ts'
import {
  guardianPurposeWordings,
  guardianWording,
  type Guardian,
  type GuardianLink,
  type GuardianRequest,
} from '../model/guardians.ts'

/** How often an address was asked, and a child asked, since an instant; nobody else asks it meanwhile. */
export async function asksSince(
  work: Work,
  childId: Id<'person'>,
  addressHash: string,
  since: Date,
): Promise<{ readonly count: number; readonly first: Date | null }> {
  await sql`select pg_advisory_xact_lock(hashtextextended(${addressHash}, 71))`.execute(work.tx)
  const { rows } = await sql<{ count: number; first: Date | null }>`
    select greatest(
      count(*) filter (where child_id = ${childId}),
      count(*) filter (where address_hash = ${addressHash}))::integer as count,
      min(asked_at) as first
    from people.guardian_request
    where asked_at > ${since} and (child_id = ${childId} or address_hash = ${addressHash})`.execute(
    work.tx,
  )
  return rows[0] ?? { count: 0, first: null }
}

/** Asks; what the child had asked before is asked no more. */
export async function insertRequest(work: Work, request: GuardianRequest): Promise<void> {
  await endRequest(work, request.childId)
  await sql`
    insert into people.guardian_request (id, child_id, address_hash, address_sealed, way, token_hash,
      asked_at, expires_at)
    values (${request.id}, ${request.childId}, ${request.addressHash}, ${request.addressSealed},
      ${request.way}, ${request.tokenHash}, ${request.askedAt}, ${request.expiresAt})`.execute(
    work.tx,
  )
}

/** Ends what a child asked; nothing is left that leads to the guardian. */
export async function endRequest(work: Work, childId: Id<'person'>): Promise<void> {
  await sql`
    update people.guardian_request set ended_at = ${work.now}, address_sealed = ''
    where child_id = ${childId} and ended_at is null`.execute(work.tx)
}

const requestColumns = sql`id, child_id, address_hash, address_sealed, way, token_hash, asked_at,
  expires_at`
const guardianColumns = sql`child_id, guardian_id, address_hash, address_sealed, way, token_hash,
  purposes, since`

/** What a child asked and waits for; null when nothing does. */
export async function openRequestOf(
  work: Work,
  childId: Id<'person'>,
): Promise<GuardianRequest | null> {
  const { rows } = await sql<GuardianRequest>`
    select ${requestColumns} from people.guardian_request
    where child_id = ${childId} and ended_at is null and expires_at > ${work.now}`.execute(work.tx)
  return rows[0] ?? null
}

/** Where a link leads: to a question that waits, or to the yes that stands. */
export async function requestByToken(
  work: Work,
  tokenHash: string,
): Promise<GuardianRequest | null> {
  const { rows } = await sql<GuardianRequest>`
    select ${requestColumns} from people.guardian_request
    where token_hash = ${tokenHash} and ended_at is null and expires_at > ${work.now}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

export async function guardianByToken(work: Work, tokenHash: string): Promise<Guardian | null> {
  const { rows } = await sql<Guardian>`
    select ${guardianColumns} from people.guardian where token_hash = ${tokenHash}`.execute(work.tx)
  return rows[0] ?? null
}

export async function guardianOf(work: Work, childId: Id<'person'>): Promise<Guardian | null> {
  const { rows } = await sql<Guardian>`
    select ${guardianColumns} from people.guardian where child_id = ${childId}`.execute(work.tx)
  return rows[0] ?? null
}

/** The children for whom an account, or whoever has one of these addresses, answers. */
export async function wardsOf(
  work: Work,
  guardianId: Id<'person'>,
  addressHashes: readonly string[],
  limit: number,
): Promise<readonly (Guardian & { readonly childName: string })[]> {
  const { rows } = await sql<Guardian & { readonly childName: string }>`
    select g.*, a.name as child_name
    from people.guardian g join people.account a on a.id = g.child_id
    where g.guardian_id = ${guardianId} or g.address_hash = any(${[...addressHashes]}::text[])
    order by g.child_id limit ${limit}`.execute(work.tx)
  return rows
}

/** Keeps a yes, or what was changed in it. */
export async function saveGuardian(
  work: Work,
  link: GuardianLink,
  guardianId: Id<'person'> | null,
  purposes: readonly GuardianPurpose[],
): Promise<void> {
  await sql`
    insert into people.guardian as g (${guardianColumns})
    values (${link.childId}, ${guardianId}, ${link.addressHash}, ${link.addressSealed}, ${link.way},
      ${link.tokenHash}, ${[...purposes]}::text[], ${work.now})
    on conflict (child_id) do update set purposes = excluded.purposes,
      guardian_id = coalesce(excluded.guardian_id, g.guardian_id)`.execute(work.tx)
}

export async function deleteGuardian(work: Work, childId: Id<'person'>): Promise<void> {
  await sql`delete from people.guardian where child_id = ${childId}`.execute(work.tx)
}

export type GuardianAnswer = {
  readonly kind: 'yes' | 'no' | 'withdrawn' | 'of-age'
  readonly guardianId: Id<'person'> | null
  readonly purposes: readonly GuardianPurpose[]
  readonly proof: ConsentProof
}

/** Keeps what a guardian said, with the words that stood there: the proof. */
export async function insertAnswer(
  work: Work,
  { childId, way, addressHash }: GuardianLink,
  { kind, guardianId, purposes, proof }: GuardianAnswer,
): Promise<void> {
  const { version, ko, en } = guardianWording
  await sql`
    insert into people.guardian_wording (version, ko, en) values (${version}, ${ko}, ${en})
    on conflict do nothing`.execute(work.tx)
  const versions = Object.fromEntries(
    guardianPurposeWordings.map((wording) => [wording.purpose, wording.version]),
  )
  await sql`
    insert into people.guardian_answer (id, child_id, guardian_id, kind, purposes, wording_version,
      purpose_versions, way, address_hash, at, ip_hash, agent_hash)
    values (${work.newId('guardian-answer')}, ${childId}, ${guardianId}, ${kind},
      ${[...purposes]}::text[], ${version}, ${JSON.stringify(versions)}::jsonb, ${way},
      ${addressHash}, ${work.now}, ${proof.ipHash}, ${proof.agentHash})`.execute(work.tx)
}

/** Forgets what ran out, and what was ended before an instant. */
export async function forgetRequests(work: Work, endedBefore: Date): Promise<void> {
  await sql`
    delete from people.guardian_request
    where expires_at <= ${work.now} or (ended_at is not null and asked_at < ${endedBefore})`.execute(
    work.tx,
  )
}
