/** Imports: batches of rows become offers, again and again without doubles. */
import { allow, mayOperate } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { isSame } from '../../../kernel/same.ts'
import type { Work } from '../../../platform/work.ts'
import { IMPORT_ROWS_MAX } from '../../places/model.ts'
import { importedPlaces, type RowReport } from '../../places/service/imports.ts'
import { placesOf } from '../../places/service.ts'
import { offerChanged } from '../events.ts'
import { objectionToOffer, PLACES_MAX, type Offer } from '../model/offer.ts'
import { offerRefusals } from '../model/refusals.ts'
import {
  readOfferCells,
  type ImportedOffer,
  type OfferCells,
  type UnsaidRule,
} from '../model/rows.ts'
import { changeOffer } from '../service.ts'
import { importedOffers, insertImported, lockImports } from '../store/imports.ts'
import { offersByIds, type StoredOffer } from '../store/offer.ts'

export type OfferImport = {
  /** Who calls things so: places must have been imported under the same source. */
  readonly source: string
  readonly dryRun: boolean
  /** Moves every day of the file. */
  readonly daysLater: number
  /** Places that would be imported first: a dry run takes them for imported. */
  readonly coming?: ReadonlySet<string>
}

/** What became of a row, or would have; and what it asks for that no terms can say. */
export type OfferReport = RowReport & { readonly unsaid: readonly UnsaidRule[] }

type Taken = {
  readonly line: number
  readonly read: ImportedOffer
  readonly unsaid: readonly UnsaidRule[]
}

/**
 * Imports up to IMPORT_ROWS_MAX offers, open and there for anybody to claim; the operator's (OF70).
 *
 * A row with the same source and external id as before changes that offer, as far as what was
 * promised may change (OF19).
 *
 * @returns a report for each row, in the order of lines
 * @throws {Refused} `access.forbidden`
 */
export async function importOffers(
  work: Work,
  rows: readonly OfferCells[],
  options: OfferImport,
): Promise<readonly OfferReport[]> {
  allow(mayOperate(work.actor))
  assert(rows.length <= IMPORT_ROWS_MAX, 'a batch is within IMPORT_ROWS_MAX')
  const { taken, refused } = readAll(rows, options.daysLater)
  if (!options.dryRun) await lockImports(work, options.source)
  const externalIds = taken.map(({ read }) => read.externalId)
  const known = await importedOffers(work, options.source, externalIds)
  const before = await offersByIds(work, [...known.values()])
  const placesAt = await placesFinder(work, taken, options)

  const fresh: { readonly externalId: string; readonly offer: Offer }[] = []
  const reports: OfferReport[] = []
  for (const one of taken) {
    const { externalId } = one.read
    const places = placesAt(one.read)
    if (typeof places === 'string') {
      reports.push(refusal(one.line, 'places', places))
      continue
    }
    const id = known.get(externalId)
    const earlier = id && before.get(id)
    const offer = offerFrom(earlier?.id ?? work.newId('offer'), one.read, places)
    const why = earlier
      ? await changed(work, earlier, offer, options.dryRun)
      : objectionTo(offer, work.now)
    if (why !== null && why.is === 'refused') {
      reports.push(refusal(one.line, 'endsAt', why.says))
      continue
    }
    if (!earlier) fresh.push({ externalId, offer })
    reports.push(done(one, offer.id, why?.is ?? 'created'))
  }
  if (!options.dryRun && fresh.length > 0) {
    await insertImported(work, options.source, fresh)
    for (const { offer } of fresh) {
      const { id: offerId, merchantId, state } = offer
      work.announce(offerChanged, { offerId, merchantId, state })
    }
  }
  return [...refused, ...reports].toSorted((one, other) => one.line - other.line)
}

