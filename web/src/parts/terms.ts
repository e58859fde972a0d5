/** What an offer gives and what it asks for, in words. Pure. */
import type { OfferTerms } from '../shapes.ts'
import { terms as en } from '../text/en/terms.ts'
import { terms as ko } from '../text/ko/terms.ts'
import type { Language } from '../text/language.tsx'
import { calendarDay, clockOfMinute, points, won } from './format.ts'

type Effect = OfferTerms['effects'][number]
type Demand = OfferTerms['conditions'][number][number]
type Tiers = Extract<Effect, { kind: 'order-discount' }>['tiers']
type Off = Tiers['steps'][number]['off']
type Selector = Extract<Effect, { kind: 'item-discount' }>['of']

const wordsOf = (language: Language) => (language === 'ko' ? ko : en)

/** The large words on a ticket: `20% 할인`, `아메리카노 무료`, `커피 2개 사면 1개 더`. */
export function gain({ effects }: OfferTerms, language: Language): string {
  const [first] = effects
  return first ? gainOf(first, language) : ''
}

/** What is asked, and what comes besides: `10,000원 이상 · 최대 3,000원 할인 · 낸 돈의 5% 포인트 적립`. */
export function conditions(terms: OfferTerms, language: Language): string | null {
  const words = wordsOf(language)
  const parts: string[] = []
  if (terms.billMinorMin > 0) parts.push(words.billFrom(won(terms.billMinorMin, language)))
  if (terms.discountMinorMax !== null) {
    parts.push(words.capped(won(terms.discountMinorMax, language)))
  }
  for (const row of terms.conditions) {
    parts.push(row.map((it) => demandOf(it, language)).reduce(words.or))
  }
  parts.push(...terms.effects.slice(1).map((effect) => gainOf(effect, language)))
  return parts.length === 0 ? null : parts.join(' · ')
}

/** What is handed over beside the bill: `약과 2개`; null when nothing is. */
export function handedOver({ effects }: OfferTerms, language: Language): string | null {
  const words = wordsOf(language)
  const items = effects.flatMap((effect) => {
    const isHanded = effect.kind === 'free-item' && effect.mode !== 'in-cart'
    return isHanded ? [words.part(effect.item.itemName, effect.units)] : []
  })
  return items.length === 0 ? null : items.join(', ')
}

/** What one effect gives, in a few words. */
export function gainOf(effect: Effect, language: Language): string {
  const words = wordsOf(language)
  switch (effect.kind) {
    case 'order-discount':
      return tiersOf(effect.tiers, language)
    case 'item-discount':
      return words.onItems(picked(effect, language), tiersOf(effect.tiers, language))
    case 'buy-get':
      return buyGetOf(effect, language)
    case 'bundle': {
      const parts = effect.parts.map(({ of, units }) => words.part(nameOf(of, language), units))
      return words.bundle(parts, words.price(won(effect.priceMinor, language)))
    }
    case 'free-item':
      return words.free(words.part(effect.item.itemName, effect.units))
    case 'upgrade':
      return words.upgrade(effect.to.itemName)
    case 'delivery-discount':
      return isAll(effect.off) ? words.deliveryFree : words.delivery(offOf(effect.off, language))
    case 'points':
      return words.points(points(effect.points, language))
    case 'points-percent':
      return words.pointsPercent(effect.percent)
    case 'points-times':
      return words.pointsTimes(effect.times)
    case 'gift-value':
      return words.giftValue(won(effect.amountMinor, language))
  }
}

function buyGetOf(
  { buy, get, off, timesMax }: Extract<Effect, { kind: 'buy-get' }>,
  language: Language,
): string {
  const words = wordsOf(language)
  const [bought, got] = [nameOf(buy.of, language), nameOf(get.of, language)]
  const said = isAll(off)
    ? words.buyGetFree(bought, buy.units, got, get.units)
    : words.buyGet(bought, buy.units, got, get.units, offOf(off, language))
  return timesMax === null ? said : `${said} (${words.times(timesMax)})`
}

const isAll = (off: Off) =>
  (off.kind === 'percent' && off.percentOff === 100) ||
  (off.kind === 'price' && off.priceMinor === 0)

function offOf(off: Off, language: Language): string {
  const words = wordsOf(language)
  switch (off.kind) {
    case 'percent':
      return words.percentOff(off.percentOff)
    case 'amount':
      return words.amountOff(won(off.amountOffMinor, language))
    case 'price':
      return words.price(won(off.priceMinor, language))
  }
}

