/** The yes or no for one person at one moment, with its reasons. */
import { shareOf } from '../../../kernel/chance.ts'
import type { Id } from '../../../kernel/id.ts'
import { MINUTE_MS, SECOND_MS } from '../../../kernel/time.ts'
import { judgeAudience, type Answers } from './audience.ts'
import type { Campaign, Trigger, TriggerKind } from './campaign.ts'
import type { Favourite, Reason, RuleCode } from './reason.ts'
import { purchaseCountsFrom } from './reminder.ts'
import { dayAndHourAt, isInWindow } from './schedule.ts'

export type Outcome = 'sent' | 'postponed' | 'control' | 'refused'
export type Arm = 'treated' | 'control'

/** A person came near: what presence found, in the words of campaigns. */
export type Nearness = {
  readonly factId: number
  readonly personId: Id<'person'>
  readonly kind: Exclude<TriggerKind, 'favourite-near'>
  readonly zoneId: Id<'zone'> | null
  readonly placeId: Id<'place'> | null
  readonly merchantId: Id<'merchant'> | null
  readonly visitId: Id<'visit'> | null
  /** When that visit began; null where no visit is over. */
  readonly visitStartedAt: Date | null
  /**
   * When it happened, by the signal; for who left without buying, when their reminder is due.
   * Limits in days and minutes count from here.
   */
  readonly at: Date
}

/** What this campaign did for this person before. */
export type Past = {
  /** The arm recorded when the person first qualified. */
  readonly arm: Arm | null
  readonly lastYesAt: Date | null
  /** Yeses within the days of the campaign's `personCap`. */
  readonly yeses: number
}
export const noPast: Past = { arm: null, lastYesAt: null, yeses: 0 }

/** What the gate of outreach would say to the message. */
export type GateAnswer =
  | { readonly kind: 'open' }
  | { readonly kind: 'postponed'; readonly until: Date }
  | { readonly kind: 'shut'; readonly code: string }

/** What is left of a budget; null is no limit. */
export type Room = {
  readonly coupons: number | null
  readonly discountMinor: number | null
}

/** What can be judged from memory. */
export type Glance = {
  readonly campaign: Campaign
  readonly nearness: Nearness
  /** When it is judged. Signals may come late. */
  readonly now: Date
  readonly timeZone: string
  /** Whether the place was open at that moment; null when nobody knows its hours. */
  readonly isPlaceOpen: boolean | null
  readonly consents: { readonly location: boolean; readonly marketing: boolean }
  readonly ageSecondsMax: number
}

/** Everything a decision rests on. */
export type Candidate = Glance & {
  readonly favourite: Favourite | null
  readonly answers: Answers
  /** When they last bought at the shop, as far as anybody told. */
  readonly boughtAt: Date | null
  readonly past: Past
  readonly isOfferOpen: boolean
  /** What one coupon may take off at most; null when unbounded. */
  readonly discountMinorMax: number | null
  readonly room: Room
  /** Another campaign of the shop, ranked before this one, that already took the moment. */
  readonly outrankedBy: Id<'campaign'> | null
  readonly gate: GateAnswer
}

export type Verdict = {
  readonly outcome: Outcome
  /** In the order asked; the last one is the first that said no, if any did. */
  readonly reasons: readonly Reason[]
  /** Null until the person qualifies. */
  readonly arm: Arm | null
  readonly postponedUntil: Date | null
}

/** Whether what happened is what the campaign waits for (CA4). */
export function isTriggered(campaign: Campaign, nearness: Nearness): boolean {
  const { trigger, merchantId } = campaign
  const awaited = trigger.kind === 'favourite-near' ? 'entered' : trigger.kind
  if (nearness.kind !== awaited) return false
  if (nearness.zoneId !== null && trigger.zoneIds.includes(nearness.zoneId)) return true
  if (nearness.merchantId !== merchantId) return false
  if (nearness.placeId !== null && trigger.placeIds.includes(nearness.placeId)) return true
  return isAnywhere(trigger)
}

