import { beforeEach, expect, test } from 'vitest'
import { openRecall } from './recall.ts'

/** A table, and readers that wait to be let through. */
let table: Map<string, number>
let waiting: (() => void)[]
const looks: string[][] = []
let isHeld: boolean

const recallOf = (keptMax = 10) =>
  openRecall<string, number>({
    keptMax,
    async read(keys) {
      looks.push([...keys])
      const found = new Map([...table].filter(([key]) => keys.includes(key)))
      if (isHeld) await new Promise<void>((resolve) => waiting.push(resolve))
      return found
    },
  })
const letThrough = () => waiting.splice(0).forEach((go) => go())

beforeEach(() => {
  table = new Map([
    ['one', 1],
    ['two', 2],
    ['three', 3],
  ])
  waiting = []
  looks.length = 0
  isHeld = false
})

test('what was asked for once is read once, also what is not there', async () => {
  const recall = recallOf()
  await recall.ready(['one', 'none', 'one'])
  await recall.ready(['none', 'one'])
  expect([recall.get('one'), recall.get('none'), recall.get('two')]).toEqual([1, null, null])
  expect(looks).toEqual([['one', 'none']])
})

test('what is forgotten while others are read is read again', async () => {
  const recall = recallOf()
  await recall.ready(['one'])
  isHeld = true
  const ready = recall.ready(['one', 'two'])
  table.set('one', 11)
  recall.forget('one')
  isHeld = false
  letThrough()
  await ready
  expect([recall.get('one'), recall.get('two')]).toEqual([11, 2])
})

test('what was read while it changed is not kept', async () => {
  const recall = recallOf()
  isHeld = true
  const ready = recall.ready(['one'])
  table.delete('one')
  recall.forget('one')
  isHeld = false
  letThrough()
  await ready
  expect(recall.get('one')).toBeNull()
  expect(looks).toEqual([['one'], ['one']])
})

test('the oldest give way, and never what is asked for now', async () => {
  const recall = recallOf(2)
  await recall.ready(['one'])
  await recall.ready(['two'])
  await recall.ready(['one', 'three'])
  expect(['one', 'two', 'three'].map((key) => recall.get(key))).toEqual([1, null, 3])
})

test('a read that fails keeps nothing, and is tried again by the next', async () => {
  let isDown = true
  const recall = openRecall<string, number>({
    keptMax: 2,
    read: (keys) =>
      isDown ? Promise.reject(new Error('away')) : Promise.resolve(new Map([[keys[0] ?? '', 1]])),
  })
  await expect(recall.ready(['one'])).rejects.toThrow('away')
  isDown = false
  await recall.ready(['one'])
  expect(recall.get('one')).toBe(1)
})
