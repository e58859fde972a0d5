/** Codes that are made up: what they look like, and that nobody guesses one. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededChance } from '../../../../kernel/chance.ts'
import { alphabets, isAlphabet, keyOf } from './alphabet.ts'
import { hasCheckDigit } from './gs1.ts'
import {
  chanceLettersMin,
  codesOf,
  objectionToPattern,
  patternText,
  POSSIBLE_FOR_EACH,
  possibleCodes,
} from './pattern.ts'

const { crockford, digits } = alphabets

const bytesOf = (seed: number) => {
  const chance = seededChance(seed)
  return () => Math.floor(chance() * 256)
}

describe('OF30 a pattern makes codes that cannot be guessed', () => {
  test.each([
    ['eight letters for a million codes', '10OFF-########', crockford, 1_000_000, null],
    ['one letter less', '10OFF-#######', crockford, 1_000_000, 'batch.pattern-too-small'],
    ['seven letters for 34,359 codes', '10OFF-#######', crockford, 34_359, null],
    ['and for one more', '10OFF-#######', crockford, 34_360, 'batch.pattern-too-small'],
    ['twelve digits for a million codes', '############', digits, 1_000_000, null],
    ['eleven', '###########', digits, 1_000_000, 'batch.pattern-too-small'],
    ['letters of the shop, two of them', `${'#'.repeat(20)}`, 'AB', 1, null],
    ['nothing left to chance', 'SALE', crockford, 1, 'batch.pattern'],
    ['a sign that stands for nothing', '$#######', crockford, 1, 'batch.pattern'],
    ['more letters than a code may have', '#'.repeat(61), crockford, 1, 'batch.pattern'],
    ['a check digit behind letters', 'A######%', digits, 1, 'batch.pattern'],
    ['a check digit of another alphabet', '########%', crockford, 1, 'batch.pattern'],
    ['a check digit in the middle', '####%####', digits, 1, 'batch.pattern'],
    ['letters of which two look alike', '#'.repeat(20), '0O', 1, 'batch.alphabet'],
    ['a letter named twice', '#'.repeat(20), 'AA', 1, 'batch.alphabet'],
    ['a single letter', '#'.repeat(20), 'A', 1, 'batch.alphabet'],
  ])('%s', (_name, text, alphabet, count, answer) => {
    expect(objectionToPattern({ text, alphabet }, count)).toBe(answer)
  })

  test('for any alphabet and count, as many letters as are asked for are just enough', () => {
    const alphabet = fc.integer({ min: 2, max: 32 }).map((size) => crockford.slice(0, size))
    fc.assert(
      fc.property(alphabet, fc.integer({ min: 1, max: 1_000_000 }), (letters, count) => {
        const least = chanceLettersMin(letters, count)
        const possible = (length: number) =>
          possibleCodes({ text: patternText('', length, ''), alphabet: letters })
        expect(possible(least)).toBeGreaterThanOrEqual(count * POSSIBLE_FOR_EACH * (1 - 1e-6))
        expect(possible(least - 1)).toBeLessThan(count * POSSIBLE_FOR_EACH)
      }),
    )
  })
})

describe('a made-up code', () => {
  test('keeps what the pattern says, in capitals, and draws the rest', () => {
    const draw = codesOf({ text: '10off-#######', alphabet: crockford })
    expect(draw(bytesOf(1))).toMatch(/^10OFF-[0-9A-HJKMNP-TV-Z]{7}$/)
  })

  test('OF36 of digits ends with the check digit of GS1', () => {
    const draw = codesOf({ text: '99##########%', alphabet: digits })
    const nextByte = bytesOf(2)
    for (let count = 0; count < 200; count += 1) {
      const code = draw(nextByte)
      expect(code).toMatch(/^99\d{11}$/)
      expect(hasCheckDigit(code)).toBe(true)
    }
  })

  test('OF30 draws each letter as often as any other', () => {
    const alphabet = 'ABCDEFGHJK1' // Eleven: 256 is no multiple of it.
    const draw = codesOf({ text: '#', alphabet })
    const nextByte = bytesOf(3)
    const counts = new Map<string, number>()
    const draws = 110_000
    for (let count = 0; count < draws; count += 1) {
      const letter = draw(nextByte)
      counts.set(letter, (counts.get(letter) ?? 0) + 1)
    }
    const expected = draws / alphabet.length
    const chiSquare = Array.from(alphabet).reduce(
      (sum, letter) => sum + ((counts.get(letter) ?? 0) - expected) ** 2 / expected,
      0,
    )
    // Ten degrees of freedom: above 29.6 once in a thousand times.
    expect(chiSquare).toBeLessThan(29.6)
  })
})

describe('OF31 what looks alike is one code', () => {
  test.each([
    ['small letters', '10off-7k2qm04', '10OFF-7K2QM04'],
    ['spaces and no dash', ' 10OFF 7K2 QM04 ', '10OFF-7K2QM04'],
    ['O for 0', '1OOFF-7K2QMO4', '10OFF-7K2QM04'],
    ['I and l for 1', 'IOOFF-7K2QMl4', '10OFF-7K2QM14'],
    ['full-width letters', '１０ＯＦＦ－７Ｋ２ＱＭ０４', '10OFF-7K2QM04'],
    ['Hangul as some phones send it', '봄맞이10'.normalize('NFD'), '봄맞이10'],
  ])('%s', (_name, typed, printed) => {
    expect(keyOf(typed)).toBe(keyOf(printed))
  })

  test.each(Object.entries(alphabets))(
    'the alphabet "%s" has no two letters alike',
    (_name, it) => {
      expect(isAlphabet(it)).toBe(true)
    },
  )

  test('any code that is typed with O for 0, in small letters and in groups, is found', () => {
    const letters = fc.array(fc.constantFrom(...crockford.split('')), {
      minLength: 8,
      maxLength: 20,
    })
    fc.assert(
      fc.property(letters, fc.integer({ min: 2, max: 5 }), (code, size) => {
        const printed = code.join('')
        const groups = printed.match(new RegExp(`.{1,${size}}`, 'g')) ?? []
        const typed = groups.join(' ').replaceAll('0', 'o').replaceAll('1', 'l').toLowerCase()
        expect(keyOf(typed)).toBe(keyOf(printed))
      }),
    )
  })
})
