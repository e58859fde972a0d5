/**
 * How voucher codes are made up: `10OFF-#######` is ten, OFF, a dash and seven letters by chance. Pure.
 *
 * `#` stands for a letter of the alphabet, `%` at the end for the GS1 check digit of the digits before
 * it. Everything else, letters, digits and dashes, stands for itself.
 */
import { alphabets, CODE_LENGTH_MAX, isAlphabet, keyOf } from './alphabet.ts'
import { checkDigit } from './gs1.ts'
import type { CodeRefusal } from './refusals.ts'

export type Pattern = { readonly text: string; readonly alphabet: string }

/** The most codes of one batch. */
export const BATCH_CODES_MAX = 1_000_000

/**
 * So many codes must be possible for each that is made (OF30): a guess then opens one of the batch once
 * in a million tries, and a guesser has ten tries an hour (OF37), which makes eleven years for one hit.
 */
export const POSSIBLE_FOR_EACH = 1_000_000

const CHANCE = '#'
const CHECK = '%'
const shape = /^[\p{L}\p{N}#-]+%?$/u

/** A pattern from the parts that a form asks for. */
export function patternText(prefix: string, length: number, postfix: string): string {
  return prefix + CHANCE.repeat(length) + postfix
}

/** How many letters of a pattern are left to chance. */
export function chanceLetters({ text }: Pattern): number {
  return text.split(CHANCE).length - 1
}

/** How many codes a pattern can make. Beyond 2^53 rounded, which is far beyond what matters. */
export function possibleCodes(pattern: Pattern): number {
  return pattern.alphabet.length ** chanceLetters(pattern)
}

/** How many letters must be left to chance so that `count` codes cannot be guessed. */
export function chanceLettersMin(alphabet: string, count: number): number {
  const needed = Math.log(count * POSSIBLE_FOR_EACH) / Math.log(alphabet.length)
  // A logarithm of a power is off by the last bit, on either side.
  return Math.ceil(needed - 1e-9)
}

/** Why `count` codes may not be made of a pattern; null when nothing speaks against it (OF30). */
export function objectionToPattern(pattern: Pattern, count: number): CodeRefusal | null {
  const { text, alphabet } = pattern
  if (!isAlphabet(alphabet)) return 'batch.alphabet'
  if (text.length > CODE_LENGTH_MAX || !shape.test(text) || chanceLetters(pattern) === 0) {
    return 'batch.pattern'
  }
  if (text.endsWith(CHECK)) {
    const isDigits = alphabet === alphabets.digits && /^[\d#-]+%$/.test(text)
    if (!isDigits) return 'batch.pattern'
  }
  const isWide = chanceLetters(pattern) >= chanceLettersMin(alphabet, count)
  return isWide ? null : 'batch.pattern-too-small'
}

/**
 * Gives the function that makes a code from bytes of chance, each equally likely.
 *
 * @param nextByte a byte that nobody can foresee
 */
export function codesOf({ text, alphabet }: Pattern): (nextByte: () => number) => string {
  const letters = Array.from(alphabet)
  // Bytes above the last full round of the alphabet are thrown away, so that no letter comes oftener.
  const fair = 256 - (256 % letters.length)
  const signs = Array.from(text)
  return (nextByte) => {
    let code = ''
    for (const sign of signs) {
      if (sign === CHANCE) {
        let byte = nextByte()
        while (byte >= fair) byte = nextByte()
        code += letters[byte % letters.length] ?? ''
      } else if (sign === CHECK) {
        code += checkDigit(keyOf(code))
      } else {
        code += sign
      }
    }
    return code.toUpperCase()
  }
}
