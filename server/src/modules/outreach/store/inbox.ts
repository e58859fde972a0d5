/** SQL on what lies in a person's inbox: messages of their own, and mailings that reached them. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { InboxMessage } from '../model.ts'
import { messageColumns } from '../store.ts'

export type InboxKey = { readonly sentAt: Date; readonly id: Id<'message'> }

/** A mailing as one message to each whom it reached, under its own id. */
export const mailed = sql`
  select g.id, r.person_id, g.merchant_id, g.merchant_name, g.merchant_contact,
    'marketing' as purpose, g.title, g.body, g.link, null::uuid as coupon_id,
    null::uuid as campaign_id, null::uuid as decision_id, 'sent' as state, g.created_at,
    r.release_at, r.at as sent_at, r.seen_at as read_at, g.picture_id, g.offer_id,
    g.unless_bought_since, r.clicked_at, false as is_quiet
  from outreach.recipient r join outreach.mailing g on g.id = r.mailing_id
  where r.slot is not null`

/** A person's messages, newest first, from below a key on. */
export async function inboxBelow(
  work: Work,
  personId: Id<'person'>,
  below: InboxKey | null,
  limit: number,
): Promise<readonly InboxMessage[]> {
  const rest = (at: string, id: string) =>
    below
      ? sql`and (${sql.ref(at)}, ${sql.ref(id)}) < (${below.sentAt}::timestamptz, ${below.id}::uuid)`
      : sql``
  const { rows } = await sql<InboxMessage>`
    select * from (
      (select ${messageColumns} from outreach.message
        where person_id = ${personId} and state = 'sent' ${rest('sent_at', 'id')}
        order by sent_at desc, id desc limit ${limit})
      union all
      (${mailed} and r.person_id = ${personId} ${rest('r.at', 'g.id')}
        order by r.at desc, g.id desc limit ${limit})
    ) as messages
    order by sent_at desc, id desc limit ${limit}`.execute(work.tx)
  return rows
}

export async function unreadCount(work: Work, personId: Id<'person'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select (
      select count(*) from outreach.message
      where person_id = ${personId} and state = 'sent' and read_at is null and not is_quiet
    ) + (
      select count(*) from outreach.recipient
      where person_id = ${personId} and slot is not null and mailing_id is not null
        and seen_at is null
    ) as count`.execute(work.tx)
  return rows[0]?.count ?? 0
}

export async function messageOf(
  work: Work,
  personId: Id<'person'>,
  id: Id<'message'>,
): Promise<InboxMessage | null> {
  const { rows } = await sql<InboxMessage>`
    select ${messageColumns} from outreach.message
    where id = ${id} and person_id = ${personId} and state = 'sent'
    union all
    ${mailed} and r.person_id = ${personId} and r.mailing_id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

type Which = Pick<InboxMessage, 'id' | 'personId'>

/** Marks a message as read now; false when it was read before (OU12). */
export const markRead = (work: Work, which: Which) =>
  mark(work, which, { ofOne: 'read_at', ofMany: 'seen_at' })

/** Marks that a message was followed; false when it was before. */
export const markClicked = (work: Work, which: Which) =>
  mark(work, which, { ofOne: 'clicked_at', ofMany: 'clicked_at' })

/** Sets an instant of a message, or of a person's row of a mailing, once. */
async function mark(
  work: Work,
  { id, personId }: Which,
  columns: { readonly ofOne: string; readonly ofMany: string },
): Promise<boolean> {
  const [ofOne, ofMany] = [sql.ref(columns.ofOne), sql.ref(columns.ofMany)]
  const { rows } = await sql`
    with own as (
      update outreach.message set ${ofOne} = ${work.now}
      where id = ${id} and ${ofOne} is null returning id
    ), of_many as (
      update outreach.recipient set ${ofMany} = ${work.now}
      where mailing_id = ${id} and person_id = ${personId} and slot is not null
        and ${ofMany} is null
      returning mailing_id
    )
    select id from own union all select mailing_id from of_many`.execute(work.tx)
  return rows.length > 0
}
