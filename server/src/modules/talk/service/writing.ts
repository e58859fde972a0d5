/** What both sides share when they write: one number, one row, and everybody told. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { sha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { messageWritten } from '../events.ts'
import { isInternal, isNewsFor, wordsOf, type Content, type Message } from '../model/message.ts'
import { talkRefusals } from '../model/refusals.ts'
import type { Side, Talk } from '../model/talk.ts'
import { insertMessage, messageById } from '../store/message.ts'
import { lockTalk } from '../store/talk.ts'

/** What somebody asks to send. The id is made by whoever asks, so that asking twice sends once. */
export type Sending = { readonly id: Id<'talk-message'>; readonly content: Content }

/** Tells what was sent from anything else under the same id. */
export const saidOf = (by: string, content: unknown) => sha256(`${by}\n${JSON.stringify(content)}`)

/** A locked talk. @throws {Refused} `talk.unknown` also for what is none of the asker's business (TA18) */
export async function lockedTalk(
  work: Work,
  id: Id<'talk'>,
  isTheirs: (talk: Talk) => boolean,
): Promise<Talk> {
  const talk = await lockTalk(work, id)
  if (!talk || !isTheirs(talk)) throw new Refused(talkRefusals, 'talk.unknown')
  return talk
}

/**
 * The message that was sent before under this id; null when there was none (TA4). Lock the talk first.
 *
 * @throws {Refused} `talk.message-id-taken`
 */
export async function sentBefore(
  work: Work,
  talkId: Id<'talk'>,
  id: Id<'talk-message'>,
  said: string,
): Promise<Message | null> {
  const known = await messageById(work, id)
  if (!known) return null
  const { said: knownSaid, ...message } = known
  if (message.talkId === talkId && knownSaid === said) return message
  throw new Refused(talkRefusals, 'talk.message-id-taken')
}

/** A message before it has its place in the talk. */
export type Draft = Pick<Message, 'id' | 'side' | 'byId' | 'kind' | 'text' | 'pictureId' | 'card'>

/** Writes a message at the end of a locked talk, and answers the talk with it. It is not saved yet. */
export async function write(
  work: Work,
  talk: Talk,
  draft: Draft,
  said: string,
): Promise<{ readonly talk: Talk; readonly message: Message }> {
  const number = talk.lastNumber + 1
  const { id: talkId, merchantId, personId } = talk
  const message: Message = { ...draft, talkId, merchantId, number, at: work.now }
  const words = message.kind === 'away' ? '' : wordsOf(message.text ?? '')
  await insertMessage(work, message, { said, words })
  const couponId = draft.kind === 'coupon' ? couponIn(message) : null
  const { id: messageId, side, kind } = message
  const fact = { talkId, merchantId, personId, messageId, number, side, kind, couponId }
  work.announce(messageWritten, fact, { subjectId: personId })
  tellScreens(work, talk, isInternal(message) ? ['shop'] : ['person', 'shop'])
  return {
    message,
    talk: {
      ...talk,
      lastNumber: number,
      lastAt: isInternal(message) ? talk.lastAt : work.now,
      personUnread: talk.personUnread + (isNewsFor('person', message) ? 1 : 0),
      shopUnread: talk.shopUnread + (isNewsFor('shop', message) ? 1 : 0),
    },
  }
}

function couponIn({ card }: Message): string {
  assert(card && 'couponId' in card, 'a coupon card names its coupon')
  return card.couponId
}

/** Has the open screens of these sides look again. What was written is not told here. */
export function tellScreens(
  work: Work,
  { id, merchantId, personId }: Talk,
  sides: readonly Side[] = ['person', 'shop'],
): void {
  const hint = { name: 'talk', data: { talkId: id, merchantId } }
  if (sides.includes('person')) work.publish(`person/${personId}`, hint)
  if (sides.includes('shop')) work.publish(`merchant/${merchantId}`, hint)
}
