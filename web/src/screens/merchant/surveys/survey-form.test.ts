/** What the form of a survey holds, and how it becomes a request. */
import { expect, test } from 'vitest'
import {
  freshQuestion,
  missingIn,
  moved,
  requestOf,
  typedOf,
  type TypedSurvey,
} from './survey-form.ts'

const typed: TypedSurvey = {
  title: ' 봄 메뉴 ',
  intro: '',
  audience: 'everyone',
  needsNumber: true,
  endsOn: '2026-05-01',
  rewardOfferId: null,
  questions: [
    {
      ...freshQuestion(0),
      text: '자주 오세요?',
      choices: '네\n\n 아니요 ',
      skips: [
        { answer: 1, to: 2 },
        { answer: 5, to: 1 },
        { answer: 0, to: 9 },
      ],
    },
    { ...freshQuestion(1), kind: 'scale', text: '점수는요?' },
    { ...freshQuestion(2), kind: 'text', text: '하고 싶은 말은요?', isRequired: false },
  ],
}

test('empty lines are no choices, and skips that lead nowhere are left out', () => {
  const request = requestOf(typed)
  expect(request).toMatchObject({ title: '봄 메뉴', endsAt: '2026-05-01T15:00:00.000Z' })
  expect(request.questions[0]).toEqual({
    kind: 'one',
    text: '자주 오세요?',
    isRequired: true,
    choices: ['네', '아니요'],
    skips: [{ answer: 1, to: 2 }],
  })
  expect(request.questions[2]).toEqual({
    kind: 'text',
    text: '하고 싶은 말은요?',
    isRequired: false,
  })
})

test('a form is whole once it has a title, an end, and questions with answers', () => {
  const withOneAnswer = [{ ...freshQuestion(0), text: '?', choices: '하나' }]
  expect(missingIn(typed)).toBeNull()
  expect(missingIn({ ...typed, title: '' })).toBe('title')
  expect(missingIn({ ...typed, endsOn: '' })).toBe('endsOn')
  expect(missingIn({ ...typed, questions: withOneAnswer })).toBe('questions')
})

test('what was saved comes back into the form as it was', () => {
  const request = requestOf(typed)
  const again = typedOf({ survey: { ...request }, questions: request.questions } as never)
  expect(again.endsOn).toBe('2026-05-01')
  expect(requestOf(again)).toEqual(request)
})

test('a question that moves makes the skips forget', () => {
  const order = moved(typed.questions, 2, 0)
  expect(order.map(({ key }) => key)).toEqual([2, 0, 1])
  expect(order.flatMap(({ skips }) => skips)).toEqual([])
})

test('a number counts where there is a reward, unless the owner says no', () => {
  expect(requestOf(typed).needsNumber).toBe(false)
  const rewarded = { ...typed, rewardOfferId: '1' }
  expect(requestOf(rewarded).needsNumber).toBe(true)
  expect(requestOf({ ...rewarded, needsNumber: false }).needsNumber).toBe(false)
})
