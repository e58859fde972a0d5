/** The SQL of rewards whose coupon was refused. Rows in, domain types out. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'

/** A reward that somebody has earned and could not be given. */
export type RefusedReward = {
  /** The coupon that it will be. */
  readonly rewardId: Id<'coupon'>
  readonly merchantId: Id<'merchant'>
  readonly personId: Id<'person'>
  readonly offerId: Id<'offer'>
  /** Why, as a code of refusals.md. */
  readonly code: string
  readonly refusedAt: Date
  readonly triedAt: Date
}

const columns = sql`
  reward_id, merchant_id, person_id, offer_id, code, refused_at, tried_at`

/** Keeps a refused reward; answers whether it is news. */
export async function keepRefused(work: Work, reward: RefusedReward): Promise<boolean> {
  const { rewardId, merchantId, personId, offerId, code, refusedAt, triedAt } = reward
  const { rows } = await sql<{ isNew: boolean }>`
    insert into offers.reward_refusal (${columns})
    values (${rewardId}, ${merchantId}, ${personId}, ${offerId}, ${code}, ${refusedAt}, ${triedAt})
    on conflict (reward_id) do update set code = excluded.code, tried_at = excluded.tried_at
    -- A row that nobody has updated yet was inserted just now.
    returning xmax = 0 as is_new`.execute(work.tx)
  return rows[0]?.isNew ?? false
}

/** Forgets rewards that were given, or that are due no more. */
export async function forgetRefused(work: Work, ids: readonly Id<'coupon'>[]): Promise<void> {
  await sql`delete from offers.reward_refusal where reward_id = any(${ids}::uuid[])`.execute(
    work.tx,
  )
}

/** The refused rewards of an offer, those that were tried longest ago first. */
export async function refusedOf(
  work: Work,
  offerId: Id<'offer'>,
  limit: number,
): Promise<readonly RefusedReward[]> {
  const { rows } = await sql<RefusedReward>`
    select ${columns} from offers.reward_refusal where offer_id = ${offerId}
    order by tried_at, reward_id limit ${limit}`.execute(work.tx)
  return rows
}

/** Those that were refused with a code and not tried since an instant. */
export async function refusedWith(
  work: Work,
  codes: readonly string[],
  before: Date,
  limit: number,
): Promise<readonly RefusedReward[]> {
  const { rows } = await sql<RefusedReward>`
    select ${columns} from offers.reward_refusal
    where code = any(${codes}::text[]) and tried_at < ${before}
    order by tried_at, reward_id limit ${limit}`.execute(work.tx)
  return rows
}

/** The refused rewards of a shop, newest first; one more than `limit` when there are more. */
export async function refusedAtShop(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
): Promise<readonly (RefusedReward & { readonly offerTitle: string })[]> {
  const { rows } = await sql<RefusedReward & { offerTitle: string }>`
    select r.reward_id, r.merchant_id, r.person_id, r.offer_id, r.code, r.refused_at, r.tried_at,
      o.title as offer_title
    from offers.reward_refusal r join offers.offer o on o.id = r.offer_id
    where r.merchant_id = ${merchantId} and (${after}::uuid is null or r.reward_id < ${after}::uuid)
    order by r.reward_id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}