const isAnywhere = ({ zoneIds, placeIds }: Trigger) => zoneIds.length + placeIds.length === 0

/**
 * The arm of a person in a campaign: the same whenever and wherever it is asked.
 *
 * Drawn from the ids alone, so that no one can be moved between the arms by asking again.
 */
export function armOf(
  campaign: Pick<Campaign, 'id' | 'controlPercent'>,
  personId: Id<'person'>,
): Arm {
  return shareOf(`${campaign.id}/${personId}`) * 100 < campaign.controlPercent
    ? 'control'
    : 'treated'
}

type Rule<On> = (on: On) => readonly Reason[]
const reason = (rule: RuleCode, ok: boolean, params: Reason['params'] = {}): readonly Reason[] => [
  { rule, ok, params },
]

// Asked before anything is loaded: most people near most shops are settled here.
const glanceRules: readonly Rule<Glance>[] = [
  ({ campaign, nearness }) => {
    const { zoneId, placeId } = nearness
    return reason('trigger', true, { kind: campaign.trigger.kind, zoneId, placeId })
  },
  ({ campaign }) => reason('running', campaign.state === 'running', { state: campaign.state }),
  ({ campaign, nearness }) => {
    const { startsAt, endsAt } = campaign.schedule
    const params = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() }
    return reason('in-window', isInWindow(campaign.schedule, nearness.at), params)
  },
  ({ campaign: { schedule }, nearness, timeZone }) => {
    const { isDay, isHour, weekday, minuteOfDay } = dayAndHourAt(schedule, nearness.at, timeZone)
    const days = { weekday, weekdays: schedule.weekdays.join(',') }
    const hours = { minuteOfDay, ...(schedule.hours ?? { fromMinute: null, untilMinute: null }) }
    return [...reason('hours', isHour, hours), ...reason('weekday', isDay, days)]
  },
  ({ campaign: { schedule }, isPlaceOpen }) =>
    schedule.openOnly ? reason('place-open', isPlaceOpen ?? false, { isOpen: isPlaceOpen }) : [],
  ({ nearness, now, ageSecondsMax }) => {
    const ageSeconds = Math.max(0, Math.round((now.getTime() - nearness.at.getTime()) / SECOND_MS))
    return reason('fresh', ageSeconds <= ageSecondsMax, { ageSeconds, ageSecondsMax })
  },
  ({ consents }) => reason('location-consent', consents.location),
  ({ consents }) => reason('marketing-consent', consents.marketing),
]

const audienceRules: readonly Rule<Candidate>[] = [
  ({ campaign, nearness: { visitStartedAt }, boughtAt }) => {
    if (campaign.trigger.kind !== 'left-without-purchase') return []
    const from = visitStartedAt && purchaseCountsFrom(visitStartedAt)
    const hasBought = from !== null && boughtAt !== null && boughtAt >= from
    return reason('not-bought', !hasBought, { boughtAt: boughtAt?.toISOString() ?? null })
  },
  ({ campaign, favourite }) =>
    campaign.trigger.kind === 'favourite-near'
      ? reason('favourite-near', favourite !== null, { favourite })
      : [],
  ({ campaign, favourite, answers }) =>
    campaign.audience.map((rule) => judgeAudience(rule, favourite, answers)),
]

