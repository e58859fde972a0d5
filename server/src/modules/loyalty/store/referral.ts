/** The SQL of invitations and of the friends who came by them. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Referral } from '../model/referrals.ts'
import type { MemberKey } from './member.ts'

export type Invitation = MemberKey & { readonly code: string }

/** The invitation of a member; null when none was made. */
export async function invitationOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select code, merchant_id, person_id from loyalty.invitation
    where merchant_id = ${merchantId} and person_id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

export async function invitationByCode(work: Work, code: string): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select code, merchant_id, person_id from loyalty.invitation where code = ${code}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

/** Writes an invitation; does nothing when the member has one, or the code is taken. */
export async function insertInvitation(
  work: Work,
  { merchantId, personId, code }: Invitation,
): Promise<void> {
  await sql`
    insert into loyalty.invitation (code, merchant_id, person_id, made_at)
    values (${code}, ${merchantId}, ${personId}, ${work.now})
    on conflict do nothing`.execute(work.tx)
}

const columns = sql`
  r.id, r.merchant_id, r.inviter_id, r.friend_id, r.terms_version, r.accepted_at, r.ends_at,
  r.qualified_by, r.qualified_at`

/** By whom a member came; null for those who came by themselves. */
export async function referralOfFriend(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<Referral | null> {
  const { rows } = await sql<Referral>`
    select ${columns} from loyalty.referral r
    where merchant_id = ${merchantId} and friend_id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** The friends who came by a member, in the order in which their purchases counted. */
export async function referralsBy(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly Referral[]> {
  const { rows } = await sql<Referral>`
    select ${columns} from loyalty.referral r
    where merchant_id = ${merchantId} and inviter_id = ${personId}
    order by qualified_at nulls last, id`.execute(work.tx)
  return rows
}

/**
 * Lets those who accept an invitation of a merchant wait for each other: the circles that two could
 * close at once are seen by the later one.
 */
export async function lockReferrals(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  await sql`
    select from loyalty.terms where merchant_id = ${merchantId} and version = 1
    for no key update`.execute(work.tx)
}

/** Whether a member came, by however many steps, by an invitation of another. */
export async function cameBy(
  work: Work,
  { merchantId, personId }: MemberKey,
  ancestorId: Id<'person'>,
): Promise<boolean> {
  const { rows } = await sql`
    with recursive line (person_id) as (
      select inviter_id from loyalty.referral
      where merchant_id = ${merchantId} and friend_id = ${personId}
      union
      select r.inviter_id from line join loyalty.referral r
        on r.merchant_id = ${merchantId} and r.friend_id = line.person_id
    )
    select from line where person_id = ${ancestorId}`.execute(work.tx)
  return rows.length > 0
}

/** Writes a referral. Answers false when the friend has accepted one of this merchant before. */
export async function insertReferral(
  work: Work,
  referral: Omit<Referral, 'qualifiedBy' | 'qualifiedAt'>,
): Promise<boolean> {
  const { id, merchantId, inviterId, friendId, termsVersion, acceptedAt, endsAt } = referral
  const { rows } = await sql`
    insert into loyalty.referral (id, merchant_id, inviter_id, friend_id, terms_version,
      accepted_at, ends_at)
    values (${id}, ${merchantId}, ${inviterId}, ${friendId}, ${termsVersion}, ${acceptedAt},
      ${endsAt})
    on conflict do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function setQualified(
  work: Work,
  { id, qualifiedBy, qualifiedAt }: Pick<Referral, 'id' | 'qualifiedBy' | 'qualifiedAt'>,
): Promise<void> {
  await sql`
    update loyalty.referral
    set qualified_by = ${qualifiedBy}, qualified_at = ${qualifiedAt}
    where id = ${id}`.execute(work.tx)
}
