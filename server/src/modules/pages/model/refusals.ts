/** Every reason of event pages to say no. The codes are public: they may be added to, never changed. */
import type { Refusals } from '../../../kernel/refused.ts'

export const pageRefusals = {
  'page.unknown': { kind: 'not-found', says: 'There is no such page.' },
  'page.id-taken': {
    kind: 'unprocessable',
    says: 'Another page or entry has this id.',
    todo: 'Make a fresh id.',
  },
  'page.too-many': {
    kind: 'exhausted',
    says: 'This shop has as many pages as a shop may have.',
    todo: 'Look at those that are there.',
  },
  'page.window': {
    kind: 'invalid',
    says: 'An event ends after it begins, in the future, and within a year.',
    todo: 'Choose other times.',
  },
  'page.winners': {
    kind: 'invalid',
    says: 'A draw needs a number of winners, and first come first served has none.',
    todo: 'Say how many win, or let the first come first.',
  },
  'page.code-missing': {
    kind: 'invalid',
    says: 'Where a code opens the event, it has to be said; elsewhere there is none.',
    todo: 'Write a code, or choose who may come in another way.',
  },
  'page.wrong-offer': {
    kind: 'invalid',
    says: 'The reward is no coupon of this shop.',
    todo: 'Choose an offer of this shop that is given as a coupon.',
  },
  'page.fixed': {
    kind: 'conflict',
    says: 'What decides about entries stays as it is once the page is open.',
    todo: 'Change words and pictures only, or write a new page.',
  },
  'page.not-open': {
    kind: 'conflict',
    says: 'Nobody can enter this event at the moment.',
    todo: 'Look at its start and its end.',
  },
  'page.friends-only': {
    kind: 'forbidden',
    says: 'This event is for friends of the shop.',
    todo: 'Follow the channel of the shop first.',
  },
  'page.members-only': {
    kind: 'forbidden',
    says: 'This event is for members of the shop.',
    todo: 'Show the member code at the counter once.',
  },
  'page.code-wrong': {
    kind: 'forbidden',
    says: 'This is not the code of the event.',
    todo: 'Look where the shop has written it.',
  },
  'page.full': {
    kind: 'exhausted',
    says: 'There is no room left.',
    todo: 'Nothing is left to do.',
  },
  'page.entered': {
    kind: 'conflict',
    says: 'You have entered already.',
    todo: 'Nothing is left to do.',
  },
  'page.entered-today': {
    kind: 'conflict',
    says: 'You have entered today.',
    todo: 'Come again tomorrow.',
  },
  'page.entries-stand': {
    kind: 'conflict',
    says: 'The event is over: all its entries stay as they are.',
    todo: 'Nothing is left to do.',
  },
  'page.entry-rewarded': {
    kind: 'conflict',
    says: 'This entry brought a coupon, and stays.',
    todo: 'Nothing is left to do.',
  },
} as const satisfies Refusals
export type PageRefusal = keyof typeof pageRefusals
