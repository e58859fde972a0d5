/** Who used a coupon, as a relation that a floor above joins into its own statement. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { redeemersRelation } from '../store/redeemers.ts'

/** `person_id` of those who used a coupon at one of these places since an instant. */
export function redeemersAt(placeIds: readonly Id<'place'>[], since: Date): RawBuilder<unknown> {
  return redeemersRelation(placeIds, since)
}
