/** Who visited a shop, as a relation that a floor above joins into its own statement. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { visitorsRelation } from '../store/visits.ts'

/**
 * `person_id, visits, last_at` of everybody whose visits to a shop, or to these of its places, are
 * kept. Where somebody was is theirs: join it with `allowingLocationUse` of people, always.
 */
export function visitorsAt(
  merchantId: Id<'merchant'>,
  placeIds: readonly Id<'place'>[],
): RawBuilder<unknown> {
  return visitorsRelation(merchantId, placeIds)
}
