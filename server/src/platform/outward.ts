/** The one way to addresses that others gave us: the open net only, no redirects, all bounded. */
import { lookup as resolveName } from 'node:dns'
import { isIP, type LookupFunction } from 'node:net'
import ipaddr from 'ipaddr.js'
import { Agent, buildConnector, request as undiciRequest } from 'undici'
import { SECOND_MS } from '../kernel/time.ts'

/** Why an address is not asked at all. */
export type OutwardObjection = 'url' | 'scheme' | 'credentials' | 'inside'

/** We do not go there, and trying again will not help. */
export class OutwardRefused extends Error {
  override readonly name = 'OutwardRefused'
  readonly objection: OutwardObjection

  constructor(objection: OutwardObjection, says: string) {
    super(says)
    this.objection = objection
  }
}

/** Nobody answered, or not in time; trying again may help. */
export class OutwardFailed extends Error {
  override readonly name = 'OutwardFailed'
}

export type OutwardRequest = {
  readonly method: 'GET' | 'POST'
  readonly url: string
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Uint8Array
  /** From the first look at the name to the last byte of the answer. */
  readonly timeoutMs?: number
  /** So much of the answer is read; the rest is not waited for. */
  readonly bytesMax?: number
  readonly signal?: AbortSignal
}
export type OutwardAnswer = {
  readonly status: number
  /** Names in lower case. */
  readonly headers: Readonly<Record<string, string>>
  readonly body: Buffer
  /** Whether the answer was longer than what was read of it. */
  readonly isCut: boolean
}

export type Outward = {
  /**
   * Asks somebody outside. Any status is an answer, a redirect as well: it is not followed.
   *
   * @throws {OutwardRefused} when the address is not on the open net
   * @throws {OutwardFailed} when nobody answered in time
   */
  ask(request: OutwardRequest): Promise<OutwardAnswer>
  /** Why an address is refused as far as it can be told without asking for its name; null if not. */
  objectionTo(url: string): OutwardObjection | null
  close(): Promise<void>
}

export type OutwardNeeds = {
  /** Networks inside that may be reached all the same, by http as well: CIDR, as in 10.0.0.0/8. */
  readonly inside?: readonly string[]
  /** How names become addresses; tests give one of their own. */
  readonly lookup?: LookupFunction
}

export const OUTWARD_BYTES_MAX = 1_048_576
const TIMEOUT_MS = 10 * SECOND_MS
const URL_CHARS_MAX = 2_048
const HEADER_BYTES_MAX = 16_384
/** Names that mean this machine or this house wherever they are asked for. */
const insideNames = /(^|\.)(localhost|local|internal|intranet|lan|home\.arpa)\.?$/i

/**
 * Whether an address belongs to the open net: nothing private, local, shared, reserved or wrapped.
 *
 * @see https://www.iana.org/assignments/iana-ipv4-special-registry
 * @see https://www.iana.org/assignments/iana-ipv6-special-registry
 */
export function isPublicAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false
  // An IPv4 address in the clothes of IPv6 is judged as what it is.
  const parsed = ipaddr.process(address)
  if (parsed.range() !== 'unicast') return false
  // Of IPv6, one eighth has been given out; tunnels and translators have ranges of their own.
  return parsed.kind() === 'ipv4' || /^[23][0-9a-f]{3}:/.test(parsed.toNormalizedString())
}

type Network = ReturnType<typeof ipaddr.parseCIDR>

/** @throws {Error} when a text is no network */
export function networksOf(texts: readonly string[]): readonly Network[] {
  return texts.map((text) => ipaddr.parseCIDR(text))
}

function isWithin(address: string, networks: readonly Network[]): boolean {
  if (!ipaddr.isValid(address)) return false
  const parsed = ipaddr.process(address)
  return networks.some((network) => parsed.kind() === network[0].kind() && parsed.match(network))
}

