/** Imports: batches of rows become places and zones, again and again without doubles. */
import { allow, mayOperate } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantChanged, placeChanged } from '../events.ts'
import { colorOf, IMPORT_ROWS_MAX, type Merchant, type Place, type Zone } from '../model.ts'
import type { CategoryId } from '../model/categories.ts'
import {
  readPlaceRow,
  readZoneRow,
  type ImportedPlace,
  type PlaceRow,
  type ReadRow,
  type RowObjection,
  type ZoneRow,
} from '../model/rows.ts'
import { boxOf } from '../model/shapes.ts'
import { placesById } from '../store.ts'
import {
  insertMerchants,
  insertTargets,
  knownTargets,
  lockSource,
  upsertPlaces,
  type ImportKind,
} from '../store/imports.ts'
import { upsertZones, zonesById } from '../store/zones.ts'
import { announceZones } from './zones.ts'

export type ImportOptions = {
  /** Who calls things so: external ids are kept apart by source. */
  readonly source: string
  readonly dryRun: boolean
}
export type PlaceImportOptions = ImportOptions & {
  /** For rows that name none. */
  readonly merchant: string | null
  readonly category: CategoryId | null
}

/** What became of a row, or would have (PL19, PL20). `id` is null for refused rows. */
export type RowReport = {
  readonly line: number
  readonly outcome: 'created' | 'updated' | 'unchanged' | 'refused'
  readonly id: string | null
  readonly column: string | null
  readonly why: string | null
}

const refusedReport = (line: number, { column, why }: RowObjection): RowReport => ({
  line,
  outcome: 'refused',
  id: null,
  column,
  why,
})

type Taken<Thing> = { readonly line: number; readonly thing: Thing }

/** Reads rows, and sorts out those that cannot be, or that name a thing twice in one batch. */
function takenRows<Row extends { readonly line: number }, Thing extends { externalId: string }>(
  rows: readonly Row[],
  read: (row: Row) => ReadRow<Thing>,
): { taken: readonly Taken<Thing>[]; refused: readonly RowReport[] } {
  assert(rows.length <= IMPORT_ROWS_MAX, 'a batch is within IMPORT_ROWS_MAX')
  const taken: Taken<Thing>[] = []
  const refused: RowReport[] = []
  const lines = new Map<string, number>()
  for (const row of rows) {
    const { line } = row
    const answer = read(row)
    if (answer.kind === 'refused') {
      refused.push(refusedReport(line, answer))
      continue
    }
    const { externalId } = answer.thing
    const earlier = lines.get(externalId)
    if (earlier === undefined) {
      lines.set(externalId, line)
      taken.push({ line, thing: answer.thing })
    } else
      refused.push(refusedReport(line, { column: 'externalId', why: `is that of line ${earlier}` }))
  }
  return { taken, refused }
}

/** Finds the ids that external ids had before, and makes new ones for the others. */
async function targetsOf<Kind extends ImportKind>(
  work: Work,
  { source }: ImportOptions,
  kind: Kind,
  externalIds: readonly string[],
): Promise<{
  idOf: (externalId: string) => Id<Kind>
  fresh: { externalId: string; targetId: Id<Kind> }[]
}> {
  const known = await knownTargets(work, source, kind, externalIds)
  const fresh = externalIds
    .filter((externalId) => !known.has(externalId))
    .map((externalId) => ({ externalId, targetId: work.newId(kind) }))
  const ids = new Map([...known, ...fresh.map((it) => [it.externalId, it.targetId] as const)])
  const idOf = (externalId: string): Id<Kind> => {
    const id = ids.get(externalId)
    assert(id, 'every external id of the batch has a target')
    return id as Id<Kind>
  }
  return { idOf, fresh }
}

/**
 * Imports up to IMPORT_ROWS_MAX places; the operator's.
 *
 * A row with the same source and external id as before changes that place (PL18). A merchant is known by
 * its name within the source.
 *
 * @returns a report for each row, in the order of lines
 * @throws {Refused} `access.forbidden`
 */
