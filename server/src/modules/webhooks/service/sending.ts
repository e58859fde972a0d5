/** The dispatcher: brings what is due to its endpoints, and lets none hold up the others. */
import { Webhook } from 'standardwebhooks'
import type { Id } from '../../../kernel/id.ts'
import { SECOND_MS } from '../../../kernel/time.ts'
import type { Logger } from '../../../platform/logger.ts'
import { OutwardFailed, OutwardRefused, type Outward } from '../../../platform/outward.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import {
  ANSWER_MS_MAX,
  RESPONSE_LETTERS_KEPT,
  isGivenUp,
  messageName,
  nextTryAt,
  verdictOf,
  type Attempt,
  type Outcome,
} from '../model.ts'
import { announceEndpoint, secretText } from '../service.ts'
import {
  claimDue,
  insertAttempt,
  settleDelivery,
  stopWaiting,
  type Due,
} from '../store/delivery.ts'
import { endpointBy, markFailing, markWell, secretsOf, turnOff } from '../store/endpoint.ts'

/** Deliveries under way at once. Those that fail or take long share the smaller lane (WH13). */
const LANES = { well: 48, ill: 16 } as const
/** About so many of one endpoint: those that are under way are not counted to the last one. */
const PER_ENDPOINT_MAX = 4
/** Longer than an answer may take and its writing down; shorter than anybody waits for a dead process. */
const LEASE_SECONDS = 30
const SLOW_MS = 3 * SECOND_MS
const RESPONSE_BYTES_MAX = 65_536
const HEAD_LETTERS_MAX = 4_000

const system = { kind: 'system', name: 'webhooks' } as const

export type Dispatcher = {
  /** Looks for what is due, soon. */
  wake(): void
  /** Resolves once nothing is due or under way, or the time is over. */
  settled(msMax?: number): Promise<void>
  /** Lets go of what is under way: others make those attempts again. */
  stop(): Promise<void>
}
export type DispatcherNeeds = {
  readonly inWork: InWork
  readonly logger: Logger
  readonly outward: Outward
  readonly answerMsMax?: number
}

type UnderWay = { readonly endpointId: string; isIll: boolean; done: Promise<void> }

/** Opens the dispatcher of this process. */
// oxlint-disable-next-line eslint/max-lines-per-function -- closures over the state of one owner
export function openDispatcher(needs: DispatcherNeeds): Dispatcher {
  const { inWork, logger } = needs
  const underWay = new Map<string, UnderWay>()
  const slowIds = new Set<string>()
  const stopped = new AbortController()
  let turning: Promise<number> | null = null
  let isWoken = false

  const send = async (due: Due) => {
    // Whoever takes so long leaves the lane of the others at once, and not when it is over.
    const slow = setTimeout(() => {
      const one = underWay.get(due.id)
      if (one) one.isIll = true
      slowIds.add(due.endpointId)
      wake()
    }, SLOW_MS)
    const beganMs = performance.now()
    try {
      await attempt(needs, due, stopped.signal)
    } finally {
      clearTimeout(slow)
    }
    if (performance.now() - beganMs < SLOW_MS) slowIds.delete(due.endpointId)
  }

  const claimLane = async (isIll: boolean): Promise<number> => {
    const all = [...underWay.values()]
    const limit = LANES[isIll ? 'ill' : 'well'] - all.filter((one) => one.isIll === isIll).length
    if (limit <= 0) return 0
    const busy = Map.groupBy(all, ({ endpointId }) => endpointId)
    const fullIds = [...busy].filter(([, { length }]) => length >= PER_ENDPOINT_MAX)
    const claimed = await inWork(system, (work) =>
      claimDue(work, {
        isIll,
        limit,
        slowIds: [...slowIds],
        fullIds: fullIds.map(([id]) => id),
        perEndpoint: PER_ENDPOINT_MAX,
        leaseSeconds: LEASE_SECONDS,
      }),
    )
    for (const due of claimed) {
      const one: UnderWay = { endpointId: due.endpointId, isIll, done: Promise.resolve() }
      underWay.set(due.id, one)
      one.done = send(due)
        .catch((error: unknown) => logger.warn({ error }, 'a webhook waits for its lease to end'))
        .finally(() => {
          underWay.delete(due.id)
          wake()
        })
    }
    return claimed.length
  }

  const turn = async (): Promise<number> => {
    let claimed = 0
    try {
      do {
        isWoken = false
        if (stopped.signal.aborted) return claimed
        claimed += (await claimLane(false)) + (await claimLane(true))
      } while (isWoken)
    } catch (error) {
      logger.warn({ error }, 'webhooks wait for the database')
    } finally {
      turning = null
    }
    return claimed
  }
  const wake = () => {
    isWoken = true
    if (!stopped.signal.aborted) turning ??= turn()
  }

  return {
    wake,
    async settled(msMax = 60 * SECOND_MS) {
      const untilMs = performance.now() + msMax
      for (;;) {
        wake()
        const claimed = (await turning) ?? 0
        const going = [...underWay.values()].map(({ done }) => done)
        if (claimed === 0 && going.length === 0) return
        const leftMs = untilMs - performance.now()
        if (leftMs <= 0) return
        await within(Promise.all(going), leftMs)
      }
    },
    async stop() {
      stopped.abort()
      await turning
      await Promise.all([...underWay.values()].map(({ done }) => done))
    },
  }
}

