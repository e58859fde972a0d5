/** The SQL of desks. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Desk } from '../model/desk.ts'

/** How a shop attends to its talks; null while it has said nothing. */
export async function deskNow(work: Work, merchantId: Id<'merchant'>): Promise<Desk | null> {
  const { rows } = await sql<Desk>`
    select is_open, attended, from_minute, until_minute, weekdays, replies_when_away, away_text,
      quick_replies, kept_days
    from talk.desk where merchant_id = ${merchantId}`.execute(work.tx)
  return rows[0] ?? null
}

export async function saveDesk(
  work: Work,
  merchantId: Id<'merchant'>,
  desk: Desk,
  changedBy: string,
): Promise<void> {
  await sql`
    insert into talk.desk (merchant_id, is_open, attended, from_minute, until_minute, weekdays,
      replies_when_away, away_text, quick_replies, kept_days, changed_at, changed_by)
    values (${merchantId}, ${desk.isOpen}, ${desk.attended}, ${desk.fromMinute},
      ${desk.untilMinute}, ${desk.weekdays}::integer[], ${desk.repliesWhenAway},
      ${desk.awayText}, ${desk.quickReplies}::text[], ${desk.keptDays}, ${work.now}, ${changedBy})
    on conflict (merchant_id) do update set is_open = excluded.is_open,
      attended = excluded.attended, from_minute = excluded.from_minute,
      until_minute = excluded.until_minute, weekdays = excluded.weekdays,
      replies_when_away = excluded.replies_when_away, away_text = excluded.away_text,
      quick_replies = excluded.quick_replies, kept_days = excluded.kept_days,
      changed_at = excluded.changed_at, changed_by = excluded.changed_by`.execute(work.tx)
}
