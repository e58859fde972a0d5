/**
 * Rows of a file on their way to become offers: what each cell must be, and why it is not. Pure.
 *
 * What a row asks for and terms can say becomes terms. What it asks for under conditions that it does
 * not give is taken as no, and told: nobody is promised more than the file promises.
 */
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, type Day } from '../../../kernel/time.ts'
import { COUPONS_MAX, TITLE_LENGTH_MAX, VALID_DAYS_MAX, type Offer } from './offer.ts'
import { everything } from './pricing/cart.ts'
import type { Conditions, Demand } from './pricing/condition.ts'
import { flat, type Effect, type Off } from './pricing/effect.ts'
import { plainTerms, TERM_NAME_LENGTH_MAX, type Terms } from './terms.ts'

export const weekdayColumns = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const
export const offerColumns = [
  'externalId',
  'title',
  'places',
  'itemId',
  'itemName',
  'wasMinor',
  'priceMinor',
  'percentOff',
  'amountOffMinor',
  'billMinorMin',
  'startsAt',
  'claimsEndAt',
  'endsAt',
  'usableFrom',
  'usableUntil',
  'validDays',
  ...weekdayColumns,
  'holiday',
  'holidayEve',
  'couponsMax',
] as const
export type OfferColumn = (typeof offerColumns)[number]

/** Cells as they come. `line` is where the row stands in its file. */
export type OfferCells = { readonly line: number } & {
  readonly [Column in OfferColumn]?: string | undefined
}

export type ImportedOffer = Pick<
  Offer,
  'title' | 'terms' | 'startsAt' | 'endsAt' | 'claimsEndAt' | 'validDays' | 'couponsMax'
> & {
  readonly externalId: string
  /** What the file calls the places. */
  readonly placeKeys: readonly string[]
}

/** What a row asks for and no terms can say. */
export const unsaidRules = {
  'days-on-conditions': 'Good on some days under conditions that the file does not give.',
} as const
export type UnsaidRule = keyof typeof unsaidRules

export type ReadOffer =
  | { readonly kind: 'read'; readonly offer: ImportedOffer; readonly unsaid: readonly UnsaidRule[] }
  | { readonly kind: 'refused'; readonly column: OfferColumn; readonly why: string }

class CellObjection extends Error {
  readonly column: OfferColumn
  constructor(column: OfferColumn, why: string) {
    super(why)
    this.column = column
  }
}

/**
 * Reads a row as an offer; the first cell that is wrong is the answer.
 *
 * @param daysLater moves every day of the row, so that a file of the past can be tried today
 */
export function readOfferCells(cells: OfferCells, daysLater: number): ReadOffer {
  try {
    return read(cells, daysLater)
  } catch (error) {
    if (!(error instanceof CellObjection)) throw error
    return { kind: 'refused', column: error.column, why: error.message }
  }
}

function read(cells: OfferCells, daysLater: number): ReadOffer {
  const placeKeys = textOf(cells, 'places').split(';').filter(Boolean)
  if (placeKeys.length === 0) throw new CellObjection('places', 'is empty')
  const window = windowOf(cells, daysLater)
  const days = daysOf(cells)
  const usable = usableOf(cells, daysLater)
  const conditions: Conditions = [...usable, ...days.demands].map((demand) => [demand])
  const offer = {
    externalId: needed(cells, 'externalId', 200),
    title: needed(cells, 'title', TITLE_LENGTH_MAX),
    placeKeys,
    terms: termsOf(cells, conditions),
    ...window,
    validDays: countOf(cells, 'validDays', VALID_DAYS_MAX),
    couponsMax: countOf(cells, 'couponsMax', COUPONS_MAX),
  }
  return { kind: 'read', offer, unsaid: days.isOnConditions ? ['days-on-conditions'] : [] }
}

const textOf = (cells: OfferCells, column: OfferColumn) =>
  cells[column]?.normalize('NFC').trim() ?? ''

function needed(cells: OfferCells, column: OfferColumn, lengthMax: number): string {
  const text = textOf(cells, column)
  if (text === '') throw new CellObjection(column, 'is empty')
  if (text.length > lengthMax)
    throw new CellObjection(column, `is longer than ${lengthMax} letters`)
  if (/\p{Cc}|\ufffd/u.test(text))
    throw new CellObjection(column, 'has characters that are no letters')
  return text
}

/** Null where the cell is empty. */
function amountOf(cells: OfferCells, column: OfferColumn): number | null {
  const text = textOf(cells, column)
  if (text === '') return null
  const amount = /^\d{1,12}$/.test(text) ? Number(text) : null
  if (amount === null || amount > AMOUNT_MINOR_MAX) {
    throw new CellObjection(column, 'is not a whole amount')
  }
  return amount
}

function countOf(cells: OfferCells, column: OfferColumn, max: number): number | null {
  const count = amountOf(cells, column)
  if (count !== null && (count < 1 || count > max)) {
    throw new CellObjection(column, `is not between 1 and ${max}`)
  }
  return count
}

/** What is off: a lower price, a share of it, or an amount; one of the three. */
function offOf(cells: OfferCells): Off {
  const priceMinor = amountOf(cells, 'priceMinor')
  const percentOff = countOf(cells, 'percentOff', 100)
  const amountOffMinor = countOf(cells, 'amountOffMinor', AMOUNT_MINOR_MAX)
  const said = [priceMinor, percentOff, amountOffMinor].filter((it) => it !== null)
  if (said.length !== 1) {
    const why = 'must be told by one of priceMinor, percentOff and amountOffMinor'
    throw new CellObjection('priceMinor', why)
  }
  if (percentOff !== null) return { kind: 'percent', percentOff }
  if (amountOffMinor !== null) return { kind: 'amount', amountOffMinor }
  const wasMinor = amountOf(cells, 'wasMinor')
  if (wasMinor !== null && (priceMinor ?? 0) >= wasMinor) {
    throw new CellObjection('priceMinor', 'takes nothing off')
  }
  return { kind: 'price', priceMinor: priceMinor ?? 0 }
}

