/** How batches are asked for: long enough, and shown as they will be. */
import { describe, expect, test } from 'vitest'
import { batchState, exampleOf, patternOf } from './batch.ts'

const batch = { made: 5, wanted: 5, voidedAt: null, archivedAt: null }
test.each([
  ['ready', batch],
  ['making', { ...batch, made: 4 }],
  ['void', { ...batch, made: 4, voidedAt: '2026-04-16T06:00:00Z' }],
  ['archived', { ...batch, archivedAt: '2026-04-16T06:00:00Z' }],
] as const)('a batch is %s', (state, it) => {
  expect(batchState(it)).toBe(state)
})

describe('a pattern', () => {
  test.each([
    ['10off', 'crockford', 100, '10off-#######'],
    ['10OFF-', 'crockford', 1_000_000, '10OFF-########'],
    ['', 'digits', 1_000_000, '############'],
    [' 봄 맞이! ', 'letters', 500, '봄맞이-#######'],
  ] as const)('of "%s", %s and %i is %s', (prefix, charset, count, pattern) => {
    expect(patternOf(prefix, charset, count)).toBe(pattern)
  })

  test('has an example that looks like its numbers', () => {
    expect(exampleOf('10off-#######', 'crockford')).toMatch(/^10OFF-[0-9A-HJKMNP-TV-Z]{7}$/)
    expect(exampleOf('####', 'digits')).toMatch(/^\d{4}$/)
  })
})
