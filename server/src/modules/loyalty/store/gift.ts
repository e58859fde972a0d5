/** The SQL of gift cards. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { GiftCard, GiftDraw } from '../model/gifts.ts'

const columns = sql`
  id, merchant_id, amount_minor, bought_with, holder_id, is_disabled, issued_at, available_at,
  expires_at`

/** Writes a new card. Answers false when its id is taken. */
export async function insertGiftCard(
  work: Work,
  card: GiftCard,
  codeDigest: Uint8Array,
): Promise<boolean> {
  const { id, merchantId, amountMinor, boughtWith, issuedAt, expiresAt } = card
  const { rows } = await sql`
    insert into loyalty.gift_card (id, merchant_id, amount_minor, code_digest, bought_with,
      issued_at, expires_at)
    values (${id}, ${merchantId}, ${amountMinor}, ${codeDigest}, ${boughtWith}, ${issuedAt},
      ${expiresAt})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

/** The card of a code, locked. */
export async function lockGiftCard(work: Work, codeDigest: Uint8Array): Promise<GiftCard | null> {
  const { rows } = await sql<GiftCard>`
    select ${columns} from loyalty.gift_card where code_digest = ${codeDigest}
    for no key update`.execute(work.tx)
  return rows[0] ?? null
}

export async function setHolder(
  work: Work,
  id: Id<'gift-card'>,
  holderId: Id<'person'>,
): Promise<void> {
  await sql`
    update loyalty.gift_card set holder_id = ${holderId}, added_at = ${work.now}
    where id = ${id}`.execute(work.tx)
}

/** The cards of a person, of one shop or of all, first to run out first. */
export async function giftCardsOf(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'> | null,
): Promise<readonly GiftCard[]> {
  const { rows } = await sql<GiftCard>`
    select ${columns} from loyalty.gift_card
    where holder_id = ${personId}
      and (${merchantId}::uuid is null or merchant_id = ${merchantId}::uuid)
    order by expires_at, id`.execute(work.tx)
  return rows
}

/** The cards that a purchase paid for, locked in the order of their ids. */
export async function lockBoughtWith(
  work: Work,
  purchaseId: Id<'purchase'>,
): Promise<readonly GiftCard[]> {
  const { rows } = await sql<GiftCard>`
    select ${columns} from loyalty.gift_card where bought_with = ${purchaseId}
    order by id for no key update`.execute(work.tx)
  return rows
}

export async function disableGiftCards(work: Work, ids: readonly Id<'gift-card'>[]): Promise<void> {
  await sql`
    update loyalty.gift_card set is_disabled = true where id = any(${ids}::uuid[])`.execute(work.tx)
}

/** Marks cards that run out before an instant and whose holders have not heard of it; answers them. */
export async function takeUnnoticed(
  work: Work,
  before: Date,
  limit: number,
): Promise<readonly GiftCard[]> {
  const { rows } = await sql<GiftCard>`
    update loyalty.gift_card set noticed_at = ${work.now}
    where id in (
      select id from loyalty.gift_card
      where noticed_at is null and holder_id is not null and not is_disabled
        and expires_at <= ${before} and expires_at > ${work.now}
      order by expires_at limit ${limit}
      for update skip locked
    )
    returning ${columns}`.execute(work.tx)
  return rows
}

export type StoredDraw = GiftDraw & { readonly returned: number }

/** What a spending took from cards, in the order in which it did. */
export async function drawsOf(
  work: Work,
  spendingId: Id<'spending'>,
): Promise<readonly StoredDraw[]> {
  const { rows } = await sql<StoredDraw>`
    select d.gift_card_id, d.amount, d.returned
    from loyalty.gift_draw d join loyalty.gift_card c on c.id = d.gift_card_id
    where d.spending_id = ${spendingId}
    order by c.expires_at, c.id`.execute(work.tx)
  return rows
}

export async function insertDraws(
  work: Work,
  spendingId: Id<'spending'>,
  draws: readonly GiftDraw[],
): Promise<void> {
  await sql`
    insert into loyalty.gift_draw (spending_id, gift_card_id, amount)
    select ${spendingId}, gift_card_id, amount
    from unnest(
      ${draws.map((it) => it.giftCardId)}::uuid[], ${draws.map((it) => it.amount)}::bigint[]
    ) as draw (gift_card_id, amount)`.execute(work.tx)
}

export async function countReturned(
  work: Work,
  spendingId: Id<'spending'>,
  returns: readonly GiftDraw[],
): Promise<void> {
  await sql`
    update loyalty.gift_draw d set returned = d.returned + back.amount
    from unnest(
      ${returns.map((it) => it.giftCardId)}::uuid[], ${returns.map((it) => it.amount)}::bigint[]
    ) as back (gift_card_id, amount)
    where d.spending_id = ${spendingId} and d.gift_card_id = back.gift_card_id`.execute(work.tx)
}
