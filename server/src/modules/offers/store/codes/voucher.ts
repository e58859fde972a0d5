/** The SQL of `offers.voucher` and its claims. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../../kernel/id.ts'
import type { Work } from '../../../../platform/work.ts'
import type { Voucher } from '../../model/codes/batch.ts'

const columns = sql`
  v.batch_id, v.number, v.text, v.claims, v.claims_max, v.holder_id, v.holder_phone,
  v.published_at, v.claim_until, v.voided_at`

/** A code to write: its text and key, how often it is good, and for whom. */
export type NewVoucher = {
  readonly text: string
  readonly key: string
  readonly claimsMax: number
  readonly holderPhone: string | null
}

/** A code that was written, and the number it got. */
export type WrittenVoucher = { readonly number: number; readonly text: string }

/**
 * Writes codes behind those of a batch, and counts them. Codes whose key is taken, in any batch, are
 * left out. Lock the batch first.
 *
 * @returns those that were written
 */
export async function insertVouchers(
  work: Work,
  batchId: Id<'code-batch'>,
  vouchers: readonly NewVoucher[],
): Promise<readonly WrittenVoucher[]> {
  const { rows } = await sql<WrittenVoucher>`
    with written as (
      insert into offers.voucher (batch_id, number, key, text, claims_max, holder_phone)
      select ${batchId}::uuid, b.next_number - 1 + fresh.at, fresh.key, fresh.text,
        fresh.claims_max, fresh.holder_phone
      from offers.code_batch b, unnest(
        ${vouchers.map((voucher) => voucher.key)}::text[],
        ${vouchers.map((voucher) => voucher.text)}::text[],
        ${vouchers.map((voucher) => voucher.claimsMax)}::integer[],
        ${vouchers.map((voucher) => voucher.holderPhone)}::text[]
      ) with ordinality as fresh (key, text, claims_max, holder_phone, at)
      where b.id = ${batchId}
      on conflict (key) do nothing
      returning number, text
    ), counted as (
      update offers.code_batch b
      set made = b.made + (select count(*) from written),
        next_number = b.next_number + ${vouchers.length}
      where b.id = ${batchId}
    )
    select number, text from written`.execute(work.tx)
  return rows
}

/** Those of the keys that are taken: by which batch. */
export async function batchesByKey(
  work: Work,
  keys: readonly string[],
): Promise<ReadonlyMap<string, Id<'code-batch'>>> {
  const { rows } = await sql<{ key: string; batchId: Id<'code-batch'> }>`
    select key, batch_id from offers.voucher where key = any(${keys}::text[])`.execute(work.tx)
  return new Map(rows.map((row) => [row.key, row.batchId]))
}

/** The code of a key, with its offer; null when there is none. */
export async function voucherByKey(
  work: Work,
  key: string,
): Promise<(Voucher & { readonly offerId: Id<'offer'> }) | null> {
  const { rows } = await sql<Voucher & { offerId: Id<'offer'> }>`
    select ${columns}, b.offer_id
    from offers.voucher v join offers.code_batch b on b.id = v.batch_id
    where v.key = ${key}`.execute(work.tx)
  return rows[0] ?? null
}

export type VoucherKey = Pick<Voucher, 'batchId' | 'number'>

export async function voucherOf(
  work: Work,
  { batchId, number }: VoucherKey,
): Promise<Voucher | null> {
  const { rows } = await sql<Voucher>`
    select ${columns} from offers.voucher v
    where v.batch_id = ${batchId} and v.number = ${number}`.execute(work.tx)
  return rows[0] ?? null
}

/** A code, locked until the work ends. Lock its offer first. */
export async function lockVoucher(
  work: Work,
  { batchId, number }: VoucherKey,
): Promise<Voucher | null> {
  const { rows } = await sql<Voucher>`
    select ${columns} from offers.voucher v
    where v.batch_id = ${batchId} and v.number = ${number}
    for no key update`.execute(work.tx)
  return rows[0] ?? null
}

