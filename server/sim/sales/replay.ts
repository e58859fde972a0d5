/** A file of sales, played through the real use cases and set beside a recount of the file. */
import type { Platform } from '../../src/platform/platform.ts'
import { brokenBooks, readBooks } from './books.ts'
import { journeySales } from './journey.ts'
import { differences, recountJourney, recountRetail, type Books } from './recount.ts'
import { retailSales } from './retail.ts'
import type { Sales } from './events.ts'
import { playSales, type Played } from './till.ts'

type Row = Readonly<Record<string, unknown>>

/** What lies in the files: as rows for the replay, and as text for the recount. */
export type SaleFiles =
  | { readonly kind: 'retail'; readonly rows: readonly Row[]; readonly text: string }
  | {
      readonly kind: 'journey'
      readonly rows: readonly Row[]
      readonly text: string
      readonly redemptions: readonly Row[]
      readonly redemptionsText: string
    }

export type Replayed = {
  readonly played: Played
  readonly leftOut: Sales['leftOut']
  readonly seconds: number
  readonly bills: number
  readonly people: number
  /** Those whose lots were compared one by one. */
  readonly peopleByLots: number
  readonly billMinor: number
  readonly discountMinor: number
  readonly refundedMinor: number
  readonly points: number
  readonly owed: number
  /** Where the books are not what was recounted, and which invariants are broken; none is good. */
  readonly wrong: readonly string[]
}

export const salesOf = (files: SaleFiles): Sales =>
  files.kind === 'retail' ? retailSales(files.rows) : journeySales(files.rows, files.redemptions)

const recountOf = (files: SaleFiles): Books =>
  files.kind === 'retail'
    ? recountRetail(files.text)
    : recountJourney(files.text, files.redemptionsText)

/**
 * @param setClock puts the clock of the platform to an instant; it goes on from there
 * @param nowMs a clock of the machine
 */
export async function replaySales(
  platform: Pick<Platform, 'inWork' | 'newId' | 'database'>,
  files: SaleFiles,
  setClock: (at: Date) => void,
  { nowMs, onEvent }: { readonly nowMs: () => number; readonly onEvent: () => void },
): Promise<Replayed> {
  const sales = salesOf(files)
  const beganMs = nowMs()
  const { played, names } = await playSales(platform, sales, setClock, onEvent)
  const seconds = (nowMs() - beganMs) / 1_000
  const books = await readBooks(platform.database, names)
  const recounted = recountOf(files)
  const sum = (amount: 'billMinor' | 'discountMinor' | 'refundedMinor') =>
    [...books.bills.values()].reduce((all, bill) => all + bill[amount], 0)
  const people = [...books.people.values()]
  return {
    played,
    leftOut: sales.leftOut,
    seconds,
    bills: books.bills.size,
    people: books.people.size,
    peopleByLots: [...recounted.people.values()].filter(({ lots }) => lots !== null).length,
    billMinor: sum('billMinor'),
    discountMinor: sum('discountMinor'),
    refundedMinor: sum('refundedMinor'),
    points: people.reduce((all, { points }) => all + points, 0),
    owed: people.reduce((all, { owed }) => all + owed, 0),
    wrong: [...differences(books, recounted), ...(await brokenBooks(platform.database))],
  }
}
