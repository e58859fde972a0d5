/** Voucher codes on paper: cards on A4 with what the offer is, how to use it, square, barcode, letters. */
import { createRequire } from 'node:module'
import type { Readable } from 'node:stream'
import { setImmediate as nextTurn } from 'node:timers/promises'
import PdfDocument from 'pdfkit'
import { Refused } from '../../../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../../kernel/time.ts'
import type { Work } from '../../../../platform/work.ts'
import { merchantsOf } from '../../../places/service.ts'
import { untilOf, voucherState, type Batch, type Voucher } from '../../model/codes/batch.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { voucherLink } from '../../model/codes/typed.ts'
import { offersByIds } from '../../store/offer.ts'
import { vouchersOfBatch } from '../../store/codes/voucher.ts'
import { batchOf } from './batches.ts'
import { barRectangles, qrRectangles, type Rectangles } from './images.ts'

export type SheetRequest = {
  readonly batchId: Batch['id']
  /** The number of the first code, and how many at most. */
  readonly from: number
  readonly count: number
  readonly perPage: PerPage
  readonly language: 'ko' | 'en'
  /** What the offer gives and asks, in words; may be empty. */
  readonly note: string
}

/** Cards on a page, and how many of them stand side by side. */
export const cardGrids = { 4: 2, 8: 2, 10: 2, 21: 3 } as const
export type PerPage = keyof typeof cardGrids

/** All that is printed. */
export type Sheet = {
  readonly batchTitle: string
  readonly merchantName: string
  readonly color: string
  readonly offerTitle: string
  readonly cards: readonly Card[]
} & Pick<SheetRequest, 'perPage' | 'language' | 'note'>
export type Card = {
  readonly code: string
  readonly number: number
  readonly link: string
  readonly until: Date
}

/**
 * What stands on a sheet: codes that can still be claimed, from a number on.
 *
 * @param origin the address people reach this installation by
 * @throws {Refused} `batch.unknown`, `batch.sheet-empty`
 */
export async function sheetOf(work: Work, request: SheetRequest, origin: string): Promise<Sheet> {
  const { batchId, from, count, ...look } = request
  const batch = await batchOf(work, batchId)
  const offer = (await offersByIds(work, [batch.offerId])).get(batch.offerId)
  const asked = { keyStart: null, after: from - 1, limit: count }
  const vouchers = (await vouchersOfBatch(work, batchId, asked)).filter((voucher) =>
    isPrintable(batch, voucher, work.now),
  )
  if (!offer || vouchers.length === 0) throw new Refused(codeRefusals, 'batch.sheet-empty')
  const merchant = (await merchantsOf(work, [batch.merchantId])).get(batch.merchantId)
  const cards = vouchers.map((voucher): Card => {
    const { text: code, number } = voucher
    const until = untilOf(batch, voucher) ?? offer.endsAt
    return { code, number, link: voucherLink(origin, code), until }
  })
  const shop = { merchantName: merchant?.name ?? '', color: merchant?.color ?? '#1F1B16' }
  return { batchTitle: batch.title, offerTitle: offer.title, ...shop, cards, ...look }
}

// A card that nobody can use is paper for nothing.
function isPrintable(batch: Batch, voucher: Voucher, at: Date): boolean {
  const state = voucherState(batch, voucher, at)
  return state === 'free' || state === 'published'
}

const fontAt = (weight: 'Regular' | 'Bold') =>
  createRequire(import.meta.url).resolve(`pretendard/dist/public/static/Pretendard-${weight}.otf`)

/** Points; A4 is 595.28 by 841.89. */
const MARGIN = 28
const PADDING = 10
const QUIET_MODULES = 4
const QUIET_BARS = 10

const words = {
  ko: {
    until: (day: string) => `${day}까지`,
    how: 'QR을 카메라로 비추거나, 앱의 지갑에서 번호를 넣어 주세요.',
  },
  en: {
    until: (day: string) => `Until ${day}`,
    how: 'Point the camera at the QR code, or enter the number in the wallet of the app.',
  },
} as const

/** Draws a sheet. The pages come as they are drawn, and others get their turn between them. */
export function drawSheet(sheet: Sheet): Readable {
  const info = { Title: sheet.offerTitle, Author: sheet.merchantName }
  const paper = new PdfDocument({ size: 'A4', margin: 0, autoFirstPage: false, info })
  // PDFKit is a stream of Node's; its types say so less narrowly.
  const file = paper as unknown as Readable
  void drawPages(paper, sheet).then(
    () => paper.end(),
    (error: Error) => file.destroy(error),
  )
  return file
}

