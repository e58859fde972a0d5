/** Who keeps a shop: asked by the modules above, to say whom a campaign may reach. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { countFavourers, favourersByMerchant, favourersRelation } from '../store.ts'

/** People who keep a merchant or one of its places, up to a limit, in no order. */
export function favourersOf(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly Id<'person'>[]> {
  return favourersByMerchant(work, merchantId, limit)
}

/** How many people keep a merchant or one of its places. No names: a shop learns a number. */
export function favourersCount(work: Work, merchantId: Id<'merchant'>): Promise<number> {
  return countFavourers(work, merchantId)
}

/** `person_id` of those who keep a merchant or one of its places, to be joined by a floor above. */
export function favourersAt(merchantId: Id<'merchant'>): RawBuilder<unknown> {
  return favourersRelation(merchantId)
}
