/** Every reason of surveys to say no. The codes are public: they may be added to, never changed. */
import type { Refusals } from '../../../kernel/refused.ts'

export const surveyRefusals = {
  'survey.unknown': { kind: 'not-found', says: 'There is no such survey.' },
  'survey.id-taken': {
    kind: 'unprocessable',
    says: 'Another survey or answer has this id.',
    todo: 'Make a fresh id.',
  },
  'survey.too-many': {
    kind: 'exhausted',
    says: 'This shop has as many surveys as a shop may have.',
    todo: 'Look at those that are there.',
  },
  'survey.window-empty': {
    kind: 'invalid',
    says: 'The survey would end before it begins, or has ended already.',
    todo: 'Let it end after it begins, and in the future.',
  },
  'survey.window-long': {
    kind: 'invalid',
    says: 'A survey is open for a year at most.',
    todo: 'Let it end earlier.',
  },
  'survey.skip-back': {
    kind: 'invalid',
    says: 'A skip leads to a question that comes later, or to the end.',
    todo: 'Choose a later question.',
  },
  'survey.choice-twice': {
    kind: 'invalid',
    says: 'Two answers of a question are the same.',
    todo: 'Write each answer once.',
  },
  'survey.wrong-offer': {
    kind: 'invalid',
    says: 'The reward is no coupon of this shop.',
    todo: 'Choose an offer of this shop that is given as a coupon.',
  },
  'survey.fixed': {
    kind: 'conflict',
    says: 'A survey that is open or has ended stays as it is.',
    todo: 'Write a new one.',
  },
  'survey.not-open': {
    kind: 'conflict',
    says: 'This survey takes no answers at the moment.',
    todo: 'Look at its start and its end.',
  },
  'survey.friends-only': {
    kind: 'forbidden',
    says: 'This survey is for friends of the shop.',
    todo: 'Follow the channel of the shop first.',
  },
  'survey.full': {
    kind: 'exhausted',
    says: 'As many have answered as a survey takes.',
    todo: 'Nothing is left to do.',
  },
  'survey.answered': {
    kind: 'conflict',
    says: 'You have answered this survey already.',
    todo: 'Nothing is left to do.',
  },
  'survey.answer-missing': {
    kind: 'invalid',
    says: 'A question that has to be answered was left out.',
    todo: '`question` says which one, counted from 0.',
  },
  'survey.answer-misfit': {
    kind: 'invalid',
    says: 'An answer does not fit its question.',
    todo: '`question` says which one, counted from 0.',
  },
  'survey.no-such-table': {
    kind: 'invalid',
    says: 'Two different questions with answers to choose make a table.',
    todo: 'Choose two that are not answered in free words.',
  },
} as const satisfies Refusals
export type SurveyRefusal = keyof typeof surveyRefusals
