/** What the editor of an offer holds, and with what it begins. Pure. Amounts in minor units. */
import { dayOf } from '../../../parts/format.ts'
import type { OfferTerms } from '../../../shapes.ts'
import type { Offer } from '../shapes.ts'

const DAY_MS = 86_400_000

/** What is given, as an owner would say it. */
export const gifts = [
  'percent',
  'amount',
  'price',
  'item',
  'buy-get',
  'bundle',
  'free-item',
  'upgrade',
  'delivery',
  'points',
  'gift-value',
] as const
export type Gift = (typeof gifts)[number]

/** Names of items or of kinds of items, as the till calls them; none means all. */
export type Names = readonly string[]

/** From so much (minor units, or pieces) on, a discount of so much: percent or minor units. */
export type Step = { readonly from: number; readonly worth: number }

export type OfferForm = {
  readonly gift: Gift
  readonly percentOff: number
  readonly amountOffMinor: number
  readonly priceMinor: number
  readonly items: Names
  /** How the items become cheaper. */
  readonly itemOff: 'percent' | 'amount' | 'price'
  readonly buyUnits: number
  readonly getUnits: number
  readonly isOncePerBill: boolean
  /** What belongs to a bundle besides `items`. */
  readonly otherItems: Names
  readonly itemName: string
  readonly pointsBy: 'fixed' | 'percent' | 'times'
  readonly points: number
  readonly giftMinor: number
  /** What larger discounts begin with: money on the bill, or pieces. */
  readonly stepsBy: 'amount' | 'quantity'
  readonly steps: readonly Step[]
  readonly discountMinorMax: number | null
  readonly billMinorMin: number

  readonly weekdays: readonly number[]
  /** Not on public holidays; not on the day before one. */
  readonly isOffHolidays: boolean
  readonly isOffEves: boolean
  readonly hours: { readonly fromMinute: number; readonly toMinute: number } | null
  readonly dates: { readonly from: string; readonly to: string } | null
  readonly isFirstVisit: boolean
  /** How regular somebody is at the shop; none for anybody. */
  readonly segments: readonly string[]
  /** What the shop calls some of its members. */
  readonly tags: Names
  readonly needItems: Names
  readonly needUnits: number
  readonly afterMinorMin: number
  readonly methods: readonly string[]
  readonly isHolderOnly: boolean
  /** Rules of which one is enough, by what each is known by; the others must all hold. */
  readonly either: readonly string[]
  readonly stacking: OfferTerms['stacking']

  /** Null while it follows the sentence. */
  readonly title: string | null
  readonly placeIds: readonly string[]
  /** The last day on which it counts. */
  readonly lastDay: string
  /** The last day on which coupons are given; null while it is the same. */
  readonly claimsLastDay: string | null
  readonly validDays: number | null
  readonly couponsMax: number | null
  readonly couponsPerDayMax: number | null
  readonly couponsPerPersonMax: number
  readonly redemptionsMax: number | null
  readonly limits: Offer['limits']
  readonly rank: number
  /** `claim`: anyone takes a coupon; `given`: campaigns, staff and codes; `everybody`: no coupon. */
  readonly to: 'claim' | 'given' | 'everybody'
  /** Terms that were written elsewhere and that this form cannot say: kept as they are. */
  readonly keptTerms: OfferTerms | null
}

export const DAYS_AT_FIRST = 30
/** The server gives no more at once. */
export const GIFT_MINOR_MAX = 500_000

