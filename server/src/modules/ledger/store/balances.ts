/** The SQL of what accounts stand at, and how it came to that. Rows in, domain types out. */
import { sql } from 'kysely'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import type { Entry, Standing } from '../model.ts'

/** A standing with what of it can be spent now, and what only later. */
export type SeenStanding = Standing & { readonly available: number; readonly upcoming: number }

/** What an account stands at, as of now; null when nothing ever came or went. */
export async function standingOf(work: Work, key: string): Promise<SeenStanding | null> {
  const [standing] = await standingsOf(work, [key])
  return standing ?? null
}

/** What accounts stand at, as of now, in no order; those that were never used are left out. */
export async function standingsOf(
  work: Work,
  keys: readonly string[],
): Promise<readonly SeenStanding[]> {
  const { rows } = await sql<SeenStanding>`
    select balance, pending, balance_max, upcoming,
      case when keeps_lots then usable else balance - pending end as available
    from (
      select a.balance, a.balance_max, a.keeps_lots, (a.pending - coalesce((
          select sum(h.amount) from ledger.hold h
          where h.from_id = a.id and h.state = 'pending' and h.expires_at <= ${work.now}
        ), 0))::bigint as pending,
        lots.usable, lots.upcoming
      from ledger.account a
      cross join lateral (
        select
          coalesce(sum(l.remaining - l.held + coalesce(released.amount, 0)) filter (
            where l.available_at <= ${work.now}
              and (l.expires_at is null or l.expires_at > ${work.now})
          ), 0)::bigint as usable,
          coalesce(sum(l.remaining) filter (where l.available_at > ${work.now}), 0)::bigint
            as upcoming
        from ledger.lot l
        left join lateral (
          select sum(part.amount) as amount
          from ledger.hold_lot part join ledger.hold h on h.id = part.hold_id
          where part.lot_id = l.id and l.held > 0
            and h.state = 'pending' and h.expires_at <= ${work.now}
        ) released on true
        where l.account_id = a.id and a.keeps_lots and l.remaining > 0
      ) lots
      where a.key = any(${keys}::text[])
    ) standing`.execute(work.tx)
  return rows
}

/** The accounts whose keys begin so, in the order of their keys. */
export async function keysFrom(work: Work, start: string): Promise<readonly string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from ledger.account where starts_with(key, ${start}) order by key`.execute(work.tx)
  return rows.map(({ key }) => key)
}

/** The balance that an account had once the entries of an instant were in it (LE9). */
export async function balanceAt(work: Work, key: string, at: Date): Promise<number> {
  const { rows } = await sql<{ balance: number }>`
    select (a.balance - coalesce((
      select sum(e.amount) from ledger.entry e
      where e.account_id = a.id and e.posted_at > ${at}
    ), 0))::bigint as balance
    from ledger.account a where a.key = ${key}`.execute(work.tx)
  return rows[0]?.balance ?? 0
}

/** The entries of accounts, newest first; one more than `limit` when there are more. */
export async function entriesBefore(
  work: Work,
  keys: readonly string[],
  { limit, after }: PageRequest,
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select e.id, e.transfer_id, e.amount, t.because, t.memo, e.posted_at as at
    from ledger.account a
    join ledger.entry e on e.account_id = a.id
    join ledger.transfer t on t.id = e.transfer_id
    where a.key = any(${keys}::text[]) and (${after}::bigint is null or e.id < ${after}::bigint)
    order by e.id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}
