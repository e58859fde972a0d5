/** Between the editor's form and the offer of the API, both ways. Pure. */
import { dayOf } from '../../../parts/format.ts'
import type { OfferTerms } from '../../../shapes.ts'
import type { Offer } from '../shapes.ts'
import { firstForm, type OfferForm } from './offer-form.ts'
import { conditionsOf, named, rulesOf } from './offer-rules.ts'

type Effect = OfferTerms['effects'][number]
type Off = Extract<Effect, { kind: 'buy-get' }>['off']

type Tiers = Extract<Effect, { kind: 'order-discount' }>['tiers']

/** The discount, and the larger ones that begin with more. */
function tiersOf(by: Off['kind'], form: OfferForm): Tiers {
  const [first, ...steps] = [{ from: 0, worth: worthOf(by, form) }, ...form.steps]
  const all = [first, ...steps].map(({ from, worth }) => ({ from, off: offOf(by, worth) }))
  return { by: form.steps.length === 0 ? 'amount' : form.stepsBy, steps: all }
}
const item = (itemName: string) => ({ itemId: '', itemName: itemName.trim() || '…', unitMinor: 0 })
const all: Off = { kind: 'percent', percentOff: 100 }

const worthOf = (by: Off['kind'], form: OfferForm) =>
  ({ percent: form.percentOff, amount: form.amountOffMinor, price: form.priceMinor })[by]

function offOf(by: Off['kind'], worth: number): Off {
  if (by === 'percent') return { kind: 'percent', percentOff: worth }
  if (by === 'amount') return { kind: 'amount', amountOffMinor: worth }
  return { kind: 'price', priceMinor: worth }
}

function effectOf(form: OfferForm): Effect {
  const of = named(form.items)
  const timesMax = form.isOncePerBill ? 1 : null
  switch (form.gift) {
    case 'percent':
    case 'amount':
    case 'price':
      return { kind: 'order-discount', tiers: tiersOf(form.gift, form) }
    case 'item': {
      const tiers = tiersOf(form.itemOff, form)
      return { kind: 'item-discount', of, pick: { kind: 'all' }, spread: 'each', tiers }
    }
    case 'buy-get': {
      const [buy, get] = [
        { of, units: form.buyUnits },
        { of, units: form.getUnits },
      ]
      return { kind: 'buy-get', buy, get, off: all, timesMax }
    }
    case 'bundle': {
      const parts = [
        { of, units: 1 },
        { of: named(form.otherItems), units: 1 },
      ]
      return { kind: 'bundle', parts, priceMinor: form.priceMinor, timesMax }
    }
    case 'free-item':
      return { kind: 'free-item', item: item(form.itemName), units: 1, mode: 'added' }
    case 'upgrade':
      return { kind: 'upgrade', of, to: item(form.itemName), units: 1 }
    case 'delivery':
      return { kind: 'delivery-discount', off: all }
    case 'points':
      if (form.pointsBy === 'fixed') return { kind: 'points', points: form.points }
      if (form.pointsBy === 'times') return { kind: 'points-times', times: form.points }
      return { kind: 'points-percent', percent: form.points }
    case 'gift-value':
      return { kind: 'gift-value', amountMinor: form.giftMinor }
  }
}

export function termsOf(form: OfferForm): OfferTerms {
  if (form.keptTerms) return form.keptTerms
  return {
    effects: [effectOf(form)],
    billMinorMin: form.billMinorMin,
    discountMinorMax: form.discountMinorMax,
    conditions: conditionsOf(form),
    stacking: form.stacking,
  }
}

/** Until the last moment of a day of the market. */
const endOf = (day: string) =>
  new Date(new Date(`${day}T00:00:00+09:00`).getTime() + 86_400_000).toISOString()

/** The fields of an offer as its owner wrote them; of automatic ones, none about coupons. */
export function fieldsOf(form: OfferForm, title: string) {
  const { placeIds, validDays, couponsMax, couponsPerDayMax, couponsPerPersonMax } = form
  const { redemptionsMax, limits, rank, to } = form
  return {
    title,
    terms: termsOf(form),
    placeIds,
    endsAt: endOf(form.lastDay),
    claimsEndAt:
      form.claimsLastDay === null || to === 'everybody' ? null : endOf(form.claimsLastDay),
    validDays,
    couponsMax: to === 'everybody' ? null : couponsMax,
    couponsPerDayMax: to === 'everybody' ? null : couponsPerDayMax,
    couponsPerPersonMax,
    redemptionsMax,
    limits,
    rank,
    isAutomatic: to === 'everybody',
    isPublic: to === 'claim',
  }
}

/** What is different from the offer as it is, so that nothing else is touched. */
export function changesOf(form: OfferForm, offer: Offer, title: string) {
  const fields = fieldsOf(form, title)
  // The window of an offer may end within a day: to look at the day alone must not move it.
  const isSameDay = lastDayOf(offer) === form.lastDay
  const isSameClaims = claimsLastDayOf(offer) === form.claimsLastDay
  const now: Readonly<Record<string, unknown>> = {
    ...fields,
    endsAt: isSameDay ? offer.endsAt : fields.endsAt,
    terms: isSameTerms(fields.terms, offer.terms) ? offer.terms : fields.terms,
    claimsEndAt: isSameClaims ? offer.claimsEndAt : fields.claimsEndAt,
  }
  const before: Readonly<Record<string, unknown>> = offer
  const moved = Object.entries(now).filter(([key, value]) => !isSame(value, before[key]))
  return Object.fromEntries(moved)
}

