/**
 * What a Bluetooth advertisement says, read from its bytes.
 *
 * Pure. An advertisement is a row of structures: one byte length, one byte type, content. Whatever
 * is cut short, runs over or is not a presence beacon is answered with a kind, never with an error.
 *
 * @see https://github.com/google/eddystone/blob/master/protocol-specification.md
 * @see https://github.com/AltBeacon/spec
 */

/** Powers are dBm: of the signal at one meter, or for Eddystone at no distance. */
export type Frame =
  | {
      readonly kind: 'ibeacon'
      readonly uuid: string
      readonly major: number
      readonly minor: number
      readonly powerAtOneMeter: number
    }
  | {
      readonly kind: 'altbeacon'
      /** Sixteen bytes as a UUID, then two numbers: how the Android library writes it. */
      readonly id1: string
      readonly id2: number
      readonly id3: number
      readonly companyId: number
      readonly powerAtOneMeter: number
      readonly reserved: number
    }
  | {
      readonly kind: 'eddystone-uid'
      readonly namespace: string
      readonly instance: string
      readonly powerAtZero: number
    }
  | { readonly kind: 'eddystone-url'; readonly url: string; readonly powerAtZero: number }
  | { readonly kind: 'eddystone-tlm'; readonly telemetry: Telemetry }
  | { readonly kind: 'eddystone-eid'; readonly eid: string; readonly powerAtZero: number }
  /** Contact tracing. Not ours: its rolling id is not even read. */
  | { readonly kind: 'exposure-notification' }
  | { readonly kind: 'none' }

export type Telemetry =
  | {
      readonly kind: 'plain'
      readonly batteryMillivolts: number
      readonly temperatureCelsius: number
      readonly advertisements: number
      readonly uptimeSeconds: number
    }
  /** Salt and check stand at the end, and are lost first. */
  | { readonly kind: 'encrypted'; readonly salt: string | null; readonly check: string | null }

/** Two structures of an extended advertisement at most; the air carries no more. */
export const FRAME_BYTES_MAX = 255

const MANUFACTURER = 0xff
const SERVICE_16 = 0x16
const APPLE = 0x004c
const EDDYSTONE = 0xfeaa
const EXPOSURE_NOTIFICATION = 0xfd6f

const URL_STARTS = ['http://www.', 'https://www.', 'http://', 'https://']
const URL_ENDS = ['.com', '.org', '.edu', '.net', '.info', '.biz', '.gov']
const NONE: Frame = { kind: 'none' }

/** What the first structure that is a beacon says. */
export function frameOf(bytes: Uint8Array): Frame {
  if (bytes.length > FRAME_BYTES_MAX) return NONE
  for (let at = 0; at < bytes.length;) {
    const length = bytes[at] ?? 0
    // A length of nothing pads the rest.
    if (length === 0) return NONE
    // Scanners hand on frames without their last bytes; each kind knows what it cannot do without.
    const end = Math.min(at + 1 + length, bytes.length)
    const frame = structureFrame(bytes[at + 1] ?? 0, bytes.subarray(at + 2, end))
    if (frame.kind !== 'none') return frame
    at = end
  }
  return NONE
}

/** Bytes of a text of hexadecimal digits; null when it is not one. */
export function bytesOfHex(text: string): Uint8Array | null {
  if (text.length % 2 !== 0 || text.length > 2 * FRAME_BYTES_MAX) return null
  if (!/^[0-9a-fA-F]*$/.test(text)) return null
  const pairs = text.match(/../g) ?? []
  return Uint8Array.from(pairs, (pair) => Number.parseInt(pair, 16))
}

function structureFrame(type: number, content: Uint8Array): Frame {
  if (type === MANUFACTURER) return manufacturerFrame(content)
  if (type !== SERVICE_16 || content.length < 3) return NONE
  const service = littleEndian(content, 0)
  if (service === EXPOSURE_NOTIFICATION) return { kind: 'exposure-notification' }
  return service === EDDYSTONE ? eddystoneFrame(content.subarray(2)) : NONE
}

