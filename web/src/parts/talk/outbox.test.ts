/** What waits to be sent: in order, once each, and held up by what was refused. */
import { expect, test } from 'vitest'
import {
  nextToSend,
  readWaiting,
  refused,
  WAITING_MAX,
  withAdded,
  without,
  type Waiting,
} from './outbox.ts'

const one = (id: string): Waiting => ({
  id,
  content: { kind: 'text', text: id },
  at: '2026-04-16T06:00:00Z',
  whyNot: null,
})
const two = [one('a'), one('b')]

test('goes out in the order in which it was written', () => {
  expect(nextToSend(two)?.id).toBe('a')
  expect(nextToSend(without(two, 'a'))?.id).toBe('b')
  expect(nextToSend([])).toBe(null)
})

test('waits for the person when the first was refused, so that the order is kept', () => {
  const held = refused(two, 'a', '막혀 있어요')
  expect(nextToSend(held)).toBe(null)
  expect(nextToSend(refused(held, 'a', null))?.id).toBe('a')
  expect(nextToSend(without(held, 'a'))?.id).toBe('b')
})

test('is read back as it was kept, and nothing else is', () => {
  expect(readWaiting(JSON.stringify(two))).toEqual(two)
  expect(readWaiting('[1, {"id": 2}, null]')).toEqual([])
  expect(readWaiting('no list')).toEqual([])
  expect(readWaiting(null)).toEqual([])
})

test('has an end', () => {
  const full = Array.from({ length: WAITING_MAX }, (_each, at) => one(String(at)))
  expect(withAdded(full, one('more'))).toBe(full)
})
