/** A client of the API: typed by call, errors as problems, keys for writes that must not double. */
import { keyedCalls, type Calls } from './calls.ts'

export type CallName = keyof Calls
type Asked<Name extends CallName> = Omit<Calls[Name], 'reply'>
export type ReplyOf<Name extends CallName> = Calls[Name]['reply']
type Extra = {
  /** Repeats with the same key get the first answer. Made for each call when not given. */
  readonly idempotencyKey?: string
  readonly signal?: AbortSignal
}
type NothingAsked = Readonly<Record<never, never>>
/** What a call takes: nothing but extras when the route takes nothing. */
export type CallInput<Name extends CallName> = Asked<Name> & Extra
export type CallArguments<Name extends CallName> =
  NothingAsked extends Asked<Name> ? [input?: CallInput<Name>] : [input: CallInput<Name>]

/** A refusal or a fault that the server told, as RFC 9457 problem details. */
export class ApiProblem extends Error {
  override readonly name = 'ApiProblem'
  readonly status: number
  readonly code: string
  readonly todo: string | null
  /** Everything that the problem said. */
  readonly details: Readonly<Record<string, unknown>>

  constructor(status: number, details: Readonly<Record<string, unknown>>) {
    const { code, detail, todo } = details
    super(typeof detail === 'string' ? detail : `HTTP ${status}`)
    this.status = status
    this.code = typeof code === 'string' ? code : 'unknown'
    this.todo = typeof todo === 'string' ? todo : null
    this.details = details
  }
}

export type ClientOptions = {
  /** As in `http://127.0.0.1:4700`; empty for the origin of the page. */
  readonly origin: string
  /** A session or API key; in a browser the cookie does it. */
  readonly token?: () => string | null
  readonly fetch?: typeof fetch
}

export type Client = {
  /**
   * Calls the API.
   *
   * @throws {ApiProblem} for every answer that is not a 2xx
   * @throws {TypeError} when the server cannot be reached
   */
  call<Name extends CallName>(name: Name, ...input: CallArguments<Name>): Promise<ReplyOf<Name>>
}

type AnyInput = Extra & {
  readonly params?: Readonly<Record<string, string>>
  readonly query?: Readonly<Record<string, string | number | boolean | null | undefined>>
  readonly body?: unknown
}

export function openClient(options: ClientOptions): Client {
  const send = options.fetch ?? fetch.bind(globalThis)
  return {
    async call(name, ...[given]) {
      const input = (given ?? {}) as AnyInput
      const space = name.indexOf(' ')
      const method = name.slice(0, space)
      const url = `${options.origin}${urlOf(name.slice(space + 1), input)}`
      const token = options.token?.() ?? null
      const headers = new Headers({ accept: 'application/json' })
      if (token) headers.set('authorization', `Bearer ${token}`)
      const { body } = input
      const isFile = body instanceof Blob
      if (isFile) headers.set('content-type', body.type || 'application/octet-stream')
      else if (body !== undefined) headers.set('content-type', 'application/json')
      if (keyedCalls.has(name)) {
        headers.set('idempotency-key', input.idempotencyKey ?? crypto.randomUUID())
      }
      const response = await send(url, {
        method,
        headers,
        ...(body !== undefined && { body: isFile ? body : JSON.stringify(body) }),
        ...(input.signal && { signal: input.signal }),
      })
      const text = await response.text()
      const value: unknown = text === '' ? undefined : read(text)
      if (!response.ok) throw new ApiProblem(response.status, isRecord(value) ? value : {})
      return value as ReplyOf<typeof name>
    },
  }
}

function urlOf(template: string, { params = {}, query = {} }: AnyInput): string {
  const path = template.replaceAll(/\{(\w+)\}/g, (_whole, key: string) =>
    encodeURIComponent(params[key] ?? ''),
  )
  const search = new URLSearchParams()
  for (const [key, value] of Object.entries(query)) {
    if (value !== undefined && value !== null) search.set(key, String(value))
  }
  const text = search.toString()
  return text === '' ? path : `${path}?${text}`
}

function read(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
