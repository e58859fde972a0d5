/** Who works at a merchant: its owners decide. */
import { allow, mayServe } from '../../../kernel/actor.ts'
import type { Role } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import type { Member } from '../../people/model.ts'
import {
  addMembership,
  membersOf,
  personWithEmail,
  removeMembership,
} from '../../people/service.ts'
import { mayChange, placeRefusals } from '../model.ts'

/** @throws {Refused} `access.forbidden` for everyone else (PL11) */
export function staffOf(work: Work, merchantId: Id<'merchant'>): Promise<readonly Member[]> {
  allow(mayServe(work.actor, merchantId) || mayChange(work.actor, merchantId))
  return membersOf(work, merchantId)
}

/**
 * Makes a person owner or staff, or changes which of both (PL23).
 *
 * @throws {Refused} `access.forbidden`, `merchant.no-such-person`, `people.last-owner`
 */
export async function addStaff(
  work: Work,
  merchantId: Id<'merchant'>,
  { email, role }: { readonly email: string; readonly role: Role },
): Promise<Member> {
  allow(mayChange(work.actor, merchantId))
  const person = await personWithEmail(work, email.toLowerCase())
  if (!person) throw new Refused(placeRefusals, 'merchant.no-such-person')
  await addMembership(work, { personId: person.id, merchantId, role })
  const { name, phone } = person
  return { personId: person.id, merchantId, role, name, email: person.email, phone }
}

/**
 * Ends a membership. Everybody may end their own.
 *
 * @throws {Refused} `access.forbidden`, `people.last-owner`
 */
export async function removeStaff(
  work: Work,
  merchantId: Id<'merchant'>,
  personId: Id<'person'>,
): Promise<void> {
  const { actor } = work
  const isOwn = actor.kind === 'person' && actor.personId === personId
  allow(isOwn || mayChange(actor, merchantId))
  await removeMembership(work, { personId, merchantId })
}
