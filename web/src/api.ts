/** The way to the server: one call, typed by path; refusals become `ApiProblem`. */
import { QueryClient, queryOptions, type QueryKey } from '@tanstack/react-query'
import type { Calls } from '../../sdk/calls.ts'
import { ApiProblem as SdkProblem, openClient, type CallName } from '../../sdk/client.ts'

export type Scalar = string | number | boolean
export type CallOptions = {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, Scalar | null | undefined>>
  readonly body?: unknown
  /** Makes a repeat harmless: the same key gets the first answer. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}
/** What the API's description says. */
export type ReplyOf<Path extends string> = Path extends keyof Calls ? Calls[Path]['reply'] : unknown
/** What can be asked and kept: every path with a known reply. */
export type KnownPath = keyof Calls

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

/** Fetches with a time limit, and says apart "nobody answered" and "we gave up ourselves". */
async function patientFetch(url: RequestInfo | URL, given: RequestInit = {}): Promise<Response> {
  const late = AbortSignal.timeout(CALL_MS_MAX)
  const signal = given.signal ? AbortSignal.any([given.signal, late]) : late
  try {
    return await fetch(url, { ...given, signal, credentials: 'same-origin' })
  } catch (reason) {
    if (given.signal?.aborted) throw reason
    throw new Unreachable()
  }
}

const client = openClient({ origin: '', fetch: patientFetch })

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
  try {
    // Screens are held to the replies; the server holds them to the questions.
    const reply: unknown = await client.call(path as CallName, options)
    return reply as ReplyOf<Path>
  } catch (error) {
    if (error instanceof SdkProblem) throw new ApiProblem(error.status, error.details)
    throw error
  }
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
export function ask<Path extends KnownPath>(path: Path, options: CallOptions = {}) {
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
export function refresh(...paths: readonly KnownPath[]): Promise<unknown> {
  return Promise.all(paths.map((path) => queryClient.invalidateQueries({ queryKey: [path] })))
}
