/**
 * One content to many people: what may become of it for each, in numbers small enough for a million.
 *
 * Pure. OU15… are the rules of README.md, and the tests bear their names.
 */
import type { Id } from '../../../kernel/id.ts'
import type { Hearing, OutreachRefusal } from '../model.ts'
import type { WayName } from './delivery.ts'

/** What many are told at once. It is marketing, always: what goes to many praises something. */
export type Mailing = {
  readonly id: Id<'mailing'>
  readonly merchantId: Id<'merchant'>
  readonly merchantName: string
  readonly merchantContact: string | null
  readonly title: string
  readonly body: string
  /** A path of the web app. */
  readonly link: string | null
  readonly pictureId: Id<'picture'> | null
  /** An offer whose coupon can be taken from the message with one tap. */
  readonly offerId: Id<'offer'> | null
  /** What of the merchant's plan pays for it; null for those of the market itself. */
  readonly quotaUseId: Id<'quota-use'> | null
  /** Nobody gets it who bought at the merchant after this. */
  readonly unlessBoughtSince: Date | null
  /** By which ways it goes, beside the inbox. */
  readonly ways: readonly WayName[]
}

/**
 * What became of a mailing for one person. The place in this list is the number in the database, so
 * new ones come last.
 */
export const recipientOutcomes = [
  'sent',
  'postponed',
  'control',
  'cancelled',
  'outreach.unknown-person',
  'outreach.blocked',
  'outreach.no-consent',
  'outreach.bought-since',
  'outreach.person-cap',
  'outreach.week-cap',
  'outreach.merchant-cap',
  'outreach.too-late',
] as const satisfies readonly ('sent' | 'postponed' | 'control' | 'cancelled' | OutreachRefusal)[]
export type RecipientOutcome = (typeof recipientOutcomes)[number]

/** The number of an outcome in the database. */
export const outcomeNumber = (outcome: RecipientOutcome) => recipientOutcomes.indexOf(outcome)

/** How many people came to which end. */
export type OutcomeCounts = Readonly<Partial<Record<RecipientOutcome, number>>>

/** How a hearing is packed into one number of 31 bits: flags first, then three counts. */
export const heardBits = {
  marketing: 1,
  night: 2,
  friend: 4,
  friendAtNight: 8,
  blocked: 16,
  boughtSince: 32,
  quiet: 64,
  today: { shift: 8, max: 127 },
  week: { shift: 15, max: 1_023 },
  merchant: { shift: 25, max: 63 },
} as const

type Heard = Pick<
  Hearing,
  | 'consents'
  | 'merchantConsents'
  | 'isBlocked'
  | 'hasBoughtSince'
  | 'sentToday'
  | 'sentThisWeek'
  | 'sentTodayByMerchant'
> & { readonly isQuiet: boolean }

/** What the gate saw, in one number; counts above their most stand at it. */
export function packed(heard: Heard): number {
  const bit = (isSet: boolean, value: number) => (isSet ? value : 0)
  const count = (value: number, { shift, max }: { shift: number; max: number }) =>
    Math.min(value, max) * 2 ** shift
  return (
    bit(heard.consents.has('marketing'), heardBits.marketing) +
    bit(heard.consents.has('night-marketing'), heardBits.night) +
    bit(heard.merchantConsents.has('marketing'), heardBits.friend) +
    bit(heard.merchantConsents.has('night-marketing'), heardBits.friendAtNight) +
    bit(heard.isBlocked, heardBits.blocked) +
    bit(heard.hasBoughtSince, heardBits.boughtSince) +
    bit(heard.isQuiet, heardBits.quiet) +
    count(heard.sentToday, heardBits.today) +
    count(heard.sentThisWeek, heardBits.week) +
    count(heard.sentTodayByMerchant, heardBits.merchant)
  )
}

/** What the gate saw, for people to read. */
export function unpacked(number: number) {
  const has = (bit: number) => Math.floor(number / bit) % 2 === 1
  const count = ({ shift, max }: { shift: number; max: number }) =>
    Math.floor(number / 2 ** shift) % (max + 1)
  const both = (marketing: boolean, night: boolean) => [
    ...(marketing ? ['marketing'] : []),
    ...(night ? ['night-marketing'] : []),
  ]
  return {
    consents: both(has(heardBits.marketing), has(heardBits.night)),
    merchantConsents: both(has(heardBits.friend), has(heardBits.friendAtNight)),
    isBlocked: has(heardBits.blocked),
    hasBoughtSince: has(heardBits.boughtSince),
    isQuiet: has(heardBits.quiet),
    sentToday: count(heardBits.today),
    sentThisWeek: count(heardBits.week),
    sentTodayByMerchant: count(heardBits.merchant),
  }
}
