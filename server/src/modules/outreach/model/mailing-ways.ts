/**
 * Mailings on other ways than the inbox: who is reached there, what it costs, and how often a shop may.
 *
 * Pure. OU64… are the rules of README.md, and the tests bear their names.
 */
import { wayNames, type WayName } from './delivery.ts'

/**
 * What became of a person of a mailing on one way. The place in this list is the number in the
 * database, so new ones come last.
 */
export const wayEnds = ['not-asked', 'goes', 'no-consent', 'nowhere', 'over-limit'] as const
export type WayEnd = (typeof wayEnds)[number]

/** All that counts for one way, once the gate has spoken. */
export type WayHearing = {
  /** The gate let it into the inbox: without that, no other way is gone. */
  readonly isSent: boolean
  readonly isChosen: boolean
  /** To that way, with the market or with this shop. */
  readonly agrees: boolean
  /** An address is known, and nobody said that it leads nowhere. */
  readonly isReachable: boolean
}

/** What becomes of one person on one way, before limits (OU64). */
export function wayEnd({ isSent, isChosen, agrees, isReachable }: WayHearing): WayEnd {
  if (!isSent || !isChosen) return 'not-asked'
  if (!agrees) return 'no-consent'
  return isReachable ? 'goes' : 'nowhere'
}

/** Bits of each way within the number of a person: three each, in the order of `wayNames`. */
export const WAY_BITS = 3
export const wayShift = (way: WayName) => wayNames.indexOf(way) * WAY_BITS

/** The ends of all ways in one number. */
export function packedWays(ends: Readonly<Partial<Record<WayName, WayEnd>>>): number {
  return wayNames.reduce(
    (sum, way) => sum + wayEnds.indexOf(ends[way] ?? 'not-asked') * 2 ** wayShift(way),
    0,
  )
}

/** The end of one way in such a number. */
export function wayEndIn(number: number, way: WayName): WayEnd {
  return wayEnds[Math.floor(number / 2 ** wayShift(way)) % 2 ** WAY_BITS] ?? 'not-asked'
}

/** What a way costs a shop for each letter, and how many it may send in a month. */
export type WayTerms = {
  readonly way: WayName
  readonly priceMinor: number
  readonly perMonthMax: number
  /** Whether shops may choose it. */
  readonly isOpen: boolean
}

/** Until the operator says otherwise: nothing is charged, and what costs the market money is scarce. */
export const defaultWayTerms: Readonly<Record<WayName, Omit<WayTerms, 'way'>>> = {
  email: { priceMinor: 0, perMonthMax: 100_000, isOpen: true },
  sms: { priceMinor: 0, perMonthMax: 1_000, isOpen: true },
  kakao: { priceMinor: 0, perMonthMax: 1_000, isOpen: true },
  line: { priceMinor: 0, perMonthMax: 1_000, isOpen: true },
}
/** What a shop may use of a way in a month: nothing of one that is closed to shops. */
export const perMonthMax = ({ isOpen, perMonthMax: most }: Omit<WayTerms, 'way'>) =>
  isOpen ? most : 0

/** Pieces that got through at a price; below zero where more came back than went. */
export type WayCharge = {
  readonly way: WayName
  readonly priceMinor: number
  readonly pieces: number
}
export const WAY_PRICE_MINOR_MAX = 1_000_000
export const WAY_PER_MONTH_MAX = 100_000_000

/** How a mailing does on one way. */
export type WayReport = {
  readonly way: WayName
  /** Of those whom the inbox reached: agreed and reachable, and not above the limit. */
  readonly goes: number
  readonly noConsent: number
  readonly nowhere: number
  readonly overLimit: number
  /** Of those that go: where they stand. */
  readonly waiting: number
  readonly taken: number
  readonly delivered: number
  readonly failed: number
  /** Not wanted any more when its turn came. */
  readonly dropped: number
}

export type CountedEnds = { readonly ways: number; readonly count: number }

/** How many people came to which end on a way. */
export function countEnds(
  counted: readonly CountedEnds[],
  way: WayName,
): Readonly<Record<WayEnd, number>> {
  const sums = { 'not-asked': 0, goes: 0, 'no-consent': 0, nowhere: 0, 'over-limit': 0 }
  for (const { ways, count } of counted) sums[wayEndIn(ways, way)] += count
  return sums
}
