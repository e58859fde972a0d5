/** A bill and three coupons that show what a policy does, and the policy in words. Pure. */
import type { OfferTerms, ReplyTo } from '../../../shapes.ts'
import { merchantPolicy as en } from '../../../text/en/merchant-policy.ts'
import { merchantPolicy as ko } from '../../../text/ko/merchant-policy.ts'
import type { Language } from '../../../text/language.tsx'

export type Policy = ReplyTo<'GET /v1/merchants/{merchantId}/offer-policy'>

/** So many are no end: the server takes no more. */
export const OFFERS_MAX = 30

type Effect = OfferTerms['effects'][number]
type Off = Extract<Effect, { kind: 'delivery-discount' }>['off']

const tiers = (off: Off) => ({ by: 'amount' as const, steps: [{ from: 0, off }] })

function together(effect: Effect): OfferTerms {
  return {
    effects: [effect],
    billMinorMin: 0,
    discountMinorMax: null,
    conditions: [],
    stacking: { kind: 'always' },
  }
}

/**
 * Two coffees and a cake; something off the cake, a fifth off everything, and a cookie. The order in
 * which they are shown, their ranks and their worth all differ, so that each choice can be seen.
 */
export function policyExample(language: Language) {
  const { coffee, cake, cookie } = language === 'ko' ? ko : en
  const cakes = {
    name: cake,
    itemIds: [cake],
    categoryIds: [],
    exceptItemIds: [],
    exceptCategoryIds: [],
  }
  const onCake: Effect = {
    kind: 'item-discount',
    of: cakes,
    pick: { kind: 'all' },
    spread: 'each',
    tiers: tiers({ kind: 'amount', amountOffMinor: 2_000 }),
  }
  const onAll: Effect = {
    kind: 'order-discount',
    tiers: tiers({ kind: 'percent', percentOff: 20 }),
  }
  const item = { itemId: '', itemName: cookie, unitMinor: 2_500 }
  const gift: Effect = { kind: 'free-item', item, units: 1, mode: 'added' }
  return {
    lines: [
      { lineId: '1', itemId: coffee, unitMinor: 5_000, quantity: 2 },
      { lineId: '2', itemId: cake, unitMinor: 6_000, quantity: 1 },
    ],
    offers: [
      { terms: together(onCake), rank: 2 },
      { terms: together(onAll), rank: 3 },
      { terms: together(gift), rank: 1 },
    ],
  }
}

/** `손님께 가장 이로운 쪽으로 쓰고, 할인은 처음 값에서 계산해요. 메뉴 하나는 한 번만 할인해요.` */
export function policySentence(policy: Policy, language: Language): string {
  const t = language === 'ko' ? ko : en
  const { order, on, isOncePerPiece, offersMax } = policy
  return [
    t.sentence(t.saysOrder[order], t.saysOn[on]),
    t.saysPieces[isOncePerPiece ? 'once' : 'many'],
    ...(offersMax < OFFERS_MAX ? [t.saysMost(offersMax)] : []),
  ].join(' ')
}
