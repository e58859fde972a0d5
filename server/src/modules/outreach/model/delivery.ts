/**
 * The ways out beside the inbox, and what becomes of a message on one of them. Pure.
 */
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS, HOUR_MS, instantOf, MINUTE_MS, SECOND_MS, wallTime } from '../../../kernel/time.ts'
import type { MessagePurpose, Settings } from '../model.ts'
import { quietUntil } from '../model.ts'

export const wayNames = ['email', 'sms', 'kakao', 'line'] as const
export type WayName = (typeof wayNames)[number]

/** The ways that letters take, and devices: what an operator looks after. */
export const lookedAfter = [...wayNames, 'push'] as const
export type LookedAfter = (typeof lookedAfter)[number]

export const deliveryStates = [
  'queued',
  'taken',
  'delivered',
  'bounced',
  'failed',
  'dead',
  'dropped',
] as const
/**
 * `taken`: the provider has it. `bounced`: the address is no good. `failed`: refused for good.
 * `dead`: tried as often as is allowed. `dropped`: not wanted any more when its turn came.
 */
export type DeliveryState = (typeof deliveryStates)[number]

/** States an operator looks after, and may send again. */
export const deadStates = ['bounced', 'failed', 'dead'] as const satisfies readonly DeliveryState[]
export type DeadState = (typeof deadStates)[number]

/** What is noted of an Alimtalk that has no approved template: a code of ours. */
export const NO_TEMPLATE = 'no-template'

export const deadKinds = [
  'nobody-there',
  'no-template',
  'mailbox-full',
  'quota-spent',
  'not-let-in',
  'address-inside',
  'no-answer',
  'refused',
  'given-up',
] as const
/** Why something did not get through, in a word of ours: providers say it each in their own way. */
export type DeadKind = (typeof deadKinds)[number]

/** What providers, libraries and our own clocks say; the first that fits counts. */
const spoken: readonly (readonly [kind: DeadKind, words: RegExp])[] = [
  ['no-template', new RegExp(`^${NO_TEMPLATE}$`)],
  // RFC 3463: 5.2.2 is a mailbox that takes no more.
  ['mailbox-full', /\b[45]\.2\.2\b|mailbox (is )?full|over quota/i],
  ['quota-spent', /monthly limit|not ?enough ?balance|잔액/i],
  // 401 of an API; 530, 534 and 535 of a mail server.
  ['not-let-in', /^(401|530|534|535)\b|unauthori[sz]ed|invalid login/i],
  // As web push says of an address that is not on the open net.
  ['address-inside', /^refused: /],
  [
    'no-answer',
    /no time left|time(d )?-?out|\bE(CONN|HOST|NET|AI_|NOTFOUND|TIMEDOUT)|fetch failed/i,
  ],
]

/** The kind of a reason, by the state it ended in and what was said (OU89). */
export function deadKind(state: DeadState, said: string): DeadKind {
  if (state === 'bounced') return 'nobody-there'
  const told = spoken.find(([, words]) => words.test(said))?.[0]
  return told ?? (state === 'failed' ? 'refused' : 'given-up')
}

/**
 * In these a piece is charged to its shop: the way has it, and nothing says that it did not arrive.
 * What bounced, failed or was dropped costs nothing (CH53).
 */
export const chargedStates = ['taken', 'delivered'] as const satisfies readonly DeliveryState[]

/**
 * What may follow each state. A receipt may outrun our own note that the provider took it, and a
 * mail may come back hours after it was taken; what has arrived has arrived.
 */
export const nextStates: Readonly<Record<DeliveryState, readonly DeliveryState[]>> = {
  queued: ['taken', 'delivered', 'bounced', 'failed', 'dead', 'dropped'],
  taken: ['delivered', 'bounced', 'failed'],
  delivered: [],
  bounced: ['queued'],
  failed: ['queued'],
  dead: ['queued'],
  dropped: [],
}

