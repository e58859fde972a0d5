/** What a person does in talks: opens them, writes, reads, ends them. */
import { personOf } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { holdPictures } from '../../../platform/pictures.ts'
import type { Work } from '../../../platform/work.ts'
import { blockMerchant } from '../../outreach/service/inbox.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantOf, placesOf } from '../../places/service.ts'
import { talkClosed, talkOpened } from '../events.ts'
import { absenceUntil, awayWords, type Desk } from '../model/desk.ts'
import type { Message } from '../model/message.ts'
import { talkRefusals } from '../model/refusals.ts'
import { objectionToPerson, TALKS_PER_DAY_MAX, type Talk } from '../model/talk.ts'
import {
  countOpenedSince,
  insertTalk,
  readingsOf,
  saveTalk,
  talkById,
  talkOfPair,
  type Reading,
} from '../store/talk.ts'
import { attendanceNow, deskOf } from './desk.ts'
import { lockedTalk, saidOf, sentBefore, tellScreens, write, type Sending } from './writing.ts'

const READINGS_SHOWN_MAX = 100

/** The talk of the asker with a shop, and whether somebody is there; null before it is opened. */
export async function myTalkWith(work: Work, merchantId: Id<'merchant'>): Promise<Talk | null> {
  return talkOfPair(work, { merchantId, personId: personOf(work.actor) })
}

/**
 * Opens the talk of the asker with a shop; the one that is there when there is one (TA1). The shop
 * sees nothing of it before something is written.
 *
 * @throws {Refused} `merchant.unknown`, `talk.place-elsewhere`, `talk.desk-closed`, `talk.too-many-opened`
 */
export async function openTalk(
  work: Work,
  wanted: { readonly merchantId: Id<'merchant'>; readonly placeId: Id<'place'> | null },
): Promise<Talk> {
  const personId = personOf(work.actor)
  const { merchantId, placeId } = wanted
  await merchantOf(work, merchantId)
  if (placeId !== null) {
    const place = (await placesOf(work, [placeId])).get(placeId)
    if (place?.merchantId !== merchantId) throw new Refused(talkRefusals, 'talk.place-elsewhere')
  }
  const pair = { merchantId, personId }
  const known = await talkOfPair(work, pair)
  if (known) return known
  if (!(await deskOf(work, merchantId)).isOpen) throw new Refused(talkRefusals, 'talk.desk-closed')
  const since = new Date(work.now.getTime() - DAY_MS)
  const opened = await countOpenedSince(work, personId, since, TALKS_PER_DAY_MAX)
  if (opened >= TALKS_PER_DAY_MAX) throw new Refused(talkRefusals, 'talk.too-many-opened')
  await insertTalk(work, { ...pair, id: work.newId('talk'), placeId })
  const talk = await talkOfPair(work, pair)
  assert(talk, 'a talk that was opened is there')
  return talk
}

const isMine = (work: Work) => {
  const personId = personOf(work.actor)
  return (talk: Talk) => talk.personId === personId
}

/** A talk of the asker. @throws {Refused} `talk.unknown` (TA18) */
export async function myTalk(work: Work, id: Id<'talk'>): Promise<Talk> {
  const talk = await talkById(work, id)
  if (!talk || !isMine(work)(talk)) throw new Refused(talkRefusals, 'talk.unknown')
  return talk
}

/**
 * Writes to the shop: opens a closed talk again (TA2), and brings the automatic answer when nobody is
 * there (TA9).
 *
 * @throws {Refused} with a code of `talkRefusals`, `picture.unknown`
 */
