/** The SQL of bills, their lines and shares, and what came back. Rows in, domain types out. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Bill, BillLine, BillReturn, BillShare, BillState, BillUse } from '../model/bill.ts'

/**
 * Writes a bill with its lines, uses and shares, in one statement.
 *
 * Answers false, and writes nothing, when a use of one of its coupons stands already (OF2): the work
 * must not go on then.
 */
export async function insertBill(work: Work, bill: Bill): Promise<boolean> {
  const { lines, uses } = bill
  const shares = sharesOf(lines)
  const redeemedAt = bill.state === 'held' ? null : bill.paidAt
  const { rows } = await sql<{ written: number }>`
    with bill as (
      insert into offers.bill (id, merchant_id, place_id, person_id, state, channel,
        payment_method, reference, is_itemised, bill_minor, discount_minor, points, gift_minor,
        made_at, made_by, held_until, paid_at)
      values (${bill.id}, ${bill.merchantId}, ${bill.placeId}, ${bill.personId}, ${bill.state},
        ${bill.channel}, ${bill.paymentMethod}, ${bill.reference}, ${bill.isItemised}, ${bill.billMinor},
        ${bill.discountMinor}, ${bill.points}, ${bill.giftMinor}, ${bill.madeAt}, ${bill.madeBy},
        ${bill.heldUntil}, ${bill.paidAt})
    ), line as (
      insert into offers.bill_line (bill_id, number, line_id, item_id, category_ids, quantity,
        unit_minor, discount_minor)
      select ${bill.id}, number, line_id, item_id,
        array(select jsonb_array_elements_text(category_ids)), quantity, unit_minor, discount_minor
      from unnest(
        ${lines.map((line) => line.number)}::integer[], ${lines.map((line) => line.lineId)}::text[],
        ${lines.map((line) => line.itemId)}::text[],
        ${lines.map((line) => JSON.stringify(line.categoryIds))}::jsonb[],
        ${lines.map((line) => line.quantity)}::integer[],
        ${lines.map((line) => line.unitMinor)}::bigint[],
        ${lines.map(discountOf)}::bigint[]
      ) as line (number, line_id, item_id, category_ids, quantity, unit_minor, discount_minor)
    ), used as (
      insert into offers.redemption (id, bill_id, coupon_id, offer_id, merchant_id, place_id,
        person_id, campaign_id, bill_minor, discount_minor, points_earned, gift_minor,
        extras, taken, redeemed_at, redeemed_by)
      select id, ${bill.id}, coupon_id, offer_id, ${bill.merchantId}, ${bill.placeId},
        ${bill.personId}, campaign_id, bill_minor, discount_minor, points_earned, gift_minor,
        extras, taken, ${redeemedAt}, ${bill.madeBy}
      from unnest(
        ${uses.map((use) => use.id)}::uuid[], ${uses.map((use) => use.couponId)}::uuid[],
        ${uses.map((use) => use.offerId)}::uuid[], ${uses.map((use) => use.campaignId)}::uuid[],
        ${uses.map((use) => use.billMinor)}::bigint[],
        ${uses.map((use) => use.discountMinor)}::bigint[],
        ${uses.map((use) => use.pointsEarned)}::bigint[],
        ${uses.map((use) => use.giftMinor)}::bigint[],
        ${uses.map((use) => JSON.stringify(use.extras))}::jsonb[],
        ${uses.map((use) => JSON.stringify(use.taken))}::jsonb[]
      ) as used (id, coupon_id, offer_id, campaign_id, bill_minor, discount_minor, points_earned,
        gift_minor, extras, taken)
      on conflict (coupon_id) where reversed_at is null do nothing
      returning id
    ), shared as (
      insert into offers.bill_share (bill_id, number, redemption_id, discount_minor)
      select ${bill.id}, number, redemption_id, discount_minor
      from unnest(
        ${shares.map((share) => share.number)}::integer[],
        ${shares.map((share) => share.redemptionId)}::uuid[],
        ${shares.map((share) => share.discountMinor)}::bigint[]
      ) as share (number, redemption_id, discount_minor)
      -- Where a use was not written, the answer below is no, and all of this is undone.
      where redemption_id in (select id from used)
    )
    select count(*)::integer as written from used`.execute(work.tx)
  return rows[0]?.written === uses.length
}

const sharesOf = (lines: readonly BillLine[]) =>
  lines.flatMap(({ number, shares }) => shares.map((share) => ({ number, ...share })))

const discountOf = ({ shares }: BillLine) =>
  shares.reduce((sum, { discountMinor }) => sum + discountMinor, 0)

type BillRow = Omit<Bill, 'lines' | 'uses'>
type LineRow = Omit<BillLine, 'shares'>
type ShareRow = BillShare & { readonly number: number }

/** A bill with all that belongs to it, locked until the work ends; null when there is none. */
export async function lockBill(work: Work, id: Id<'bill'>): Promise<Bill | null> {
  // Locked by itself, so that nothing of it is read before the lock is there.
  const { rows } = await sql<{ id: string }>`
    select id from offers.bill where id = ${id} for no key update`.execute(work.tx)
  return rows.length === 0 ? null : billOf(work, id)
}