export const deliveryRefusals = {
  'delivery.unknown': { kind: 'not-found', says: 'There is no such delivery.' },
  'delivery.not-dead': {
    kind: 'conflict',
    says: 'Only what did not get through can be sent again.',
  },
  'delivery.way-off': {
    kind: 'conflict',
    says: 'This market does not send on that way.',
    todo: 'Ask the operator to set it up.',
  },
  'delivery.address-malformed': {
    kind: 'invalid',
    says: 'This is not an address that mail can go to.',
    todo: 'Write the address as name@domain.',
  },
  'delivery.address-gone': {
    kind: 'conflict',
    says: 'Nobody can be reached at this address.',
    todo: 'Check the address, or take another.',
  },
  'delivery.too-many-proofs': {
    kind: 'too-many',
    says: 'Too many mails were sent to this address.',
    todo: 'Open the link of the last one, or wait for `retryAfterSeconds`.',
  },
  'delivery.not-now': {
    kind: 'exhausted',
    says: 'The provider cannot take it now.',
    todo: 'Try again in a few minutes.',
  },
  'delivery.link-unknown': {
    kind: 'not-found',
    says: 'This link is not one of ours, or it is too old.',
    todo: 'Ask for a new link.',
  },
} as const satisfies Refusals

export const TRIES_MAX = 8
/** What could not be handed over for so long is of no use any more. */
export const DELIVERY_AGE_MS_MAX = DAY_MS
const RETRY_MS_MIN = 30 * SECOND_MS

/**
 * When to try again: after 30 s, 1, 2, 4 … minutes, an hour at most; null when it was tried often
 * enough, or for too long (OU43).
 */
export function retryAt(now: Date, attempts: number, queuedAt: Date): Date | null {
  if (attempts >= TRIES_MAX) return null
  const wait = Math.min(HOUR_MS, RETRY_MS_MIN * 2 ** Math.max(0, attempts - 1))
  const next = new Date(now.getTime() + wait)
  return next.getTime() - queuedAt.getTime() > DELIVERY_AGE_MS_MAX ? null : next
}

/** A batch that is being sent is left to its sender for so long. */
export const SENDING_MS_MAX = 2 * MINUTE_MS
/**
 * How long a judgement holds: whoever says no, or blocks, gets nothing a minute later, however slow the
 * provider of the batch is (OU86). It ends well before another process takes the batch for lost.
 */
const JUDGED_MS_MAX = 45 * SECOND_MS

export type DropCode =
  | 'blocked'
  | 'muted'
  | 'bought-since'
  | 'cancelled'
  | 'no-consent'
  | 'unreachable'
  | 'too-late'

/** All that counts just before a provider is called. */
export type LastHearing = {
  readonly way: WayName
  readonly purpose: MessagePurpose
  readonly at: Date
  readonly queuedAt: Date
  /** Where the person lives. */
  readonly timeZone: string
  readonly isBlocked: boolean
  readonly isMuted: boolean
  /** Of a mailing that was called off. */
  readonly isCancelled: boolean
  /** Bought since what makes the message of no use. */
  readonly hasBoughtSince: boolean
  readonly isReachable: boolean
  /** What the person agreed to, of the market and of this merchant. */
  readonly consents: ReadonlySet<string>
}
export type LastWord =
  | { readonly kind: 'go' }
  | { readonly kind: 'wait'; readonly until: Date }
  | { readonly kind: 'drop'; readonly code: DropCode }

/** The manners of the market as far as single ways differ. */
export type WayManners = Settings & {
  /** Kakao takes no advertising from this minute of the day on. */
  readonly kakaoQuietFromMinute: number
}

/** Kakao Brand Message stops at 20:50, as ncloud and others document; Kakao's own page was not seen. */
export const KAKAO_QUIET_FROM_MINUTE = 20 * 60 + 50

/** Judges a delivery at the last moment: much can change while it waits for its turn (OU11, OU42). */
export function lastWord(hearing: LastHearing, manners: WayManners): LastWord {
  const { way, purpose, at, consents } = hearing
  if (!hearing.isReachable) return { kind: 'drop', code: 'unreachable' }
  if (at.getTime() - hearing.queuedAt.getTime() > DELIVERY_AGE_MS_MAX) {
    return { kind: 'drop', code: 'too-late' }
  }
  if (hearing.isCancelled) return { kind: 'drop', code: 'cancelled' }
  if (purpose === 'information') return { kind: 'go' }
  if (hearing.isBlocked) return { kind: 'drop', code: 'blocked' }
  // A muted merchant lies in the inbox, and makes no sound anywhere (OU19).
  if (hearing.isMuted) return { kind: 'drop', code: 'muted' }
  if (hearing.hasBoughtSince) return { kind: 'drop', code: 'bought-since' }
  if (!consents.has(`marketing/${way}`)) return { kind: 'drop', code: 'no-consent' }
  const night = nightOf(hearing, manners)
  const until = night && quietUntil(at, night, hearing.timeZone)
  return until ? { kind: 'wait', until } : { kind: 'go' }
}

