/** All SQL on lots: what lies on the shelves, what is drawn, what has run out. */
import { sql } from 'kysely'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { AccountName, Unit } from '../model.ts'
import type { CausedDraw, NewLot } from '../model/judge.ts'
import type { Draw, Lot, Shelf, Taking } from '../model/lots.ts'

/**
 * The lots of locked accounts, by the keys of the accounts. With `reversed`, also the takings that
 * undoing those transfers may touch, and the lots that are empty.
 */
export async function shelvesOf(
  work: Work,
  keys: readonly string[],
  reversed: readonly Id<'transfer'>[],
): Promise<ReadonlyMap<string, Shelf>> {
  if (keys.length === 0) return new Map()
  const isUndoing = reversed.length > 0
  const { rows } = await sql<Lot & { key: string }>`
    select a.key, l.id, l.transfer_id, o.key as origin, l.remaining - l.held as free,
      l.arrived_at, l.available_at, l.expires_at
    from ledger.account a
    join ledger.lot l on l.account_id = a.id
    join ledger.account o on o.id = l.origin_id
    where a.key = any(${keys}::text[]) and (${isUndoing} or l.remaining > l.held)`.execute(work.tx)
  const takings = isUndoing ? await takingsSince(work, keys, reversed) : []
  return new Map(
    keys.map((key) => [
      key,
      {
        lots: rows.filter((row) => row.key === key).map(({ key: _key, ...lot }) => lot),
        takings: takings.filter((row) => row.key === key).map(({ key: _key, ...taking }) => taking),
      },
    ]),
  )
}

type KeyedTaking = Taking & { readonly key: string }

/** What was taken since the earliest of some transfers, each taking with the lots it still stands on. */
async function takingsSince(
  work: Work,
  keys: readonly string[],
  reversed: readonly Id<'transfer'>[],
): Promise<readonly KeyedTaking[]> {
  const { rows } = await sql<KeyedTaking>`
    with point as (
      select min(least(t.posted_at, d.at)) as at
      from ledger.transfer t
      left join ledger.draw d on d.transfer_id = t.id
      where t.id = any(${reversed}::uuid[])
    ), stood as (
      select a.key, d.transfer_id, d.lot_id, min(d.at) as at, min(d.id) as place,
        sum(d.amount)::bigint as amount
      from ledger.account a
      join ledger.lot l on l.account_id = a.id
      join ledger.draw d on d.lot_id = l.id and not d.is_return
      where a.key = any(${keys}::text[]) and d.at >= (select at from point)
      group by a.key, d.transfer_id, d.lot_id
      having sum(d.amount) <> 0
    )
    select key, transfer_id, min(at) as at, sum(amount)::bigint as amount,
      jsonb_agg(jsonb_build_object('lotId', lot_id, 'amount', amount) order by place) as draws
    from stood
    group by key, transfer_id
    order by min(at), min(place)`.execute(work.tx)
  return rows
}

export async function insertLots(work: Work, lots: readonly NewLot[]): Promise<void> {
  if (lots.length === 0) return
  await sql`
    insert into ledger.lot (id, account_id, transfer_id, origin_id, amount, remaining,
      arrived_at, available_at, expires_at)
    select lot.id, a.id, lot.transfer_id, o.id, lot.amount, lot.amount,
      ${work.now}, lot.available_at, lot.expires_at
    from unnest(
      ${lots.map((lot) => lot.id)}::uuid[],
      ${lots.map((lot) => lot.accountKey)}::text[],
      ${lots.map((lot) => lot.origin)}::text[],
      ${lots.map((lot) => lot.transferId)}::uuid[],
      ${lots.map((lot) => lot.amount)}::bigint[],
      ${lots.map((lot) => lot.availableAt)}::timestamptz[],
      ${lots.map((lot) => lot.expiresAt)}::timestamptz[]
    ) as lot (id, account_key, origin_key, transfer_id, amount, available_at, expires_at)
    join ledger.account a on a.key = lot.account_key
    join ledger.account o on o.key = lot.origin_key`.execute(work.tx)
}

/** Writes draws; what remains of their lots follows by trigger. Lock the accounts first. */
export async function insertDraws(work: Work, draws: readonly CausedDraw[]): Promise<void> {
  if (draws.length === 0) return
  await sql`
    insert into ledger.draw (lot_id, transfer_id, caused_by, amount, is_return, at)
    select lot_id, transfer_id, caused_by, amount, is_return, at
    from unnest(
      ${draws.map((draw) => draw.lotId)}::uuid[],
      ${draws.map((draw) => draw.transferId)}::uuid[],
      ${draws.map((draw) => draw.causedBy)}::uuid[],
      ${draws.map((draw) => draw.amount)}::bigint[],
      ${draws.map((draw) => draw.isReturn)}::boolean[],
      ${draws.map((draw) => draw.at)}::timestamptz[]
    ) with ordinality as draw (lot_id, transfer_id, caused_by, amount, is_return, at, place)
    order by place`.execute(work.tx)
}

/** Keeps parts of lots aside for a hold. Lock its accounts first. */
export async function holdLots(
  work: Work,
  holdId: Id<'hold'>,
  draws: readonly Draw[],
): Promise<void> {
  if (draws.length === 0) return
  await sql`
    with part as (
      insert into ledger.hold_lot (hold_id, lot_id, amount)
      select ${holdId}::uuid, lot_id, amount
      from unnest(
        ${draws.map((draw) => draw.lotId)}::uuid[],
        ${draws.map((draw) => draw.amount)}::bigint[]
      ) as part (lot_id, amount)
      returning lot_id, amount
    )
    update ledger.lot l set held = l.held + part.amount
    from part where l.id = part.lot_id`.execute(work.tx)
}

