/** Sending: every message passes the gate, and the gate remembers. */
import type { Id } from '../../kernel/id.ts'
import type { Work } from '../../platform/work.ts'
import { messagePostponed, messageRefused, messageSent } from './events.ts'
import { chosenWays, type WayChoice } from './model/way-choice.ts'
import {
  shownTitle,
  type GateDecision,
  type Hearing,
  type Message,
  type OutreachRefusal,
} from './model.ts'
import { hear, type Heard } from './service/hearing.ts'
import {
  dropWaiting,
  insertDecisions,
  insertMessages,
  lockDue,
  moveOn,
  type DecisionRow,
  type MessageRow,
} from './store.ts'
import { insertChosenWays } from './store/deliveries.ts'

/** What became of a message. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: Id<'message'> }
  | { readonly kind: 'postponed'; readonly messageId: Id<'message'>; readonly until: Date }
  | { readonly kind: 'refused'; readonly code: OutreachRefusal }

/**
 * Sends messages, as far as the gate lets them: one answer each, in the same order.
 *
 * A fixed number of statements however many messages there are. Give some hundreds at once, not
 * hundreds of thousands: caps of all their people stay locked until the work ends.
 */
export async function sendMessages(
  work: Work,
  messages: readonly (Message & WayChoice)[],
): Promise<readonly SendOutcome[]> {
  if (messages.length === 0) return []
  const heard = await hear(work, messages)
  const rows: MessageRow[] = []
  const decided: Decided[] = []
  const outcomes = messages.map((message, at): SendOutcome => {
    const { hearing, decision } = heard[at] as Heard
    const id = work.newId('message')
    const isKept = decision.kind !== 'refused'
    if (isKept) rows.push(newRow(work, id, message, decision))
    decided.push({ message, messageId: isKept ? id : null, hearing, decision })
    return decision.kind === 'refused' ? decision : { ...decision, messageId: id }
  })
  await insertMessages(work, rows)
  await insertChosenWays(work, chosenWays(messages, outcomes))
  await tell(work, decided)
  return outcomes
}

function newRow(
  work: Work,
  id: Id<'message'>,
  message: Message,
  decision: GateDecision,
): MessageRow {
  return {
    ...message,
    id,
    merchantContact: message.merchantContact ?? null,
    pictureId: message.pictureId ?? null,
    offerId: message.offerId ?? null,
    unlessBoughtSince: message.unlessBoughtSince ?? null,
    isQuiet: message.isQuiet ?? false,
    state: decision.kind === 'sent' ? 'sent' : 'waiting',
    createdAt: work.now,
    releaseAt: decision.kind === 'postponed' ? decision.until : null,
    sentAt: decision.kind === 'sent' ? work.now : null,
    readAt: null,
    clickedAt: null,
  }
}

/** The most messages one work releases. */
export const RELEASED_AT_ONCE_MAX = 500

/**
 * Lets the messages whose time has come pass the gate again (OU9).
 *
 * @returns how many there were; call again when it is `RELEASED_AT_ONCE_MAX`
 */
export async function releaseDue(work: Work): Promise<number> {
  const due = await lockDue(work, RELEASED_AT_ONCE_MAX)
  if (due.length === 0) return 0
  const heard = await hear(work, due)
  const decided = due.map((message, at): Decided => {
    const { hearing, decision } = heard[at] as Heard
    return { message, messageId: message.id, hearing, decision }
  })
  await moveOn(
    work,
    decided.map(({ decision }, at) => {
      const { id } = due[at] as MessageRow
      if (decision.kind === 'sent') return { id, state: 'sent', releaseAt: null }
      if (decision.kind === 'refused') return { id, state: 'dropped', releaseAt: null }
      return { id, state: 'waiting', releaseAt: decision.until }
    }),
  )
  await tell(work, decided)
  return due.length
}

/** Forgets the marketing that waits for a person, and keeps why (OU8). */
export async function dropWaitingMarketing(
  work: Work,
  personId: Id<'person'>,
  merchantId: Id<'merchant'> | null,
): Promise<void> {
  const code = merchantId ? 'outreach.blocked' : 'outreach.no-consent'
  const decision = { kind: 'refused', code } as const
  const dropped = await dropWaiting(work, personId, merchantId)
  await tell(
    work,
    dropped.map((message) => ({ message, messageId: message.id, hearing: null, decision })),
  )
}

type Decided = {
  readonly message: Message
  readonly messageId: Id<'message'> | null
  /** Null when the person themselves ended it. */
  readonly hearing: Hearing | null
  readonly decision: GateDecision
}

/** Keeps the decisions (OU5), and tells the log and the open pages. */
async function tell(work: Work, decided: readonly Decided[]): Promise<void> {
  await insertDecisions(
    work,
    decided.map((each) => decisionRow(work, each)),
  )
  for (const { message, messageId, decision } of decided) {
    const { personId, merchantId, purpose, couponId, campaignId, decisionId } = message
    const about = { personId, merchantId, purpose, couponId, campaignId, decisionId }
    const subject = { subjectId: personId }
    if (decision.kind === 'refused') {
      work.announce(messageRefused, { messageId, code: decision.code, ...about }, subject)
    } else if (decision.kind === 'postponed' && messageId) {
      const until = decision.until.toISOString()
      work.announce(messagePostponed, { messageId, until, ...about }, subject)
    } else if (messageId) {
      work.announce(messageSent, { messageId, ...about }, subject)
      const { merchantName, link } = message
      const title = shownTitle(message)
      const isQuiet = message.isQuiet ?? false
      const shown = { messageId, title, merchantId, merchantName, link, couponId, decisionId }
      const data = { ...shown, isQuiet }
      work.publish(`person/${personId}`, { name: 'inbox', data })
    }
  }
}

function decisionRow(work: Work, { message, messageId, hearing, decision }: Decided): DecisionRow {
  const { personId, merchantId, purpose, campaignId, decisionId } = message
  return {
    id: work.newId('gate-decision'),
    messageId,
    personId,
    merchantId,
    purpose,
    outcome: decision.kind,
    code: decision.kind === 'refused' ? decision.code : null,
    campaignId,
    decisionId,
    seen: hearing
      ? {
          consents: [...hearing.consents],
          merchantConsents: [...hearing.merchantConsents],
          isBlocked: hearing.isBlocked,
          hasBoughtSince: hearing.hasBoughtSince,
          timeZone: hearing.timeZone,
          sentToday: hearing.sentToday,
          sentThisWeek: hearing.sentThisWeek,
          sentTodayByMerchant: hearing.sentTodayByMerchant,
        }
      : { optedOut: true },
  }
}
