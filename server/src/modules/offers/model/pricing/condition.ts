/**
 * Whether an offer is good here and now, for this person and this cart. Pure.
 *
 * Three-valued: what is not known makes a condition *unknown*, and an offer whose condition is
 * unknown does not count; the answer names what would have to be known.
 */
import { assert } from '../../../../kernel/assert.ts'
import { dayAfter, MARKET_TIME_ZONE, wallTime, type Day } from '../../../../kernel/time.ts'
import { isKoreanHoliday, knowsHolidays } from '../../../places/model/holidays.ts'
import { billOf, matches, type Cart, type Selector } from './cart.ts'

/** All rows must hold; a row holds where any of its demands does. No row: always. */
export type Conditions = readonly (readonly Demand[])[]
/** That something is so; or, turned round, that it is not. */
export type Demand = Leaf & { readonly isNot: boolean }

export type Leaf =
  | { readonly kind: 'place'; readonly placeIds: readonly string[] }
  | { readonly kind: 'zone'; readonly zoneIds: readonly string[] }
  /** In a visit now, with evidence of at least this level, 0 to 3. */
  | { readonly kind: 'visit'; readonly evidenceMin: number }
  | { readonly kind: 'channel'; readonly channels: readonly Channel[] }
  /** 1 is Monday, 7 is Sunday, by the clock of the market. */
  | { readonly kind: 'weekdays'; readonly weekdays: readonly number[] }
  /** A public holiday, or the day before one. */
  | { readonly kind: 'holiday'; readonly which: 'day' | 'eve' }
  /** Minutes of the day, [from, to); from 1320 to 120 is from 22:00 until 02:00. */
  | { readonly kind: 'hours'; readonly fromMinute: number; readonly toMinute: number }
  /** Days of the market, both included. */
  | { readonly kind: 'dates'; readonly from: string; readonly to: string }
  | { readonly kind: 'first-visit' }
  | { readonly kind: 'segment'; readonly segmentIds: readonly string[] }
  | { readonly kind: 'tag'; readonly tags: readonly string[] }
  | {
      readonly kind: 'items'
      readonly of: Selector
      readonly unitsMin: number
      readonly unitsMax: number | null
    }
  /** Nothing else is in the cart. */
  | { readonly kind: 'only-items'; readonly of: Selector }
  /** The sum of the pieces, before any discount or after those that came before. */
  | {
      readonly kind: 'bill'
      readonly when: 'before' | 'after'
      readonly minorMin: number
      readonly minorMax: number | null
    }
  | { readonly kind: 'payment'; readonly methods: readonly string[] }
  /** Whoever shows the coupon is whom it was given to. */
  | { readonly kind: 'holder' }

export type Channel = 'counter' | 'till' | 'online'

/** What is known of the moment. Null: not known. */
export type Circumstances = {
  readonly at: Date
  readonly placeId: string | null
  readonly zoneIds: readonly string[] | null
  /** The level of the visit that goes on; -1 for no visit. */
  readonly visitEvidence: number | null
  readonly channel: Channel
  readonly isFirstVisit: boolean | null
  readonly segmentIds: readonly string[] | null
  readonly tags: readonly string[] | null
  readonly paymentMethod: string | null
  readonly personId: string | null
  readonly holderId: string | null
}

/** A moment at the counter of which nothing else is known. */
export const nothingKnown: Omit<Circumstances, 'at'> = {
  placeId: null,
  zoneIds: null,
  visitEvidence: null,
  channel: 'counter',
  isFirstVisit: null,
  segmentIds: null,
  tags: null,
  paymentMethod: null,
  personId: null,
  holderId: null,
}

export type Verdict =
  | { readonly is: 'true' }
  /** The demand that spoke. */
  | { readonly is: 'false' | 'unknown'; readonly because: Demand }

const yes: Verdict = { is: 'true' }

/** @param billAfterMinor the sum of the pieces after the discounts that came before */
export function verdictOn(
  conditions: Conditions,
  cart: Cart,
  moment: Circumstances,
  billAfterMinor: number,
): Verdict {
  return everyOf(
    conditions.map((row) => {
      return someOf(row.map((demand) => judge(demand, cart, moment, billAfterMinor)))
    }),
  )
}

