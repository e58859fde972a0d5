/** SQL on invitations to work at a merchant. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Invitation, Locale } from '../model.ts'

const columns = sql`id, merchant_id, role, place_ids, address, invited_by, created_at, expires_at`
const isOpen = (work: Work) =>
  sql`accepted_at is null and taken_back_at is null and expires_at > ${work.now}`

export async function insertInvitation(
  work: Work,
  invitation: Invitation,
  tokenHash: string,
): Promise<void> {
  const { id, merchantId, role, placeIds, address, invitedBy, createdAt, expiresAt } = invitation
  await sql`
    insert into people.staff_invitation
      (id, merchant_id, role, place_ids, token_hash, address, invited_by, created_at, expires_at)
    values (${id}, ${merchantId}, ${role}, ${placeIds}::uuid[], ${tokenHash}, ${address},
      ${invitedBy}, ${createdAt}, ${expiresAt})`.execute(work.tx)
}

export async function openInvitations(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly Invitation[]> {
  const { rows } = await sql<Invitation>`
    select ${columns} from people.staff_invitation
    where merchant_id = ${merchantId} and ${isOpen(work)}
    order by created_at desc, id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** The invitation of a link while it waits; held until the work ends where it is to be accepted. */
export async function invitationOf(
  work: Work,
  tokenHash: string,
  { isHeld }: { readonly isHeld: boolean },
): Promise<Invitation | null> {
  const { rows } = await sql<Invitation>`
    select ${columns} from people.staff_invitation
    where token_hash = ${tokenHash} and ${isOpen(work)}
    ${isHeld ? sql`for update` : sql``}`.execute(work.tx)
  return rows[0] ?? null
}

export async function markAccepted(
  work: Work,
  id: Id<'invitation'>,
  personId: Id<'person'>,
): Promise<void> {
  await sql`
    update people.staff_invitation set accepted_at = ${work.now}, accepted_by = ${personId}
    where id = ${id}`.execute(work.tx)
}

/** Takes an invitation back; false when it waits no more, or is another merchant's. */
export async function takeBack(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'invitation'>,
): Promise<boolean> {
  const { rows } = await sql`
    update people.staff_invitation set taken_back_at = ${work.now}
    where id = ${id} and merchant_id = ${merchantId} and ${isOpen(work)}
    returning id`.execute(work.tx)
  return rows.length > 0
}

/** Takes back what these people invited to and nobody accepted yet. */
export async function takeBackOf(
  work: Work,
  merchantId: Id<'merchant'>,
  invitedBy: readonly Id<'person'>[],
): Promise<void> {
  await sql`
    update people.staff_invitation set taken_back_at = ${work.now}
    where merchant_id = ${merchantId} and invited_by = any(${invitedBy}::uuid[])
      and ${isOpen(work)}`.execute(work.tx)
}

/** The language of who has proven an address; null when nobody has. */
export async function localeOfAddress(work: Work, address: string): Promise<Locale | null> {
  const { rows } = await sql<{ locale: Locale }>`
    select locale from people.account
    where phone = ${address} or (email = ${address} and email_proven_at is not null)`.execute(
    work.tx,
  )
  return rows[0]?.locale ?? null
}
