/** Who serves where. */
import { allow, mayServe } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { placesOf } from '../../places/service.ts'

/**
 * The shop of a place at which the asker serves.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function merchantServed(work: Work, id: Id<'place'>): Promise<Id<'merchant'>> {
  const place = (await placesOf(work, [id])).get(id)
  allow(place !== undefined && mayServe(work.actor, place.merchantId, id))
  assert(place, 'a place that may be served is there')
  return place.merchantId
}
