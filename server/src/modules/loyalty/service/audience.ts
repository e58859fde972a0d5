/** Who of a shop's people is how regular, as relations that a floor above joins into its own statement. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { dayAfter, MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import { LATELY_DAYS, REGULAR_DAYS } from '../model/segments.ts'
import { segmentsRelation, taggedRelation } from '../store/audience.ts'

/**
 * `person_id, segment` of everybody who ever bought at a shop; whoever is missing is `new`. The same as
 * `segmentOf` says of one.
 */
export function segmentsAt(merchantId: Id<'merchant'>, now: Date): RawBuilder<unknown> {
  const { day: today } = wallTime(now, MARKET_TIME_ZONE)
  return segmentsRelation(merchantId, {
    today,
    since: dayAfter(today, 1 - LATELY_DAYS),
    regularDays: REGULAR_DAYS,
    timeZone: MARKET_TIME_ZONE,
  })
}

/** `person_id` of members who bear any of these tags. */
export function taggedAt(merchantId: Id<'merchant'>, tags: readonly string[]): RawBuilder<unknown> {
  return taggedRelation(merchantId, tags)
}
