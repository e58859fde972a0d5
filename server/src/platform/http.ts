/** HTTP: how a route is declared, and what happens around every request. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import type { Readable } from 'node:stream'
import { z } from 'zod'
import { accessRefusals, mayOperate, type Actor } from '../kernel/actor.ts'
import { assert } from '../kernel/assert.ts'
import type { Id } from '../kernel/id.ts'
import { PAGE_SIZE, PAGE_SIZE_MAX, type PageRequest } from '../kernel/page.ts'
import { Refused, type Refusals } from '../kernel/refused.ts'
import { REQUESTS_PER_MINUTE } from './config.ts'
import { FILE_TYPES, networkOf, newApp, takeText, type App, type AppNeeds } from './http/app.ts'
import { keptReply } from './http/kept-reply.ts'
import { recorderWith } from './staff-actions.ts'
import type { InWork, Work } from './work.ts'

/** Who may call, as far as the edge can tell; the service checks whose things they are. */
export type Access = 'anyone' | 'person' | 'merchant' | 'till' | 'signals' | 'operator'

type Shape = z.ZodType
/** What a handler may hand over: read-only parts too, and nothing at all where nothing is answered. */
export type Given<T> = T extends string | number | boolean | Date | null | undefined
  ? T
  : T extends object
    ? { readonly [K in keyof T]: Given<T[K]> }
    : T
type AnswerOf<R extends Shape> =
  | Given<z.input<R>>
  | (undefined extends z.input<R> ? (unknown extends z.input<R> ? never : void) : never)
type Out<S extends Shape | undefined> = S extends Shape ? z.output<S> : undefined

/** What a handler is given: parsed input, and the raw exchange for headers and cookies. */
export type Call<
  Params extends Shape | undefined = Shape | undefined,
  Query extends Shape | undefined = Shape | undefined,
  Body extends Shape | undefined = Shape | undefined,
> = {
  readonly params: Out<Params>
  readonly query: Out<Query>
  readonly body: Out<Body>
  readonly request: FastifyRequest
  readonly reply: FastifyReply
}
export type PlainCall<
  Params extends Shape | undefined = Shape | undefined,
  Query extends Shape | undefined = Shape | undefined,
  Body extends Shape | undefined = Shape | undefined,
> = Call<Params, Query, Body> & {
  readonly actor: Actor
  readonly now: Date
  readonly inWork: InWork
}

type Rate = { readonly perMinute: number; readonly by?: 'address' }

type Spec<
  Params extends Shape | undefined,
  Query extends Shape | undefined,
  Body extends Shape | undefined,
  Reply extends Shape,
> = {
  readonly method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  readonly url: `/v1/${string}`
  readonly summary: string
  readonly tag: string
  readonly access: Access
  readonly params?: Params
  readonly query?: Query
  readonly body?: Body
  readonly reply: Reply
  /** 200 unless said. */
  readonly status?: 200 | 201 | 202 | 204
  readonly refusals?: readonly Refusals[]
  /**
   * Tighter than the market's limit for each caller. `by: 'address'` counts by where they call from,
   * whatever account they hold: for codes, passwords and the like, since accounts cost nothing.
   */
  readonly rate?: Rate
  /** Bodies of these types come as they are: `body` is text. For signatures, forms and mails. */
  readonly textTypes?: readonly string[]
}
type WorkSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> = Spec<P, Q, B, R> & {
  readonly plain?: false
  readonly raw?: false
  /** Asks for an `Idempotency-Key`, and answers a repeat with the bytes of the first answer. */
  readonly idempotent?: boolean
  handle(work: Work, call: Call<P, Q, B>): Promise<AnswerOf<R>>
}
type PlainSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> = Spec<P, Q, B, R> & {
  /** No transaction of its own: for answers from memory, gathered writes, works in two steps. */
  readonly plain: true
  readonly raw?: false
  readonly idempotent?: false
  /** Takes a file of so many bytes at most as its body: a `Buffer` in `request.body`, not judged. */
  readonly fileBytesMax?: number
  handle(call: PlainCall<P, Q, B>): Promise<AnswerOf<R>> | AnswerOf<R>
}
type RawSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> = Spec<P, Q, B, R> & {
  readonly plain: true
  /** The handler answers with JSON text of the shape of `reply`. Input is not parsed, only typed. */
  readonly raw: true
  readonly parsed?: false
  readonly idempotent?: false
  handle(call: PlainCall): Promise<string | Buffer> | string | Buffer
}
type ParsedRawSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
  R extends Shape,
> = Spec<P, Q, B, R> & {
  readonly plain: true
  /** The handler answers with JSON text of the shape of `reply`; input is parsed as everywhere. */
  readonly raw: true
  readonly parsed: true
  readonly idempotent?: false
  handle(call: PlainCall<P, Q, B>): Promise<string | Buffer> | string | Buffer
}

