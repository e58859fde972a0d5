/** Live messages: what happened, told at once to the event streams of every process. */
import { randomUUID } from 'node:crypto'
import pg from 'pg'
import type { Logger } from './logger.ts'

export type Topic = `person/${string}` | `merchant/${string}` | 'operator'
/** A hint for a screen: small, and safe to lose, because the screen can always ask again. */
export type LiveMessage = {
  readonly name: string
  readonly data: Readonly<Record<string, unknown>>
}
export type Listener = (message: LiveMessage) => void

export type Live = {
  /** Tells the listeners of this process now, and those of others within NOTIFY_EVERY_MS. */
  publish(topic: Topic, message: LiveMessage): void
  /** Calls the listener for each message; the answer stops it. */
  subscribe(topic: Topic, listener: Listener): () => void
  /** What is listened to in this process, of the topics that begin so: what comes after. */
  listenedTo(prefix: 'person/' | 'merchant/'): readonly string[]
  /** Calls the listeners of this process alone: for news that each process hears by itself. */
  tellHere(topic: Topic, message: LiveMessage): void
  /** Wakes the readers and job runners of every other process, soon. */
  wakeOthers(): void
  /** Called when another process wakes us. */
  onWake(wake: () => void): void
  close(): Promise<void>
}

// One notification per process and moment: a NOTIFY in each transaction would serialise all commits.
const NOTIFY_EVERY_MS = 20
/** PostgreSQL takes less than 8,000 bytes in one notification. */
const NOTIFY_BYTES_MAX = 7_900
const RECONNECT_MS = 1_000
/** Who is back after a loss gives the others, which lost theirs too, so long to listen again. */
const OTHERS_BACK_MS = 2 * RECONNECT_MS
const CONNECT_MS_MAX = 5_000
/** How many messages wait for a connection that was lost. */
const MESSAGES_KEPT_MAX = 1_000
const CHANNEL = 'golmok_live'
/** Every process tells so often that it is there. */
const HELLO_EVERY_MS = 10_000
/** Another that was heard within this time is taken to be there still. */
const COMPANY_MS = 60_000
/** Who asks whether anybody is there has an answer by then. */
const ANSWER_MS_MAX = 2_000

type Envelope = {
  from: string
  wake: boolean
  messages: [Topic, LiveMessage][]
  /** A newcomer asks whether anybody is there. */
  asks?: boolean
}

