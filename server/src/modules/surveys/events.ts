/** The facts that surveys announce. None says what was answered. */
import { z } from 'zod'
import { defineEvent } from '../../kernel/event.ts'

export const surveyChanged = defineEvent(
  'surveys.survey-changed',
  1,
  'A survey was written, opened or ended.',
  z.object({
    surveyId: z.uuid(),
    merchantId: z.uuid(),
    state: z.enum(['draft', 'open', 'ended']),
  }),
)

export const surveyAnswered = defineEvent(
  'surveys.survey-answered',
  1,
  'Somebody took part in a survey.',
  z.object({ surveyId: z.uuid(), merchantId: z.uuid(), personId: z.uuid() }),
)
