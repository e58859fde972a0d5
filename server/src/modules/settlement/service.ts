/** Charging uses, and showing what a shop's months come to. */
import type { Actor } from '../../kernel/actor.ts'
import { actorName, allow, mayDecide, mayOperate } from '../../kernel/actor.ts'
import { CSV_MARK, csvLine } from '../../kernel/csv.ts'
import { parseId, type Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import { wallTime } from '../../kernel/time.ts'
import type { InWork, Work } from '../../platform/work.ts'
import { legsBetween, type Transfer } from '../ledger/model.ts'
import { postTransfers } from '../ledger/service.ts'
import { offersOf } from '../offers/service.ts'
import { peopleOf } from '../people/service.ts'
import { merchantsOf, placesOf } from '../places/service.ts'
import {
  chargeOf,
  feeAt,
  MARKET_TIME_ZONE,
  marketFees,
  marketShares,
  netMinor,
  settlementOf,
  settlementRefusals,
  spanOf,
  type Fee,
  type Line,
  type Month,
  type Use,
} from './model.ts'
import * as store from './store.ts'

/** What must hold in every database, for `verify`. */
export const settlementInvariants = store.invariants

/** How many changes of the fees are remembered; more than one a week for years. */
const FEES_MAX = 500
const MONTHS_MAX = 36

/** A use or its reversal, as it was announced. */
export type Happening = {
  readonly kind: Line['kind']
  /** Whether the offer counts for everybody, without a coupon. */
  readonly isAutomatic: boolean
  readonly use: Use
}

/** Charges uses and gives back what is undone, each once (SE1, SE2). In the order they happened. */
export async function settle(work: Work, happenings: readonly Happening[]): Promise<void> {
  if (happenings.length === 0) return
  const fees = await store.feesSince(work, FEES_MAX)
  const ids = happenings.map(({ use }) => use.redemptionId)
  const known = await store.linesOfRedemptions(work, ids)
  const lines = new Map(known.map((line) => [`${line.kind}/${line.redemptionId}`, line]))
  const fresh: Line[] = []
  for (const { kind, isAutomatic, use } of happenings) {
    if (lines.has(`${kind}/${use.redemptionId}`)) continue
    const charged = lines.get(`use/${use.redemptionId}`)
    if (kind === 'reversal' && !charged) continue
    const { feeMinor, shareMinor } = charged ?? chargeOf(feeAt(fees, use.at), use, isAutomatic)
    const transferId = feeMinor + shareMinor > 0 ? work.newId('transfer') : null
    const line = { ...use, kind, feeMinor, shareMinor, transferId }
    lines.set(`${kind}/${use.redemptionId}`, line)
    fresh.push(line)
  }
  if (fresh.length === 0) return
  await store.insertLines(work, fresh)
  await postTransfers(
    work,
    fresh.flatMap((line) => transferOf(line, lines) ?? []),
  )
}

/** What a line moves in the ledger; null where nothing moves. */
function transferOf(line: Line, lines: ReadonlyMap<string, Line>): Transfer | null {
  const { transferId, redemptionId, merchantId, feeMinor, shareMinor, kind } = line
  if (transferId === null) return null
  const shops = settlementOf(merchantId)
  const legs = [
    ...(feeMinor > 0 ? legsBetween(shops, marketFees, feeMinor) : []),
    ...(shareMinor > 0 ? legsBetween(marketShares, shops, shareMinor) : []),
  ]
  const because = `settlement/${redemptionId}`
  if (kind === 'use') return { id: transferId, legs, because, memo: '', reverses: null }
  const back = legs.map((leg) => ({ ...leg, amount: -leg.amount }))
  const reverses = lines.get(`use/${redemptionId}`)?.transferId ?? null
  return { id: transferId, legs: back, because, memo: '', reverses }
}

export type ToldFee = store.SetFee & {
  /** Told to operators only; null where it was no person, or one who is gone. */
  readonly setByName: string | null
}

/** The fees that were ever set, newest first. Anyone who settles may know them (SE3). */
export async function fees(work: Work): Promise<readonly ToldFee[]> {
  const set = await store.feesSince(work, FEES_MAX)
  const isTold = mayOperate(work.actor)
  const setters = new Map(set.map(({ setBy }) => [setBy, isTold ? personIn(setBy) : null]))
  const ids = [...setters.values()].filter((id) => id !== null)
  const people = ids.length === 0 ? null : await peopleOf(work, ids)
  return set.map((fee) => {
    const id = setters.get(fee.setBy) ?? null
    return { ...fee, setByName: (id && people?.get(id)?.name) ?? null }
  })
}

function personIn(setBy: string | null): Id<'person'> | null {
  const [kind, who = ''] = setBy?.split('/') ?? []
  return kind === 'person' ? parseId(who) : null
}

/**
 * Sets fees from an instant on (SE3). Setting the same again changes nothing.
 *
 * @throws {Refused} `access.forbidden`, `settlement.fee-in-past`, `settlement.fee-differs`
 */
export async function setFee(work: Work, fee: Fee): Promise<ToldFee> {
  allow(mayOperate(work.actor))
  const same = (await fees(work)).find(({ startsAt }) => +startsAt === +fee.startsAt)
  if (same) {
    const isSame =
      same.redemptionMinor === fee.redemptionMinor &&
      same.campaignSharePercent === fee.campaignSharePercent &&
      same.automaticSharePercent === fee.automaticSharePercent
    if (!isSame) throw new Refused(settlementRefusals, 'settlement.fee-differs')
    return same
  }
  if (fee.startsAt < work.now) throw new Refused(settlementRefusals, 'settlement.fee-in-past')
  const setBy = actorName(work.actor)
  const isKept = await store.insertFee(work, { ...fee, setAt: work.now, setBy })
  const kept = (await fees(work)).find(({ startsAt }) => +startsAt === +fee.startsAt)
  if (!isKept || !kept) throw new Refused(settlementRefusals, 'settlement.fee-differs')
  return kept
}

export type Settlement = store.Sums & {
  readonly month: Month
  readonly merchantName: string
  /** The fees in force at the end of the month, or now. */
  readonly fee: Fee
  /** What the market owed the shop when the month began; below zero, the shop the market. */
  readonly openingMinor: number
  /** What the lines of the month bring the shop. */
  readonly netMinor: number
  readonly closingMinor: number
}

/**
 * A shop's month: every fee and share as a sum, also where it is zero (SE4).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function settlementIn(
  work: Work,
  merchantId: Id<'merchant'>,
  month: Month,
): Promise<Settlement> {
  allowToSee(work.actor, merchantId)
  const { from, until } = spanOf(month)
  const sums = await store.sumsIn(work, merchantId, { from, until })
  const before = await store.sumsIn(work, merchantId, { from: new Date(0), until: from })
  const openingMinor = netOf(before)
  const lastInstant = new Date(Math.min(until.getTime() - 1, work.now.getTime()))
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  return {
    ...sums,
    month,
    merchantName: merchant?.name ?? '',
    fee: feeAt(await store.feesSince(work, FEES_MAX), lastInstant),
    openingMinor,
    netMinor: netOf(sums),
    closingMinor: openingMinor + netOf(sums),
  }
}

function netOf({ feeMinor, shareMinor, feeBackMinor, shareBackMinor }: store.Sums): number {
  return shareMinor - feeMinor + feeBackMinor - shareBackMinor
}

/**
 * The months in which a shop has lines, newest first, and this one.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function monthsOf(work: Work, merchantId: Id<'merchant'>) {
  allowToSee(work.actor, merchantId)
  const months = await store.monthsOf(work, merchantId, MARKET_TIME_ZONE, MONTHS_MAX)
  const current = wallTime(work.now, MARKET_TIME_ZONE).day.slice(0, 7)
  const isThere = months.some(({ month }) => month === current)
  return isThere ? months : [{ month: current, netMinor: 0 }, ...months]
}

export type SeenLine = store.StoredLine & {
  readonly offerTitle: string
  readonly placeName: string
  readonly netMinor: number
}

/**
 * The lines of a month, oldest first.
 *
 * @throws {Refused} `access.forbidden`
 */
export async function linesIn(
  work: Work,
  merchantId: Id<'merchant'>,
  month: Month,
  { limit, after }: PageRequest,
): Promise<Page<SeenLine>> {
  allowToSee(work.actor, merchantId)
  const [ms = '', id = ''] = after?.split('_') ?? []
  const place = after === null ? null : ([new Date(Number(ms)), Number(id)] as const)
  const span = { ...spanOf(month), after: place, limit: limit + 1 }
  const rows = await store.linesIn(work, merchantId, span)
  const page = pageOf(rows, limit, (line) => `${line.at.getTime()}_${line.id}`)
  const offers = await offersOf(work, [...new Set(page.items.map(({ offerId }) => offerId))])
  const places = await placesOf(work, [...new Set(page.items.map(({ placeId }) => placeId))])
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((line) => ({
      ...line,
      offerTitle: offers.get(line.offerId)?.title ?? '',
      placeName: places.get(line.placeId)?.name ?? '',
      netMinor: netMinor(line),
    })),
  }
}