/**
 * Until when a letter that was just judged may be handed over: before its night begins, and before
 * another process may take it for lost. Later, it is judged again.
 *
 * @param hearing of a letter that may go
 */
export function handOverBefore(hearing: LastHearing, manners: WayManners): Date {
  const lastCall = new Date(hearing.at.getTime() + JUDGED_MS_MAX)
  const night = hearing.purpose === 'information' ? null : nightOf(hearing, manners)
  if (!night || !quietUntil(lastCall, night, hearing.timeZone)) return lastCall
  // It was no night a moment ago, so it begins on the day of the last call.
  const { day } = wallTime(lastCall, hearing.timeZone)
  return instantOf(day, night.quietFromMinute, hearing.timeZone)
}

/**
 * The night in which advertising waits on a way; null where it never does. E-mail is exempt from the
 * night rule of article 50 of the Network Act; Kakao stops earlier, whatever was agreed to.
 */
function nightOf({ way, consents }: LastHearing, manners: WayManners): Settings | null {
  if (way === 'email') return null
  const from = Math.min(manners.kakaoQuietFromMinute, manners.quietFromMinute)
  if (way === 'kakao') return { ...manners, quietFromMinute: from }
  return consents.has(`night-marketing/${way}`) ? null : manners
}

/** How the last look at a delivery is packed into one number, as far as it was more than the state says. */
export const wayHeardBits = {
  marketing: 1,
  night: 2,
  friend: 4,
  friendAtNight: 8,
  blocked: 16,
  boughtSince: 32,
} as const

/** What one person agreed to, apart: with the market, and with the shop. */
export type AgreedApart = {
  readonly market: ReadonlySet<string>
  readonly merchant: ReadonlySet<string>
}

/** What the last look saw, in one number (OU60). */
export function packedWay(
  hearing: Pick<LastHearing, 'way' | 'isBlocked' | 'hasBoughtSince'>,
  { market, merchant }: AgreedApart,
): number {
  const [day, night] = [`marketing/${hearing.way}`, `night-marketing/${hearing.way}`]
  const bit = (isSet: boolean, value: number) => (isSet ? value : 0)
  return (
    bit(market.has(day), wayHeardBits.marketing) +
    bit(market.has(night), wayHeardBits.night) +
    bit(merchant.has(day), wayHeardBits.friend) +
    bit(merchant.has(night), wayHeardBits.friendAtNight) +
    bit(hearing.isBlocked, wayHeardBits.blocked) +
    bit(hearing.hasBoughtSince, wayHeardBits.boughtSince)
  )
}

/** What the last look saw, for people to read. */
export function unpackedWay(number: number, way: WayName) {
  const has = (bit: number) => Math.floor(number / bit) % 2 === 1
  const both = (day: boolean, night: boolean) => [
    ...(day ? [`marketing/${way}`] : []),
    ...(night ? [`night-marketing/${way}`] : []),
  ]
  return {
    consents: both(has(wayHeardBits.marketing), has(wayHeardBits.night)),
    merchantConsents: both(has(wayHeardBits.friend), has(wayHeardBits.friendAtNight)),
    isBlocked: has(wayHeardBits.blocked),
    hasBoughtSince: has(wayHeardBits.boughtSince),
  }
}

/** An address as a list shows it: enough to know it by, too little to use it. */
export function maskedAddress(way: LookedAfter, address: string): string {
  // The rest of the address of a device lets anybody knock there.
  if (way === 'push') return URL.parse(address)?.host ?? ''
  if (way === 'line') return `${address.slice(0, 5)}…`
  if (way === 'email') {
    const at = address.lastIndexOf('@')
    return `${address.slice(0, Math.min(2, at))}***${address.slice(at)}`
  }
  return `${address.slice(0, -8)}****${address.slice(-4)}`
}
