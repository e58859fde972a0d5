/** Ready-made surveys for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import type { Question, Survey, SurveyPlan } from './model/survey.ts'

/** Five questions: one choice that may skip to the last, many, a scale, words, and a choice. */
export const fiveQuestions: readonly Question[] = [
  {
    kind: 'one',
    text: '저희 가게에 얼마나 자주 오세요?',
    isRequired: true,
    choices: ['매주', '매달', '처음이에요'],
    skips: [{ answer: 2, to: 4 }],
  },
  {
    kind: 'many',
    text: '무엇을 드셨나요?',
    isRequired: false,
    choices: ['커피', '빵', '차'],
    choicesMax: 2,
  },
  {
    kind: 'scale',
    text: '얼마나 마음에 드셨나요?',
    isRequired: true,
    from: 1,
    to: 5,
    fromWord: '아쉬워요',
    toWord: '아주 좋아요',
    skips: [],
  },
  { kind: 'text', text: '하고 싶은 말씀이 있나요?', isRequired: false },
  {
    kind: 'one',
    text: '다시 오실 건가요?',
    isRequired: true,
    choices: ['네', '아니요'],
    skips: [],
  },
]

/** `fiveQuestions`, through April 2026, for everyone, without a reward. */
export function aSurveyPlan(change: Partial<SurveyPlan> = {}): SurveyPlan {
  return {
    title: '봄 메뉴 어떠셨어요?',
    intro: '1분이면 돼요.',
    questions: fiveQuestions,
    audience: 'everyone',
    needsNumber: false,
    startsAt: new Date('2026-04-01T00:00:00Z'),
    endsAt: new Date('2026-05-01T00:00:00Z'),
    rewardOfferId: null,
    ...change,
  }
}

export function aSurvey(change: Partial<Survey> = {}): Survey {
  return {
    ...aSurveyPlan(),
    id: testId('survey'),
    merchantId: testId('merchant'),
    state: 'open',
    answered: 0,
    ...change,
  }
}
