import { expect, test } from 'vitest'
import { seededChance } from '../../../kernel/chance.ts'
import { testId } from '../../../kernel/testing.ts'
import { Cards, CardWriter, type Answer } from './cards.ts'

const bytes = Buffer.from(',"isOpen":true,"distanceMeters":')
const openings = { copy: (_entry: number, into: Buffer, at: number) => at + bytes.copy(into, at) }

function manyCards(count: number): Cards {
  const cards = new Cards()
  for (let number = 0; number < count; number += 1) {
    cards.add({
      id: testId('place', number),
      merchantId: testId('merchant'),
      merchantName: 'A "quoted"\nname \ud800',
      name: `가게 ${number}`,
      category: 'cafe',
      address: '동교로 200',
      lng: 127.5,
      lat: 37.5,
      color: '#0f766e',
    })
  }
  return cards
}

test('PL13 a card says what the place says, whatever letters are in it', () => {
  const writer = new CardWriter()
  writer.start()
  for (const meters of [null, 0, 7, 10, 12_345.6, 20_000_000]) {
    writer.add(manyCards(1), 0, openings, 0, meters)
  }
  const { items } = JSON.parse(writer.end(',"isComplete":true').bytes.toString()) as {
    items: { merchantName: string; distanceMeters: number | null }[]
  }
  expect(items[0]?.merchantName).toBe('A "quoted"\nname \ud800')
  expect(items.map((item) => item.distanceMeters)).toEqual([null, 0, 7, 10, 12_346, 20_000_000])
})

test('PL13 an answer stays as it is until it is given back, whatever else is asked', () => {
  const cards = manyCards(500)
  const writer = new CardWriter()
  const chance = seededChance(11)
  const below = (count: number) => Math.floor(chance() * count)
  const open: { answer: Answer; text: string }[] = []
  for (let turn = 0; turn < 3_000; turn += 1) {
    writer.start()
    const count = below(turn % 100 === 0 ? 500 : 30)
    for (let n = 0; n < count; n += 1) writer.add(cards, below(500), openings, 0, below(1_000))
    const answer = writer.end('')
    open.push({ answer, text: answer.bytes.toString() })
    if (open.length < 200) continue
    const [closed] = open.splice(below(open.length), 1)
    expect(closed?.answer.bytes.toString()).toBe(closed?.text)
    closed?.answer.giveBack()
  }
  for (const { answer, text } of open) expect(answer.bytes.toString()).toBe(text)
})
