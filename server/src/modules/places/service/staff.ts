/** Who works at a merchant, and at which of its branches: its owners decide. */
import { allow, mayOperate, mayOwn, mayServe } from '../../../kernel/actor.ts'
import type { Role } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import type { Invitation, Member } from '../../people/model.ts'
import { addMembership, membersOf, removeMembership } from '../../people/service.ts'
import {
  acceptInvitation,
  invitationByToken,
  invitationsOf,
  inviteStaff,
  takeInvitationBack,
} from '../../people/service/invitations.ts'
import { putBack, rememberEnded } from '../../people/service/putting-back.ts'
import { placeRefusals } from '../model.ts'
import { merchantOf, merchantsOf, placesOf } from '../service.ts'
import { requireOwnPlaces } from './branches.ts'

/** @throws {Refused} `access.forbidden` for everyone else (PL11) */
export function staffOf(work: Work, merchantId: Id<'merchant'>): Promise<readonly Member[]> {
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  return membersOf(work, merchantId)
}

export type WantedRole = {
  readonly role: Role
  /** The branches it is limited to; null for all. */
  readonly placeIds: readonly Id<'place'>[] | null
}

/**
 * Gives somebody who works at the merchant another role or other branches (PL23).
 *
 * @throws {Refused} `access.forbidden`, `merchant.no-such-person`, `merchant.not-its-places`,
 *   `merchant.owner-of-branches`, `people.last-owner`
 */
export async function changeStaff(
  work: Work,
  merchantId: Id<'merchant'>,
  personId: Id<'person'>,
  wanted: WantedRole,
): Promise<Member> {
  allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
  await checkBranches(work, merchantId, wanted)
  const held = (await membersOf(work, merchantId)).find((member) => member.personId === personId)
  if (!held) throw new Refused(placeRefusals, 'merchant.no-such-person')
  await addMembership(work, { personId, merchantId, ...wanted })
  return { ...held, ...wanted }
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
  allow(mayOwn(actor, merchantId) || mayOperate(actor) || isOwn)
  const ended = await removeMembership(work, { personId, merchantId })
  // Who leaves by themselves is not brought back by others.
  if (ended && !isOwn) await rememberEnded(work, { ...ended, personId })
}

/**
 * Puts somebody back whom an owner removed a moment ago, as they were (PE100).
 *
 * @throws {Refused} `access.forbidden`, `merchant.no-such-person`, `merchant.not-its-places`
 */
export async function putStaffBack(
  work: Work,
  merchantId: Id<'merchant'>,
  personId: Id<'person'>,
): Promise<Member> {
  allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
  const { role, placeIds = null } = (await putBack(work, { merchantId, personId })) ?? {}
  if (role) await checkBranches(work, merchantId, { role, placeIds })
  const held = (await membersOf(work, merchantId)).find((member) => member.personId === personId)
  if (!held) throw new Refused(placeRefusals, 'merchant.no-such-person')
  return held
}

/**
 * Invites somebody to work at a merchant; the link works for a week, once (PE30).
 *
 * @throws {Refused} `access.forbidden`, `merchant.not-its-places`, `merchant.owner-of-branches`,
 *   `people.too-many-invitations`, and for an address that is none
 */
export async function invite(
  work: Work,
  merchantId: Id<'merchant'>,
  wanted: WantedRole & { readonly address: string | null },
): Promise<Awaited<ReturnType<typeof inviteStaff>> & { readonly merchantName: string }> {
  allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
  const { name: merchantName } = await merchantOf(work, merchantId)
  await checkBranches(work, merchantId, wanted)
  return { ...(await inviteStaff(work, { ...wanted, merchantId })), merchantName }
}

/** @throws {Refused} `access.forbidden` */
export function waitingInvitations(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Invitation[]> {
  allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
  return invitationsOf(work, merchantId)
}

/** @throws {Refused} `access.forbidden`, `people.invitation-unknown` */
export function endInvitation(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'invitation'>,
): Promise<void> {
  allow(mayOwn(work.actor, merchantId) || mayOperate(work.actor))
  return takeInvitationBack(work, merchantId, id)
}

export type SeenInvitation = Invitation & {
  readonly merchantName: string
  readonly placeNames: readonly string[]
}

/** What a link invites to, in names. @throws {Refused} `people.invitation-unknown` */
export async function lookAtInvitation(work: Work, token: string): Promise<SeenInvitation> {
  return named(work, await invitationByToken(work, token))
}

/** @throws {Refused} `people.invitation-unknown`, `people.invitation-for-another` */
export async function accept(work: Work, token: string): Promise<SeenInvitation> {
  return named(work, await acceptInvitation(work, token))
}

async function named(work: Work, invitation: Invitation): Promise<SeenInvitation> {
  const { merchantId, placeIds } = invitation
  const merchants = await merchantsOf(work, [merchantId])
  const places = await placesOf(work, placeIds ?? [])
  return {
    ...invitation,
    merchantName: merchants.get(merchantId)?.name ?? '',
    placeNames: [...places.values()].map(({ name }) => name),
  }
}

/** Branches are places of this merchant, and its owner is not limited to any (PE31). */
async function checkBranches(
  work: Work,
  merchantId: Id<'merchant'>,
  { role, placeIds }: WantedRole,
): Promise<void> {
  if (placeIds === null) return
  if (role === 'owner') throw new Refused(placeRefusals, 'merchant.owner-of-branches')
  await requireOwnPlaces(work, merchantId, placeIds)
}
