/** A load generator: raw HTTP/1.1 over keep-alive connections, in a thread of its own. */
import { connect } from 'node:net'
import { parentPort, Worker, workerData } from 'node:worker_threads'

export type Load = {
  readonly port: number
  readonly connections: number
  /** Whole requests as they go over the wire; they are sent in turn, from the first again. */
  readonly requests: readonly Buffer[]
  /** How many to send in all. */
  readonly count: number
  /** Sent before the clock starts. */
  readonly warmUp?: number
  /** Sends at this pace instead of as fast as answers come. */
  readonly perSecond?: number
}

export type LoadResult = {
  readonly count: number
  readonly seconds: number
  readonly perSecond: number
  readonly p50Ms: number
  readonly p99Ms: number
  readonly maxMs: number
  readonly statuses: Readonly<Record<string, number>>
  readonly bytes: number
}

/** A request as it goes over the wire. */
export function requestBytes(
  method: string,
  url: string,
  options: { token?: string; body?: unknown; key?: string } = {},
): Buffer {
  const { token, body, key } = options
  const text = body === undefined ? '' : typeof body === 'string' ? body : JSON.stringify(body)
  const lines = [`${method} ${url} HTTP/1.1`, 'host: 127.0.0.1', 'connection: keep-alive']
  if (token) lines.push(`authorization: Bearer ${token}`)
  if (key) lines.push(`idempotency-key: ${key}`)
  if (body !== undefined) {
    lines.push('content-type: application/json', `content-length: ${Buffer.byteLength(text)}`)
  }
  return Buffer.from(`${lines.join('\r\n')}\r\n\r\n${text}`)
}

type Packed = Omit<Load, 'requests'> & { bytes: SharedArrayBuffer; ends: readonly number[] }

/** Sends the load and resolves when every answer is in. */
export async function runLoad(load: Load): Promise<LoadResult> {
  const { requests, ...rest } = load
  let at = 0
  const ends = requests.map((request) => (at += request.length))
  const bytes = new SharedArrayBuffer(at)
  const view = new Uint8Array(bytes)
  requests.forEach((request, n) => view.set(request, n === 0 ? 0 : (ends[n - 1] ?? 0)))
  const packed: Packed = { ...rest, bytes, ends }
  const worker = new Worker(new URL(import.meta.url), { workerData: packed })
  try {
    return await new Promise<LoadResult>((resolve, reject) => {
      worker.once('message', resolve)
      worker.once('error', reject)
    })
  } finally {
    await worker.terminate()
  }
}

if (parentPort) {
  const port = parentPort
  void send(workerData as Packed).then((result) => port.postMessage(result))
}

async function send(load: Packed): Promise<LoadResult> {
  const all = Buffer.from(load.bytes)
  const request = (n: number) => {
    const at = n % load.ends.length
    return all.subarray(at === 0 ? 0 : load.ends[at - 1], load.ends[at])
  }
  const warmUp = load.warmUp ?? 0
  const total = warmUp + load.count
  const times = new Float64Array(load.count)
  const statuses: Record<string, number> = {}
  let sent = 0
  let answered = 0
  let bytes = 0
  let startedAt = performance.now()
  await new Promise<void>((resolve, reject) => {
    const answer = (n: number, status: string, length: number, sinceMs: number) => {
      if (n >= warmUp) {
        times[n - warmUp] = performance.now() - sinceMs
        statuses[status] = (statuses[status] ?? 0) + 1
        bytes += length
      }
      answered += 1
      if (answered === warmUp) startedAt = performance.now()
      if (answered === total) resolve()
    }
    const take = (): number | null => (sent < total ? sent++ : null)
    for (let n = 0; n < load.connections; n += 1) {
      lane({
        port: load.port,
        request,
        take,
        answer,
        fail: reject,
        perSecond: load.perSecond ?? null,
        lanes: load.connections,
        lane: n,
      })
    }
  })
  const seconds = (performance.now() - startedAt) / 1_000
  times.sort()
  const quantile = (share: number) =>
    times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0
  return {
    count: load.count,
    seconds,
    perSecond: load.count / seconds,
    p50Ms: quantile(0.5),
    p99Ms: quantile(0.99),
    maxMs: times.at(-1) ?? 0,
    statuses,
    bytes,
  }
}

type Lane = {
  readonly port: number
  readonly request: (n: number) => Buffer
  readonly take: () => number | null
  readonly answer: (n: number, status: string, length: number, sinceMs: number) => void
  readonly fail: (error: Error) => void
  readonly perSecond: number | null
  readonly lanes: number
  readonly lane: number
}

/** One connection with one request under way. */
function lane(it: Lane): void {
  const socket = connect({ port: it.port, host: '127.0.0.1', noDelay: true })
  const stepMs = it.perSecond === null ? 0 : (1_000 * it.lanes) / it.perSecond
  let dueMs = performance.now() + (stepMs * it.lane) / it.lanes
  let current: number | null = null
  let sinceMs = 0
  let rest: Buffer = Buffer.alloc(0)
  const next = () => {
    current = it.take()
    if (current === null) {
      socket.end()
      return
    }
    const write = () => {
      // At a pace, waiting counts from when the request was due: no omission flatters the figure.
      sinceMs = stepMs > 0 ? dueMs : performance.now()
      dueMs += stepMs
      socket.write(it.request(current ?? 0))
    }
    const waitMs = stepMs > 0 ? dueMs - performance.now() : 0
    if (waitMs > 1) setTimeout(write, waitMs)
    else write()
  }
  socket.on('connect', next)
  socket.on('error', it.fail)
  socket.on('data', (chunk) => {
    rest = rest.length === 0 ? chunk : Buffer.concat([rest, chunk])
    const headEnd = rest.indexOf('\r\n\r\n')
    if (headEnd < 0) return
    const head = rest.toString('latin1', 0, headEnd)
    const length = Number(/content-length: (\d+)/i.exec(head)?.[1] ?? 0)
    const end = headEnd + 4 + length
    if (rest.length < end) return
    rest = rest.subarray(end)
    if (current !== null) it.answer(current, head.slice(9, 12), end, sinceMs)
    next()
  })
}
