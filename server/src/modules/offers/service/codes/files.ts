/** Codes that come from files and go into them. */
import type { Actor } from '../../../../kernel/actor.ts'
import { assert } from '../../../../kernel/assert.ts'
import { CSV_MARK, csvLine } from '../../../../kernel/csv.ts'
import type { Id } from '../../../../kernel/id.ts'
import { Refused } from '../../../../kernel/refused.ts'
import type { InWork, Work } from '../../../../platform/work.ts'
import { phoneOf } from '../../../people/model.ts'
import { keyOf } from '../../model/codes/alphabet.ts'
import {
  IMPORT_CODES_MAX,
  maskedPhone,
  untilOf,
  voucherState,
  type Batch,
} from '../../model/codes/batch.ts'
import { BATCH_CODES_MAX } from '../../model/codes/pattern.ts'
import { codeRefusals, type CodeRefusal } from '../../model/codes/refusals.ts'
import { batchesByKey, insertVouchers, type NewVoucher } from '../../store/codes/voucher.ts'
import { lockedBatch, objectionToUniqueText, vouchersIn, type ShopVoucher } from './batches.ts'

/** A row of a file of codes. */
export type CodeRow = {
  readonly line: number
  readonly text: string
  /** Who alone may claim with it; null for anyone. */
  readonly phone: string | null
}

/** What became of a row, or would have. */
export type CodeReport = {
  readonly line: number
  readonly outcome: 'created' | 'unchanged' | 'refused'
  readonly column: 'code' | 'phone' | null
  readonly why: CodeRefusal | 'people.phone-malformed' | null
}

type Read = NewVoucher & { readonly line: number }

/**
 * Takes codes from rows of a file. A code that this batch has already stays as it is, so a file may come
 * again (OF35). Repeats within the rows are unchanged, too.
 *
 * @returns a report for each row, in their order
 * @throws {Refused} `batch.unknown`, `batch.shared`, `batch.void`, `batch.full`
 */
export async function importVouchers(
  work: Work,
  batchId: Id<'code-batch'>,
  rows: readonly CodeRow[],
  { dryRun }: { readonly dryRun: boolean },
): Promise<readonly CodeReport[]> {
  assert(rows.length <= IMPORT_CODES_MAX, 'a batch of rows is within IMPORT_CODES_MAX')
  const batch = await lockedBatch(work, batchId)
  if (batch.kind === 'shared') throw new Refused(codeRefusals, 'batch.shared')
  if (batch.pattern) throw new Refused(codeRefusals, 'batch.made-up')
  if (batch.voidedAt) throw new Refused(codeRefusals, 'batch.void')
  const { reports, fresh } = await checkCodes(work, rows, batchId)
  if (batch.made + fresh.length > BATCH_CODES_MAX) throw new Refused(codeRefusals, 'batch.full')
  if (!dryRun && fresh.length > 0) await insertVouchers(work, batchId, fresh)
  return reports
}

/** What would become of rows, and the codes that would be written; without a batch, of a new one. */
export async function checkCodes(
  work: Work,
  rows: readonly CodeRow[],
  batchId: Id<'code-batch'> | null,
): Promise<{ readonly reports: readonly CodeReport[]; readonly fresh: readonly NewVoucher[] }> {
  const read = rows.map(readRow)
  const taken = await batchesByKey(
    work,
    read.flatMap((row) => ('key' in row ? [row.key] : [])),
  )
  const fresh = new Map<string, Read>()
  const reports = read.map((row): CodeReport => {
    if (!('key' in row)) return row
    const owner = taken.get(row.key)
    if (owner !== undefined && owner !== batchId)
      return refusedRow(row.line, 'code', 'voucher.taken')
    const isKnown = owner === batchId || fresh.has(row.key)
    if (!isKnown) fresh.set(row.key, row)
    return {
      line: row.line,
      outcome: isKnown ? 'unchanged' : 'created',
      column: null,
      why: null,
    }
  })
  return { reports, fresh: [...fresh.values()] }
}

function refusedRow(
  line: number,
  column: 'code' | 'phone',
  why: NonNullable<CodeReport['why']>,
): CodeReport {
  return { line, outcome: 'refused', column, why }
}

function readRow({ line, text, phone }: CodeRow): Read | CodeReport {
  // A quote stands before cells that a spreadsheet would calculate; it is none of the code.
  const code = text.trim().replace(/^'/, '')
  const objection = objectionToUniqueText(code)
  if (objection) return refusedRow(line, 'code', objection)
  const typed = phone?.trim().replace(/^'/, '') ?? ''
  const holderPhone = typed === '' ? null : phoneOf(typed)
  if (typed !== '' && holderPhone === null)
    return refusedRow(line, 'phone', 'people.phone-malformed')
  return { line, text: code.toUpperCase(), key: keyOf(code), claimsMax: 1, holderPhone }
}

const EXPORT_PART = 2_000
const columns = ['code', 'number', 'state', 'claims', 'claimedAt', 'publishedAt', 'until', 'holder']

/** The head of a file of codes. */
export const codesCsvHead = CSV_MARK + csvLine(columns)

/**
 * A batch as CSV, part by part: what it weighs in memory does not depend on how many codes it has.
 *
 * @throws {Refused} `batch.unknown`, with the first part
 */
export async function* exportCodes(
  inWork: InWork,
  actor: Actor,
  batchId: Id<'code-batch'>,
): AsyncGenerator<string> {
  yield codesCsvHead
  let after: string | null = null
  do {
    const page = { limit: EXPORT_PART, after }
    const text = await inWork(actor, async (work) => {
      const found = await vouchersIn(work, batchId, { search: null, page })
      after = found.page.nextCursor
      return found.page.items.map((item) => codeLine(found.batch, item, work.now)).join('')
    })
    if (text !== '') yield text
  } while (after !== null)
}

function codeLine(batch: Batch, { voucher, claimedAt }: ShopVoucher, at: Date): string {
  const { text, number, claims, publishedAt, holderPhone } = voucher
  return csvLine([
    text,
    number,
    voucherState(batch, voucher, at),
    claims,
    claimedAt?.toISOString() ?? null,
    publishedAt?.toISOString() ?? null,
    untilOf(batch, voucher)?.toISOString() ?? null,
    holderPhone === null ? null : maskedPhone(holderPhone),
  ])
}
