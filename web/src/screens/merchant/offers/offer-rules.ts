/** When, for whom and with what an offer counts: between the editor's form and the API. Pure. */
import type { OfferTerms } from '../../../shapes.ts'
import type { Names, OfferForm } from './offer-form.ts'

type Rows = OfferTerms['conditions']
export type Demand = Rows[number][number]
type Selector = Extract<Demand, { kind: 'only-items' }>['of']

const NAME_LENGTH_MAX = 60

/** Items, or kinds of items, that are called so. */
export function named(names: Names): Selector {
  const name = names.join(', ').slice(0, NAME_LENGTH_MAX)
  const some = [...names]
  return { name, itemIds: some, categoryIds: some, exceptItemIds: [], exceptCategoryIds: [] }
}

/** Each rule that is written, in the order of the screen. */
export function demandsOf(form: OfferForm): readonly Demand[] {
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
  if (form.segments.length > 0) {
    demands.push({ kind: 'segment', segmentIds: [...form.segments], isNot })
  }
  if (form.tags.length > 0) demands.push({ kind: 'tag', tags: [...form.tags], isNot })
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

/** What a rule is known by: the form has one of each. */
export const keyOf = (demand: Demand): string =>
  demand.kind === 'holiday' ? `holiday-${demand.which}` : demand.kind

/** All must hold, but of those that were put together one is enough. */
export function conditionsOf(form: OfferForm): Rows {
  const demands = demandsOf(form)
  const either = demands.filter((demand) => form.either.includes(keyOf(demand)))
  if (either.length < 2) return demands.map((demand) => [demand])
  const others = demands.filter((demand) => !either.includes(demand))
  return [either, ...others.map((demand) => [demand])]
}

/** The rules of an offer; where its rows say more than the form can, they do not come back alike. */
export function rulesOf(rows: Rows): Partial<OfferForm> {
  const either = rows.find((row) => row.length > 1) ?? []
  const rules = rows.flat().map(ruleOf)
  return Object.assign({ either: either.map(keyOf) }, ...rules) as Partial<OfferForm>
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
    case 'segment':
      return { segments: demand.segmentIds }
    case 'tag':
      return { tags: demand.tags }
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
    case 'only-items':
      return {}
  }
}
