/** The letters that voucher codes are written with, and when two codes are the same. Pure. */

/** The ready-made alphabets. None holds two letters that look alike on paper (OF31). */
export const alphabets = {
  /** Crockford's base 32: no I, L, O or U. */
  crockford: '0123456789ABCDEFGHJKMNPQRSTVWXYZ',
  digits: '0123456789',
  letters: 'ABCDEFGHJKMNPQRSTUVWXYZ',
} as const

export const ALPHABET_LETTERS_MIN = 2
export const ALPHABET_LETTERS_MAX = 64
/** No code is longer, typed or printed; longer texts are no codes. */
export const CODE_LENGTH_MAX = 60

/**
 * What is compared of a code (OF31): upper case, without spaces, dashes and other signs, with letters
 * that are misread for digits as those digits. Two codes of the same key are the same code, so it does
 * not matter which of them was printed.
 */
export function keyOf(text: string): string {
  return text
    .normalize('NFKC')
    .toUpperCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')
}

/** Whether a text can be the alphabet of codes: single letters or digits, none like another. */
export function isAlphabet(letters: string): boolean {
  const keys = Array.from(letters, keyOf)
  const isLong = keys.length >= ALPHABET_LETTERS_MIN && keys.length <= ALPHABET_LETTERS_MAX
  return isLong && keys.every((key) => key.length === 1) && new Set(keys).size === keys.length
}
