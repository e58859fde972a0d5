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
  const time = unixMs.toString(16).padStart(12, '0')
  const hex = (at: number) => hexOf[random[at] ?? 0] ?? ''
  const version = hexOf[0x70 | ((random[0] ?? 0) & 0x0f)] ?? ''
  const variant = hexOf[0x80 | ((random[2] ?? 0) & 0x3f)] ?? ''
  const node = `${hex(4)}${hex(5)}${hex(6)}${hex(7)}${hex(8)}${hex(9)}`
  return `${time.slice(0, 8)}-${time.slice(8)}-${version}${hex(1)}-${variant}${hex(3)}-${node}`
}

/** The two digits of each byte. */
const hexOf = Array.from({ length: 256 }, (_none, byte) => byte.toString(16).padStart(2, '0'))