function manufacturerFrame(content: Uint8Array): Frame {
  const companyId = littleEndian(content, 0)
  const marker = bigEndian(content, 2)
  if (companyId === APPLE && marker === 0x0215 && content.length >= 25) {
    return {
      kind: 'ibeacon',
      uuid: uuidText(content.subarray(4, 20)),
      major: bigEndian(content, 20),
      minor: bigEndian(content, 22),
      powerAtOneMeter: signed(content[24]),
    }
  }
  // 25 bytes leave out the reserved last one; such beacons exist, and the Android library reads them.
  if (marker === 0xbeac && content.length >= 25) {
    return {
      kind: 'altbeacon',
      id1: uuidText(content.subarray(4, 20)),
      id2: bigEndian(content, 20),
      id3: bigEndian(content, 22),
      companyId,
      powerAtOneMeter: signed(content[24]),
      reserved: content[25] ?? 0,
    }
  }
  return NONE
}

function eddystoneFrame(frame: Uint8Array): Frame {
  const powerAtZero = signed(frame[1])
  const type = frame[0] ?? -1
  switch (type) {
    case 0x00:
      // Two reserved bytes at the end are absent in frames of the older length 0x15.
      if (frame.length < 18) return NONE
      return {
        kind: 'eddystone-uid',
        namespace: hex(frame.subarray(2, 12)),
        instance: hex(frame.subarray(12, 18)),
        powerAtZero,
      }
    case 0x10: {
      const url = frame.length > 3 ? urlOf(frame.subarray(2)) : null
      return url === null ? NONE : { kind: 'eddystone-url', url, powerAtZero }
    }
    case 0x20: {
      const telemetry = telemetryOf(frame)
      return telemetry === null ? NONE : { kind: 'eddystone-tlm', telemetry }
    }
    case 0x30:
      if (frame.length < 10) return NONE
      return { kind: 'eddystone-eid', eid: hex(frame.subarray(2, 10)), powerAtZero }
    default:
      return NONE
  }
}

function urlOf(encoded: Uint8Array): string | null {
  const start = URL_STARTS[encoded[0] ?? -1]
  if (start === undefined) return null
  let url = start
  for (const code of encoded.subarray(1)) {
    if (code < URL_ENDS.length) url += `${URL_ENDS[code]}/`
    else if (code < 2 * URL_ENDS.length) url += URL_ENDS[code - URL_ENDS.length]
    else if (code > 0x20 && code < 0x7f) url += String.fromCharCode(code)
    else return null
  }
  return url
}

function telemetryOf(frame: Uint8Array): Telemetry | null {
  const bytes = new DataView(frame.buffer, frame.byteOffset, frame.byteLength)
  if (frame[1] === 0x00 && frame.length >= 14) {
    return {
      kind: 'plain',
      batteryMillivolts: bytes.getUint16(2),
      temperatureCelsius: bytes.getInt16(4) / 256,
      advertisements: bytes.getUint32(6),
      uptimeSeconds: bytes.getUint32(10) / 10,
    }
  }
  if (frame[1] === 0x01 && frame.length >= 14) {
    return {
      kind: 'encrypted',
      salt: frame.length >= 16 ? hex(frame.subarray(14, 16)) : null,
      check: frame.length >= 18 ? hex(frame.subarray(16, 18)) : null,
    }
  }
  return null
}

const littleEndian = (bytes: Uint8Array, at: number) =>
  (bytes[at] ?? 0) | ((bytes[at + 1] ?? 0) << 8)
const bigEndian = (bytes: Uint8Array, at: number) => ((bytes[at] ?? 0) << 8) | (bytes[at + 1] ?? 0)
const signed = (byte: number | undefined) => ((byte ?? 0) << 24) >> 24

const hex = (bytes: Uint8Array) =>
  Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')

function uuidText(bytes: Uint8Array): string {
  const text = hex(bytes)
  const cuts = [0, 8, 12, 16, 20, 32] as const
  return cuts
    .slice(1)
    .map((end, index) => text.slice(cuts[index], end))
    .join('-')
}