type FileSpec<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
> = Omit<Spec<P, Q, B, Shape>, 'reply' | 'status'> & {
  /** What kind of file it is, as in `text/csv`. */
  readonly type: string
  handle(call: PlainCall<P, Q, B>): Promise<FileAnswer>
}
/** A file to keep. `body` may come in parts, so that a large one weighs no more than a small one. */
export type FileAnswer = { readonly name: string; readonly body: string | Buffer | Readable }

export type Http = {
  readonly app: App
  readonly inWork: InWork
  /** Declares a route that answers with a file. Refuse before the body begins. */
  file<
    P extends Shape | undefined = undefined,
    Q extends Shape | undefined = undefined,
    B extends Shape | undefined = undefined,
  >(
    spec: FileSpec<P, Q, B>,
  ): void
  /** Declares a route; it appears in the OpenAPI document with all it may answer. */
  route<
    R extends Shape,
    P extends Shape | undefined = undefined,
    Q extends Shape | undefined = undefined,
    B extends Shape | undefined = undefined,
  >(
    spec:
      | WorkSpec<P, Q, B, R>
      | PlainSpec<P, Q, B, R>
      | RawSpec<P, Q, B, R>
      | ParsedRawSpec<P, Q, B, R>,
  ): void
}

/** Opens the HTTP edge. Routes are declared next, then `app.ready()` or `app.listen()`. */
export async function openHttp(needs: AppNeeds): Promise<Http> {
  const { inWork, clock } = needs
  const app = await newApp(needs)
  const recorder = recorderWith(needs)

  const route: Http['route'] = (spec) => {
    const status = spec.status ?? (spec.method === 'POST' ? 201 : 200)
    const isEmpty = status === 204
    const declare = (scope: App) =>
      scope.route({
        method: spec.method,
        url: spec.url,
        schema: spec.raw && !spec.parsed ? documentedOnly(spec, status) : documented(spec, status),
        config: spec.rate ? rateOf(spec.rate, needs.config.requestsPerMinute) : {},
        ...(spec.plain && !spec.raw && spec.fileBytesMax && { bodyLimit: spec.fileBytesMax }),
        onRequest: (request, _reply, done) => {
          done(objectionTo(request.actor, spec.access) ?? undefined)
        },
        handler: async (request, reply) => {
          const record = recorder.begin(request, spec)
          const within = record?.inWork ?? inWork
          const { actor } = request
          const call = {
            params: request.params as never,
            query: request.query as never,
            body: request.body as never,
            request,
            reply,
          }
          const written = (value: unknown) => {
            record?.made(value)
            return isEmpty ? '' : JSON.stringify(spec.reply.parse(value))
          }
          const plain = { ...call, actor, inWork: within }
          let text: string | Buffer
          if (spec.raw) {
            text = await spec.handle({ ...plain, now: clock() })
          } else if (spec.plain) {
            text = written(await spec.handle({ ...plain, now: clock() }))
          } else if (spec.idempotent) {
            return keptReply(within, request, reply, status, async (work) =>
              written(await spec.handle(work, call)),
            )
          } else {
            text = await within(actor, async (work) => written(await spec.handle(work, call)))
          }
          await recorder.finish(record)
          reply.code(status)
          return isEmpty ? reply.send() : reply.type('application/json; charset=utf-8').send(text)
        },
      })
    if (spec.textTypes) takeText(app, spec.textTypes, declare)
    else declare(app)
  }

  return { app, inWork, route, file: (spec) => fileRoute(app, needs, spec) }
}

function fileRoute<
  P extends Shape | undefined,
  Q extends Shape | undefined,
  B extends Shape | undefined,
>(app: App, { config, clock, inWork }: AppNeeds, spec: FileSpec<P, Q, B>): void {
  app.route({
    method: spec.method,
    url: spec.url,
    schema: documentedFile(spec),
    config: spec.rate ? rateOf(spec.rate, config.requestsPerMinute) : {},
    onRequest: (request, _reply, done) => {
      done(objectionTo(request.actor, spec.access) ?? undefined)
    },
    handler: async (request, reply) => {
      const { params, query, body, actor } = request
      const input = { params, query, body } as never as Call<P, Q, B>
      const answer = await spec.handle({ ...input, request, reply, actor, now: clock(), inWork })
      const name = encodeURIComponent(answer.name)
      reply.header('content-disposition', `attachment; filename*=UTF-8''${name}`)
      return reply.type(spec.type).send(answer.body)
    },
  })
}

/** Limits of single routes grow and shrink with the market's. */
function rateOf({ perMinute, by }: Rate, marketPerMinute: number) {
  const max = Math.ceil((perMinute * marketPerMinute) / REQUESTS_PER_MINUTE)
  const keyGenerator = by && (({ ip }: FastifyRequest) => networkOf(ip))
  return { rateLimit: { max, timeWindow: 60_000, ...(keyGenerator && { keyGenerator }) } }
}

