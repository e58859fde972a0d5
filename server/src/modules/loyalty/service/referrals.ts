/** Invitations: made, looked at, accepted. What they are worth is worked out with everything else. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { randomToken } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import type { InviteRule, Terms } from '../model/programme.ts'
import { loyaltyRefusals } from '../model/refusals.ts'
import { lockMembers } from '../store/member.ts'
import { purchasesOf } from '../store/purchase.ts'
import {
  cameBy,
  insertInvitation,
  insertReferral,
  invitationByCode,
  invitationOf,
  lockReferrals,
  referralOfFriend,
  referralsBy,
} from '../store/referral.ts'
import { presentTerms } from '../store/terms.ts'

type InvitingTerms = Terms & { readonly invite: InviteRule }

/** My invitation to a shop, and what has come of it. */
export type MyInvitation = {
  readonly code: string
  readonly invite: InviteRule
  /** Friends who accepted. */
  readonly joined: number
  /** Friends whose purchase counted. */
  readonly qualified: number
}

/**
 * The invitation of whoever asks to a shop; made when it is asked for first.
 *
 * @throws {Refused} `referral.none`, `referral.phone-needed`
 */
export async function myInvitation(work: Work, merchantId: Id<'merchant'>): Promise<MyInvitation> {
  const key = { merchantId, personId: personOf(work.actor) }
  const { invite } = await invitingTerms(work, merchantId)
  await mustHavePhone(work, key.personId)
  await insertInvitation(work, { ...key, code: newCode() })
  const invitation = await invitationOf(work, key)
  // Another member may have drawn the same ten letters: asking again draws others.
  if (!invitation) throw new Error('the code of an invitation is taken')
  const friends = await referralsBy(work, key)
  const qualified = friends.filter((it) => it.qualifiedBy !== null).length
  return { code: invitation.code, invite, joined: friends.length, qualified }
}

/** Ten letters that nobody misreads (0 to 9, A to F). They are no secret. */
function newCode(): string {
  return Buffer.from(randomToken(5), 'base64url').toString('hex').toUpperCase()
}

/** What somebody sees who follows an invitation. */
export type ShownInvitation = {
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  readonly invite: InviteRule
}

/** @throws {Refused} `referral.unknown`, `referral.none` */
export async function shownInvitation(work: Work, code: string): Promise<ShownInvitation> {
  const invitation = await invitationByCode(work, code)
  if (!invitation) throw new Refused(loyaltyRefusals, 'referral.unknown')
  const { merchantId } = invitation
  const { invite } = await invitingTerms(work, merchantId)
  const merchant = (await merchantsOf(work, [merchantId])).get(merchantId)
  return { merchantId, merchantName: merchant?.name ?? '', invite }
}

/**
 * Accepts an invitation: the first purchase that is large enough counts (LO12). Nobody is invited by
 * themselves, in a circle, twice, or after having bought there (LO11). Repeating it changes nothing.
 *
 * @throws {Refused} with a `referral.…` of `loyaltyRefusals`
 */
export async function acceptInvitation(work: Work, code: string): Promise<ShownInvitation> {
  const shown = await shownInvitation(work, code)
  const invitation = await invitationByCode(work, code)
  if (!invitation) throw new Refused(loyaltyRefusals, 'referral.unknown')
  const { merchantId, personId: inviterId } = invitation
  const friendId = personOf(work.actor)
  if (friendId === inviterId) throw new Refused(loyaltyRefusals, 'referral.oneself')
  await mustHavePhone(work, friendId)
  await lockReferrals(work, merchantId)
  await lockMembers(work, merchantId, [friendId, inviterId])
  const key = { merchantId, personId: friendId }
  const before = await referralOfFriend(work, key)
  if (before?.inviterId === inviterId) return shown
  if (before) throw new Refused(loyaltyRefusals, 'referral.accepted')
  if ((await purchasesOf(work, key)).length > 0) {
    throw new Refused(loyaltyRefusals, 'referral.not-new')
  }
  if (await cameBy(work, { merchantId, personId: inviterId }, friendId)) {
    throw new Refused(loyaltyRefusals, 'referral.circle')
  }
  const { version, invite } = await invitingTerms(work, merchantId)
  await insertReferral(work, {
    id: work.newId('referral'),
    merchantId,
    inviterId,
    friendId,
    termsVersion: version,
    acceptedAt: work.now,
    endsAt: new Date(work.now.getTime() + invite.withinDays * DAY_MS),
  })
  return shown
}

async function invitingTerms(work: Work, merchantId: Id<'merchant'>): Promise<InvitingTerms> {
  const terms = (await presentTerms(work, [merchantId])).get(merchantId)
  if (!terms?.invite || terms.state === 'paused') {
    throw new Refused(loyaltyRefusals, 'referral.none')
  }
  return { ...terms, invite: terms.invite }
}

/** One number is one person: that is what keeps people from inviting themselves. */
async function mustHavePhone(work: Work, personId: Id<'person'>): Promise<void> {
  const person = (await peopleOf(work, [personId])).get(personId)
  if (!person?.phone) throw new Refused(loyaltyRefusals, 'referral.phone-needed')
}
