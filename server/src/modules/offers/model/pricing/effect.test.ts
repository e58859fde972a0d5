/** What each effect does to a cart, with the bugs that others had with it. */
import { describe, expect, test } from 'vitest'
import { cartOfBill, everything, type Cart } from './cart.ts'
import { flat, type Effect, type Off } from './effect.ts'
import type { Candidate, Policy } from './offers.ts'
import { priceCart } from './price.ts'
import { best, cartOf, category, items, line, nobodyAt, offer } from './testing.ts'

const percent = (percentOff: number): Off => ({ kind: 'percent', percentOff })
const amount = (amountOffMinor: number): Off => ({ kind: 'amount', amountOffMinor })
const price = (priceMinor: number): Off => ({ kind: 'price', priceMinor })

const orderOff = (off: Off): Effect => ({ kind: 'order-discount', tiers: flat(off) })
const each = (of = everything, off: Off = percent(10)): Effect => ({
  kind: 'item-discount',
  of,
  pick: { kind: 'all' },
  spread: 'each',
  tiers: flat(off),
})

const priced = (cart: Cart, candidates: readonly Candidate[], policy: Policy = best) =>
  priceCart(cart, candidates, policy, nobodyAt)
const offBy = (cart: Cart, effect: Effect, more: Partial<Candidate> = {}) =>
  priced(cart, [offer('one', [effect], more)]).discountMinor

const latte = line('latte', 4_500, 2, ['drinks'])
const cake = line('cake', 6_500, 1, ['food'])
const cart = cartOf(latte, cake)

describe('OF23 a discount', () => {
  test('in percent, of the order', () => expect(offBy(cart, orderOff(percent(10)))).toBe(1_550))
  test('of so much, and never more than the bill', () => {
    expect(offBy(cart, orderOff(amount(3_000)))).toBe(3_000)
    expect(offBy(cart, orderOff(amount(99_000)))).toBe(15_500)
  })
  test('to a price, and never up to one', () => {
    expect(offBy(cart, orderOff(price(10_000)))).toBe(5_500)
    expect(offBy(cart, orderOff(price(20_000)))).toBe(0)
  })
  test('of a bill of which only the sum is known', () => {
    expect(offBy(cartOfBill(15_555), orderOff(percent(10)))).toBe(1_555)
    expect(offBy(cartOfBill(15_555), each())).toBe(0)
  })
  test('on each piece, and on all together', () => {
    expect(offBy(cart, each(category('drinks'), amount(500)))).toBe(1_000)
    const across: Effect = {
      kind: 'item-discount',
      of: category('drinks'),
      pick: { kind: 'all' },
      spread: 'across',
      tiers: flat(amount(500)),
    }
    expect(offBy(cart, across)).toBe(500)
  })
  test('medusa#12626 of one item leaves the others alone', () => {
    const { lines } = priced(cart, [offer('one', [each(items('cake'), percent(50))])])
    expect(lines.map((it) => it.discountMinor)).toEqual([0, 3_250])
  })
  test('of the cheapest and of the dearest pieces', () => {
    const of = (kind: 'cheapest' | 'dearest', units: number): Effect => ({
      kind: 'item-discount',
      of: everything,
      pick: { kind, units },
      spread: 'each',
      tiers: flat(percent(100)),
    })
    expect(offBy(cart, of('cheapest', 1))).toBe(4_500)
    expect(offBy(cart, of('dearest', 2))).toBe(11_000)
  })
  test('in steps by amount and by quantity', () => {
    const tiers = (
      by: 'amount' | 'quantity',
      ...steps: readonly (readonly [number, number])[]
    ): Effect => ({
      kind: 'order-discount',
      tiers: { by, steps: steps.map(([from, off]) => ({ from, off: percent(off) })) },
    })
    expect(offBy(cart, tiers('amount', [10_000, 10], [15_500, 20]))).toBe(3_100)
    expect(offBy(cart, tiers('amount', [15_501, 20]))).toBe(0)
    expect(offBy(cart, tiers('quantity', [2, 10], [3, 20], [4, 30]))).toBe(3_100)
  })
  test('up to its cap', () => expect(offBy(cart, each(), { valueMinorMax: 700 })).toBe(700))
  test('of the delivery', () => {
    const delivered = { ...cart, deliveryMinor: 3_000 }
    const free = priced(delivered, [
      offer('one', [{ kind: 'delivery-discount', off: percent(100) }]),
    ])
    expect([free.billMinor, free.payMinor, free.delivery.discountMinor]).toEqual([
      18_500, 15_500, 3_000,
    ])
  })
})

