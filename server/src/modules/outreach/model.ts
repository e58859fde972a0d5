/**
 * Who may be sent what, and when, and how it looks.
 *
 * Pure. OU1, OU2… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../kernel/id.ts'
import type { Refusals } from '../../kernel/refused.ts'
import { DAY_MS, HOUR_MS, dayAfter, instantOf, wallTime, type Day } from '../../kernel/time.ts'
import type { Purpose } from '../people/model.ts'

export type MessagePurpose = 'marketing' | 'information'

/** What a module above wants to tell a person, on behalf of a merchant. */
export type Message = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  /** How people reach the merchant; the contact of the market stands in when there is none. */
  readonly merchantContact?: string | null
  /** `marketing` praises something; `information` tells people about their own doings. */
  readonly purpose: MessagePurpose
  readonly title: string
  readonly body: string
  /** A path of the web app. */
  readonly link: string | null
  readonly couponId: Id<'coupon'> | null
  readonly campaignId: Id<'campaign'> | null
  readonly decisionId: Id<'decision'> | null
  /** Shown above the words. */
  readonly pictureId?: Id<'picture'> | null
  /** An offer whose coupon can be taken from the message with one tap. */
  readonly offerId?: Id<'offer'> | null
  /** Of no use any more once the person bought at the merchant after this. */
  readonly unlessBoughtSince?: Date | null
  /** Lies in the inbox at once and makes no sound: no push, no other way, no word on an open page. */
  readonly isQuiet?: boolean
}

/** A message that came to be. `sentAt` is null while it waits. */
export type InboxMessage = Required<Message> & {
  readonly id: Id<'message'>
  readonly sentAt: Date | null
  readonly readAt: Date | null
  readonly clickedAt: Date | null
}

export type PushSubscription = {
  readonly id: Id<'push-subscription'>
  readonly personId: Id<'person'>
  readonly endpoint: string
  readonly p256dh: string
  readonly auth: string
}

/** The law and manners of the market. Minutes count from midnight where a person lives; `timeZone` bounds the days of the caps. */
export type Settings = {
  readonly marketingPerDayMax: number
  /** In the six days before and today. */
  readonly marketingPerWeekMax: number
  readonly marketingPerMerchantDayMax: number
  readonly quietFromMinute: number
  readonly quietUntilMinute: number
  readonly timeZone: string
}

/** Quiet hours are those of article 50 of the Korean Network Act. */
export const defaultSettings: Settings = {
  marketingPerDayMax: 3,
  marketingPerWeekMax: 21,
  marketingPerMerchantDayMax: 1,
  quietFromMinute: 21 * 60,
  quietUntilMinute: 8 * 60,
  timeZone: 'Asia/Seoul',
}

export const outreachRefusals = {
  'outreach.unknown-person': { kind: 'not-found', says: 'There is no such person.' },
  'outreach.blocked': { kind: 'forbidden', says: 'The person has blocked this merchant.' },
  'outreach.no-consent': { kind: 'forbidden', says: 'The person has not agreed to marketing.' },
  'outreach.person-cap': {
    kind: 'exhausted',
    says: 'The person got as much marketing today as is allowed.',
  },
  'outreach.week-cap': {
    kind: 'exhausted',
    says: 'The person got as much marketing this week as is allowed.',
  },
  'outreach.merchant-cap': {
    kind: 'exhausted',
    says: 'The person got as much marketing of this merchant today as is allowed.',
  },
  'outreach.bought-since': {
    kind: 'conflict',
    says: 'The person has bought meanwhile what the message would ask them to.',
  },
  'outreach.too-late': { kind: 'conflict', says: 'The message waited too long to be sent.' },
  'outreach.mailing-unknown': { kind: 'not-found', says: 'There is no such mailing.' },
  'outreach.mailing-cancelled': { kind: 'conflict', says: 'The mailing has been cancelled.' },
  'outreach.quota-spent': {
    kind: 'conflict',
    says: 'What would pay for this mailing has paid for another.',
  },
  'outreach.message-unknown': { kind: 'not-found', says: 'There is no such message.' },
  'outreach.cursor-unknown': {
    kind: 'invalid',
    says: 'This is not a cursor of this export.',
    todo: 'Take the cursor of the last line, whole.',
  },
  'outreach.link-unknown': {
    kind: 'not-found',
    says: 'This link is not one of ours.',
    todo: 'Open the link of the message once more, whole.',
  },
  'outreach.push-address': {
    kind: 'invalid',
    says: 'This is not the address of a push service.',
    todo: 'Send the subscription as the browser gave it.',
  },
  'outreach.too-many-devices': {
    kind: 'exhausted',
    says: 'There are as many devices as are allowed.',
    todo: 'Switch notifications off on another device.',
  },
} as const satisfies Refusals
export type OutreachRefusal = keyof typeof outreachRefusals

