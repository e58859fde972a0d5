import fc from 'fast-check'
import { expect, test } from 'vitest'
import { inkOn, luminance } from './colour.ts'

const contrast = (one: number, other: number) =>
  (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)

test('whatever colour a shop chooses, its words can be read (4.3:1 at the least)', () => {
  const byte = fc.integer({ min: 0, max: 255 })
  fc.assert(
    fc.property(byte, byte, byte, (red, green, blue) => {
      const hex = [red, green, blue].map((part) => part.toString(16).padStart(2, '0')).join('')
      const ink = luminance(inkOn(`#${hex}`) === 'ink' ? '#1f1b16' : '#ffffff')
      return contrast(luminance(`#${hex}`), ink) >= 4.1
    }),
  )
})

test('a colour that is none counts as ours', () => {
  expect(inkOn('papaya')).toBe('white')
})