/** Whether it depends on what other offers take off. */
export function isAboutRest(conditions: Conditions): boolean {
  return conditions.some((row) => row.some((it) => it.kind === 'bill' && it.when === 'after'))
}

function judge(demand: Demand, cart: Cart, moment: Circumstances, billAfterMinor: number): Verdict {
  const is = holds(demand, cart, moment, billAfterMinor)
  if (is === null) return { is: 'unknown', because: demand }
  return is === demand.isNot ? { is: 'false', because: demand } : yes
}

/** A plain "no" is said before what is not known: it does not change by knowing more. */
function everyOf(parts: readonly Verdict[]): Verdict {
  return parts.find(({ is }) => is === 'false') ?? parts.find(({ is }) => is === 'unknown') ?? yes
}

function someOf(parts: readonly Verdict[]): Verdict {
  if (parts.some(({ is }) => is === 'true')) return yes
  const [first] = parts
  assert(first, 'a row of demands has some')
  return parts.find(({ is }) => is === 'unknown') ?? first
}

/** Null: not known. */
function holds(
  leaf: Leaf,
  cart: Cart,
  moment: Circumstances,
  billAfterMinor: number,
): boolean | null {
  switch (leaf.kind) {
    case 'place':
      return moment.placeId === null ? null : leaf.placeIds.includes(moment.placeId)
    case 'zone':
      return anyOf(leaf.zoneIds, moment.zoneIds)
    case 'visit':
      return moment.visitEvidence === null ? null : moment.visitEvidence >= leaf.evidenceMin
    case 'channel':
      return leaf.channels.includes(moment.channel)
    case 'weekdays':
      return leaf.weekdays.includes(wallTime(moment.at, MARKET_TIME_ZONE).weekday)
    case 'holiday':
      return isHoliday(leaf.which, wallTime(moment.at, MARKET_TIME_ZONE).day)
    case 'hours':
      return isWithin(
        wallTime(moment.at, MARKET_TIME_ZONE).minuteOfDay,
        leaf.fromMinute,
        leaf.toMinute,
      )
    case 'dates': {
      const { day } = wallTime(moment.at, MARKET_TIME_ZONE)
      return leaf.from <= day && day <= leaf.to
    }
    case 'first-visit':
      return moment.isFirstVisit
    case 'segment':
      return anyOf(leaf.segmentIds, moment.segmentIds)
    case 'tag':
      return anyOf(leaf.tags, moment.tags)
    case 'items':
    case 'only-items':
      return cart.isItemised ? hasItems(leaf, cart) : null
    case 'bill': {
      const minor = leaf.when === 'before' ? billOf(cart) : billAfterMinor
      return minor >= leaf.minorMin && minor <= (leaf.minorMax ?? Infinity)
    }
    case 'payment':
      return moment.paymentMethod === null ? null : leaf.methods.includes(moment.paymentMethod)
    case 'holder':
      if (moment.personId === null || moment.holderId === null) return null
      return moment.personId === moment.holderId
  }
}

function anyOf(wanted: readonly string[], known: readonly string[] | null): boolean | null {
  return known === null ? null : wanted.some((id) => known.includes(id))
}

/** Null for years whose calendar is not known. */
function isHoliday(which: 'day' | 'eve', today: Day): boolean | null {
  const day = which === 'day' ? today : dayAfter(today, 1)
  return knowsHolidays(day) ? isKoreanHoliday(day) : null
}

const isWithin = (minute: number, from: number, to: number) =>
  from < to ? minute >= from && minute < to : minute >= from || minute < to

type AboutItems = Extract<Leaf, { kind: 'items' | 'only-items' }>
function hasItems(leaf: AboutItems, { lines }: Cart): boolean {
  if (leaf.kind === 'only-items') return lines.every((line) => matches(leaf.of, line))
  const fitting = lines.filter((line) => matches(leaf.of, line))
  const units = fitting.reduce((sum, { quantity }) => sum + quantity, 0)
  return units >= leaf.unitsMin && units <= (leaf.unitsMax ?? Infinity)
}
