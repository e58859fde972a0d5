/** What many people agree to, as a relation that a floor above joins into one statement of its own. */
import type { RawBuilder } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Locale } from '../model.ts'
import type { LocationUseOff } from '../model/location.ts'
import { agreementsBetween, locationAgreeing, speaking } from '../store/agreements.ts'

/** People by their ids: after the one, up to the other. */
export type PersonRange = {
  /** Null: from the first. */
  readonly after: Id<'person'> | null
  readonly upTo: Id<'person'>
}

/**
 * `person_id, time_zone, phone, purposes, merchant_purposes` of everybody in a range, one row a person: what
 * they agree to with the market, and with this merchant alone.
 */
export function agreementsIn(
  { after, upTo }: PersonRange,
  merchantId: Id<'merchant'>,
): RawBuilder<unknown> {
  return agreementsBetween(after, upTo, merchantId)
}

/**
 * `person_id` of everybody whose location may be used for something now: who agrees to it, has not
 * paused it, and has not switched this use off.
 */
export function allowingLocationUse(use: LocationUseOff): RawBuilder<unknown> {
  return locationAgreeing(use)
}

/** `person_id` of everybody who reads one of these languages. */
export function readersOf(locales: readonly Locale[]): RawBuilder<unknown> {
  return speaking(locales)
}
