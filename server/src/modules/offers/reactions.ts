/** What offers do by themselves: give up bills that were held too long, make up codes, forget guesses. */
import { HOUR_MS, SECOND_MS } from '../../kernel/time.ts'
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { expireBills } from './service/bills.ts'
import { forgetOldMisses } from './service/codes/claim.ts'
import { makeCodesJob } from './service/codes/make.ts'

const clearBills = defineTimer({
  name: 'offers.expire-bills',
  everySeconds: 30,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.expire-bills' }, expireBills),
})

const forgetMisses = defineTimer({
  name: 'offers.forget-misses',
  everySeconds: HOUR_MS / SECOND_MS,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.forget-misses' }, forgetOldMisses),
})

export const offerReactions: Reactions = {
  reader: 'offers',
  handlers: [],
  jobs: [makeCodesJob],
  timers: [clearBills, forgetMisses],
}
