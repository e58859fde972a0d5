/** Names of things: UUIDv7, made by client or server, so that they sort by the time they were made. */
import { assert } from './assert.ts'

declare const kindOfId: unique symbol
/** The id of one kind of thing; the kind exists for the compiler only. */
export type Id<Kind extends string> = string & { readonly [kindOfId]: Kind }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** Reads an id from outside; null when it is not a lower-case UUID. */
export function parseId<Kind extends string>(text: string): Id<Kind> | null {
  return uuid.test(text) ? (text as Id<Kind>) : null
}

/**
 * A UUIDv7 of an instant in Unix milliseconds and ten random bytes.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9562#name-uuid-version-7
 */
export function uuidV7(unixMs: number, random: Uint8Array): string {
  assert(random.length >= 10, 'a UUIDv7 takes ten random bytes')
  const hex = (bytes: Uint8Array) =>
    Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = unixMs.toString(16).padStart(12, '0')
  const tail = Uint8Array.from(random.subarray(0, 10))
  tail[0] = 0x70 | ((tail[0] ?? 0) & 0x0f)
  tail[2] = 0x80 | ((tail[2] ?? 0) & 0x3f)
  const rest = hex(tail)
  return `${time.slice(0, 8)}-${time.slice(8)}-${rest.slice(0, 4)}-${rest.slice(4, 8)}-${rest.slice(8)}`
}
