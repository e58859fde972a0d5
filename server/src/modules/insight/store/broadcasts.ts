/** The SQL that reads what became of the people of a broadcast: sums by day, and what they spent. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Arm, BroadcastDay } from '../model.ts'

/** What a day of a message came to, of both arms. */
export type ArmsOfDay = BroadcastDay & {
  /** Visits that took no coupon to be known of: what both arms may have alike (IN9). */
  readonly noticed: number
  readonly heldNoticed: number
  readonly heldRedeemed: number
}

/** What a message came to, day by day, from the sums that are kept; a few rows for a million people. */
export async function daysOfMessage(
  work: Work,
  mailingId: Id<'mailing'>,
): Promise<readonly ArmsOfDay[]> {
  const { rows } = await sql<ArmsOfDay>`
    select to_char(day, 'YYYY-MM-DD') as day, seen, clicked, came as visited, redeemed, noticed,
      held_noticed, held_redeemed
    from insight.message_day where mailing_id = ${mailingId} order by day`.execute(work.tx)
  return rows
}

/**
 * What the people of each arm spent with coupons while it counted, less what came back.
 *
 * @param people `person_id, at` of everybody of the message; only those who used a coupon are looked up
 */
export async function salesOfMessage(
  work: Work,
  mailingId: Id<'mailing'>,
  { people, days }: { readonly people: RawBuilder<unknown>; readonly days: number },
): Promise<Readonly<Record<Arm, number>>> {
  const { rows } = await sql<{ isControl: boolean; salesMinor: number }>`
    select a.is_control, sum(r.bill_minor - r.returned_bill_minor)::bigint as sales_minor
    from insight.message_act a
    join (${people}) p on p.person_id = a.person_id
    join insight.redemption r on r.person_id = a.person_id and r.merchant_id = a.merchant_id
      and r.reversed_at is null and r.at >= p.at and r.at < p.at + make_interval(days => ${days})
    where a.mailing_id = ${mailingId} and a.what = 'redeemed'
    group by a.is_control`.execute(work.tx)
  const of = (isControl: boolean) =>
    rows.find((each) => each.isControl === isControl)?.salesMinor ?? 0
  return { treated: of(false), control: of(true) }
}