export async function importPlaces(
  work: Work,
  rows: readonly PlaceRow[],
  options: PlaceImportOptions,
): Promise<readonly RowReport[]> {
  allow(mayOperate(work.actor))
  const { taken, refused } = takenRows(rows, (row) => readPlaceRow(row, options))
  if (!options.dryRun) await lockSource(work, options.source)
  const things = taken.map(({ thing }) => thing)
  const merchants = await importMerchants(work, things, options)
  const externalIds = things.map(({ externalId }) => externalId)
  const { idOf, fresh } = await targetsOf(work, options, 'place', externalIds)
  const before = new Map(
    (await placesById(work, externalIds.map(idOf))).map((place) => [place.id, place]),
  )
  const judged = taken.map(({ line, thing }) => {
    const { externalId, merchantName, ...wanted } = thing
    const id = idOf(externalId)
    const known = before.get(id)
    // Hours told by the owner stand when the file tells none.
    const hours = wanted.hours ?? known?.hours ?? null
    const merchantId = known?.merchantId ?? merchants(merchantName)
    const isVisible = known?.isVisible ?? true
    const place: Place = { ...wanted, id, merchantId, hours, isVisible }
    return { line, place, outcome: outcomeOf(known, place) }
  })
  const changed = judged.filter(({ outcome }) => outcome !== 'unchanged').map(({ place }) => place)
  if (!options.dryRun && changed.length > 0) {
    await upsertPlaces(work, changed)
    await insertTargets(work, options.source, 'place', fresh)
    for (const { id, merchantId } of changed) {
      work.announce(placeChanged, { placeId: id, merchantId })
    }
  }
  const done = judged.map(({ line, place, outcome }) => reportOf(line, place.id, outcome))
  return [...refused, ...done].toSorted((one, other) => one.line - other.line)
}

const reportOf = (line: number, id: string, outcome: RowReport['outcome']): RowReport => ({
  line,
  outcome,
  id,
  column: null,
  why: null,
})

/** Key order of JSON differs between the database and us, so both sides are written alike. */
function outcomeOf<Thing extends object>(
  known: Thing | undefined,
  wanted: Thing,
): 'created' | 'updated' | 'unchanged' {
  if (!known) return 'created'
  return canonical(known) === canonical(wanted) ? 'unchanged' : 'updated'
}

function canonical(value: unknown): string {
  return JSON.stringify(value, (_key, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
}

/** Signs up the merchants that a batch names for the first time. */
async function importMerchants(
  work: Work,
  places: readonly ImportedPlace[],
  options: PlaceImportOptions,
): Promise<(name: string) => Id<'merchant'>> {
  const names = [...new Set(places.map(({ merchantName }) => merchantName))]
  const { idOf, fresh } = await targetsOf(work, options, 'merchant', names)
  if (options.dryRun || fresh.length === 0) return idOf
  const merchants = fresh.map(({ externalId, targetId }): Merchant => {
    const first = places.find(({ merchantName }) => merchantName === externalId)
    const category = options.category ?? first?.category ?? 'other'
    return { id: targetId, name: externalId, category, color: colorOf(externalId), contact: null }
  })
  await insertMerchants(work, merchants)
  await insertTargets(work, options.source, 'merchant', fresh)
  for (const { id } of merchants) work.announce(merchantChanged, { merchantId: id })
  return idOf
}

/**
 * Imports up to IMPORT_ROWS_MAX areas of the market; the operator's.
 *
 * @returns a report for each row, in the order of lines
 * @throws {Refused} `access.forbidden`
 */
export async function importZones(
  work: Work,
  rows: readonly ZoneRow[],
  options: ImportOptions,
): Promise<readonly RowReport[]> {
  allow(mayOperate(work.actor))
  const { taken, refused } = takenRows(rows, readZoneRow)
  if (!options.dryRun) await lockSource(work, options.source)
  const externalIds = taken.map(({ thing }) => thing.externalId)
  const { idOf, fresh } = await targetsOf(work, options, 'zone', externalIds)
  const before = new Map(
    (await zonesById(work, externalIds.map(idOf))).map((zone) => [zone.id, zone]),
  )
  const judged = taken.map(({ line, thing: { externalId, ...wanted } }) => {
    const id = idOf(externalId)
    const zone: Zone = { ...wanted, id, placeId: null, merchantId: null, box: boxOf(wanted.shape) }
    return { line, zone, outcome: outcomeOf(before.get(id), zone) }
  })
  const changed = judged.filter(({ outcome }) => outcome !== 'unchanged').map(({ zone }) => zone)
  if (!options.dryRun && changed.length > 0) {
    await upsertZones(work, changed)
    await insertTargets(work, options.source, 'zone', fresh)
    announceZones(work, changed)
  }
  const done = judged.map(({ line, zone, outcome }) => reportOf(line, zone.id, outcome))
  return [...refused, ...done].toSorted((one, other) => one.line - other.line)
}

/** The places that earlier imports of a source have made of these external ids. */
export async function importedPlaces(
  work: Work,
  source: string,
  externalIds: readonly string[],
): Promise<ReadonlyMap<string, Id<'place'>>> {
  const known = await knownTargets(work, source, 'place', externalIds)
  return new Map([...known].map(([externalId, id]) => [externalId, id as Id<'place'>]))
}