describe('OF23 buy and get', () => {
  const buyGet = (
    buy: number,
    get: number,
    more: Partial<Extract<Effect, { kind: 'buy-get' }>> = {},
  ): Effect => ({
    kind: 'buy-get',
    buy: { of: items('shirt'), units: buy },
    get: { of: items('shirt'), units: get },
    off: percent(100),
    timesMax: null,
    ...more,
  })
  const shirts = (quantity: number) => cartOf(line('shirt', 1_000, quantity))

  test('medusa#8829 what is got must be in the cart; the price never goes below nothing', () => {
    expect(offBy(shirts(10), buyGet(10, 20))).toBe(0)
    expect(offBy(shirts(30), buyGet(10, 20))).toBe(20_000)
  })
  test('medusa#13265 as many times as there is enough, up to the most', () => {
    expect([3, 5, 6, 9].map((quantity) => offBy(shirts(quantity), buyGet(2, 1)))).toEqual([
      1_000, 1_000, 2_000, 3_000,
    ])
    expect(offBy(shirts(9), buyGet(2, 1, { timesMax: 2 }))).toBe(2_000)
  })
  test('medusa#14432 pieces of one line count as those of many', () => {
    const apart = cartOf(
      ...[1, 2, 3, 4].map((at) => ({ ...line('shirt', 1_000), lineId: `${at}` })),
    )
    expect(offBy(apart, buyGet(2, 1))).toBe(offBy(shirts(4), buyGet(2, 1)))
  })
  test('medusa#11259 medusa#14934 the reduction is what was promised, not everything', () => {
    expect(offBy(shirts(3), buyGet(2, 1, { off: percent(30) }))).toBe(300)
    expect(offBy(shirts(3), buyGet(2, 1, { off: amount(250) }))).toBe(250)
  })
  test('medusa#13431 the order of the lines does not matter', () => {
    const [socks, shirt] = [
      line('socks', 500, 4, ['apparel']),
      line('shirt', 1_000, 1, ['apparel']),
    ]
    const effect = buyGet(4, 1, { buy: { of: category('apparel'), units: 4 } })
    expect(offBy(cartOf(socks, shirt), effect)).toBe(1_000)
    expect(offBy(cartOf(shirt, socks), effect)).toBe(1_000)
  })
})

describe('OF23 things handed over', () => {
  const cookie = { itemId: 'cookie', itemName: 'Cookie', unitMinor: 2_000 }
  const free = (mode: Extract<Effect, { kind: 'free-item' }>['mode'], units = 1): Effect => ({
    kind: 'free-item',
    item: cookie,
    units,
    mode,
  })
  test('a free item comes on top, and costs nothing', () => {
    const { payMinor, used } = priced(cart, [offer('one', [free('added')])])
    expect(payMinor).toBe(15_500)
    expect(used[0]?.extras).toMatchObject([
      { kind: 'added', itemId: 'cookie', units: 1, valueMinor: 2_000 },
    ])
  })
  test('or is one that was bought already', () => {
    const bought = cartOf(latte, line('cookie', 2_200))
    expect(offBy(bought, free('in-cart'))).toBe(2_200)
    expect(offBy(cart, free('in-cart'))).toBe(0)
    const { discountMinor, used } = priced(bought, [offer('one', [free('in-cart-or-added', 2)])])
    expect([discountMinor, used[0]?.extras[0]?.units]).toEqual([2_200, 1])
  })
  test('an upgrade is dearer, and costs what was ordered', () => {
    const to = { itemId: 'large', itemName: 'Large latte', unitMinor: 5_200 }
    const effect: Effect = { kind: 'upgrade', of: items('latte'), to, units: 1 }
    const { payMinor, used } = priced(cart, [offer('one', [effect])])
    expect(payMinor).toBe(15_500)
    expect(used[0]?.extras).toMatchObject([{ kind: 'upgraded', lineId: 'latte', valueMinor: 700 }])
  })
  test('a bundle has one price', () => {
    const effect: Effect = {
      kind: 'bundle',
      parts: [
        { of: category('drinks'), units: 1 },
        { of: category('food'), units: 1 },
      ],
      priceMinor: 9_900,
      timesMax: null,
    }
    expect(offBy(cart, effect)).toBe(1_100)
  })
})

