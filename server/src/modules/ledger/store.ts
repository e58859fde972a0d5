/** The only SQL that touches schema `ledger`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { PageRequest } from '../../kernel/page.ts'
import type { Work } from '../../platform/work.ts'
import {
  contentOf,
  type AccountName,
  type Entry,
  type HoldState,
  type Hold,
  type Leg,
  type PlacedHold,
  type Standing,
  type Transfer,
  type Unit,
} from './model.ts'

/** An account that exists, locked until the work ends. */
export type LockedAccount = Standing & { readonly id: number; readonly unit: Unit }

/**
 * Opens the accounts that are not there yet, and locks all of them in the order of their ids, so that
 * two batches never wait for each other. Holds on them that have run out are released on the way.
 */
export async function lockAccounts(
  work: Work,
  names: readonly AccountName[],
): Promise<ReadonlyMap<string, LockedAccount>> {
  const wanted = [...new Map(names.map((name) => [name.key, name])).values()]
  const keys = wanted.map(({ key }) => key)
  let locked = await lockByKey(work, keys)
  if (locked.length < wanted.length) {
    // Opened before any lock is taken would be one more query on every call; the first lock is
    // given back with the transaction only, so newcomers are opened in the order of their keys.
    const known = new Set(locked.map(({ key }) => key))
    await openAccounts(
      work,
      wanted.filter(({ key }) => !known.has(key)),
    )
    locked = await lockByKey(work, keys)
  }
  if (locked.some((account) => account.pending > 0)) {
    const isReleased = await releaseDueHolds(
      work,
      locked.map(({ id }) => id),
    )
    if (isReleased) locked = await lockByKey(work, keys)
  }
  return new Map(locked.map(({ key, ...account }) => [key, account]))
}

async function lockByKey(work: Work, keys: readonly string[]) {
  const { rows } = await sql<LockedAccount & { key: string }>`
    select id, key, unit, balance, pending
    from ledger.account
    where key = any(${keys}::text[])
    order by id
    for no key update`.execute(work.tx)
  return rows
}

async function openAccounts(work: Work, names: readonly AccountName[]): Promise<void> {
  await sql`
    insert into ledger.account (key, unit, guarded, opened_at)
    select key, unit, guarded, ${work.now}
    from unnest(
      ${names.map((name) => name.key)}::text[],
      ${names.map((name) => name.unit)}::text[],
      ${names.map((name) => name.guarded)}::boolean[]
    ) as name (key, unit, guarded)
    order by key
    on conflict (key) do nothing`.execute(work.tx)
}

/** The content (LE5) of those of the transfers that have been posted. */
export async function contentsOf(
  work: Work,
  ids: readonly Id<'transfer'>[],
): Promise<ReadonlyMap<Id<'transfer'>, string>> {
  type Row = Omit<Transfer, 'legs'> & { legs: readonly (readonly [string, Unit, number])[] }
  const { rows } = await sql<Row>`
    select t.id, t.because, t.memo, t.reverses,
      jsonb_agg(jsonb_build_array(a.key, a.unit, e.amount) order by e.id) as legs
    from ledger.transfer t
    join ledger.entry e on e.transfer_id = t.id
    join ledger.account a on a.id = e.account_id
    where t.id = any(${ids}::uuid[])
    group by t.id`.execute(work.tx)
  return new Map(
    rows.map((row) => {
      const legs = row.legs.map(([key, unit, amount]): Leg => {
        return { account: { key, unit, guarded: false }, amount }
      })
      return [row.id, contentOf({ ...row, legs })]
    }),
  )
}

/** Those of the transfers that another transfer has undone. */
export async function undoneAmong(
  work: Work,
  ids: readonly Id<'transfer'>[],
): Promise<ReadonlySet<Id<'transfer'>>> {
  if (ids.length === 0) return new Set()
  const { rows } = await sql<{ reverses: Id<'transfer'> }>`
    select reverses from ledger.transfer
    where reverses = any(${ids}::uuid[])`.execute(work.tx)
  return new Set(rows.map((row) => row.reverses))
}

/**
 * Writes transfers with their entries in one statement; balances follow by trigger.
 * Answers how many were written: fewer than given when another work took an id meanwhile.
 */
