/**
 * Signals as they come over the wire, read strictly and by hand.
 *
 * Pure. A general validator costs several times what judging the signal does; fast-check holds this one
 * to never throwing, never taking what is wrong, and naming the field that is.
 */
import { isPoint } from '../../../kernel/geo.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { hexFrameKey, identityKey, isTagCode } from '../../devices/model.ts'
import {
  clockObjection,
  RSSI_DBM_MIN,
  SIGNALS_PER_BATCH_MAX,
  type Fix,
  type PresenceRefusal,
} from './signal.ts'

/** A device was read; which one it is, is not known yet. */
export type Sighting = {
  readonly kind: 'sighting'
  readonly at: number
  readonly key: string
  readonly method: 'beacon' | 'qr' | 'nfc'
}
export type SignalRefusal = {
  readonly kind: 'refused'
  readonly code: PresenceRefusal
  /** What is wrong with the form, where it is that. */
  readonly field: string | null
}
export type Parsed = Fix | Sighting | SignalRefusal

type Fields = Readonly<Record<string, unknown>>

const SPEED_MPS_MAX = 1_000
const ACCURACY_METERS_TAKEN_MAX = 1_000_000
/** Receivers that claim less do not know better. */
const ACCURACY_METERS_MIN = 1
const FRAME_TEXT_MAX = 510

const fieldsOf = {
  position: new Set(['kind', 'at', 'lng', 'lat', 'accuracyMeters', 'speedMps', 'isMock']),
  sighting: new Set(['kind', 'at', 'frame', 'rssiDbm']),
  scan: new Set(['kind', 'at', 'code', 'medium']),
} as const

/** The signals of a body; null when it is not a batch at all. */
export function batchOf(body: unknown): readonly unknown[] | null {
  if (!isFields(body) || Object.keys(body).length !== 1) return null
  const { signals } = body
  if (!Array.isArray(signals)) return null
  return signals.length >= 1 && signals.length <= SIGNALS_PER_BATCH_MAX ? signals : null
}

/**
 * One signal.
 *
 * @param now Unix milliseconds
 * @param from whether a gateway sends for many, so that `personId` must be there
 */
export function parseSignal(value: unknown, now: number, from: 'person' | 'gateway'): Parsed {
  if (!isFields(value)) return bad('')
  const { kind } = value
  if (kind !== 'position' && kind !== 'sighting' && kind !== 'scan') return bad('kind')
  const known = fieldsOf[kind]
  for (const key in value) {
    if (!known.has(key) && !(key === 'personId' && from === 'gateway')) return bad(key)
  }
  const at = instantOf(value['at'])
  if (at === null) return bad('at')
  const objection = clockObjection(at, now)
  if (objection) return { kind: 'refused', code: objection, field: 'at' }
  switch (kind) {
    case 'position':
      return positionOf(value, at)
    case 'sighting':
      return sightingOf(value, at)
    case 'scan':
      return scanOf(value, at)
  }
}

/** The person a gateway's signal is about; null when it does not say. */
export function personIdIn(value: unknown): Id<'person'> | null {
  if (!isFields(value)) return null
  const { personId } = value
  return typeof personId === 'string' ? parseId<'person'>(personId) : null
}

function positionOf(value: Fields, at: number): Parsed {
  const { lng, lat, accuracyMeters, speedMps = null, isMock = false } = value
  if (!isNumber(lng)) return bad('lng')
  if (!isNumber(lat)) return bad('lat')
  if (!isPoint(lng, lat)) return bad(Math.abs(lat) > 90 ? 'lat' : 'lng')
  const isAccuracy =
    isNumber(accuracyMeters) && accuracyMeters >= 0 && accuracyMeters <= ACCURACY_METERS_TAKEN_MAX
  if (!isAccuracy) return bad('accuracyMeters')
  if (speedMps !== null && !(isNumber(speedMps) && Math.abs(speedMps) <= SPEED_MPS_MAX)) {
    return bad('speedMps')
  }
  if (isMock !== true && isMock !== false) return bad('isMock')
  if (isMock) return { kind: 'refused', code: 'presence.mock-position', field: null }
  return {
    kind: 'fix',
    at,
    lng,
    lat,
    accuracyMeters: Math.max(ACCURACY_METERS_MIN, accuracyMeters),
    // iOS says -1 for a speed it does not know.
    speedMps: speedMps === null || speedMps < 0 ? null : speedMps,
  }
}

