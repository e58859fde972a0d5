/**
 * Beacons and tags: things at a place that stand for it, or for one of its zones.
 *
 * Pure. DE1, DE2… are the rules of README.md.
 */
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'
import { bytesOfHex, frameOf, type Frame } from './model/frames.ts'

export type DeviceKind = 'beacon' | 'tag'

/** How a device names itself on the air or on paper. */
export type Identity =
  | {
      readonly kind: 'ibeacon'
      readonly uuid: string
      readonly major: number
      readonly minor: number
    }
  | {
      readonly kind: 'altbeacon'
      readonly id1: string
      readonly id2: number
      readonly id3: number
    }
  | { readonly kind: 'eddystone-uid'; readonly namespace: string; readonly instance: string }
  | { readonly kind: 'tag'; readonly code: string }

export type Device = {
  readonly id: Id<'device'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'>
  readonly zoneId: Id<'zone'> | null
  readonly label: string
  readonly identity: Identity
  /** Whether a copy of it would be taken for it. Plain beacons and printed codes are. */
  readonly cloneable: boolean
  readonly addedAt: Date
}

/** What a reading of a device proves by itself: 0 if it can be copied, else 2. */
export type DeviceEvidence = 0 | 2

export const DEVICES_PER_PLACE_MAX = 200
export const LABEL_LENGTH_MAX = 80
export const CODE_LENGTH = 22

export const deviceRefusals = {
  'device.unknown': {
    kind: 'not-found',
    says: 'There is no such device.',
    todo: 'Check the code, or ask the shop whether the tag was replaced.',
  },
  'device.identity-taken': {
    kind: 'conflict',
    says: 'Another device has this identity already.',
    todo: 'Give each beacon its own numbers.',
  },
  'device.too-many': {
    kind: 'exhausted',
    says: 'This place has as many devices as a place may have.',
    todo: 'Remove devices that are no longer there.',
  },
  'device.zone-elsewhere': {
    kind: 'conflict',
    says: 'The zone belongs to another place.',
    todo: 'Choose a zone of this place.',
  },
} as const satisfies Refusals

/** DE2: what a reading proves. */
export function deviceEvidence(device: Pick<Device, 'cloneable'>): DeviceEvidence {
  return device.cloneable ? 0 : 2
}

/** DE4: one text for each identity, equal exactly when the identities are; the key of every index. */
export function identityKey(identity: Identity): string {
  switch (identity.kind) {
    case 'ibeacon':
      return `ibeacon/${identity.uuid.toLowerCase()}/${identity.major}/${identity.minor}`
    case 'altbeacon':
      return `altbeacon/${identity.id1.toLowerCase()}/${identity.id2}/${identity.id3}`
    case 'eddystone-uid':
      return `eddystone-uid/${identity.namespace.toLowerCase()}/${identity.instance.toLowerCase()}`
    case 'tag':
      return `tag/${identity.code}`
  }
}

/** DE3: the key of the beacon behind an advertisement; null for frames that name no device of ours. */
export function frameKey(frame: Frame): string | null {
  switch (frame.kind) {
    case 'ibeacon':
    case 'altbeacon':
    case 'eddystone-uid':
      return identityKey(frame)
    case 'eddystone-url':
    case 'eddystone-tlm':
    case 'eddystone-eid':
    case 'exposure-notification':
    case 'none':
      return null
  }
}

/** The same from hexadecimal text; null also for text that is none. */
export function hexFrameKey(text: string): string | null {
  const bytes = bytesOfHex(text)
  return bytes === null ? null : frameKey(frameOf(bytes))
}

/** Where the code on a tag leads: the same address in a printed QR code and in an NFC tag. */
export function tagUrl(origin: string, code: string): string {
  return `${origin.replace(/\/$/, '')}/t/${code}`
}

/** Codes are 22 letters, digits, `-` or `_`: sixteen random bytes in base64url. */
export function isTagCode(text: string): boolean {
  return /^[A-Za-z0-9_-]{22}$/.test(text)
}