export async function insertTransfers(
  work: Work,
  transfers: readonly Transfer[],
  accounts: ReadonlyMap<string, LockedAccount>,
): Promise<number> {
  const legs = transfers.flatMap(({ id, legs: sides }) =>
    sides.map(({ account, amount }) => ({ id, accountId: accounts.get(account.key)?.id, amount })),
  )
  const { rows } = await sql<{ written: number }>`
    with moved as (
      insert into ledger.transfer (id, because, memo, reverses, posted_at)
      select id, because, memo, reverses, ${work.now}
      from unnest(
        ${transfers.map((transfer) => transfer.id)}::uuid[],
        ${transfers.map((transfer) => transfer.because)}::text[],
        ${transfers.map((transfer) => transfer.memo)}::text[],
        ${transfers.map((transfer) => transfer.reverses)}::uuid[]
      ) as transfer (id, because, memo, reverses)
      on conflict (id) do nothing
      returning id
    ), sides as (
      insert into ledger.entry (transfer_id, account_id, amount, posted_at)
      select moved.id, leg.account_id, leg.amount, ${work.now}
      from unnest(
        ${legs.map((leg) => leg.id)}::uuid[],
        ${legs.map((leg) => leg.accountId)}::bigint[],
        ${legs.map((leg) => leg.amount)}::bigint[]
      ) with ordinality as leg (transfer_id, account_id, amount, place)
      join moved on moved.id = leg.transfer_id
      order by leg.place
    )
    select count(*)::integer as written from moved`.execute(work.tx)
  return rows[0]?.written ?? 0
}

