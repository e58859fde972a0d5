/** Imports over HTTP: a batch a call, for operators. The command line reads whole files. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import type { Http } from '../../../platform/http.ts'
import { IMPORT_ROWS_MAX, NAME_LENGTH_MAX } from '../model.ts'
import { importPlaces, importZones } from '../service/imports.ts'
import { category } from './shapes.ts'

// Cells are judged row by row, so the shapes here only keep the batch in bounds.
const cell = z.string().max(1_000)
const line = z.int().min(1).max(1_000_000_000)
const placeRow = z.strictObject({
  line,
  externalId: cell.optional(),
  name: cell.optional(),
  address: cell.optional(),
  lng: z.union([z.number(), cell]).optional(),
  lat: z.union([z.number(), cell]).optional(),
  category: cell.optional(),
  phone: cell.optional(),
  merchant: cell.optional(),
  hours: cell.optional(),
})
const zoneRow = z.strictObject({
  line,
  externalId: cell.optional(),
  name: cell.optional(),
  dwellSeconds: z.number().optional(),
  radiusMeters: z.number().optional(),
  geometry: z.unknown(),
})
const source = z.string().trim().min(1).max(60)
const reports = z.object({
  items: z.array(
    z.object({
      line: z.int(),
      outcome: z.enum(['created', 'updated', 'unchanged', 'refused']),
      id: z.string().nullable(),
      column: z.string().nullable(),
      why: z.string().nullable(),
    }),
  ),
})

export function importRoutes(http: Http): void {
  http.route({
    method: 'POST',
    url: '/v1/imports/places',
    summary: `Imports up to ${IMPORT_ROWS_MAX} places, or says what would happen`,
    tag: 'imports',
    access: 'operator',
    body: z.strictObject({
      source,
      dryRun: z.boolean().default(false),
      merchant: z.string().trim().min(1).max(NAME_LENGTH_MAX).nullable().default(null),
      category: category.nullable().default(null),
      rows: z.array(placeRow).max(IMPORT_ROWS_MAX),
    }),
    reply: reports,
    status: 200,
    refusals: [accessRefusals],
    handle: async (work, { body: { rows, ...options } }) => ({
      items: [...(await importPlaces(work, rows, options))],
    }),
  })

  http.route({
    method: 'POST',
    url: '/v1/imports/zones',
    summary: `Imports up to ${IMPORT_ROWS_MAX} areas as GeoJSON, or says what would happen`,
    tag: 'imports',
    access: 'operator',
    body: z.strictObject({
      source,
      dryRun: z.boolean().default(false),
      rows: z.array(zoneRow).max(IMPORT_ROWS_MAX),
    }),
    reply: reports,
    status: 200,
    refusals: [accessRefusals],
    handle: async (work, { body: { rows, ...options } }) => ({
      items: [...(await importZones(work, rows, options))],
    }),
  })
}
