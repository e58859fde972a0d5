/** Devices over HTTP: shapes in, shapes out. Decides nothing. */
import { toString as qrText } from 'qrcode'
import { z } from 'zod'
import { nameShapes } from '../../platform/http/shapes.ts'
import { idOf, instant, listOf, listQuery, type Http } from '../../platform/http.ts'
import { deviceRefusals, LABEL_LENGTH_MAX, tagUrl, type Device } from './model.ts'
import { addDevice, listDevices, removeDevice, tagOf } from './service.ts'

const hexOf = (bytes: number) =>
  z.string().regex(new RegExp(`^[0-9a-fA-F]{${2 * bytes}}$`), `${bytes} bytes in hexadecimal`)
const short = z.int().min(0).max(65_535)
const beaconIn = [
  z.strictObject({ kind: z.literal('ibeacon'), uuid: z.uuid(), major: short, minor: short }),
  z.strictObject({ kind: z.literal('altbeacon'), id1: z.uuid(), id2: short, id3: short }),
  z.strictObject({ kind: z.literal('eddystone-uid'), namespace: hexOf(10), instance: hexOf(6) }),
] as const

const device = z.object({
  id: idOf('device'),
  placeId: idOf('place'),
  zoneId: idOf('zone').nullable(),
  kind: z.enum(['beacon', 'tag']),
  label: z.string(),
  identity: z.union([...beaconIn, z.object({ kind: z.literal('tag'), code: z.string() })]),
  /** Where a tag leads: write it into the NFC sticker; the QR code holds the same. */
  url: z.string().nullable(),
  cloneable: z.boolean(),
  addedAt: instant,
})

nameShapes({ Device: device })

/** @param origin the address people reach this installation by */
export function deviceRoutes(http: Http, origin: () => string): void {
  const shown = (one: Device): z.input<typeof device> => ({
    ...one,
    kind: one.identity.kind === 'tag' ? 'tag' : 'beacon',
    url: one.identity.kind === 'tag' ? tagUrl(origin(), one.identity.code) : null,
  })

  http.route({
    method: 'GET',
    url: '/v1/places/:placeId/devices',
    summary: 'Lists the beacons and tags of a place',
    tag: 'devices',
    access: 'till',
    params: z.object({ placeId: idOf('place') }),
    query: z.strictObject(listQuery),
    reply: listOf(device),
    refusals: [deviceRefusals],
    handle: async (work, { params, query }) => {
      const page = { limit: query.limit, after: query.cursor ?? null }
      const { items, nextCursor } = await listDevices(work, params.placeId, page)
      return { items: items.map(shown), nextCursor }
    },
  })

  http.route({
    method: 'POST',
    url: '/v1/places/:placeId/devices',
    summary: 'Adds a beacon or a tag to a place',
    tag: 'devices',
    access: 'person',
    params: z.object({ placeId: idOf('place') }),
    body: z.strictObject({
      label: z.string().trim().min(1).max(LABEL_LENGTH_MAX),
      zoneId: idOf('zone').nullable().default(null),
      identity: z.union([...beaconIn, z.strictObject({ kind: z.literal('tag') })]),
    }),
    reply: device,
    status: 201,
    refusals: [deviceRefusals],
    handle: async (work, { params, body }) => shown(await addDevice(work, { ...params, ...body })),
  })

  changeRoutes(http, origin)
}

function changeRoutes(http: Http, origin: () => string): void {
  http.route({
    method: 'DELETE',
    url: '/v1/devices/:deviceId',
    summary: 'Removes a beacon or a tag',
    tag: 'devices',
    access: 'person',
    params: z.object({ deviceId: idOf('device') }),
    reply: z.undefined(),
    status: 204,
    refusals: [deviceRefusals],
    handle: async (work, { params }) => {
      await removeDevice(work, params.deviceId)
      return undefined
    },
  })

  http.route({
    method: 'GET',
    url: '/v1/devices/:deviceId/qr',
    summary: 'The QR code of a tag, as SVG to print',
    tag: 'devices',
    access: 'till',
    params: z.object({ deviceId: idOf('device') }),
    reply: z.object({ url: z.string(), svg: z.string() }),
    refusals: [deviceRefusals],
    handle: async (work, { params }) => {
      const url = tagUrl(origin(), (await tagOf(work, params.deviceId)).code)
      return { url, svg: await qrText(url, { type: 'svg', errorCorrectionLevel: 'M' }) }
    },
  })
}
