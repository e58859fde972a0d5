/** Why something in a talk is refused. The codes are public. */
import type { Refusals } from '../../../kernel/refused.ts'

export const talkRefusals = {
  'talk.unknown': { kind: 'not-found', says: 'There is no such talk.' },
  'talk.desk-closed': {
    kind: 'conflict',
    says: 'This shop takes no talks at the moment.',
    todo: 'Call the shop, or look at its page.',
  },
  'talk.blocked': {
    kind: 'forbidden',
    says: 'One side of this talk blocked the other.',
    todo: 'Who blocked can lift the block.',
  },
  'talk.closed': {
    kind: 'conflict',
    says: 'This talk was closed.',
    todo: 'It goes on when the person writes again.',
  },
  'talk.taken': {
    kind: 'conflict',
    says: 'Somebody else of the shop has this talk.',
    todo: 'Ask them to hand it over.',
  },
  'talk.not-yours': {
    kind: 'conflict',
    says: 'Only who has the talk, or an owner, hands it over.',
  },
  'talk.not-staff': { kind: 'conflict', says: 'This person does not work at the shop.' },
  'talk.message-id-taken': {
    kind: 'conflict',
    says: 'There is another message with this id.',
    todo: 'Make a fresh id for each message.',
  },
  'talk.too-many-opened': {
    kind: 'too-many',
    says: 'So many talks were opened today.',
    todo: 'Open more tomorrow.',
  },
  'talk.unanswered': {
    kind: 'too-many',
    says: 'The shop has not answered what was written so far.',
    todo: 'Wait for an answer.',
  },
  'talk.waits-for-them': {
    kind: 'conflict',
    says: 'The person has not written for seven days.',
    todo: 'The shop can answer once they write again.',
  },
  'talk.place-elsewhere': { kind: 'conflict', says: 'This place belongs to another shop.' },
  'talk.offer-elsewhere': { kind: 'conflict', says: 'This offer belongs to another shop.' },
  'talk.game-elsewhere': { kind: 'conflict', says: 'This game belongs to another shop.' },
  'talk.hours-empty': {
    kind: 'invalid',
    says: 'Somebody has to be there for some time.',
    todo: 'Name a day at least, and an end after the beginning.',
  },
} as const satisfies Refusals
export type TalkRefusal = keyof typeof talkRefusals
