/** The facts that event pages announce. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

const page = { pageId: z.uuid(), merchantId: z.uuid() }

export const pageChanged = defineEvent(
  'pages.page-changed',
  1,
  'An event page was written, opened or ended.',
  z.object({ ...page, state: z.enum(['draft', 'open', 'ended']) }),
)

export const entered = defineEvent(
  'pages.entered',
  1,
  'Somebody entered an event.',
  z.object({ ...page, personId: z.uuid(), entryId: z.uuid() }),
)

export const entryTakenBack = defineEvent(
  'pages.entry-taken-back',
  1,
  'Somebody took their entry for an event back.',
  z.object({ ...page, personId: z.uuid(), entryId: z.uuid() }),
)

export const winnersDrawn = defineEvent(
  'pages.winners-drawn',
  1,
  'The winners of an event were drawn.',
  z.object({ ...page, winners: z.int().nonnegative() }),
)
