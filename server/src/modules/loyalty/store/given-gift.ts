/** The SQL of gift cards that were given for purchases. Rows in, domain types out. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { GiftCard } from '../model/gifts.ts'
import type { MemberKey } from './member.ts'

export type GivenRow = {
  readonly id: Id<'gift-card'>
  readonly givenWith: Id<'purchase'>
  readonly dueMinor: number
  readonly postedMinor: number
  readonly expiresAt: Date
}

/** Writes the card of a purchase. Answers false when it has one already. */
export async function insertGivenCard(
  work: Work,
  card: GiftCard & { readonly givenWith: Id<'purchase'> },
  codeDigest: Uint8Array,
): Promise<boolean> {
  const { id, merchantId, amountMinor, givenWith, holderId, issuedAt, availableAt, expiresAt } =
    card
  const { rows } = await sql`
    insert into loyalty.gift_card (id, merchant_id, amount_minor, code_digest, given_with,
      due_minor, posted_minor, holder_id, issued_at, added_at, available_at, expires_at)
    values (${id}, ${merchantId}, ${amountMinor}, ${codeDigest}, ${givenWith}, ${amountMinor},
      ${amountMinor}, ${holderId}, ${issuedAt}, ${issuedAt}, ${availableAt}, ${expiresAt})
    on conflict (given_with) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** The cards that a shop gave a member. Lock the member first where they are to be changed. */
export async function givenCardsOf(
  work: Work,
  { merchantId, personId }: MemberKey,
): Promise<readonly GivenRow[]> {
  const { rows } = await sql<GivenRow>`
    select id, given_with, due_minor, posted_minor, expires_at from loyalty.gift_card
    where holder_id = ${personId} and merchant_id = ${merchantId} and given_with is not null
    order by id`.execute(work.tx)
  return rows
}

/** Lowers what the card of a purchase is due; null for all of it. Answers whether it has one. */
export async function lowerDue(
  work: Work,
  purchaseId: Id<'purchase'>,
  backMinor: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    update loyalty.gift_card
    set due_minor = greatest(0, due_minor - coalesce(${backMinor}::bigint, due_minor))
    where given_with = ${purchaseId}
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function setPosted(
  work: Work,
  posted: ReadonlyMap<Id<'gift-card'>, number>,
): Promise<void> {
  if (posted.size === 0) return
  await sql`
    update loyalty.gift_card c set posted_minor = p.posted_minor
    from unnest(${[...posted.keys()]}::uuid[], ${[...posted.values()]}::bigint[])
      as p (id, posted_minor)
    where c.id = p.id`.execute(work.tx)
}
