/** How the inbox tells of an answer. Pure. */
import type { Message } from './message.ts'

const LETTERS_MAX = 80

const words = {
  ko: {
    title: (shop: string) => `${shop}에서 답이 왔어요`,
    picture: '사진을 보냈어요.',
    coupon: '쿠폰을 보냈어요.',
    order: '주문 안내를 보냈어요.',
    game: '함께 할 게임을 보냈어요.',
  },
  en: {
    title: (shop: string) => `${shop} answered you`,
    picture: 'They sent a picture.',
    coupon: 'They sent a coupon.',
    order: 'They sent what your order comes to.',
    game: 'They sent a game to play.',
  },
} as const

/** Title and body of the notice; words are shortened. */
export function newsText(
  shop: string,
  message: Pick<Message, 'kind' | 'text'> | null,
  locale: 'ko' | 'en',
): { readonly title: string; readonly body: string } {
  const t = words[locale]
  return { title: t.title(shop), body: bodyOf(message, locale) }
}

function bodyOf(message: Pick<Message, 'kind' | 'text'> | null, locale: 'ko' | 'en'): string {
  const t = words[locale]
  switch (message?.kind) {
    case 'picture':
      return t.picture
    case 'coupon':
      return t.coupon
    case 'order':
      return t.order
    case 'game':
      return t.game
    case 'text':
    case 'away':
    case 'hand-over':
    case undefined: {
      const letters = Array.from(message?.text ?? '')
      return letters.length > LETTERS_MAX
        ? `${letters.slice(0, LETTERS_MAX - 1).join('')}…`
        : letters.join('')
    }
  }
}
