import { expect, test } from 'vitest'
import { policySentence, type Policy } from './policy-example.ts'

const policy: Policy = { order: 'best', on: 'current', isOncePerPiece: false, offersMax: 30 }

test('how offers are used together reads alike in both languages', () => {
  expect(policySentence(policy, 'ko')).toBe(
    '손님께 가장 이로운 쪽으로 쓰고, 할인은 앞의 할인을 뺀 값에서 계산해요. 메뉴 하나에 할인이 겹칠 수 있어요.',
  )
  const strict: Policy = { order: 'rank', on: 'initial', isOncePerPiece: true, offersMax: 1 }
  expect(policySentence(strict, 'ko')).toBe(
    '가게가 정한 순서대로 쓰고, 할인은 처음 값에서 계산해요. 메뉴 하나는 한 번만 할인해요. 한 번에 1개까지 써요.',
  )
  expect(policySentence(strict, 'en')).toBe(
    'The shop’s own order decides; discounts are calculated on the first price. Each item becomes cheaper once only. One offer a bill.',
  )
})
