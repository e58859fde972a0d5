/** `golmok codes`: makes voucher codes by the million, takes them from files, writes them to files. */
import { createWriteStream } from 'node:fs'
import { once } from 'node:events'
import { parseArgs } from 'node:util'
import { CSV_MARK, csvLine } from '../../server/src/kernel/csv.ts'
import { parseId, type Id } from '../../server/src/kernel/id.ts'
import { Refused } from '../../server/src/kernel/refused.ts'
import { alphabets } from '../../server/src/modules/offers/model/codes/alphabet.ts'
import { IMPORT_CODES_MAX } from '../../server/src/modules/offers/model/codes/batch.ts'
import { patternText } from '../../server/src/modules/offers/model/codes/pattern.ts'
import { batchOf, createBatch } from '../../server/src/modules/offers/service/codes/batches.ts'
import {
  checkCodes,
  exportCodes,
  importVouchers,
  type CodeReport,
  type CodeRow,
} from '../../server/src/modules/offers/service/codes/files.ts'
import { makeCodes } from '../../server/src/modules/offers/service/codes/make.ts'
import type { Platform } from '../../server/src/platform/platform.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'
import { openAsked } from '../installation.ts'
import { openRowFile, type FileRow } from '../files/rows.ts'

const REFUSED_SHOWN_MAX = 20
const system = { kind: 'system', name: 'codes' } as const

export const command: Command = {
  name: 'codes',
  summary: 'Make voucher codes by the million, take them from files, write them to files',
  usage: `
Usage: golmok codes generate --offer ID --count N (--pattern TEXT | --length N) [options]
       golmok codes import FILE (--offer ID --title TEXT | --batch ID) [options]
       golmok codes export --batch ID --csv FILE

generate makes up codes, writes them into the database and, with --csv, into a file as they come.
What was stopped in the middle is made to its end by the server.
import takes codes from a CSV file with a column "code", and "phone" where a code is for one person
alone. A code that the batch has already stays as it is, so the file may come again.

Options:
  --offer ID          The offer whose coupons the codes give
  --title TEXT        What the batch is called (the day it is made)
  --count N           How many codes, a million at most
  --pattern TEXT      As in 10OFF-#######: # is a letter by chance, % at the end a GS1 check digit
  --prefix, --postfix TEXT, --length N
                      The same in parts: so many letters by chance between the two
  --charset NAME      crockford (no I, L, O, U), digits, letters, or letters of your own; crockford
  --csv FILE          Write the codes as CSV
  --batch ID          A batch that is there already
  --dry-run           Say what would be taken, and take nothing
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { batchId, made } or { batchId, created, unchanged, refused, reports }

Examples:
  golmok codes generate --offer 0199… --count 1000000 --pattern '10OFF-########' --csv codes.csv
  golmok codes import flyers.csv --offer 0199… --title '봄 전단' --dry-run
`,
  async run(args, io) {
    const asked = readArguments(args)
    const { values } = asked
    const installation = await openAsked(values, io)
    try {
      return await deeds[asked.deed](installation.platform, asked, io)
    } catch (error) {
      if (!(error instanceof Refused)) throw error
      io.complain(`${error.message} ${error.todo ?? ''} ${JSON.stringify(error.details)}`)
      return 1
    } finally {
      await installation.close()
    }
  },
}

type Asked = ReturnType<typeof readArguments>
const deeds = { generate, import: takeFile, export: writeFile }

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      offer: text,
      title: text,
      count: text,
      pattern: text,
      prefix: text,
      postfix: text,
      length: text,
      charset: text,
      csv: text,
      batch: text,
      'dry-run': { type: 'boolean', default: false },
      'data-dir': text,
      database: text,
    },
  })
  const [deed, file, ...more] = positionals
  const isFit = (file !== undefined) === (deed === 'import') && more.length === 0
  if (!isFit || (deed !== 'generate' && deed !== 'import' && deed !== 'export')) {
    throw new UsageError('codes takes "generate", "import FILE" or "export"')
  }
  const asked: 'generate' | 'import' | 'export' = deed
  return { deed: asked, file: file ?? '', values }
}

/** @throws {UsageError} when the option is missing or no id */
function idIn<Kind extends string>(values: Asked['values'], name: 'offer' | 'batch'): Id<Kind> {
  const id = parseId<Kind>(values[name] ?? '')
  if (id === null) throw new UsageError(`--${name} takes an id`)
  return id
}

function countIn(text: string | undefined, name: string): number {
  if (text === undefined || !/^\d{1,7}$/.test(text))
    throw new UsageError(`--${name} takes a number`)
  return Number(text)
}

function patternIn({ values }: Asked) {
  const { pattern, prefix = '', postfix = '', length, charset = 'crockford' } = values
  const isNamed = charset === 'crockford' || charset === 'digits' || charset === 'letters'
  const alphabet = isNamed ? alphabets[charset] : charset.toUpperCase()
  const text = pattern ?? patternText(prefix, countIn(length, 'length'), postfix)
  return { text, alphabet }
}

