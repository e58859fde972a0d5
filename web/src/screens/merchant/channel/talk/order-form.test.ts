/** The form of an order card: what it comes to, and when it may be sent. */
import { expect, test } from 'vitest'
import { anItem, cardOf, sumOf } from './order-form.ts'

const cake = { ...anItem(), name: ' 딸기 케이크 ', quantity: 2, priceMinor: 38_000 }

test('comes to the sum of what is typed so far', () => {
  expect(sumOf([cake, anItem()])).toBe(76_000)
})

test('is sent once every row is whole', () => {
  expect(cardOf([cake, anItem()])).toBe(null)
  expect(cardOf([{ ...cake, quantity: 0 }])).toBe(null)
  expect(cardOf([])).toBe(null)
  expect(cardOf([cake])).toEqual({
    kind: 'order',
    items: [{ name: '딸기 케이크', quantity: 2, priceMinor: 38_000 }],
  })
})
