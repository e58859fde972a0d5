/** The web server itself: limits, headers, who asks, and how errors are told. */
import cookie from '@fastify/cookie'
import rateLimit from '@fastify/rate-limit'
import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import Fastify, { type FastifyInstance, type FastifyRequest } from 'fastify'
import {
  jsonSchemaTransform,
  jsonSchemaTransformObject,
  serializerCompiler,
  validatorCompiler,
} from 'fastify-type-provider-zod'
import helmet from 'helmet'
import ipaddr from 'ipaddr.js'
import { accessRefusals, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Config } from '../config.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import type { Database } from '../postgres.ts'
import type { InWork } from '../work.ts'
import { readJson } from './json.ts'
import { problemOf, sendProblem } from './problems.ts'
import { webApp } from './web-app.ts'

export type App = FastifyInstance

/** Finds out who holds a token: a session's or an API key's; `nobody` when it is worth nothing. */
export type Authenticate = (token: string, request: FastifyRequest) => Promise<Actor> | Actor

export type AppNeeds = {
  readonly config: Config
  readonly logger: Logger
  readonly metrics: Metrics
  readonly inWork: InWork
  readonly clock: () => Date
  readonly database: Database
  newId<Kind extends string>(kind: Kind): Id<Kind>
  readonly authenticate: Authenticate
}

declare module 'fastify' {
  interface FastifyRequest {
    actor: Actor
  }
  interface FastifyInstance {
    /** Every live route as `GET /v1/places/:placeId`; a test holds the OpenAPI document to it. */
    routeList: string[]
    /** Who sent a request, by what is known now: for those that stay open. */
    askWho(request: FastifyRequest): Promise<Actor>
  }
}

/** Event streams stay open; they are counted by themselves. */
export const STREAM_URL = '/v1/live'
export const SESSION_COOKIE = 'golmok_session'
const BODY_BYTES_MAX = 1_048_576
const REQUEST_MS_MAX = 30_000
const URL_CHARS_MAX = 4_096
/** More requests than this at once are refused at the door, so that those inside get done. */
const REQUESTS_AT_ONCE_MAX = 2_000

/** How a body of bytes may call itself; nobody believes it. */
export const FILE_TYPES = [
  'application/octet-stream',
  'image/jpeg',
  'image/png',
  'image/webp',
  'image/avif',
  'image/gif',
] as const

const nobody: Actor = { kind: 'nobody' }

/** A server with everything but routes. */
export async function newApp(needs: AppNeeds): Promise<App> {
  const { config } = needs
  const app = Fastify({
    bodyLimit: BODY_BYTES_MAX,
    requestTimeout: REQUEST_MS_MAX,
    keepAliveTimeout: 72_000,
    trustProxy: config.trustProxy,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 300, caseSensitive: true },
    return503OnClosing: true,
    // An address that the router itself cannot read is refused in the form of all refusals.
    frameworkErrors: (_error, request, reply) => {
      sendProblem(needs, problemOf('url'), request, reply)
    },
    logger: false,
  }) as unknown as App
  app.setValidatorCompiler(validatorCompiler)
  app.setSerializerCompiler(serializerCompiler)
  app.addContentTypeParser('application/json', { parseAs: 'string' }, readJson)
  app.addContentTypeParser([...FILE_TYPES], { parseAs: 'buffer' }, (_request, bytes, done) => {
    done(null, bytes)
  })
  app.decorateRequest('actor', undefined as never)
  app.decorate('routeList', [])
  app.decorate('askWho', (request: FastifyRequest) => actorOf(needs, request))
  app.addHook('onRoute', ({ method, url }) => {
    for (const one of [method].flat()) app.routeList.push(`${one} ${url}`)
  })

  guard(app, needs)
  await extend(app, config)
  app.setErrorHandler((error, request, reply) => sendProblem(needs, error, request, reply))
  const pageFor = await webApp(app)
  app.setNotFoundHandler((request, reply) => {
    if (!pageFor(reply)) sendProblem(needs, problemOf('no-route'), request, reply)
  })
  return app
}

