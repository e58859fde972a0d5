/**
 * Signals: raw evidence of where somebody is, and why one is turned away.
 *
 * Pure. Times are event times in Unix milliseconds: when it was measured, not when it arrived.
 */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS, MINUTE_MS } from '../../../kernel/time.ts'
import type { Zone } from './zone.ts'

/** 0 cloneable, 1 plausible GPS, 2 one-time or rotating code, 3 confirmed by staff. */
export type Evidence = 0 | 1 | 2 | 3
export type Method = 'position' | 'beacon' | 'qr' | 'nfc' | 'staff'

/** A fix of a satellite or network receiver. */
export type Fix = {
  readonly kind: 'fix'
  readonly at: number
  readonly lng: number
  readonly lat: number
  /** Radius of the circle that holds the truth two times out of three. */
  readonly accuracyMeters: number
  /** As the receiver measured it; null when it did not. */
  readonly speedMps: number | null
}

/** Something that stands for a place was read, or staff say that somebody is there. */
export type Reading = {
  readonly kind: 'reading'
  readonly at: number
  readonly method: Exclude<Method, 'position'>
  readonly evidence: Evidence
  readonly placeId: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly deviceId: Id<'device'> | null
  readonly zone: Zone | null
  /** Where the place is; null when that is not known. */
  readonly lng: number | null
  readonly lat: number | null
}

export type Signal = Fix | Reading

/** What became of a signal. `taken` also when nothing changed by it. */
export type Outcome = 'taken' | PresenceRefusal

export const SIGNALS_PER_BATCH_MAX = 500
/** A phone without network keeps its signals for a day. */
export const LATE_MS_MAX = DAY_MS
/** Clocks of phones are off by minutes; a signal from further ahead would lock out the true ones. */
export const AHEAD_MS_MAX = 10 * MINUTE_MS
/** How much older than the newest signal of the same person a signal may be, between batches. */
export const SHUFFLE_MS_MAX = 10 * MINUTE_MS
/** Fixes vaguer than that say nothing about any zone. */
export const ACCURACY_METERS_MAX = 1_000
/** Weaker sightings come from the other side of the street. */
export const RSSI_DBM_MIN = -95

/** Every reason to turn a signal or a check-in away. Codes are public. */
export const presenceRefusals = {
  'presence.no-consent': {
    kind: 'forbidden',
    says: 'This person has not agreed to the use of their location.',
    todo: 'Ask for the consent first; nothing was kept.',
  },
  'presence.bad-signal': {
    kind: 'invalid',
    says: 'This is not a signal of a known form.',
    todo: 'See `field` for what is wrong, and the form in the API description.',
  },
  'presence.batch-too-large': {
    kind: 'invalid',
    says: 'A batch holds 1 to 500 signals.',
    todo: 'Send several batches.',
  },
  'presence.clock-ahead': {
    kind: 'invalid',
    says: 'The signal is dated in the future.',
    todo: 'Set the clock of the device.',
  },
  'presence.too-old': {
    kind: 'invalid',
    says: 'The signal is more than a day old.',
    todo: 'Discard it.',
  },
  'presence.too-late': {
    kind: 'conflict',
    says: 'Signals more than ten minutes newer have been settled for this person.',
    todo: 'Send what was collected in one batch, or in order.',
  },
  'presence.duplicate': { kind: 'conflict', says: 'The same signal came before.' },
  'presence.impossible-jump': {
    kind: 'invalid',
    says: 'Nobody moves from the last fix to this one at less than 330 km/h.',
  },
  'presence.too-vague': {
    kind: 'invalid',
    says: 'The fix is too vague to say anything.',
    todo: 'Wait for a better fix.',
  },
  'presence.mock-position': {
    kind: 'forbidden',
    says: 'The device says that this position is made up.',
  },
  'presence.too-weak': { kind: 'invalid', says: 'The beacon was too faint to be near.' },
  'presence.no-beacon': { kind: 'invalid', says: 'The frame is not of a beacon for presence.' },
  'presence.unknown-device': {
    kind: 'not-found',
    says: 'No device with this identity is known here.',
    todo: 'Check the code, or ask the shop whether the tag was replaced.',
  },
  'presence.cloned-tag': {
    kind: 'forbidden',
    says: 'The tag was read where it cannot be: it was probably copied.',
    todo: 'Read the tag at the shop itself.',
  },
  'presence.not-yours': {
    kind: 'forbidden',
    says: 'A key of a merchant sends readings of its own devices only.',
    todo: 'Use a key of the market for positions of people.',
  },
  'presence.driving': { kind: 'conflict', says: 'Who drives by does not visit.' },
  'presence.unknown-person': {
    kind: 'not-found',
    says: 'Nobody who could be checked in here is known by that.',
    todo: 'Check the number; the person must have joined and agreed to the use of their location.',
  },
} as const satisfies Refusals
export type PresenceRefusal = keyof typeof presenceRefusals

/** PR12, PR13: why a signal of that time is refused before it is looked at; null when it is not. */
export function clockObjection(at: number, now: number): PresenceRefusal | null {
  if (at > now + AHEAD_MS_MAX) return 'presence.clock-ahead'
  return at < now - LATE_MS_MAX ? 'presence.too-old' : null
}

/** An order of all signals that does not depend on how they arrived: by time, then by content. */
export function signalOrder(one: Signal, other: Signal): number {
  if (one.at !== other.at) return one.at - other.at
  if (one.kind === 'fix') return other.kind === 'fix' ? fixOrder(one, other) : -1
  return other.kind === 'fix' ? 1 : readingOrder(one, other)
}

export function fixOrder(one: Fix, other: Fix): number {
  return (
    one.at - other.at ||
    one.lng - other.lng ||
    one.lat - other.lat ||
    one.accuracyMeters - other.accuracyMeters ||
    (one.speedMps ?? -1) - (other.speedMps ?? -1)
  )
}

export function readingOrder(one: Reading, other: Reading): number {
  if (one.at !== other.at) return one.at - other.at
  const key = (reading: Reading) =>
    `${reading.placeId}/${reading.method}/${reading.deviceId}/${reading.evidence}`
  return key(one) < key(other) ? -1 : Number(key(one) !== key(other))
}
