/** Printed codes: what is on the paper is read back from the paper. */
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { buffer } from 'node:stream/consumers'
import { createCanvas, Path2D } from '@napi-rs/canvas'
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs'
import { beforeAll, describe, expect, test } from 'vitest'
import { prepareZXingModule, readBarcodes } from 'zxing-wasm/reader'
import { checkDigit } from '../../model/codes/gs1.ts'
import { drawSheet, type PerPage, type Sheet } from './sheet.ts'

beforeAll(() => {
  // The reader of PDF draws with what the browser has; here it is this canvas.
  Object.assign(globalThis, { Path2D })
  const wasm = createRequire(import.meta.url).resolve('zxing-wasm/reader/zxing_reader.wasm')
  prepareZXingModule({ overrides: { wasmBinary: readFileSync(wasm).buffer } })
})

const linkOf = (code: string) => `https://golmok.example/v/${encodeURIComponent(code)}`
const aSheet = (
  perPage: PerPage,
  codes: readonly string[],
  change: Partial<Sheet> = {},
): Sheet => ({
  batchTitle: '봄 전단',
  merchantName: '모퉁이 커피 연남점',
  color: '#8A3B12',
  offerTitle: '봄맞이 아메리카노 1,000원 할인 쿠폰',
  note: '10,000원부터 · 최대 3,000원',
  perPage,
  language: 'ko',
  cards: codes.map((code, at) => ({
    code,
    number: at + 1,
    link: linkOf(code),
    until: new Date('2026-04-30T15:00:00Z'),
  })),
  ...change,
})

async function printed(sheet: Sheet) {
  const file = await getDocument({ data: new Uint8Array(await buffer(drawSheet(sheet))) }).promise
  const page = await file.getPage(1)
  const { items } = await page.getTextContent()
  const text = items.map((item) => ('str' in item ? item.str : '')).join(' ')
  // 200 dots an inch, as a plain printer and a phone's camera have.
  const viewport = page.getViewport({ scale: 200 / 72 })
  const canvas = createCanvas(viewport.width, viewport.height)
  const context = canvas.getContext('2d')
  context.fillStyle = '#ffffff'
  context.fillRect(0, 0, viewport.width, viewport.height)
  const target = { canvasContext: context as never, canvas: canvas as never, viewport }
  await page.render(target).promise
  const image = context.getImageData(0, 0, canvas.width, canvas.height)
  const read = await readBarcodes(image, { maxNumberOfSymbols: 60, tryHarder: true })
  const of = (format: string) => read.filter((it) => it.format === format).map((it) => it.text)
  return { pages: file.numPages, text, of }
}

const codesOf = (count: number) =>
  Array.from({ length: count }, (_none, at) => `10OFF-7K2QM${at.toString().padStart(2, '0')}`)

/** Sheets are drawn and read as pictures, which takes seconds on a machine that has other work. */
const PATIENCE_MS = 60_000

describe('OF41 a sheet', () => {
  test.each([4, 8, 10, 21] as const)(
    'of %i cards a page has every square to be read',
    async (n) => {
      const codes = codesOf(n + 1)
      const { pages, text, of } = await printed(aSheet(n, codes))
      expect(pages).toBe(2)
      expect(new Set(of('QRCode'))).toEqual(new Set(codes.slice(0, n).map(linkOf)))
      expect(text).toContain('모퉁이 커피 연남점')
      expect(text).toContain('2026. 4. 30.까지')
      for (const code of codes.slice(0, n)) expect(text).toContain(code)
    },
    PATIENCE_MS,
  )

  test(
    'has bars that read as the code, and for a coupon number of GS1 as EAN-13',
    async () => {
      const coupon = `991234567890${checkDigit('991234567890')}`
      const { of } = await printed(aSheet(4, ['10OFF-7K2QM00', coupon]))
      expect(of('Code128')).toEqual(['10OFF-7K2QM00'])
      expect(of('EAN13')).toEqual([coupon])
    },
    PATIENCE_MS,
  )

  test(
    'with Hangul codes shows them, without bars',
    async () => {
      const { text, of } = await printed(aSheet(8, ['봄맞이-2026']))
      expect(text).toContain('봄맞이-2026')
      expect(of('QRCode')).toEqual([linkOf('봄맞이-2026')])
      expect(of('Code128')).toEqual([])
    },
    PATIENCE_MS,
  )

  test(
    'speaks English to those who ask for it',
    async () => {
      const { text } = await printed(aSheet(8, codesOf(1), { language: 'en' }))
      expect(text).toContain('Until 2026-04-30')
      expect(text).toContain('Point the camera at the QR code')
    },
    PATIENCE_MS,
  )
})
