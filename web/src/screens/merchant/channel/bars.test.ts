import { expect, test } from 'vitest'
import { barsOf } from './bars.ts'

test('the largest figure fills the height, the smallest is seen, and nothing is nothing', () => {
  const bars = barsOf([0, 1, 1_000], { width: 300, height: 100 })
  expect(bars.map(({ height }) => height)).toEqual([0, 3, 100])
  expect(bars.map(({ y, height }) => y + height)).toEqual([100, 100, 100])
  expect(bars.at(-1)).toMatchObject({ x: 215, width: 70 })
})

test('no figures make no bars', () => {
  expect(barsOf([], { width: 300, height: 100 })).toEqual([])
})
