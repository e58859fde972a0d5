/** What offers do by themselves: they give up bills that were held too long. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { expireBills } from './service/bills.ts'

const clearBills = defineTimer({
  name: 'offers.expire-bills',
  everySeconds: 30,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'offers.expire-bills' }, expireBills),
})

export const offerReactions: Reactions = { reader: 'offers', handlers: [], timers: [clearBills] }