/** What an account stands at, as of now; null when nothing ever came or went. */
export async function standingOf(work: Work, key: string): Promise<Standing | null> {
  const { rows } = await sql<Standing>`
    select a.balance, (a.pending - coalesce((
      select sum(h.amount) from ledger.hold h
      where h.from_id = a.id and h.state = 'pending' and h.expires_at <= ${work.now}
    ), 0))::bigint as pending
    from ledger.account a where a.key = ${key}`.execute(work.tx)
  return rows[0] ?? null
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

/** The entries of an account, newest first; one more than `limit` when there are more. */
export async function entriesBefore(
  work: Work,
  key: string,
  { limit, after }: PageRequest,
): Promise<readonly Entry[]> {
  const { rows } = await sql<Entry>`
    select e.id, e.transfer_id, e.amount, t.because, t.memo, e.posted_at as at
    from ledger.account a
    join ledger.entry e on e.account_id = a.id
    join ledger.transfer t on t.id = e.transfer_id
    where a.key = ${key} and (${after}::bigint is null or e.id < ${after}::bigint)
    order by e.id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}

/** A hold by its id. Lock its accounts first (`lockAccounts`): they guard its state. */
export async function holdOf(work: Work, id: Id<'hold'>): Promise<PlacedHold | null> {
  type Row = Omit<PlacedHold, 'from' | 'to' | 'state'> & {
    fromKey: string
    toKey: string
    unit: Unit
    fromGuarded: boolean
    toGuarded: boolean
    state: HoldState
  }
  const { rows } = await sql<Row>`
    select h.id, h.amount, h.because, h.memo, h.state, h.posted_amount, h.expires_at,
      f.key as from_key, f.guarded as from_guarded,
      t.key as to_key, t.guarded as to_guarded, f.unit
    from ledger.hold h
    join ledger.account f on f.id = h.from_id
    join ledger.account t on t.id = h.to_id
    where h.id = ${id}`.execute(work.tx)
  const row = rows[0]
  if (!row) return null
  const { fromKey, fromGuarded, toKey, toGuarded, unit, ...hold } = row
  const from = { key: fromKey, unit, guarded: fromGuarded }
  return { ...hold, from, to: { key: toKey, unit, guarded: toGuarded } }
}

export async function insertHold(
  work: Work,
  hold: Hold,
  accounts: ReadonlyMap<string, LockedAccount>,
): Promise<void> {
  const fromId = accounts.get(hold.from.key)?.id
  await sql`
    with placed as (
      insert into ledger.hold (id, from_id, to_id, amount, because, memo, placed_at, expires_at)
      values (${hold.id}, ${fromId}, ${accounts.get(hold.to.key)?.id}, ${hold.amount},
        ${hold.because}, ${hold.memo}, ${work.now}, ${hold.expiresAt})
    )
    update ledger.account set pending = pending + ${hold.amount}
    where id = ${fromId}`.execute(work.tx)
}

/** Closes a pending hold and frees its amount; false when it is closed already. Lock its accounts first. */
export async function closeHold(
  work: Work,
  id: Id<'hold'>,
  state: 'posted' | 'voided',
  postedAmount: number | null,
): Promise<boolean> {
  const { rows } = await sql`
    with closed as (
      update ledger.hold
      set state = ${state}, posted_amount = ${postedAmount}, closed_at = ${work.now}
      where id = ${id} and state = 'pending'
      returning from_id, amount
    )
    update ledger.account a set pending = a.pending - closed.amount
    from closed where a.id = closed.from_id
    returning a.id`.execute(work.tx)
  return rows.length === 1
}

/** Closes the holds on locked accounts that have run out. Answers whether there were any. */
async function releaseDueHolds(work: Work, accountIds: readonly number[]): Promise<boolean> {
  const { rows } = await sql<{ id: number }>`
    with closed as (
      update ledger.hold
      set state = 'expired', closed_at = ${work.now}
      where from_id = any(${accountIds}::bigint[])
        and state = 'pending' and expires_at <= ${work.now}
      returning from_id, amount
    ), freed as (
      select from_id, sum(amount)::bigint as amount from closed group by from_id
    )
    update ledger.account a set pending = a.pending - freed.amount
    from freed where a.id = freed.from_id
    returning a.id`.execute(work.tx)
  return rows.length > 0
}

/** The accounts that some hold which has run out still burdens, oldest first. */
export async function accountsWithDueHolds(
  work: Work,
  limit: number,
): Promise<readonly AccountName[]> {
  const { rows } = await sql<AccountName>`
    select distinct a.key, a.unit, a.guarded
    from (
      select from_id from ledger.hold
      where state = 'pending' and expires_at <= ${work.now}
      order by expires_at limit ${limit}
    ) due
    join ledger.account a on a.id = due.from_id`.execute(work.tx)
  return rows
}

/** What must hold in every database: each query returns no row when all is well. */
export const invariants = [
  {
    id: 'ledger.zero-sum',
    says: 'The entries of each transfer sum to zero in each unit.',
    query: `select e.transfer_id, a.unit, sum(e.amount) as amount
      from ledger.entry e join ledger.account a on a.id = e.account_id
      group by e.transfer_id, a.unit having sum(e.amount) <> 0`,
  },
  {
    id: 'ledger.balance-is-sum',
    says: 'The cached balance of each account is the sum of its entries.',
    query: `select a.key, a.balance, coalesce(sum(e.amount), 0) as entries
      from ledger.account a left join ledger.entry e on e.account_id = a.id
      group by a.id having a.balance <> coalesce(sum(e.amount), 0)`,
  },
  {
    id: 'ledger.guarded-is-covered',
    says: 'No guarded account is below zero, or has more on hold than it holds.',
    query: `select key, balance, pending from ledger.account
      where guarded and (balance < 0 or balance < pending)`,
  },
  {
    id: 'ledger.pending-is-sum',
    says: 'What is on hold on each account is the sum of its open holds.',
    query: `select a.key, a.pending, coalesce(sum(h.amount), 0) as holds
      from ledger.account a left join ledger.hold h on h.from_id = a.id and h.state = 'pending'
      group by a.id having a.pending <> coalesce(sum(h.amount), 0)`,
  },
  {
    id: 'ledger.transfer-has-entries',
    says: 'Each transfer has entries.',
    query: `select t.id from ledger.transfer t
      where not exists (select from ledger.entry e where e.transfer_id = t.id)`,
  },
  {
    id: 'ledger.hold-is-posted-once',
    says: 'A hold that was posted moved what it says, and no other hold moved anything.',
    query: `select h.id from ledger.hold h
      left join ledger.entry e on e.transfer_id = h.id and e.account_id = h.from_id
      where coalesce(-e.amount, 0) <> coalesce(h.posted_amount, 0)`,
  },
] as const