/** Opens the way out. One for a process. */
export function openOutward({ inside = [], lookup = resolveName }: OutwardNeeds = {}): Outward {
  const networks = networksOf(inside)
  const mayReach = (address: string, isPlain: boolean) =>
    isWithin(address, networks) || (!isPlain && isPublicAddress(address))

  const objectionTo = (text: string): OutwardObjection | null => {
    const url = URL.canParse(text) && text.length <= URL_CHARS_MAX ? new URL(text) : null
    if (!url?.hostname) return 'url'
    const isPlain = url.protocol === 'http:'
    if (url.protocol !== 'https:' && !(isPlain && networks.length > 0)) return 'scheme'
    if (url.username !== '' || url.password !== '') return 'credentials'
    const host = bare(url.hostname)
    if (isIP(host)) return mayReach(host, isPlain) ? null : 'inside'
    // A name without a dot is looked for in the neighbourhood.
    const isNear = insideNames.test(host) || !host.replace(/\.$/, '').includes('.')
    return isNear && networks.length === 0 ? 'inside' : null
  }

  const agent = agentFor(mayReach, lookup)
  return {
    objectionTo,
    async ask(request) {
      const objection = objectionTo(request.url)
      if (objection) throw new OutwardRefused(objection, `the address is refused: ${objection}`)
      try {
        return await exchange(agent, request)
      } catch (error) {
        throw error instanceof OutwardRefused ? error : failed(error)
      }
    },
    close: () => agent.destroy(),
  }
}

const bare = (hostname: string) => hostname.replace(/^\[(.*)\]$/, '$1')

/** Connections that look at the address they really go to: a name cannot change in between. */
function agentFor(
  mayReach: (address: string, isPlain: boolean) => boolean,
  lookup: LookupFunction,
): Agent {
  const connectorFor = (isPlain: boolean) => {
    const guarded: LookupFunction = (host, options, done) => {
      lookup(host, { ...options, all: true }, (error, found) => {
        if (error) return done(error, '', 4)
        const addresses = Array.isArray(found) ? found : []
        const [first] = addresses
        // One bad address among good ones is no accident: such a name is not asked at all.
        if (!first || !addresses.every(({ address }) => mayReach(address, isPlain))) {
          return done(new OutwardRefused('inside', `${host} is not on the open net`), '', 4)
        }
        if (options.all) done(null, addresses)
        else done(null, first.address, first.family)
      })
    }
    return buildConnector({
      lookup: guarded,
      timeout: TIMEOUT_MS,
      allowH2: false,
      maxCachedSessions: 0,
    })
  }
  const connectors = { plain: connectorFor(true), secure: connectorFor(false) }
  return new Agent({
    // A connection is used once: what is kept open could be held against us by a slow target.
    pipelining: 0,
    maxHeaderSize: HEADER_BYTES_MAX,
    connect(options, done) {
      const isPlain = options.protocol === 'http:'
      const host = bare(options.hostname)
      // Addresses written out are never looked up, so the guard above does not see them.
      if (isIP(host) && !mayReach(host, isPlain)) {
        done(new OutwardRefused('inside', `${host} is not on the open net`), null)
        return
      }
      const connect = isPlain ? connectors.plain : connectors.secure
      connect({ ...options, hostname: host }, done)
    },
  })
}

async function exchange(agent: Agent, request: OutwardRequest): Promise<OutwardAnswer> {
  const { method, url, headers, body, bytesMax = OUTWARD_BYTES_MAX } = request
  const late = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
  const signal = request.signal ? AbortSignal.any([request.signal, late]) : late
  const answer = await undiciRequest(url, {
    dispatcher: agent,
    method,
    signal,
    headers: { ...headers },
    ...(body !== undefined && { body }),
  })
  const pieces: Buffer[] = []
  let bytes = 0
  let isCut = false
  if (bytesMax > 0) {
    for await (const piece of answer.body) {
      const room = bytesMax - bytes
      const part = piece as Buffer
      pieces.push(part.subarray(0, room))
      bytes += part.length
      if (bytes >= bytesMax) {
        isCut = bytes > bytesMax
        break
      }
    }
  }
  // What is not read is cut off, and says so with an error that concerns nobody.
  answer.body.on('error', () => {}).destroy()
  const said = new Map<string, string>()
  for (const [name, value] of Object.entries(answer.headers)) {
    said.set(name.toLowerCase(), [value ?? ''].flat().join(', '))
  }
  const { statusCode: status } = answer
  return { status, headers: Object.fromEntries(said), body: Buffer.concat(pieces), isCut }
}

function failed(error: unknown): OutwardFailed {
  if (!(error instanceof Error)) return new OutwardFailed(String(error))
  if (error.name === 'TimeoutError') return new OutwardFailed('no answer in time')
  const code = 'code' in error && typeof error.code === 'string' ? `${error.code}: ` : ''
  return new OutwardFailed(`${code}${error.message}`, { cause: error })
}
