/** Chance that can be repeated: who is in a control group must not depend on when it is asked. */

/**
 * A number in [0, 1) for a text: always the same for the same text, and spread evenly.
 *
 * FNV-1a over UTF-16 units, finished by the mixer of MurmurHash3: quick, and no secret is kept by it.
 *
 * @see http://www.isthe.com/chongo/tech/comp/fnv/
 */
export function shareOf(text: string): number {
  let hash = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193)
  }
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35)
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32
}

/**
 * A seeded source of numbers in [0, 1): the same seed gives the same row (mulberry32).
 *
 * For simulations and tests; never for secrets.
 */
export function seededChance(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
}
