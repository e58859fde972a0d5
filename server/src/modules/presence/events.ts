/** The facts that presence announces. Instants are event times: when it happened, not when we heard. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

const instant = z.iso.datetime()
/** 0 cloneable (plain beacon, static QR), 1 plausible GPS, 2 one-time or rotating code, 3 staff. */
const evidence = z.int().min(0).max(3)
const method = z.enum(['position', 'beacon', 'qr', 'nfc', 'staff'])

const stay = {
  stayId: z.uuid(),
  personId: z.uuid(),
  zoneId: z.uuid(),
  placeId: z.uuid().nullable(),
  merchantId: z.uuid().nullable(),
  at: instant,
  evidence,
}
const visit = {
  visitId: z.uuid(),
  personId: z.uuid(),
  placeId: z.uuid(),
  merchantId: z.uuid(),
  at: instant,
  evidence,
  method,
}

/** Enter and leave of one person and zone alternate in the log (I16). */
export const zoneEntered = defineEvent(
  'presence.zone-entered',
  1,
  'Someone came into a zone, on foot.',
  z.object(stay),
)

export const zoneDwelled = defineEvent(
  'presence.zone-dwelled',
  1,
  'Someone has stayed in a zone for as long as the zone asks.',
  z.object({ ...stay, dwellSeconds: z.int() }),
)

export const zoneLeft = defineEvent(
  'presence.zone-left',
  1,
  'Someone left a zone, or was not heard of any more.',
  z.object(stay),
)

export const visitStarted = defineEvent(
  'presence.visit-started',
  1,
  'Someone visits a place, whichever way it was noticed.',
  z.object(visit),
)

export const visitConfirmed = defineEvent(
  'presence.visit-confirmed',
  1,
  'The same visit was seen again, with better evidence than before.',
  z.object(visit),
)

/** `isWithdrawn`: a late signal showed that there was no such visit; take it out of every count. */
export const visitEnded = defineEvent(
  'presence.visit-ended',
  1,
  'A visit is over.',
  z.object({ ...visit, isWithdrawn: z.boolean() }),
)

export const cloneSuspected = defineEvent(
  'presence.clone-suspected',
  1,
  'A tag or beacon was read where it cannot be: it was probably copied.',
  z.object({
    deviceId: z.uuid(),
    placeId: z.uuid(),
    personId: z.uuid(),
    at: instant,
  }),
)
