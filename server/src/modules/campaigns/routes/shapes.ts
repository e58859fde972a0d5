/** The shapes of campaigns and decisions in requests and replies. */
import { z } from 'zod'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { idOf, instant, instantIn } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { wayNames } from '../../outreach/model/delivery.ts'
import { AUDIENCE_DAYS_MAX, AUDIENCE_TIMES_MAX } from '../model/audience.ts'
import {
  AUDIENCE_RULES_MAX,
  BODY_LENGTH_MAX,
  CONTROL_PERCENT,
  CONTROL_PERCENT_MAX,
  NAME_LENGTH_MAX,
  RETRIGGER_MINUTES,
  RETRIGGER_MINUTES_MAX,
  TITLE_LENGTH_MAX,
  TRIGGER_PLACES_MAX,
  triggerKinds,
  type Campaign,
} from '../model/campaign.ts'
import { REMINDER_DAYS_MAX } from '../model/reminder.ts'

const times = z.int().min(1).max(AUDIENCE_TIMES_MAX)
const days = z.int().min(1).max(AUDIENCE_DAYS_MAX)
const minute = z.int().min(0).max(1_440)

export const trigger = z.strictObject({
  kind: z.enum(triggerKinds),
  zoneIds: z.array(idOf('zone')).max(TRIGGER_PLACES_MAX).default([]),
  placeIds: z.array(idOf('place')).max(TRIGGER_PLACES_MAX).default([]),
  /** Of `left-without-purchase`: so many days later, at that minute of the day there. */
  reminder: z
    .strictObject({
      afterDays: z.int().min(1).max(REMINDER_DAYS_MAX),
      atMinute: minute.max(1_439),
    })
    .nullable()
    .default(null),
})

export const audience = z
  .array(
    z.discriminatedUnion('kind', [
      z.strictObject({ kind: z.literal('favourite') }),
      z.strictObject({ kind: z.literal('viewed'), times, days }),
      z.strictObject({ kind: z.literal('visited-at-least'), times, days }),
      z.strictObject({
        kind: z.literal('visited-at-most'),
        times: z.int().min(0).max(AUDIENCE_TIMES_MAX),
        days,
      }),
      z.strictObject({ kind: z.literal('first-visit') }),
      z.strictObject({ kind: z.literal('not-redeemed'), days }),
      z.strictObject({ kind: z.literal('new-within'), days }),
    ]),
  )
  .max(AUDIENCE_RULES_MAX)

const schedule = z.strictObject({
  startsAt: instantIn,
  endsAt: instantIn,
  weekdays: z.array(z.int().min(1).max(7)).max(7).default([]),
  hours: z
    .strictObject({ fromMinute: minute.max(1_439), untilMinute: minute })
    .nullable()
    .default(null),
  openOnly: z.boolean().default(false),
})

const personCap = z.strictObject({ times, days })
const budget = z.strictObject({
  couponsMax: z.int().min(0).max(10_000_000).nullable().default(null),
  discountMinorMax: z.int().min(0).max(AMOUNT_MINOR_MAX).nullable().default(null),
})
export const message = z.strictObject({
  title: z.string().trim().max(TITLE_LENGTH_MAX),
  body: z.string().trim().max(BODY_LENGTH_MAX),
})
/** By which ways it goes, beside the inbox. */
const ways = z.array(z.enum(wayNames)).max(wayNames.length)
export const controlPercent = z.int().min(0).max(CONTROL_PERCENT_MAX)
const retriggerMinutes = z.int().min(1).max(RETRIGGER_MINUTES_MAX)
const name = z.string().trim().min(1).max(NAME_LENGTH_MAX)

export const planIn = z.strictObject({
  /** Made by the client, so that sending twice makes one campaign. */
  id: idOf('campaign').optional(),
  name,
  offerId: idOf('offer'),
  trigger,
  audience: audience.default([]),
  schedule,
  personCap: personCap.nullable().default(null),
  retriggerMinutes: retriggerMinutes.default(RETRIGGER_MINUTES),
  budget,
  controlPercent: controlPercent.default(CONTROL_PERCENT),
  message,
  ways: ways.default([]),
})

export const changeIn = z.strictObject({
  name: name.optional(),
  offerId: idOf('offer').optional(),
  trigger: trigger.optional(),
  audience: audience.optional(),
  schedule: schedule.optional(),
  personCap: personCap.nullable().optional(),
  retriggerMinutes: retriggerMinutes.optional(),
  budget: budget.optional(),
  controlPercent: controlPercent.optional(),
  message: message.optional(),
  ways: ways.optional(),
})

export const shown = z.object({
  id: z.string(),
  merchantId: z.string(),
  state: z.enum(['draft', 'running', 'paused', 'ended']),
  name: z.string(),
  offerId: z.string(),
  trigger: z.object({
    kind: z.enum(triggerKinds),
    zoneIds: z.array(z.string()),
    placeIds: z.array(z.string()),
    reminder: z.object({ afterDays: z.int(), atMinute: z.int() }).nullable(),
  }),
  audience: z.array(
    z.object({ kind: z.string(), times: z.int().optional(), days: z.int().optional() }),
  ),
  schedule: z.object({
    startsAt: instant,
    endsAt: instant,
    weekdays: z.array(z.int()),
    hours: z.object({ fromMinute: z.int(), untilMinute: z.int() }).nullable(),
    openOnly: z.boolean(),
  }),
  personCap: z.object({ times: z.int(), days: z.int() }).nullable(),
  retriggerMinutes: z.int(),
  budget: z.object({
    couponsMax: z.int().nullable(),
    discountMinorMax: z.int().nullable(),
  }),
  controlPercent: z.int(),
  message: z.object({ title: z.string(), body: z.string() }),
  ways,
  spent: z.object({
    couponsGranted: z.int(),
    discountReservedMinor: z.int(),
    discountSpentMinor: z.int(),
  }),
  createdAt: instant,
  startedAt: instant.nullable(),
})

const param = z.union([z.string(), z.number(), z.boolean(), z.null()])
const reason = z.object({
  rule: z.string(),
  ok: z.boolean(),
  params: z.record(z.string(), param),
})
export const outcome = z.enum(['sent', 'postponed', 'control', 'refused'])
export const decisionShown = z.object({
  id: z.string(),
  at: instant,
  outcome,
  reasons: z.array(reason),
  couponId: z.string().nullable(),
  placeId: z.string().nullable(),
})

export function shownCampaign(campaign: Campaign): z.input<typeof shown> {
  const { trigger: on, schedule: when, audience: rules, ...rest } = campaign
  return {
    ...rest,
    trigger: { ...on, zoneIds: [...on.zoneIds], placeIds: [...on.placeIds] },
    audience: [...rules],
    ways: [...rest.ways],
    schedule: { ...when, weekdays: [...when.weekdays] },
  }
}

nameShapes({ Campaign: shown, Decision: decisionShown, Schedule: schedule, Trigger: trigger })
