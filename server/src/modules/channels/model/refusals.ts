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
