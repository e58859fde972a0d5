/** Tests of what waits for the owner. */
import { describe, expect, test } from 'vitest'
import type { Campaign } from '../shapes.ts'
import { errandsOf } from './waiting.ts'

const now = new Date('2026-11-22T01:00:00Z')
const aCampaign = (state: Campaign['state'], endsAt: string) =>
  ({ id: `${state}/${endsAt}`, state, schedule: { endsAt } }) as Campaign

describe('errandsOf', () => {
  test('without any campaign the first one waits', () => {
    expect(errandsOf([], now)).toEqual([{ kind: 'first' }])
  })
  test('what ends within three days comes first, what rests comes last', () => {
    const rows = [
      aCampaign('paused', '2026-12-20T00:00:00Z'),
      aCampaign('draft', '2026-12-20T00:00:00Z'),
      aCampaign('running', '2026-11-24T00:00:00Z'),
      aCampaign('running', '2026-12-24T00:00:00Z'),
      aCampaign('ended', '2026-11-01T00:00:00Z'),
    ]
    expect(errandsOf(rows, now).map(({ kind }) => kind)).toEqual(['ends', 'draft', 'paused'])
  })
})
