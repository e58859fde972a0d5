/** The way through a survey on a phone. */
import { expect, test } from 'vitest'
import {
  isAnswered,
  nextAfter,
  sentAnswers,
  type Answer,
  type Question,
  type Survey,
} from './walk.ts'

const question = (change: Partial<Question>): Question => ({
  kind: 'one',
  text: '?',
  isRequired: true,
  options: [
    { answer: 0, text: '가', next: 1 },
    { answer: 1, text: '나', next: 2 },
  ],
  choicesMax: null,
  fromWord: '',
  toWord: '',
  next: 1,
  ...change,
})

test('an answer leads where the server said; no answer leads on', () => {
  expect(nextAfter(question({}), [1])).toBe(2)
  expect(nextAfter(question({}), null)).toBe(1)
  expect(nextAfter(question({ kind: 'many', next: null }), [1])).toBeNull()
})

test('only what was come by is sent', () => {
  const survey = { questions: [question({}), question({}), question({})] } as unknown as Survey
  const answers = new Map<number, Answer>([
    [0, [1]],
    [1, [0]],
    [2, '  '],
  ])
  expect(sentAnswers(survey, [0, 2], answers)).toEqual([[1], null, null])
  expect(isAnswered('  ')).toBe(false)
  expect(isAnswered([])).toBe(false)
  expect(isAnswered([0])).toBe(true)
})
