/** Who used a coupon, as a relation for floors above. */
import { sql, type RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'

/** `person_id` of those who used a coupon at one of these places since, and kept it. */
export function redeemersRelation(
  placeIds: readonly Id<'place'>[],
  since: Date,
): RawBuilder<unknown> {
  return sql`
    select distinct person_id from offers.redemption
    where place_id = any(${placeIds}::uuid[]) and redeemed_at >= ${since} and reversed_at is null`
}
