/** CSV that a spreadsheet opens as it is meant: RFC 4180, and no cell is taken for a formula. Pure. */

/** Put first in a file, it tells a spreadsheet that the letters are UTF-8. */
export const CSV_MARK = '\uFEFF'

// What makes a spreadsheet calculate a cell, or skip to the character that does.
const formula = /^[=+\-@\t\r＝＋－＠]/
const number = /^-?\d+(\.\d+)?$/

/** A line of cells, with its end. Null is an empty cell. */
export function csvLine(cells: readonly (string | number | null)[]): string {
  return `${cells.map(csvCell).join(',')}\r\n`
}

/**
 * A cell. What a spreadsheet would calculate gets a quote before it, which the spreadsheet shows and
 * nobody has to run; plain numbers stay numbers.
 *
 * @see https://owasp.org/www-community/attacks/CSV_Injection
 */
export function csvCell(value: string | number | null): string {
  if (value === null) return ''
  const text = String(value)
  const safe = formula.test(text) && !number.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
