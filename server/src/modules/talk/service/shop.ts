/** What a shop's people do in talks: take them, answer, hand over, close. */
import { allow, mayDecide, mayServe, personOf } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { holdPictures } from '../../../platform/pictures.ts'
import type { Work } from '../../../platform/work.ts'
import { phaseOf } from '../../games/model/game.ts'
import { gameRefusals } from '../../games/model/refusals.ts'
import { gameOf, todayOf } from '../../games/service.ts'
import { offerRefusals } from '../../offers/model/refusals.ts'
import { offersOf } from '../../offers/service.ts'
import { grantCoupons } from '../../offers/service/grants.ts'
import { membersOf } from '../../people/service.ts'
import { talkClosed } from '../events.ts'
import {
  orderCard,
  type Content,
  type CouponCard,
  type GameCard,
  type Message,
} from '../model/message.ts'
import { talkRefusals } from '../model/refusals.ts'
import {
  objectionToHandingOver,
  objectionToShop,
  objectionToTaking,
  type Talk,
} from '../model/talk.ts'
import { freeTalksOf, saveTalk } from '../store/talk.ts'
import {
  lockedTalk,
  saidOf,
  sentBefore,
  tellScreens,
  write,
  type Draft,
  type Sending,
} from './writing.ts'
import { tellSoon } from './telling.ts'

/** A talk of a shop, as its people name it. */
export type ShopTalk = { readonly merchantId: Id<'merchant'>; readonly talkId: Id<'talk'> }

/** The locked talk of a shop at which the asker serves. Talks without a word are not there (TA1). */
async function lockedForShop(work: Work, { merchantId, talkId }: ShopTalk): Promise<Talk> {
  allow(mayServe(work.actor, merchantId))
  const isOurs = (talk: Talk) => talk.merchantId === merchantId && talk.lastNumber > 0
  return lockedTalk(work, talkId, isOurs)
}

/**
 * Answers the person, and takes the talk where nobody has it (TA7).
 *
 * @throws {Refused} with a code of `talkRefusals` or, for a coupon card, of `offerRefusals`,
 *   for a game card `game.unknown`, `game.not-open`; `picture.unknown`, `access.forbidden`
 */
export async function answer(
  work: Work,
  key: ShopTalk,
  { id, content }: Sending,
): Promise<Message> {
  const byId = personOf(work.actor)
  const before = await lockedForShop(work, key)
  const said = saidOf(byId, content)
  const known = await sentBefore(work, before.id, id, said)
  if (known) return known
  const objection = objectionToShop(before, byId, work.now)
  if (objection) throw new Refused(talkRefusals, objection)
  const draft: Draft = { id, side: 'shop', byId, ...(await drafted(work, before, content)) }
  const { talk, message } = await write(work, before, draft, said)
  await saveTalk(work, {
    ...talk,
    assignedTo: byId,
    unanswered: 0,
    unansweredSince: null,
    answeredAt: work.now,
  })
  tellSoon(work, talk.id)
  return message
}

type Drafted = Pick<Draft, 'kind' | 'text' | 'pictureId' | 'card'>

async function drafted(work: Work, talk: Talk, content: Content): Promise<Drafted> {
  const bare = { text: null, pictureId: null, card: null }
  switch (content.kind) {
    case 'text':
      return { ...bare, kind: 'text', text: content.text }
    case 'picture':
      await holdPictures(work, `merchant/${talk.merchantId}`, [content.pictureId])
      return { ...bare, kind: 'picture', pictureId: content.pictureId }
    case 'order':
      return { ...bare, kind: 'order', card: orderCard(content.items) }
    case 'game':
      return { ...bare, kind: 'game', card: await gameCard(work, talk, content.gameId) }
    case 'coupon':
      return { ...bare, kind: 'coupon', card: await couponCard(work, talk, content.offerId) }
  }
}

/** Gives the person the coupon that the card shows, in this very transaction (TA10). */
async function couponCard(work: Work, talk: Talk, offerId: Id<'offer'>): Promise<CouponCard> {
  const offer = (await offersOf(work, [offerId])).get(offerId)
  if (!offer) throw new Refused(offerRefusals, 'offer.unknown')
  if (offer.merchantId !== talk.merchantId) throw new Refused(talkRefusals, 'talk.offer-elsewhere')
  const couponId = work.newId('coupon')
  const grant = { couponId, offerId, personId: talk.personId, source: { kind: 'staff' } } as const
  const [outcome] = await grantCoupons(work, [grant])
  assert(outcome, 'a batch answers each grant')
  if (outcome.kind === 'refused') throw new Refused(offerRefusals, outcome.code)
  return { couponId, offerId, title: offer.title, expiresAt: outcome.expiresAt.toISOString() }
}

