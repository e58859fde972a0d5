/** The facts that places announce. */
import { z } from 'zod'
import { defineEvent, publish } from '../../kernel/event.ts'

export const merchantChanged = defineEvent(
  'places.merchant-changed',
  1,
  'A merchant signed up, or changed its name, category, colour or contact.',
  z.object({ merchantId: z.uuid() }),
)

export const placeChanged = defineEvent(
  'places.place-changed',
  1,
  'A place is new, or anything about it changed, its hours and whether it is visible included.',
  z.object({ placeId: z.uuid(), merchantId: z.uuid() }),
)

export const zoneChanged = defineEvent(
  'places.zone-changed',
  1,
  'A zone is new, has another shape, name or dwell time, or was removed.',
  z.object({
    zoneId: z.uuid(),
    placeId: z.uuid().nullable(),
    merchantId: z.uuid().nullable(),
    removed: z.boolean(),
  }),
)

export const favouriteChanged = defineEvent(
  'places.favourite-changed',
  1,
  'A person made a place or a merchant a favourite, or no longer.',
  z.object({
    personId: z.uuid(),
    placeId: z.uuid().nullable(),
    merchantId: z.uuid().nullable(),
    isFavourite: z.boolean(),
  }),
)

export const placeViewed = defineEvent(
  'places.place-viewed',
  1,
  'A signed-in person looked at the page of a place.',
  z.object({ personId: z.uuid(), placeId: z.uuid(), merchantId: z.uuid() }),
)

/** What of these facts other programs of the shop may hear. */
export const placePublicEvents = [
  publish(
    merchantChanged,
    'merchant.changed',
    'The shop changed its name, category, colour or contact.',
    z.object({}),
  ),
  publish(
    placeChanged,
    'place.changed',
    'A place is new, or anything about it changed.',
    z.object({ placeId: z.uuid() }),
  ),
]
