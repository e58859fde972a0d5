/** LINE in the shape of its own description, on this machine: each request and answer is held to it. */
import { createHmac, randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { parse } from 'yaml'
import { standIn } from './stand-in.ts'

type Schema = Readonly<Record<string, unknown>>
type Described = { readonly components: { readonly schemas: Record<string, Schema> } }
type Discriminator = {
  readonly propertyName: string
  readonly mapping: Readonly<Record<string, string>>
}

/** The folder of LINE's own descriptions, beside the checkout. */
const folder = new URL('../../../shared/vectors/line-openapi/', import.meta.url)

/**
 * Validators for the schemas of one description. What it tells apart by a discriminator, as the kinds
 * of messages, is held to the schema of its kind.
 */
export function lineSchemas(file: 'messaging-api.yml' | 'webhook.yml') {
  const { components } = parse(readFileSync(new URL(file, folder), 'utf8')) as Described
  const schemas: Record<string, Schema> = {}
  for (const [name, schema] of Object.entries(components.schemas)) {
    const { discriminator, ...rest } = schema as Schema & { discriminator?: Discriminator }
    schemas[name] = discriminator ? told(`${name}Base`, discriminator) : rest
    if (discriminator) schemas[`${name}Base`] = rest
  }
  const discriminated = Object.keys(schemas).filter((name) => schemas[`${name}Base`])
  // A kind is made of its base and more; the base must not ask for the kind again.
  for (const name of discriminated) {
    const mapped = Object.values(
      (components.schemas[name] as { discriminator: Discriminator }).discriminator.mapping,
    )
    for (const ref of mapped) {
      const kind = ref.split('/').at(-1) ?? ''
      const text = JSON.stringify(schemas[kind] ?? {})
      const own = `{"$ref":"#/components/schemas/${name}"}`
      schemas[kind] = JSON.parse(text.replace(own, own.replace(name, `${name}Base`))) as Schema
    }
  }
  const ajv = new Ajv({ strict: false, allErrors: true })
  formats.default(ajv)
  ajv.addSchema({ components: { schemas } }, 'line')
  const known = new Map<string, ValidateFunction>()
  /** What is wrong with a value; empty when it is as described. */
  return (name: string, value: unknown): readonly string[] => {
    const validate = known.get(name) ?? ajv.compile({ $ref: `line#/components/schemas/${name}` })
    known.set(name, validate)
    validate(value)
    return (validate.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`)
  }
}

function told(base: string, { propertyName, mapping }: Discriminator): Schema {
  return {
    allOf: [
      { $ref: `#/components/schemas/${base}` },
      { properties: { [propertyName]: { enum: Object.keys(mapping) } } },
      ...Object.entries(mapping).map(([kind, $ref]) => ({
        if: { properties: { [propertyName]: { const: kind } }, required: [propertyName] },
        // oxlint-disable-next-line unicorn/no-thenable -- a word of JSON Schema
        then: { $ref },
      })),
    ],
  }
}

type MulticastRequest = {
  readonly to: readonly string[]
  readonly messages: readonly { readonly text?: string }[]
}
type PushRequest = { readonly to: string; readonly messages: readonly { readonly text?: string }[] }

/** Starts a facade for this test file, with so many messages a month. */
export async function lineStandIn(account: { token: string; secret: string; limit?: number }) {
  const wrong = lineSchemas('messaging-api.yml')
  const pushed: PushRequest[] = []
  /** Calls to many at once; each person in them counts as a message. */
  const multicasts: MulticastRequest[] = []
  const accepted = new Map<string, string>()
  const used = () => pushed.length + multicasts.reduce((sum, { to }) => sum + to.length, 0)
  /** What did not keep to the description, on either side. */
  const breaches: string[] = []

  const answer = (status: number, shape: string, body: unknown) => {
    breaches.push(...wrong(shape, body).map((each) => `answer ${shape}: ${each}`))
    return { status, body }
  }
  const no = (status: number, message: string) => answer(status, 'ErrorResponse', { message })

  function push(body: unknown, key: string | undefined) {
    breaches.push(...wrong('PushMessageRequest', body).map((each) => `push: ${each}`))
    if (key !== undefined && !/^[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}$/.test(key)) {
      return no(400, 'The retry key is invalid')
    }
    const request = body as PushRequest
    if (!/^U[\da-f]{32}$/.test(request.to)) {
      return no(400, "The property, 'to', in the request body is invalid (line: -, column: -)")
    }
    if (request.to.endsWith('0503')) return no(500, 'Internal server error')
    if (request.to.endsWith('0400')) return no(400, 'The request body has 1 error(s)')
    const id = key && accepted.get(key)
    if (id) {
      const sentMessages = [{ id }]
      return answer(409, 'ErrorResponse', {
        message: 'The retry key is already accepted',
        sentMessages,
      })
    }
    if (account.limit !== undefined && used() >= account.limit) {
      return no(429, 'You have reached your monthly limit.')
    }
    pushed.push(request)
    const newId = String(460_000_000_000 + pushed.length)
    if (key) accepted.set(key, newId)
    return answer(200, 'PushMessageResponse', { sentMessages: [{ id: newId }] })
  }

  function multicast(body: unknown, key: string | undefined) {
    breaches.push(...wrong('MulticastRequest', body).map((each) => `multicast: ${each}`))
    const request = body as MulticastRequest
    if (request.to.length > 500)
      return no(400, "The property, 'to', in the request body is invalid")
    if (request.to.some((each) => !/^U[\da-f]{32}$/.test(each))) {
      return no(400, "The property, 'to[0]', in the request body is invalid (line: -, column: -)")
    }
    if (request.to.some((each) => each.endsWith('0503'))) return no(500, 'Internal server error')
    if (key && accepted.has(key)) return no(409, 'The retry key is already accepted')
    if (account.limit !== undefined && used() + request.to.length > account.limit) {
      return no(429, 'You have reached your monthly limit.')
    }
    multicasts.push(request)
    if (key) accepted.set(key, key)
    return answer(200, 'MulticastResponse', {})
  }

  function answerTo(method: string, url: string, key: string | undefined, text: string) {
    if (method === 'POST' && url === '/v2/bot/message/push') return push(JSON.parse(text), key)
    if (method === 'POST' && url === '/v2/bot/message/multicast') {
      return multicast(JSON.parse(text), key)
    }
    if (method === 'GET' && url === '/v2/bot/message/quota') {
      const { limit } = account
      const quota = limit === undefined ? { type: 'none' } : { type: 'limited', value: limit }
      return answer(200, 'MessageQuotaResponse', quota)
    }
    if (method === 'GET' && url === '/v2/bot/message/quota/consumption') {
      return answer(200, 'QuotaConsumptionResponse', { totalUsage: used() })
    }
    if (method === 'POST' && /^\/v2\/bot\/user\/U[\da-f]{32}\/linkToken$/.test(url)) {
      return answer(200, 'IssueLinkTokenResponse', { linkToken: `token-${randomUUID()}` })
    }
    return no(404, 'Not found')
  }

  const { url: here } = await standIn(({ method = '', url = '', headers }, body) => {
    const key = headers['x-line-retry-key']
    const isKnown = headers.authorization === `Bearer ${account.token}`
    return isKnown
      ? answerTo(method, url, typeof key === 'string' ? key : undefined, body.toString())
      : no(401, 'Authentication failed due to the following reason: invalid token.')
  })
  return { url: here, pushed, multicasts, breaches }
}

/** The header that LINE sends along with a body. */
export function lineSignature(secret: string, body: string): string {
  return createHmac('sha256', secret).update(body).digest('base64')
}
