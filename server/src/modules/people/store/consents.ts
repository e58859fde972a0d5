/** SQL on consents, their wordings, and the uses of locations. */
import { sql, type Kysely, type RawBuilder, type Transaction } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { NoTables } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { Consent, ConsentProof, Purpose, Wording } from '../model.ts'
import type { LocationPurpose, LocationUses } from '../model/location-uses.ts'

type Held = { readonly personId: Id<'person'>; readonly purposes: readonly Purpose[] }

/** Whether what waits for its giver's age is read as well (PE70): to take it back, not to use it. */
export type WhichHeld = 'in force' | 'also held back'
export const heldBy = (which: WhichHeld) => (which === 'in force' ? sql`and not held_back` : sql``)

/** What each of these people agrees to now; people who never answered are left out. */
export async function consentsNow(
  db: Kysely<NoTables> | Transaction<NoTables>,
  personIds: readonly string[],
  which: WhichHeld = 'in force',
): Promise<readonly Held[]> {
  const { rows } = await sql<Held>`
    select person_id, purposes from people.consent_now
    where person_id = any(${personIds}::uuid[]) ${heldBy(which)}
      -- Nobody is behind an account that was merged into another: it agrees to nothing (PE83).
      and person_id not in (select id from people.account where merged_into is not null)`.execute(
    db,
  )
  return rows
}

/** What a person said yes to since an instant, as `purpose/` or `purpose/merchant`. */
export async function agreedSince(
  work: Work,
  personId: Id<'person'>,
  since: Date,
): Promise<ReadonlySet<string>> {
  const { rows } = await sql<{ key: string }>`
    select purpose || '/' as key from people.consent
    where person_id = ${personId} and granted and at >= ${since}
    union
    select purpose || '/' || merchant_id from people.merchant_consent
    where person_id = ${personId} and granted and at >= ${since}`.execute(work.tx)
  return new Set(rows.map(({ key }) => key))
}

/** Keeps the words in force, the first time someone answers to them. */
export async function keepWordings(
  work: Work,
  of: 'market' | 'merchant',
  wordings: readonly Wording[],
): Promise<void> {
  const table = sql.table(of === 'market' ? 'people.wording' : 'people.merchant_wording')
  await sql`
    insert into ${table} (purpose, version, ko, en)
    select * from unnest(
      ${wordings.map(({ purpose }) => purpose)}::text[],
      ${wordings.map(({ version }) => version)}::integer[],
      ${wordings.map(({ ko }) => ko)}::text[],
      ${wordings.map(({ en }) => en)}::text[]
    ) on conflict do nothing`.execute(work.tx)
}

/** Adds to the history; what holds now follows by itself. */
export async function insertConsents(
  work: Work,
  consents: readonly Consent[],
  proof: ConsentProof,
): Promise<void> {
  await sql`
    insert into people.consent (id, person_id, purpose, granted, wording_version, at, channel,
      session_id, ip_hash, agent_hash)
    select c.id, c.person_id, c.purpose, c.granted, c.wording_version, c.at, c.channel,
      ${proof.sessionId}::uuid, ${proof.ipHash}::text, ${proof.agentHash}::text
    from unnest(
      ${consents.map(({ id }) => id)}::uuid[],
      ${consents.map(({ personId }) => personId)}::uuid[],
      ${consents.map(({ purpose }) => purpose)}::text[],
      ${consents.map(({ granted }) => granted)}::boolean[],
      ${consents.map(({ wordingVersion }) => wordingVersion)}::integer[],
      ${consents.map(({ at }) => at)}::timestamptz[],
      ${consents.map(({ channel }) => channel)}::text[]
    ) with ordinality as c (id, person_id, purpose, granted, wording_version, at, channel, place)
    order by c.place`.execute(work.tx)
}

export type HistoryRow = Consent & { readonly nr: number }

