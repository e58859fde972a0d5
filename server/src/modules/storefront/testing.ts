/** A place with everything on its page, for the tests of storefront. */
import { testInstant } from '../../../testing/pg.ts'
import { aMerchant, aPlace } from '../places/testing.ts'
import type { PlaceFacts } from './model/page.ts'

export const origin = 'https://golmok.example'

/** Texts of a page that people write, all of them. */
export type Texts = {
  readonly merchant: string
  readonly place: string
  readonly address: string
  readonly phone: string
  readonly intro: string
  readonly menu: string
  readonly offer: string
  readonly title: string
  readonly body: string
  readonly note: string
  readonly market: string
}
export const plainTexts: Texts = {
  merchant: '연남 커피',
  place: '연남 커피 본점',
  address: '서울특별시 마포구 동교로 200',
  phone: '02-300-0001',
  intro: '매일 아침 볶은 원두로 내려요.\n조용한 자리가 많아요.',
  menu: '아메리카노',
  offer: '아메리카노 1,000원 할인',
  title: '봄 딸기 케이크',
  body: '딸기가 제철이에요.\n오후 두 시부터 나와요.',
  note: '여름휴가',
  market: '골목',
}

export function someFacts(texts: Texts = plainTexts): PlaceFacts {
  const merchant = aMerchant({ name: texts.merchant })
  const place = aPlace({ name: texts.place, address: texts.address, phone: texts.phone })
  const pictureId = '0192a000-0000-7000-8000-0000000000aa'
  return {
    merchant,
    place: {
      ...place,
      exceptions: [{ day: '2026-04-20', hours: { spans: [], breaks: [] }, note: texts.note }],
    },
    front: {
      slug: null,
      intro: texts.intro,
      pictureId,
      menu: [{ name: texts.menu, priceMinor: 4_500 }],
    },
    offers: [
      {
        id: '0192a000-0000-7000-8000-0000000000bb',
        title: texts.offer,
        endsAt: new Date('2026-12-31T15:00:00Z'),
        billMinorMin: 3_000,
        couponsLeft: 120,
      },
    ],
    posts: [
      {
        id: '0192a000-0000-7000-8000-0000000000cc',
        title: texts.title,
        text: texts.body,
        pictureId,
        at: testInstant,
      },
    ],
    market: texts.market,
    origin,
  }
}