/** Opens the exchange of live messages over one connection of its own. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
export async function openLive(url: string, logger: Logger): Promise<Live> {
  const self = randomUUID()
  const listeners = new Map<Topic, Set<Listener>>()
  const wakers: (() => void)[] = []
  let waiting: [Topic, LiveMessage][] = []
  let isWakeWaiting = false
  let timer: NodeJS.Timeout | null = null
  let client: pg.Client | null = null
  let isClosed = false
  let companyUntilMs = 0
  let wasLost = false
  let silentUntilMs = 0
  // Alone, there is nobody to tell: a notification that no one hears costs as much as one that is.
  const isAlone = () => performance.now() > companyUntilMs
  const hasCompanyFor = (ms: number) => {
    companyUntilMs = Math.max(companyUntilMs, performance.now() + ms)
  }

  const deliver = (topic: Topic, message: LiveMessage) => {
    for (const listener of listeners.get(topic) ?? []) listener(message)
  }

  const connect = async (): Promise<void> => {
    const fresh = new pg.Client({
      connectionString: url,
      application_name: 'golmok live',
      connectionTimeoutMillis: CONNECT_MS_MAX,
      keepAlive: true,
    })
    fresh.on('error', () => {})
    fresh.on('notification', ({ payload }) => receive(payload ?? ''))
    try {
      await fresh.connect()
      await fresh.query(`listen ${CHANNEL}`)
      hasCompanyFor(ANSWER_MS_MAX)
      await fresh.query('select pg_notify($1, $2)', [CHANNEL, hello(self, true)])
    } catch (error) {
      await fresh.end().catch(() => undefined)
      throw error
    }
    if (isClosed) return fresh.end()
    client = fresh
    // Only from here on: what failed to connect is not a connection that was lost, and one that is
    // mourned twice would come back twice.
    fresh.on('end', () => {
      client = null
      wasLost = true
      reconnectSoon()
    })
    if (wasLost) silentUntilMs = performance.now() + OTHERS_BACK_MS
    for (const wake of wakers) wake()
    if (waiting.length > 0 || isWakeWaiting) flushSoon()
  }
  const reconnectSoon = () => {
    if (!isClosed) setTimeout(() => void reconnect(), RECONNECT_MS).unref()
  }
  const reconnect = async () => {
    if (isClosed) return
    try {
      await connect()
    } catch (error) {
      logger.warn({ error }, 'live messages wait for the database')
      reconnectSoon()
    }
  }
  const receive = (payload: string) => {
    const envelope = JSON.parse(payload) as Envelope
    if (envelope.from === self) return
    hasCompanyFor(COMPANY_MS)
    if (envelope.asks) helloSoon()
    if (envelope.wake) for (const wake of wakers) wake()
    for (const [topic, message] of envelope.messages) deliver(topic, message)
  }

  const flush = async () => {
    timer = null
    while (client !== null && (isWakeWaiting || waiting.length > 0)) {
      const { envelope, taken } = firstEnvelope(self, isWakeWaiting, waiting)
      const told = waiting.slice(0, taken)
      const isWakeTold = isWakeWaiting
      waiting = waiting.slice(taken)
      isWakeWaiting = false
      try {
        await client.query('select pg_notify($1, $2)', [CHANNEL, envelope])
      } catch (error) {
        logger.warn({ error }, 'live messages wait for the database')
        waiting = [...told, ...waiting]
        isWakeWaiting ||= isWakeTold
        break
      }
    }
    // Kept until the connection is back; of a long time away only the newest are worth telling.
    waiting = waiting.slice(-MESSAGES_KEPT_MAX)
  }
  const helloSoon = () => {
    flushing = flushing.then(async () => {
      // One that is missed is made good by the next.
      await client?.query('select pg_notify($1, $2)', [CHANNEL, hello(self, false)]).catch(() => {})
    })
  }
  let flushing = Promise.resolve()
  const flushSoon = () => {
    // One after the other: a connection takes one query at a time.
    const silentMs = Math.max(NOTIFY_EVERY_MS, silentUntilMs - performance.now())
    timer ??= setTimeout(() => {
      flushing = flushing.then(flush)
    }, silentMs)
  }

  await connect()
  const beat = setInterval(helloSoon, HELLO_EVERY_MS).unref()
  return {
    publish(topic, message) {
      deliver(topic, message)
      if (isAlone()) return
      waiting.push([topic, message])
      flushSoon()
    },
    subscribe(topic, listener) {
      const ofTopic = listeners.get(topic) ?? new Set()
      listeners.set(topic, ofTopic.add(listener))
      return () => {
        ofTopic.delete(listener)
        if (ofTopic.size === 0) listeners.delete(topic)
      }
    },
    listenedTo: (prefix) =>
      [...listeners.keys()].flatMap((topic) =>
        topic.startsWith(prefix) ? [topic.slice(prefix.length)] : [],
      ),
    tellHere: deliver,
    wakeOthers() {
      if (isAlone()) return
      isWakeWaiting = true
      flushSoon()
    },
    onWake: (wake) => void wakers.push(wake),
    async close() {
      isClosed = true
      clearInterval(beat)
      if (timer) clearTimeout(timer)
      await client?.end()
    },
  }
}

function hello(from: string, asks: boolean): string {
  const envelope: Envelope = { from, wake: false, messages: [], asks }
  return JSON.stringify(envelope)
}

/**
 * The first of the messages, as many as PostgreSQL takes in one notification.
 *
 * @returns how many messages it took; one too large for any envelope is taken and dropped
 */
function firstEnvelope(
  from: string,
  wake: boolean,
  messages: readonly [Topic, LiveMessage][],
): { readonly envelope: string; readonly taken: number } {
  const told: [Topic, LiveMessage][] = []
  let bytes = 100
  let taken = 0
  for (const message of messages) {
    const size = Buffer.byteLength(JSON.stringify(message)) + 1
    const isTooLarge = size > NOTIFY_BYTES_MAX - 100
    if (!isTooLarge && bytes + size > NOTIFY_BYTES_MAX) break
    taken += 1
    if (isTooLarge) continue
    told.push(message)
    bytes += size
  }
  const envelope: Envelope = { from, wake, messages: told }
  return { envelope: JSON.stringify(envelope), taken }
}
