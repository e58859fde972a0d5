/** Every reason of games to say no. The codes are public: they may be added to, never changed. */
import type { Refusals } from '../../../kernel/refused.ts'

export const gameRefusals = {
  'game.unknown': { kind: 'not-found', says: 'There is no such game.' },
  'game.id-taken': {
    kind: 'unprocessable',
    says: 'Another game or play has this id.',
    todo: 'Make a fresh id.',
  },
  'game.too-many': {
    kind: 'exhausted',
    says: 'This shop has as many games as a shop may have.',
    todo: 'Look at those that are there.',
  },
  'game.window': {
    kind: 'invalid',
    says: 'A game goes on for one day to 92, and ends today at the earliest.',
    todo: 'Choose other days.',
  },
  'game.odds': {
    kind: 'invalid',
    says: 'The shares of the prizes are more than the whole.',
    todo: 'Let them come to 100 % at most; the consolation takes what is left.',
  },
  'game.wrong-offer': {
    kind: 'invalid',
    says: 'A prize is no coupon of this shop.',
    todo: 'Choose offers of this shop that are given as coupons.',
  },
  'game.fixed': {
    kind: 'conflict',
    says: 'A game that is open or has ended stays as it is.',
    todo: 'Write a new one.',
  },
  'game.not-open': {
    kind: 'conflict',
    says: 'This game cannot be played at the moment.',
    todo: 'Look at its days.',
  },
  'game.friends-only': {
    kind: 'forbidden',
    says: 'This game is for friends of the shop.',
    todo: 'Follow the channel of the shop first.',
  },
  'game.played-today': {
    kind: 'conflict',
    says: 'You have played today.',
    todo: 'Come again tomorrow.',
  },
} as const satisfies Refusals
export type GameRefusal = keyof typeof gameRefusals
