/** Voucher codes as pictures: the square with the link, and a barcode for tills that read no squares. */
import bwip from 'bwip-js/node'
import { create as createQr, toString as qrString } from 'qrcode'
import type { Work } from '../../../../platform/work.ts'
import { barcodeOf } from '../../model/codes/barcode.ts'
import { voucherLink } from '../../model/codes/typed.ts'
import type { VoucherKey } from '../../store/codes/voucher.ts'
import { voucherIn } from './batches.ts'

export type CodeImages = {
  readonly code: string
  readonly link: string
  /** SVG. */
  readonly qr: string
  /** SVG; null where the letters of the code fit no barcode. */
  readonly barcode: string | null
}

/**
 * The pictures of a code.
 *
 * @param origin the address people reach this installation by
 * @throws {Refused} `batch.unknown`, `voucher.unknown`
 */
export async function imagesOf(work: Work, key: VoucherKey, origin: string): Promise<CodeImages> {
  const { text: code } = await voucherIn(work, key)
  const link = voucherLink(origin, code)
  const qr = await qrString(link, { type: 'svg', errorCorrectionLevel: 'M' })
  return { code, link, qr, barcode: barcodeSvg(code) }
}

function barcodeSvg(code: string): string | null {
  const barcode = barcodeOf(code)
  if (!barcode) return null
  const { symbology: bcid, text } = barcode
  return bwip.toSVG({ bcid, text, height: 12, includetext: true, textxalign: 'center' })
}

/** A picture of black rectangles, on a field of so many units. */
export type Rectangles = {
  readonly width: number
  readonly height: number
  readonly black: readonly (readonly [x: number, y: number, width: number, height: number])[]
}

/** The square of a link, one unit a module; rows of black are one rectangle. */
export function qrRectangles(link: string): Rectangles {
  const { modules } = createQr(link, { errorCorrectionLevel: 'M' })
  const { size } = modules
  const black: [number, number, number, number][] = []
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      if (!modules.get(y, x)) continue
      const from = x
      while (x + 1 < size && modules.get(y, x + 1)) x += 1
      black.push([from, y, x + 1 - from, 1])
    }
  }
  return { width: size, height: size, black }
}

/** The bars of a code, one unit a module and one high; null where it has no barcode. */
export function barRectangles(code: string): Rectangles | null {
  const barcode = barcodeOf(code)
  if (!barcode) return null
  const [drawn] = bwip.raw({ bcid: barcode.symbology, text: barcode.text })
  if (!drawn || !('sbs' in drawn)) return null
  const black: [number, number, number, number][] = []
  let x = 0
  // Bars and spaces in turn, a bar first.
  for (const [at, width] of drawn.sbs.entries()) {
    if (at % 2 === 0 && width > 0) black.push([x, 0, width, 1])
    x += width
  }
  return { width: x, height: 1, black }
}
