import { disassemble, getChoseong } from 'es-hangul'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  initialsOf,
  isInitials,
  lettersOf,
  searchText,
  typedPattern,
  typedRanges,
} from './hangul.ts'

const syllable = fc.integer({ min: 0xac00, max: 0xd7a3 }).map((unit) => String.fromCharCode(unit))
const word = fc.array(syllable, { minLength: 1, maxLength: 6 }).map((all) => all.join(''))

describe('Korean letters', () => {
  test('PL15 initials and letters are those of es-hangul', () => {
    fc.assert(
      fc.property(word, (text) => {
        expect(initialsOf(text)).toBe(getChoseong(text))
        expect(lettersOf(text)).toBe(disassemble(text))
      }),
    )
  })

  test.each([
    ['스타벅스', 'ㅅㅌㅂㅅ'],
    ['GS25 망원점', 'GS25 ㅁㅇㅈ'],
  ])('PL15 %s is %s', (text, row) => {
    expect(initialsOf(text)).toBe(row)
  })

  test('PL15 a row of initials is told from a word', () => {
    expect([isInitials('ㅅㅌ'), isInitials('스ㅌ'), isInitials('ㅏ'), isInitials('')]).toEqual([
      true,
      false,
      false,
      false,
    ])
  })

  test('PL15 spaces, marks and capitals do not matter', () => {
    expect(searchText('  Café  망원-동 (본점)')).toBe('café망원동본점')
  })

  test('PL15 a syllable is among what its beginnings may become', () => {
    fc.assert(
      fc.property(syllable, (whole) => {
        const unit = whole.charCodeAt(0)
        const rest = (unit - 0xac00) % 28
        const isAmong = (typed: string) =>
          typedRanges(typed).some(([first, last]) => first <= unit && unit <= last)
        expect(isAmong(whole)).toBe(true)
        expect(isAmong(String.fromCharCode(unit - rest))).toBe(true)
        expect(isAmong(getChoseong(whole))).toBe(true)
      }),
    )
  })

  test.each([
    ['ㅅㅌㅂㅅ', '스타벅스', true],
    ['스ㅌ', '스타벅스', true],
    ['스탑', '스타벅스', true],
    ['타벅', '스타벅스', true],
    ['G S', 'GS25', true],
    ['ㅅㅂ', '스타벅스', false],
    ['벅타', '스타벅스', false],
  ])('PL26 %s finds %s: %s', (typed, name, isFound) => {
    expect(new RegExp(typedPattern(typed) ?? '^', 'u').test(searchText(name))).toBe(isFound)
  })

  test('PL26 what holds no letters asks for no name, and marks are never a pattern', () => {
    expect(typedPattern(' .*! ')).toBeNull()
    expect(typedPattern('.*별.*')).toBe('[벼-볗]')
  })
})
