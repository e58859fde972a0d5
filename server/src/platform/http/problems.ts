/** Errors as RFC 9457 problem details: a stable code, a sentence, and what to do. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { hasZodFastifySchemaValidationErrors } from 'fastify-type-provider-zod'
import { Refused, type RefusalKind, type Refusals } from '../../kernel/refused.ts'
import type { Logger } from '../logger.ts'
import type { Metrics } from '../metrics.ts'
import { isPassing } from '../postgres.ts'

const statusOf: Readonly<Record<RefusalKind, number>> = {
  invalid: 400,
  unauthenticated: 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  exhausted: 409,
  unprocessable: 422,
  'too-many': 429,
}

/** What the edge itself refuses, whatever the route. */
export const requestRefusals = {
  'request.invalid': {
    kind: 'invalid',
    says: 'The request is not of the form this route takes.',
    todo: 'See `issues` for what is wrong, and /v1/openapi.json for the form.',
  },
  'request.bad-json': { kind: 'invalid', says: 'The body is not JSON that can be kept.' },
  'request.bad-url': { kind: 'invalid', says: 'The address is too long or holds a NUL.' },
  'request.no-route': { kind: 'not-found', says: 'There is nothing at this address.' },
  'request.too-many': {
    kind: 'too-many',
    says: 'Too many requests came from here.',
    todo: 'Wait as long as Retry-After says.',
  },
  'request.no-key': {
    kind: 'invalid',
    says: 'This write asks for an Idempotency-Key header of 8 to 200 letters, digits, - or _.',
    todo: 'Send a fresh key for each thing you want done, and the same key when you repeat it.',
  },
  'request.key-reused': {
    kind: 'unprocessable',
    says: 'This Idempotency-Key came before with another request.',
    todo: 'Send a fresh key.',
  },
  'request.key-running': {
    kind: 'conflict',
    says: 'The first request with this Idempotency-Key is still being worked on.',
    todo: 'Ask again in a second.',
  },
} as const satisfies Refusals

type Plain = { readonly status: number; readonly code: string; readonly says: string }

/** A refusal of the edge that has no catalogue of its own. */
class Problem extends Error {
  readonly plain: Plain
  readonly retryAfterSeconds: number | null
  /** Fastify and its plugins read this one. */
  readonly statusCode: number

  constructor(plain: Plain, retryAfterSeconds: number | null = null) {
    super(plain.says)
    this.plain = plain
    this.statusCode = plain.status
    this.retryAfterSeconds = retryAfterSeconds
  }
}

/** The refusals that are met before a route is found or its input is read. */
export function problemOf(kind: 'overload' | 'url' | 'json' | 'rate' | 'no-route'): Error {
  switch (kind) {
    case 'overload':
      return new Problem(
        { status: 503, code: 'server.busy', says: 'Too much is going on at the moment.' },
        1,
      )
    case 'url':
      return new Refused(requestRefusals, 'request.bad-url')
    case 'json':
      return new Refused(requestRefusals, 'request.bad-json')
    case 'rate':
      return new Refused(requestRefusals, 'request.too-many')
    case 'no-route':
      return new Refused(requestRefusals, 'request.no-route')
  }
}

/** SQLSTATEs of input that passed the shapes and that text or numbers of the database cannot hold. */
const unstorable = new Set(['22021', '22P02', '22P05', '22003', '22007', '22008'])

/** Answers an error. Refusals are told as they are; faults are logged, and not told. */
export function sendProblem(
  { logger, metrics }: { readonly logger: Logger; readonly metrics: Metrics },
  error: unknown,
  request: FastifyRequest,
  reply: FastifyReply,
): FastifyReply {
  const send = (plain: Plain, more: object = {}) => {
    metrics.refusals.inc({ code: plain.code })
    return reply
      .code(plain.status)
      .type('application/problem+json; charset=utf-8')
      .send(JSON.stringify(problemBody(plain, more)))
  }
  if (error instanceof Refused) {
    const { code, kind, message, todo, details } = error as Refused
    return send({ status: statusOf[kind], code, says: message }, { ...details, todo })
  }
  if (error instanceof Problem) {
    if (error.retryAfterSeconds) reply.header('retry-after', error.retryAfterSeconds)
    return send(error.plain)
  }
  if (hasZodFastifySchemaValidationErrors(error)) {
    const { says, todo } = requestRefusals['request.invalid']
    const issues = error.validation.map((issue) => ({
      path: `${error.validationContext ?? ''}${issue.instancePath}`,
      says: issue.message ?? '',
    }))
    return send({ status: 400, code: 'request.invalid', says }, { todo, issues })
  }
  const status = statusIn(error)
  if (status !== null) {
    const code = status === 413 ? 'request.too-large' : `request.status-${status}`
    return send({ status, code, says: error instanceof Error ? error.message : 'Refused.' })
  }
  if (isPassing(error)) {
    reply.header('retry-after', 2)
    logger.warn({ error }, 'the database cannot serve')
    return send({ status: 503, code: 'server.unavailable', says: 'Not now; please try again.' })
  }
  if (error instanceof Error && 'code' in error && unstorable.has(String(error.code))) {
    return send({ status: 400, code: 'request.invalid', says: 'A value cannot be kept.' })
  }
  // Without what was asked of it: a search says where somebody stands, and a log remembers.
  const [path] = request.url.split('?', 1)
  logger.error({ error, url: path, request: request.id }, 'a fault')
  return send({ status: 500, code: 'server.fault', says: 'Something broke on our side.' })
}

/** The status of a refusal by Fastify itself; null for anything else. */
function statusIn(error: unknown): number | null {
  if (!(error instanceof Error) || !('statusCode' in error)) return null
  const status = error.statusCode
  return typeof status === 'number' && status >= 400 && status < 500 ? status : null
}

function problemBody(plain: Plain, more: object): object {
  const { status, code, says } = plain
  return {
    type: `https://golmok.local/problems/${code}`,
    title: code,
    status,
    code,
    detail: says,
    todo: null,
    ...more,
  }
}
