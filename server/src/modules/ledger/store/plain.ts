/** The short way of plain transfers: a batch in one statement, and so in one commit. */
import { sql, type Kysely } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { NoTables } from '../../../platform/postgres.ts'

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
