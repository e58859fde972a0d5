/** The short ways: plain transfers as one statement a batch, and earnings that nothing can speak against. */
import { sql, type Kysely } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { NoTables } from '../../../platform/postgres.ts'
import type { Work } from '../../../platform/work.ts'
import type { AccountName } from '../model.ts'
import type { LotTerms } from '../model/lots.ts'

/** A transfer between two open accounts, by their keys. */
export type PlainTransfer = {
  readonly id: Id<'transfer'>
  readonly from: string
  readonly to: string
  readonly amount: number
  readonly because: string
  readonly memo: string
}

/**
 * Posts plain transfers with different ids in a statement of its own, and answers which. Left out is
 * what needs a closer look: a taken id, an account that is not there, keeps lots, or counts another
 * unit. What a constraint forbids undoes the batch.
 */
export async function insertPlain(
  db: Kysely<NoTables>,
  transfers: readonly PlainTransfer[],
  now: Date,
): Promise<ReadonlySet<Id<'transfer'>>> {
  const keys = [...new Set(transfers.flatMap(({ from, to }) => [from, to]))]
  const { rows } = await sql<{ id: Id<'transfer'> }>`
    with locked as materialized (
      select id, key, unit, keeps_lots from ledger.account
      where key = any(${keys}::text[])
      order by id
      for no key update
    ), sound as materialized (
      select asked.id, asked.amount, asked.because, asked.memo, asked.place,
        giver.id as giver_id, taker.id as taker_id
      from unnest(
        ${transfers.map((it) => it.id)}::uuid[],
        ${transfers.map((it) => it.from)}::text[],
        ${transfers.map((it) => it.to)}::text[],
        ${transfers.map((it) => it.amount)}::bigint[],
        ${transfers.map((it) => it.because)}::text[],
        ${transfers.map((it) => it.memo)}::text[]
      ) with ordinality as asked (id, giver, taker, amount, because, memo, place)
      join locked giver on giver.key = asked.giver
      join locked taker on taker.key = asked.taker
      where giver.unit = taker.unit and not giver.keeps_lots and not taker.keeps_lots
    ), moved as (
      insert into ledger.transfer (id, because, memo, posted_at)
      select id, because, memo, ${now} from sound order by place
      on conflict (id) do nothing
      returning id
    ), sides as (
      insert into ledger.entry (transfer_id, account_id, amount, posted_at)
      select sound.id, side.account_id, side.amount, ${now}
      from moved join sound on sound.id = moved.id
      cross join lateral (
        values (giver_id, -sound.amount), (taker_id, sound.amount)
      ) side (account_id, amount)
      order by sound.place
    )
    select id from moved`.execute(db)
  return new Set(rows.map(({ id }) => id))
}

/** What comes into an account that keeps lots, out of one that may go below zero. */
export type PlainEarning = {
  readonly id: Id<'transfer'>
  readonly from: AccountName
  readonly to: AccountName
  readonly amount: number
  readonly because: string
  readonly memo: string
  readonly lot: LotTerms & { readonly id: Id<'lot'> }
}

/**
 * Posts an earning in one statement, with its lot and the accounts that are not there yet. Nobody has
 * to be judged for it, so the accounts are locked no sooner than they change.
 *
 * Answers false, having written no entry, where it needs a closer look: a taken id, a receiver with a
 * most it may hold, an account that is another than was said, or that another work opens just now.
 */
export async function insertEarning(work: Work, earning: PlainEarning): Promise<boolean> {
  const { id, from, to, amount, because, memo, lot } = earning
  const names = [from, to]
  const { rows } = await sql`
    with wanted as (
      select * from unnest(
        ${names.map((name) => name.key)}::text[],
        ${names.map((name) => name.unit)}::text[],
        ${names.map((name) => name.guarded)}::boolean[],
        ${names.map((name) => name.keepsLots)}::boolean[]
      ) as name (key, unit, guarded, keeps_lots)
    ), known as materialized (
      select id, key, unit, guarded, keeps_lots from ledger.account
      where key in (${from.key}, ${to.key}) and balance_max is null
      order by id
      for no key update
    ), opened as (
      insert into ledger.account (key, unit, guarded, keeps_lots, opened_at)
      select key, unit, guarded, keeps_lots, ${work.now}::timestamptz from wanted
      where key not in (select key from known)
      order by key
      on conflict (key) do nothing
      returning id, key, unit, guarded, keeps_lots
    ), sides as materialized (
      select giver.id as giver_id, taker.id as taker_id
      from (table known union all table opened) giver
      join wanted on (wanted.key, wanted.unit, wanted.guarded, wanted.keeps_lots)
        = (giver.key, giver.unit, giver.guarded, giver.keeps_lots)
      cross join (table known union all table opened) taker
      join wanted other on (other.key, other.unit, other.guarded, other.keeps_lots)
        = (taker.key, taker.unit, taker.guarded, taker.keeps_lots)
      where giver.key = ${from.key} and taker.key = ${to.key} and giver.unit = taker.unit
    ), moved as (
      insert into ledger.transfer (id, because, memo, posted_at)
      select ${id}::uuid, ${because}::text, ${memo}::text, ${work.now}::timestamptz from sides
      on conflict (id) do nothing
      returning id
    ), entries as (
      insert into ledger.entry (transfer_id, account_id, amount, posted_at)
      select moved.id, side.account_id, side.amount, ${work.now}::timestamptz
      from moved cross join sides
      cross join lateral (
        values (giver_id, -${amount}::bigint), (taker_id, ${amount}::bigint)
      ) side (account_id, amount)
    )
    insert into ledger.lot (id, account_id, transfer_id, origin_id, amount, remaining, arrived_at,
      available_at, expires_at)
    select ${lot.id}::uuid, taker_id, moved.id, giver_id, ${amount}::bigint, ${amount}::bigint,
      ${work.now}::timestamptz, ${lot.availableAt}::timestamptz, ${lot.expiresAt}::timestamptz
    from moved cross join sides
    returning id`.execute(work.tx)
  return rows.length === 1
}
