/** SQL on accounts, sessions, memberships and keys. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { KeyScope, Membership, Role } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import type { Database } from '../../platform/postgres.ts'
import type { Work } from '../../platform/work.ts'
import type { Age } from './model/age.ts'
import type { ApiKey, Locale, Member, Person, Session } from './model.ts'

type AccountRow = Person & {
  readonly passwordHash: string | null
  readonly joinedAt: Date
  readonly age: Age
  readonly ageSaidAt: Date | null
  readonly guestSince: Date | null
  readonly phoneProvenAt: Date | null
  readonly emailProvenAt: Date | null
}
type PeopleTables = {
  'people.account': AccountRow
  'people.session': Session & { readonly tokenHash: string; readonly endedAt: Date | null }
  'people.membership': {
    readonly personId: Id<'person'>
    readonly merchantId: Id<'merchant'>
    readonly role: Role
    readonly placeIds: readonly Id<'place'>[] | null
    readonly since: Date
  }
  'people.apiKey': ApiKey & {
    readonly keyHash: string
    readonly createdBy: Id<'person'> | null
    readonly endedAt: Date | null
  }
}
/** What a token stands for, read in one go. */
export type TokenRow = {
  readonly tokenHash: string
  readonly sessionId: Id<'session'>
  readonly personId: Id<'person'>
  readonly isOperator: boolean
  readonly lastSeenAt: Date
  readonly expiresAt: Date
  readonly memberships: readonly Membership[]
}
export type KeyRow = {
  readonly tokenHash: string
  readonly keyId: Id<'api-key'>
  readonly merchantId: Id<'merchant'> | null
  readonly scopes: readonly KeyScope[]
  readonly lastUsedAt: Date | null
}

const tables = (work: Work) => work.tx.withTables<PeopleTables>()
// The number of a guest of the counter is nobody's yet: no code proved it (PE17, PE86).
const provenPhone = sql<string | null>`case when guest_since is null then phone end`.as('phone')
const personColumns = ['id', 'name', 'email', provenPhone, 'locale', 'isOperator'] as const
const sessionColumns = ['id', 'personId', 'createdAt', 'lastSeenAt', 'expiresAt', 'device'] as const
const keyColumns = ['id', 'merchantId', 'name', 'scopes', 'createdAt', 'lastUsedAt'] as const

/** Saves a new person; false when the e-mail address, phone or id is somebody's already (PE1). */
export async function insertAccount(
  work: Work,
  person: Person,
  passwordHash: string | null,
  age: Age,
): Promise<boolean> {
  const ageSaidAt = age === 'unsaid' ? null : work.now
  const row = { ...person, passwordHash, joinedAt: work.now, age, ageSaidAt, guestSince: null }
  const added = await tables(work)
    .insertInto('people.account')
    .values(row)
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst()
  return added !== undefined
}

export async function personById(work: Work, id: Id<'person'>): Promise<Person | null> {
  const [person] = await peopleByIds(work, [id])
  return person ?? null
}

export function peopleByIds(work: Work, ids: readonly Id<'person'>[]): Promise<Person[]> {
  return tables(work)
    .selectFrom('people.account')
    .select(personColumns)
    .where('id', '=', sql<Id<'person'>>`any(${ids}::uuid[])`)
    .execute()
}

/** Holds the person until the work ends, so that changes to one person come one by one. */
export async function lockPerson(work: Work, id: Id<'person'>): Promise<Person | null> {
  const person = await tables(work)
    .selectFrom('people.account')
    .select(personColumns)
    .where('id', '=', id)
    .forNoKeyUpdate()
    .executeTakeFirst()
  return person ?? null
}

export async function personByEmail(
  work: Work,
  email: string,
): Promise<(Person & { readonly passwordHash: string | null }) | null> {
  const row = await tables(work)
    .selectFrom('people.account')
    .select([...personColumns, 'passwordHash'])
    .where('email', '=', email)
    .executeTakeFirst()
  return row ?? null
}

/** Whether whoever has this address showed that its letters reach them. */
export async function isEmailProven(work: Work, email: string): Promise<boolean> {
  const row = await tables(work)
    .selectFrom('people.account')
    .select('id')
    .where('email', '=', email)
    .where('emailProvenAt', 'is not', null)
    .executeTakeFirst()
  return row !== undefined
}

