import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { seededChance } from '../../../kernel/chance.ts'
import { NameIndex } from './name-index.ts'
import { nameQuery, rankOf } from './name-query.ts'

/** Names of a few letters each, so that pairs are rare, common and everything between. */
function manyNames(count: number, seed: number): string[] {
  const chance = seededChance(seed)
  const letters = Array.from('가각나다라마바사12a')
  return Array.from({ length: count }, () => {
    const length = 2 + Math.floor(chance() * 6)
    const skewed = () => letters[Math.floor(chance() ** 3 * letters.length)] ?? ''
    return Array.from({ length }, skewed).join('')
  })
}

describe('NameIndex', () => {
  test('PL15 among the candidates are all names that answer', { timeout: 60_000 }, () => {
    const names = manyNames(1_000, 7)
    const later = manyNames(3_000, 8)
    const index = new NameIndex()
    for (const name of names) index.add(name)
    const letter = fc.constantFrom(...Array.from('가각나다라마바사12a'))
    const initial = fc.constantFrom(...Array.from('ㄱㄴㄷㄹㅁㅂㅅ'))
    const text = fc.oneof(
      fc.array(letter, { minLength: 2, maxLength: 5 }),
      fc.array(initial, { minLength: 2, maxLength: 5 }),
    )
    fc.assert(
      fc.property(text, (typed) => {
        // Names also come between searches.
        for (const name of later.splice(0, 10)) {
          names.push(name)
          index.add(name)
        }
        const query = nameQuery(typed.join(''))
        const candidates = [...index.candidates(index.groupsOf(query))]
        expect(new Set(candidates).size).toBe(candidates.length)
        const found = candidates.filter((slot) => index.rankAt(query, slot) !== null)
        // Letters before the last are typed to their end: they count as they stand.
        const settled = query.kind === 'letters' ? typed.slice(0, -1).join('') : ''
        const wanted = [...names.entries()]
          .filter(([, name]) => name.includes(settled) && rankOf(query, name) !== null)
          .map(([slot]) => slot)
        expect(found.toSorted((one, other) => one - other)).toEqual(wanted)
        for (const slot of wanted) expect(index.mayAnswer(query, slot)).toBe(true)
      }),
      { numRuns: 300 },
    )
  })
})