/** All that the gate looks at. It is kept with its decision. */
export type Hearing = {
  readonly purpose: MessagePurpose
  readonly at: Date
  readonly isKnown: boolean
  readonly consents: ReadonlySet<Purpose>
  /** What the person agreed to with this merchant alone, as its friend. */
  readonly merchantConsents: ReadonlySet<Purpose>
  readonly isBlocked: boolean
  readonly hasBoughtSince: boolean
  /** Where the person lives: nights are quiet there (OU15). */
  readonly timeZone: string
  /** Marketing messages that went to the person on this day of the market. */
  readonly sentToday: number
  readonly sentThisWeek: number
  readonly sentTodayByMerchant: number
}

export type GateDecision =
  | { readonly kind: 'sent' }
  | { readonly kind: 'postponed'; readonly until: Date }
  | { readonly kind: 'refused'; readonly code: OutreachRefusal }

/** Whether a message may go now, later, or not at all. The first obstacle is the answer. */
export function gateDecision(hearing: Hearing, settings: Settings): GateDecision {
  const { at, purpose, consents } = hearing
  if (!hearing.isKnown) return refused('outreach.unknown-person')
  if (purpose === 'information') return { kind: 'sent' }
  if (hearing.isBlocked) return refused('outreach.blocked') // OU4
  const agreesTo = (what: Purpose) => consents.has(what) || hearing.merchantConsents.has(what)
  if (!agreesTo('marketing')) return refused('outreach.no-consent') // OU1, OU16
  if (hearing.hasBoughtSince) return refused('outreach.bought-since') // OU18
  const until = agreesTo('night-marketing') ? null : quietUntil(at, settings, hearing.timeZone)
  if (until) return { kind: 'postponed', until } // OU2, OU15
  // OU3, OU17
  if (hearing.sentToday >= settings.marketingPerDayMax) return refused('outreach.person-cap')
  if (hearing.sentThisWeek >= settings.marketingPerWeekMax) return refused('outreach.week-cap')
  if (hearing.sentTodayByMerchant >= settings.marketingPerMerchantDayMax) {
    return refused('outreach.merchant-cap')
  }
  return { kind: 'sent' }
}

const refused = (code: OutreachRefusal) => ({ kind: 'refused', code }) as const

/** When the quiet hours around an instant end, where someone lives; null when there are none (OU2). */
export function quietUntil(at: Date, settings: Settings, timeZone: string): Date | null {
  const { quietFromMinute: from, quietUntilMinute: until } = settings
  const { day, minuteOfDay } = wallTime(at, timeZone)
  if (from === until) return null
  if (from < until) {
    return minuteOfDay >= from && minuteOfDay < until ? instantOf(day, until, timeZone) : null
  }
  if (minuteOfDay < until) return instantOf(day, until, timeZone)
  return minuteOfDay >= from ? instantOf(dayAfter(day, 1), until, timeZone) : null
}

/** The day whose caps an instant counts against. */
export function capDay(at: Date, { timeZone }: Settings): Day {
  return wallTime(at, timeZone).day
}

export const ADVERTISEMENT_LABEL = '(광고)'

/** A title as people see it: marketing begins with the label, exactly once (OU6). */
export function shownTitle({ purpose, title }: Pick<Message, 'purpose' | 'title'>): string {
  const bare = title.trim()
  if (purpose === 'information' || bare.startsWith(`${ADVERTISEMENT_LABEL} `)) return bare
  const rest = bare.startsWith(ADVERTISEMENT_LABEL) ? bare.slice(ADVERTISEMENT_LABEL.length) : bare
  return `${ADVERTISEMENT_LABEL} ${rest.trim()}`
}

/** Letters of a body that a push shows; with Korean in UTF-8 it stays far below 4 KiB. */
const PUSH_LETTERS_MAX = 300

/** The text of a push: marketing ends with its sender, a contact and the way out (OU6). */
export function pushText(
  message: Pick<InboxMessage, 'purpose' | 'body' | 'merchantName' | 'merchantContact'>,
  marketContact: string,
): string {
  const letters = Array.from(message.body.trim())
  const isLong = letters.length > PUSH_LETTERS_MAX
  const body = isLong ? `${letters.slice(0, PUSH_LETTERS_MAX - 1).join('')}…` : letters.join('')
  if (message.purpose === 'information') return body
  const contact = message.merchantContact ?? marketContact
  return `${body}\n${message.merchantName} · ${contact}\n무료 수신거부: 메시지를 열어 주세요`
}

/** A push that comes later than this is of no use. */
export const PUSH_AGE_MS_MAX = 12 * HOUR_MS
/** A message that waited longer than this past its time is not sent any more. */
export const WAIT_MS_MAX = 2 * DAY_MS
export const SUBSCRIPTIONS_MAX = 20

/** Whether an address may be one of a push service: https, by name, on the open net (OU13). */
export function isPushAddress(text: string): boolean {
  const url = URL.parse(text)
  if (!url || url.protocol !== 'https:' || url.username !== '' || url.password !== '') return false
  if (url.port !== '') return false
  const host = url.hostname.toLowerCase()
  if (host.startsWith('[') || /^[\d.]+$/.test(host) || !host.includes('.')) return false
  return !/(^|\.)(localhost|local|internal|lan|home|corp|test|example|invalid|arpa)\.?$/.test(host)
}