/** Counts, measures and names every request. */
function guard(app: App, needs: AppNeeds): void {
  const { metrics } = needs
  let requests = 0
  app.addHook('onRequest', async (request, reply) => {
    if (!request.url.startsWith(STREAM_URL)) {
      requests += 1
      // 'close' comes once for every exchange, also for those the caller gave up.
      reply.raw.once('close', () => (requests -= 1))
      if (requests > REQUESTS_AT_ONCE_MAX) throw problemOf('overload')
    }
    if (request.url.length > URL_CHARS_MAX || request.url.includes('%00')) {
      throw problemOf('url')
    }
    if (!isPage(request.url)) reply.headers(answerHeaders)
    reply.header('x-request-id', request.id)
    request.actor = await actorOf(needs, request)
  })
  app.addHook('onResponse', (request, reply, done) => {
    const route = request.routeOptions.url ?? 'none'
    metrics.requestSeconds.observe({ route, status: reply.statusCode }, reply.elapsedTime / 1_000)
    done()
  })
}

async function extend(app: App, config: Config): Promise<void> {
  await app.register(cookie)
  // Not by the plugin of Fastify: it gives each reply a function of its own, also those of the API, and
  // by these V8 kept every request, with its body, until the next full garbage collection.
  const protectPage = helmet(pageHeaders(config))
  app.addHook('onRequest', (request, reply, done) => {
    if (isPage(request.url)) protectPage(request.raw, reply.raw, done as (error?: unknown) => void)
    else done()
  })
  await app.register(rateLimit, {
    global: true,
    max: config.requestsPerMinute,
    timeWindow: 60_000,
    cache: 100_000,
    keyGenerator: callerOf,
    // The app's own files come out of the cache of the disk; a café full of people who open it for the
    // first time, behind one address, is nobody's attack.
    allowList: ({ routeOptions }) => routeOptions.url === '/*' || routeOptions.url === '/',
    errorResponseBuilder: () => problemOf('rate'),
  })
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: {
        title: 'Golmok',
        version: '0.1.0',
        description:
          'Instants are RFC 3339 with zone, money is a whole number of the minor unit (KRW has ' +
          'none below the won), ids are UUIDv7 made by client or server. Errors are RFC 9457 ' +
          'problem details with a stable `code`.',
      },
      components: {
        securitySchemes: {
          session: { type: 'http', scheme: 'bearer', description: 'A session or an API key.' },
          cookie: { type: 'apiKey', in: 'cookie', name: SESSION_COOKIE },
        },
      },
    },
    transform: transformDocumented,
    // Shapes that bear an id are told once, and named by it where they are used.
    transformObject: jsonSchemaTransformObject,
  })
  await app.register(swaggerUi, { routePrefix: '/v1/docs', staticCSP: true })
  app.get('/v1/openapi.json', { schema: { hide: true } }, () => app.swagger())
}

/** Answers of the API are never shown as pages; a few fixed headers say so, at no cost. */
const answerHeaders = {
  'cache-control': 'no-store',
  'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
}

/** Whether an address may answer with something a browser shows. */
const isPage = (url: string) =>
  !(url.startsWith('/v1/') || url.startsWith('/health') || url === '/metrics') ||
  url.startsWith('/v1/docs')

const security = (config: Config) => (config.origin?.startsWith('https:') ? {} : { hsts: false })

