import { describe, expect, test } from 'vitest'
import { anOffer, someTerms } from '../testing.ts'
import { movedBetween } from './change.ts'

describe('OF51 what was changed', () => {
  test('is the fields that moved, before and after, and nothing else', () => {
    const endsAt = new Date('2026-06-01T00:00:00Z')
    expect(movedBetween(anOffer(), anOffer({ title: '여름 할인', endsAt }))).toEqual({
      before: { title: '봄맞이 10% 할인', endsAt: anOffer().endsAt },
      after: { title: '여름 할인', endsAt },
    })
  })

  test('is nothing where the same was written once more', () => {
    expect(movedBetween(anOffer(), anOffer({ terms: someTerms() }))).toBeNull()
  })
})
