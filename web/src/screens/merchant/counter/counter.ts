/** The counter as a state machine: amount, code, quote, answer. Pure: the screen asks the server. */
import type { Refusal } from '../../../parts/refusal-words.ts'
import type { OfferTerms } from '../../../shapes.ts'

export type Terms = {
  readonly offerTitle: string
  readonly billMinor: number
  readonly discountMinor: number
  readonly payMinor: number
  readonly holderName: string
  /** Whether this till judged by itself, since nobody answered. */
  readonly isOffline: boolean
  /** What the offer promises; null where the answer came without its quote. */
  readonly promised: OfferTerms | null
}
export type Redemption = Terms & { readonly redemptionId: string; readonly pointsEarned: number }

/** What is asked of the server. `key` makes the asking safe to repeat; it lives until an answer came. */
export type Asking = { readonly code: string; readonly billMinor: number; readonly key: string }

export type Counter =
  /** Waits for an amount and a code; either may come first. */
  | { readonly kind: 'open'; readonly digits: string; readonly code: string | null }
  | { readonly kind: 'quoting'; readonly asking: Asking }
  | { readonly kind: 'quoted'; readonly asking: Asking; readonly terms: Terms }
  | { readonly kind: 'redeeming'; readonly asking: Asking; readonly terms: Terms | null }
  | { readonly kind: 'redeemed'; readonly redemption: Redemption; readonly atMs: number }
  | { readonly kind: 'undone'; readonly redemption: Redemption }
  | { readonly kind: 'refused'; readonly asking: Asking; readonly refusal: Refusal }
  /** Nobody knows whether it was redeemed: only the same key again can tell. */
  | { readonly kind: 'unanswered'; readonly asking: Asking; readonly terms: Terms | null }
  /** The quote did not come. Nothing was redeemed. */
  | { readonly kind: 'unreached'; readonly asking: Asking }

export type CounterEvent =
  | { readonly kind: 'amount'; readonly digits: string }
  | { readonly kind: 'code'; readonly code: string; readonly key: string }
  | { readonly kind: 'ask'; readonly key: string }
  | { readonly kind: 'quote'; readonly terms: Terms }
  | { readonly kind: 'redeem' }
  | { readonly kind: 'answer'; readonly redemption: Redemption; readonly atMs: number }
  | { readonly kind: 'refusal'; readonly refusal: Refusal }
  /** A page that was loaded anew while an answer was out. */
  | { readonly kind: 'recover'; readonly asking: Asking }
  | { readonly kind: 'silence' }
  | { readonly kind: 'forget' }
  | { readonly kind: 'undone' }
  | { readonly kind: 'again' }
  | { readonly kind: 'next' }

type OpenCounter = Extract<Counter, { kind: 'open' }>
export const openCounter: OpenCounter = { kind: 'open', digits: '', code: null }
/** How long the undo button stays under the answer. */
export const UNDO_MS = 10_000

/** The counter after an event; events that do not belong to a state change nothing. */
export function counterAfter(counter: Counter, event: CounterEvent): Counter {
  if (event.kind === 'next') return counter.kind === 'redeeming' ? counter : openCounter
  if (event.kind === 'recover') return { kind: 'redeeming', asking: event.asking, terms: null }
  if (event.kind === 'code') return withCode(counter, event.code, event.key)
  switch (counter.kind) {
    case 'open':
      if (event.kind === 'amount') return { ...counter, digits: event.digits }
      if (event.kind === 'forget') return { ...counter, code: null }
      if (event.kind === 'ask') return asked(counter.digits, counter.code, event.key) ?? counter
      return counter
    case 'quoting':
      if (event.kind === 'quote') return { ...counter, kind: 'quoted', terms: event.terms }
      return refusedOr(counter, event) ?? unreachedOr(counter, event)
    case 'quoted':
      return event.kind === 'redeem' ? { ...counter, kind: 'redeeming' } : counter
    case 'redeeming':
      if (event.kind === 'answer') {
        return { kind: 'redeemed', redemption: event.redemption, atMs: event.atMs }
      }
      if (event.kind === 'silence') return { ...counter, kind: 'unanswered' }
      return refusedOr(counter, event) ?? counter
    case 'unanswered':
      return event.kind === 'again' ? { ...counter, kind: 'redeeming' } : counter
    case 'unreached':
      return event.kind === 'again' ? { kind: 'quoting', asking: counter.asking } : counter
    case 'redeemed':
      if (event.kind === 'undone') return { kind: 'undone', redemption: counter.redemption }
      return counter
    case 'refused':
      // Back to the amount: a bill that was too small is often a slip of the finger.
      if (event.kind === 'amount') return { ...openCounter, digits: event.digits }
      return counter
    case 'undone':
      return counter
  }
}

/** What a reload must not forget: a redemption that went out and has no answer yet. */
export function unansweredOf(counter: Counter): Asking | null {
  // What this till decides by itself is kept or not; nothing is out.
  if ('terms' in counter && counter.terms?.isOffline) return null
  return counter.kind === 'redeeming' || counter.kind === 'unanswered' ? counter.asking : null
}

/** A scan is always welcome, except while an answer is out: then it would be lost for the next guest. */
function withCode(counter: Counter, code: string, key: string): Counter {
  switch (counter.kind) {
    case 'open':
      return asked(counter.digits, code, key) ?? { ...counter, code }
    case 'refused':
    case 'unreached': {
      // The bill was typed already: another coupon of the same guest needs only its code.
      return asked(String(counter.asking.billMinor), code, key) ?? counter
    }
    case 'redeemed':
    case 'undone':
      return { ...openCounter, code }
    case 'quoted':
      return asked(String(counter.asking.billMinor), code, key) ?? counter
    case 'quoting':
    case 'redeeming':
    case 'unanswered':
      return counter
  }
}

function asked(digits: string, code: string | null, key: string): Counter | null {
  const billMinor = Number(digits)
  if (code === null || digits === '' || billMinor <= 0) return null
  return { kind: 'quoting', asking: { code, billMinor, key } }
}

function refusedOr(counter: { readonly asking: Asking }, event: CounterEvent): Counter | null {
  if (event.kind !== 'refusal') return null
  return { kind: 'refused', asking: counter.asking, refusal: event.refusal }
}

function unreachedOr(counter: Extract<Counter, { kind: 'quoting' }>, event: CounterEvent): Counter {
  return event.kind === 'silence' ? { kind: 'unreached', asking: counter.asking } : counter
}
