/** The inbox of a person, and whom they blocked. */
import { allow, mayOperate, personOf } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { messageClicked, messageRead, optedOut } from '../events.ts'
import { outreachRefusals, type InboxMessage, type Settings } from '../model.ts'
import { dropWaitingMarketing } from '../service.ts'
import {
  blockedPairs,
  blocksOf,
  deleteBlock,
  insertBlock,
  saveSettings,
  type Block,
} from '../store.ts'
import {
  inboxBelow,
  markClicked,
  markRead,
  messageOf,
  unreadCount,
  type InboxKey,
} from '../store/inbox.ts'

/** More than anyone has patience to block one by one. */
const BLOCKS_SHOWN_MAX = 200

/** The asker's messages, newest first, and how many are unread. */
export async function inboxOf(
  work: Work,
  { limit, after }: PageRequest,
): Promise<Page<InboxMessage> & { readonly unread: number }> {
  const personId = personOf(work.actor)
  const rows = await inboxBelow(work, personId, after === null ? null : keyIn(after), limit + 1)
  const page = pageOf(rows, limit, ({ sentAt, id }) => `${sentAt?.getTime() ?? 0}.${id}`)
  return { ...page, unread: await unreadCount(work, personId) }
}

function keyIn(cursor: string): InboxKey | null {
  const match = /^(\d{1,14})\.(.+)$/.exec(cursor)
  const id = match ? parseId<'message'>(match[2] ?? '') : null
  return match && id ? { sentAt: new Date(Number(match[1])), id } : null
}

/** One message of the asker. @throws {Refused} `outreach.message-unknown` (OU12) */
export async function inboxMessage(work: Work, id: Id<'message'>): Promise<InboxMessage> {
  const message = await messageOf(work, personOf(work.actor), id)
  if (!message) throw new Refused(outreachRefusals, 'outreach.message-unknown')
  return message
}

/** Notes that the asker opened a message; told the first time only. */
export async function readMessage(work: Work, id: Id<'message'>): Promise<InboxMessage> {
  const message = await inboxMessage(work, id)
  if (!(await markRead(work, message))) return message
  work.announce(messageRead, factOf(message), { subjectId: message.personId })
  return { ...message, readAt: work.now }
}

/** Notes that the asker followed where a message leads; told the first time only. */
export async function clickMessage(work: Work, id: Id<'message'>): Promise<InboxMessage> {
  const message = await readMessage(work, id)
  if (!(await markClicked(work, message))) return message
  work.announce(messageClicked, factOf(message), { subjectId: message.personId })
  return { ...message, clickedAt: work.now }
}

function factOf(message: InboxMessage) {
  const { id, personId, merchantId, purpose, couponId, campaignId, decisionId } = message
  return { messageId: id, personId, merchantId, purpose, couponId, campaignId, decisionId }
}

/** Whether the asker blocked a merchant. */
export function isBlockedByAsker(work: Work, merchantId: Id<'merchant'>): Promise<boolean> {
  return isBlocked(work, { personId: personOf(work.actor), merchantId })
}

/** The merchants the asker blocked, the latest first (OU14). */
export function blocksOfAsker(work: Work): Promise<readonly Block[]> {
  return blocksOf(work, personOf(work.actor), BLOCKS_SHOWN_MAX)
}

/** The asker wants no more marketing of a merchant (OU4, OU8). */
export function blockMerchant(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  return block(work, { personId: personOf(work.actor), merchantId })
}

export async function unblockMerchant(work: Work, merchantId: Id<'merchant'>): Promise<void> {
  await deleteBlock(work, { personId: personOf(work.actor), merchantId })
}

type Pair = { readonly personId: Id<'person'>; readonly merchantId: Id<'merchant'> }

async function isBlocked(work: Work, pair: Pair): Promise<boolean> {
  return (await blockedPairs(work, [pair])).size > 0
}

/** A person wants no more marketing of a merchant, whoever says so for them. Harmless to repeat. */
export async function block(work: Work, pair: Pair): Promise<void> {
  const { personId, merchantId } = pair
  if (!(await insertBlock(work, pair))) return
  await dropWaitingMarketing(work, personId, merchantId)
  work.announce(optedOut, { personId, merchantId }, { subjectId: personId })
}

/** Changes the manners of the market. @throws {Refused} `access.forbidden` */
export async function changeSettings(work: Work, settings: Settings): Promise<Settings> {
  allow(mayOperate(work.actor))
  await saveSettings(work, settings)
  return settings
}
