/** Ready-made talks and desks for tests: each valid as it stands. */
import { testId } from '../../kernel/testing.ts'
import { defaultDesk, type Desk } from './model/desk.ts'
import type { Talk } from './model/talk.ts'

/** An open talk with one message of the person, which nobody has taken. */
export function aTalk(change: Partial<Talk> = {}): Talk {
  const at = new Date('2026-04-16T06:00:00Z')
  return {
    id: testId('talk'),
    merchantId: testId('merchant'),
    personId: testId('person'),
    placeId: testId('place'),
    state: 'open',
    blockedBy: null,
    assignedTo: null,
    openedAt: at,
    lastAt: at,
    lastNumber: 1,
    personRead: 0,
    shopRead: 0,
    personUnread: 0,
    shopUnread: 1,
    unanswered: 1,
    unansweredSince: at,
    askedAt: at,
    answeredAt: null,
    awayUntil: null,
    toldNumber: 0,
    ...change,
  }
}

/** Takes talks at any hour. */
export function aDesk(change: Partial<Desk> = {}): Desk {
  return { ...defaultDesk, attended: 'always', ...change }
}
