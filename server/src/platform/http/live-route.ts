/** Server-sent events: what happens to me, told while the page is open. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { z } from 'zod'
import { accessRefusals, allow, mayOperate, type Actor } from '../../kernel/actor.ts'
import { Refused } from '../../kernel/refused.ts'
import { idOf, problem } from '../http.ts'
import type { Live, LiveMessage, Topic } from '../live.ts'
import type { Metrics } from '../metrics.ts'
import { STREAM_URL, type App } from './app.ts'

/** Comments keep proxies from cutting a quiet stream. */
const HEARTBEAT_MS = 15_000
/** A reader who lets more than this pile up is cut; the browser connects again by itself. */
const UNREAD_BYTES_MAX = 1_048_576
const STREAMS_PER_ACTOR_MAX = 12

type Needs = {
  readonly app: App
  readonly live: Live
  readonly metrics: Metrics
  /** How often it is looked whether whoever listens still may; tests do not wait so long. */
  readonly lookAgainMs?: number
}

const query = z.strictObject({
  merchantId: idOf('merchant').optional(),
  operator: z.literal('true').optional(),
})

/** Declares `GET /v1/live`. */
export function liveRoute({ app, live, metrics, lookAgainMs = HEARTBEAT_MS }: Needs): void {
  const open = new Map<string, number>()
  const streams = new Map<FastifyReply, FastifyRequest>()
  const writeSoon = newWriter()
  lookAfter(app, streams, lookAgainMs)

  const schema = {
    summary: 'Streams what happens to me, or to a shop of mine, as server-sent events',
    tags: ['live'],
    operationId: 'getLive',
    querystring: query,
    security: [{ session: [] }, { cookie: [] }],
    produces: ['text/event-stream'],
    'x-access': 'person',
    'x-refusals': [],
    response: { 200: z.string(), default: problem },
  }
  app.get(STREAM_URL, { schema, config: { rateLimit: false } }, (request, reply) => {
    const { actor } = request
    if (actor.kind !== 'person') throw new Refused(accessRefusals, 'access.unauthenticated')
    const topics = topicsOf(actor, request.query as z.output<typeof query>)
    const count = (open.get(actor.personId) ?? 0) + 1
    allow(count <= STREAMS_PER_ACTOR_MAX)
    open.set(actor.personId, count)
    metrics.streams.inc()

    reply.hijack()
    for (const [name, value] of Object.entries(reply.getHeaders())) {
      if (value !== undefined) reply.raw.setHeader(name, value)
    }
    reply.raw.writeHead(200, {
      'content-type': 'text/event-stream; charset=utf-8',
      'cache-control': 'no-store',
      'x-accel-buffering': 'no',
    })
    streams.set(reply, request)
    write(reply, 'retry: 2000\n\n')
    const stops = topics.map((topic) =>
      live.subscribe(topic, (message) => {
        if (endsSession(message, actor)) reply.raw.end()
        else writeSoon(reply, textOf(message))
      }),
    )
    reply.raw.once('close', () => {
      for (const stop of stops) stop()
      streams.delete(reply)
      metrics.streams.dec()
      const left = (open.get(actor.personId) ?? 1) - 1
      if (left > 0) open.set(actor.personId, left)
      else open.delete(actor.personId)
    })
  })
}

/** Keeps streams open while their listeners may hear them, and ends them all with the server. */
function lookAfter(
  app: App,
  streams: ReadonlyMap<FastifyReply, FastifyRequest>,
  everyMs: number,
): void {
  const beat = setInterval(() => {
    for (const [reply, request] of streams) {
      write(reply, ': still here\n\n')
      void endUnlessAllowed(app, reply, request)
    }
  }, everyMs).unref()
  app.addHook('preClose', (done) => {
    clearInterval(beat)
    for (const reply of streams.keys()) reply.raw.end()
    done()
  })
}

function topicsOf(
  actor: Extract<Actor, { kind: 'person' }>,
  asked: z.output<typeof query>,
): readonly Topic[] {
  const topics: Topic[] = [`person/${actor.personId}`]
  if (asked.merchantId) {
    allow(actor.memberships.some((membership) => membership.merchantId === asked.merchantId))
    topics.push(`merchant/${asked.merchantId}`)
  }
  if (asked.operator) {
    allow(mayOperate(actor))
    topics.push('operator')
  }
  return topics
}

/**
 * Ends a stream whose listener may not hear it any more. The message that says so may be lost (a
 * connection was, or the session just ran out), so it is looked at again from time to time.
 */
async function endUnlessAllowed(
  app: App,
  reply: FastifyReply,
  request: FastifyRequest,
): Promise<void> {
  try {
    const actor = await app.askWho(request)
    if (actor.kind !== 'person') throw new Refused(accessRefusals, 'access.unauthenticated')
    topicsOf(actor, request.query as z.output<typeof query>)
  } catch (error) {
    // While the database is away nobody can tell; there is no news from it either.
    if (error instanceof Refused) reply.raw.end()
  }
}

/** A session that ended must not go on listening. */
function endsSession(message: LiveMessage, actor: Extract<Actor, { kind: 'person' }>): boolean {
  if (message.name !== 'session-ended') return false
  const { sessionId } = message.data
  return sessionId === undefined || sessionId === null || sessionId === actor.sessionId
}

// The same message often goes to many streams: its text is made once.
const texts = new WeakMap<LiveMessage, string>()
function textOf(message: LiveMessage): string {
  const known = texts.get(message)
  if (known !== undefined) return known
  const text = `event: ${message.name}\ndata: ${JSON.stringify(message.data)}\n\n`
  texts.set(message, text)
  return text
}

/** What several messages of one moment say to a stream travels as one piece: a write costs most. */
function newWriter(): (reply: FastifyReply, text: string) => void {
  let waiting = new Map<FastifyReply, string>()
  const writeAll = () => {
    const said = waiting
    waiting = new Map()
    for (const [reply, text] of said) write(reply, text)
  }
  return (reply, text) => {
    if (waiting.size === 0) setImmediate(writeAll)
    waiting.set(reply, (waiting.get(reply) ?? '') + text)
  }
}

function write({ raw }: FastifyReply, text: string): void {
  if (raw.destroyed || raw.writableEnded) return
  raw.write(text)
  if (raw.writableLength > UNREAD_BYTES_MAX) raw.destroy()
}
