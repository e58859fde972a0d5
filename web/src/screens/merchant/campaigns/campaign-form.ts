/** What the five steps of a new campaign hold, and with what they begin. */
import type { WayName } from '../shapes.ts'
import type { OfferTerms } from './example-bill.ts'

export const campaignSteps = ['offer', 'audience', 'trigger', 'message', 'start'] as const
export type CampaignStep = (typeof campaignSteps)[number]

export type Audience = 'everyone' | 'new' | 'returning' | 'lapsed' | 'interested' | 'favourite'
export type TriggerKind =
  | 'entered'
  | 'dwelled'
  | 'visited'
  | 'favourite-near'
  | 'left-without-purchase'
export type Hours = 'open' | 'all-day' | 'chosen'

export type CampaignForm = OfferTerms & {
  readonly itemName: string
  readonly validDays: number
  readonly audience: Audience
  readonly trigger: TriggerKind
  readonly placeId: string | null
  readonly radiusMeters: number
  readonly dwellMinutes: number
  /** Who left without buying is reminded so many days later, at that minute of the day. */
  readonly remindAfterDays: number
  readonly remindAtMinute: number
  /** 1 (Monday) to 7 (Sunday). */
  readonly weekdays: readonly number[]
  readonly hours: Hours
  readonly fromMinute: number
  readonly untilMinute: number
  readonly runDays: number
  /** Null while nobody touched them: then they follow the offer. */
  readonly title: string | null
  readonly body: string | null
  readonly couponsMax: number
  readonly capDays: number
  readonly controlPercent: number
  /** By which ways the message goes, beside the inbox. */
  readonly ways: readonly WayName[]
}

/** Pressing "next" five times with these makes a campaign that does good and cannot hurt. */
export const firstForm: CampaignForm = {
  kind: 'amount',
  percentOff: 10,
  amountOffMinor: 1_000,
  discountMinorMax: 5_000,
  billMinorMin: 0,
  itemName: '',
  validDays: 14,
  audience: 'everyone',
  trigger: 'entered',
  placeId: null,
  radiusMeters: 150,
  dwellMinutes: 3,
  remindAfterDays: 1,
  remindAtMinute: 11 * 60,
  weekdays: [1, 2, 3, 4, 5, 6, 7],
  hours: 'open',
  fromMinute: 9 * 60,
  untilMinute: 21 * 60,
  runDays: 28,
  title: null,
  body: null,
  couponsMax: 200,
  capDays: 7,
  controlPercent: 10,
  ways: [],
}

/** Whether it waits around the shop, and not at the shop itself. */
export const waitsAround = (trigger: TriggerKind) =>
  trigger !== 'visited' && trigger !== 'left-without-purchase'

export const TITLE_LENGTH_MAX = 40
export const BODY_LENGTH_MAX = 200

export type Objection =
  | 'percent'
  | 'amount'
  | 'item'
  | 'weekdays'
  | 'hours'
  | 'place'
  | 'title'
  | 'coupons'

const objections: Readonly<Record<CampaignStep, (form: CampaignForm) => Objection | null>> = {
  offer: (form) => {
    if (form.kind === 'percent' && !isWithin(form.percentOff, 1, 100)) return 'percent'
    if (form.kind === 'amount' && !isWithin(form.amountOffMinor, 100, 1_000_000)) return 'amount'
    if (form.kind === 'item' && form.itemName.trim() === '') return 'item'
    return null
  },
  audience: () => null,
  trigger: (form) => {
    if (form.placeId === null) return 'place'
    if (form.weekdays.length === 0) return 'weekdays'
    if (form.hours === 'chosen' && form.fromMinute >= form.untilMinute) return 'hours'
    return null
  },
  message: (form) => (form.title !== null && form.title.trim() === '' ? 'title' : null),
  start: (form) => (isWithin(form.couponsMax, 1, 100_000) ? null : 'coupons'),
}

/** What is missing before the next step, or null. */
export function objectionTo(step: CampaignStep, form: CampaignForm): Objection | null {
  return objections[step](form)
}

/** The first step that cannot be left yet; null when the campaign may start. */
export function openStep(form: CampaignForm): CampaignStep | null {
  return campaignSteps.find((step) => objectionTo(step, form) !== null) ?? null
}

/** What it can cost at most, if every coupon is used; null where an item or an open percentage says no sum. */
export function costMinorMax(form: CampaignForm): number | null {
  if (form.kind === 'amount') return form.amountOffMinor * form.couponsMax
  if (form.kind === 'percent' && form.discountMinorMax !== null) {
    return form.discountMinorMax * form.couponsMax
  }
  return null
}

/** A draft that was kept by this browser, or null when it is none of ours (any more). */
export function keptForm(text: string | null): CampaignForm | null {
  if (text === null) return null
  try {
    const kept: unknown = JSON.parse(text)
    if (typeof kept !== 'object' || kept === null) return null
    const isOurs = Object.keys(firstForm).every((key) => key in kept)
    return isOurs ? (kept as CampaignForm) : null
  } catch {
    return null
  }
}

const isWithin = (value: number, min: number, max: number) =>
  Number.isInteger(value) && value >= min && value <= max
