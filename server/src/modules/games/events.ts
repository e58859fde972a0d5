/** The facts that games announce. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const gameChanged = defineEvent(
  'games.game-changed',
  1,
  'A game was written, opened or ended.',
  z.object({
    gameId: z.uuid(),
    merchantId: z.uuid(),
    state: z.enum(['draft', 'open', 'ended']),
  }),
)

export const played = defineEvent(
  'games.played',
  1,
  'Somebody played; `given` is the number of the prize, null for a stamp that did not fill the card.',
  z.object({
    gameId: z.uuid(),
    merchantId: z.uuid(),
    personId: z.uuid(),
    given: z.int().nonnegative().nullable(),
    couponId: z.uuid().nullable(),
  }),
)
