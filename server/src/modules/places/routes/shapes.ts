/** What goes over the wire: places, hours, zones, and what is asked of searches. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { PAGE_SIZE_MAX } from '../../../kernel/page.ts'
import { flagIn, idOf, instant } from '../../../platform/http.ts'
import {
  ADDRESS_LENGTH_MAX,
  CONTACT_LENGTH_MAX,
  DWELL_SECONDS_MAX,
  NAME_LENGTH_MAX,
  PHONE_LENGTH_MAX,
} from '../model.ts'
import { categoryIds } from '../model/categories.ts'
import { EXCEPTIONS_MAX, MINUTES_PER_DAY, SPANS_PER_DAY_MAX } from '../model/hours.ts'
import { ZONE_PARTS_MAX } from '../model/shapes.ts'

const text = (lengthMax: number) => z.string().trim().min(1).max(lengthMax)
export const category = z.enum(categoryIds)
export const lngIn = z.coerce.number().min(-180).max(180)
export const latIn = z.coerce.number().min(-90).max(90)
const color = z.string().regex(/^#[0-9a-f]{6}$/, 'not a colour like #0f766e')
const phone = text(PHONE_LENGTH_MAX)

const span = z.strictObject({
  fromMinute: z
    .int()
    .min(0)
    .max(MINUTES_PER_DAY - 1),
  untilMinute: z
    .int()
    .min(1)
    .max(2 * MINUTES_PER_DAY),
})
const dayHours = z.strictObject({
  spans: z.array(span).max(SPANS_PER_DAY_MAX),
  breaks: z.array(span).max(SPANS_PER_DAY_MAX),
})
/** Seven days, Monday first, and what holds on public holidays. */
export const weekHours = z.strictObject({
  days: z.array(dayHours).length(7),
  holidays: z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('as-usual') }),
    z.strictObject({ kind: z.literal('closed') }),
    z.strictObject({ kind: z.literal('hours'), hours: dayHours }),
  ]),
})
export const exception = z.strictObject({
  day: z.iso.date(),
  hours: dayHours,
  note: text(100).nullable(),
})

export const merchant = z.object({
  id: idOf('merchant'),
  name: z.string(),
  category,
  color: z.string(),
  contact: z.string().nullable(),
})
export const newMerchant = z.strictObject({
  id: idOf('merchant').optional(),
  name: text(NAME_LENGTH_MAX),
  category,
  color: color.optional(),
  contact: text(CONTACT_LENGTH_MAX).nullable().optional(),
})
export const merchantChange = newMerchant.omit({ id: true }).partial()

const opening = {
  /** Null where nobody has told the hours. */
  isOpen: z.boolean().nullable(),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
}
export const placeCard = z.object({
  id: idOf('place'),
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  name: z.string(),
  category,
  address: z.string(),
  lng: z.number(),
  lat: z.number(),
  color: z.string(),
  ...opening,
  distanceMeters: z.number().nullable(),
})
export const place = z.object({
  id: idOf('place'),
  merchantId: idOf('merchant'),
  name: z.string(),
  category,
  address: z.string(),
  lng: z.number(),
  lat: z.number(),
  phone: z.string().nullable(),
  timeZone: z.string(),
  hours: weekHours.nullable(),
  exceptions: z.array(exception),
  isVisible: z.boolean(),
  ...opening,
})
export const placePage = place.extend({
  merchantName: z.string(),
  color: z.string(),
  isFavourite: z.boolean(),
  isMerchantFavourite: z.boolean(),
})
export const newPlace = z.strictObject({
  id: idOf('place').optional(),
  name: text(NAME_LENGTH_MAX),
  address: z.string().trim().max(ADDRESS_LENGTH_MAX),
  lng: z.number().min(-180).max(180),
  lat: z.number().min(-90).max(90),
  category: category.optional(),
  phone: phone.nullable().optional(),
  timeZone: text(60).optional(),
  hours: weekHours.nullable().optional(),
  exceptions: z.array(exception).max(EXCEPTIONS_MAX).optional(),
  isVisible: z.boolean().optional(),
})
export const placeChange = newPlace.omit({ id: true }).partial()

const position = z.tuple([z.number(), z.number()])
/** A circle, or polygons: each an outer ring and its holes, closed, longitude first. */
export const zoneShape = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('circle'),
    center: z.strictObject({ lng: z.number(), lat: z.number() }),
    radiusMeters: z.number(),
  }),
  z.strictObject({
    kind: z.literal('polygon'),
    polygons: z.array(z.array(z.array(position))).max(ZONE_PARTS_MAX),
  }),
])
export const zone = z.object({
  id: idOf('zone'),
  placeId: idOf('place').nullable(),
  merchantId: idOf('merchant').nullable(),
  name: z.string(),
  dwellSeconds: z.int(),
  shape: zoneShape,
})
export const wantedZone = z.strictObject({
  name: text(NAME_LENGTH_MAX),
  dwellSeconds: z.int().min(0).max(DWELL_SECONDS_MAX).optional(),
  shape: zoneShape,
})
export const newZone = wantedZone.extend({ id: idOf('zone').optional() })

/** What every search takes. `lng` and `lat` say where the asker stands; both or neither. */
export const searchQuery = {
  lng: lngIn.optional(),
  lat: latIn.optional(),
  openNow: flagIn.optional(),
  category: category.optional(),
}
export const limitIn = (limitMax: number) =>
  z.coerce.number().int().min(1).max(limitMax).default(Math.min(20, PAGE_SIZE_MAX))
export const foundPlaces = z.object({
  items: z.array(placeCard),
  /** False when there may be more, or nearer ones, than are told. */
  isComplete: z.boolean(),
})

nameShapes({
  WeekHours: weekHours,
  OpeningException: exception,
  PlaceCard: placeCard,
  Place: place,
  Zone: zone,
  ZoneShape: zoneShape,
})