async function within(promise: Promise<unknown>, ms: number): Promise<void> {
  let timeout: NodeJS.Timeout | undefined
  const late = new Promise<void>((resolve) => {
    timeout = setTimeout(resolve, ms)
  })
  await Promise.race([promise, late])
  clearTimeout(timeout)
}

/** Makes one attempt and writes it down. What is not written down is made again (WH10). */
async function attempt(needs: DispatcherNeeds, due: Due, signal: AbortSignal): Promise<void> {
  const { inWork, outward } = needs
  const signed = await inWork(system, async (work) => {
    const secrets = await secretsOf(work, due.endpointId)
    const texts = secrets.map(({ id }) => secretText(work, id))
    return { at: work.now, headers: headersOf(due, work.now, texts) }
  })
  const beganMs = performance.now()
  let outcome: Outcome = { kind: 'silent' }
  let heard: Pick<Attempt, 'status' | 'says' | 'responseHead' | 'responseBody'>
  try {
    const { url, body } = due
    const { headers } = signed
    const timeoutMs = needs.answerMsMax ?? ANSWER_MS_MAX
    const asked = { method: 'POST', url, headers, body, timeoutMs, signal } as const
    const answer = await outward.ask({ ...asked, bytesMax: RESPONSE_BYTES_MAX })
    const { status, headers: head } = answer
    outcome = { kind: 'answered', status, retryAfter: head['retry-after'] ?? null }
    const responseBody = legible(answer.body.toString(), RESPONSE_LETTERS_KEPT)
    heard = { status, says: null, responseHead: shortened(head), responseBody }
  } catch (error) {
    if (signal.aborted) return
    if (!(error instanceof OutwardFailed || error instanceof OutwardRefused)) throw error
    const says = legible(error.message, 500)
    heard = { status: null, says, responseHead: null, responseBody: null }
  }
  const durationMs = Math.round(performance.now() - beganMs)
  const made = { at: signed.at, durationMs, requestHead: signed.headers, ...heard }
  await inWork(system, (work) => writeDown(work, due, outcome, made))
}

/** The head of a message: id, time and signatures, the newest secret first (WH5). */
export function headersOf(
  due: Pick<Due, 'messageId' | 'body'>,
  at: Date,
  secrets: readonly string[],
): Readonly<Record<string, string>> {
  const id = messageName(due.messageId)
  return {
    'content-type': 'application/json; charset=utf-8',
    'user-agent': 'Golmok-Webhooks/1',
    'webhook-id': id,
    'webhook-timestamp': String(Math.floor(at.getTime() / SECOND_MS)),
    'webhook-signature': secrets
      .map((secret) => new Webhook(secret).sign(id, at, due.body))
      .join(' '),
  }
}

/** Text that a database takes and a person can read. */
function legible(text: string, lettersMax: number): string {
  return Array.from(text.toWellFormed().replaceAll('\0', '')).slice(0, lettersMax).join('')
}

function shortened(head: Readonly<Record<string, string>>): Record<string, string> {
  let left = HEAD_LETTERS_MAX
  const kept: Record<string, string> = {}
  for (const [name, value] of Object.entries(head)) {
    left -= name.length + value.length
    if (left < 0) break
    kept[name] = legible(value, value.length)
  }
  return kept
}

async function writeDown(
  work: Work,
  due: Due,
  outcome: Outcome,
  made: Omit<Attempt, 'number'>,
): Promise<void> {
  const { endpointId } = due
  const verdict = verdictOf(outcome, work.now)
  const isDelivered = verdict.kind === 'delivered'
  // Endpoints are locked before deliveries, here and wherever they are turned off.
  if (isDelivered) await markWell(work, endpointId)
  const throttledUntil = verdict.kind === 'again' ? verdict.throttledUntil : null
  const failingSince = isDelivered ? null : await markFailing(work, endpointId, throttledUntil)
  const share = shareOf(due.id)
  const nextAt = verdict.kind === 'again' ? nextTryAt(work.now, due.tries + 1, share) : null
  const state = isDelivered ? 'delivered' : nextAt ? 'waiting' : 'failed'
  if (!(await settleDelivery(work, due, { state, nextAt }))) return
  await insertAttempt(work, due.id, { ...made, number: due.attempts + 1 })
  if (verdict.kind === 'gone') await giveUp(work, endpointId, 'gone')
  else if (state === 'failed' && isGivenUp(failingSince, work.now)) {
    await giveUp(work, endpointId, 'failing')
  }
}

async function giveUp(work: Work, id: Id<'webhook'>, reason: 'gone' | 'failing'): Promise<void> {
  const owner = await turnOff(work, id, reason)
  if (owner === undefined) return
  await stopWaiting(work, id)
  const endpoint = await endpointBy(work, id)
  if (endpoint) announceEndpoint(work, endpoint)
  if (owner) work.publish(`merchant/${owner}`, { name: 'webhooks', data: { endpointId: id } })
}

/** A number from 0 to 1 that a delivery keeps: its share of the waits that are lengthened. */
const shareOf = (id: string) => Number.parseInt(id.slice(-6), 16) / 0xff_ffff
