/** Tests of walking from a fact to what it caused. */
import { describe, expect, test } from 'vitest'
import type { Fact } from './shapes.ts'
import { causedBy, namedIn } from './walk.ts'

const id = (number: number) => `01920000-0000-7000-8000-${String(number).padStart(12, '0')}`
const aFact = (number: number, data: Fact['data'], subjectId: string | null = id(1)): Fact => ({
  id: number,
  name: 'presence.zone-entered',
  version: 1,
  subjectId,
  at: '2026-11-22T00:00:00Z',
  data,
})

describe('namedIn', () => {
  test('puts the things of a fact before its shop and place', () => {
    const fact = aFact(1, { merchantId: id(9), stayId: id(3), evidence: 1, at: 'x' })
    expect(namedIn(fact).map(({ key }) => key)).toEqual(['stayId', 'merchantId'])
  })
})

describe('causedBy', () => {
  const entered = aFact(10, { stayId: id(3), merchantId: id(9) })
  test('what shares a telling id is sure, what shares the person came after', () => {
    const decided = aFact(12, { stayId: id(3), decisionId: id(4) })
    const visited = aFact(14, { visitId: id(5) })
    expect(causedBy(entered, [visited, decided])).toEqual([
      { fact: decided, isSure: true },
      { fact: visited, isSure: false },
    ])
  })
  test('nothing earlier, nobody else, and nothing twice', () => {
    const earlier = aFact(8, { stayId: id(3) })
    const elsewhere = aFact(20, { merchantId: id(9) }, id(2))
    const later = aFact(21, { stayId: id(3) })
    expect(causedBy(entered, [earlier, elsewhere, later, later])).toEqual([
      { fact: later, isSure: true },
    ])
  })
})
