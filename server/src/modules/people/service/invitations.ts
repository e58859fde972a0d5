/** Invitations to work at a merchant: made by its owners, accepted once by whoever they are for. */
import { personOf, type Membership } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { randomToken, sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import {
  INVITATIONS_MAX,
  INVITATION_LIFE_MS,
  addressOf,
  strongerOf,
  type Invitation,
  type Locale,
} from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { accountsOf, addMembership } from '../service.ts'
import { lockPerson, membershipsByPerson, provenAddresses } from '../store.ts'
import {
  insertInvitation,
  invitationOf,
  localeOfAddress,
  markAccepted,
  openInvitations,
  takeBack,
} from '../store/invitations.ts'

const TOKEN_BYTES = 24

/**
 * Makes an invitation. The caller has checked who may, and that the places are the merchant's.
 *
 * @param address a phone number or e-mail address, for whose owner alone it is; null for whoever has the
 *   link
 * @returns the invitation with the token of its link, which is nowhere else, and the language of whom
 *   it is for; null where nobody has proven the address
 * @throws {Refused} `people.too-many-invitations`, `people.email-malformed`, `people.phone-malformed`
 */
export async function inviteStaff(
  work: Work,
  request: Membership & { readonly address: string | null },
): Promise<Invitation & { readonly token: string; readonly locale: Locale | null }> {
  const { merchantId, role, placeIds = null } = request
  const address = request.address === null ? null : addressOf(request.address)
  if (request.address !== null && address === null) {
    const isEmail = request.address.includes('@')
    throw new Refused(peopleRefusals, isEmail ? 'people.email-malformed' : 'people.phone-malformed')
  }
  const waiting = await openInvitations(work, merchantId, INVITATIONS_MAX)
  if (waiting.length >= INVITATIONS_MAX) {
    throw new Refused(peopleRefusals, 'people.too-many-invitations')
  }
  const token = randomToken(TOKEN_BYTES)
  const invitation: Invitation = {
    id: work.newId('invitation'),
    merchantId,
    role,
    placeIds,
    address,
    invitedBy: work.actor.kind === 'person' ? work.actor.personId : null,
    createdAt: work.now,
    expiresAt: new Date(work.now.getTime() + INVITATION_LIFE_MS),
  }
  await insertInvitation(work, invitation, sha256(token))
  return { ...invitation, token, locale: address ? await localeOfAddress(work, address) : null }
}

/** Those that wait, newest first. The caller has checked who may see them. */
export function invitationsOf(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Invitation[]> {
  return openInvitations(work, merchantId, INVITATIONS_MAX)
}

/** What a link invites to. @throws {Refused} `people.invitation-unknown` */
export async function invitationByToken(work: Work, token: string): Promise<Invitation> {
  const found = await invitationOf(work, sha256(token), { isHeld: false })
  if (!found) throw new Refused(peopleRefusals, 'people.invitation-unknown')
  return found
}

/**
 * Accepts an invitation for the asker. One that is for an address asks that the asker has proven it
 * (PE30). Who has a role already keeps the stronger one.
 *
 * @throws {Refused} `people.invitation-unknown`, `people.invitation-for-another`
 */
export async function acceptInvitation(work: Work, token: string): Promise<Invitation> {
  const personId = personOf(work.actor)
  const person = await lockPerson(work, personId)
  const invitation = await invitationOf(work, sha256(token), { isHeld: true })
  if (!person || !invitation) throw new Refused(peopleRefusals, 'people.invitation-unknown')
  const { address, merchantId, role, placeIds } = invitation
  if (address !== null) {
    const proven = await provenAddresses(work, await accountsOf(work, personId))
    if (!proven.includes(address)) {
      throw new Refused(peopleRefusals, 'people.invitation-for-another')
    }
  }
  const own = await membershipsByPerson(work, personId)
  const held = own.find((each) => each.merchantId === merchantId)
  const fresh: Membership = { merchantId, role, placeIds }
  const kept = held ? strongerOf(held, fresh) : fresh
  await addMembership(work, { ...kept, personId })
  await markAccepted(work, invitation.id, personId)
  return invitation
}

/** @throws {Refused} `people.invitation-unknown` */
export async function takeInvitationBack(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'invitation'>,
): Promise<void> {
  const isTaken = await takeBack(work, merchantId, id)
  if (!isTaken) throw new Refused(peopleRefusals, 'people.invitation-unknown')
}