/** Whose number it is: who proved it, or the guest for whom it was typed at a counter. */
export async function personByPhoneNumber(work: Work, phone: string): Promise<Person | null> {
  const row = await tables(work)
    .selectFrom('people.account')
    .select(personColumns)
    .where('phone', '=', phone)
    .executeTakeFirst()
  return row ?? null
}

/** The phone numbers and e-mail addresses that are proven by these accounts of a person. */
export async function provenAddresses(
  work: Work,
  ids: readonly Id<'person'>[],
): Promise<readonly string[]> {
  const { rows } = await sql<{ address: string }>`
    select address from people.account a,
      unnest(array[case when a.guest_since is null then a.phone end, case when a.email_proven_at is not null then a.email end]) address
    where a.id = any(${ids}::uuid[]) and address is not null`.execute(work.tx)
  return rows.map(({ address }) => address)
}

export async function passwordHashOf(work: Work, id: Id<'person'>): Promise<string | null> {
  const row = await tables(work)
    .selectFrom('people.account')
    .select('passwordHash')
    .where('id', '=', id)
    .executeTakeFirst()
  return row?.passwordHash ?? null
}

export type AccountChange = {
  readonly name?: string
  readonly email?: string
  readonly locale?: Locale
  readonly phone?: string
  readonly passwordHash?: string
  readonly isOperator?: boolean
}

export async function updateAccount(
  work: Work,
  id: Id<'person'>,
  change: AccountChange,
): Promise<void> {
  if (Object.keys(change).length === 0) return
  const set = { ...change, ...(change.phone !== undefined && { phoneProvenAt: work.now }) }
  await tables(work).updateTable('people.account').set(set).where('id', '=', id).execute()
}

