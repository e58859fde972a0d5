/** Sending: every message passes the gate, and the gate remembers. */
import type { Id } from '../../kernel/id.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import { consentsOf, peopleOf } from '../people/service.ts'
import { messagePostponed, messageRefused, messageSent } from './events.ts'
import {
  WAIT_MS_MAX,
  capDay,
  defaultSettings,
  gateDecision,
  shownTitle,
  type GateDecision,
  type Hearing,
  type Message,
  type OutreachRefusal,
  type Settings,
} from './model.ts'
import {
  ALL_MERCHANTS,
  addToQuotas,
  blockedPairs,
  dropWaiting,
  insertDecisions,
  insertMessages,
  lockDue,
  lockQuotas,
  moveOn,
  settingsNow,
  type DecisionRow,
  type MessageRow,
  type Quota,
} from './store.ts'

/** What became of a message. */
export type SendOutcome =
  | { readonly kind: 'sent'; readonly messageId: Id<'message'> }
  | { readonly kind: 'postponed'; readonly messageId: Id<'message'>; readonly until: Date }
  | { readonly kind: 'refused'; readonly code: OutreachRefusal }

export async function settingsOf(work: Work): Promise<Settings> {
  return (await settingsNow(work)) ?? defaultSettings
}

/**
 * Sends messages, as far as the gate lets them: one answer each, in the same order.
 *
 * A fixed number of statements however many messages there are. Give some hundreds at once, not
 * hundreds of thousands: caps of all their people stay locked until the work ends.
 */
export async function sendMessages(
  work: Work,
  messages: readonly Message[],
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
    state: decision.kind === 'sent' ? 'sent' : 'waiting',
    createdAt: work.now,
    releaseAt: decision.kind === 'postponed' ? decision.until : null,
    sentAt: decision.kind === 'sent' ? work.now : null,
    readAt: null,
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

type Heard = { readonly hearing: Hearing; readonly decision: GateDecision }

/** Looks at all that the gate asks for, and lets it decide, one message after the other. */
async function hear(work: Work, messages: readonly Message[]): Promise<readonly Heard[]> {
  const settings = await settingsOf(work)
  const personIds = [...new Set(messages.map(({ personId }) => personId))]
  const people = await peopleOf(work, personIds)
  const consents = await consentsOf(work, personIds)
  const marketing = messages.filter(({ purpose }) => purpose === 'marketing')
  const blocked = marketing.length > 0 ? await blockedPairs(work, marketing) : new Set<string>()
  const day = capDay(work.now, settings)
  // Only those who may get something: a stranger or a no must not leave rows behind.
  const capped = marketing.filter(
    (message) =>
      people.has(message.personId) && consents.get(message.personId)?.has('marketing') === true,
  )
  const sent = await heldCounts(work, day, capped, settings)
  const added = new Map<string, Quota>()
  const add = (personId: Id<'person'>, merchantId: string) => {
    const key = `${personId}/${merchantId}`
    sent.set(key, (sent.get(key) ?? 0) + 1)
    added.set(key, { personId, merchantId, sent: (added.get(key)?.sent ?? 0) + 1 })
  }

  const heard = messages.map((message): Heard => {
    const { personId, merchantId, purpose } = message
    const hearing: Hearing = {
      purpose,
      at: work.now,
      isKnown: people.has(personId),
      consents: consents.get(personId) ?? new Set(),
      isBlocked: blocked.has(`${personId}/${merchantId}`),
      sentToday: sent.get(`${personId}/${ALL_MERCHANTS}`) ?? 0,
      sentTodayByMerchant: sent.get(`${personId}/${merchantId}`) ?? 0,
    }
    const decision = isStale(message, work.now)
      ? ({ kind: 'refused', code: 'outreach.too-late' } as const)
      : gateDecision(hearing, settings)
    if (decision.kind === 'sent' && purpose === 'marketing') {
      add(personId, ALL_MERCHANTS)
      add(personId, merchantId)
    }
    return { hearing, decision }
  })
  await addToQuotas(work, day, [...added.values()])
  return heard
}

async function heldCounts(
  work: Work,
  day: string,
  messages: readonly Message[],
  settings: Settings,
): Promise<Map<string, number>> {
  const asked = new Map<string, { personId: string; merchantId: string; sentMax: number }>()
  for (const { personId, merchantId } of messages) {
    const all = { personId, merchantId: ALL_MERCHANTS, sentMax: settings.marketingPerDayMax }
    const own = { personId, merchantId, sentMax: settings.marketingPerMerchantDayMax }
    for (const quota of [all, own]) asked.set(`${quota.personId}/${quota.merchantId}`, quota)
  }
  if (asked.size === 0) return new Map()
  const inOrder = [...asked].toSorted(([a], [b]) => (a < b ? -1 : 1)).map(([, quota]) => quota)
  const rows = await lockQuotas(work, day, inOrder)
  return new Map(rows.map((row) => [`${row.personId}/${row.merchantId}`, row.sent]))
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
      const data = { messageId, title, merchantId, merchantName, link, couponId, decisionId }
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
          isBlocked: hearing.isBlocked,
          sentToday: hearing.sentToday,
          sentTodayByMerchant: hearing.sentTodayByMerchant,
        }
      : { optedOut: true },
  }
}

