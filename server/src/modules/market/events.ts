/** The facts that the market announces of itself. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const marketOpened = defineEvent(
  'market.opened',
  1,
  'The market is open to the public: the details that the law wants told were complete.',
  z.object({ detailsVersion: z.int() }),
)
