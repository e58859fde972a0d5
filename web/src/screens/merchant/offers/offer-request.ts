/** Between the editor's form and the offer of the API, both ways. Pure. */
import { dayOf } from '../../../parts/format.ts'
import type { OfferTerms } from '../../../shapes.ts'
import type { Offer } from '../shapes.ts'
import { firstForm, type Names, type OfferForm } from './offer-form.ts'

type Effect = OfferTerms['effects'][number]
type Demand = OfferTerms['conditions'][number][number]
type Selector = Extract<Effect, { kind: 'upgrade' }>['of']
type Off = Extract<Effect, { kind: 'buy-get' }>['off']

const NAME_LENGTH_MAX = 60

/** Items, or kinds of items, that are called so. */
function named(names: Names): Selector {
  const name = names.join(', ').slice(0, NAME_LENGTH_MAX)
  const some = [...names]
  return { name, itemIds: some, categoryIds: some, exceptItemIds: [], exceptCategoryIds: [] }
}

const flat = (off: Off) => ({ by: 'amount' as const, steps: [{ from: 0, off }] })
const item = (itemName: string) => ({ itemId: '', itemName: itemName.trim() || '…', unitMinor: 0 })
const all: Off = { kind: 'percent', percentOff: 100 }

function offOf(by: 'percent' | 'amount' | 'price', form: OfferForm): Off {
  if (by === 'percent') return { kind: 'percent', percentOff: form.percentOff }
  if (by === 'amount') return { kind: 'amount', amountOffMinor: form.amountOffMinor }
  return { kind: 'price', priceMinor: form.priceMinor }
}

function effectOf(form: OfferForm): Effect {
  const of = named(form.items)
  const timesMax = form.isOncePerBill ? 1 : null
  switch (form.gift) {
    case 'percent':
    case 'amount':
    case 'price':
      return { kind: 'order-discount', tiers: flat(offOf(form.gift, form)) }
    case 'item': {
      const tiers = flat(offOf(form.itemOff, form))
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
  }
}

function demandsOf(form: OfferForm): readonly Demand[] {
  const isNot = false
  const demands: Demand[] = []
  const { weekdays, hours, dates, methods } = form
  if (weekdays.length > 0 && weekdays.length < 7) {
    demands.push({ kind: 'weekdays', weekdays, isNot })
  }
  if (form.isOffHolidays) demands.push({ kind: 'holiday', which: 'day', isNot: true })
  if (form.isOffEves) demands.push({ kind: 'holiday', which: 'eve', isNot: true })
  if (hours) demands.push({ kind: 'hours', ...hours, isNot })
  if (dates) demands.push({ kind: 'dates', ...dates, isNot })
  if (form.isFirstVisit) demands.push({ kind: 'first-visit', isNot })
  if (form.needItems.length > 0) {
    const of = named(form.needItems)
    demands.push({ kind: 'items', of, unitsMin: form.needUnits, unitsMax: null, isNot })
  }
  if (form.afterMinorMin > 0) {
    const minorMin = form.afterMinorMin
    demands.push({ kind: 'bill', when: 'after', minorMin, minorMax: null, isNot })
  }
  if (methods.length > 0) demands.push({ kind: 'payment', methods, isNot })
  if (form.isHolderOnly) demands.push({ kind: 'holder', isNot })
  return demands
}

export function termsOf(form: OfferForm): OfferTerms {
  if (form.keptTerms) return form.keptTerms
  return {
    effects: [effectOf(form)],
    billMinorMin: form.billMinorMin,
    discountMinorMax: form.discountMinorMax,
    conditions: demandsOf(form).map((demand) => [demand]),
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
    claimsEndAt: isSameClaims ? offer.claimsEndAt : fields.claimsEndAt,
  }
  const before: Readonly<Record<string, unknown>> = offer
  const moved = Object.entries(now).filter(([key, value]) => !isSame(value, before[key]))
  return Object.fromEntries(moved)
}

const lastDayOf = ({ endsAt }: Offer) => dayBefore(endsAt)
const claimsLastDayOf = ({ claimsEndAt }: Offer) => claimsEndAt && dayBefore(claimsEndAt)
const dayBefore = (at: string) => dayOf(new Date(new Date(at).getTime() - 1))

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
    ...rulesOf(terms),
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
  return isSame(termsOf(form), terms) ? form : { ...form, keptTerms: terms }
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
      return off ? { gift: off.kind, ...fieldsOfOff(off) } : {}
    }
    case 'item-discount': {
      const off = effect.tiers.steps[0]?.off
      const items = effect.of.itemIds
      return off ? { gift: 'item', items, itemOff: off.kind, ...fieldsOfOff(off) } : {}
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
      // Not in the form: terms that it cannot say are kept as they are.
      return {}
  }
}

function fieldsOfOff(off: Off): Partial<OfferForm> {
  if (off.kind === 'percent') return { percentOff: off.percentOff }
  if (off.kind === 'amount') return { amountOffMinor: off.amountOffMinor }
  return { priceMinor: off.priceMinor }
}

function rulesOf({ conditions }: OfferTerms): Partial<OfferForm> {
  let rules: Partial<OfferForm> = {}
  for (const [demand] of conditions) if (demand) rules = { ...rules, ...ruleOf(demand) }
  return rules
}

function ruleOf(demand: Demand): Partial<OfferForm> {
  switch (demand.kind) {
    case 'weekdays':
      return { weekdays: demand.weekdays }
    case 'holiday':
      return demand.which === 'day' ? { isOffHolidays: true } : { isOffEves: true }
    case 'hours':
      return { hours: { fromMinute: demand.fromMinute, toMinute: demand.toMinute } }
    case 'dates':
      return { dates: { from: demand.from, to: demand.to } }
    case 'first-visit':
      return { isFirstVisit: true }
    case 'items':
      return { needItems: demand.of.itemIds, needUnits: demand.unitsMin }
    case 'bill':
      return { afterMinorMin: demand.minorMin }
    case 'payment':
      return { methods: demand.methods }
    case 'holder':
      return { isHolderOnly: true }
    case 'place':
    case 'zone':
    case 'visit':
    case 'channel':
    case 'segment':
    case 'tag':
    case 'only-items':
      return {}
  }
}
