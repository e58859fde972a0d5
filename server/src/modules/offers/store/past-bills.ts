/** The SQL that finds the bills of a place again. Rows in, domain types out. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Bill, BillState } from '../model/bill.ts'

/** A bill without what is on it. */
export type BillHead = Omit<Bill, 'lines' | 'uses'> & { readonly offersUsed: number }

export type BillsSought = {
  readonly state: BillState | null
  /** When it was made, [from, until). */
  readonly from: Date | null
  readonly until: Date | null
  /** How its reference begins, in small letters. */
  readonly reference: string | null
  readonly limit: number
  /** Instant and id of the last bill of the page before. */
  readonly before: readonly [Date, string] | null
}

/** The bills of a place, newest first. */
export async function billsAt(
  work: Work,
  placeId: Id<'place'>,
  { state, from, until, reference, limit, before }: BillsSought,
): Promise<readonly BillHead[]> {
  const [beforeAt, beforeId] = before ?? [null, null]
  const { rows } = await sql<BillHead>`
    select id, merchant_id, place_id, person_id, state, channel, payment_method, reference,
      is_itemised, bill_minor, discount_minor, refunded_minor, points, points_returned, gift_minor,
      gift_returned_minor, made_at,
      made_by, held_until, paid_at, closed_at,
      (select count(*)::integer from offers.redemption r where r.bill_id = b.id) as offers_used
    from offers.bill b
    where place_id = ${placeId}
      ${state === null ? sql`` : sql`and state = ${state}`}
      ${from === null ? sql`` : sql`and made_at >= ${from}`}
      ${until === null ? sql`` : sql`and made_at < ${until}`}
      ${reference === null ? sql`` : sql`and lower(reference) collate "C" ^@ ${reference}`}
      ${beforeAt === null ? sql`` : sql`and (made_at, id) < (${beforeAt}, ${beforeId}::uuid)`}
    order by made_at desc, id desc
    limit ${limit}`.execute(work.tx)
  return rows
}
