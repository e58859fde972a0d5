/** Korean letters: initial consonants, and syllables that are still being typed. */

const SYLLABLE_FIRST = 0xac00
const SYLLABLE_LAST = 0xd7a3
const FINALS = 28
const SYLLABLES_PER_INITIAL = 588
const initials = 'ㄱㄲㄴㄷㄸㄹㅁㅂㅃㅅㅆㅇㅈㅉㅊㅋㅌㅍㅎ'
const vowels = [
  'ㅏ',
  'ㅐ',
  'ㅑ',
  'ㅒ',
  'ㅓ',
  'ㅔ',
  'ㅕ',
  'ㅖ',
  'ㅗ',
  'ㅗㅏ',
  'ㅗㅐ',
  'ㅗㅣ',
  'ㅛ',
  'ㅜ',
  'ㅜㅓ',
  'ㅜㅔ',
  'ㅜㅣ',
  'ㅠ',
  'ㅡ',
  'ㅡㅣ',
  'ㅣ',
] as const
const finals = [
  '',
  'ㄱ',
  'ㄲ',
  'ㄱㅅ',
  'ㄴ',
  'ㄴㅈ',
  'ㄴㅎ',
  'ㄷ',
  'ㄹ',
  'ㄹㄱ',
  'ㄹㅁ',
  'ㄹㅂ',
  'ㄹㅅ',
  'ㄹㅌ',
  'ㄹㅍ',
  'ㄹㅎ',
  'ㅁ',
  'ㅂ',
  'ㅂㅅ',
  'ㅅ',
  'ㅆ',
  'ㅇ',
  'ㅈ',
  'ㅊ',
  'ㅋ',
  'ㅌ',
  'ㅍ',
  'ㅎ',
] as const

const isSyllable = (unit: number) => unit >= SYLLABLE_FIRST && unit <= SYLLABLE_LAST
const isJamo = (unit: number) => unit >= 0x3131 && unit <= 0x314e
const initialOf = (unit: number) => Math.floor((unit - SYLLABLE_FIRST) / SYLLABLES_PER_INITIAL)

const plain = /^[0-9a-zA-Z가-힣 ]*$/

/** A text as searches compare it: composed, in small letters, without spaces and marks. */
export function searchText(text: string): string {
  // Most names need no tables of Unicode, and there may be a million of them.
  if (plain.test(text)) return text.replaceAll(' ', '').toLowerCase()
  return text
    .normalize('NFC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]/gu, '')
}

/** The initial consonant of a syllable, or itself, as a code unit; 0 where there is none. */
export function initialUnit(unit: number): number {
  if (isSyllable(unit)) return initials.charCodeAt(initialOf(unit))
  return isJamo(unit) && initials.includes(String.fromCharCode(unit)) ? unit : 0
}

/** The initial consonants of the syllables of a text, in one row; everything else stays. */
export function initialsOf(text: string): string {
  let row = ''
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    row += isSyllable(unit) ? initials.charAt(initialOf(unit)) : text.charAt(at)
  }
  return row
}

/** Whether a text is made of initial consonants alone: `ㅅㅌㅂㅅ`. */
export function isInitials(text: string): boolean {
  return text.length > 0 && Array.from(text).every((letter) => initials.includes(letter))
}

/** Whether a text answers what was typed: it holds these letters, or has these initial consonants. */
export function holdsTyped(text: string, typed: string): boolean {
  const letters = searchText(text)
  const sought = searchText(typed)
  if (sought === '') return false
  return letters.includes(sought) || (isInitials(sought) && initialsOf(letters).includes(sought))
}

/**
 * A regular expression for names that answer what was typed, in the form of `searchText`: any part of
 * them, their initial consonants, or a last syllable that is not whole yet. Null where nothing was typed
 * that a name could hold.
 */
export function typedPattern(typed: string): string | null {
  const letters = Array.from(searchText(typed))
  if (letters.length === 0) return null
  return letters
    .map((letter, at) => {
      const mayGrow = letter.length === 1 && (at === letters.length - 1 || isInitials(letter))
      if (!mayGrow) return letter
      const ranges = typedRanges(letter).map((range) => String.fromCharCode(...range))
      return `[${ranges.map(([first, last]) => `${first}-${last}`).join('')}]`
    })
    .join('')
}

/** The letters in the order in which they are typed: `값` is `ㄱㅏㅂㅅ`. */
export function lettersOf(text: string): string {
  let row = ''
  for (let at = 0; at < text.length; at += 1) {
    const unit = text.charCodeAt(at)
    if (isSyllable(unit)) {
      const rest = (unit - SYLLABLE_FIRST) % SYLLABLES_PER_INITIAL
      row += initials.charAt(initialOf(unit))
      row += vowels[Math.floor(rest / FINALS)] ?? ''
      row += finals[rest % FINALS] ?? ''
    } else row += text.charAt(at)
  }
  return row
}

/**
 * What the last letter of a search may become while it is being typed: `망워` may become `망원`, `스ㅌ` may
 * become `스타`. First and last code unit of each range, both included.
 */
export function typedRanges(letter: string): readonly (readonly [first: number, last: number])[] {
  const unit = letter.charCodeAt(0)
  const initial = initials.indexOf(letter)
  if (initial !== -1) {
    const first = SYLLABLE_FIRST + initial * SYLLABLES_PER_INITIAL
    return [[first, first + SYLLABLES_PER_INITIAL - 1]]
  }
  if (!isSyllable(unit)) return [[unit, unit]]
  const vowel = Math.floor(((unit - SYLLABLE_FIRST) % SYLLABLES_PER_INITIAL) / FINALS)
  const base = unit - ((unit - SYLLABLE_FIRST) % FINALS)
  const simple = vowels[vowel] ?? ''
  // ㅗ may go on to ㅘ, ㅙ, ㅚ, which stand right behind it; so with ㅜ and ㅡ.
  const compounds = vowels.filter((other) => other.length === 2 && other.startsWith(simple)).length
  return [[base, base + FINALS * (compounds + 1) - 1]]
}
