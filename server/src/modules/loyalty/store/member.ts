/** The SQL of members and their codes. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'

export type MemberKey = { readonly merchantId: Id<'merchant'>; readonly personId: Id<'person'> }
export type Member = MemberKey & { readonly joinedAt: Date; readonly tier: number }

/**
 * Locks members of one merchant in the order of their ids; those who are none yet become one.
 * Whatever is read of them afterwards stays true until the work ends.
 */
export async function lockMembers(
  work: Work,
  merchantId: Id<'merchant'>,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, Member>> {
  const ids = [...new Set(personIds)].sort()
  const { rows } = await sql<Member>`
    with fresh as (
      insert into loyalty.member (merchant_id, person_id, joined_at, tier_judged_at)
      select ${merchantId}, person_id, ${work.now}, ${work.now}
      from unnest(${ids}::uuid[]) with ordinality as wanted (person_id, place)
      where not exists (
        select from loyalty.member m
        where m.merchant_id = ${merchantId} and m.person_id = wanted.person_id
      )
      order by place
      on conflict do nothing
      returning merchant_id, person_id, joined_at, tier
    ), known as (
      select merchant_id, person_id, joined_at, tier from loyalty.member
      where merchant_id = ${merchantId} and person_id = any(${ids}::uuid[])
      order by person_id
      for no key update
    )
    table known union all table fresh`.execute(work.tx)
  // One of them joined in another work at this very moment: it is there now, and seen at the next look.
  if (rows.length < ids.length) return lockMembers(work, merchantId, ids)
  return new Map(rows.map((row) => [row.personId, row]))
}

/** Whether a person is a member of a shop. */
export async function hasMember(work: Work, { merchantId, personId }: MemberKey): Promise<boolean> {
  const { rows } = await sql`
    select person_id from loyalty.member
    where merchant_id = ${merchantId} and person_id = ${personId}`.execute(work.tx)
  return rows.length === 1
}

/** The memberships of a person, oldest first. */
export async function membershipsOf(
  work: Work,
  personId: Id<'person'>,
): Promise<readonly Member[]> {
  const { rows } = await sql<Member>`
    select merchant_id, person_id, joined_at, tier from loyalty.member
    where person_id = ${personId} order by joined_at, merchant_id`.execute(work.tx)
  return rows
}

export async function setTier(
  work: Work,
  { merchantId, personId }: MemberKey,
  tier: number,
): Promise<void> {
  await sql`
    update loyalty.member set tier = ${tier}, tier_judged_at = ${work.now}
    where merchant_id = ${merchantId} and person_id = ${personId}`.execute(work.tx)
}

/** Members with a tier that nobody has looked at since an instant. */
export async function tiersJudgedBefore(
  work: Work,
  since: Date,
  limit: number,
): Promise<readonly MemberKey[]> {
  const { rows } = await sql<MemberKey>`
    select merchant_id, person_id from loyalty.member
    where tier > 0 and tier_judged_at < ${since}
    order by tier_judged_at limit ${limit}`.execute(work.tx)
  return rows
}

/** What a member code is made of. */
export type MemberSecret = {
  readonly personId: Id<'person'>
  readonly handle: number
  readonly secret: Uint8Array
}
/** How far the codes of a person have been read, and which till may go on with the last. */
export type LastReading = {
  readonly step: number
  readonly placeId: Id<'place'>
  readonly till: string
  readonly until: Date
}

/** The secret of a person, made when it is asked for first. */
export async function secretOf(work: Work, personId: Id<'person'>): Promise<MemberSecret> {
  await sql`
    insert into loyalty.member_code (person_id) values (${personId})
    on conflict do nothing`.execute(work.tx)
  const { rows } = await sql<MemberSecret>`
    select person_id, handle, secret from loyalty.member_code
    where person_id = ${personId}`.execute(work.tx)
  return rows[0] as MemberSecret
}

/** Those who share a handle, locked, with what was read of them last. */
export async function sharersOf(
  work: Work,
  handle: number,
  limit: number,
): Promise<readonly (MemberSecret & { readonly last: LastReading | null })[]> {
  type Row = MemberSecret & {
    stepRead: number | null
    placeRead: Id<'place'>
    tillRead: string
    readUntil: Date
  }
  const { rows } = await sql<Row>`
    select person_id, handle, secret, step_read, place_read, till_read, read_until
    from loyalty.member_code where handle = ${handle}
    order by person_id limit ${limit}
    for no key update`.execute(work.tx)
  return rows.map(({ stepRead, placeRead, tillRead, readUntil, ...rest }) => ({
    ...rest,
    last:
      stepRead === null
        ? null
        : { step: stepRead, placeId: placeRead, till: tillRead, until: readUntil },
  }))
}

export async function noteReading(
  work: Work,
  personId: Id<'person'>,
  { step, placeId, till, until }: LastReading,
): Promise<void> {
  await sql`
    update loyalty.member_code
    set step_read = ${step}, place_read = ${placeId}, till_read = ${till}, read_until = ${until}
    where person_id = ${personId}`.execute(work.tx)
}

/** A till at a place: who stands there. */
export type Till = { readonly placeId: Id<'place'>; readonly till: string }

/** How many wrong codes came from a till since an instant. */
export async function missesSince(
  work: Work,
  { placeId, till }: Till,
  since: Date,
): Promise<number> {
  const { rows } = await sql<{ misses: number }>`
    select misses from loyalty.code_miss
    where place_id = ${placeId} and till = ${till} and since > ${since}`.execute(work.tx)
  return rows[0]?.misses ?? 0
}

/** Counts one more wrong code; the count starts afresh when it began before `since`. */
export async function countMiss(work: Work, { placeId, till }: Till, since: Date): Promise<void> {
  await sql`
    insert into loyalty.code_miss as m (place_id, till, since, misses)
    values (${placeId}, ${till}, ${work.now}, 1)
    on conflict (place_id, till) do update set
      misses = case when m.since > ${since} then m.misses + 1 else 1 end,
      since = case when m.since > ${since} then m.since else excluded.since end`.execute(work.tx)
}
