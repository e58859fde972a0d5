/** Guests of the counter: whoever has a number that was typed at a till, and has not signed in. Pure. */
import type { Refusals } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'

/** What people are called who did not say. */
export const nameless = { ko: '이웃', en: 'Neighbour' } as const

/** Numbers that one till may type in the window: more than a queue brings, less than a list has (PE89). */
export const COUNTER_NUMBERS_MAX = 60
export const COUNTER_WINDOW_MS = 10 * MINUTE_MS

/** Whether a code can reach a number: a Korean one is a mobile's. @param phone E.164 */
export function takesCodes(phone: string): boolean {
  return !phone.startsWith('+82') || /^\+821(0\d{8}|[16-9]\d{7,8})$/.test(phone)
}

export const guestRefusals = {
  'people.counter-paused': {
    kind: 'too-many',
    says: 'Too many phone numbers were typed at this till.',
    todo: 'Wait for `retryAfterSeconds`, or scan member codes.',
  },
} as const satisfies Refusals
