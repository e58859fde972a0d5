/** `golmok import`: places, zones and offers from CSV and GeoJSON files, as often as they change. */
import { writeFile } from 'node:fs/promises'
import path from 'node:path'
import { parseArgs } from 'node:util'
import { IMPORT_ROWS_MAX } from '../../server/src/modules/places/model.ts'
import { parseCategory } from '../../server/src/modules/places/model/categories.ts'
import type { PlaceRow, ZoneRow } from '../../server/src/modules/places/model/rows.ts'
import { offerColumns, unsaidRules } from '../../server/src/modules/offers/model/rows.ts'
import { importOffers, type OfferReport } from '../../server/src/modules/offers/service/imports.ts'
import { importPlaces, importZones } from '../../server/src/modules/places/service/imports.ts'
import type { RowReport } from '../../server/src/modules/places/service/imports.ts'
import type { InWork, Work } from '../../server/src/platform/work.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'
import { openAsked } from '../installation.ts'
import { isPonpare, readPonpare } from '../files/ponpare.ts'
import { openRowFile, type FileRow } from '../files/rows.ts'

const REFUSED_SHOWN_MAX = 20
const REFUSED_ANSWERED_MAX = 1_000
const placeColumns = [
  'externalId',
  'name',
  'address',
  'lng',
  'lat',
  'category',
  'phone',
  'merchant',
  'hours',
] as const

export const command: Command = {
  name: 'import',
  summary: 'Load places, zones or offers from CSV and GeoJSON files, without doubles',
  usage: `
Usage: golmok import places FILE [--map OURS=THEIRS,...] [options]
       golmok import zones FILE [--name PROPERTY] [--key PROPERTY] [options]
       golmok import offers FILE [--map OURS=THEIRS,...] [--weeks-later N] [options]

FILE is CSV (UTF-8, a header line) or GeoJSON, plain or .gz. What was imported before under the
same source and external id is changed, not doubled. A row that cannot be taken is told with its
line, column and reason, and the others go in.

Places:
  --map OURS=THEIRS   Which column of the file holds what. Ours are externalId, name, address,
                      lng, lat, category, phone, merchant, hours; without --map the columns of
                      the file bear these names. hours: "24/7", "09:00-18:00",
                      "Mo-Fr 09:00-18:00; Sa 10:00-14:00; PH off"
  --merchant NAME     Whose places they are, for rows that do not say
  --category ID       What they are, for rows that do not say (cafe, bakery, pharmacy, …)
Zones (areas of the market; polygons, or points with a property radiusMeters):
  --name PROPERTY     The property that names them (name)
  --key PROPERTY      The property that tells them apart; the name when left out
Offers:
  --map OURS=THEIRS   Ours are externalId, title, places (external ids of imported places, apart by
                      ";"), itemId, itemName, wasMinor; one of priceMinor, percentOff and
                      amountOffMinor; billMinorMin, startsAt, claimsEndAt, endsAt, usableFrom,
                      usableUntil, validDays, couponsMax; mon … sun, holiday, holidayEve: 1 for
                      good on such days, 0 for not, 2 for on conditions (told, and taken as not)
  --weeks-later N     Move every day of the file, to try one of the past
  A file of Ponpare's coupons (capsule_text, usable_date_mon, …) is known by its columns, and needs
  no map; its areas and prefectures are read from the same folder, and become places.
Options:
  --source NAME       Under which name the file's ids are remembered (the name of the file)
  --dry-run           Say what would happen, and do nothing
  --report FILE       Write the refused rows as CSV: line, column, why
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: { created, updated, unchanged, refused, unsaid, reports }

Examples:
  golmok import places korea_2026.csv.gz --merchant 스타벅스 --category cafe \\
    --map name=name,address=road_address,lat=lat,lng=lng,externalId=store_code,phone=tel
  golmok import zones dong_2021_seoul.geojson.gz --name adm_nm --key adm_cd2
`,
  async run(args, io) {
    const asked = readArguments(args)
    const { values } = asked
    const take = takerOf(asked)
    const file = await openRowFile(asked.file)
    const installation = await openAsked(values, io)
    try {
      const { inWork } = installation.platform
      const sum = newSum()
      if (asked.kind === 'offers' && isPonpare(await columnsOf(asked.file))) {
        await takePonpare(inWork, asked, io, sum)
        return await finish(sum, asked, io)
      }
      const progress = io.progress('Importing', file.bytes, 'bytes')
      let batch: FileRow[] = []
      const flush = async () => {
        const rows = batch
        batch = []
        const whole = rows.filter((row) => row.broken === undefined)
        const reports = await inWork(importer, (work) => take(work, whole))
        add(sum, [...rows.flatMap(brokenReport), ...reports])
      }
      for await (const row of file.rows((count) => progress.add(count))) {
        batch.push(row)
        if (batch.length === IMPORT_ROWS_MAX) await flush()
      }
      await flush()
      progress.end()
      return await finish(sum, asked, io)
    } finally {
      await installation.close()
    }
  },
}

