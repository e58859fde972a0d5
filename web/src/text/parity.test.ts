import { readdir } from 'node:fs/promises'
import { readFile } from 'node:fs/promises'
import { describe, expect, test } from 'vitest'
import { refusals as en } from './en/refusals.ts'
import { facts } from './ko/facts.ts'
import { areas, invariants } from './ko/invariants.ts'
import { refusals as ko } from './ko/refusals.ts'

const here = new URL('.', import.meta.url)
const files = (await readdir(new URL('ko', here))).filter((name) => name.endsWith('.ts'))

/** Every key down to the words; lists count their places, functions their figures. */
function keysOf(words: unknown, at = ''): readonly string[] {
  if (typeof words === 'function') return [`${at}(${words.length})`]
  if (typeof words !== 'object' || words === null) return [at]
  return Object.entries(words).flatMap(([key, inside]) => keysOf(inside, `${at}.${key}`))
}

describe('texts', () => {
  test('each file has its twin in the other language', async () => {
    expect(await readdir(new URL('en', here))).toEqual(await readdir(new URL('ko', here)))
  })

  test.each(files)('%s says the same things in both languages', async (name) => {
    const korean: unknown = await import(new URL(`ko/${name}`, here).href)
    const english: unknown = await import(new URL(`en/${name}`, here).href)
    expect(keysOf(english).toSorted()).toEqual(keysOf(korean).toSorted())
  })

  test('no words are empty', async () => {
    for (const name of files) {
      for (const language of ['ko', 'en']) {
        const text = await readFile(new URL(`${language}/${name}`, here), 'utf8')
        expect(text, `${language}/${name}`).not.toMatch(/: (''|"")[,\n]/)
      }
    }
  })

  test('Korean says no in 해요체', () => {
    for (const says of Object.values(ko)) expect(says).toMatch(/요\.$/)
    for (const says of Object.values(en)) expect(says).toMatch(/\.$/)
  })

  test('Korean says what holds and what happened in 해요체', () => {
    for (const says of Object.values(invariants)) expect(says).toMatch(/요\.$/)
    for (const says of Object.values(facts)) expect(says).toMatch(/요$/)
  })

  // In Korean; that English has the same keys, its twin shows.
  test.each([
    ['refusal', 'refusals.md', /^\| `([a-z-]+\.[a-z-]+)`/gm, ko],
    ['invariant', 'invariants.md', /^\| `([a-z-]+\.[a-z-]+)`/gm, invariants],
    ['kind of fact', 'events.md', /^## ([a-z-]+\.[a-z-]+) /gm, facts],
  ])('every %s of the reference has words', async (_it, page, row, words) => {
    const reference = await readFile(new URL(`../../../docs/reference/${page}`, here), 'utf8')
    const codes = Array.from(reference.matchAll(row), ([, code]) => code ?? '')
    expect(codes.length).toBeGreaterThan(20)
    expect(codes.filter((code) => !(code in words))).toEqual([])
  })

  test('whatever an invariant or a fact is about has a name', () => {
    const abouts = [...Object.keys(invariants), ...Object.keys(facts)].map(
      (code) => code.split('.')[0] ?? code,
    )
    expect([...new Set(abouts)].filter((about) => !(about in areas))).toEqual([])
  })
})
