/** How the five steps become requests. Pure. */
import type { AudienceRule, CampaignPlan, WeekHours, Zone } from '../shapes.ts'
import { weekFrom } from '../settings/week.ts'
import type { Audience, CampaignForm } from './campaign-form.ts'

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
  const benefit =
    form.kind === 'percent'
      ? {
          kind: 'percent' as const,
          percentOff: form.percentOff,
          discountMinorMax: form.discountMinorMax,
        }
      : form.kind === 'amount'
        ? { kind: 'amount' as const, amountOffMinor: form.amountOffMinor }
        : { kind: 'item' as const, itemName: form.itemName.trim() }
  return {
    id,
    title,
    benefit,
    billMinorMin: form.billMinorMin,
    // Coupons given on the last day stay good as long as the others.
    endsAt: new Date(now.getTime() + (form.runDays + form.validDays) * DAY_MS).toISOString(),
    validDays: form.validDays,
    couponsMax: form.couponsMax,
    couponsPerPersonMax: Math.min(100, Math.max(1, Math.ceil(form.runDays / form.capDays))),
    isPublic: false,
  }
}

/** Weekdays and hours the campaign acts in; opening hours are taken as the widest span of the week. */
export function timesOf(form: CampaignForm, week: WeekHours | null) {
  if (form.hours === 'chosen') {
    const { fromMinute, untilMinute } = form
    return { weekdays: form.weekdays, hours: { fromMinute, untilMinute } }
  }
  const open = form.hours === 'open' && week ? weekFrom(week) : null
  if (open === null) return { weekdays: form.weekdays, hours: null }
  const spans = open.filter((day) => day !== null)
  const weekdays = form.weekdays.filter((weekday) => open[weekday - 1] !== null)
  if (spans.length === 0) return { weekdays: form.weekdays, hours: null }
  const fromMinute = Math.min(...spans.map((day) => day.fromMinute))
  const untilMinute = Math.max(...spans.map((day) => day.untilMinute))
  if (untilMinute - fromMinute >= DAY_MINUTES) return { weekdays, hours: null }
  return { weekdays, hours: { fromMinute, untilMinute: untilMinute % DAY_MINUTES || DAY_MINUTES } }
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
  const isVisit = form.trigger === 'visited'
  const { weekdays, hours } = timesOf(form, week)
  return {
    name,
    offerId,
    trigger: {
      kind: form.trigger,
      zoneIds: isVisit || zoneId === null ? [] : [zoneId],
      placeIds: isVisit && form.placeId !== null ? [form.placeId] : [],
    },
    audience: rulesOf[form.audience],
    schedule: {
      startsAt: now.toISOString(),
      endsAt: new Date(now.getTime() + form.runDays * DAY_MS).toISOString(),
      weekdays: weekdays.length === 7 ? [] : weekdays,
      hours,
    },
    personCap: { times: 1, days: form.capDays },
    retriggerMinutes: form.capDays * DAY_MINUTES,
    budget: { couponsMax: form.couponsMax, discountMinorMax: null },
    controlPercent: form.controlPercent,
    message,
  }
}
