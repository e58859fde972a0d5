import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  filledText,
  nextTemplateStates,
  objectionTo,
  placesOf,
  templateStates,
  type TemplateDraft,
} from './template.ts'

const draft = (change: Partial<TemplateDraft> = {}): TemplateDraft => ({
  code: 'booking',
  name: '예약 알림',
  body: '#{손님}님, #{때}에 예약하셨어요.\n가게: #{가게}',
  basis: 'service',
  basisSentence: null,
  ...change,
})
const sentence = '결제하신 금액에 따라 쌓인 포인트예요.'

describe('objectionTo', () => {
  test.each([
    ['OU52 news of one’s own doings', {}, null],
    ['OU52 advertising', { body: '#{손님}님, 오늘만 할인!' }, 'template.advertisement'],
    ['OU52 the label of advertising', { body: '(광고) #{손님}님' }, 'template.advertisement'],
    ['OU52 points without a basis', { body: '#{손님}님, 포인트가 쌓였어요.' }, 'template.no-basis'],
    [
      'OU52 points of a paid purchase, without the sentence',
      { body: '포인트가 쌓였어요.', basis: 'paid-points' as const, basisSentence: sentence },
      'template.no-basis',
    ],
    [
      'OU52 points of a paid purchase, with the sentence',
      {
        body: `포인트가 쌓였어요.\n${sentence}`,
        basis: 'paid-points' as const,
        basisSentence: sentence,
      },
      null,
    ],
    [
      'OU52 points of a paid purchase, in words of advertising',
      { body: `특가! ${sentence}`, basis: 'paid-points' as const, basisSentence: sentence },
      'template.advertisement',
    ],
    [
      'OU52 a coupon that was asked for, with a sentence that is none',
      { body: '쿠폰 .', basis: 'asked-for' as const, basisSentence: ' . ' },
      'template.no-basis',
    ],
    ['OU51 a place without a name', { body: '#{}님' }, 'template.places'],
    ['OU51 a place of another kind', { body: '${손님}님' }, 'template.places'],
    ['OU51 a place that does not end', { body: '#{손님 님' }, 'template.places'],
  ])('%s', (_name, change, objection) => {
    expect(objectionTo(draft(change))).toBe(objection)
  })
})

describe('filledText', () => {
  const { body } = draft()
  const all = { 손님: '민지', 때: '내일 3시', 가게: '골목커피' }
  test.each([
    ['OU51 each place once', all, '민지님, 내일 3시에 예약하셨어요.\n가게: 골목커피'],
    ['OU51 a place is missing', { 손님: '민지', 때: '내일' }, null],
    ['OU51 a place is empty', { ...all, 때: ' ' }, null],
    ['OU51 one too many', { ...all, 쿠폰: '1' }, null],
    ['OU51 a name that is nearly right', { 손님: '민지', 때: '내일', '가게 ': '골목커피' }, null],
    [
      'OU51 what objects bring along is no place',
      { 손님: '민지', 때: '내일', constructor: 'x' },
      null,
    ],
    ['OU52 advertising by way of a place', { ...all, 가게: '전 메뉴 50% OFF 할인' }, null],
  ])('%s', (_name, variables, text) => {
    expect(filledText(body, variables)).toBe(text)
  })

  test('OU51 outside of its places, every letter is the approved one', () => {
    const word = fc.stringMatching(/^[a-z]{1,8}$/)
    fc.assert(
      fc.property(fc.array(word, { minLength: 1, maxLength: 5 }), word, (words, value) => {
        const places = words.map((name) => `#{${name}}`).join(' / ')
        const variables = Object.fromEntries(placesOf(places).map((name) => [name, value]))
        expect(filledText(places, variables)).toBe(words.map(() => value).join(' / '))
      }),
    )
  })
})

test('OU53 only a review approves, and what is approved does not change', () => {
  for (const from of templateStates) {
    expect(nextTemplateStates[from].includes('approved')).toBe(from === 'in-review')
  }
  expect(nextTemplateStates.approved).toEqual([])
})
