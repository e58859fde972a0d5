/** What is taken from which given card: never more than is there, and no more than is owed. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { givenTakes, paidFor, type GivenCard } from './given-gifts.ts'

const now = new Date('2026-11-22T03:00:00Z')
const someCards: fc.Arbitrary<readonly GivenCard[]> = fc
  .array(
    fc.record({
      posted: fc.nat(9_000),
      dueShare: fc.double({ min: 0, max: 1, noNaN: true }),
      availableMinor: fc.nat(9_000),
      isOver: fc.boolean(),
    }),
    { maxLength: 6 },
  )
  .map((rows) =>
    rows.map(({ posted, dueShare, availableMinor, isOver }, at) => ({
      id: testId('gift-card', at + 1),
      dueMinor: Math.floor(posted * dueShare),
      postedMinor: posted,
      availableMinor,
      expiresAt: new Date(now.getTime() + (isOver ? -1 : at + 1)),
    })),
  )

test('LO24 takes what is owed as far as it is there, own card first, and tells what stays owed', () => {
  fc.assert(
    fc.property(someCards, (cards) => {
      const { takes, posted, owedMinor } = givenTakes(cards, now)
      const takenFrom = (id: string) =>
        takes.filter(({ from }) => from === id).reduce((sum, it) => sum + it.amountMinor, 0)
      const taken = takes.reduce((sum, it) => sum + it.amountMinor, 0)
      const owedBefore = cards.reduce((sum, it) => sum + it.postedMinor - it.dueMinor, 0)
      expect(owedMinor).toBe(owedBefore - taken)
      for (const card of cards) {
        expect(takenFrom(card.id)).toBeLessThanOrEqual(card.availableMinor)
        expect(posted.get(card.id)).toBeGreaterThanOrEqual(card.dueMinor)
        const isOwing = (posted.get(card.id) ?? 0) > card.dueMinor
        if (isOwing) expect(takenFrom(card.id)).toBe(card.availableMinor)
      }
      // As long as something is owed, nothing that is good is left anywhere.
      const good = cards.filter(({ expiresAt }) => expiresAt > now)
      const left = good.reduce((sum, it) => sum + it.availableMinor - takenFrom(it.id), 0)
      expect(owedMinor === 0 || left === 0).toBe(true)
    }),
  )
})

test('LO24 money pays for what is owed and for no more', () => {
  fc.assert(
    fc.property(someCards, fc.nat(60_000), (cards, minor) => {
      const posted = paidFor(cards, minor)
      const paid = cards.reduce((sum, it) => {
        return sum + it.postedMinor - (posted.get(it.id) ?? it.postedMinor)
      }, 0)
      const owed = cards.reduce((sum, it) => sum + it.postedMinor - it.dueMinor, 0)
      expect(paid).toBe(Math.min(owed, minor))
    }),
  )
})
