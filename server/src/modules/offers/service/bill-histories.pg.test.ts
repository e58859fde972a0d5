/** Random histories of bills: what came back leaves what would be there had it never been bought. */
import fc from 'fast-check'
import { beforeAll, expect, test } from 'vitest'
import { testId, theSystem } from '../../../kernel/testing.ts'
import { spend } from '../../ledger/service.ts'
import { pointsAt } from '../../loyalty/model/accounts.ts'
import { writeProgramme } from '../../loyalty/service/programme.ts'
import { aProgramme } from '../../loyalty/testing.ts'
import type { Limit } from '../model/limits.ts'
import { aGrant } from '../testing.ts'
import { payBill, releaseBill } from './bills.ts'
import { merchantId, noon, openStreet, openTill, owner, percent, stacked, till } from './testing.ts'

const street = await openStreet()
const { inWork, reset, open, grant, codeNow, points, rows, brokenInvariants, setClock } = street
const { make, takeBack } = openTill(street)
beforeAll(reset)

type Step =
  | { readonly kind: 'buy'; readonly isHeld: boolean; readonly isReleased: boolean }
  | { readonly kind: 'spend'; readonly share: number }
  /** Takes a bill of before back, whole; which one is a share of those there are. */
  | { readonly kind: 'return'; readonly which: number; readonly inParts: boolean }

const which = fc.double({ min: 0, max: 0.999, noNaN: true })
const step: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      kind: fc.constant('buy' as const),
      isHeld: fc.boolean(),
      isReleased: fc.boolean(),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('spend' as const),
      share: fc.double({ min: 0.2, max: 1, noNaN: true }),
    }),
  },
  {
    weight: 3,
    arbitrary: fc.record({ kind: fc.constant('return' as const), which, inParts: fc.boolean() }),
  },
)

const limits: readonly Limit[] = [
  { counts: 'discount', per: 'person', period: 'month', max: 1_000_000 },
  { counts: 'points', per: 'phone', period: 'week', max: 1_000_000 },
]
const instantOf = (index: number) => new Date(noon.getTime() + index * 60_000)
const sink = { key: 'test/sink', unit: 'points', guarded: false, keepsLots: false } as const

async function start(coupons: number): Promise<void> {
  await reset()
  const earn = { kind: 'share', perMille: 50 } as const
  await inWork(owner, (work) => writeProgramme(work, merchantId, aProgramme({ earn })))
  const terms = stacked([percent(10), { kind: 'points-percent', percent: 7 }])
  await open({ terms, limits, couponsPerPersonMax: 100 })
  for (let at = 1; at <= coupons; at += 1) {
    await grant(aGrant({ couponId: testId('coupon', at), personId: testId('person') }))
  }
}

/** Buys with a coupon of its own; held and given up, held and paid, or paid at once. */
async function buy(index: number, { isHeld, isReleased }: Extract<Step, { kind: 'buy' }>) {
  setClock(instantOf(index))
  const number = index + 1
  const making = isHeld ? { holdMinutes: 10 } : {}
  const { bill } = await make([await codeNow(number)], { number, making })
  const id = testId<'bill'>('bill', number)
  if (isHeld) {
    await inWork(till, async (work) => {
      await (isReleased ? releaseBill(work, id) : payBill(work, id))
    })
  }
  const isThere = !(isHeld && isReleased)
  return { isThere, paidMinor: isThere ? bill.billMinor - bill.discountMinor : 0 }
}

async function left() {
  const [earnings, tallies, offers] = await Promise.all(
    ['loyalty.earning', 'offers.tally', 'offers.offer'].map(rows),
  )
  const owed = earnings?.reduce(
    (sum, it) => sum + Math.max(0, Number(it['posted']) - Number(it['points'])),
    0,
  )
  return {
    points: await points(),
    owed: owed ?? 0,
    used: tallies?.map((it) => Number(it['used'])).filter((it) => it > 0),
    redeemed: offers?.map((it) => it['redeemed']),
  }
}

/** Plays a history. Answers what was paid in money and in points, and which bills stand. */
async function play(steps: readonly Step[]) {
  await start(steps.length)
  let [cash, spent] = [0, 0]
  const there: number[] = []
  for (const [index, one] of steps.entries()) {
    setClock(instantOf(index))
    if (one.kind === 'buy') {
      const { isThere, paidMinor } = await buy(index, one)
      cash += paidMinor
      if (isThere) there.push(index)
    } else if (one.kind === 'spend') {
      const amount = Math.floor((await points()) * one.share)
      if (amount === 0) continue
      const from = pointsAt(testId('person'), merchantId)
      const why = { because: 'test', memo: '' }
      await inWork(theSystem, (work) =>
        spend(work, { id: testId('transfer', 700 + index), from, to: sink, amount, ...why }),
      )
      spent += amount
    } else {
      const [chosen] = there.splice(Math.floor(one.which * there.length), 1)
      if (chosen === undefined) continue
      const parts = one.inParts ? [[{ lineId: '1', units: 2 }], null] : [null]
      for (const [part, lines] of parts.entries()) {
        const { back, keptMinor } = await takeBack(lines, 2 * index + part + 1, chosen + 1)
        cash -= back.refundMinor - keptMinor
        // Whoever still owes points has got no money back.
        if ((await left()).owed > 0) expect(keptMinor).toBe(back.refundMinor)
      }
    }
  }
  return { cash, spent, there }
}

test('OF48, LO16: buy, earn, spend, give up and return, in any order: nothing is to be gained, and what came back has never been', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 2, maxLength: 9 }), async (steps) => {
      const { cash, spent, there } = await play(steps)
      const here = await left()
      expect(await brokenInvariants()).toEqual([])
      expect(here.points).toBeGreaterThanOrEqual(0)

      // The run in which only what stands was ever bought, and nothing was spent.
      await start(steps.length)
      let paid = 0
      for (const index of there.toSorted((one, other) => one - other)) {
        const plain = { kind: 'buy', isHeld: false, isReleased: false } as const
        paid += (await buy(index, plain)).paidMinor
      }
      const never = await left()
      expect(here.used).toEqual(never.used)
      expect(here.redeemed).toEqual(never.redeemed)
      // A point spent was worth its won: points less what is owed, and money, come to the same.
      expect(here.points + spent - here.owed - cash).toBe(never.points - paid)
    }),
    { numRuns: Number(process.env['GOLMOK_HISTORY_RUNS'] ?? 10) },
  )
}, 240_000)
