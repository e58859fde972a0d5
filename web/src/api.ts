/** The way to the server: one call, typed by path; refusals become `ApiProblem`. */
import { QueryClient, queryOptions, type QueryKey } from '@tanstack/react-query'
import type { Replies } from './shapes.ts'

export type Scalar = string | number | boolean
export type CallOptions = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, Scalar | null | undefined>>
  readonly body?: unknown
  /** Makes a repeat harmless: the same key gets the first answer. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}
export type ReplyOf<Path extends string> = Path extends keyof Replies ? Replies[Path] : unknown

/** The server said no, and why (application/problem+json). `detail` and `todo` are English. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly detail: string
  readonly todo: string | null
  /** Plain values beside the code, such as `billMinorMin`. */
  readonly more: Readonly<Record<string, unknown>>

  constructor(status: number, problem: Readonly<Record<string, unknown>>) {
    const text = (key: string) => (typeof problem[key] === 'string' ? problem[key] : null)
    super(text('detail') ?? `The server answered ${status}.`)
    this.status = status
    this.code = text('code') ?? `http.${status}`
    this.detail = this.message
    this.todo = text('todo')
    this.more = problem
  }
}

/** Nobody answered: the way to the server is broken, not the request. */
export class Unreachable extends Error {
  override readonly name = 'Unreachable'
}

const CALL_MS_MAX = 20_000

function urlOf(path: string, { params = {}, query = {} }: CallOptions): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) =>
    encodeURIComponent(params[name] ?? ''),
  )
  const asked = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== null && value !== undefined) asked.set(key, String(value))
  }
  const tail = asked.toString()
  return tail ? `${filled}?${tail}` : filled
}

/**
 * Calls the server: `call('POST /v1/offers/{offerId}/claims', { params, body, idempotencyKey })`.
 *
 * @throws {ApiProblem} when the server refuses or fails
 * @throws {Unreachable} when nobody answers
 */
export async function call<Path extends string>(
  path: Path,
  options: CallOptions = {},
): Promise<ReplyOf<Path>> {
  const [method = 'GET', url = '/'] = path.split(' ')
  const headers: Record<string, string> = { accept: 'application/json' }
  if (options.body !== undefined) headers['content-type'] = 'application/json'
  if (options.idempotencyKey) headers['idempotency-key'] = options.idempotencyKey
  const late = AbortSignal.timeout(CALL_MS_MAX)
  const response = await fetch(urlOf(url, options), {
    method,
    headers,
    credentials: 'same-origin',
    signal: options.signal ? AbortSignal.any([options.signal, late]) : late,
    ...(options.body === undefined ? {} : { body: JSON.stringify(options.body) }),
  }).catch((reason: unknown) => {
    if (options.signal?.aborted) throw reason
    throw new Unreachable()
  })
  const text = await response.text()
  const reply: unknown = isJson(response) && text !== '' ? JSON.parse(text) : null
  if (response.ok) return reply as ReplyOf<Path>
  const problem = typeof reply === 'object' && reply !== null ? reply : {}
  throw new ApiProblem(response.status, problem as Record<string, unknown>)
}

function isJson(response: Response): boolean {
  return (response.headers.get('content-type') ?? '').includes('json')
}

/** Worth another try without a person: the way was broken, or the server was overloaded. */
export function isPassing(error: unknown): boolean {
  if (error instanceof Unreachable) return true
  return error instanceof ApiProblem && (error.status >= 502 || error.status === 429)
}

export function isCode(error: unknown, ...codes: readonly string[]): boolean {
  return error instanceof ApiProblem && codes.includes(error.code)
}

export const RETRIES_MAX = 2

export const queryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 15_000,
      gcTime: 24 * 3_600_000,
      retry: (count, error) => count < RETRIES_MAX && isPassing(error),
      networkMode: 'offlineFirst',
    },
    mutations: { retry: false, networkMode: 'always' },
  },
})

/** A question to the server for `useQuery`; its key is the path and what fills it. */
export function ask<Path extends string & keyof Replies>(path: Path, options: CallOptions = {}) {
  return queryOptions({
    queryKey: keyOf(path, options),
    queryFn: ({ signal }) => call(path, { ...options, signal }),
  })
}

/** The key of one question, or of all questions on a path when nothing fills it. */
export function keyOf(path: string, { params, query }: CallOptions = {}): QueryKey {
  return [path, ...(params || query ? [{ ...params, ...query }] : [])]
}

/** Asks again whatever was asked on these paths. */
export function refresh(...paths: readonly (string & keyof Replies)[]): Promise<unknown> {
  return Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: [path] })))
}
