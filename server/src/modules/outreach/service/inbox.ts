/** The inbox of a person, whom they blocked, and the way out that needs no sign-in. */
import { allow, mayOperate, personOf } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { hmacSha256, isSameSecret } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { maskedName, wordingOf, type ConsentProof } from '../../people/model.ts'
import { answerConsent, consentsOf, idKeptFor, peopleOf } from '../../people/service.ts'
import { withdrawFromAllMerchants } from '../../people/service/merchant-consents.ts'
import { messageClicked, messageRead, optedOut } from '../events.ts'
import { outreachRefusals, type InboxMessage, type Settings } from '../model.ts'
import { dropWaitingMarketing } from '../service.ts'
import {
  blockedPairs,
  blocksOf,
  deleteBlock,
  insertBlock,
  merchantNameTo,
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

async function block(work: Work, pair: Pair): Promise<void> {
  const { personId, merchantId } = pair
  if (!(await insertBlock(work, pair))) return
  await dropWaitingMarketing(work, personId, merchantId)
  work.announce(optedOut, { personId, merchantId }, { subjectId: personId })
}

const SIGNATURE_LETTERS = 32

/** The token of a way out: who, of which merchant, and our signature. It never grows old (OU7). */
export function optOutToken(secret: string, { personId, merchantId }: Pair): string {
  const bytes = Buffer.from(`${personId}${merchantId}`.replaceAll('-', ''), 'hex')
  const pair = bytes.toString('base64url')
  return `${pair}${signatureOf(secret, pair)}`
}

const signatureOf = (secret: string, pair: string) =>
  hmacSha256(secret, `outreach.opt-out/${pair}`).slice(0, SIGNATURE_LETTERS)

/**
 * Who a token is for; of an account that was merged into another, that one: it gets what would have come
 * to the first.
 *
 * @throws {Refused} `outreach.link-unknown`
 */
async function pairOf(work: Work, secret: string, token: string): Promise<Pair> {
  const pair = token.slice(0, -SIGNATURE_LETTERS)
  const hex = Buffer.from(pair, 'base64url').toString('hex')
  const isOurs = isSameSecret(token.slice(-SIGNATURE_LETTERS), signatureOf(secret, pair))
  const personId = parseId<'person'>(dashed(hex.slice(0, 32)))
  const merchantId = parseId<'merchant'>(dashed(hex.slice(32)))
  if (!isOurs || !personId || !merchantId) {
    throw new Refused(outreachRefusals, 'outreach.link-unknown')
  }
  return { personId: await idKeptFor(work, personId), merchantId }
}

const dashed = (hex: string) => hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')

export type OptOutState = {
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string | null
  /** Enough to know oneself by, too little for a finder of the link. */
  readonly personName: string
  readonly isBlocked: boolean
  readonly agreesToMarketing: boolean
}

/** What a way out leads to. @throws {Refused} `outreach.link-unknown` */
export async function optOutState(work: Work, secret: string, token: string): Promise<OptOutState> {
  const pair = await pairOf(work, secret, token)
  const { personId, merchantId } = pair
  const person = (await peopleOf(work, [personId])).get(personId)
  if (!person) throw new Refused(outreachRefusals, 'outreach.link-unknown')
  const consents = (await consentsOf(work, [personId])).get(personId)
  return {
    merchantId,
    merchantName: await merchantNameTo(work, pair),
    personName: maskedName(person.name),
    isBlocked: await isBlocked(work, pair),
    agreesToMarketing: consents?.has('marketing') ?? false,
  }
}

/**
 * Goes the way out: from one merchant, or from all marketing, also that of shops whose friend somebody is.
 * Harmless to repeat (OU7, OU8).
 */
export async function optOut(
  work: Work,
  secret: string,
  request: { token: string; scope: 'merchant' | 'all'; proof: ConsentProof },
): Promise<OptOutState> {
  const { token, scope, proof } = request
  const before = await optOutState(work, secret, token)
  const pair = await pairOf(work, secret, token)
  if (scope === 'merchant') await block(work, pair)
  else await endAll(work, pair.personId, before.agreesToMarketing, proof)
  return optOutState(work, secret, token)
}

/** Takes back every yes to marketing, of the market and of single shops: they stand apart (PE50). */
async function endAll(
  work: Work,
  personId: Id<'person'>,
  agreesToMarketing: boolean,
  proof: ConsentProof,
): Promise<void> {
  const given = { personId, channel: 'opt-out-link', proof } as const
  if (agreesToMarketing) {
    const no = { purpose: 'marketing', granted: false } as const
    const wordingVersion = wordingOf('marketing').version
    await answerConsent(work, { ...given, ...no, wordingVersion })
  }
  const changed = await withdrawFromAllMerchants(work, given)
  if (!agreesToMarketing && changed === 0) return
  await dropWaitingMarketing(work, personId, null)
  work.announce(optedOut, { personId, merchantId: null }, { subjectId: personId })
}

/** Changes the manners of the market. @throws {Refused} `access.forbidden` */
export async function changeSettings(work: Work, settings: Settings): Promise<Settings> {
  allow(mayOperate(work.actor))
  await saveSettings(work, settings)
  return settings
}