async function drawPages(paper: Paper, sheet: Sheet): Promise<void> {
  const { perPage, cards } = sheet
  paper.registerFont('plain', fontAt('Regular'))
  paper.registerFont('bold', fontAt('Bold'))
  const columns = cardGrids[perPage]
  const rows = Math.ceil(perPage / columns)
  for (const [at, card] of cards.entries()) {
    if (at % perPage === 0) {
      await nextTurn()
      paper.addPage()
    }
    const width = (paper.page.width - 2 * MARGIN) / columns
    const height = (paper.page.height - 2 * MARGIN) / rows
    const place = at % perPage
    const x = MARGIN + (place % columns) * width
    const y = MARGIN + Math.floor(place / columns) * height
    drawCard(paper, sheet, card, { x, y, width, height })
  }
}

type Paper = InstanceType<typeof PdfDocument>
type Box = {
  readonly x: number
  readonly y: number
  readonly width: number
  readonly height: number
}

function drawCard(page: Paper, sheet: Sheet, card: Card, box: Box): void {
  const { x, y, width, height } = box
  page.lineWidth(0.5).dash(3, { space: 3 }).rect(x, y, width, height).stroke('#B8B2A7').undash()
  const inner = shrunk(box)
  // The square takes what the card gives it, up to 4 cm: larger is read no better.
  const side = Math.min(inner.width * 0.4, inner.height - 14, 113 * scaleOf(box))
  fill(page, qrRectangles(card.link), square(inner, side), QUIET_MODULES)
  const left = { ...inner, width: inner.width - side - PADDING }
  drawWords(page, sheet, card, left)
}

const shrunk = ({ x, y, width, height }: Box): Box => ({
  x: x + PADDING,
  y: y + PADDING,
  width: width - 2 * PADDING,
  height: height - 2 * PADDING,
})
const square = ({ x, y, width, height }: Box, side: number): Box => ({
  x: x + width - side,
  y: y + (height - side) / 2,
  width: side,
  height: side,
})

/** Large cards have larger letters. */
const scaleOf = ({ height }: Box) => Math.min(1.6, Math.max(1, height / 220))

/** The text of a card, from above; the code and its end stand at the foot. */
function drawWords(page: Paper, sheet: Sheet, card: Card, box: Box): void {
  const { x, width, height } = box
  const isSmall = height < 110
  const isRoomy = height > 150
  const scale = isSmall ? 0.7 : scaleOf(box)
  const line = (text: string, font: 'plain' | 'bold', at: number, color: string, y: number) => {
    const size = at * scale
    page.font(font).fontSize(size).fillColor(color)
    page.text(text, x, y, { width, height: size * 2.7, ellipsis: true, lineGap: 1 })
    return page.y + 2 * scale
  }
  let y = line(sheet.merchantName, 'bold', 9, sheet.color, box.y)
  y = line(sheet.offerTitle, 'bold', 14, '#1F1B16', y)
  if (sheet.note !== '' && !isSmall) y = line(sheet.note, 'plain', 8.5, '#5B554B', y + 1)
  if (isRoomy) line(words[sheet.language].how, 'plain', 8, '#5B554B', y + 2)

  const foot = box.y + height
  const until = words[sheet.language].until(dayOf(card.until, sheet.language))
  const codeSize = fitting(page, card.code, width, 15 * scale)
  const codeY = foot - codeSize * 1.25 - 12 * scale
  page
    .font('plain')
    .fontSize(8 * scale)
    .fillColor('#5B554B')
  page.text(`${until} · ${card.number}`, x, foot - 10 * scale, { lineBreak: false })
  page.font('bold').fontSize(codeSize).fillColor('#1F1B16')
  page.text(card.code, x, codeY, { lineBreak: false })
  const bars = isRoomy ? barRectangles(card.code) : null
  // A bar below 0.19 mm is lost on a plain printer.
  if (bars && width / (bars.width + 2 * QUIET_BARS) >= 0.54) {
    fill(page, bars, { x, y: codeY - 34, width, height: 30 }, QUIET_BARS)
  }
}

/** The largest size, `most` at most, at which a code fits on one line. */
function fitting(page: Paper, code: string, width: number, most: number): number {
  page.font('bold').fontSize(most)
  return Math.min(most, (most * width) / page.widthOfString(code))
}

/** Paints rectangles into a box, with so many units left white on each side. */
function fill(page: Paper, { width, height, black }: Rectangles, box: Box, quiet: number): void {
  const unitX = box.width / (width + 2 * quiet)
  const unitY = height === 1 ? box.height : box.height / (height + 2 * quiet)
  const top = height === 1 ? 0 : quiet
  for (const [x, y, wide, high] of black) {
    page.rect(box.x + (x + quiet) * unitX, box.y + (y + top) * unitY, wide * unitX, high * unitY)
  }
  page.fill('#000000')
}

/** The last day a code is good, by the calendar of the market: an end at midnight is the day before. */
function dayOf(until: Date, language: 'ko' | 'en'): string {
  const { day } = wallTime(new Date(until.getTime() - 1), MARKET_TIME_ZONE)
  const [year, month, date] = day.split('-').map(Number)
  return language === 'ko' ? `${year}. ${month}. ${date}.` : day
}