/** Fewer would be more questions, more would hold the database longer for one. */
const CSV_LINES_AT_ONCE = 1_000

const headings = {
  ko: [
    '일시',
    '구분',
    '지점',
    '혜택',
    '계산 금액',
    '할인',
    '선물 잔액',
    '수수료',
    '골목이 나눠 낸 할인',
    '가게 몫',
    '사용 번호',
  ],
  en: [
    'When',
    'Kind',
    'Place',
    'Offer',
    'Bill',
    'Discount',
    'Gift value',
    'Fee',
    'Borne by the market',
    'Net',
    'Redemption',
  ],
} as const
const kinds = {
  ko: { use: '사용', reversal: '되돌림' },
  en: { use: 'Use', reversal: 'Reversal' },
} as const

/** The lines of a month as CSV, piece by piece: a large month weighs no more than a small one (SE7). */
export async function* csvOf(
  inWork: InWork,
  actor: Actor,
  {
    merchantId,
    month,
    language,
  }: { readonly merchantId: Id<'merchant'>; readonly month: Month; readonly language: 'ko' | 'en' },
): AsyncGenerator<string> {
  yield CSV_MARK + csvLine(headings[language])
  let after: string | null = null
  do {
    const request: PageRequest = { limit: CSV_LINES_AT_ONCE, after }
    const page: Page<SeenLine> = await inWork(actor, (work) =>
      linesIn(work, merchantId, month, request),
    )
    yield page.items.map((line) => csvLine(cellsOf(line, language))).join('')
    after = page.nextCursor
  } while (after !== null)
}

function cellsOf(line: SeenLine, language: 'ko' | 'en'): readonly (string | number)[] {
  const { day, minuteOfDay } = wallTime(line.at, MARKET_TIME_ZONE)
  const two = (number: number) => String(number).padStart(2, '0')
  const clock = `${two(Math.floor(minuteOfDay / 60))}:${two(minuteOfDay % 60)}`
  const sign = line.kind === 'use' ? 1 : -1
  return [
    `${day} ${clock}`,
    kinds[language][line.kind],
    line.placeName,
    line.offerTitle,
    sign * line.billMinor,
    sign * line.discountMinor,
    sign * line.giftMinor,
    -sign * line.feeMinor,
    sign * line.shareMinor,
    line.netMinor,
    line.redemptionId,
    // No minus before a zero.
  ].map((cell) => (cell === 0 ? 0 : cell))
}

/** @throws {Refused} `access.forbidden` unless the actor owns the shop, or runs the market (SE5) */
export function allowToSee(actor: Actor, merchantId: Id<'merchant'>): void {
  allow(mayDecide(actor, merchantId) || mayOperate(actor))
}
