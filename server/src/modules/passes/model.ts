/** Passes: what stands on the card of a coupon, and when it is void. Pure. */
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'

export type Pass = {
  readonly id: Id<'pass'>
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly personId: Id<'person'>
  readonly createdAt: Date
  /** When what it shows changed last. */
  readonly changedAt: Date
}

/** A place where the coupon is good. */
export type PassPlace = {
  readonly name: string
  readonly lng: number
  readonly lat: number
}

/** All that a card says, whoever's wallet it is for. */
export type PassContent = {
  readonly id: Id<'pass'>
  readonly offerId: Id<'offer'>
  readonly offerTitle: string
  readonly merchantName: string
  /** `#rrggbb`. */
  readonly color: string
  readonly expiresAt: Date
  /** Used, called back, or its offer has ended. */
  readonly isVoid: boolean
  /** Where the live code is; only its holder sees it there. */
  readonly link: string
  readonly places: readonly PassPlace[]
  readonly language: 'ko' | 'en'
}

/** Apple takes no more. */
export const PLACES_MAX = 10

export const passRefusals = {
  'pass.unknown': { kind: 'not-found', says: 'There is no such pass.' },
  'pass.token-wrong': {
    kind: 'unauthenticated',
    says: 'The token of this pass is missing or wrong.',
    todo: 'Send `Authorization: ApplePass` with the token that stands in the pass.',
  },
  'pass.no-push-token': { kind: 'invalid', says: 'The body has no `pushToken`.' },
  'pass.no-coupon': {
    kind: 'not-found',
    says: 'There is no such coupon of yours.',
    todo: 'Look into your wallet for those you have.',
  },
} as const satisfies Refusals
export type PassRefusal = keyof typeof passRefusals

export const words = {
  ko: {
    offer: '혜택',
    until: '언제까지',
    where: '어디에서',
    howLabel: '쓰는 법',
    how: '계산할 때 QR을 직접 찍거나 아래 주소를 열어, 앱에 뜨는 코드를 보여 주세요. 이 카드만으로는 쓸 수 없어요.',
    liveCode: '지금 쓸 코드 보기',
    live: '코드 보기',
    below: '앱에서 코드를 열어 주세요',
    near: (name: string) => `${name} 근처예요. 쿠폰을 쓸 수 있어요.`,
    places: '쓸 수 있는 곳',
  },
  en: {
    offer: 'Offer',
    until: 'Until',
    where: 'Where',
    howLabel: 'How to use it',
    how: 'When you pay, scan the QR code yourself or open the address below, and show the code in the app. This card alone is not enough.',
    liveCode: 'See the code of the moment',
    live: 'See the code',
    below: 'Open the code in the app',
    near: (name: string) => `You are near ${name}. Your coupon is good there.`,
    places: 'Where it is good',
  },
} as const