function readAll(
  rows: readonly OfferCells[],
  daysLater: number,
): { readonly taken: readonly Taken[]; readonly refused: readonly OfferReport[] } {
  const taken: Taken[] = []
  const refused: OfferReport[] = []
  const lines = new Map<string, number>()
  for (const row of rows) {
    const { line } = row
    const answer = readOfferCells(row, daysLater)
    if (answer.kind === 'refused') {
      refused.push(refusal(line, answer.column, answer.why))
      continue
    }
    const { externalId } = answer.offer
    const earlier = lines.get(externalId)
    if (earlier !== undefined) {
      refused.push(refusal(line, 'externalId', `is that of line ${earlier}`))
      continue
    }
    lines.set(externalId, line)
    taken.push({ line, read: answer.offer, unsaid: answer.unsaid })
  }
  return { taken, refused }
}

type OwnPlaces = { readonly merchantId: Id<'merchant'>; readonly placeIds: readonly Id<'place'>[] }
const nowhere: OwnPlaces = { merchantId: '' as Id<'merchant'>, placeIds: [] }

/** Finds the places of a row, and the one shop they belong to; or says what is wrong with them. */
async function placesFinder(
  work: Work,
  taken: readonly Taken[],
  { source, coming, dryRun }: OfferImport,
) {
  const keys = [...new Set(taken.flatMap(({ read }) => read.placeKeys))]
  const ids = await importedPlaces(work, source, keys)
  const places = await placesOf(work, [...ids.values()])
  return ({ placeKeys }: ImportedOffer): OwnPlaces | string => {
    if (placeKeys.length > PLACES_MAX) return `are more than ${PLACES_MAX}`
    if (dryRun && placeKeys.every((key) => coming?.has(key))) return nowhere
    const found = placeKeys.map((key) => places.get(ids.get(key) ?? ('' as Id<'place'>)))
    const missing = found.findIndex((place) => place === undefined)
    if (missing !== -1) return `"${placeKeys[missing]}" was not imported under this source`
    const merchantIds = new Set(found.flatMap((place) => place?.merchantId ?? []))
    const [merchantId] = merchantIds
    if (merchantIds.size !== 1 || merchantId === undefined) return 'belong to more than one shop'
    return { merchantId, placeIds: found.flatMap((place) => place?.id ?? []) }
  }
}

function offerFrom(id: Id<'offer'>, read: ImportedOffer, places: OwnPlaces): Offer {
  const { title, terms, startsAt, endsAt, claimsEndAt, validDays, couponsMax } = read
  return {
    id,
    title,
    terms,
    startsAt,
    endsAt,
    claimsEndAt,
    validDays,
    couponsMax,
    ...places,
    rank: 0,
    couponsPerDayMax: null,
    couponsPerPersonMax: 1,
    redemptionsMax: null,
    limits: [],
    isPublic: true,
    isAutomatic: false,
    state: 'open',
  }
}

type Judged =
  | { readonly is: 'updated' | 'unchanged' }
  | { readonly is: 'refused'; readonly says: string }

function objectionTo(offer: Offer, at: Date): Judged | null {
  const objection = objectionToOffer(offer, at)
  return objection && { is: 'refused', says: offerRefusals[objection].says }
}

async function changed(
  work: Work,
  earlier: StoredOffer,
  { id, merchantId, ...wanted }: Offer,
  dryRun: boolean,
): Promise<Judged> {
  if (merchantId !== earlier.merchantId) {
    return { is: 'refused', says: 'The offer was made by another shop before.' }
  }
  // What its owner has done since stays: whether it is open, and what the file does not tell.
  const { title, terms, startsAt, endsAt, claimsEndAt, validDays, couponsMax, placeIds } = wanted
  const told = { title, terms, startsAt, endsAt, claimsEndAt, validDays, couponsMax, placeIds }
  if (isSame({ ...earlier, ...told }, earlier)) return { is: 'unchanged' }
  if (dryRun) return { is: 'updated' }
  try {
    await changeOffer(work, id, told)
    return { is: 'updated' }
  } catch (error) {
    if (!(error instanceof Refused)) throw error
    return { is: 'refused', says: error.message }
  }
}

const refusal = (line: number, column: string, why: string): OfferReport => ({
  line,
  outcome: 'refused',
  id: null,
  column,
  why,
  unsaid: [],
})

const done = (
  { line, unsaid }: Taken,
  id: Id<'offer'>,
  outcome: 'created' | 'updated' | 'unchanged',
): OfferReport => ({ line, outcome, id, column: null, why: null, unsaid })
