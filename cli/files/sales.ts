/** Files of sales: their rows for a replay, and their text for a recount. */
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { isJourney } from '../../server/sim/sales/journey.ts'
import type { SaleFiles } from '../../server/sim/sales/replay.ts'
import { isRetail } from '../../server/sim/sales/retail.ts'
import { openRowFile } from './rows.ts'

type Row = Readonly<Record<string, unknown>>

/** What a file of sales and those beside it hold; null for files of another form. */
export async function readSaleFiles(file: string): Promise<SaleFiles | null> {
  const rows = await rowsOf(file)
  const columns = Object.keys(rows[0] ?? {})
  if (isRetail(columns)) return { kind: 'retail', rows, text: await textOf(file) }
  if (!isJourney(columns)) return null
  const beside = path.join(path.dirname(file), 'coupon_redemptions.csv')
  return {
    kind: 'journey',
    rows,
    text: await textOf(file),
    redemptions: await rowsOf(beside),
    redemptionsText: await textOf(beside),
  }
}

async function rowsOf(file: string): Promise<readonly Row[]> {
  const rows: Row[] = []
  const opened = await openRowFile(file)
  for await (const { cells } of opened.rows(() => {})) rows.push(cells)
  return rows
}

async function textOf(file: string): Promise<string> {
  const bytes = await readFile(file)
  return (bytes[0] === 0x1f ? gunzipSync(bytes) : bytes).toString('utf8')
}