describe('OF24 points and gift value', () => {
  test('are earned on what is paid, not on what is taken off', () => {
    const offers = [
      offer('off', [orderOff(amount(5_500))]),
      offer('more', [{ kind: 'points-percent', percent: 5 }]),
      offer('double', [{ kind: 'points-times', times: 2 }]),
      offer('gift', [{ kind: 'gift-value', amountMinor: 3_000 }]),
      offer('fixed', [{ kind: 'points', points: 50 }]),
    ]
    const { basePoints, points, giftMinor } = priced(cart, offers, {
      ...best,
      basePointsOn: (payMinor) => Math.floor((payMinor * 3) / 100),
    })
    expect({ basePoints, points, giftMinor }).toEqual({
      basePoints: 300,
      points: 1_150,
      giftMinor: 3_000,
    })
  })
})

describe('OF26 offers on one cart', () => {
  test('points in percent of a bill that costs nothing are nothing, and use nothing up', () => {
    const share = offer('share', [{ kind: 'points-percent', percent: 5 }])
    const free = priceCart(cartOf(line('sample', 0, 1)), [share], best, nobodyAt)
    expect(free.notUsed.get('share')).toEqual({ because: 'no-effect' })
    const paid = priceCart(cartOf(line('latte', 4_000, 1)), [share], best, nobodyAt)
    expect(paid.used).toMatchObject([{ offerId: 'share', points: 200 }])
  })

  test('vendure#5278 what does nothing is not used', () => {
    const { used, notUsed } = priced(cart, [offer('none', [each(items('tea'))])])
    expect(used).toEqual([])
    expect(notUsed.get('none')).toEqual({ because: 'no-effect' })
  })
  test('are reckoned on what is left, or on what it cost at first', () => {
    const offers = [offer('a', [orderOff(percent(10))]), offer('b', [orderOff(percent(10))])]
    expect(priced(cartOfBill(10_000), offers).discountMinor).toBe(1_900)
    expect(priced(cartOfBill(10_000), offers, { ...best, on: 'initial' }).discountMinor).toBe(2_000)
  })
  test('that do not stack: the better one is used, and the other says so', () => {
    const category5 = { kind: 'category', category: 'welcome' } as const
    const offers = [
      offer('small', [orderOff(percent(5))], { stacking: category5 }),
      offer('large', [orderOff(percent(15))], { stacking: category5 }),
      offer('beside', [orderOff(amount(100))]),
    ]
    const { used, notUsed } = priced(cartOfBill(10_000), offers)
    expect(used.map((it) => it.offerId).toSorted()).toEqual(['beside', 'large'])
    expect(notUsed.get('small')).toEqual({ because: 'does-not-stack', offerId: 'large' })
  })
  test('an exclusive one stands alone, but for those that always go', () => {
    const offers = [
      offer('alone', [orderOff(percent(20))], { stacking: { kind: 'exclusive' } }),
      offer('welcome', [orderOff(percent(15))], { stacking: { kind: 'category', category: 'w' } }),
      offer('always', [orderOff(amount(100))]),
    ]
    const { used } = priced(cartOfBill(10_000), offers)
    expect(used.map((it) => it.offerId).toSorted()).toEqual(['alone', 'always'])
  })
  test('by request they come in the order in which they were shown', () => {
    const never = { kind: 'never' } as const
    const offers = [
      offer('first', [orderOff(percent(5))]),
      offer('second', [orderOff(percent(50))], { stacking: never }),
    ]
    const { used } = priced(cartOfBill(10_000), offers, { ...best, order: 'requested' })
    expect(used.map((it) => it.offerId)).toEqual(['first'])
  })
})
