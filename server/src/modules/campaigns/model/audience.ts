/** Whom a campaign is for: conditions over what a person did at this merchant. */
import type { Favourite, Reason } from './reason.ts'

/** `days` count back from the moment of the trigger. Only what concerns this merchant counts. */
export type AudienceRule =
  /** The place or the brand is a favourite. */
  | { readonly kind: 'favourite' }
  /** Looked at the shop's pages, and redeemed nothing in that time (S28: interested, not won yet). */
  | { readonly kind: 'viewed'; readonly times: number; readonly days: number }
  | { readonly kind: 'visited-at-least'; readonly times: number; readonly days: number }
  | { readonly kind: 'visited-at-most'; readonly times: number; readonly days: number }
  | { readonly kind: 'first-visit' }
  | { readonly kind: 'not-redeemed'; readonly days: number }
  /** Came for the first time within the last days, or never yet. */
  | { readonly kind: 'new-within'; readonly days: number }

export const AUDIENCE_TIMES_MAX = 1_000
export const AUDIENCE_DAYS_MAX = 365

/** Whether a shop chose among those who pass: then what few of them did is theirs (CA21). */
export const isNarrowed = ({ audience }: { readonly audience: readonly AudienceRule[] }): boolean =>
  audience.length > 0

/** Something to be counted about a person at a merchant; `days` null is ever. */
export type Question = {
  readonly what: 'views' | 'visits' | 'redemptions'
  readonly days: number | null
}
export const questionKey = ({ what, days }: Question) => `${what}/${days ?? 'ever'}`

/** Counts by `questionKey`. What is missing is unknown. */
export type Answers = ReadonlyMap<string, number>
export const noAnswers: Answers = new Map()

/** What must be counted before a rule can be judged. */
export function questionsOf(rule: AudienceRule): readonly Question[] {
  switch (rule.kind) {
    case 'favourite':
      return []
    case 'viewed':
      return [
        { what: 'views', days: rule.days },
        { what: 'redemptions', days: rule.days },
      ]
    case 'visited-at-least':
    case 'visited-at-most':
      return [{ what: 'visits', days: rule.days }]
    case 'first-visit':
      return [{ what: 'visits', days: null }]
    case 'not-redeemed':
      return [{ what: 'redemptions', days: rule.days }]
    case 'new-within':
      return [
        { what: 'visits', days: null },
        { what: 'visits', days: rule.days },
      ]
  }
}

/** Judges one rule. What is unknown is false, and says so (CA5). */
export function judgeAudience(
  rule: AudienceRule,
  favourite: Favourite | null,
  answers: Answers,
): Reason {
  const counts = questionsOf(rule).map((question) => answers.get(questionKey(question)))
  const { kind, ...limits } = rule
  if (counts.includes(undefined)) {
    return { rule: kind, ok: false, params: { ...limits, unknown: true } }
  }
  const [first = 0, second = 0] = counts as readonly number[]
  switch (rule.kind) {
    case 'favourite':
      return { rule: kind, ok: favourite !== null, params: { favourite } }
    case 'viewed': {
      const params = { ...limits, views: first, redemptions: second }
      return { rule: kind, ok: first >= rule.times && second === 0, params }
    }
    case 'visited-at-least':
      return { rule: kind, ok: first >= rule.times, params: { ...limits, visits: first } }
    case 'visited-at-most':
      return { rule: kind, ok: first <= rule.times, params: { ...limits, visits: first } }
    case 'first-visit':
      return { rule: kind, ok: first === 0, params: { visits: first } }
    case 'not-redeemed':
      return { rule: kind, ok: first === 0, params: { ...limits, redemptions: first } }
    case 'new-within':
      return {
        rule: kind,
        ok: first === second,
        params: { ...limits, visitsBefore: first - second },
      }
  }
}
