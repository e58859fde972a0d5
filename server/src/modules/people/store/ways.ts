/** SQL on passkeys, identities at providers, and what was begun and waits. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Identity, Passkey, Provider, WaysIn } from '../model/ways.ts'

export type Attempt = {
  readonly kind: 'passkey-add' | 'passkey-sign-in' | 'provider' | 'merge'
  readonly personId: Id<'person'> | null
  readonly data: Readonly<Record<string, string>>
}

export async function saveAttempt(
  work: Work,
  { kind, personId, data }: Attempt,
  secretHash: string,
  expiresAt: Date,
): Promise<void> {
  await sql`
    insert into people.attempt (secret_hash, kind, person_id, data, expires_at)
    values (${secretHash}, ${kind}, ${personId}, ${JSON.stringify(data)}::jsonb, ${expiresAt})`.execute(
    work.tx,
  )
}

/** Takes what was begun: once, and in time; null when there is no such thing. */
export async function takeAttempt(
  work: Work,
  kind: Attempt['kind'],
  secretHash: string,
): Promise<Attempt | null> {
  const { rows } = await sql<Attempt & { readonly expiresAt: Date }>`
    delete from people.attempt where secret_hash = ${secretHash} and kind = ${kind}
    returning kind, person_id, data, expires_at`.execute(work.tx)
  const [found] = rows
  return found && found.expiresAt > work.now ? found : null
}

/** What was begun and still waits, which goes on waiting; null when there is no such thing. */
export async function peekAttempt(
  work: Work,
  kind: Attempt['kind'],
  secretHash: string,
): Promise<Attempt | null> {
  const { rows } = await sql<Attempt>`
    select kind, person_id, data from people.attempt
    where secret_hash = ${secretHash} and kind = ${kind} and expires_at > ${work.now}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

export async function forgetAttempts(work: Work, before: Date): Promise<void> {
  await sql`delete from people.attempt where expires_at < ${before}`.execute(work.tx)
  await sql`
    delete from people.email_code
    where started_at < ${before} and expires_at < ${before}`.execute(work.tx)
}

const passkeyColumns = sql`id, person_id, credential_id, public_key, counter, transports, name,
  created_at, last_used_at`

/** Saves a passkey; false when its credential is some account's already. */
export async function insertPasskey(work: Work, passkey: Passkey): Promise<boolean> {
  const { id, personId, credentialId, publicKey, counter, transports, name, createdAt } = passkey
  const { rows } = await sql`
    insert into people.passkey
      (id, person_id, credential_id, public_key, counter, transports, name, created_at)
    values (${id}, ${personId}, ${credentialId}, ${Buffer.from(publicKey)}, ${counter},
      ${[...transports]}::text[], ${name}, ${createdAt})
    on conflict do nothing returning id`.execute(work.tx)
  return rows.length > 0
}

export async function passkeysOf(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly Passkey[]> {
  const { rows } = await sql<Passkey>`
    select ${passkeyColumns} from people.passkey where person_id = ${personId}
    order by created_at, id limit ${limit}`.execute(work.tx)
  return rows
}

export async function passkeyByCredential(
  work: Work,
  credentialId: string,
): Promise<Passkey | null> {
  const { rows } = await sql<Passkey>`
    select ${passkeyColumns} from people.passkey where credential_id = ${credentialId}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

/** Notes a signature; false when its counter does not go on from the last one (PE22). */
export async function notePasskeyUse(
  work: Work,
  id: Id<'passkey'>,
  counter: number,
): Promise<boolean> {
  const { rows } = await sql`
    update people.passkey set counter = ${counter}, last_used_at = ${work.now}
    where id = ${id} and (counter < ${counter} or (counter = 0 and ${counter} = 0))
    returning id`.execute(work.tx)
  return rows.length > 0
}

export async function renamePasskeyRow(
  work: Work,
  personId: Id<'person'>,
  id: Id<'passkey'>,
  name: string,
): Promise<boolean> {
  const { rows } = await sql`
    update people.passkey set name = ${name} where id = ${id} and person_id = ${personId}
    returning id`.execute(work.tx)
  return rows.length > 0
}

export async function deletePasskey(
  work: Work,
  personId: Id<'person'>,
  id: Id<'passkey'>,
): Promise<boolean> {
  const { rows } = await sql`
    delete from people.passkey where id = ${id} and person_id = ${personId} returning id`.execute(
    work.tx,
  )
  return rows.length > 0
}

export async function identityOf(
  work: Work,
  provider: Provider,
  subject: string,
): Promise<Identity | null> {
  const { rows } = await sql<Identity>`
    select provider, subject, person_id, label, linked_at, last_used_at from people.identity
    where provider = ${provider} and subject = ${subject}`.execute(work.tx)
  return rows[0] ?? null
}

export async function identitiesOf(
  work: Work,
  personId: Id<'person'>,
): Promise<readonly Identity[]> {
  const { rows } = await sql<Identity>`
    select provider, subject, person_id, label, linked_at, last_used_at from people.identity
    where person_id = ${personId} order by linked_at, provider`.execute(work.tx)
  return rows
}

/** Links an identity; false when it, or another one of the provider, is linked already. */
export async function insertIdentity(work: Work, identity: Identity): Promise<boolean> {
  const { provider, subject, personId, label, linkedAt } = identity
  const { rows } = await sql`
    insert into people.identity (provider, subject, person_id, label, linked_at, last_used_at)
    values (${provider}, ${subject}, ${personId}, ${label}, ${linkedAt}, ${linkedAt})
    on conflict do nothing returning provider`.execute(work.tx)
  return rows.length > 0
}

export async function noteIdentityUse(
  work: Work,
  { provider, subject }: Pick<Identity, 'provider' | 'subject'>,
): Promise<void> {
  await sql`
    update people.identity set last_used_at = ${work.now}
    where provider = ${provider} and subject = ${subject}`.execute(work.tx)
}

export async function deleteIdentity(
  work: Work,
  personId: Id<'person'>,
  provider: Provider,
): Promise<boolean> {
  const { rows } = await sql`
    delete from people.identity where person_id = ${personId} and provider = ${provider}
    returning provider`.execute(work.tx)
  return rows.length > 0
}

/** All by which somebody can come in; null when there is no such person. */
export async function waysOf(work: Work, personId: Id<'person'>): Promise<WaysIn | null> {
  const { rows } = await sql<WaysIn>`
    select case when a.guest_since is null then a.phone end as phone, a.email, a.email_proven_at is not null as is_email_proven,
      a.password_hash is not null as has_password,
      (select count(*)::int from people.passkey k where k.person_id = a.id) as passkeys,
      (select count(*)::int from people.identity i where i.person_id = a.id) as identities
    from people.account a where a.id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Notes that an address is proven to be the person's; it may be a new one. */
export async function keepProvenEmail(
  work: Work,
  personId: Id<'person'>,
  email: string,
): Promise<void> {
  await sql`
    update people.account set email = ${email}, email_proven_at = ${work.now}
    where id = ${personId}`.execute(work.tx)
}

/** Takes away what came with an address that was only claimed (PE21). */
export async function dropClaim(
  work: Work,
  personId: Id<'person'>,
  { keepsEmail }: { readonly keepsEmail: boolean },
): Promise<void> {
  await sql`
    update people.account set password_hash = null
      ${keepsEmail ? sql`` : sql`, email = null, email_proven_at = null`}
    where id = ${personId}`.execute(work.tx)
}
