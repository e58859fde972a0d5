/** The SQL that reads what messages to friends came to, from sums only. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'

export type MessageDay = {
  readonly day: Day
  readonly sent: number
  readonly seen: number
  readonly clicked: number
  readonly came: number
  readonly redeemed: number
}

export type Days = { readonly from: Day; readonly until: Day }

/** What all messages of a shop came to, day by day; days without anything have no row. */
export async function messageDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: Days,
): Promise<readonly MessageDay[]> {
  const { rows } = await sql<MessageDay>`
    select to_char(day, 'YYYY-MM-DD') as day, sum(sent)::integer as sent,
      sum(seen)::integer as seen, sum(clicked)::integer as clicked, sum(came)::integer as came,
      sum(redeemed)::integer as redeemed
    from insight.message_day
    where merchant_id = ${merchantId} and day between ${from}::date and ${until}::date
    group by 1 order by 1`.execute(work.tx)
  return rows
}

export type MessageSums = Omit<MessageDay, 'day'> & {
  readonly mailingId: Id<'mailing'>
  /** The day on which it first reached somebody, or left somebody out. */
  readonly firstDay: Day
  readonly held: number
  readonly noticed: number
  readonly heldNoticed: number
}

/** The messages that first went out on these days, newest first, with all they have come to since. */
export async function messagesOfDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: Days,
  limit: number,
): Promise<readonly MessageSums[]> {
  const { rows } = await sql<MessageSums>`
    select mailing_id,
      to_char(min(day) filter (where sent + held > 0), 'YYYY-MM-DD') as first_day,
      sum(sent)::integer as sent, sum(held)::integer as held, sum(seen)::integer as seen,
      sum(clicked)::integer as clicked, sum(came)::integer as came,
      sum(redeemed)::integer as redeemed, sum(noticed)::integer as noticed,
      sum(held_noticed)::integer as held_noticed
    from insight.message_day
    where merchant_id = ${merchantId} and mailing_id in (
      select mailing_id from insight.message_day
      where merchant_id = ${merchantId} and day between ${from}::date and ${until}::date
        and sent + held > 0
    )
    group by mailing_id
    having min(day) filter (where sent + held > 0) >= ${from}::date
    order by min(day) filter (where sent + held > 0) desc, mailing_id desc
    limit ${limit}`.execute(work.tx)
  return rows
}
