/** Days of the statistics page, chosen and named. Pure. */

import type { ReplyTo } from '../../../shapes.ts'

export const STATISTICS = 'GET /v1/merchants/{merchantId}/statistics'
export type Statistics = ReplyTo<typeof STATISTICS>

/** Days that may be looked at together, as the server has it. */
export const DAYS_MAX = 400
const DAY_MS = 86_400_000

export const spans = ['7', '30', '90', 'own'] as const
export type Span = (typeof spans)[number]
export type Days = { readonly from: string; readonly until: string }

/** `YYYY-MM-DD`, so many days later. */
export function dayLater(day: string, days: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + days * DAY_MS).toISOString().slice(0, 10)
}

/** The last so many days, today among them. */
export function lastDays(today: string, count: number): Days {
  return { from: dayLater(today, 1 - count), until: today }
}

/** Whether days can be asked for: in their order, and not too many. */
export function isAskable({ from, until }: Days): boolean {
  if (!/^\d{4}-\d\d-\d\d$/.test(from) || !/^\d{4}-\d\d-\d\d$/.test(until)) return false
  return from <= until && dayLater(from, DAYS_MAX - 1) >= until
}

/** What the chart can show, in the order of the chips. */
export const charted = [
  'friends',
  'followed',
  'left',
  'blocked',
  'muted',
  'sent',
  'seen',
  'clicked',
  'visited',
  'redeemed',
] as const
export type Charted = (typeof charted)[number]
