/** What webhooks do by themselves: tell what happened, send what is due, forget what is old. */
import type { EventKind, PublicEvent } from '../../kernel/event.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import type { Dispatcher } from './service/sending.ts'
import { forgetOld, tell } from './service/telling.ts'

const system = { kind: 'system', name: 'webhooks' } as const

export function webhookReactions(
  events: readonly PublicEvent[],
  dispatcher: Dispatcher,
): Reactions {
  const catalogue = new Map(events.map((event) => [event.fact, event]))
  const kinds = events.map(({ fact }) => ({ name: fact }) as EventKind)
  return {
    reader: 'webhooks',
    handlers: [
      onBatch(kinds, async (work, facts) => {
        if (await tell(work, catalogue, facts)) work.afterCommit(() => dispatcher.wake())
      }),
    ],
    timers: [
      defineTimer({
        name: 'webhooks.send',
        everySeconds: 1,
        // It sends by itself: nobody waits here, since other timers wait for this one.
        run: async () => dispatcher.wake(),
      }),
      defineTimer({
        name: 'webhooks.forget',
        everySeconds: 3_600,
        async run({ inWork, signal }) {
          while (!signal.aborted && (await inWork(system, forgetOld)));
        },
      }),
    ],
  }
}
