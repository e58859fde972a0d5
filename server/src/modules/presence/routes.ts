/** Presence over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { Refused } from '../../kernel/refused.ts'
import { idOf, instant, listOf, listQuery, type Http, type PlainCall } from '../../platform/http.ts'
import { placeRefusals } from '../places/model.ts'
import { batchOf } from './model/parsing.ts'
import { presenceRefusals, SIGNALS_PER_BATCH_MAX } from './model/signal.ts'
import { presenceOfAsker, visitsOfAsker, type CheckIn, type Presence } from './service.ts'
import type { Answer } from './service/intake.ts'

const at = z.iso.datetime({ offset: true })
const position = {
  kind: z.literal('position'),
  at,
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  accuracyMeters: z.number().min(0).max(1_000_000),
  speedMps: z.number().min(-1_000).max(1_000).nullable().optional(),
  isMock: z.boolean().optional(),
}
const sighting = {
  kind: z.literal('sighting'),
  at,
  /** The bytes of the advertisement, in hexadecimal. */
  frame: z.string().max(510),
  rssiDbm: z.number().min(-127).max(20).nullable().optional(),
}
const scan = {
  kind: z.literal('scan'),
  at,
  code: z.string().length(22),
  medium: z.enum(['qr', 'nfc']),
}
const batch = (more: { readonly personId?: z.ZodType }) =>
  z.strictObject({
    signals: z
      .array(
        z.discriminatedUnion('kind', [
          z.strictObject({ ...position, ...more }),
          z.strictObject({ ...sighting, ...more }),
          z.strictObject({ ...scan, ...more }),
        ]),
      )
      .min(1)
      .max(SIGNALS_PER_BATCH_MAX),
  })

const receipt = z.object({
  /** How many signals were taken, also when they changed nothing. */
  taken: z.int(),
  /** The others, by their index in the batch. */
  refused: z.array(z.object({ index: z.int(), code: z.string(), field: z.string().nullable() })),
})
const checkIn = z.object({
  visitId: idOf('visit'),
  placeId: idOf('place'),
  startedAt: instant,
  evidence: z.int(),
})
const visit = z.object({
  id: idOf('visit'),
  placeId: idOf('place'),
  merchantId: idOf('merchant'),
  startedAt: instant,
  endedAt: instant.nullable(),
  evidence: z.int(),
  method: z.enum(['position', 'beacon', 'qr', 'nfc', 'staff']),
})
const stay = z.object({
  zoneId: idOf('zone'),
  placeId: idOf('place').nullable(),
  enteredAt: instant,
  dwelledAt: instant.nullable(),
})

export function presenceRoutes(http: Http, presence: Presence): void {
  signalRoutes(http, presence)
  checkInRoutes(http, presence)

  http.route({
    method: 'GET',
    url: '/v1/me/presence',
    summary: 'Where I am, as far as it is known here',
    tag: 'presence',
    access: 'person',
    reply: z.object({ stays: z.array(stay), visits: z.array(visit) }),
    handle: (work) =>
      presenceOfAsker(work).then(({ stays, visits }) => ({
        stays: [...stays],
        visits: [...visits],
      })),
  })

  http.route({
    method: 'GET',
    url: '/v1/me/visits',
    summary: 'Lists my visits, the latest first',
    tag: 'presence',
    access: 'person',
    query: z.strictObject({ ...listQuery, cursor: idOf('visit').optional() }),
    reply: listOf(visit),
    handle: async (work, { query }) => {
      const page = { limit: query.limit, after: query.cursor ?? null }
      const { items, nextCursor } = await visitsOfAsker(work, page)
      return { items: [...items], nextCursor }
    },
  })
}

function signalRoutes(http: Http, presence: Presence): void {
  const handle = async ({ actor, body }: PlainCall) => {
    const signals = batchOf(body)
    if (signals === null) throw batchRefusal(body)
    return receiptText(await presence.takeBatch(actor, signals))
  }
  const shared = {
    method: 'POST',
    tag: 'presence',
    reply: receipt,
    status: 200,
    refusals: [presenceRefusals],
    plain: true,
    raw: true,
    handle,
  } as const

  http.route({
    ...shared,
    url: '/v1/signals',
    summary: 'Takes in signals of my own: positions, beacon sightings, tag scans',
    access: 'person',
    body: batch({}),
  })
  http.route({
    ...shared,
    url: '/v1/signals/gateway',
    summary: 'Takes in signals of many people, from a gateway',
    access: 'signals',
    body: batch({ personId: idOf('person') }),
  })
}

function checkInRoutes(http: Http, presence: Presence): void {
  const shown = (one: CheckIn): z.input<typeof checkIn> => one

  http.route({
    method: 'POST',
    url: '/v1/tags/:code/check-ins',
    summary: 'Checks me in by a tag at the shop, as QR or NFC',
    tag: 'presence',
    access: 'person',
    params: z.object({ code: z.string().min(1).max(40) }),
    body: z.strictObject({ medium: z.enum(['qr', 'nfc']) }),
    reply: checkIn,
    status: 201,
    refusals: [presenceRefusals],
    rate: { perMinute: 30 },
    plain: true,
    handle: async ({ actor, params, body }) =>
      shown(await presence.checkInByTag(actor, params.code, body.medium)),
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/check-ins',
    summary: 'Checks a guest in at the counter, by phone number',
    tag: 'presence',
    access: 'till',
    params: z.object({ placeId: idOf('place') }),
    body: z.strictObject({ phone: z.string().min(4).max(30) }),
    reply: checkIn,
    status: 201,
    refusals: [presenceRefusals, placeRefusals],
    rate: { perMinute: 60 },
    plain: true,
    handle: async ({ actor, params, body }) =>
      shown(await presence.checkInByStaff(actor, params.placeId, body.phone)),
  })
}

function batchRefusal(body: unknown): Refused {
  const isTooLarge =
    typeof body === 'object' &&
    body !== null &&
    'signals' in body &&
    Array.isArray(body.signals) &&
    Object.keys(body).length === 1
  return new Refused(
    presenceRefusals,
    isTooLarge ? 'presence.batch-too-large' : 'presence.bad-signal',
    isTooLarge ? { signalsMax: SIGNALS_PER_BATCH_MAX } : { field: 'signals' },
  )
}

/** Most answers are that all is well, so the text is put together by hand. */
function receiptText(answers: readonly Answer[]): string {
  let taken = 0
  const refused: { index: number; code: string; field: string | null }[] = []
  answers.forEach(({ code, field }, index) => {
    if (code === 'taken') taken += 1
    else refused.push({ index, code, field })
  })
  return `{"taken":${taken},"refused":${refused.length === 0 ? '[]' : JSON.stringify(refused)}}`
}
