/** The facts that devices announce. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const deviceChanged = defineEvent(
  'devices.device-changed',
  1,
  'A beacon or tag is new, or was removed.',
  z.object({
    deviceId: z.uuid(),
    placeId: z.uuid(),
    merchantId: z.uuid(),
    identityKey: z.string(),
    removed: z.boolean(),
  }),
)
