/** The facts that webhooks announce. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const endpointChanged = defineEvent(
  'webhooks.endpoint-changed',
  1,
  'An endpoint is new, was changed, turned on or off, or (state null) was removed.',
  z.object({
    endpointId: z.uuid(),
    merchantId: z.uuid().nullable(),
    state: z.enum(['on', 'off']).nullable(),
    offReason: z.enum(['owner', 'gone', 'failing']).nullable(),
  }),
)
