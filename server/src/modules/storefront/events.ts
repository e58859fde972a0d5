/** The facts that storefront announces. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const frontChanged = defineEvent(
  'storefront.front-changed',
  1,
  'An owner changed the page of a place.',
  z.object({ placeId: z.uuid(), merchantId: z.uuid() }),
)

export const writingChanged = defineEvent(
  'storefront.writing-changed',
  1,
  'A shop published a writing, or withdrew it.',
  z.object({
    writingId: z.uuid(),
    merchantId: z.uuid(),
    placeId: z.uuid().nullable(),
    isWithdrawn: z.boolean(),
  }),
)
