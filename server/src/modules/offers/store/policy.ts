/** The SQL of `offers.policy`: how the offers of a shop are used together. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
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

type Row = Omit<Policy, 'basePointsOn' | 'on' | 'order'> & {
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
  { on, order, isOncePerPiece, offersMax }: Omit<Policy, 'basePointsOn'>,
): Promise<void> {
  await sql`
    insert into offers.policy (merchant_id, basis, is_once_per_piece, taken, offers_max)
    values (${merchantId}, ${on}, ${isOncePerPiece}, ${order}, ${offersMax})
    on conflict (merchant_id) do update set
      basis = excluded.basis, is_once_per_piece = excluded.is_once_per_piece,
      taken = excluded.taken, offers_max = excluded.offers_max`.execute(work.tx)
}
