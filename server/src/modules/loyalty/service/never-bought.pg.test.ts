/** Random histories: what came back leaves what would be there had it never been bought. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { DAY_MS } from '../../../kernel/time.ts'
import { noon, openShop } from './testing.ts'
import { twoTiers } from '../testing.ts'

const shop = await openShop()
const { rows, at, reset, write, openCard, codeNow, buy, giveBack, spendAt } = shop
const { points, memberships, brokenInvariants } = shop

test('LO3 whatever is bought, spent and returned in any order leaves what the rest alone would leave', async () => {
  const step = fc.record({
    paidMinor: fc.integer({ min: 0, max: 60_000 }),
    spends: fc.integer({ min: 0, max: 2_000 }),
    returns: fc.integer({ min: 0, max: 9 }),
  })
  const evening = new Date(noon.getTime() + DAY_MS / 4)
  const seconds = (count: number) => new Date(noon.getTime() + count * 1_000)
  /** Cash that left the pocket, and points that are in it. */
  const play = async (
    steps: readonly { paidMinor: number; spends: number; returns: number }[],
    isKept: (number: number) => boolean,
  ) => {
    await reset()
    await write({ tiers: twoTiers, personPointsPerDayMax: 5_000 })
    await openCard({ stampsToFill: 3 })
    let cash = 0
    for (const [index, { paidMinor }] of steps.entries()) {
      if (!isKept(index)) continue
      at(seconds(index))
      await buy(index + 1, paidMinor)
      cash += paidMinor
    }
    return { cash }
  }
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 6 }), async (steps) => {
      const isReturned = (index: number) => (steps[index]?.returns ?? 0) < 4
      // The run in which it happened: everything is bought, some is spent, some comes back.
      let { cash } = await play(steps, () => true)
      let spent = 0
      for (const [index, { spends }] of steps.entries()) {
        at(new Date(noon.getTime() + (index + 1) * 60_000))
        const available = await points()
        const amount = Math.min(spends, available)
        if (amount === 0) continue
        await spendAt(await codeNow(), amount, { number: index + 1 })
        spent += amount
      }
      for (const index of steps.keys()) {
        if (!isReturned(index)) continue
        const { refundMinor, keptMinor } = await giveBack(index + 1)
        cash -= refundMinor - keptMinor
      }
      const owed = (await rows('loyalty.earning')).reduce(
        (sum, it) => sum + Math.max(0, Number(it['posted']) - Number(it['points'])),
        0,
      )
      at(evening)
      const left = {
        points: await points(),
        cards: (await memberships())[0]?.cards,
        tier: (await memberships())[0]?.tier,
      }
      expect(await brokenInvariants()).toEqual([])
      expect(left.points).toBeGreaterThanOrEqual(0)
      // The run in which what came back was never bought.
      const never = await play(steps, (index) => !isReturned(index))
      at(evening)
      const there = {
        points: await points(),
        cards: (await memberships())[0]?.cards ?? left.cards,
        tier: (await memberships())[0]?.tier ?? null,
      }
      // What was spent was worth its money; so points, less what is owed, and money come to the same.
      expect(left.points + spent - owed - cash).toBe(there.points - never.cash)
      expect(left.tier ?? null).toEqual(there.tier)
      if (steps.some((_it, index) => !isReturned(index))) expect(left.cards).toEqual(there.cards)
    }),
    { numRuns: 25 },
  )
}, 120_000)