const importer = { kind: 'system', name: 'import' } as const

async function finish(sum: Sum, asked: Asked, io: CommandIo): Promise<number> {
  const { report } = asked.values
  if (report !== undefined) await writeFile(report, reportCsv(sum.refusals))
  tell(sum, asked, io)
  return sum.counts.refused === 0 ? 0 : 1
}

async function columnsOf(path: string): Promise<readonly string[]> {
  const { rows } = await openRowFile(path)
  for await (const { cells } of rows(() => {})) return Object.keys(cells)
  return []
}

/** The places of Ponpare's areas first, then its coupons as their offers. */
async function takePonpare(inWork: InWork, asked: Asked, io: CommandIo, sum: Sum): Promise<void> {
  const { source, dryRun } = asked
  const { places, offers } = await readPonpare(asked.file)
  const progress = io.progress('Importing', places.length + offers.length, 'rows')
  for (const batch of batches(places)) {
    const options = { source, dryRun, merchant: null, category: null }
    await inWork(importer, (work) => importPlaces(work, batch, options))
    progress.add(batch.length)
  }
  const coming = new Set(places.flatMap(({ externalId }) => externalId ?? []))
  for (const batch of batches(offers)) {
    const options = { source, dryRun, daysLater: asked.daysLater, coming }
    add(sum, await inWork(importer, (work) => importOffers(work, batch, options)))
    progress.add(batch.length)
  }
  progress.end()
}

function batches<Row>(rows: readonly Row[]): readonly (readonly Row[])[] {
  const count = Math.ceil(rows.length / IMPORT_ROWS_MAX)
  return Array.from({ length: count }, (_, at) => {
    return rows.slice(at * IMPORT_ROWS_MAX, (at + 1) * IMPORT_ROWS_MAX)
  })
}

type Asked = ReturnType<typeof readArguments>
type Report = RowReport & Partial<Pick<OfferReport, 'unsaid'>>
type Take = (work: Work, rows: readonly FileRow[]) => Promise<readonly Report[]>

function readArguments(args: readonly string[]) {
  const text = { type: 'string' } as const
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      map: text,
      merchant: text,
      category: text,
      name: text,
      key: text,
      source: text,
      'weeks-later': text,
      'dry-run': { type: 'boolean', default: false },
      report: text,
      'data-dir': text,
      database: text,
    },
  })
  const [kind, file] = positionals
  const isKind = kind === 'places' || kind === 'zones' || kind === 'offers'
  if (!isKind || file === undefined || positionals.length > 2) {
    throw new UsageError('import takes "places", "zones" or "offers", and one file')
  }
  const weeksLater = values['weeks-later'] ?? '0'
  if (!/^\d{1,4}$/.test(weeksLater)) throw new UsageError('--weeks-later takes a number')
  const source = values.source ?? path.basename(file).replace(/(\.[a-z]+)+$/i, '')
  const daysLater = Number(weeksLater) * 7
  return { kind, file, source, daysLater, dryRun: values['dry-run'], values }
}

/** @throws {UsageError} when the map names a column that there is not */
function mapOf(text: string | undefined, columns: readonly string[]): ReadonlyMap<string, string> {
  if (text === undefined) return new Map(columns.map((column) => [column, column]))
  const pairs = text.split(',').map((pair) => {
    const [ours = '', theirs = ''] = pair.split('=').map((side) => side.trim())
    const isKnown = columns.includes(ours)
    if (!isKnown || theirs === '') {
      throw new UsageError(`--map: "${pair}" is not one of ${columns.join(', ')} = a column`)
    }
    return [ours, theirs] as const
  })
  return new Map(pairs)
}

function placesTaker({ source, dryRun, values }: Asked): Take {
  const map = mapOf(values.map, placeColumns)
  const category = values.category === undefined ? null : parseCategory(values.category)
  if (values.category !== undefined && category === null) {
    throw new UsageError(`--category: there is no "${values.category}"`)
  }
  const options = { source, dryRun, merchant: values.merchant ?? null, category }
  return (work, rows) => {
    assertMapped(rows, map)
    return importPlaces(
      work,
      rows.map((row) => placeRow(row, map)),
      options,
    )
  }
}

function placeRow({ line, cells, geometry }: FileRow, map: ReadonlyMap<string, string>): PlaceRow {
  return { ...pointOf(geometry), ...mappedCells(cells, map), line }
}

