/** What modules above do with channels: ask who is a friend, and make the asker one. */
import { personOf } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import { dropWaitingMarketing } from '../outreach/service.ts'
import { withdrawFromMerchant } from '../people/service/merchant-consents.ts'
import { merchantOf } from '../places/service.ts'
import { friendFollowed, friendLeft } from './events.ts'
import { FRIENDS_PER_PERSON_MAX, type Friend, type Source } from './model/friends.ts'
import { channelRefusals } from './model/refusals.ts'
import {
  deleteFriend,
  friendOf,
  friendsIn,
  friendsOfPerson,
  insertFriend,
} from './store/friends.ts'
import { broadcastInvariants } from './store/broadcasts.ts'
import { planInvariants } from './store/plans.ts'
import { welcomeSoon } from './service/welcome.ts'

/** What must hold in every database, for `verify`. */
export const channelInvariants: readonly Invariant[] = [...planInvariants, ...broadcastInvariants]

/** Whether a person is a friend of a shop. Who may ask is for the caller to know. */
export async function isFriend(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'>,
): Promise<boolean> {
  return (await friendOf(work, { personId, merchantId })) !== null
}

/** Those of these people who are friends of the shop. */
export function friendsAmong(
  work: Work,
  merchantId: Id<'merchant'>,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlySet<Id<'person'>>> {
  return friendsIn(work, merchantId, personIds)
}

/** The shops that a person is a friend of, the latest first. */
export async function shopsFollowed(
  work: Work,
  personId: Id<'person'>,
): Promise<readonly Id<'merchant'>[]> {
  const friends = await friendsOfPerson(work, personId, FRIENDS_PER_PERSON_MAX)
  return friends.map(({ merchantId }) => merchantId)
}

/**
 * Makes whoever asks a friend of a shop: nobody does so for another (CH1). Following again changes
 * nothing, and keeps where they first came from.
 *
 * @throws {Refused} `merchant.unknown`, `friend.too-many`; `access.forbidden` for machines
 */
export async function followChannel(
  work: Work,
  { merchantId, source }: { readonly merchantId: Id<'merchant'>; readonly source: Source },
): Promise<Friend> {
  const pair = { merchantId, personId: personOf(work.actor) }
  await merchantOf(work, merchantId)
  const known = await friendOf(work, pair)
  if (known) return known
  const shops = await friendsOfPerson(work, pair.personId, FRIENDS_PER_PERSON_MAX)
  if (shops.length >= FRIENDS_PER_PERSON_MAX) {
    throw new Refused(channelRefusals, 'friend.too-many')
  }
  const friend: Friend = { ...pair, source, since: work.now }
  if (!(await insertFriend(work, friend))) return (await friendOf(work, pair)) ?? friend
  work.announce(friendFollowed, { ...pair, source }, { subjectId: pair.personId })
  welcomeSoon(work, pair)
  return friend
}

/** Ends the asker's friendship with a shop, with what they agreed to and what was waiting (CH3). */
export async function leaveChannel(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  const pair = { merchantId, personId: personOf(work.actor) }
  const gone = await deleteFriend(work, pair)
  if (!gone) return
  const { actor } = work
  const sessionId = actor.kind === 'person' ? actor.sessionId : null
  const proof = { sessionId, ipHash: null, agentHash: null }
  await withdrawFromMerchant(work, { ...pair, channel: 'follow', proof, purposes: null })
  await dropWaitingMarketing(work, pair.personId, merchantId)
  work.announce(friendLeft, { ...pair, source: gone.source }, { subjectId: pair.personId })
}