const lastDayOf = ({ endsAt }: Offer) => dayBefore(endsAt)
const claimsLastDayOf = ({ claimsEndAt }: Offer) => claimsEndAt && dayBefore(claimsEndAt)
const dayBefore = (at: string) => dayOf(new Date(new Date(at).getTime() - 1))

/** Whether two terms say the same: all rows must hold, so their order says nothing. */
function isSameTerms(one: OfferTerms, other: OfferTerms): boolean {
  return isSame(inOrder(one), inOrder(other))
}

function inOrder(terms: OfferTerms): OfferTerms {
  const by = (one: unknown, other: unknown) => (textOf(one) < textOf(other) ? -1 : 1)
  const conditions = terms.conditions.map((row) => row.toSorted(by)).toSorted(by)
  return { ...terms, conditions }
}

/** Whether two plain values say the same, in whatever order their fields stand. */
export function isSame(one: unknown, other: unknown): boolean {
  return textOf(one) === textOf(other)
}

function textOf(value: unknown): string {
  return JSON.stringify(value, (_key, it: unknown) => {
    if (typeof it !== 'object' || it === null || Array.isArray(it)) return it
    return Object.fromEntries(Object.entries(it).toSorted(([a], [b]) => (a < b ? -1 : 1)))
  })
}

/** The form that says an offer; terms that it cannot say are kept as they are. */
export function formOf(offer: Offer, now: Date): OfferForm {
  const { title, placeIds, validDays, couponsMax, couponsPerDayMax, couponsPerPersonMax } = offer
  const { redemptionsMax, limits, rank, isAutomatic, isPublic, terms } = offer
  const to = isAutomatic ? 'everybody' : isPublic ? 'claim' : 'given'
  const form: OfferForm = {
    ...firstForm(now),
    ...giftOf(terms),
    ...rulesOf(terms.conditions),
    title,
    placeIds,
    validDays,
    couponsMax,
    couponsPerDayMax,
    couponsPerPersonMax,
    redemptionsMax,
    limits,
    rank,
    to,
    lastDay: lastDayOf(offer),
    claimsLastDay: claimsLastDayOf(offer),
  }
  return isSameTerms(termsOf(form), terms) ? form : { ...form, keptTerms: terms }
}

/** A fresh offer that promises the same. */
export function copyOf(offer: Offer, now: Date): OfferForm {
  const { lastDay } = firstForm(now)
  const form = formOf(offer, now)
  const isOver = form.lastDay < lastDay
  return isOver ? { ...form, lastDay, claimsLastDay: null } : form
}

function giftOf({ effects, billMinorMin, discountMinorMax, stacking }: OfferTerms) {
  const [effect] = effects
  return { billMinorMin, discountMinorMax, stacking, ...(effect && fieldsOfEffect(effect)) }
}

// oxlint-disable-next-line max-lines-per-function -- one short case a kind
function fieldsOfEffect(effect: Effect): Partial<OfferForm> {
  switch (effect.kind) {
    case 'order-discount': {
      const off = effect.tiers.steps[0]?.off
      return off ? { gift: off.kind, ...fieldsOfTiers(effect.tiers) } : {}
    }
    case 'item-discount': {
      const off = effect.tiers.steps[0]?.off
      const items = effect.of.itemIds
      return off ? { gift: 'item', items, itemOff: off.kind, ...fieldsOfTiers(effect.tiers) } : {}
    }
    case 'buy-get':
      return {
        gift: 'buy-get',
        items: effect.buy.of.itemIds,
        buyUnits: effect.buy.units,
        getUnits: effect.get.units,
        isOncePerBill: effect.timesMax === 1,
      }
    case 'bundle':
      return {
        gift: 'bundle',
        items: effect.parts[0]?.of.itemIds ?? [],
        otherItems: effect.parts[1]?.of.itemIds ?? [],
        priceMinor: effect.priceMinor,
        isOncePerBill: effect.timesMax === 1,
      }
    case 'free-item':
      return { gift: 'free-item', itemName: effect.item.itemName }
    case 'upgrade':
      return { gift: 'upgrade', items: effect.of.itemIds, itemName: effect.to.itemName }
    case 'delivery-discount':
      return { gift: 'delivery' }
    case 'points':
      return { gift: 'points', pointsBy: 'fixed', points: effect.points }
    case 'points-percent':
      return { gift: 'points', pointsBy: 'percent', points: effect.percent }
    case 'points-times':
      return { gift: 'points', pointsBy: 'times', points: effect.times }
    case 'gift-value':
      return { gift: 'gift-value', giftMinor: effect.amountMinor }
  }
}

const worthIn = (off: Off) => {
  if (off.kind === 'percent') return off.percentOff
  return off.kind === 'amount' ? off.amountOffMinor : off.priceMinor
}

function fieldsOfTiers({ by, steps: [first, ...more] }: Tiers): Partial<OfferForm> {
  if (!first) return {}
  const worth = worthIn(first.off)
  const field = { percent: 'percentOff', amount: 'amountOffMinor', price: 'priceMinor' } as const
  const steps = more.map(({ from, off }) => ({ from, worth: worthIn(off) }))
  return { [field[first.off.kind]]: worth, stepsBy: by, steps }
}