export async function writeToShop(
  work: Work,
  talkId: Id<'talk'>,
  { id, content }: Sending,
): Promise<Message> {
  const personId = personOf(work.actor)
  const before = await lockedTalk(work, talkId, isMine(work))
  const said = saidOf(personId, content)
  const known = await sentBefore(work, talkId, id, said)
  if (known) return known
  const desk = await deskOf(work, before.merchantId)
  const objection = objectionToPerson(before, desk.isOpen)
  if (objection) throw new Refused(talkRefusals, objection)
  // Cards are for shops; the shapes of the route let none through.
  assert(content.kind === 'text' || content.kind === 'picture', 'a person sends words and pictures')
  const pictureId = content.kind === 'picture' ? content.pictureId : null
  if (pictureId) await holdPictures(work, `person/${personId}`, [pictureId])
  const text = content.kind === 'text' ? content.text : null
  const { kind } = content
  const draft = { id, side: 'person', byId: personId, kind, text, pictureId, card: null } as const
  const { talk, message } = await write(work, before, draft, said)
  if (before.lastNumber === 0 || before.state === 'closed') announceOpened(work, before)
  const waiting: Talk = {
    ...talk,
    state: 'open',
    askedAt: work.now,
    unanswered: talk.unanswered + 1,
    unansweredSince: talk.unansweredSince ?? work.now,
  }
  await saveTalk(work, await withAwayAnswer(work, waiting, desk))
  return message
}

function announceOpened(work: Work, { id, merchantId, personId, placeId, lastNumber }: Talk): void {
  const fact = { talkId: id, merchantId, personId, placeId, isFirst: lastNumber === 0 }
  work.announce(talkOpened, fact, { subjectId: personId })
}

async function withAwayAnswer(work: Work, talk: Talk, desk: Desk): Promise<Talk> {
  const attendance = await attendanceNow(work, desk, talk.placeId)
  const until = absenceUntil(talk, desk, attendance, work.now)
  if (until === null) return talk
  const locale = (await peopleOf(work, [talk.personId])).get(talk.personId)?.locale ?? 'ko'
  const draft = {
    id: work.newId('talk-message'),
    side: 'shop',
    byId: null,
    kind: 'away',
    text: awayWords(desk, locale),
    pictureId: null,
    card: null,
  } as const
  const answered = await write(work, talk, draft, '')
  return { ...answered.talk, awayUntil: until }
}

/** Closes a talk of the asker; writing again opens it again. */
export async function closeMine(work: Work, id: Id<'talk'>): Promise<Talk> {
  const talk = await lockedTalk(work, id, isMine(work))
  return talk.state === 'closed' ? talk : closed(work, talk, null)
}

/** Ends a talk for good: the shop reaches the asker no more, with marketing neither (TA3). */
export async function blockShop(work: Work, id: Id<'talk'>): Promise<Talk> {
  const talk = await lockedTalk(work, id, isMine(work))
  await blockMerchant(work, talk.merchantId)
  return talk.blockedBy === null ? closed(work, talk, 'person') : talk
}

/** Lifts the asker's block; the talk goes on when they write. Marketing stays away until they ask for it. */
export async function unblockShop(work: Work, id: Id<'talk'>): Promise<Talk> {
  const talk = await lockedTalk(work, id, isMine(work))
  if (talk.blockedBy !== 'person') return talk
  const free: Talk = { ...talk, blockedBy: null }
  await saveTalk(work, free)
  tellScreens(work, free)
  return free
}

async function closed(work: Work, talk: Talk, blockedBy: 'person' | null): Promise<Talk> {
  const ended: Talk = {
    ...talk,
    state: 'closed',
    blockedBy,
    assignedTo: null,
    unanswered: 0,
    unansweredSince: null,
  }
  await saveTalk(work, ended)
  const { id: talkId, merchantId, personId } = talk
  const fact = {
    talkId,
    merchantId,
    personId,
    by: 'person',
    isBlocked: blockedBy !== null,
  } as const
  work.announce(talkClosed, fact, { subjectId: personId })
  tellScreens(work, ended)
  return ended
}

/** Who of the shop looked into a talk of the asker (TA14). @throws {Refused} `talk.unknown` */
export async function readingsOfMine(work: Work, id: Id<'talk'>): Promise<readonly Reading[]> {
  await myTalk(work, id)
  return readingsOf(work, id, READINGS_SHOWN_MAX)
}
