/** The code that a person shows at a counter: how it is written, read, and told from an old one. Pure. */
import { SECOND_MS } from './time.ts'

/** Half a code: 25 bits, five letters of base 32. */
export const HALF_CODE_VALUES = 2 ** 25
export const STEP_SECONDS = 30
/** Codes of so many steps before and after the present one count: clocks and hands are slow (OF11). */
export const STEPS_BESIDE = 1
/** Older codes are known as old for so long; what is older still is merely wrong. */
export const STEPS_REMEMBERED = 120
/** So long a till may take to type the bill of a code it has read (OF22). */
export const HOLD_MINUTES = 5
/** Of those that share a handle, so many are looked at: it bounds the chance of a guess (OF12). */
export const SHARERS_MAX = 8
/** Wrong codes within MISS_WINDOW_SECONDS after which a till has to wait. */
export const MISSES_MAX = 5
export const MISS_WINDOW_SECONDS = 60

/** What a code says: `handle` finds what shows it, `number` proves the moment. */
export type Code = { readonly handle: number; readonly number: number }

const QR_PREFIX = 'GOLMOK:'
// Crockford's base 32: no I, L, O or U, so that nothing is misread at a counter.
const letters = '0123456789ABCDEFGHJKMNPQRSTVWXYZ'
const HALF_LENGTH = 5

/** The step an instant lies in. */
export function stepAt(at: Date): number {
  return Math.floor(at.getTime() / (STEP_SECONDS * SECOND_MS))
}

/** The first instant of the step after. */
export function stepEnd(step: number): Date {
  return new Date((step + 1) * STEP_SECONDS * SECOND_MS)
}

/** Ten letters: handle, then number. */
export function codeText({ handle, number }: Code): string {
  return half(handle) + half(number)
}

/** What the QR holds. Upper case only: that makes a coarser square, which a camera reads sooner. */
export function qrText(code: Code): string {
  return QR_PREFIX + codeText(code)
}

function half(value: number): string {
  let text = ''
  for (let rest = value, at = 0; at < HALF_LENGTH; at += 1) {
    text = letters.charAt(rest % 32) + text
    rest = Math.floor(rest / 32)
  }
  return text
}

/** Reads what was scanned or typed, with or without prefix, spaces and dashes; null when it is no code. */
export function parseCode(typed: string): Code | null {
  const upper = typed.toUpperCase().trim()
  const bare = upper.startsWith(QR_PREFIX) ? upper.slice(QR_PREFIX.length) : upper
  const text = bare.replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1')
  if (text.length !== 2 * HALF_LENGTH) return null
  const values = Array.from(text, (letter) => letters.indexOf(letter))
  if (values.includes(-1)) return null
  const valueOf = (part: readonly number[]) => part.reduce((sum, value) => sum * 32 + value, 0)
  return {
    handle: valueOf(values.slice(0, HALF_LENGTH)),
    number: valueOf(values.slice(HALF_LENGTH)),
  }
}

/** The 25 bits of a full RFC 6238 number that a code shows. */
export function shownPart(full: number): number {
  return full % HALF_CODE_VALUES
}

/**
 * The step whose code is `number`, looking at the present one and those beside it, then at older ones;
 * null when none is.
 *
 * @param numberAt the number that the secret gives in a step
 */
export function stepOf(
  number: number,
  now: number,
  numberAt: (step: number) => number,
): { readonly step: number; readonly isFresh: boolean } | null {
  for (const step of [now, now - 1, now + 1]) {
    if (numberAt(step) === number) return { step, isFresh: true }
  }
  for (let step = now - STEPS_BESIDE - 1; step >= now - STEPS_REMEMBERED; step -= 1) {
    if (numberAt(step) === number) return { step, isFresh: false }
  }
  return null
}
