/** The SQL that reads what messages came to, from sums only. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'

export type Done = {
  readonly sent: number
  readonly seen: number
  readonly clicked: number
  readonly came: number
  readonly redeemed: number
}
/** What messages of one kind came to on a day. */
export type MessageDay = Done & { readonly day: Day; readonly isCampaign: boolean }

export type Days = { readonly from: Day; readonly until: Day }
/** Days, and what is left out of them: mailings and campaigns that a shop may not see single people by. */
export type Asked = Days & { readonly without: readonly string[] }

/** The messages to friends with any doings on these days that fewer people than so many got. */
export async function messagesBelow(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: Days,
  people: number,
): Promise<readonly Id<'mailing'>[]> {
  const { rows } = await sql<{ mailingId: Id<'mailing'> }>`
    select mailing_id from insight.message_day
    where merchant_id = ${merchantId} and not is_campaign and mailing_id in (
      select mailing_id from insight.message_day
      where merchant_id = ${merchantId} and not is_campaign
        and day between ${from}::date and ${until}::date
    )
    group by mailing_id having sum(sent) < ${people}`.execute(work.tx)
  return rows.map(({ mailingId }) => mailingId)
}

/** What messages to friends and those of campaigns came to, day by day; without anything, no row. */
export async function messageDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until, without }: Asked,
): Promise<readonly MessageDay[]> {
  const { rows } = await sql<MessageDay>`
    select to_char(day, 'YYYY-MM-DD') as day, is_campaign, sum(sent)::integer as sent,
      sum(seen)::integer as seen, sum(clicked)::integer as clicked, sum(came)::integer as came,
      sum(redeemed)::integer as redeemed
    from insight.message_day
    where merchant_id = ${merchantId} and day between ${from}::date and ${until}::date
      and mailing_id <> all(${without}::uuid[])
    group by 1, 2 order by 1, 2`.execute(work.tx)
  return rows
}

export type CampaignSums = Done & { readonly campaignId: Id<'campaign'> }

/** What each campaign came to on these days, the one that reached most first. */
export async function campaignsOfDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until, without }: Asked,
  limit: number,
): Promise<readonly CampaignSums[]> {
  const { rows } = await sql<CampaignSums>`
    select mailing_id as campaign_id, sum(sent)::integer as sent, sum(seen)::integer as seen,
      sum(clicked)::integer as clicked, sum(came)::integer as came,
      sum(redeemed)::integer as redeemed
    from insight.message_day
    where merchant_id = ${merchantId} and is_campaign
      and day between ${from}::date and ${until}::date
      and mailing_id <> all(${without}::uuid[])
    group by 1 having sum(sent + seen + clicked + came + redeemed) > 0
    order by sum(sent) desc, 1 limit ${limit}`.execute(work.tx)
  return rows
}

export type MessageSums = Done & {
  readonly mailingId: Id<'mailing'>
  /** The day on which it first reached somebody, or left somebody out. */
  readonly firstDay: Day
  readonly held: number
  readonly noticed: number
  readonly heldNoticed: number
}

/** The messages to friends that first went out on these days, newest first, with all they have come to since. */
export async function messagesOfDays(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until, without }: Asked,
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
    where merchant_id = ${merchantId} and not is_campaign and mailing_id in (
      select mailing_id from insight.message_day
      where merchant_id = ${merchantId} and not is_campaign and day between ${from}::date and ${until}::date
        and sent + held > 0 and mailing_id <> all(${without}::uuid[])
    )
    group by mailing_id
    having min(day) filter (where sent + held > 0) >= ${from}::date
    order by min(day) filter (where sent + held > 0) desc, mailing_id desc
    limit ${limit}`.execute(work.tx)
  return rows
}
