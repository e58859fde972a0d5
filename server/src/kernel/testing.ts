/** What tests of every module share. */
import type { Actor, Membership } from './actor.ts'
import type { Id } from './id.ts'

/** A valid id: the same for the same kind and number, and different for different kinds. */
export function testId<Kind extends string>(kind: Kind, number = 1): Id<Kind> {
  const salt = Array.from(kind).reduce((sum, letter) => (sum * 31 + letter.charCodeAt(0)) >>> 0, 7)
  const tail = number.toString(16).padStart(12, '0')
  return `01920000-0000-7000-8000-${tail}`.replace(
    '01920000-0000',
    `0192${salt.toString(16).padStart(8, '0').slice(0, 4)}-${salt.toString(16).padStart(8, '0').slice(4)}`,
  ) as Id<Kind>
}

/** A signed-in person, without any role unless said. */
export function aPerson(
  change: { number?: number; isOperator?: boolean; memberships?: readonly Membership[] } = {},
): Extract<Actor, { kind: 'person' }> {
  const { number = 1, isOperator = false, memberships = [] } = change
  return {
    kind: 'person',
    personId: testId('person', number),
    sessionId: testId('session', number),
    isOperator,
    memberships,
  }
}

export const theSystem: Actor = { kind: 'system', name: 'test' }
