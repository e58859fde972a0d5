/** Shoppers with an open event stream, who enter zones at a steady pace. */
import { connect, type Socket } from 'node:net'
import { requestBytes } from '../load.ts'

export type Entry = { readonly person: number; readonly token: string; readonly body: object }

export type Stream = {
  /** Calls back each time the stream tells of what it was opened for. */
  onEvent(react: () => void): void
  close(): void
}

export type Reached = {
  /** From when each entry was due to its coupon on the stream; NaN when none came. */
  readonly reachMs: readonly number[]
  /** From when each entry was due to the answer of its request. */
  readonly answerMs: readonly number[]
  readonly seconds: number
}

const CONNECTIONS = 64
const STREAMS_OPENED_AT_ONCE = 50
/** How long the last coupons are waited for. */
const PATIENCE_MS = 15_000

/** Opens one event stream a person, to hear of events of one name; resolves when all are open. */
export async function openStreams(
  port: number,
  people: number,
  tokenOf: (person: number) => string,
  event = 'coupon',
): Promise<readonly Stream[]> {
  const streams: Stream[] = []
  for (let from = 0; from < people; from += STREAMS_OPENED_AT_ONCE) {
    const count = Math.min(STREAMS_OPENED_AT_ONCE, people - from)
    const opened = Array.from({ length: count }, (_none, at) =>
      openStream(port, tokenOf(from + at), event),
    )
    streams.push(...(await Promise.all(opened)))
  }
  return streams
}

function openStream(port: number, token: string, event: string): Promise<Stream> {
  return new Promise((resolve, reject) => {
    const socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let react: () => void = () => undefined
    let isOpen = false
    const stream: Stream = {
      onEvent: (callBack) => {
        react = callBack
      },
      close: () => socket.destroy(),
    }
    socket.on('connect', () => socket.write(requestBytes('GET', '/v1/live', { token })))
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      const text = chunk.toString('latin1')
      if (!isOpen) {
        if (!text.startsWith('HTTP/1.1 200')) reject(new Error(text.split('\r\n')[0]))
        isOpen = true
        resolve(stream)
      }
      // The server writes each event at once, so its name is never cut in two.
      if (text.includes(`event: ${event}`)) react()
    })
  })
}

/** Posts the entries at their pace, and waits for all coupons. */
export async function enterAll(walk: {
  readonly port: number
  readonly streams: readonly Stream[]
  readonly entries: readonly Entry[]
  readonly perSecond: number
}): Promise<Reached> {
  const { port, streams, entries, perSecond } = walk
  const reachMs = entries.map(() => NaN)
  const answerMs = entries.map(() => NaN)
  const startMs = performance.now() + 500
  const dueMs = (at: number) => startMs + (at * 1_000) / perSecond
  /** The entry that each person waits for. */
  const waiting = new Map<number, number>()
  let left = entries.length
  let done: () => void = () => undefined
  const all = new Promise<void>((resolve) => {
    done = resolve
  })
  for (const [person, stream] of streams.entries()) {
    stream.onEvent(() => {
      const at = waiting.get(person)
      if (at === undefined) return
      waiting.delete(person)
      reachMs[at] = performance.now() - dueMs(at)
      left -= 1
      if (left === 0) done()
    })
  }

  let next = 0
  const lanes = Array.from({ length: CONNECTIONS }, async () => {
    const lane = await openLane(port)
    for (let at = next++; at < entries.length; at = next++) {
      const waitMs = dueMs(at) - performance.now()
      if (waitMs > 0) await new Promise((resolve) => setTimeout(resolve, waitMs))
      const entry = entries[at]
      if (!entry) break
      waiting.set(entry.person, at)
      await lane.post(entry)
      answerMs[at] = performance.now() - dueMs(at)
    }
    lane.close()
  })
  await Promise.all(lanes)
  const seconds = (performance.now() - startMs) / 1_000
  const patience = setTimeout(() => done(), PATIENCE_MS)
  await all
  clearTimeout(patience)
  return { reachMs, answerMs, seconds }
}

type Lane = { post(entry: Entry): Promise<void>; close(): void }

/** One kept connection with one request under way. */
function openLane(port: number): Promise<Lane> {
  return new Promise((resolve, reject) => {
    const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
    let answered: (() => void) | null = null
    let rest = ''
    socket.on('error', reject)
    socket.on('data', (chunk) => {
      rest += chunk.toString('latin1')
      const headEnd = rest.indexOf('\r\n\r\n')
      if (headEnd < 0) return
      const length = Number(/content-length: (\d+)/i.exec(rest)?.[1] ?? 0)
      if (rest.length < headEnd + 4 + length) return
      if (!rest.startsWith('HTTP/1.1 20')) reject(new Error(rest))
      rest = ''
      answered?.()
    })
    socket.on('connect', () =>
      resolve({
        post: ({ token, body }) =>
          new Promise<void>((resolvePost) => {
            answered = resolvePost
            socket.write(requestBytes('POST', '/v1/signals', { token, body }))
          }),
        close: () => socket.end(),
      }),
    )
  })
}