/** What one effect gives, with every step of it: for whoever wrote it. */
export function gainInFull(effect: Effect, language: Language): string {
  const words = wordsOf(language)
  if (effect.kind === 'order-discount') return stepsOf(effect.tiers, language)
  if (effect.kind !== 'item-discount') return gainOf(effect, language)
  return words.onItems(picked(effect, language), stepsOf(effect.tiers, language))
}

/** `10% 할인, 20,000원부터 20% 할인`. */
function stepsOf({ by, steps }: Tiers, language: Language): string {
  const words = wordsOf(language)
  const said = steps
    .toSorted((one, two) => one.from - two.from)
    .map(({ from, off }) => {
      const gained = offOf(off, language)
      if (from === 0) return gained
      return words.stepFrom(by === 'amount' ? won(from, language) : words.pieces(from), gained)
    })
  return said.join(', ')
}

/** Of several steps the last is named. */
function tiersOf({ steps }: Tiers, language: Language): string {
  const top = steps.toSorted((one, two) => one.from - two.from).at(-1)
  if (!top) return ''
  const said = offOf(top.off, language)
  return steps.length === 1 ? said : wordsOf(language).upTo(said)
}

function nameOf({ name }: Selector, language: Language): string {
  return name || wordsOf(language).someItems
}

function picked(
  { of, pick }: Extract<Effect, { kind: 'item-discount' }>,
  language: Language,
): string {
  const name = nameOf(of, language)
  return pick.kind === 'all' ? name : wordsOf(language)[pick.kind](name, pick.units)
}

/** One demand in words, so that a refusal can name it too. */
export function demandOf(demand: Demand, language: Language): string {
  const said = plainDemand(demand, language)
  return demand.isNot ? wordsOf(language).not(said) : said
}

function plainDemand(demand: Demand, language: Language): string {
  const words = wordsOf(language)
  switch (demand.kind) {
    case 'place':
    case 'zone':
    case 'visit':
    case 'holder':
      return words[demand.kind]
    case 'segment': {
      const known: Readonly<Record<string, string>> = words.segments
      return demand.segmentIds.map((it) => known[it] ?? words.segment).reduce(words.or)
    }
    case 'first-visit':
      return words.firstVisit
    case 'channel':
      return demand.channels.map((it) => words.channels[it]).reduce(words.or)
    case 'weekdays':
      return daysOf(demand.weekdays, language)
    case 'holiday':
      return words.holiday[demand.which]
    case 'hours': {
      const [from, until] = [demand.fromMinute, demand.toMinute]
      return words.hours(clockOfMinute(from), clockOfMinute(until))
    }
    case 'dates':
      return words.dates(calendarDay(demand.from, language), calendarDay(demand.to, language))
    case 'tag':
      return words.tag(demand.tags)
    case 'items':
      return itemsOf(demand, language)
    case 'only-items':
      return words.onlyItems(nameOf(demand.of, language))
    case 'bill':
      return billOf(demand, language)
    case 'payment': {
      const known: Readonly<Record<string, string>> = words.methods
      return words.payment(demand.methods.map((method) => known[method] ?? method))
    }
  }
}

function daysOf(weekdays: readonly number[], language: Language): string {
  const words = wordsOf(language)
  const key = weekdays.toSorted((one, two) => one - two).join('')
  if (key === '12345') return words.workdays
  if (key === '67') return words.weekend
  return words.onDays(weekdays.map((day) => words.weekdays[day - 1] ?? ''))
}

function itemsOf(
  { of, unitsMin, unitsMax }: Extract<Demand, { kind: 'items' }>,
  language: Language,
): string {
  const words = wordsOf(language)
  const name = nameOf(of, language)
  if (unitsMax === null) return words.itemsFrom(name, unitsMin)
  if (unitsMin === 0) return words.itemsTo(name, unitsMax)
  return words.itemsFromTo(name, unitsMin, unitsMax)
}

function billOf(
  { when, minorMin, minorMax }: Extract<Demand, { kind: 'bill' }>,
  language: Language,
): string {
  const words = wordsOf(language)
  const ends = [
    minorMin > 0 || minorMax === null ? words.billFrom(won(minorMin, language)) : null,
    minorMax === null ? null : words.billTo(won(minorMax, language)),
  ]
  const said = ends.filter((end) => end !== null).join(' ')
  return when === 'after' ? words.billAfter(said) : said
}
