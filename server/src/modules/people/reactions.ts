/** What people do by themselves: forget what has been kept long enough. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { forgetOld } from './service/own-records.ts'

const SWEEP_SECONDS = 600

export const peopleReactions = (): Reactions => ({
  reader: 'people',
  handlers: [],
  timers: [
    defineTimer({
      name: 'people.forget-old',
      everySeconds: SWEEP_SECONDS,
      run: ({ inWork }) => inWork({ kind: 'system', name: 'people' }, forgetOld),
    }),
  ],
})
