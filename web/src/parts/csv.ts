/** A CSV in the browser: its text, and the cells in it. */

export type Table = readonly (readonly string[])[]

/** Rows of cells, with quotes, doubled quotes, line breaks in quotes and a byte-order mark. */
export function readCsv(text: string): Table {
  const rows: string[][] = []
  let row: string[] = []
  let cell = ''
  let isQuoted = false
  const endCell = () => {
    row.push(cell)
    cell = ''
  }
  const endRow = () => {
    endCell()
    if (row.length > 1 || row[0] !== '') rows.push(row)
    row = []
  }
  const from = text.charCodeAt(0) === 0xfeff ? 1 : 0
  for (let at = from; at < text.length; at += 1) {
    const letter = text[at]
    if (isQuoted) {
      if (letter !== '"') cell += letter
      else if (text[at + 1] === '"') {
        cell += '"'
        at += 1
      } else isQuoted = false
    } else if (letter === '"') isQuoted = true
    else if (letter === ',') endCell()
    else if (letter === '\n') endRow()
    else if (letter !== '\r') cell += letter
  }
  if (cell !== '' || row.length > 0) endRow()
  return rows
}

/** What a file says: unpacked, and from spreadsheets of Korean Windows, too. */
export async function csvTextOf(file: File): Promise<string> {
  const stream = file.name.endsWith('.gz')
    ? file.stream().pipeThrough(new DecompressionStream('gzip'))
    : file.stream()
  return textOf(await new Response(stream).arrayBuffer())
}

/** UTF-8 says of itself when it is none; then it is what Excel writes in Korea. */
export function textOf(bytes: BufferSource): string {
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('euc-kr').decode(bytes)
  }
}
