/**
 * Endpoints, and how long one goes on trying to reach them.
 *
 * @see https://github.com/standard-webhooks/standard-webhooks/blob/main/spec/standard-webhooks.md
 */
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'
import { DAY_MS, HOUR_MS, MINUTE_MS, SECOND_MS } from '../../kernel/time.ts'

export type OffReason = 'owner' | 'gone' | 'failing'

/** An address that wants to hear. `merchantId` is null for those of the market. */
export type Endpoint = {
  readonly id: Id<'webhook'>
  readonly merchantId: Id<'merchant'> | null
  readonly url: string
  readonly description: string
  /** Empty: every type. */
  readonly types: readonly string[]
  readonly state: 'on' | 'off'
  readonly offReason: OffReason | null
  readonly throttledUntil: Date | null
  readonly failingSince: Date | null
  readonly createdAt: Date
  readonly changedAt: Date
}

export type DeliveryState = 'waiting' | 'delivered' | 'failed' | 'stopped'

export type Delivery = {
  readonly id: Id<'webhook-delivery'>
  readonly endpointId: Id<'webhook'>
  readonly messageId: Id<'webhook-message'>
  readonly type: string
  /** When the thing happened. */
  readonly at: Date
  readonly state: DeliveryState
  readonly attempts: number
  /** When the next attempt is due; of no meaning once it is finished. */
  readonly nextAt: Date
  readonly finishedAt: Date | null
  /** Of the last attempt; null when nobody answered, or none was made. */
  readonly status: number | null
}

export type Attempt = {
  readonly number: number
  readonly at: Date
  readonly durationMs: number
  readonly status: number | null
  readonly says: string | null
  readonly requestHead: Readonly<Record<string, string>>
  readonly responseHead: Readonly<Record<string, string>> | null
  readonly responseBody: string | null
}

export const ENDPOINTS_MAX = 10
export const TYPES_MAX = 50
export const URL_CHARS_MAX = 2_048
export const DESCRIPTION_LETTERS_MAX = 200
/** Below the 20 kB of the standard, whichever way those are counted. */
export const BODY_BYTES_MAX = 19_999
export const RESPONSE_LETTERS_KEPT = 1_000
/** How long an old secret signs beside the new one, and how many may do so at once. */
export const OLD_SECRET_MS = DAY_MS
export const OLD_SECRETS_MAX = 4
/** How long messages are kept, and so how far back one can ask for them again. */
export const KEPT_DAYS = 30
/** An answer has to come within this time (the standard: 15 to 30 seconds). */
export const ANSWER_MS_MAX = 15 * SECOND_MS
export const TEST_TYPE = 'webhook.test'

/** The waits before each attempt, as the standard has them. */
const WAITS_MS: readonly number[] = [
  0,
  5 * SECOND_MS,
  5 * MINUTE_MS,
  30 * MINUTE_MS,
  2 * HOUR_MS,
  5 * HOUR_MS,
  10 * HOUR_MS,
  14 * HOUR_MS,
  20 * HOUR_MS,
  24 * HOUR_MS,
]
export const TRIES_MAX = WAITS_MS.length
/** From the first attempt to the last: 75 hours, 35 minutes, 5 seconds. */
export const PATIENCE_MS = WAITS_MS.reduce((sum, wait) => sum + wait, 0)
const THROTTLE_MS = MINUTE_MS
const THROTTLE_MS_MAX = HOUR_MS

/** What came of an attempt. */
export type Outcome =
  | { readonly kind: 'answered'; readonly status: number; readonly retryAfter: string | null }
  | { readonly kind: 'silent' }

export type Verdict =
  | { readonly kind: 'delivered' }
  /** Never again, says the target. */
  | { readonly kind: 'gone' }
  | { readonly kind: 'again'; readonly throttledUntil: Date | null }

/** What an outcome means (WH7, WH8). */
export function verdictOf(outcome: Outcome, now: Date): Verdict {
  if (outcome.kind === 'silent') return { kind: 'again', throttledUntil: null }
  const { status } = outcome
  if (status >= 200 && status < 300) return { kind: 'delivered' }
  if (status === 410) return { kind: 'gone' }
  if (status !== 429 && status !== 502 && status !== 504) {
    return { kind: 'again', throttledUntil: null }
  }
  return { kind: 'again', throttledUntil: throttledUntil(outcome.retryAfter, now) }
}

/** `Retry-After` in seconds or as a date, within bounds. */
function throttledUntil(retryAfter: string | null, now: Date): Date {
  const text = retryAfter?.trim() ?? ''
  const isSeconds = /^\d{1,9}$/.test(text)
  const askedMs = isSeconds ? Number(text) * SECOND_MS : Date.parse(text) - now.getTime()
  const waitMs = Number.isFinite(askedMs) ? askedMs : THROTTLE_MS
  return new Date(now.getTime() + Math.min(THROTTLE_MS_MAX, Math.max(SECOND_MS, waitMs)))
}

/**
 * When to try again after so many tries; null when there were enough (WH7).
 *
 * @param share from 0 to 1, of a tenth that each wait is lengthened by: not all come back at once
 */
export function nextTryAt(now: Date, tries: number, share: number): Date | null {
  const wait = WAITS_MS[tries]
  return wait === undefined ? null : new Date(now.getTime() + Math.round(wait * (1 + share / 10)))
}

/** Whether an endpoint that could not take a delivery to its end is given up (WH9). */
export function isGivenUp(failingSince: Date | null, now: Date): boolean {
  return failingSince !== null && now.getTime() - failingSince.getTime() >= PATIENCE_MS
}

/** The text of a message: what happened, when, and what there is to say about it. */
export function bodyOf(message: {
  readonly type: string
  readonly at: Date
  readonly data: Readonly<Record<string, unknown>>
}): string {
  const { type, at, data } = message
  return JSON.stringify({ type, timestamp: at.toISOString(), data })
}

/** How a message is named on its way; the same for every attempt. */
export const messageName = (id: Id<'webhook-message'>): string => `msg_${id.replaceAll('-', '')}`

/** Every reason of webhooks to say no. The codes are public: they may be added to, never changed. */
export const webhookRefusals = {
  'webhook.unknown': { kind: 'not-found', says: 'There is no such endpoint.' },
  'webhook.delivery-unknown': { kind: 'not-found', says: 'There is no such delivery.' },
  'webhook.too-many': {
    kind: 'exhausted',
    says: 'There are as many endpoints as there may be.',
    todo: 'Remove one that is not needed any more.',
  },
  'webhook.address': {
    kind: 'invalid',
    says: 'Webhooks go to public addresses by https.',
    todo: 'Give an address that anybody on the internet can reach, beginning with https://.',
  },
  'webhook.type-unknown': {
    kind: 'invalid',
    says: 'There is no event of this type.',
    todo: 'GET /v1/webhook-events lists them.',
  },
  'webhook.off': {
    kind: 'conflict',
    says: 'The endpoint is off.',
    todo: 'Turn it on first.',
  },
  'webhook.too-many-secrets': {
    kind: 'exhausted',
    says: 'The secret was changed too often within a day.',
    todo: 'Try again tomorrow.',
  },
  'webhook.too-old': {
    kind: 'invalid',
    says: 'Messages are kept for 30 days.',
    todo: 'Ask for a later moment.',
  },
} as const satisfies Refusals