function pageHeaders(config: Config) {
  const tiles = config.tileUrl ? [new URL(config.tileUrl.replaceAll(/[{}]/g, '')).origin] : []
  return {
    ...security(config),
    crossOriginEmbedderPolicy: false,
    referrerPolicy: { policy: 'strict-origin-when-cross-origin' as const },
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        baseUri: ["'none'"],
        objectSrc: ["'none'"],
        frameAncestors: ["'none'"],
        formAction: ["'self'"],
        // The barcode reader is WebAssembly; nothing else is compiled at run time.
        scriptSrc: ["'self'", "'wasm-unsafe-eval'"],
        // Mantine sets custom properties in style attributes; style elements come from our files.
        styleSrc: ["'self'", "'unsafe-inline'"],
        imgSrc: ["'self'", 'data:', 'blob:', ...tiles],
        fontSrc: ["'self'", 'data:'],
        connectSrc: ["'self'", ...tiles],
        workerSrc: ["'self'", 'blob:'],
        manifestSrc: ["'self'"],
        mediaSrc: ["'self'", 'blob:'],
      },
    },
  }
}

function transformDocumented(input: Parameters<typeof jsonSchemaTransform>[0]) {
  const schema = input.schema as Record<string, unknown> | undefined
  if (!schema || !('documented' in schema)) return jsonSchemaTransform(input)
  const { documented, ...rest } = schema
  const shapes = Object.entries(documented as Record<string, unknown>).filter(([, shape]) => shape)
  return jsonSchemaTransform({
    ...input,
    schema: { ...rest, ...Object.fromEntries(shapes) },
  })
}

async function actorOf(needs: AppNeeds, request: FastifyRequest): Promise<Actor> {
  const bearer = request.headers.authorization
  if (bearer !== undefined) {
    const token = /^Bearer ([\w-]{8,200})$/.exec(bearer)?.[1]
    return token ? needs.authenticate(token, request) : nobody
  }
  const kept = request.cookies?.[SESSION_COOKIE] ?? cookieIn(request.headers.cookie)
  if (!kept || !/^[\w-]{8,200}$/.test(kept)) return nobody
  if (isForeign(needs.config, request)) throw new Refused(accessRefusals, 'access.forbidden')
  return needs.authenticate(kept, request)
}

/** The session in a cookie header; read here because the cookie plugin's turn comes later. */
function cookieIn(header: string | undefined): string | undefined {
  return header?.match(/(?:^|;\s*)golmok_session=([\w-]+)/)?.[1]
}

/** Whether a browser sent this on behalf of another site: a cookie alone must not write then. */
function isForeign(config: Config, request: FastifyRequest): boolean {
  if (request.method === 'GET' || request.method === 'HEAD') return false
  const origin = request.headers.origin
  if (origin === undefined) return request.headers['sec-fetch-site'] === 'cross-site'
  const own = config.origin ?? `${request.protocol}://${request.headers.host ?? ''}`
  return origin !== own && origin !== new URL(own).origin
}

function callerOf(request: FastifyRequest): string {
  const { actor } = request
  if (actor.kind === 'person') return actor.personId
  return actor.kind === 'key' ? actor.keyId : networkOf(request.ip)
}

/** The 64 bits of an IPv6 address that a line is given; whoever has it has all addresses below. */
const NETWORK_BITS = 64

/** Whoever is behind an address, as far as it tells them apart: of IPv6, a whole network is one. */
export function networkOf(ip: string): string {
  if (!ipaddr.isValid(ip)) return ip
  const address = ipaddr.process(ip)
  if (address instanceof ipaddr.IPv4) return address.toString()
  return ipaddr.IPv6.networkAddressFromCIDR(`${address.toString()}/${NETWORK_BITS}`).toString()
}

/** Declares routes in a room of their own, where bodies of these types are not parsed. */
export function takeText(app: App, types: readonly string[], declare: (scope: App) => void): void {
  void app.register((scope, _options, done) => {
    for (const type of types) {
      if (scope.hasContentTypeParser(type)) scope.removeContentTypeParser(type)
    }
    scope.addContentTypeParser([...types], { parseAs: 'string' }, (_request, text, parsed) => {
      parsed(null, text)
    })
    declare(scope)
    done()
  })
}
