/** Marks of names: 64 bits that tell of most names at once that they do not hold what is asked. */

/** Each letter and pair of letters sets one bit; what lacks a bit of the query cannot hold it. */
export type Marks = readonly [low: number, high: number]

const SCATTER = 0x9e3779b1

/** Two code units as one small integer, which costs the heap nothing. */
export const pairOf = (one: number, other: number) => (one << 16) | other

/** Which of the 64 bits belongs to a letter or a pair. */
export const bitOf = (key: number) => Math.imul(key, SCATTER) >>> 26

/** @param withLetters whether single letters count too; initials are too few to tell names apart */
export function marksOf(text: string, withLetters: boolean): Marks {
  const marks = new Uint32Array(2)
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (withLetters) setBit(marks, 0, unit)
    if (at > 0) setBit(marks, 0, pairOf(text.charCodeAt(at - 1), unit))
  }
  return [marks[0] ?? 0, marks[1] ?? 0]
}

/** Sets the bit of a letter or pair in the two words from `at` on. */
export function setBit(words: Uint32Array, at: number, key: number): void {
  const bit = bitOf(key)
  const word = at + (bit >> 5)
  words[word] = (words[word] ?? 0) | (1 << (bit & 31))
}

/** Whether the two words from `at` on hold all of the marks. */
export function holds(words: Uint32Array, at: number, [low, high]: Marks): boolean {
  return ((words[at] ?? 0) & low) >>> 0 === low && ((words[at + 1] ?? 0) & high) >>> 0 === high
}
