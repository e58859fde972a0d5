/** What channels say no with. */
import type { Refusals } from '../../../kernel/refused.ts'

export const channelRefusals = {
  'friend.too-many': {
    kind: 'exhausted',
    says: 'You are a friend of as many shops as is allowed.',
    todo: 'Leave some of them first.',
  },
  'friend.link-unknown': {
    kind: 'not-found',
    says: 'This link is not one of ours.',
    todo: 'Scan the square once more.',
  },
  'broadcast.unknown': { kind: 'not-found', says: 'There is no such broadcast.' },
  'broadcast.wrong-state': {
    kind: 'conflict',
    says: 'This cannot be done with the broadcast as it stands.',
    todo: 'Look at it again: it may have gone on meanwhile.',
  },
  'broadcast.too-few': {
    kind: 'unprocessable',
    says: 'Too few people were where this asks: it would point at single ones.',
    todo: 'Ask for less, or write to all friends.',
  },
  'broadcast.nobody': {
    kind: 'unprocessable',
    says: 'No friend is in this audience.',
    todo: 'Ask for less of them.',
  },
  'broadcast.offer-closed': {
    kind: 'unprocessable',
    says: 'The offer is not one that friends of this shop can take now.',
    todo: 'Choose an offer of this shop that is open and public.',
  },
  'broadcast.link-elsewhere': {
    kind: 'invalid',
    says: 'The link does not lead to a page of this app.',
    todo: 'Give a path such as /places/….',
  },
  'broadcast.too-far-ahead': {
    kind: 'unprocessable',
    says: 'The time is further ahead than broadcasts are kept waiting.',
    todo: 'Choose a day within three months.',
  },
  'plan.unknown': {
    kind: 'not-found',
    says: 'There is no such plan on offer.',
    todo: 'Choose one of those on offer.',
  },
  'plan.quota-spent': {
    kind: 'exhausted',
    says: 'The plan of the shop has no room for this broadcast this month.',
    todo: 'Choose the plan that is named here, or wait for the next month.',
  },
  'plan.steps-wrong': {
    kind: 'unprocessable',
    says: 'Steps rise in friends, and their prices never fall.',
    todo: 'Put the steps in order, each with at least one price.',
  },
  'plan.in-past': {
    kind: 'unprocessable',
    says: 'Plans are never set for the past.',
    todo: 'Let it start now or later.',
  },
  'plan.differs': {
    kind: 'conflict',
    says: 'Another version of this plan starts at this very instant.',
    todo: 'Let this one start a moment later.',
  },
  'invoice.unknown': { kind: 'not-found', says: 'There is no such invoice.' },
  'invoice.credited': {
    kind: 'conflict',
    says: 'This invoice has been taken back already.',
  },
} as const satisfies Refusals
