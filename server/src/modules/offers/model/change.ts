/** What became different when somebody changed an offer. Pure. */
import { isSame } from '../../../kernel/same.ts'
import type { Offer } from './offer.ts'

/** The fields of an offer that its shop writes. */
export type Written = Omit<Offer, 'id' | 'merchantId'>

const writtenFields = [
  'title',
  'terms',
  'rank',
  'placeIds',
  'startsAt',
  'endsAt',
  'claimsEndAt',
  'validDays',
  'couponsMax',
  'couponsPerDayMax',
  'couponsPerPersonMax',
  'redemptionsMax',
  'limits',
  'isPublic',
  'isAutomatic',
  'state',
] as const satisfies readonly (keyof Written)[]

/** The fields that moved, as they were and as they are; null when nothing did (OF51). */
export function movedBetween(
  before: Written,
  after: Written,
): { readonly before: Partial<Written>; readonly after: Partial<Written> } | null {
  const moved = writtenFields.filter((field) => !isSame(before[field], after[field]))
  if (moved.length === 0) return null
  const of = (offer: Written): Partial<Written> =>
    Object.fromEntries(moved.map((field) => [field, offer[field]]))
  return { before: of(before), after: of(after) }
}