/** What a hold keeps of which lots, first to run out first, and since when. */
export async function lotsOfHold(
  work: Work,
  holdId: Id<'hold'>,
): Promise<{ readonly parts: readonly HeldPart[]; readonly placedAt: Date }> {
  const { rows } = await sql<HeldPart & { placedAt: Date }>`
    select l.id as lot_id, part.amount, o.key as origin, l.available_at, l.expires_at, h.placed_at
    from ledger.hold h
    join ledger.hold_lot part on part.hold_id = h.id
    join ledger.lot l on l.id = part.lot_id
    join ledger.account o on o.id = l.origin_id
    where h.id = ${holdId}
    order by l.expires_at nulls last, l.arrived_at, l.id`.execute(work.tx)
  const placedAt = rows[0]?.placedAt ?? work.now
  return { parts: rows.map(({ placedAt: _placedAt, ...part }) => part), placedAt }
}
export type HeldPart = Draw & {
  readonly origin: string
  readonly availableAt: Date
  readonly expiresAt: Date | null
}

/** Something of a lot that has run out, and who gets it back. */
export type DueLot = {
  readonly lotId: Id<'lot'>
  readonly transferId: Id<'transfer'>
  readonly account: AccountName
  readonly origin: AccountName
  /** Whether the transfer that brought it came from `origin` itself, and was not passed on. */
  readonly isFirstHand: boolean
  readonly amount: number
  readonly memo: string
}

/** Lots that have run out with something free in them, the longest due first. */
export async function dueLots(
  work: Work,
  among: readonly Id<'lot'>[] | null,
  limit: number,
): Promise<readonly DueLot[]> {
  type Row = {
    lotId: Id<'lot'>
    transferId: Id<'transfer'>
    amount: number
    memo: string
    unit: Unit
    key: string
    originKey: string
    originGuarded: boolean
    originLots: boolean
    isFirstHand: boolean
  }
  const { rows } = await sql<Row>`
    select l.id as lot_id, l.transfer_id, l.remaining - l.held as amount, t.memo, a.unit, a.key,
      o.key as origin_key, o.guarded as origin_guarded, o.keeps_lots as origin_lots,
      exists (
        select from ledger.entry e
        where e.transfer_id = l.transfer_id and e.account_id = l.origin_id
      ) as is_first_hand
    from ledger.lot l
    join ledger.transfer t on t.id = l.transfer_id
    join ledger.account a on a.id = l.account_id
    join ledger.account o on o.id = l.origin_id
    where l.remaining > l.held and l.expires_at <= ${work.now}
      and (${among}::uuid[] is null or l.id = any(${among}::uuid[]))
    order by l.expires_at, l.id
    limit ${limit}`.execute(work.tx)
  return rows.map(({ unit, key, originKey, originGuarded, originLots, ...lot }) => {
    assert(!originLots, 'who promises lots keeps none')
    return {
      ...lot,
      account: { key, unit, guarded: true, keepsLots: true },
      origin: { key: originKey, unit, guarded: originGuarded, keepsLots: false },
    }
  })
}

/** What runs out soon on one account. */
export type Notice = {
  readonly key: string
  readonly unit: Unit
  readonly amount: number
  readonly expiresAt: Date
}

/**
 * Marks lots that run out before an instant as announced, and says what they come to for each
 * account; at most `limit` lots a call, the first to run out first.
 */
export async function noticeLots(
  work: Work,
  until: Date,
  limit: number,
): Promise<readonly Notice[]> {
  const { rows } = await sql<Notice>`
    with due as (
      select id from ledger.lot
      where remaining > 0 and noticed_at is null
        and expires_at > ${work.now} and expires_at <= ${until}
      order by expires_at, id
      limit ${limit}
      for no key update skip locked
    ), marked as (
      update ledger.lot l set noticed_at = ${work.now}
      from due where l.id = due.id
      returning l.account_id, l.remaining, l.expires_at
    )
    select a.key, a.unit, sum(marked.remaining)::bigint as amount,
      marked.expires_at
    from marked join ledger.account a on a.id = marked.account_id
    group by a.id, marked.expires_at
    order by a.id, marked.expires_at`.execute(work.tx)
  return rows
}

/** A lot as its holder sees it. */
export type SeenLot = {
  readonly id: Id<'lot'>
  readonly remaining: number
  readonly held: number
  readonly memo: string
  readonly because: string
  readonly arrivedAt: Date
  readonly availableAt: Date
  readonly expiresAt: Date | null
}

/** The lots of an account that hold something, first to run out first. */
export async function openLots(
  work: Work,
  keys: readonly string[],
  limit: number,
): Promise<readonly SeenLot[]> {
  const { rows } = await sql<SeenLot>`
    select l.id, l.remaining, l.held, t.memo, t.because, l.arrived_at, l.available_at, l.expires_at
    from ledger.account a
    join ledger.lot l on l.account_id = a.id
    join ledger.transfer t on t.id = l.transfer_id
    where a.key = any(${keys}::text[]) and l.remaining > 0
      and (l.expires_at is null or l.expires_at > ${work.now})
    order by l.expires_at nulls last, l.arrived_at, l.id
    limit ${limit}`.execute(work.tx)
  return rows
}