async function generate(platform: Platform, asked: Asked, io: CommandIo): Promise<number> {
  const { values } = asked
  const count = countIn(values.count, 'count')
  const batchId = platform.newId('code-batch')
  const request = {
    id: batchId,
    offerId: idIn<'offer'>(values, 'offer'),
    title: titleOf(platform, values.title),
    codes: { kind: 'made-up', pattern: patternIn(asked), count } as const,
    claimFrom: null,
    claimUntil: null,
    publishDays: null,
  }
  await platform.inWork(system, (work) => createBatch(work, request, { isMadeByCaller: true }))
  const progress = io.progress('Making codes', count, 'codes')
  const csv = values.csv === undefined ? null : fileAt(values.csv)
  await csv?.write(CSV_MARK + csvLine(['code', 'number']))
  let made = 0
  for await (const part of makeCodes(platform.inWork, batchId)) {
    progress.add(part.codes.length)
    made = part.made
    if (csv) await csv.write(part.codes.map(({ text, number }) => csvLine([text, number])).join(''))
  }
  await csv?.end()
  progress.end()
  io.say(`${made.toLocaleString('en')} codes in batch ${batchId}`)
  io.answer({ batchId, made })
  return 0
}

const titleOf = (platform: Platform, title: string | undefined) =>
  title ?? platform.clock().toISOString().slice(0, 16).replace('T', ' ')

async function takeFile(platform: Platform, asked: Asked, io: CommandIo): Promise<number> {
  const { values, file } = asked
  const rowFile = await openRowFile(file)
  const dryRun = values['dry-run']
  const batchId = await batchFor(platform, asked)
  const take = async (rows: readonly CodeRow[]) =>
    platform.inWork(system, async (work) => {
      if (batchId) return importVouchers(work, batchId, rows, { dryRun })
      return (await checkCodes(work, rows, null)).reports
    })
  const progress = io.progress('Importing codes', rowFile.bytes, 'bytes')
  const reports: CodeReport[] = []
  const broken: Broken[] = []
  let rows: CodeRow[] = []
  for await (const row of rowFile.rows((count) => progress.add(count))) {
    if (row.broken === undefined) rows.push(rowIn(row))
    else broken.push({ line: row.line, column: null, why: row.broken })
    if (rows.length < IMPORT_CODES_MAX) continue
    reports.push(...(await take(rows)))
    rows = []
  }
  if (rows.length > 0) reports.push(...(await take(rows)))
  progress.end()
  return tell(io, batchId, [...reports], broken)
}

type Broken = { readonly line: number; readonly column: null; readonly why: string }

/** The batch that codes go into: a new one where none is named. Null for a dry run into a new one. */
async function batchFor(platform: Platform, { values }: Asked): Promise<Id<'code-batch'> | null> {
  if (values.batch !== undefined) return idIn<'code-batch'>(values, 'batch')
  const offerId = idIn<'offer'>(values, 'offer')
  if (values['dry-run']) return null
  const request = {
    id: platform.newId<'code-batch'>('code-batch'),
    offerId,
    title: titleOf(platform, values.title),
    codes: { kind: 'from-file' } as const,
    claimFrom: null,
    claimUntil: null,
    publishDays: null,
  }
  return (await platform.inWork(system, (work) => createBatch(work, request))).id
}

/** @throws {UsageError} when the file has no column of codes */
function rowIn({ line, cells }: FileRow): CodeRow {
  const text = cells['code']
  if (typeof text !== 'string') throw new UsageError('the file has no column "code"')
  const phone = cells['phone']
  return { line, text, phone: typeof phone === 'string' ? phone : null }
}

function tell(
  io: CommandIo,
  batchId: Id<'code-batch'> | null,
  reports: readonly CodeReport[],
  broken: readonly Broken[],
): number {
  const count = (outcome: CodeReport['outcome']) =>
    reports.filter((report) => report.outcome === outcome).length
  const refused = [...broken, ...reports.filter(({ outcome }) => outcome === 'refused')]
  const counts = { created: count('created'), unchanged: count('unchanged') }
  io.say(`created ${counts.created}, unchanged ${counts.unchanged}, refused ${refused.length}`)
  if (batchId) io.say(`batch ${batchId}`)
  for (const { line, column, why } of refused.slice(0, REFUSED_SHOWN_MAX)) {
    io.complain(`line ${line}${column ? `, ${column}` : ''}: ${String(why)}`)
  }
  if (refused.length > REFUSED_SHOWN_MAX) {
    io.complain(`… and ${refused.length - REFUSED_SHOWN_MAX} more`)
  }
  io.answer({ batchId, ...counts, refused: refused.length, reports: refused })
  return refused.length === 0 ? 0 : 1
}

async function writeFile(platform: Platform, { values }: Asked, io: CommandIo): Promise<number> {
  const batchId = idIn<'code-batch'>(values, 'batch')
  if (values.csv === undefined) throw new UsageError('export takes --csv FILE')
  const batch = await platform.inWork(system, (work) => batchOf(work, batchId))
  const progress = io.progress('Writing codes', batch.made, 'codes')
  const out = fileAt(values.csv)
  for await (const part of exportCodes(platform.inWork, system, batchId)) {
    await out.write(part)
    progress.add(part.split('\n').length - 1)
  }
  await out.end()
  progress.end()
  io.answer({ batchId, codes: batch.made })
  return 0
}

/** A file that is written part by part, no faster than the disk takes them. */
function fileAt(path: string) {
  const stream = createWriteStream(path)
  // Its errors come out of `write` and `end`; unheard, one would end the process.
  let failure: Error | null = null
  stream.on('error', (error) => (failure = error))
  return {
    async write(text: string): Promise<void> {
      if (failure) throw failure
      if (!stream.write(text)) await once(stream, 'drain')
    },
    async end(): Promise<void> {
      if (failure) throw failure
      stream.end()
      await once(stream, 'finish')
    },
  }
}
