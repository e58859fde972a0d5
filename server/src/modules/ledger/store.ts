/** The only SQL that touches schema `ledger`. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import {
  contentOf,
  type AccountName,
  type HoldState,
  type Hold,
  type Leg,
  type PlacedHold,
  type Standing,
  type Transfer,
  type Unit,
} from './model.ts'
import type { Past } from './model/judge.ts'

/** An account that exists, locked until the work ends. */
export type LockedAccount = Standing & {
  readonly id: number
  readonly unit: Unit
  readonly guarded: boolean
  readonly keepsLots: boolean
}

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
  return released(work, keys, locked)
}

/** Locks accounts that must be there already; those that are not are left out of the answer. */
export async function lockKnownAccounts(
  work: Work,
  keys: readonly string[],
): Promise<ReadonlyMap<string, LockedAccount>> {
  const wanted = [...new Set(keys)]
  return released(work, wanted, await lockByKey(work, wanted))
}

type LockedRow = LockedAccount & { readonly key: string }

/** Locked accounts by their keys, once holds on them that have run out are released. */
async function released(
  work: Work,
  keys: readonly string[],
  rows: readonly LockedRow[],
): Promise<ReadonlyMap<string, LockedAccount>> {
  let locked = rows
  if (locked.some((account) => account.pending > 0)) {
    const isReleased = await releaseDueHolds(
      work,
      locked.map(({ id }) => id),
    )
    if (isReleased) locked = await lockByKey(work, keys)
  }
  return new Map(locked.map(({ key, ...account }) => [key, account]))
}

async function lockByKey(work: Work, keys: readonly string[]): Promise<readonly LockedRow[]> {
  const { rows } = await sql<LockedRow>`
    select id, key, unit, guarded, keeps_lots, balance, pending, balance_max
    from ledger.account
    where key = any(${keys}::text[])
    order by id
    for no key update`.execute(work.tx)
  return rows
}

async function openAccounts(work: Work, names: readonly AccountName[]): Promise<void> {
  await sql`
    insert into ledger.account (key, unit, guarded, keeps_lots, opened_at)
    select key, unit, guarded, keeps_lots, ${work.now}
    from unnest(
      ${names.map((name) => name.key)}::text[],
      ${names.map((name) => name.unit)}::text[],
      ${names.map((name) => name.guarded)}::boolean[],
      ${names.map((name) => name.keepsLots)}::boolean[]
    ) as name (key, unit, guarded, keeps_lots)
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
        return { account: { key, unit, guarded: false, keepsLots: false }, amount }
      })
      return [row.id, contentOf({ ...row, legs })]
    }),
  )
}

/** Transfers that are to be undone, with what still stands of their changes. */
export async function pastsOf(
  work: Work,
  ids: readonly Id<'transfer'>[],
): Promise<ReadonlyMap<Id<'transfer'>, Past>> {
  if (ids.length === 0) return new Map()
  type Row = { id: Id<'transfer'>; isReversal: boolean; left: Readonly<Record<string, number>> }
  const { rows } = await sql<Row>`
    select id, is_reversal, jsonb_object_agg(key, amount) as left
    from (
      select t.id, t.reverses is not null as is_reversal, a.key, sum(e.amount)::bigint as amount
      from ledger.transfer t
      join lateral (
        select t.id union all select undo.id from ledger.transfer undo where undo.reverses = t.id
      ) part on true
      join ledger.entry e on e.transfer_id = part.id
      join ledger.account a on a.id = e.account_id
      where t.id = any(${ids}::uuid[])
      group by t.id, a.key
    ) side
    group by id, is_reversal`.execute(work.tx)
  return new Map(
    rows.map(({ id, isReversal, left }) => [
      id,
      { isReversal, left: new Map(Object.entries(left)) },
    ]),
  )
}

/** A transfer that was posted. */
export type PostedTransfer = Transfer & { readonly postedAt: Date }

/** A transfer with its legs as they were posted; null when there is none. */
export async function transferOf(work: Work, id: Id<'transfer'>): Promise<PostedTransfer | null> {
  type Row = Omit<PostedTransfer, 'legs'> & { legs: readonly (AccountName & { amount: number })[] }
  const { rows } = await sql<Row>`
    select t.id, t.because, t.memo, t.reverses, t.posted_at,
      jsonb_agg(jsonb_build_object('key', a.key, 'unit', a.unit, 'guarded', a.guarded,
        'keepsLots', a.keeps_lots, 'amount', e.amount) order by e.id) as legs
    from ledger.transfer t
    join ledger.entry e on e.transfer_id = t.id
    join ledger.account a on a.id = e.account_id
    where t.id = ${id}
    group by t.id`.execute(work.tx)
  const row = rows[0]
  if (!row) return null
  const legs = row.legs.map(({ amount, ...account }): Leg => ({ account, amount }))
  return { ...row, legs }
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

/** A hold by its id. Lock its accounts first (`lockAccounts`): they guard its state. */
export async function holdOf(work: Work, id: Id<'hold'>): Promise<PlacedHold | null> {
  type Row = Omit<PlacedHold, 'from' | 'to' | 'state'> & {
    fromKey: string
    toKey: string
    unit: Unit
    fromGuarded: boolean
    toGuarded: boolean
    fromLots: boolean
    toLots: boolean
    state: HoldState
  }
  const { rows } = await sql<Row>`
    select h.id, h.amount, h.because, h.memo, h.state, h.posted_amount, h.expires_at,
      f.key as from_key, f.guarded as from_guarded, f.keeps_lots as from_lots,
      t.key as to_key, t.guarded as to_guarded, t.keeps_lots as to_lots, f.unit
    from ledger.hold h
    join ledger.account f on f.id = h.from_id
    join ledger.account t on t.id = h.to_id
    where h.id = ${id}`.execute(work.tx)
  const row = rows[0]
  if (!row) return null
  const { fromKey, fromGuarded, fromLots, toKey, toGuarded, toLots, unit, ...hold } = row
  const from = { key: fromKey, unit, guarded: fromGuarded, keepsLots: fromLots }
  return { ...hold, from, to: { key: toKey, unit, guarded: toGuarded, keepsLots: toLots } }
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
      returning id, from_id, amount
    ), freed as (
      update ledger.lot l set held = l.held - part.amount
      from closed join ledger.hold_lot part on part.hold_id = closed.id
      where l.id = part.lot_id
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
      returning id, from_id, amount
    ), lots as (
      update ledger.lot l set held = l.held - part.amount
      from (
        select part.lot_id, sum(part.amount)::bigint as amount
        from closed join ledger.hold_lot part on part.hold_id = closed.id
        group by part.lot_id
      ) part
      where l.id = part.lot_id
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
    select distinct a.key, a.unit, a.guarded, a.keeps_lots
    from (
      select from_id from ledger.hold
      where state = 'pending' and expires_at <= ${work.now}
      order by expires_at limit ${limit}
    ) due
    join ledger.account a on a.id = due.from_id`.execute(work.tx)
  return rows
}
