/** Reads files row by row, however large: CSV and GeoJSON, plain or gzipped. */
import { open, stat } from 'node:fs/promises'
import { createReadStream } from 'node:fs'
import type { Readable } from 'node:stream'
import { createGunzip } from 'node:zlib'
import { parse } from 'csv-parse'
import { featureTexts } from './feature-texts.ts'

/** A row of a file. `line` is where it begins (CSV), or which feature it is, counting from 1 (GeoJSON). */
export type FileRow = {
  readonly line: number
  /** By column, or by property. */
  readonly cells: Readonly<Record<string, unknown>>
  /** The geometry of a feature; undefined in CSV. */
  readonly geometry?: unknown
  /** Why the row could not be read at all. */
  readonly broken?: string
}

export type RowFile = {
  readonly kind: 'csv' | 'geojson'
  /** Of the file as it lies on the disk. */
  readonly bytes: number
  rows(onBytes: (count: number) => void): AsyncGenerator<FileRow>
}

/** No cell or feature of an honest file is longer. */
const RECORD_LETTERS_MAX = 5_000_000

/** Looks at a file, and says how its rows are read. CSV unless the name or the first letter says GeoJSON. */
export async function openRowFile(path: string): Promise<RowFile> {
  const { size } = await stat(path)
  const isGzip = await hasGzipMark(path)
  const kind = /\.(geo)?json(\.gz)?$/i.test(path) ? 'geojson' : 'csv'
  return {
    kind,
    bytes: size,
    rows(onBytes) {
      const file = createReadStream(path)
      file.on('data', (chunk) => onBytes(chunk.length))
      const plain = isGzip ? file.pipe(createGunzip()) : file
      // An error of the file itself must reach the reader too.
      file.on('error', (error) => plain.destroy(error))
      return kind === 'csv' ? csvRows(plain) : featureRows(plain)
    },
  }
}

async function hasGzipMark(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(2), 0, 2, 0)
    return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b
  } finally {
    await file.close()
  }
}

type CsvRecord = { readonly record: readonly string[]; readonly info: { readonly lines: number } }

async function* csvRows(file: Readable): AsyncGenerator<FileRow> {
  const options = { bom: true, info: true, relax_column_count: true, skip_empty_lines: true }
  const parser = file.pipe(parse({ ...options, max_record_size: RECORD_LETTERS_MAX }))
  file.on('error', (error) => parser.destroy(error))
  let columns: readonly string[] | null = null
  let nextLine = 1
  for await (const { record, info } of parser as AsyncIterable<CsvRecord>) {
    const line = nextLine
    nextLine = info.lines + 1
    if (columns === null) {
      columns = record.map((name) => name.trim())
      continue
    }
    const cells = Object.fromEntries(columns.map((name, at) => [name, record[at] ?? '']))
    if (record.length === columns.length) yield { line, cells }
    else yield { line, cells, broken: `has ${record.length} cells, not ${columns.length}` }
  }
}

async function* featureRows(file: Readable): AsyncGenerator<FileRow> {
  let line = 0
  for await (const text of featureTexts(file.setEncoding('utf8'), RECORD_LETTERS_MAX)) {
    line += 1
    yield featureRow(line, text)
  }
}

function featureRow(line: number, text: string): FileRow {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value === 'object' && value !== null && 'geometry' in value) {
      const properties = 'properties' in value ? value.properties : null
      const cells = typeof properties === 'object' && properties !== null ? properties : {}
      return { line, cells: { ...cells }, geometry: value.geometry }
    }
    return { line, cells: {}, broken: 'is not a feature' }
  } catch (error) {
    const why = error instanceof Error ? error.message : ''
    return { line, cells: {}, broken: `is not JSON: ${why}` }
  }
}
