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
} as const satisfies Refusals