function termsOf(cells: OfferCells, conditions: Conditions): Terms {
  const tiers = flat(offOf(cells))
  const billMinorMin = amountOf(cells, 'billMinorMin') ?? 0
  const itemId = textOf(cells, 'itemId')
  if (itemId === '') {
    return plainTerms({ kind: 'order-discount', tiers }, { conditions, billMinorMin })
  }
  const effect: Effect = {
    kind: 'item-discount',
    of: {
      ...everything,
      name: needed(cells, 'itemName', TERM_NAME_LENGTH_MAX),
      itemIds: [needed(cells, 'itemId', TERM_NAME_LENGTH_MAX)],
    },
    // One coupon is good for one of it.
    pick: { kind: 'dearest', units: 1 },
    spread: 'each',
    tiers,
  }
  return plainTerms(effect, { conditions, billMinorMin })
}

type Window = Pick<ImportedOffer, 'startsAt' | 'endsAt' | 'claimsEndAt'>

function windowOf(cells: OfferCells, daysLater: number): Window {
  const startsAt = momentOf(cells, 'startsAt', daysLater)
  if (startsAt === null) throw new CellObjection('startsAt', 'is empty')
  const claimsEndAt = momentOf(cells, 'claimsEndAt', daysLater)
  const until = dayOf(cells, 'usableUntil', daysLater)
  const endsAt =
    momentOf(cells, 'endsAt', daysLater) ??
    (until === null ? null : instantOf(dayAfter(until, 1), 0, MARKET_TIME_ZONE)) ??
    claimsEndAt
  if (endsAt === null) throw new CellObjection('endsAt', 'is empty')
  if (endsAt <= startsAt) throw new CellObjection('endsAt', 'is not after the start')
  const isSame = claimsEndAt === null || claimsEndAt >= endsAt
  return { startsAt, endsAt, claimsEndAt: isSame ? null : claimsEndAt }
}

/** The days on which it is good, where the file names any. */
function usableOf(cells: OfferCells, daysLater: number): readonly Demand[] {
  const from = dayOf(cells, 'usableFrom', daysLater)
  const to = dayOf(cells, 'usableUntil', daysLater)
  if (from === null && to === null) return []
  if (from !== null && to !== null && to < from) {
    throw new CellObjection('usableUntil', 'is before usableFrom')
  }
  return [{ kind: 'dates', from: from ?? '0001-01-01', to: to ?? '9999-12-31', isNot: false }]
}

/**
 * The days of the week, holidays and their eves on which it is good: 1 is yes, 0 is no, 2 is yes on
 * conditions that nobody gives, and so no. Where nothing is said, every day is good.
 *
 * A day may be several of these, and must be good as each: a Monday that is a holiday is good where
 * Mondays are and holidays are.
 */
function daysOf(cells: OfferCells): {
  readonly demands: readonly Demand[]
  readonly isOnConditions: boolean
} {
  const week = weekdayColumns.map((column) => usabilityOf(cells, column))
  const [holiday, eve] = [usabilityOf(cells, 'holiday'), usabilityOf(cells, 'holidayEve')]
  const weekdays = week.flatMap((usability, at) => (usability === 'yes' ? [at + 1] : []))
  if (weekdays.length === 0) throw new CellObjection('mon', 'no day of the week is left')
  const isNot = true
  const demands: Demand[] = []
  if (weekdays.length < 7) demands.push({ kind: 'weekdays', weekdays, isNot: false })
  if (holiday !== 'yes') demands.push({ kind: 'holiday', which: 'day', isNot })
  if (eve !== 'yes') demands.push({ kind: 'holiday', which: 'eve', isNot })
  return { demands, isOnConditions: [...week, holiday, eve].includes('on-conditions') }
}

const usabilities: Readonly<Record<string, 'yes' | 'no' | 'on-conditions'>> = {
  '': 'yes',
  '1': 'yes',
  '0': 'no',
  '2': 'on-conditions',
}

function usabilityOf(cells: OfferCells, column: OfferColumn): 'yes' | 'no' | 'on-conditions' {
  const usability = usabilities[textOf(cells, column)]
  if (usability === undefined) throw new CellObjection(column, 'is none of 1, 0 and 2')
  return usability
}

function dayOf(cells: OfferCells, column: OfferColumn, daysLater: number): Day | null {
  const text = textOf(cells, column)
  if (text === '') return null
  const isDay = /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(Date.parse(text))
  if (!isDay) throw new CellObjection(column, 'is not a day like 2026-05-01')
  return dayAfter(text, daysLater)
}

/** A day, at its beginning, or a day and a time by the clock of the market. */
function momentOf(cells: OfferCells, column: OfferColumn, daysLater: number): Date | null {
  const text = textOf(cells, column)
  if (text === '') return null
  const parts = /^(\d{4}-\d{2}-\d{2})(?:[ T]([01]\d|2[0-3]):([0-5]\d)(?::00)?)?$/.exec(text)
  const [, day = '', hour = '0', minute = '0'] = parts ?? []
  if (parts === null || Number.isNaN(Date.parse(day))) {
    throw new CellObjection(column, 'is not a moment like 2026-05-01 09:00')
  }
  const minuteOfDay = Number(hour) * 60 + Number(minute)
  return instantOf(dayAfter(day, daysLater), minuteOfDay, MARKET_TIME_ZONE)
}