/** A bill with all that belongs to it; null when there is none. */
export async function billOf(work: Work, id: Id<'bill'>): Promise<Bill | null> {
  const { rows } = await sql<BillRow>`
    select id, merchant_id, place_id, person_id, state, channel, payment_method, reference,
      is_itemised, bill_minor, discount_minor, refunded_minor, points, points_returned,
      gift_minor, gift_returned_minor, made_at, made_by, held_until, paid_at, closed_at
    from offers.bill where id = ${id}`.execute(work.tx)
  const [bill] = rows
  if (!bill) return null
  const lines = await sql<LineRow>`
    select number, line_id, item_id, category_ids, quantity, unit_minor, units_returned,
      refunded_minor
    from offers.bill_line where bill_id = ${id} order by number`.execute(work.tx)
  const uses = await sql<BillUse>`
    select id, coupon_id, offer_id, campaign_id, bill_minor, discount_minor, points_earned,
      points_returned, gift_minor, gift_returned_minor, extras, taken
    from offers.redemption where bill_id = ${id} order by id`.execute(work.tx)
  const shares = await sql<ShareRow>`
    select number, redemption_id, discount_minor, returned_minor
    from offers.bill_share where bill_id = ${id} order by number, redemption_id`.execute(work.tx)
  return {
    ...bill,
    lines: lines.rows.map((line) => {
      const own = shares.rows.filter(({ number }) => number === line.number)
      return { ...line, shares: own.map(({ number: _at, ...share }) => share) }
    }),
    uses: uses.rows,
  }
}

/** The bill of a redemption; null when there is none. */
export async function billIdOf(work: Work, id: Id<'redemption'>): Promise<Id<'bill'> | null> {
  const { rows } = await sql<{ billId: Id<'bill'> }>`
    select bill_id from offers.redemption where id = ${id}`.execute(work.tx)
  return rows[0]?.billId ?? null
}

/** Moves a locked bill on from being held; its uses take place, or are given up. */
export async function closeHeld(
  work: Work,
  id: Id<'bill'>,
  state: Extract<BillState, 'paid' | 'released' | 'expired'>,
  by: string,
): Promise<void> {
  const isPaid = state === 'paid'
  await sql`
    with bill as (
      update offers.bill set state = ${state}, held_until = null,
        paid_at = ${isPaid ? work.now : null}, closed_at = ${isPaid ? null : work.now}
      where id = ${id}
    )
    update offers.redemption set redeemed_at = ${isPaid ? work.now : null},
      reversed_at = ${isPaid ? null : work.now}, reversed_by = ${isPaid ? null : by},
      taken = case when ${isPaid}::boolean then taken else '[]' end
    where bill_id = ${id}`.execute(work.tx)
}

/** Writes what a return changes of a locked bill, and the return itself. */
export async function saveReturn(
  work: Work,
  bill: Bill,
  back: BillReturn,
  { id, by }: { readonly id: Id<'bill-return'>; readonly by: string },
): Promise<void> {
  const { lines, uses, isAll, refundMinor, pointsBack, giftBackMinor } = back
  const shares = sharesOf(lines)
  await sql`
    with noted as (
      insert into offers.bill_return (id, bill_id, refund_minor, points_returned,
        gift_returned_minor, returned_at, returned_by)
      values (${id}, ${bill.id}, ${refundMinor}, ${pointsBack}, ${giftBackMinor}, ${work.now},
        ${by})
    ), bill as (
      update offers.bill set refunded_minor = refunded_minor + ${refundMinor},
        points_returned = points_returned + ${pointsBack},
        gift_returned_minor = gift_returned_minor + ${giftBackMinor},
        state = ${isAll ? 'returned' : 'paid'}, closed_at = ${isAll ? work.now : null}
      where id = ${bill.id}
    ), line as (
      update offers.bill_line l set units_returned = b.units, refunded_minor = b.refunded_minor
      from unnest(
        ${lines.map((line) => line.number)}::integer[],
        ${lines.map((line) => line.unitsReturned)}::integer[],
        ${lines.map((line) => line.refundedMinor)}::bigint[]
      ) as b (number, units, refunded_minor)
      where l.bill_id = ${bill.id} and l.number = b.number
    ), share as (
      update offers.bill_share s set returned_minor = b.returned_minor
      from unnest(
        ${shares.map((share) => share.number)}::integer[],
        ${shares.map((share) => share.redemptionId)}::uuid[],
        ${shares.map((share) => share.returnedMinor)}::bigint[]
      ) as b (number, redemption_id, returned_minor)
      where s.bill_id = ${bill.id} and s.number = b.number and s.redemption_id = b.redemption_id
    )
    update offers.redemption r set points_returned = b.points_returned,
      gift_returned_minor = b.gift_returned_minor, taken = b.taken,
      reversed_at = ${isAll ? work.now : null}, reversed_by = ${isAll ? by : null}
    from unnest(
      ${uses.map((use) => use.id)}::uuid[], ${uses.map((use) => use.pointsReturned)}::bigint[],
      ${uses.map((use) => use.giftReturnedMinor)}::bigint[],
      ${uses.map((use) => JSON.stringify(use.taken))}::jsonb[]
    ) as b (id, points_returned, gift_returned_minor, taken)
    where r.id = b.id`.execute(work.tx)
}

/** Held bills whose time is over, the oldest first. */
export async function dueBills(work: Work, limit: number): Promise<readonly Id<'bill'>[]> {
  const { rows } = await sql<{ id: Id<'bill'> }>`
    select id from offers.bill where state = 'held' and held_until <= ${work.now}
    order by held_until limit ${limit}`.execute(work.tx)
  return rows.map((row) => row.id)
}
