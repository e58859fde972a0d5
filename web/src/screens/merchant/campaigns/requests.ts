/** How the five steps become requests. Pure. */
import type { AudienceRule, CampaignPlan, WeekHours, Zone } from '../shapes.ts'
import { weekFrom } from '../../../parts/hours/week.ts'
import { waitsAround, type Audience, type CampaignForm } from './campaign-form.ts'

const DAY_MS = 86_400_000
const DAY_MINUTES = 1_440

const rulesOf: Readonly<Record<Audience, readonly AudienceRule[]>> = {
  everyone: [],
  new: [{ kind: 'first-visit' }],
  returning: [{ kind: 'visited-at-least', times: 1, days: 90 }],
  lapsed: [
    { kind: 'visited-at-least', times: 1, days: 365 },
    { kind: 'visited-at-most', times: 0, days: 30 },
  ],
  interested: [{ kind: 'viewed', times: 2, days: 14 }],
  favourite: [{ kind: 'favourite' }],
}

/** The audience that rules came from, or null when somebody else wrote them. */
export function audienceOf(rules: readonly AudienceRule[]): Audience | null {
  const key = (row: readonly AudienceRule[]) => row.map(({ kind }) => kind).join()
  const audiences = Object.keys(rulesOf) as Audience[]
  return audiences.find((audience) => key(rulesOf[audience]) === key(rules)) ?? null
}

/** A zone of the place that is what the form asks for, so that no second one is made. */
export function zoneFor(form: CampaignForm, zones: readonly Zone[]): Zone | null {
  return (
    zones.find(({ shape, dwellSeconds }) => {
      if (shape.kind !== 'circle' || shape.radiusMeters !== form.radiusMeters) return false
      return form.trigger !== 'dwelled' || dwellSeconds === form.dwellMinutes * 60
    }) ?? null
  )
}

export function zoneRequest(
  form: CampaignForm,
  id: string,
  center: { readonly lng: number; readonly lat: number },
) {
  return {
    id,
    name: `${form.radiusMeters} m`,
    ...(form.trigger === 'dwelled' ? { dwellSeconds: form.dwellMinutes * 60 } : {}),
    shape: { kind: 'circle' as const, center, radiusMeters: form.radiusMeters },
  }
}

export function offerRequest(form: CampaignForm, id: string, title: string, now: Date) {
  return {
    id,
    title,
    terms: {
      effects: [effectOf(form)],
      billMinorMin: form.billMinorMin,
      discountMinorMax: form.kind === 'percent' ? form.discountMinorMax : null,
    },
    // Coupons given on the last day stay good as long as the others.
    endsAt: new Date(now.getTime() + (form.runDays + form.validDays) * DAY_MS).toISOString(),
    validDays: form.validDays,
    couponsMax: form.couponsMax,
    couponsPerPersonMax: Math.min(100, Math.max(1, Math.ceil(form.runDays / form.capDays))),
    isPublic: false,
  }
}

function effectOf({ kind, percentOff, amountOffMinor, itemName }: CampaignForm) {
  if (kind === 'item') return { kind: 'free-item' as const, item: { itemName: itemName.trim() } }
  const off =
    kind === 'percent'
      ? { kind: 'percent' as const, percentOff }
      : { kind: 'amount' as const, amountOffMinor }
  return { kind: 'order-discount' as const, tiers: { steps: [{ off }] } }
}

/** Weekdays and hours the campaign acts in. A shop that told no hours has none to keep to. */
export function timesOf(form: CampaignForm, week: WeekHours | null) {
  const { weekdays, fromMinute, untilMinute } = form
  // A reminder has its own day and hour.
  if (form.trigger === 'left-without-purchase') {
    return { weekdays: [], hours: null, openOnly: false }
  }
  if (form.hours === 'chosen')
    return { weekdays, hours: { fromMinute, untilMinute }, openOnly: false }
  return { weekdays, hours: null, openOnly: form.hours === 'open' && week !== null }
}

const NIGHT_FROM = 21 * 60
const NIGHT_UNTIL = 8 * 60

/** Whether it may act in the night, when only those who agreed to that are written to. */
export function reachesNight(form: CampaignForm, week: WeekHours | null): boolean {
  if (form.trigger === 'left-without-purchase') {
    return form.remindAtMinute >= NIGHT_FROM || form.remindAtMinute < NIGHT_UNTIL
  }
  const { hours, openOnly } = timesOf(form, week)
  const spans =
    openOnly && week ? weekFrom(week).filter((day) => day !== null) : hours ? [hours] : null
  if (spans === null) return true
  return spans.some(({ fromMinute, untilMinute }) => {
    return untilMinute <= fromMinute || untilMinute > NIGHT_FROM || fromMinute < NIGHT_UNTIL
  })
}

export type PlanNeeds = {
  readonly offerId: string
  readonly zoneId: string | null
  readonly week: WeekHours | null
  readonly name: string
  readonly message: { readonly title: string; readonly body: string }
  readonly now: Date
}

export function planRequest(form: CampaignForm, needs: PlanNeeds): CampaignPlan {
  const { offerId, zoneId, week, name, message, now } = needs
  const isAround = waitsAround(form.trigger)
  const { remindAfterDays: afterDays, remindAtMinute: atMinute } = form
  const { weekdays, hours, openOnly } = timesOf(form, week)
  return {
    name,
    offerId,
    trigger: {
      kind: form.trigger,
      zoneIds: isAround && zoneId !== null ? [zoneId] : [],
      placeIds: isAround || form.placeId === null ? [] : [form.placeId],
      reminder: form.trigger === 'left-without-purchase' ? { afterDays, atMinute } : null,
    },
    audience: rulesOf[form.audience],
    schedule: {
      startsAt: now.toISOString(),
      endsAt: new Date(now.getTime() + form.runDays * DAY_MS).toISOString(),
      weekdays: weekdays.length === 7 ? [] : weekdays,
      hours,
      openOnly,
    },
    personCap: { times: 1, days: form.capDays },
    retriggerMinutes: form.capDays * DAY_MINUTES,
    budget: { couponsMax: form.couponsMax, discountMinorMax: null },
    controlPercent: form.controlPercent,
    message,
    ways: form.ways,
  }
}
