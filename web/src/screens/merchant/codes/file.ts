/** A file of numbers: which column holds them, and the rows as the server asks for them. Pure. */
import type { Table } from '../../../parts/csv.ts'

export type CodeRow = {
  readonly line: number
  readonly code: string
  readonly phone: string | null
}
/** Which columns are read, counted from 0; `phone` is null where nobody is named. */
export type Columns = {
  readonly hasHead: boolean
  readonly code: number
  readonly phone: number | null
}

const codeHeads = ['code', 'voucher', 'coupon', '번호', '쿠폰번호', '쿠폰 번호', '쿠폰코드', '코드']
const phoneHeads = ['phone', 'tel', 'mobile', '전화', '전화번호', '휴대폰', '휴대폰번호', '연락처']

/** What a file most likely holds. A first row without a known name is a number already. */
export function guessColumns([first = []]: Table): Columns {
  const plain = first.map((cell) => cell.trim().toLowerCase())
  const code = plain.findIndex((cell) => codeHeads.includes(cell))
  const phone = plain.findIndex((cell) => phoneHeads.includes(cell))
  const hasHead = code !== -1 || phone !== -1
  return { hasHead, code: Math.max(0, code), phone: phone === -1 ? null : phone }
}

/** Rows with a number in them; `line` counts as an editor does, the first row being line 1. */
export function codeRows(table: Table, { hasHead, code, phone }: Columns): readonly CodeRow[] {
  const rows = table.map((cells, at) => ({
    line: at + 1,
    code: cells[code]?.trim() ?? '',
    phone: (phone === null ? '' : (cells[phone]?.trim() ?? '')) || null,
  }))
  return rows.slice(hasHead ? 1 : 0).filter((row) => row.code !== '')
}
