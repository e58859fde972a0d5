/** The SQL of `offers.policy`: how the offers of a shop are used together. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Work } from '../../../platform/work.ts'
import { OFFERS_MAX, type Policy } from '../model/pricing/offers.ts'

/** What holds where a shop has said nothing: what is best for the shopper. */
export const defaultPolicy: Policy = {
  on: 'current',
  isOncePerPiece: false,
  order: 'best',
  offersMax: OFFERS_MAX,
  basePointsOn: () => 0,
}

/** What a shop says of it; the points of a payment are loyalty's. */
export type OfferPolicy = Omit<Policy, 'basePointsOn'>

type Row = Omit<OfferPolicy, 'on' | 'order'> & {
  readonly basis: Policy['on']
  readonly taken: Policy['order']
}

export async function policyOf(work: Work, merchantId: Id<'merchant'>): Promise<Policy> {
  const { rows } = await sql<Row>`
    select basis, is_once_per_piece, taken, offers_max
    from offers.policy where merchant_id = ${merchantId}`.execute(work.tx)
  const [row] = rows
  if (!row) return defaultPolicy
  const { basis: on, taken: order, isOncePerPiece, offersMax } = row
  return { ...defaultPolicy, on, order, isOncePerPiece, offersMax }
}

export async function savePolicy(
  work: Work,
  merchantId: Id<'merchant'>,
  { on, order, isOncePerPiece, offersMax }: OfferPolicy,
): Promise<void> {
  await sql`
    insert into offers.policy (merchant_id, basis, is_once_per_piece, taken, offers_max)
    values (${merchantId}, ${on}, ${isOncePerPiece}, ${order}, ${offersMax})
    on conflict (merchant_id) do update set
      basis = excluded.basis, is_once_per_piece = excluded.is_once_per_piece,
      taken = excluded.taken, offers_max = excluded.offers_max`.execute(work.tx)
}

export type PolicyChange = {
  readonly id: Id<'policy-change'>
  readonly merchantId: Id<'merchant'>
  readonly changedAt: Date
  /** Who, as `person/…`, `key/…` or `system/…`. */
  readonly changedBy: string
  readonly before: OfferPolicy
  readonly after: OfferPolicy
}

export async function insertPolicyChange(work: Work, change: PolicyChange): Promise<void> {
  await sql`
    insert into offers.policy_change (id, merchant_id, changed_at, changed_by, before, after)
    values (${change.id}, ${change.merchantId}, ${change.changedAt}, ${change.changedBy},
      ${JSON.stringify(change.before)}, ${JSON.stringify(change.after)})`.execute(work.tx)
}

/** What became of a shop's policy, newest first; one more than `limit` when there are more. */
export async function policyChangesOf(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
): Promise<readonly PolicyChange[]> {
  const { rows } = await sql<PolicyChange>`
    select id, merchant_id, changed_at, changed_by, before, after from offers.policy_change
    where merchant_id = ${merchantId} and (${after}::uuid is null or id < ${after}::uuid)
    order by id desc
    limit ${limit + 1}`.execute(work.tx)
  return rows
}
