/** Random histories: what came back leaves what would be there had it never been bought. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { twoTiers } from '../testing.ts'
import { acceptInvitation, myInvitation } from './referrals.ts'
import { returnSpending } from './spendings.ts'
import { friend, merchantId, noon, openShop, shopper, staff } from './testing.ts'

const shop = await openShop()
const { inWork, rows, at, reset, write, openCard, codeNow, giveBack, spendAt } = shop
const { buyWithGift, points, given, memberships, brokenInvariants } = shop

type Step =
  | {
      readonly kind: 'buy'
      readonly byFriend: boolean
      readonly paidMinor: number
      /** Gift value that an offer gives with it. */
      readonly giftMinor: number
    }
  | {
      readonly kind: 'spend'
      readonly byFriend: boolean
      readonly share: number
      readonly of: 'points' | 'gift'
    }
  /** Takes a purchase of before back, whole; which one is a share of those there are. */
  | { readonly kind: 'return'; readonly which: number }
  | { readonly kind: 'unspend'; readonly which: number }

const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('buy' as const),
      byFriend: fc.boolean(),
      paidMinor: fc.integer({ min: 0, max: 60_000 }),
      giftMinor: fc.oneof(fc.constant(0), fc.integer({ min: 1, max: 9_000 })),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('spend' as const),
      byFriend: fc.boolean(),
      share: fc.double({ min: 0.1, max: 1, noNaN: true }),
      of: fc.constantFrom('points' as const, 'gift' as const),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('return' as const),
      which: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
  },
  {
    weight: 1,
    arbitrary: fc.record({
      kind: fc.constant('unspend' as const),
      which: fc.double({ min: 0, max: 0.999, noNaN: true }),
    }),
  },
)

const people = [shopper, friend] as const
const instantOf = (index: number) => new Date(noon.getTime() + index * 60_000)
const evening = new Date(noon.getTime() + DAY_MS / 4)

async function start() {
  await reset()
  await write({
    tiers: twoTiers,
    personPointsPerDayMax: 5_000,
    invite: {
      inviter: { kind: 'points', points: 700 },
      friend: { kind: 'points', points: 300 },
      paidMinorMin: 5_000,
      withinDays: 30,
      friendsMax: 5,
    },
  })
  await openCard({ stampsToFill: 3, paidMinorMin: 1_000 })
  const { code } = await inWork(shopper, (work) => myInvitation(work, merchantId))
  await inWork(friend, (work) => acceptInvitation(work, code))
}

/** What is left at the end of the day: with what is owed, which no balance shows. */
async function left() {
  at(evening)
  const earnings = await rows('loyalty.earning')
  const cards = await rows('loyalty.gift_card')
  const owedBy = (personId: string) =>
    earnings
      .filter((it) => it['personId'] === personId)
      .reduce((sum, it) => sum + Math.max(0, Number(it['posted']) - Number(it['points'])), 0)
  const giftOwedBy = (personId: string) =>
    cards
      .filter((it) => it['holderId'] === personId)
      .reduce((sum, it) => sum + Number(it['postedMinor']) - Number(it['dueMinor']), 0)
  const of = async (person: (typeof people)[number]) => {
    const [held] = await memberships(person)
    return {
      points: await points(person),
      gift: await given(person),
      owed: owedBy(person.personId) + giftOwedBy(person.personId),
      tier: held?.tier?.name ?? null,
      cards: held?.cards.map(({ stamps, filled }) => [stamps, filled]),
    }
  }
  const rewards = (await rows('loyalty.reward')).filter((it) => it['state'] === 'earned')
  return { people: [await of(shopper), await of(friend)], rewards: rewards.length }
}

/** Plays a history. Answers what each person has paid in money and in points, and what was returned. */
async function play(steps: readonly Step[]) {
  await start()
  const cash = [0, 0]
  const spent = [0, 0]
  const bought: { readonly index: number; readonly by: number; isReturned: boolean }[] = []
  const paid: { readonly index: number; readonly by: number; amount: number }[] = []
  for (const [index, one] of steps.entries()) {
    at(instantOf(index))
    if (one.kind === 'buy') {
      const by = one.byFriend ? 1 : 0
      await buyWithGift(index + 1, one.paidMinor, one.giftMinor, people[by])
      bought.push({ index, by, isReturned: false })
      cash[by] = (cash[by] ?? 0) + one.paidMinor
    } else if (one.kind === 'spend') {
      const by = one.byFriend ? 1 : 0
      const person = people[by] ?? shopper
      const there = one.of === 'gift' ? await given(person) : await points(person)
      const amount = Math.floor(there * one.share)
      if (amount === 0) continue
      await spendAt(await codeNow(person), amount, { number: index + 1, kind: one.of })
      paid.push({ index, by, amount })
      spent[by] = (spent[by] ?? 0) + amount
    } else if (one.kind === 'return') {
      const there = bought.filter(({ isReturned }) => !isReturned)
      const chosen = there[Math.floor(one.which * there.length)]
      if (!chosen) continue
      chosen.isReturned = true
      const { refundMinor, keptMinor } = await giveBack(chosen.index + 1)
      cash[chosen.by] = (cash[chosen.by] ?? 0) - refundMinor + keptMinor
    } else {
      const chosen = paid[Math.floor(one.which * paid.length)]
      if (!chosen || chosen.amount === 0) continue
      const { amount } = await inWork(staff, (work) =>
        returnSpending(work, {
          id: testId('spending-return', index + 1),
          spendingId: testId('spending', chosen.index + 1),
          amount: null,
        }),
      )
      chosen.amount = 0
      spent[chosen.by] = (spent[chosen.by] ?? 0) - amount
    }
  }
  return { cash, spent, bought }
}

test('LO3, LO16: whatever is bought, spent, stamped, brought by friends and returned, in any order, leaves what the rest alone would leave', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 10 }), async (steps) => {
      const { cash, spent, bought } = await play(steps)
      const there = await left()
      expect(await brokenInvariants()).toEqual([])

      // The run in which only what stands was ever bought, at its own time, and nothing was spent.
      await start()
      const paid = [0, 0]
      for (const { index, by, isReturned } of bought) {
        const one = steps[index]
        if (isReturned || one?.kind !== 'buy') continue
        at(instantOf(index))
        await buyWithGift(index + 1, one.paidMinor, one.giftMinor, people[by])
        paid[by] = (paid[by] ?? 0) + one.paidMinor
      }
      const never = await left()

      expect(there.rewards).toBe(never.rewards)
      for (const by of [0, 1] as const) {
        const [here, rest] = [there.people[by], never.people[by]]
        expect(here?.tier).toBe(rest?.tier)
        const none = [[0, 0]]
        expect(here?.cards ?? none).toEqual(rest?.cards ?? none)
        expect(here?.points).toBeGreaterThanOrEqual(0)
        expect(here?.gift).toBeGreaterThanOrEqual(0)
        // A point spent was worth its won: points and gifts less what is owed, and money, come to
        // the same.
        const held = (here?.points ?? 0) + (here?.gift ?? 0)
        const worth = held + (spent[by] ?? 0) - (here?.owed ?? 0) - (cash[by] ?? 0)
        expect(worth).toBe((rest?.points ?? 0) + (rest?.gift ?? 0) - (paid[by] ?? 0))
      }
    }),
    { numRuns: Number(process.env['GOLMOK_HISTORY_RUNS'] ?? 25) },
  )
}, 240_000)