function mappedCells(cells: FileRow['cells'], map: ReadonlyMap<string, string>) {
  const mapped = [...map].flatMap(([ours, theirs]) => {
    const value = cells[theirs]
    const isCell = typeof value === 'string' || typeof value === 'number'
    return isCell ? [[ours, String(value)] as const] : []
  })
  return Object.fromEntries(mapped)
}

/** @throws {UsageError} when the file has nothing of what is asked for */
function assertMapped(rows: readonly FileRow[], map: ReadonlyMap<string, string>): void {
  const [first] = rows
  if (first === undefined || [...map.values()].some((name) => name in first.cells)) return
  const columns = Object.keys(first.cells).join(', ')
  throw new UsageError(`none of the columns of --map is in the file, which has: ${columns}`)
}

function offersTaker({ source, dryRun, daysLater, values }: Asked): Take {
  const map = mapOf(values.map, offerColumns)
  return (work, rows) => {
    assertMapped(rows, map)
    const cells = rows.map((row) => ({ ...mappedCells(row.cells, map), line: row.line }))
    return importOffers(work, cells, { source, dryRun, daysLater })
  }
}

function takerOf(asked: Asked): Take {
  if (asked.kind === 'places') return placesTaker(asked)
  return asked.kind === 'zones' ? zonesTaker(asked) : offersTaker(asked)
}

/** Where a feature lies, for files that say it by geometry and not by columns. */
function pointOf(geometry: unknown): { lng?: number; lat?: number } {
  if (typeof geometry !== 'object' || geometry === null || !('coordinates' in geometry)) return {}
  const { coordinates } = geometry
  if (!Array.isArray(coordinates)) return {}
  const lng: unknown = coordinates[0]
  const lat: unknown = coordinates[1]
  return typeof lng === 'number' && typeof lat === 'number' ? { lng, lat } : {}
}

function zonesTaker({ source, dryRun, values }: Asked): Take {
  const nameProperty = values.name ?? 'name'
  const keyProperty = values.key ?? nameProperty
  const textIn = (value: unknown) =>
    typeof value === 'string' || typeof value === 'number' ? String(value) : undefined
  return (work, rows) =>
    importZones(
      work,
      rows.map(({ line, cells, geometry }): ZoneRow => {
        const radius = cells['radiusMeters']
        const externalId = textIn(cells[keyProperty])
        const name = textIn(cells[nameProperty])
        const radiusMeters = typeof radius === 'number' ? radius : undefined
        return { line, externalId, name, radiusMeters, geometry }
      }),
      { source, dryRun },
    )
}

type Counts = Record<RowReport['outcome'], number>
type Sum = {
  readonly counts: Counts
  readonly refusals: RowReport[]
  /** How many rows ask for what cannot be said, by rule. */
  readonly unsaid: Map<string, number>
}

const newSum = (): Sum => ({
  counts: { created: 0, updated: 0, unchanged: 0, refused: 0 },
  refusals: [],
  unsaid: new Map(),
})

function add({ counts, refusals, unsaid }: Sum, reports: readonly Report[]): void {
  for (const report of reports) {
    for (const rule of report.unsaid ?? []) unsaid.set(rule, (unsaid.get(rule) ?? 0) + 1)
    counts[report.outcome] += 1
    if (report.outcome === 'refused') refusals.push(report)
  }
}

function brokenReport({ line, broken }: FileRow): RowReport[] {
  if (broken === undefined) return []
  return [{ line, outcome: 'refused', id: null, column: 'row', why: broken }]
}

function tell({ counts, refusals, unsaid }: Sum, { dryRun, kind }: Asked, io: CommandIo): void {
  for (const { line, column, why } of refusals.slice(0, REFUSED_SHOWN_MAX)) {
    io.complain(`line ${line}: ${column} ${why}`)
  }
  const more = refusals.length - REFUSED_SHOWN_MAX
  if (more > 0) io.complain(`… and ${more} more; --report FILE writes them all`)
  const { created, updated, unchanged, refused } = counts
  const what = `${created} created, ${updated} updated, ${unchanged} unchanged, ${refused} refused`
  io.say(`${dryRun ? 'Nothing done; it would be: ' : `${kind}: `}${what}`)
  for (const [rule, count] of unsaid) {
    io.say(`${count} ask for what cannot be said: ${unsaidRules[rule as keyof typeof unsaidRules]}`)
  }
  const reports = refusals.slice(0, REFUSED_ANSWERED_MAX)
  io.answer({ kind, dryRun, ...counts, unsaid: Object.fromEntries(unsaid), reports })
}

function reportCsv(refusals: readonly RowReport[]): string {
  const quoted = (cell: string | number | null) => `"${String(cell ?? '').replaceAll('"', '""')}"`
  const rows = refusals.map(({ line, column, why }) => [line, column, why].map(quoted).join(','))
  return `${['line,column,why', ...rows].join('\n')}\n`
}
