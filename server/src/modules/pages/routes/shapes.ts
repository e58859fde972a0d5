/** How event pages look in requests and answers. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { idOf, instant, instantIn } from '../../../platform/http.ts'
import { categoryIds } from '../../places/model/categories.ts'
import { BLOCKS_MAX, ENTRIES_MAX, PLACES_MAX, WINNERS_MAX } from '../model/page.ts'

const words = (max: number) => z.string().trim().min(1).max(max)

export const block = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('heading'), text: words(100) }),
  z.strictObject({ kind: z.literal('text'), text: words(2_000) }),
  z.strictObject({
    kind: z.literal('picture'),
    pictureId: idOf('picture'),
    alt: z.string().trim().max(200).default(''),
  }),
])

const audience = z.enum(['everyone', 'friends', 'members', 'code'])
const cadence = z.enum(['once', 'daily'])
const choosing = z.enum(['first-come', 'draw'])

/** A page as an owner writes it. */
export const pageIn = z.strictObject({
  title: words(60),
  summary: z.string().trim().max(200).default(''),
  coverPictureId: idOf('picture').nullable().default(null),
  blocks: z.array(block).max(BLOCKS_MAX).default([]),
  audience: audience.default('everyone'),
  code: words(30).nullable().default(null),
  cadence: cadence.default('once'),
  needsNumber: z.boolean().optional().meta({
    description:
      'Each proven phone number enters as often as a person; where not said, whether there is something to win',
  }),
  choosing: choosing.default('first-come'),
  entriesMax: z.int().min(1).max(ENTRIES_MAX),
  winnersMax: z.int().min(1).max(WINNERS_MAX).nullable().default(null),
  startsAt: instantIn.optional(),
  endsAt: instantIn,
  rewardOfferId: idOf('offer').nullable().default(null),
  /** Where it holds; none for every place of the shop. */
  placeIds: z.array(idOf('place')).max(PLACES_MAX).default([]),
})

export const eventPage = z.object({
  id: z.uuid(),
  merchantId: z.uuid(),
  slug: z.string(),
  title: z.string(),
  summary: z.string(),
  coverPictureId: z.uuid().nullable(),
  blocks: z.array(block),
  audience,
  /** Told to the shop's people only. */
  code: z.string().nullable(),
  cadence,
  needsNumber: z.boolean(),
  choosing,
  entriesMax: z.int(),
  winnersMax: z.int().nullable(),
  startsAt: instant,
  endsAt: instant,
  rewardOfferId: z.uuid().nullable(),
  placeIds: z.array(z.uuid()),
  state: z.enum(['draft', 'open', 'ended']),
  phase: z.enum(['draft', 'coming', 'open', 'ended']),
  entries: z.int(),
  views: z.int(),
  /** Hash of the seed of the draw; null before the opening. */
  commitment: z.string().nullable(),
  drawnAt: instant.nullable(),
})

/** One shop of those where an event holds. */
export const eventPlace = z.object({
  id: idOf('place'),
  merchantId: idOf('merchant'),
  merchantName: z.string(),
  name: z.string(),
  category: z.enum(categoryIds),
  address: z.string(),
  lng: z.number(),
  lat: z.number(),
  color: z.string(),
  /** Null where nobody has told the hours. */
  isOpen: z.boolean().nullable(),
  opensAt: instant.nullable(),
  closesAt: instant.nullable(),
  /** Null when nobody said where they stand. */
  distanceMeters: z.number().nullable(),
})

export const entry = z.object({
  id: z.uuid(),
  number: z.int(),
  at: instant,
  hasWon: z.boolean(),
  reward: z.enum(['none', 'given', 'waits']),
  couponId: z.uuid().nullable(),
})

export const pageDraw = z.object({
  seed: z.string(),
  /** How many numbers were given out, from 1. */
  numbers: z.int(),
  winners: z.array(z.int()),
  skipped: z.array(z.int()),
})

nameShapes({ EventPage: eventPage, EventPagePlan: pageIn, EventBlock: block, EventEntry: entry })