/** What a person answered, newest first. */
export async function consentHistory(
  work: Work,
  personId: Id<'person'>,
  limit: number,
): Promise<readonly HistoryRow[]> {
  const { rows } = await sql<HistoryRow>`
    select id, nr, person_id, purpose, granted, wording_version, at, channel
    from people.consent where person_id = ${personId}
    order by nr desc limit ${limit}`.execute(work.tx)
  return rows
}

/**
 * Adds to the counts of minutes. Give them in one order everywhere (`summed`), as rows lock.
 *
 * @param whose `agreeing`: leaves those out who took the consent back since, and with it the record
 */
export async function addLocationUses(
  db: Kysely<NoTables> | Transaction<NoTables>,
  uses: readonly LocationUses[],
  whose: 'all' | 'agreeing' = 'all',
): Promise<void> {
  const agreeing = sql`
    where exists (select from people.consent_now n
      where n.person_id = used.person_id and 'location' = any (n.purposes) and not n.held_back)`
  await sql`
    insert into people.location_use as u (person_id, minute, purpose, merchant_id, count)
    select * from unnest(
      ${uses.map(({ personId }) => personId)}::uuid[],
      ${uses.map(({ minute }) => minute)}::timestamptz[],
      ${uses.map(({ purpose }) => purpose)}::text[],
      ${uses.map(({ merchantId }) => merchantId)}::uuid[],
      ${uses.map(({ count }) => count)}::integer[]
    ) as used (person_id, minute, purpose, merchant_id, count)
    ${whose === 'agreeing' ? agreeing : sql``}
    on conflict (person_id, minute, purpose, merchant_id)
    do update set count = u.count + excluded.count`.execute(db)
}

/** Adds one use for everybody of `select person_id …`, in one statement, in the order of ids. */
export async function addLocationUseOfMany(
  work: Work,
  people: RawBuilder<unknown>,
  use: Omit<LocationUses, 'personId' | 'count'>,
): Promise<void> {
  await sql`
    insert into people.location_use as u (person_id, minute, purpose, merchant_id, count)
    select person_id, ${use.minute}::timestamptz, ${use.purpose}, ${use.merchantId}::uuid, 1
    from (${people}) p order by person_id
    on conflict (person_id, minute, purpose, merchant_id)
    do update set count = u.count + 1`.execute(work.tx)
}

export type LocationUseKey = {
  readonly minute: Date
  readonly purpose: LocationPurpose
  readonly merchantId: Id<'merchant'> | null
}
const noMerchant = '00000000-0000-0000-0000-000000000000'

/** Who used a person's location, newest first, from below a key on. */
export async function locationUsesBelow(
  work: Work,
  personId: Id<'person'>,
  below: LocationUseKey | null,
  limit: number,
): Promise<readonly LocationUses[]> {
  const rest = below
    ? sql`and (minute, purpose, coalesce(merchant_id, ${noMerchant}::uuid)) <
        (${below.minute}, ${below.purpose}, ${below.merchantId ?? noMerchant}::uuid)`
    : sql``
  const { rows } = await sql<LocationUses>`
    select person_id, minute, purpose, merchant_id, count from people.location_use
    where person_id = ${personId} ${rest}
    order by minute desc, purpose desc, coalesce(merchant_id, ${noMerchant}::uuid) desc
    limit ${limit}`.execute(work.tx)
  return rows
}

export type Ages = {
  readonly sessions: Date
  readonly tries: Date
  readonly limit: number
}

/** Removes what has been kept long enough, a bounded bite at a time. */
export async function sweep({ tx }: Work, before: Ages): Promise<void> {
  await sql`
    delete from people.session where id in (
      select id from people.session
      where coalesce(ended_at, expires_at) < ${before.sessions} limit ${before.limit}
    )`.execute(tx)
  await sql`delete from people.sign_in_try where started_at < ${before.tries}`.execute(tx)
  await sql`
    delete from people.phone_code
    where started_at < ${before.tries} and expires_at < ${before.tries}`.execute(tx)
}
