/** How uses of people's location are told apart and counted. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'

export const locationPurposes = [
  'zone',
  'visit',
  'check-in',
  'campaign',
  'report',
  'offer',
] as const
/**
 * What a location was used for: to find the zones a person is in, to tell a visit, to check in at a
 * counter, to decide on a campaign, to count in a merchant's report, to judge an offer on a bill.
 */
export type LocationPurpose = (typeof locationPurposes)[number]

/** Uses of one person's location by one party for one purpose. */
export type LocationUse = {
  readonly personId: Id<'person'>
  readonly purpose: LocationPurpose
  /** For whom it was used; null means for the market itself. */
  readonly merchantId: Id<'merchant'> | null
  readonly count: number
}

/** Uses within one minute, which is how finely they are kept (PE14). */
export type LocationUses = LocationUse & { readonly minute: Date }

export function minuteOf(at: Date): Date {
  return new Date(Math.floor(at.getTime() / MINUTE_MS) * MINUTE_MS)
}

/** Counts uses of the same kind together. The order is always the same, so that locks are too. */
export function summed(uses: readonly LocationUses[]): readonly LocationUses[] {
  const byKey = new Map<string, LocationUses>()
  for (const use of uses) {
    const minute = minuteOf(use.minute)
    const key = `${use.personId}/${minute.getTime()}/${use.purpose}/${use.merchantId ?? ''}`
    const count = (byKey.get(key)?.count ?? 0) + use.count
    byKey.set(key, { ...use, minute, count })
  }
  return [...byKey].toSorted(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)).map(([, use]) => use)
}
