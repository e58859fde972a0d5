/** A till that hears nothing of the server: what it takes, and what it refuses. */
import { describe, expect, test } from 'vitest'
import { stepAt } from '../../../kernel/rotating-code.ts'
import { testId } from '../../../kernel/testing.ts'
import { anOffer, someTerms } from '../testing.ts'
import {
  isUndone,
  judgeOffline,
  leftMinor,
  type Accepted,
  type ListedOffer,
  type OfflineAttempt,
  type OfflineList,
} from './offline.ts'
import { flat } from './pricing/effect.ts'
import { plainTerms } from './terms.ts'

const noon = new Date('2026-04-15T03:00:00Z')
const after = (seconds: number) => new Date(noon.getTime() + seconds * 1_000)
const policy = { on: 'current', isOncePerPiece: false, order: 'best', offersMax: 30 } as const

function aList(
  change: Partial<OfflineList> = {},
  offers: readonly ListedOffer[] = [anOffer()],
): OfflineList {
  return {
    id: testId('offline-list'),
    placeId: testId('place'),
    merchantId: testId('merchant'),
    signedAt: noon,
    givenMinorMax: 5_000,
    policy,
    offers: new Map(offers.map((offer) => [offer.id, offer])),
    gone: new Map(),
    ...change,
  }
}

function anAttempt(change: Partial<OfflineAttempt> = {}): OfflineAttempt {
  const { at = after(60) } = change
  return {
    certificate: { couponId: testId('coupon'), offerId: testId('offer'), expiresAt: after(86_400) },
    step: stepAt(at),
    billMinor: 20_000,
    at,
    askedAt: at,
    ...change,
  }
}

function anAccepted(change: Partial<Accepted> = {}): Accepted {
  return {
    couponId: testId('coupon', 2),
    step: stepAt(noon),
    listId: testId('offline-list'),
    acceptedAt: noon,
    discountMinor: 2_000,
    extrasMinor: 0,
    undoneAt: null,
    ...change,
  }
}

const answer = (
  list: OfflineList = aList(),
  attempt: OfflineAttempt = anAttempt(),
  accepted: readonly Accepted[] = [],
) => {
  const judged = judgeOffline(list, attempt, accepted)
  return judged.kind === 'refused' ? judged.reason.code : judged.discountMinor
}
const mine = { couponId: testId('coupon') }
const certificate = (change: Partial<OfflineAttempt['certificate']>) => ({
  certificate: { ...anAttempt().certificate, ...change },
})

