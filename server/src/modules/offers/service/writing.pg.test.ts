/** Writing offers, on a real database: the list, the example bill, who changed what. */
import { beforeEach, describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { changeOffer, merchantOffers } from '../service.ts'
import { someTerms } from '../testing.ts'
import { cartOfBill } from '../model/pricing/cart.ts'
import { defaultPolicy } from '../store/policy.ts'
import { policyExample } from './policy.ts'
import { firstPage, foreigner, merchantId, noon, openStreet, owner, staff } from './testing.ts'
import { exampleBill, offerChanges } from './writing.ts'

const street = await openStreet()
const { inWork, reset, open, rows, setClock } = street
const offerId = testId<'offer'>('offer')
const minutesLater = (minutes: number) => new Date(noon.getTime() + minutes * 60_000)
beforeEach(reset)

describe('OF51 who wrote an offer', () => {
  test('is kept with each change: who, when, what before and after', async () => {
    await open()
    setClock(minutesLater(5))
    await inWork(owner, (work) => changeOffer(work, offerId, { title: '여름 10% 할인' }))
    setClock(minutesLater(6))
    await inWork(owner, (work) => changeOffer(work, offerId, { state: 'paused' }))
    // The same once more is no change.
    await inWork(owner, (work) => changeOffer(work, offerId, { title: '여름 10% 할인' }))
    const { items } = await inWork(owner, (work) => offerChanges(work, offerId, firstPage))
    expect(
      items.map(({ changedAt, byKind, before, after }) => [changedAt, byKind, before, after]),
    ).toEqual([
      [minutesLater(6), 'person', { state: 'open' }, { state: 'paused' }],
      [minutesLater(5), 'person', { title: '봄맞이 10% 할인' }, { title: '여름 10% 할인' }],
      [noon, 'person', {}, {}],
    ])
  })

  test('comes page by page, and gives instants back as instants', async () => {
    await open()
    const endsAt = new Date('2026-06-01T00:00:00Z')
    setClock(minutesLater(5))
    await inWork(owner, (work) => changeOffer(work, offerId, { endsAt }))
    const first = await inWork(owner, (work) =>
      offerChanges(work, offerId, { limit: 1, after: null }),
    )
    expect(first.items[0]?.after).toEqual({ endsAt })
    const rest = await inWork(owner, (work) =>
      offerChanges(work, offerId, { limit: 1, after: first.nextCursor }),
    )
    expect(rest.items.map(({ after }) => after)).toEqual([{}])
    expect(rest.nextCursor).toBeNull()
  })

  test('is for its own owner', async () => {
    await open()
    for (const who of [staff, foreigner]) {
      await expect(
        inWork(who, (work) => offerChanges(work, offerId, firstPage)),
      ).rejects.toMatchObject({ code: 'offer.unknown' })
    }
  })
})

describe('OF50 an example bill', () => {
  test('is priced and changes nothing', async () => {
    const before = await rows('platform.fact')
    const { priced, reason } = await inWork(owner, (work) =>
      exampleBill(work, merchantId, someTerms(), cartOfBill(20_000)),
    )
    expect(priced.payMinor).toBe(18_000)
    expect(reason).toBeNull()
    expect(await rows('platform.fact')).toEqual(before)
    expect(await rows('offers.offer')).toEqual([])
    expect(await rows('offers.offer_change')).toEqual([])
  })

  test('is for the owner of the shop', async () => {
    for (const who of [staff, foreigner]) {
      await expect(
        inWork(who, (work) => exampleBill(work, merchantId, someTerms(), cartOfBill(1))),
      ).rejects.toMatchObject({ code: 'access.forbidden' })
      const asked = { policy: defaultPolicy, offers: [], cart: cartOfBill(1) }
      await expect(
        inWork(who, async (work) => policyExample(work, merchantId, asked)),
      ).rejects.toMatchObject({ code: 'access.forbidden' })
    }
  })
})

describe('the list of offers', () => {
  test('is searched by a part of the title, and told apart by state', async () => {
    await open({ id: testId('offer', 1), title: 'Latte 10%' })
    await open({ id: testId('offer', 2), title: '케이크 무료', state: 'draft' })
    const gone = new Date(noon.getTime() + 1)
    await open({ id: testId('offer', 3), title: 'latte 1+1', endsAt: gone })
    setClock(minutesLater(1))
    const titles = async (show: 'all' | 'current' | 'draft' | 'open' | 'ended', search = '') => {
      const found = await inWork(owner, (work) =>
        merchantOffers(work, merchantId, firstPage, { show, search }),
      )
      return found.items.map(({ title }) => title).toSorted()
    }
    expect(await titles('all')).toEqual(['Latte 10%', 'latte 1+1', '케이크 무료'])
    expect(await titles('current')).toEqual(['Latte 10%', '케이크 무료'])
    expect(await titles('open')).toEqual(['Latte 10%'])
    expect(await titles('draft')).toEqual(['케이크 무료'])
    expect(await titles('ended')).toEqual(['latte 1+1'])
    expect(await titles('all', 'LATTE')).toEqual(['Latte 10%', 'latte 1+1'])
    // A percent sign is a sign, no joker.
    expect(await titles('all', '%')).toEqual(['Latte 10%'])
  })
})
