/** Ids made on this side, so that a repeated request is known as the same one. */

/** A UUIDv7: sorts by the time it was made. */
export function newId(unixMs = Date.now()): string {
  const random = crypto.getRandomValues(new Uint8Array(10))
  random[0] = 0x70 | ((random[0] ?? 0) & 0x0f)
  random[2] = 0x80 | ((random[2] ?? 0) & 0x3f)
  const tail = Array.from(random, (byte) => byte.toString(16).padStart(2, '0')).join('')
  const time = unixMs.toString(16).padStart(12, '0')
  const group = [time.slice(0, 8), time.slice(8), tail.slice(0, 4), tail.slice(4, 8), tail.slice(8)]
  return group.join('-')
}