describe('OF59 a till by itself', () => {
  const late = { at: after(86_399), askedAt: after(86_399), step: stepAt(after(86_399)) }
  test.each<readonly [string, Partial<OfflineAttempt>, number | string]>([
    ['takes a coupon', {}, 2_000],
    ['takes the step before', { step: stepAt(after(60)) - 1 }, 2_000],
    ['refuses the one before that', { step: stepAt(after(60)) - 2 }, 'code.expired'],
    ['takes the next step of a fast clock', { step: stepAt(after(60)) + 1 }, 2_000],
    ['waits for the bill', { askedAt: after(60 + 300) }, 2_000],
    ['does not wait for ever', { askedAt: after(60 + 301) }, 'code.expired'],
    ['goes on for a day', { ...late, ...certificate({ expiresAt: after(90_000) }) }, 2_000],
    ['and no longer', { at: after(86_400), askedAt: after(86_400) }, 'offline.too-long'],
    ['asks for a good certificate', certificate({ expiresAt: after(60) }), 'code.expired'],
    ['knows its offers', certificate({ offerId: testId('offer', 9) }), 'offline.offer-unlisted'],
    ['asks for the bill', { billMinor: 9_999 }, 'offer.bill-too-small'],
  ])('%s', (_what, change, expected) => {
    expect(answer(aList(), anAttempt(change))).toBe(expected)
  })

  test.each([
    ['redeemed', 'coupon.redeemed'],
    ['cancelled', 'coupon.cancelled'],
    ['held', 'coupon.held'],
  ] as const)('knows what is %s', (why, code) => {
    expect(answer(aList({ gone: new Map([[testId('coupon'), why]]) }))).toBe(code)
  })

  test.each<readonly [string, Partial<ListedOffer>, string]>([
    ['paused', { state: 'paused' }, 'offer.paused'],
    ['over', { endsAt: after(30) }, 'offer.ended'],
    ['not begun', { startsAt: after(90) }, 'offer.not-started'],
    ['of another place', { placeIds: [testId('place', 2)] }, 'coupon.other-place'],
    [
      'for a visit, which nobody here can know',
      {
        terms: someTerms({ conditions: [[{ kind: 'first-visit', isNot: false }]] }),
      },
      'offer.condition-unknown',
    ],
    [
      'for another weekday',
      { terms: someTerms({ conditions: [[{ kind: 'weekdays', weekdays: [1], isNot: false }]] }) },
      'offer.condition',
    ],
    [
      'about items',
      {
        terms: plainTerms({
          kind: 'upgrade',
          of: {
            name: '',
            itemIds: ['latte'],
            categoryIds: [],
            exceptItemIds: [],
            exceptCategoryIds: [],
          },
          to: { itemId: 'large', itemName: '큰 것', unitMinor: 0 },
          units: 1,
        }),
      },
      'offer.items-unknown',
    ],
  ])('refuses an offer that is %s', (_how, change, code) => {
    expect(answer(aList({}, [anOffer(change)]))).toBe(code)
  })

  test('takes a coupon that only its holder may use: only their phone signs', () => {
    const terms = someTerms({ conditions: [[{ kind: 'holder', isNot: false }]] })
    expect(answer(aList({}, [anOffer({ terms })]))).toBe(2_000)
  })

  test('takes a coupon once; after it was undone with a later code', () => {
    expect(answer(aList(), anAttempt(), [anAccepted(mine)])).toBe('coupon.redeemed')
    const undone = anAccepted({ ...mine, step: stepAt(after(60)), undoneAt: after(65) })
    expect(answer(aList(), anAttempt(), [undone])).toBe('code.used')
    const later = anAttempt({ at: after(120), askedAt: after(120), step: stepAt(after(120)) })
    expect(answer(aList(), later, [undone])).toBe(2_000)
  })

  test('gives away what it may, and not a won more; another list begins anew', () => {
    const list = aList()
    const given = [anAccepted({ discountMinor: 2_500, extrasMinor: 500 })]
    expect(leftMinor(list, given)).toBe(2_000)
    expect(answer(list, anAttempt(), given)).toBe(2_000)
    const more = [anAccepted({ discountMinor: 3_001 })]
    expect(answer(list, anAttempt(), more)).toBe('offline.over-cap')
    expect(
      answer(list, anAttempt(), [anAccepted({ discountMinor: 3_001, undoneAt: after(5) })]),
    ).toBe(2_000)
    const older = [anAccepted({ discountMinor: 3_001, listId: testId('offline-list', 2) })]
    expect(answer(list, anAttempt(), older)).toBe(2_000)
    expect(answer(aList({ givenMinorMax: 0 }))).toBe('offline.over-cap')
  })

  test('counts what is handed over beside the bill', () => {
    const item = { itemId: '', itemName: '커피', unitMinor: 4_000 }
    const terms = plainTerms({ kind: 'free-item', item, units: 1, mode: 'added' })
    const list = aList({}, [anOffer({ terms })])
    expect(judgeOffline(list, anAttempt(), [])).toMatchObject({
      discountMinor: 0,
      extrasMinor: 4_000,
    })
    expect(answer(list, anAttempt(), [anAccepted()])).toBe('offline.over-cap')
  })

  test('prices what counts for everybody along, and tells where the coupon is not worth it', () => {
    const off = (percentOff: number) =>
      plainTerms({ kind: 'order-discount', tiers: flat({ kind: 'percent', percentOff }) })
    const everybody = { id: testId<'offer'>('offer', 2), isAutomatic: true }
    const alone = anOffer({ terms: off(10) })
    const less = anOffer({ ...everybody, terms: off(5) })
    expect(answer(aList({}, [alone, less]))).toBe(2_000)
    const more = anOffer({ ...everybody, terms: off(20) })
    expect(answer(aList({}, [alone, more]))).toBe('offer.does-not-stack')
  })
})

test.each([
  [null, false],
  [-1, false],
  [0, true],
  [10, true],
  [370, true],
  [371, false],
])('OF58 undone %s seconds after it was read: %s', (seconds, is) => {
  const undoneAt = seconds === null ? null : after(seconds)
  expect(isUndone({ acceptedAt: noon, undoneAt })).toBe(is)
})
