/** What a campaign is, which states it goes through, and what must be right before it starts. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { WayName } from '../../outreach/model/delivery.ts'
import type { AudienceRule } from './audience.ts'
import { isWithinHours, type Reminder } from './reminder.ts'
import type { Schedule } from './schedule.ts'

export type CampaignState = 'draft' | 'running' | 'paused' | 'ended'
export const triggerKinds = [
  'entered',
  'dwelled',
  'visited',
  'favourite-near',
  // A visit is over, nothing was bought, and the day of the reminder has come.
  'left-without-purchase',
] as const
export type TriggerKind = (typeof triggerKinds)[number]

/**
 * What sets a campaign off. Both lists empty: any zone and any place of the merchant.
 *
 * `zoneIds` may name areas of the market, which belong to no place.
 */
export type Trigger = {
  readonly kind: TriggerKind
  readonly zoneIds: readonly Id<'zone'>[]
  readonly placeIds: readonly Id<'place'>[]
  /** Of `left-without-purchase`, and of nothing else. */
  readonly reminder: Reminder | null
}

/** At most so many times in so many days, for one person. */
export type PersonCap = { readonly times: number; readonly days: number }
/** Null means that the offer's own limits are enough. */
export type Budget = {
  readonly couponsMax: number | null
  readonly discountMinorMax: number | null
}
/** With the placeholders of `placeholders` (model/message.ts). */
export type MessageText = { readonly title: string; readonly body: string }

/** What the merchant says a campaign is. */
export type Plan = {
  readonly name: string
  readonly offerId: Id<'offer'>
  readonly trigger: Trigger
  /** All must hold. */
  readonly audience: readonly AudienceRule[]
  readonly schedule: Schedule
  readonly personCap: PersonCap | null
  /** How long a person is left alone by this campaign after it reached them. */
  readonly retriggerMinutes: number
  readonly budget: Budget
  /** Of a hundred people who qualify, so many get nothing and are only counted. */
  readonly controlPercent: number
  readonly message: MessageText
  /** By which ways it goes, beside the inbox, to those who agreed to each. */
  readonly ways: readonly WayName[]
}

export type Spent = {
  readonly couponsGranted: number
  /** Held back for coupons out there, at the most each may take off. */
  readonly discountReservedMinor: number
  readonly discountSpentMinor: number
}

export type Campaign = Plan & {
  readonly id: Id<'campaign'>
  readonly merchantId: Id<'merchant'>
  readonly state: CampaignState
  readonly spent: Spent
  readonly createdAt: Date
  readonly startedAt: Date | null
}

/** What of an offer decides about its campaigns. */
export type OfferOfCampaign = {
  readonly id: Id<'offer'>
  readonly merchantId: Id<'merchant'>
  readonly title: string
  readonly isOpen: boolean
  /** The most one coupon may take off; null when the offer sets no bound. */
  readonly discountMinorMax: number | null
}

export const CONTROL_PERCENT = 10
export const CONTROL_PERCENT_MAX = 50
export const RETRIGGER_MINUTES = 1_440
export const RETRIGGER_MINUTES_MAX = 525_600
export const AUDIENCE_RULES_MAX = 8
export const TRIGGER_PLACES_MAX = 200
export const NAME_LENGTH_MAX = 60
export const TITLE_LENGTH_MAX = 60
export const BODY_LENGTH_MAX = 500
const WINDOW_DAYS_MAX = 366

/** Every reason to refuse. The codes are public: they may be added to, never changed. */
export const campaignRefusals = {
  'campaign.unknown': { kind: 'not-found', says: 'There is no such campaign.' },
  'decision.unknown': { kind: 'not-found', says: 'There is no such decision.' },
  'campaign.wrong-state': {
    kind: 'conflict',
    says: 'A campaign in this state cannot do that.',
    todo: 'Look at its state: drafts and paused campaigns start, running ones pause, ended ones rest.',
  },
  'campaign.fixed': {
    kind: 'conflict',
    says: 'Once started, a campaign keeps its offer, trigger, audience, message and control group.',
    todo: 'End it and make a new one, so that its figures stay comparable.',
  },
  'campaign.message-empty': {
    kind: 'unprocessable',
    says: 'The message has no title or no body.',
    todo: 'Write both.',
  },
  'campaign.placeholder-unknown': {
    kind: 'unprocessable',
    says: 'The message has a placeholder nobody fills in.',
    todo: 'Use only {name}, {place}, {offer} and {distance}.',
  },
  'campaign.budget-empty': {
    kind: 'unprocessable',
    says: 'The budget allows not even one coupon.',
    todo: 'Allow at least one coupon, and money for it.',
  },
  'campaign.discount-unbounded': {
    kind: 'unprocessable',
    says: 'A budget of money needs an offer whose discount has an upper bound.',
    todo: 'Give the offer a largest discount, or limit the number of coupons instead.',
  },
  'campaign.window-wrong': {
    kind: 'unprocessable',
    says: 'The campaign ends before it starts, is over already, or lasts more than a year.',
    todo: 'Choose an end that lies ahead, at most 366 days after the start.',
  },
  'campaign.reminder-wrong': {
    kind: 'unprocessable',
    says: 'A campaign for those who left without buying says when it reminds them, and no other does.',
    todo: 'Name the day and the minute of the reminder, within the hours of the campaign.',
  },
  'campaign.offer-not-open': {
    kind: 'conflict',
    says: 'The offer is not open.',
    todo: 'Open the offer first.',
  },
  'campaign.offer-unknown': { kind: 'unprocessable', says: 'This shop has no such offer.' },
  'campaign.place-unknown': {
    kind: 'unprocessable',
    says: 'The trigger names a place or zone that is not this shop\u2019s.',
  },
} as const satisfies Refusals
export type CampaignRefusal = keyof typeof campaignRefusals