export const outreachInvariants: readonly Invariant[] = [
  {
    id: 'outreach.sent-through-the-gate',
    says: 'Every message that was sent has a passed decision of the gate.',
    query: `
      select m.id from outreach.message m
      where m.state = 'sent' and not exists (
        select from outreach.gate_decision d where d.message_id = m.id and d.outcome = 'sent')`,
  },
  {
    id: 'outreach.marketing-agreed-to',
    says: 'Marketing went only to those who agreed to it, and at night only to those who agreed to that.',
    query: `
      with settings as (
        select coalesce(max(quiet_from_minute), 1260) as quiet_from,
          coalesce(max(quiet_until_minute), 480) as quiet_until,
          coalesce(max(time_zone), 'Asia/Seoul') as zone
        from outreach.settings
      ), sent as (
        select d.id, d.at, d.seen, s.quiet_from, s.quiet_until,
          extract(hour from d.at at time zone s.zone) * 60
            + extract(minute from d.at at time zone s.zone) as minute
        from outreach.gate_decision d, settings s
        where d.outcome = 'sent' and d.purpose = 'marketing'
      )
      select id, at from sent
      where not (seen -> 'consents' ? 'marketing')
        or quiet_from > quiet_until and (minute >= quiet_from or minute < quiet_until)
          and not (seen -> 'consents' ? 'night-marketing')`,
  },
  {
    id: 'outreach.caps-are-counted',
    says: 'The counts of the caps are those of the marketing messages that were sent.',
    query: `
      with counted as (
        select m.person_id, (m.sent_at at time zone coalesce(s.time_zone, 'Asia/Seoul'))::date as day,
          merchant_id, count(*) as sent
        from outreach.message m left join outreach.settings s on true
        where m.state = 'sent' and m.purpose = 'marketing'
        group by grouping sets ((1, 2, 3), (1, 2))
      )
      select q.person_id, q.day, q.merchant_id, q.sent, c.sent as counted
      from outreach.quota q
      full join counted c on c.person_id = q.person_id and c.day = q.day
        and coalesce(c.merchant_id, '${ALL_MERCHANTS}') = q.merchant_id
      where coalesce(q.sent, 0) <> coalesce(c.sent, 0)`,
  },
]

/** Whether a message waited so long that nobody expects it any more, as after a long standstill. */
function isStale(message: Message | MessageRow, now: Date): boolean {
  if (!('releaseAt' in message) || !message.releaseAt) return false
  return now.getTime() - message.releaseAt.getTime() > WAIT_MS_MAX
}
