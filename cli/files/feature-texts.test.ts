import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { featureTexts } from './feature-texts.ts'

async function* inPieces(text: string, size: number): AsyncGenerator<string> {
  for (let at = 0; at < text.length; at += size) yield text.slice(at, at + size)
}
async function cut(text: string, size: number, lettersMax = 1e6): Promise<unknown[]> {
  const found: unknown[] = []
  const pieces = featureTexts(inPieces(text, size), lettersMax)
  for await (const piece of pieces) found.push(JSON.parse(piece))
  return found
}

describe('featureTexts', () => {
  test('gives every feature whole, wherever the pieces end', { timeout: 60_000 }, async () => {
    const feature = fc.record({
      type: fc.constant('Feature'),
      properties: fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.constant('"features":['))),
      geometry: fc.record({ coordinates: fc.array(fc.array(fc.integer())) }),
    })
    const whole = fc.record({ name: fc.string(), features: fc.array(feature), after: fc.string() })
    await fc.assert(
      fc.asyncProperty(
        whole,
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        async (it, size, isWide) => {
          const text = JSON.stringify({ type: 'FeatureCollection', ...it }, null, isWide ? 2 : 0)
          expect(await cut(text, size)).toEqual(JSON.parse(JSON.stringify(it.features)))
        },
      ),
    )
  })

  test('gives a lone feature as it is', async () => {
    const feature = { type: 'Feature', properties: { a: '[{' }, geometry: null }
    expect(await cut(JSON.stringify(feature), 3)).toEqual([feature])
  })

  test('says when a file ends in the middle, or a feature never ends', async () => {
    await expect(cut('{"features":[{"a":1}', 5)).rejects.toThrow('ends in the middle')
    const endless = cut(`{"features":[{"a":"${'x'.repeat(100)}`, 10, 50)
    await expect(endless).rejects.toThrow('more than 50 letters')
  })
})