// Alike for both arms: the control group must hold the very people who would have been reached.
const limitRules: readonly Rule<Candidate>[] = [
  ({ campaign: { retriggerMinutes }, past, nearness }) => {
    const agoMs = past.lastYesAt ? nearness.at.getTime() - past.lastYesAt.getTime() : null
    const minutesAgo = agoMs === null ? null : Math.floor(agoMs / MINUTE_MS)
    const isOver = agoMs === null || agoMs >= retriggerMinutes * MINUTE_MS
    return reason('retrigger', isOver, { minutesAgo, retriggerMinutes })
  },
  ({ campaign: { personCap }, past }) =>
    personCap
      ? reason('person-cap', past.yeses < personCap.times, { ...personCap, yeses: past.yeses })
      : [],
  ({ isOfferOpen }) => reason('offer-open', isOfferOpen),
  ({ campaign: { budget }, room: { coupons } }) =>
    coupons === null
      ? []
      : reason('budget-coupons', coupons > 0, { left: coupons, couponsMax: budget.couponsMax }),
  ({ campaign: { budget }, room, discountMinorMax }) => {
    const left = room.discountMinor
    if (left === null) return []
    const needed = discountMinorMax ?? Infinity
    const params = { leftMinor: left, discountMinorMax: budget.discountMinorMax }
    return reason('budget-discount', left >= needed, params)
  },
  ({ outrankedBy }) => reason('best-of-shop', outrankedBy === null, { outrankedBy }),
  ({ gate }) => {
    if (gate.kind === 'shut') return reason('gate', false, { code: gate.code })
    const until = gate.kind === 'postponed' ? gate.until.toISOString() : null
    return reason('gate', true, { until })
  },
]

function ask<On>(rules: readonly Rule<On>[], on: On): readonly Reason[] {
  const asked: Reason[] = []
  for (const rule of rules) {
    for (const answer of rule(on)) {
      asked.push(answer)
      // The first "no" is the answer: what would come after it was never asked.
      if (!answer.ok) return asked
    }
  }
  return asked
}

const isNo = (reasons: readonly Reason[]) => reasons.some(({ ok }) => !ok)
const refusal = (reasons: readonly Reason[]): Verdict => {
  return { outcome: 'refused', reasons, arm: null, postponedUntil: null }
}

/** The refusal that memory alone can give; null when more must be loaded to decide. */
export function refusedAtAGlance(glance: Glance): Verdict | null {
  const reasons = ask(glanceRules, glance)
  return isNo(reasons) ? refusal(reasons) : null
}

/** Whether the person is in the audience, leaving trigger, time and limits aside (for previews). */
export function audienceReasons(candidate: Candidate): readonly Reason[] {
  return ask(audienceRules, candidate)
}

/** The verdict on a candidate, and why (CA4 to CA8). */
export function decide(candidate: Candidate): Verdict {
  const reasons = ask<Candidate>([...glanceRules, ...audienceRules, ...limitRules], candidate)
  if (isNo(reasons)) return refusal(reasons)

  const { campaign, nearness, past, gate } = candidate
  const arm = past.arm ?? armOf(campaign, nearness.personId)
  const inControl = arm === 'control'
  const params = { percent: campaign.controlPercent, arm }
  const asked = [...reasons, ...reason('control-group', !inControl, params)]
  if (inControl) return { outcome: 'control', reasons: asked, arm, postponedUntil: null }
  if (gate.kind !== 'postponed')
    return { outcome: 'sent', reasons: asked, arm, postponedUntil: null }
  return { outcome: 'postponed', reasons: asked, arm, postponedUntil: gate.until }
}

/** Turns a yes into a no, because giving or sending was refused at the last step. */
export function refusedLate(verdict: Verdict, rule: 'coupon' | 'gate', code: string): Verdict {
  const reasons = [...verdict.reasons, ...reason(rule, false, { code })]
  return { outcome: 'refused', reasons, arm: verdict.arm, postponedUntil: null }
}

/** The rule that said no; null for a yes. */
export function objectingRule({ reasons }: Pick<Verdict, 'reasons'>): RuleCode | null {
  return reasons.find(({ ok }) => !ok)?.rule ?? null
}

/**
 * Sorts campaigns of one moment: the newest comes first, so that a box holds the newest coupon (S4).
 */
export function byRank(one: Campaign, other: Campaign): number {
  const byStart = other.schedule.startsAt.getTime() - one.schedule.startsAt.getTime()
  if (byStart !== 0) return byStart
  return one.id < other.id ? 1 : -1
}
