/** What the ledger does by itself: it clears away holds that have run out. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { expireHolds } from './service.ts'

const clearHolds = defineTimer({
  name: 'ledger.expire-holds',
  everySeconds: 30,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'ledger.expire-holds' }, expireHolds),
})

export const ledgerReactions: Reactions = { reader: 'ledger', handlers: [], timers: [clearHolds] }
