import fc from 'fast-check'
import { expect, test } from 'vitest'
import { IdTable } from './id-table.ts'

test('PL17 a place keeps its id, however many there are and however often they change', () => {
  // Few ids, so that many come twice; alike but for one digit, so that all of it counts.
  const id = fc.tuple(fc.nat(35), fc.constantFrom('0', '1', '9', 'a', 'f')).map(([at, digit]) => {
    const text = '01980000-0000-7000-8000-000000000000'
    return text[at] === '-' ? text : text.slice(0, at) + digit + text.slice(at + 1)
  })
  fc.assert(
    fc.property(fc.array(fc.oneof(id, fc.uuid()), { maxLength: 3_000 }), (ids) => {
      const table = new IdTable()
      const simple = new Map<string, number>()
      for (const [slot, one] of ids.entries()) {
        expect(table.get(one)).toBe(simple.get(one) ?? -1)
        table.set(one, slot)
        simple.set(one, slot)
      }
      for (const [one, slot] of simple) expect(table.get(one)).toBe(slot)
    }),
    { numRuns: 50 },
  )
})

test('PL24 what an id is scattered to is the same in every process, and even', () => {
  const table = new IdTable()
  const ids = Array.from({ length: 4_000 }, (_none, at) => {
    return `01980000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`
  })
  const scattered = ids.map((one, slot) => table.set(one, slot))
  expect(scattered[0]).toBe(new IdTable().set(ids[0] ?? '', 7))
  const low = scattered.filter((rank) => rank < 2 ** 30).length
  expect(low).toBeGreaterThan(900)
  expect(low).toBeLessThan(1_100)
})