/** Saving this at once makes an offer that does good and cannot hurt. */
export function firstForm(now: Date): OfferForm {
  return {
    gift: 'percent',
    percentOff: 10,
    amountOffMinor: 1_000,
    priceMinor: 3_000,
    items: [],
    itemOff: 'percent',
    buyUnits: 2,
    getUnits: 1,
    isOncePerBill: true,
    otherItems: [],
    itemName: '',
    pointsBy: 'percent',
    points: 5,
    giftMinor: 1_000,
    stepsBy: 'amount',
    steps: [],
    discountMinorMax: null,
    billMinorMin: 0,
    weekdays: [],
    isOffHolidays: false,
    isOffEves: false,
    hours: null,
    dates: null,
    isFirstVisit: false,
    segments: [],
    tags: [],
    needItems: [],
    needUnits: 1,
    afterMinorMin: 0,
    methods: [],
    isHolderOnly: false,
    either: [],
    stacking: { kind: 'never' },
    title: null,
    placeIds: [],
    lastDay: dayOf(new Date(now.getTime() + DAYS_AT_FIRST * DAY_MS)),
    claimsLastDay: null,
    validDays: null,
    couponsMax: 200,
    couponsPerDayMax: null,
    couponsPerPersonMax: 1,
    redemptionsMax: null,
    limits: [],
    rank: 0,
    to: 'claim',
    keptTerms: null,
  }
}

export type Objection =
  | 'percent'
  | 'amount'
  | 'items'
  | 'other-items'
  | 'item-name'
  | 'points'
  | 'units'
  | 'gift'
  | 'steps'
  | 'hours'
  | 'dates'
  | 'last-day'
  | 'claims-last-day'
  | 'limit'

/** What is missing before it can be saved, or null. */
export function objectionTo(form: OfferForm, now: Date): Objection | null {
  const gift = form.keptTerms ? null : objectionToGift(form)
  if (gift) return gift
  if (form.hours && form.hours.fromMinute === form.hours.toMinute) return 'hours'
  if (form.dates && !(form.dates.from !== '' && form.dates.from <= form.dates.to)) return 'dates'
  if (form.lastDay < dayOf(now)) return 'last-day'
  const { claimsLastDay } = form
  if (claimsLastDay === '' || (claimsLastDay ?? '') > form.lastDay) return 'claims-last-day'
  return form.limits.every(({ max }) => isWithin(max, 1, 1_000_000_000)) ? null : 'limit'
}

function objectionToGift(form: OfferForm): Objection | null {
  const { gift, itemOff } = form
  const by = gift === 'item' ? itemOff : gift
  if (by === 'percent' && !isWithin(form.percentOff, 1, 100)) return 'percent'
  if (by === 'amount' && !isWithin(form.amountOffMinor, 1, 1_000_000_000)) return 'amount'
  if (isStepped(form) && !areStepsWhole(form)) return 'steps'
  if (gift === 'gift-value' && !isWithin(form.giftMinor, 1, GIFT_MINOR_MAX)) return 'gift'
  if (['item', 'buy-get', 'bundle', 'upgrade'].includes(gift) && form.items.length === 0) {
    return 'items'
  }
  if (gift === 'bundle' && form.otherItems.length === 0) return 'other-items'
  if (gift === 'buy-get' && !(isWithin(form.buyUnits, 1, 100) && isWithin(form.getUnits, 1, 100))) {
    return 'units'
  }
  const isNamed = gift === 'free-item' || gift === 'upgrade'
  if (isNamed && form.itemName.trim() === '') return 'item-name'
  if (gift !== 'points') return null
  const ends = { fixed: [1, 1_000_000], percent: [1, 50], times: [2, 20] } as const
  const [least, most] = ends[form.pointsBy]
  return isWithin(form.points, least, most) ? null : 'points'
}

const isWithin = (value: number, min: number, max: number) =>
  Number.isInteger(value) && value >= min && value <= max

/** Whether more can be given from a larger bill on. */
export function isStepped({ gift }: OfferForm): boolean {
  return gift === 'percent' || gift === 'amount' || gift === 'price' || gift === 'item'
}

/** Each begins after the one before, and says how much. */
function areStepsWhole({ gift, itemOff, steps }: OfferForm): boolean {
  const by = gift === 'item' ? itemOff : gift
  const [least, most] = by === 'percent' ? [1, 100] : [by === 'price' ? 0 : 1, 1_000_000_000]
  return steps.every(({ from, worth }, at) => {
    const before = steps[at - 1]?.from ?? 0
    return isWithin(from, before + 1, 1_000_000_000) && isWithin(worth, least, most)
  })
}