function sightingOf(value: Fields, at: number): Parsed {
  const { frame, rssiDbm = null } = value
  if (typeof frame !== 'string' || frame.length > FRAME_TEXT_MAX) return bad('frame')
  if (rssiDbm !== null && !(isNumber(rssiDbm) && rssiDbm >= -127 && rssiDbm <= 20)) {
    return bad('rssiDbm')
  }
  if (!/^(?:[0-9a-fA-F]{2})+$/.test(frame)) return bad('frame')
  const key = hexFrameKey(frame)
  if (key === null) return { kind: 'refused', code: 'presence.no-beacon', field: 'frame' }
  if (rssiDbm !== null && rssiDbm < RSSI_DBM_MIN) {
    return { kind: 'refused', code: 'presence.too-weak', field: 'rssiDbm' }
  }
  return { kind: 'sighting', at, key, method: 'beacon' }
}

function scanOf(value: Fields, at: number): Parsed {
  const { code, medium } = value
  if (medium !== 'qr' && medium !== 'nfc') return bad('medium')
  if (typeof code !== 'string' || !isTagCode(code)) return bad('code')
  return { kind: 'sighting', at, key: identityKey({ kind: 'tag', code }), method: medium }
}

const dateText =
  /^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d{1,9})?(?:Z|[+-](?:[01]\d|2[0-3]):[0-5]\d)$/

/** RFC 3339 with zone, as Unix milliseconds. */
function instantOf(value: unknown): number | null {
  if (typeof value !== 'string' || value.length > 40) return null
  const utc = utcOf(value)
  if (utc !== null) return utc
  if (!dateText.test(value)) return null
  const at = Date.parse(value)
  return Number.isFinite(at) ? at : null
}

const DIGIT_ZERO = 0x30
/** Of `2026-01-31T12:34:56Z`, and of the same with milliseconds. */
const UTC_LENGTH = 20
const UTC_MS_LENGTH = 24
/** The form that JavaScript, Kotlin and Swift write; null for every other, which may still be right. */
function utcOf(text: string): number | null {
  const hasMs = text.length === UTC_MS_LENGTH
  if (!hasMs && text.length !== UTC_LENGTH) return null
  const isForm =
    text[4] === '-' &&
    text[7] === '-' &&
    text[10] === 'T' &&
    text[13] === ':' &&
    text[16] === ':' &&
    (!hasMs || text[19] === '.') &&
    text[text.length - 1] === 'Z'
  if (!isForm) return null
  const year = twoDigits(text, 0) * 100 + twoDigits(text, 2)
  const month = twoDigits(text, 5)
  const day = twoDigits(text, 8)
  const hour = twoDigits(text, 11)
  const minute = twoDigits(text, 14)
  const second = twoDigits(text, 17)
  const ms = hasMs ? twoDigits(text, 20) * 10 + (twoDigits(text, 21) % 10) : 0
  const isDay = year >= 1970 && month >= 1 && month <= 12 && day >= 1 && day <= 31
  const isTime = hour <= 23 && minute <= 59 && second <= 59 && ms <= 999
  return isDay && isTime ? Date.UTC(year, month - 1, day, hour, minute, second, ms) : null
}

/** Two digits as a number; not a number where they are not. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - DIGIT_ZERO
  const ones = text.charCodeAt(at + 1) - DIGIT_ZERO
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value)
}

function bad(field: string): SignalRefusal {
  return { kind: 'refused', code: 'presence.bad-signal', field: field.slice(0, 40) }
}