function objectionTo(actor: Actor, access: Access): Refused | null {
  if (access === 'anyone') return null
  if (actor.kind === 'nobody') return new Refused(accessRefusals, 'access.unauthenticated')
  return isAllowed(actor, access) ? null : new Refused(accessRefusals, 'access.forbidden')
}

function isAllowed(actor: Actor, access: Exclude<Access, 'anyone'>): boolean {
  switch (access) {
    case 'person':
      return actor.kind === 'person'
    case 'merchant':
      return actor.kind === 'person' && actor.memberships.length > 0
    case 'till':
      if (actor.kind === 'key') return actor.scopes.includes('till')
      return mayOperate(actor) || (actor.kind === 'person' && actor.memberships.length > 0)
    case 'signals':
      return actor.kind === 'key' && actor.scopes.includes('signals')
    case 'operator':
      return mayOperate(actor)
  }
}

/** Errors as RFC 9457 problem details. */
export const problem = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    code: z.string(),
    detail: z.string(),
    todo: z.string().nullable(),
  })
  .loose()

type AnySpec = Spec<Shape | undefined, Shape | undefined, Shape | undefined, Shape> & {
  readonly idempotent?: boolean
  readonly fileBytesMax?: number
}
/** Any bytes; what they are is found out by whoever takes them. */
const fileBody = {
  consumes: [...FILE_TYPES],
  body: z.any().meta({ type: 'string', format: 'binary' }),
}

function documented(spec: AnySpec, status: number) {
  const { params, query, body } = spec
  return {
    ...described(spec, status),
    ...(params && { params }),
    ...(query && { querystring: query }),
    ...(body && { body }),
    ...(spec.fileBytesMax && fileBody),
    ...(spec.textTypes && { consumes: [...spec.textTypes] }),
  }
}

function documentedFile(spec: Omit<AnySpec, 'reply' | 'status'> & { readonly type: string }) {
  const shape = documented({ ...spec, reply: z.string() }, 200)
  const content = { [spec.type]: { schema: z.string() } }
  return { ...shape, response: { 200: { description: 'A file', content }, default: problem } }
}

/** For raw routes: in the document, but parsed by hand. */
function documentedOnly(spec: AnySpec, status: number) {
  const { params, query, body } = spec
  return { ...described(spec, status), documented: { params, querystring: query, body } }
}

function described(spec: AnySpec, status: number) {
  const codes = (spec.refusals ?? []).flatMap((catalogue) => Object.keys(catalogue))
  assert(!(spec.access === 'anyone' && spec.idempotent), 'a kept reply belongs to somebody')
  return {
    summary: spec.summary,
    tags: [spec.tag],
    operationId: operationId(spec.method, spec.url),
    security: spec.access === 'anyone' ? [] : [{ session: [] }, { cookie: [] }],
    'x-access': spec.access,
    'x-idempotent': spec.idempotent ?? false,
    'x-refusals': codes,
    response: { [status]: status === 204 ? z.undefined() : spec.reply, default: problem },
  }
}

/** `POST /v1/offers/:offerId/claims` is `postOffersOfferIdClaims`. */
function operationId(method: string, url: string): string {
  const words = url.replace('/v1/', '').split(/[^A-Za-z0-9]+/)
  const name = words.map((word) => word.charAt(0).toUpperCase() + word.slice(1)).join('')
  return `${method.toLowerCase()}${name}`
}

const idText = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** An id in a path, query, body or reply; anything else is a 400. */
export function idOf<Kind extends string>(kind: Kind): z.ZodType<Id<Kind>, string> {
  const shape = z.string().regex(idText, `not the id of a ${kind}`).meta({ format: 'uuid' })
  return shape as unknown as z.ZodType<Id<Kind>, string>
}

/** An instant in an answer: RFC 3339 with zone. */
export const instant = z.preprocess(
  (value) => (value instanceof Date ? value.toISOString() : value),
  z.iso.datetime(),
)

/** An instant in a request: RFC 3339 with zone, between the years 2000 and 2100. */
export const instantIn = z.iso
  .datetime({ offset: true })
  .refine((text) => /^20\d\d-/.test(text), 'not between the years 2000 and 2100')
  .transform((text) => new Date(text))

/** What every list takes. `cursor` is the `nextCursor` of the page before. */
export const listQuery = {
  limit: z.coerce.number().int().min(1).max(PAGE_SIZE_MAX).default(PAGE_SIZE),
  cursor: z.string().max(200).optional(),
}

/** What every list answers. */
export function listOf<Item extends Shape>(item: Item) {
  return z.object({ items: z.array(item), nextCursor: z.string().nullable() })
}

/** True and false as words in a query. */
export const flagIn = z.enum(['true', 'false']).transform((text) => text === 'true')

/** The page that a `listQuery` asks for. */
export function pageRequest(query: {
  readonly limit: number
  readonly cursor?: string | undefined
}): PageRequest {
  return { limit: query.limit, after: query.cursor ?? null }
}