/** Since when the address that codes of a person go to is theirs, and since when they are here. */
export async function addressSince(
  work: Work,
  id: Id<'person'>,
): Promise<{ readonly joinedAt: Date; readonly provenAt: Date | null } | null> {
  const row = await tables(work)
    .selectFrom('people.account')
    .select(['joinedAt', 'phone', 'phoneProvenAt', 'emailProvenAt'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return null
  return {
    joinedAt: row.joinedAt,
    provenAt: row.phone === null ? row.emailProvenAt : row.phoneProvenAt,
  }
}

export async function insertSession(
  work: Work,
  session: Session,
  tokenHash: string,
): Promise<void> {
  await tables(work)
    .insertInto('people.session')
    .values({ ...session, tokenHash, endedAt: null })
    .execute()
}

export function liveSessionsOf(
  work: Work,
  personId: Id<'person'>,
  idleSince: Date,
): Promise<Session[]> {
  return tables(work)
    .selectFrom('people.session')
    .select(sessionColumns)
    .where('personId', '=', personId)
    .where('endedAt', 'is', null)
    .where('expiresAt', '>', work.now)
    .where('lastSeenAt', '>', idleSince)
    .orderBy('lastSeenAt', 'desc')
    .orderBy('id', 'desc')
    .limit(100)
    .execute()
}

/** Ends sessions of a person: the one named, all, or all but one. Answers which. */
export async function endSessionsOf(
  work: Work,
  personId: Id<'person'>,
  which: { readonly only?: Id<'session'>; readonly except?: Id<'session'> },
): Promise<readonly Id<'session'>[]> {
  const { rows } = await sql<{ id: Id<'session'> }>`
    update people.session set ended_at = ${work.now}
    where person_id = ${personId} and ended_at is null
      and (${which.only ?? null}::uuid is null or id = ${which.only ?? null}::uuid)
      and (${which.except ?? null}::uuid is null or id <> ${which.except ?? null}::uuid)
    returning id`.execute(work.tx)
  return rows.map(({ id }) => id)
}

/** The sessions behind tokens, with all that makes an actor: one query however many. */
export async function sessionsByTokens(
  { db }: Pick<Database, 'db'>,
  tokenHashes: readonly string[],
): Promise<readonly TokenRow[]> {
  const { rows } = await sql<TokenRow>`
    select s.token_hash, s.id as session_id, s.person_id, a.is_operator, s.last_seen_at, s.expires_at,
      coalesce((
        select jsonb_agg(jsonb_build_object('merchantId', m.merchant_id, 'role', m.role,
                                            'placeIds', m.place_ids)
                         order by m.since, m.merchant_id)
        from people.membership m where m.person_id = s.person_id
      ), '[]') as memberships
    from people.session s join people.account a on a.id = s.person_id
    where s.token_hash = any(${tokenHashes}::text[]) and s.ended_at is null`.execute(db)
  return rows
}

export async function keysByTokens(
  { db }: Pick<Database, 'db'>,
  tokenHashes: readonly string[],
): Promise<readonly KeyRow[]> {
  const { rows } = await sql<KeyRow>`
    select key_hash as token_hash, id as key_id, merchant_id, scopes, last_used_at
    from people.api_key
    where key_hash = any(${tokenHashes}::text[]) and ended_at is null`.execute(db)
  return rows
}

/** Notes that tokens were used; a lost race with another process changes nothing. */
export async function touchTokens(
  { db }: Pick<Database, 'db'>,
  tokenHashes: readonly string[],
  now: Date,
): Promise<void> {
  const hashes = tokenHashes.toSorted()
  await sql`
    with held as (
      select id from people.session where token_hash = any(${hashes}::text[])
      order by id for no key update skip locked
    )
    update people.session s set last_seen_at = greatest(last_seen_at, ${now}) from held
    where s.id = held.id`.execute(db)
  await sql`
    with held as (
      select id from people.api_key where key_hash = any(${hashes}::text[])
      order by id for no key update skip locked
    )
    update people.api_key k set last_used_at = ${now} from held where k.id = held.id`.execute(db)
}

export async function saveMembership(
  work: Work,
  membership: Membership & { readonly personId: Id<'person'> },
): Promise<void> {
  const { personId, merchantId, role, placeIds = null } = membership
  await tables(work)
    .insertInto('people.membership')
    .values({ personId, merchantId, role, placeIds, since: work.now })
    .onConflict((conflict) =>
      conflict.columns(['personId', 'merchantId']).doUpdateSet({ role, placeIds }),
    )
    .execute()
}

export async function deleteMembership(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'>,
): Promise<Membership | null> {
  const gone = await tables(work)
    .deleteFrom('people.membership')
    .where('personId', '=', personId)
    .where('merchantId', '=', merchantId)
    .returning(['merchantId', 'role', 'placeIds'])
    .executeTakeFirst()
  return gone ?? null
}

/** The owners of a merchant; they stay as they are until the work ends. */
export async function lockOwners(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Id<'person'>[]> {
  const rows = await tables(work)
    .selectFrom('people.membership')
    .select('personId')
    .where('merchantId', '=', merchantId)
    .where('role', '=', 'owner')
    .orderBy('personId')
    .forUpdate()
    .execute()
  return rows.map(({ personId }) => personId)
}

export async function membersByMerchant(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    select m.person_id, m.merchant_id, m.role, m.place_ids, a.name, a.email, a.phone
    from people.membership m join people.account a on a.id = m.person_id
    where m.merchant_id = ${merchantId}
    order by array_position(array['owner', 'manager', 'staff'], m.role), m.since, m.person_id
    limit 1000`.execute(work.tx)
  return rows
}

export function membershipsByPerson(work: Work, personId: Id<'person'>): Promise<Membership[]> {
  return tables(work)
    .selectFrom('people.membership')
    .select(['merchantId', 'role', 'placeIds'])
    .where('personId', '=', personId)
    .orderBy('since')
    .orderBy('merchantId')
    .execute()
}

export async function insertKey(work: Work, key: ApiKey, keyHash: string): Promise<void> {
  const createdBy = work.actor.kind === 'person' ? work.actor.personId : null
  await tables(work)
    .insertInto('people.apiKey')
    .values({ ...key, scopes: [...key.scopes], keyHash, createdBy, endedAt: null })
    .execute()
}

/** The keys of a merchant, or (null) of the market, newest first. */
export function liveKeysOf(work: Work, merchantId: Id<'merchant'> | null): Promise<ApiKey[]> {
  return tables(work)
    .selectFrom('people.apiKey')
    .select(keyColumns)
    .where('merchantId', 'is not distinct from', merchantId)
    .where('endedAt', 'is', null)
    .orderBy('createdAt', 'desc')
    .orderBy('id', 'desc')
    .limit(1000)
    .execute()
}

export async function endKey(
  work: Work,
  merchantId: Id<'merchant'> | null,
  keyId: Id<'api-key'>,
): Promise<boolean> {
  const ended = await tables(work)
    .updateTable('people.apiKey')
    .set({ endedAt: work.now })
    .where('id', '=', keyId)
    .where('merchantId', 'is not distinct from', merchantId)
    .where('endedAt', 'is', null)
    .returning('id')
    .executeTakeFirst()
  return ended !== undefined
}