/** A game of the shop that can be played today (TA20). */
async function gameCard(work: Work, talk: Talk, gameId: Id<'game'>): Promise<GameCard> {
  const game = await gameOf(work, gameId)
  if (game.merchantId !== talk.merchantId) throw new Refused(talkRefusals, 'talk.game-elsewhere')
  if (phaseOf(game, todayOf(work)) !== 'open') throw new Refused(gameRefusals, 'game.not-open')
  return { gameId, title: game.title }
}

/** Takes a talk; harmless to repeat. @throws {Refused} `talk.taken`, `talk.unknown` (TA7) */
export async function takeTalk(work: Work, key: ShopTalk): Promise<Talk> {
  const byId = personOf(work.actor)
  const talk = await lockedForShop(work, key)
  const objection = talk.state === 'closed' ? 'talk.closed' : objectionToTaking(talk, byId)
  if (objection) throw new Refused(talkRefusals, objection)
  return saved(work, { ...talk, assignedTo: byId })
}

/**
 * Hands a talk over with a note that only the shop sees (TA8).
 *
 * @param to null gives it back to everybody
 * @throws {Refused} `talk.not-yours`, `talk.not-staff`, `talk.closed`, `talk.unknown`
 */
export async function handOver(
  work: Work,
  key: ShopTalk,
  { to, note }: { readonly to: Id<'person'> | null; readonly note: string },
): Promise<Talk> {
  const byId = personOf(work.actor)
  const talk = await lockedForShop(work, key)
  if (talk.state === 'closed') throw new Refused(talkRefusals, 'talk.closed')
  const objection = objectionToHandingOver(talk, byId, mayDecide(work.actor, key.merchantId))
  if (objection) throw new Refused(talkRefusals, objection)
  const members = to === null ? [] : await membersOf(work, key.merchantId)
  if (to !== null && !members.some(({ personId }) => personId === to)) {
    throw new Refused(talkRefusals, 'talk.not-staff')
  }
  const draft = {
    id: work.newId('talk-message'),
    side: 'shop',
    byId,
    kind: 'hand-over',
    text: note.trim() === '' ? null : note,
    pictureId: null,
    card: { toId: to },
  } as const
  const written = await write(work, talk, draft, '')
  return saved(work, { ...written.talk, assignedTo: to })
}

/** Closes a talk: the person opens it again by writing (TA2). @throws {Refused} `talk.taken` */
export async function closeTalk(work: Work, key: ShopTalk): Promise<Talk> {
  const talk = await lockedForShop(work, key)
  if (talk.state === 'closed') return talk
  const objection = mayDecide(work.actor, key.merchantId)
    ? null
    : objectionToTaking(talk, personOf(work.actor))
  if (objection) throw new Refused(talkRefusals, objection)
  return ended(work, talk, false)
}

/** Ends a talk for good, until somebody of the shop lifts it (TA3). Owners only. */
export async function blockPerson(work: Work, key: ShopTalk): Promise<Talk> {
  const talk = await lockedForShop(work, key)
  allow(mayDecide(work.actor, key.merchantId))
  return talk.blockedBy === null ? ended(work, talk, true) : talk
}

/** Lifts the shop's block. Owners only. */
export async function unblockPerson(work: Work, key: ShopTalk): Promise<Talk> {
  const talk = await lockedForShop(work, key)
  allow(mayDecide(work.actor, key.merchantId))
  return talk.blockedBy === 'shop' ? saved(work, { ...talk, blockedBy: null }) : talk
}

async function ended(work: Work, talk: Talk, isBlocked: boolean): Promise<Talk> {
  const { id: talkId, merchantId, personId } = talk
  const fact = { talkId, merchantId, personId, by: 'shop', isBlocked } as const
  work.announce(talkClosed, fact, { subjectId: personId })
  return saved(work, {
    ...talk,
    state: 'closed',
    blockedBy: isBlocked ? 'shop' : null,
    assignedTo: null,
    unanswered: 0,
    unansweredSince: null,
  })
}

async function saved(work: Work, talk: Talk): Promise<Talk> {
  await saveTalk(work, talk)
  tellScreens(work, talk)
  return talk
}

/** Gives the talks of somebody who left the shop back to everybody (TA8). */
export async function leaveTalks(
  work: Work,
  merchantId: Id<'merchant'>,
  staffId: Id<'person'>,
): Promise<void> {
  await freeTalksOf(work, merchantId, staffId)
  work.publish(`merchant/${merchantId}`, { name: 'talk', data: { merchantId } })
}