/** What may follow each state. A new state needs its row before anything compiles. */
export const nextStates: Readonly<Record<CampaignState, readonly CampaignState[]>> = {
  draft: ['running', 'ended'],
  running: ['paused', 'ended'],
  paused: ['running', 'ended'],
  ended: [],
}

/** Why a campaign may not go on to `next`; null when it may (CA1). */
export function objectionToState(
  state: CampaignState,
  next: CampaignState,
): CampaignRefusal | null {
  return nextStates[state].includes(next) ? null : 'campaign.wrong-state'
}

/** Why a plan can be no campaign at all, not even a draft; null when it can. */
export function objectionToPlan({
  trigger: { kind, reminder },
  schedule,
}: Pick<Plan, 'trigger' | 'schedule'>): CampaignRefusal | null {
  const isReminding = kind === 'left-without-purchase'
  const isRight = isReminding === (reminder !== null)
  const isEver = reminder === null || isWithinHours(reminder, schedule)
  return isRight && isEver ? null : 'campaign.reminder-wrong'
}

type Start = { readonly plan: Plan; readonly offer: OfferOfCampaign; readonly now: Date }
type Rule = readonly [refusal: CampaignRefusal, objects: (start: Start) => boolean]

const startRules: readonly Rule[] = [
  ['campaign.message-empty', ({ plan }) => !plan.message.title.trim() || !plan.message.body.trim()],
  ['campaign.placeholder-unknown', ({ plan }) => unknownPlaceholders(plan.message).length > 0],
  ['campaign.window-wrong', ({ plan, now }) => !isWindow(plan.schedule, now)],
  ['campaign.offer-not-open', ({ offer }) => !offer.isOpen],
  ['campaign.budget-empty', ({ plan }) => plan.budget.couponsMax === 0],
  ['campaign.discount-unbounded', ({ plan, offer }) => isUnbounded(plan.budget, offer)],
  ['campaign.budget-empty', ({ plan, offer }) => isTooSmall(plan.budget, offer)],
]

/** Why a campaign must not start now; null when nothing speaks against it (CA2). */
export function objectionToStart(plan: Plan, offer: OfferOfCampaign, now: Date) {
  return startRules.find(([, objects]) => objects({ plan, offer, now }))?.[0] ?? null
}

const isUnbounded = (budget: Budget, offer: OfferOfCampaign) =>
  budget.discountMinorMax !== null && offer.discountMinorMax === null

const isTooSmall = (budget: Budget, offer: OfferOfCampaign) =>
  budget.discountMinorMax !== null &&
  (budget.discountMinorMax === 0 || budget.discountMinorMax < (offer.discountMinorMax ?? 0))

function isWindow({ startsAt, endsAt }: Schedule, now: Date): boolean {
  const lengthMs = endsAt.getTime() - startsAt.getTime()
  return endsAt > now && lengthMs > 0 && lengthMs <= WINDOW_DAYS_MAX * DAY_MS
}

/** What a message may leave open until it is sent. */
export const placeholders = ['name', 'place', 'offer', 'distance'] as const
export type Placeholder = (typeof placeholders)[number]

export const placeholderPattern = /\{([^{}]*)\}/g

/** What stands in braces and is no placeholder. */
export function unknownPlaceholders({ title, body }: MessageText): readonly string[] {
  const named = [...`${title} ${body}`.matchAll(placeholderPattern)].map((match) => match[1] ?? '')
  return named.filter((name) => !placeholders.some((known) => known === name))
}

const fixedOnceStarted = [
  'offerId',
  'trigger',
  'audience',
  'message',
  'ways',
  'controlPercent',
] as const

/** Why a plan may not be changed like this; null when it may (CA3). */
export function objectionToChange(
  campaign: Campaign,
  change: { readonly [Key in keyof Plan]?: Plan[Key] | undefined },
): CampaignRefusal | null {
  if (campaign.state === 'ended') return 'campaign.wrong-state'
  if (campaign.startedAt === null) return null
  return fixedOnceStarted.some((key) => change[key] !== undefined) ? 'campaign.fixed' : null
}
