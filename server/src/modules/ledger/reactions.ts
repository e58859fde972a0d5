/** What the ledger does by itself: it clears away holds that have run out, and lots. */
import { defineTimer } from '../../platform/jobs.ts'
import type { Reactions } from '../../platform/log.ts'
import { announceExpiring, expireLots, LOTS_MAX } from './service/expiry.ts'
import { expireHolds } from './service/holds.ts'

const clearHolds = defineTimer({
  name: 'ledger.expire-holds',
  everySeconds: 30,
  run: ({ inWork }) => inWork({ kind: 'system', name: 'ledger.expire-holds' }, expireHolds),
})

/** How many rounds one call works: what is left then is due again at the next. */
const ROUNDS_MAX = 20

/** Nobody waits for this: what has run out cannot be spent, moved back or not (LE11). */
const clearLots = defineTimer({
  name: 'ledger.expire-lots',
  everySeconds: 60,
  async run({ inWork }) {
    const actor = { kind: 'system', name: 'ledger.expire-lots' } as const
    for (let round = 0; round < ROUNDS_MAX; round += 1) {
      if ((await inWork(actor, expireLots)) < LOTS_MAX) return
    }
  },
})

/** @param noticeDays how long before it runs out something is announced */
export function ledgerReactions({ noticeDays }: { readonly noticeDays: number }): Reactions {
  const noticeLots = defineTimer({
    name: 'ledger.notice-lots',
    everySeconds: 600,
    async run({ inWork }) {
      const actor = { kind: 'system', name: 'ledger.notice-lots' } as const
      for (let round = 0; round < ROUNDS_MAX; round += 1) {
        if ((await inWork(actor, (work) => announceExpiring(work, noticeDays))) === 0) return
      }
    },
  })
  return { reader: 'ledger', handlers: [], timers: [clearHolds, clearLots, noticeLots] }
}
