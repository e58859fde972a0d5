/**
 * What Apple's devices ask of the server that a pass names. Their protocol, with their addresses,
 * statuses and header of its own, so these routes stand outside our API and its description.
 *
 * @see https://developer.apple.com/documentation/walletpasses/adding-a-web-service-to-update-passes
 */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { parseId, type Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Http } from '../../../platform/http.ts'
import { passRefusals } from '../model.ts'
import {
  APPLE_SERVICE_PATH,
  applePassFile,
  contentOf,
  passByToken,
  type PassNeeds,
} from '../service.ts'
import { changedPasses, registerDevice, unregisterDevice } from '../service/devices.ts'

const nobody = { kind: 'nobody' } as const
const DEVICE_LENGTH_MAX = 200
const pushTokenIn = z.object({ pushToken: z.string().min(1).max(400) })
const tagIn = z.object({
  passesUpdatedSince: z
    .string()
    .regex(/^\d{1,15}$/)
    .optional(),
})
// Not part of the API that clients of ours use: absent from its description.
const hidden = { schema: { hide: true } } as const

export function appleRoutes(http: Http, needs: PassNeeds): void {
  registrationRoutes(http, needs)
  const { app, inWork } = http

  app.get(`${APPLE_SERVICE_PATH}/v1/passes/:passType/:serial`, hidden, async (request, reply) => {
    const signer = await needs.signers.apple()
    assertType(request, signer.names.passTypeIdentifier)
    const found = await inWork(nobody, async (work) => {
      const pass = await passByToken(work, needs.secret, passIn(request), tokenIn(request))
      return { pass, content: await contentOf(work, pass, needs.origin()) }
    })
    // HTTP counts whole seconds.
    const changedAt = Math.floor(found.pass.changedAt.getTime() / 1_000) * 1_000
    reply.header('cache-control', 'no-store')
    reply.header('last-modified', new Date(changedAt).toUTCString())
    const since = Date.parse(String(request.headers['if-modified-since'] ?? ''))
    if (since >= changedAt) return reply.code(304).send()
    const file = await applePassFile(needs, found.content)
    return reply.type('application/vnd.apple.pkpass').send(file)
  })

  // What devices complain about is read by nobody here; a device that may not say it asks again.
  app.post(`${APPLE_SERVICE_PATH}/v1/log`, hidden, (_request, reply) => reply.code(200).send())
}

function registrationRoutes({ app, inWork }: Http, needs: PassNeeds): void {
  const { secret, signers } = needs
  const registrations = `${APPLE_SERVICE_PATH}/v1/devices/:device/registrations/:passType`

  app.post(`${registrations}/:serial`, hidden, async (request, reply) => {
    assertType(request, (await signers.apple()).names.passTypeIdentifier)
    const { data } = pushTokenIn.safeParse(request.body)
    if (!data) throw new Refused(passRefusals, 'pass.no-push-token')
    const isNew = await inWork(nobody, (work) =>
      registerDevice(work, secret, askIn(request), data.pushToken),
    )
    return reply.code(isNew ? 201 : 200).send()
  })

  app.delete(`${registrations}/:serial`, hidden, async (request, reply) => {
    assertType(request, (await signers.apple()).names.passTypeIdentifier)
    await inWork(nobody, (work) => unregisterDevice(work, secret, askIn(request)))
    return reply.code(200).send()
  })

  // Apple sends no token here: a device is known by its own long name, and learns serial numbers only.
  app.get(registrations, hidden, async (request, reply) => {
    assertType(request, (await signers.apple()).names.passTypeIdentifier)
    const tag = tagIn.safeParse(request.query).data?.passesUpdatedSince ?? null
    const changed = await inWork(nobody, (work) => changedPasses(work, deviceIn(request), tag))
    return changed ? sendJson(reply, changed) : reply.code(204).send()
  })
}

type Parts = { readonly device?: string; readonly passType?: string; readonly serial?: string }
const partsOf = (request: FastifyRequest) => request.params as Parts

const askIn = (request: FastifyRequest) => ({
  device: deviceIn(request),
  passId: passIn(request),
  token: tokenIn(request),
})

/** @throws {Refused} `pass.unknown` */
function deviceIn(request: FastifyRequest): string {
  const { device = '' } = partsOf(request)
  const isDevice = device !== '' && device.length <= DEVICE_LENGTH_MAX && !device.includes('\0')
  if (!isDevice) throw new Refused(passRefusals, 'pass.unknown')
  return device
}

/** @throws {Refused} `pass.token-wrong`: what is there is told only to who knows its token */
function passIn(request: FastifyRequest): Id<'pass'> {
  const id = parseId<'pass'>(partsOf(request).serial ?? '')
  if (id === null) throw new Refused(passRefusals, 'pass.token-wrong')
  return id
}

/** @throws {Refused} `pass.unknown` for passes of another issuer */
function assertType(request: FastifyRequest, own: string): void {
  if (partsOf(request).passType !== own) throw new Refused(passRefusals, 'pass.unknown')
}

function tokenIn({ headers }: FastifyRequest): string | null {
  return /^ApplePass ([\w-]{16,200})$/.exec(headers.authorization ?? '')?.[1] ?? null
}

function sendJson(reply: FastifyReply, value: object): FastifyReply {
  return reply.type('application/json; charset=utf-8').send(JSON.stringify(value))
}
