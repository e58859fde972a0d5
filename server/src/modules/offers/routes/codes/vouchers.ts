/** Single voucher codes over HTTP: listed, brought in, taken out, called back, given. Decides nothing. */
import { Readable } from 'node:stream'
import { z } from 'zod'
import { accessRefusals } from '../../../../kernel/actor.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../../../platform/http.ts'
import { codeRefusals } from '../../model/codes/refusals.ts'
import { offerRefusals } from '../../model/refusals.ts'
import { batchOf, voidOne, vouchersIn } from '../../service/codes/batches.ts'
import { SHEET_CODES_MAX } from '../../model/codes/batch.ts'
import { imagesOf } from '../../service/codes/images.ts'
import { drawSheet, sheetOf, type PerPage } from '../../service/codes/sheet.ts'
import { exportCodes, importVouchers } from '../../service/codes/files.ts'
import { publishCodeByPhone } from '../../service/codes/publish.ts'
import {
  codeReports,
  codeRows,
  published,
  publishedView,
  shopVoucher,
  voucherView,
} from './shapes.ts'

const refusals = [accessRefusals, offerRefusals, codeRefusals]
const ofBatch = z.object({ batchId: idOf('code-batch') })
const ofVoucher = z.object({
  batchId: idOf('code-batch'),
  number: z.coerce.number().int().positive().max(2_000_000_000),
})
/** What the offer gives, in words, for the cards of a sheet. */
const NOTE_LENGTH_MAX = 200
/** A list goes on behind the number of its last code. */
const numberCursor = z.string().regex(/^\d{1,9}$/)

/** @param origin the address people reach this installation by */
export function voucherRoutes(http: Http, origin: () => string): void {
  listRoutes(http)
  fileRoutes(http)
  paperRoutes(http, origin)
  oneVoucherRoutes(http)
}

function listRoutes(http: Http): void {
  http.route({
    method: 'GET',
    url: '/v1/code-batches/:batchId/vouchers',
    summary: 'The codes of a batch by number; `search` is how a code begins',
    tag: 'codes',
    access: 'merchant',
    params: ofBatch,
    query: z.strictObject({
      ...listQuery,
      cursor: numberCursor.optional(),
      search: z.string().max(60).optional(),
    }),
    reply: listOf(shopVoucher),
    refusals,
    handle: async (work, { params, query: { limit, cursor, search } }) => {
      const asked = { search: search ?? null, page: { limit, after: cursor ?? null } }
      const { batch, page } = await vouchersIn(work, params.batchId, asked)
      return { ...page, items: page.items.map((item) => voucherView(batch, item, work.now)) }
    },
  })
}

function fileRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/code-batches/:batchId/vouchers',
    summary: 'Takes codes from rows of a file; what the batch has already stays as it is',
    tag: 'codes',
    access: 'merchant',
    status: 200,
    params: ofBatch,
    body: codeRows,
    reply: codeReports,
    refusals,
    handle: async (work, { params, body: { rows, dryRun } }) => {
      const read = rows.map(({ code, ...row }) => ({ ...row, text: code }))
      return { reports: await importVouchers(work, params.batchId, read, { dryRun }) }
    },
  })

  http.file({
    method: 'GET',
    url: '/v1/code-batches/:batchId/codes.csv',
    summary: 'All codes of a batch as CSV',
    tag: 'codes',
    access: 'merchant',
    type: 'text/csv; charset=utf-8',
    params: ofBatch,
    refusals,
    rate: { perMinute: 30 },
    handle: async ({ actor, inWork, params: { batchId } }) => {
      const { title } = await inWork(actor, (work) => batchOf(work, batchId))
      return { name: `${title}.csv`, body: Readable.from(exportCodes(inWork, actor, batchId)) }
    },
  })
}

function paperRoutes(http: Http, origin: () => string): void {
  http.file({
    method: 'GET',
    url: '/v1/code-batches/:batchId/sheet.pdf',
    summary: 'Codes that can still be claimed as cards to print, on A4',
    tag: 'codes',
    access: 'merchant',
    type: 'application/pdf',
    params: ofBatch,
    query: z.strictObject({
      from: z.coerce.number().int().min(1).max(2_000_000_000).default(1),
      count: z.coerce.number().int().min(1).max(SHEET_CODES_MAX).default(40),
      perPage: z
        .enum(['4', '8', '10', '21'])
        .default('8')
        .transform((text) => Number(text) as PerPage),
      language: z.enum(['ko', 'en']).default('ko'),
      note: z.string().trim().max(NOTE_LENGTH_MAX).default(''),
    }),
    refusals,
    rate: { perMinute: 20 },
    handle: async ({ actor, inWork, params, query }) => {
      const sheet = await inWork(actor, (work) => sheetOf(work, { ...params, ...query }, origin()))
      return { name: `${sheet.batchTitle}.pdf`, body: drawSheet(sheet) }
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/code-batches/:batchId/vouchers/:number/images',
    summary: 'A code as a square with its link, and as a barcode where its letters fit one; SVG',
    tag: 'codes',
    access: 'merchant',
    params: ofVoucher,
    reply: z.object({
      code: z.string(),
      link: z.string(),
      qr: z.string(),
      barcode: z.string().nullable(),
    }),
    refusals,
    handle: (work, { params }) => imagesOf(work, params, origin()),
  })
}

function oneVoucherRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/code-batches/:batchId/vouchers/:number/void',
    summary: 'Calls one code back; coupons it gave stay',
    tag: 'codes',
    access: 'merchant',
    status: 200,
    params: ofVoucher,
    reply: z.object({ number: z.int(), voidedAt: instant.nullable() }),
    refusals,
    handle: async (work, { params }) => voidOne(work, params),
  })

  http.route({
    method: 'POST',
    url: '/v1/code-batches/:batchId/publications',
    summary: 'Gives an unused code to a customer by phone number; asked again, the same code',
    tag: 'codes',
    access: 'merchant',
    params: ofBatch,
    body: z.strictObject({ phone: z.string().min(4).max(30) }),
    reply: published,
    refusals,
    rate: { perMinute: 60 },
    handle: async (work, { params, body: { phone } }) => {
      return publishedView(await publishCodeByPhone(work, params.batchId, phone))
    },
  })
}
