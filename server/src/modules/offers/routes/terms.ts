/** How the terms of an offer look in requests and answers: the same both ways. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { AMOUNT_MINOR_MAX } from '../../../kernel/money.ts'
import { GIFT_MINOR_MAX } from '../../loyalty/model/gifts.ts'
import {
  CONDITIONS_MAX,
  DEMANDS_MAX,
  EFFECTS_MAX,
  TERM_LIST_MAX,
  TERM_NAME_LENGTH_MAX,
  TERM_PARTS_MAX,
  TERM_STEPS_MAX,
  TERM_UNITS_MAX,
  type Terms,
} from '../model/terms.ts'

const amountIn = z.int().positive().max(AMOUNT_MINOR_MAX)
const amountFromNothing = z.int().nonnegative().max(AMOUNT_MINOR_MAX)
const units = z.int().min(1).max(TERM_UNITS_MAX)
const timesMax = units.nullable().default(null)
const name = z.string().trim().min(1).max(TERM_NAME_LENGTH_MAX)
const word = z.string().min(1).max(TERM_NAME_LENGTH_MAX)
const words = z.array(word).max(TERM_LIST_MAX)
const someWords = z.array(word).min(1).max(TERM_LIST_MAX)
const percent = z.int().min(1).max(100)

export const selector = z.strictObject({
  name: z.string().trim().max(TERM_NAME_LENGTH_MAX).default(''),
  itemIds: words.default([]),
  categoryIds: words.default([]),
  exceptItemIds: words.default([]),
  exceptCategoryIds: words.default([]),
})
const off = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('percent'), percentOff: percent }),
  z.strictObject({ kind: z.literal('amount'), amountOffMinor: amountIn }),
  z.strictObject({ kind: z.literal('price'), priceMinor: amountFromNothing }),
])
const tiers = z.strictObject({
  by: z.enum(['amount', 'quantity']).default('amount'),
  steps: z
    .array(z.strictObject({ from: amountFromNothing.default(0), off }))
    .min(1)
    .max(TERM_STEPS_MAX),
})
const pick = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.enum(['cheapest', 'dearest']), units }),
])
const part = z.strictObject({ of: selector, units })
const item = z.strictObject({
  itemId: z.string().max(TERM_NAME_LENGTH_MAX).default(''),
  itemName: name,
  unitMinor: amountFromNothing.default(0),
})

const effect = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('order-discount'), tiers }),
  z.strictObject({
    kind: z.literal('item-discount'),
    of: selector,
    pick: pick.default({ kind: 'all' }),
    spread: z.enum(['each', 'across']).default('each'),
    tiers,
  }),
  z.strictObject({ kind: z.literal('buy-get'), buy: part, get: part, off, timesMax }),
  z.strictObject({
    kind: z.literal('bundle'),
    parts: z.array(part).min(1).max(TERM_PARTS_MAX),
    priceMinor: amountFromNothing,
    timesMax,
  }),
  z.strictObject({
    kind: z.literal('free-item'),
    item,
    units: units.default(1),
    mode: z.enum(['in-cart', 'added', 'in-cart-or-added']).default('added'),
  }),
  z.strictObject({ kind: z.literal('upgrade'), of: selector, to: item, units: units.default(1) }),
  z.strictObject({ kind: z.literal('delivery-discount'), off }),
  z.strictObject({ kind: z.literal('points'), points: z.int().min(1).max(1_000_000) }),
  z.strictObject({ kind: z.literal('points-percent'), percent: z.int().min(1).max(50) }),
  z.strictObject({ kind: z.literal('points-times'), times: z.int().min(2).max(20) }),
  z.strictObject({
    kind: z.literal('gift-value'),
    amountMinor: z.int().min(1).max(GIFT_MINOR_MAX),
  }),
])

const demandOf = <Kind extends string, Shape extends z.ZodRawShape>(kind: Kind, shape: Shape) =>
  z.strictObject({ kind: z.literal(kind), ...shape, isNot: z.boolean().default(false) })
const minuteOfDay = z.int().min(0).max(1_440)
const day = z.iso.date()

const demand = z.discriminatedUnion('kind', [
  demandOf('place', { placeIds: someWords }),
  demandOf('zone', { zoneIds: someWords }),
  demandOf('visit', { evidenceMin: z.int().min(0).max(3) }),
  demandOf('channel', {
    channels: z
      .array(z.enum(['counter', 'till', 'online']))
      .min(1)
      .max(3),
  }),
  demandOf('weekdays', { weekdays: z.array(z.int().min(1).max(7)).min(1).max(7) }),
  demandOf('holiday', { which: z.enum(['day', 'eve']) }),
  demandOf('hours', { fromMinute: minuteOfDay, toMinute: minuteOfDay }),
  demandOf('dates', { from: day, to: day }),
  demandOf('first-visit', {}),
  demandOf('segment', { segmentIds: someWords }),
  demandOf('tag', { tags: someWords }),
  demandOf('items', {
    of: selector,
    unitsMin: z.int().min(0).max(TERM_UNITS_MAX),
    unitsMax: z.int().min(0).max(TERM_UNITS_MAX).nullable().default(null),
  }),
  demandOf('only-items', { of: selector }),
  demandOf('bill', {
    when: z.enum(['before', 'after']),
    minorMin: amountFromNothing.default(0),
    minorMax: amountFromNothing.nullable().default(null),
  }),
  demandOf('payment', { methods: someWords }),
  demandOf('holder', {}),
])

const stacking = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.enum(['always', 'exclusive', 'never']) }),
  z.strictObject({ kind: z.literal('category'), category: name }),
])

/** What is not said takes the gentlest value. */
export const termsIn = z.strictObject({
  effects: z.array(effect).min(1).max(EFFECTS_MAX),
  billMinorMin: amountFromNothing.default(0),
  discountMinorMax: amountIn.nullable().default(null),
  conditions: z.array(z.array(demand).min(1).max(DEMANDS_MAX)).max(CONDITIONS_MAX).default([]),
  stacking: stacking.default({ kind: 'never' }),
})

nameShapes({
  Selector: selector,
  Off: off,
  Tiers: tiers,
  Effect: effect,
  Condition: demand,
  OfferTerms: termsIn,
})

/** A copy that may be written into an answer: an answer is not read-only. */
export function termsView(terms: Terms): z.input<typeof termsIn> {
  return terms as z.input<typeof termsIn>
}
