/** Templates of Alimtalk over HTTP, for the operator. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { instant, type Http } from '../../../platform/http.ts'
import {
  placesOf,
  templateBases,
  templateRefusals,
  templateStates,
  type TemplateRow,
} from '../model/template.ts'
import { reviewTemplate, templates, writeTemplate } from '../service/templates.ts'

const code = z.string().regex(/^[a-z0-9][a-z0-9-]{1,39}$/, 'small letters, digits and dashes')
const words = {
  name: z.string().trim().min(1).max(60),
  body: z.string().trim().min(1).max(1_000),
  basis: z.enum(templateBases),
  basisSentence: z.string().trim().max(200).nullable(),
}
const template = z.object({
  code,
  ...words,
  state: z.enum(templateStates),
  providerId: z.string().nullable(),
  reason: z.string().nullable(),
  changedAt: instant,
  /** The names of its places. */
  places: z.array(z.string()),
})
nameShapes({ AlimtalkTemplate: template })

const shown = (row: TemplateRow) => ({ ...row, places: placesOf(row.body) })

/** Declares the routes of templates. */
export function templateRoutes(http: Http): void {
  const shared = { tag: 'operator', access: 'operator' } as const
  const url = '/v1/operator/alimtalk-templates'
  http.route({
    method: 'GET',
    url,
    summary: 'The templates of Alimtalk, the last changed first',
    ...shared,
    reply: z.object({ items: z.array(template) }),
    handle: async (work) => ({ items: (await templates(work)).map(shown) }),
  })
  http.route({
    method: 'PUT',
    url: `${url}/:code`,
    summary: 'Writes a template, or mends a draft or a rejected one',
    ...shared,
    params: z.object({ code }),
    body: z.strictObject(words),
    reply: template,
    refusals: [templateRefusals],
    handle: async (work, { params, body }) =>
      shown(await writeTemplate(work, { ...params, ...body })),
  })
  http.route({
    method: 'POST',
    url: `${url}/:code/review`,
    summary: 'Notes that a template was sent to review, approved or rejected',
    ...shared,
    params: z.object({ code }),
    body: z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('submit') }),
      z.strictObject({ kind: z.literal('approve'), providerId: z.string().trim().min(1).max(100) }),
      z.strictObject({ kind: z.literal('reject'), reason: z.string().trim().min(1).max(500) }),
    ]),
    reply: template,
    status: 200,
    refusals: [templateRefusals],
    handle: async (work, { params, body }) => shown(await reviewTemplate(work, params.code, body)),
  })
}