/** The coupon that a code gave a person; null when it gave none. */
export async function couponOfVoucher(
  work: Work,
  { batchId, number }: VoucherKey,
  personId: Id<'person'>,
): Promise<{ readonly couponId: Id<'coupon'>; readonly expiresAt: Date } | null> {
  const { rows } = await sql<{ couponId: Id<'coupon'>; expiresAt: Date }>`
    select c.id as coupon_id, c.expires_at
    from offers.voucher_claim k join offers.coupon c on c.id = k.coupon_id
    where k.batch_id = ${batchId} and k.number = ${number} and k.person_id = ${personId}`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

/** Writes that a code gave a coupon. The database refuses what goes over its limit (OF32). */
export async function insertClaim(
  work: Work,
  { batchId, number }: VoucherKey,
  claim: { readonly couponId: Id<'coupon'>; readonly personId: Id<'person'> },
): Promise<void> {
  await sql`
    with counted as (
      update offers.voucher set claims = claims + 1
      where batch_id = ${batchId} and number = ${number}
    )
    insert into offers.voucher_claim (coupon_id, batch_id, number, person_id, claimed_at)
    values (${claim.couponId}, ${batchId}, ${number}, ${claim.personId}, ${work.now})`.execute(
    work.tx,
  )
}

/** What is asked of a list of codes. */
export type VoucherQuery = {
  /** The first letters of the key; null for all. */
  readonly keyStart: string | null
  readonly after: number
  readonly limit: number
}

/** The codes of a batch in the order of their numbers. */
export async function vouchersOfBatch(
  work: Work,
  batchId: Id<'code-batch'>,
  { keyStart, after, limit }: VoucherQuery,
): Promise<readonly Voucher[]> {
  const { rows } = await sql<Voucher>`
    select ${columns} from offers.voucher v
    where v.batch_id = ${batchId} and v.number > ${after}
      and (${keyStart}::text is null or starts_with(v.key, ${keyStart}))
    order by v.number
    limit ${limit}`.execute(work.tx)
  return rows
}

/** When codes were claimed, by number; the last time for those that many use. */
export async function claimTimes(
  work: Work,
  batchId: Id<'code-batch'>,
  numbers: readonly number[],
): Promise<ReadonlyMap<number, Date>> {
  const { rows } = await sql<{ number: number; claimedAt: Date }>`
    select number, max(claimed_at) as claimed_at from offers.voucher_claim
    where batch_id = ${batchId} and number = any(${numbers}::integer[])
    group by number`.execute(work.tx)
  return new Map(rows.map((row) => [row.number, row.claimedAt]))
}

/** The code of a batch that is published to a person; null when none is. */
export async function publicationOf(
  work: Work,
  batchId: Id<'code-batch'>,
  holderId: Id<'person'>,
): Promise<Voucher | null> {
  const { rows } = await sql<Voucher>`
    select ${columns} from offers.voucher v
    where v.batch_id = ${batchId} and v.holder_id = ${holderId} and v.published_at is not null`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

/**
 * Publishes the first free code of a batch to a person. Lock the batch first: the next search begins
 * behind this code, so that the last of a million costs no more than the first.
 *
 * @returns null when no free code is left
 */
export async function publishNext(
  work: Work,
  batchId: Id<'code-batch'>,
  holderId: Id<'person'>,
  claimUntil: Date | null,
): Promise<Voucher | null> {
  const { rows } = await sql<Voucher>`
    with free as (
      select v.number from offers.voucher v join offers.code_batch b on b.id = v.batch_id
      where v.batch_id = ${batchId} and v.number >= b.free_from and v.claims = 0
        and v.published_at is null and v.voided_at is null
        and v.holder_id is null and v.holder_phone is null
      order by v.number
      limit 1
      for no key update of v
    ), moved as (
      update offers.code_batch set free_from = free.number + 1 from free where id = ${batchId}
    )
    update offers.voucher v
    set holder_id = ${holderId}, published_at = ${work.now}, claim_until = ${claimUntil}
    from free where v.batch_id = ${batchId} and v.number = free.number
    returning ${columns}`.execute(work.tx)
  return rows[0] ?? null
}

/** Calls a code back. Answers false when it is not there, was called back, or has been claimed. */
export async function voidVoucher(work: Work, { batchId, number }: VoucherKey): Promise<boolean> {
  const { rows } = await sql`
    update offers.voucher set voided_at = ${work.now}
    where batch_id = ${batchId} and number = ${number} and voided_at is null
    returning number`.execute(work.tx)
  return rows.length === 1
}

/** A code that a person holds, unclaimed, with what it is for. */
export type HeldVoucher = Voucher & {
  readonly offerId: Id<'offer'>
  readonly batchUntil: Date | null
}

/** The codes that were given to a person by name or phone and can still be claimed, newest first. */
export async function vouchersHeldBy(
  work: Work,
  { personId, phone }: { readonly personId: Id<'person'>; readonly phone: string | null },
  limit: number,
): Promise<readonly HeldVoucher[]> {
  const { rows } = await sql<HeldVoucher>`
    select ${columns}, b.offer_id, b.claim_until as batch_until
    from offers.voucher v join offers.code_batch b on b.id = v.batch_id
    where (v.holder_id = ${personId} and v.published_at is not null
        or v.holder_phone = ${phone}::text)
      and v.claims < v.claims_max and v.voided_at is null and b.voided_at is null
      and coalesce(v.claim_until, b.claim_until, 'infinity') > ${work.now}
      and coalesce(b.claim_from, '-infinity') <= ${work.now}
    order by v.published_at desc nulls last, v.batch_id, v.number
    limit ${limit}`.execute(work.tx)
  return rows
}
