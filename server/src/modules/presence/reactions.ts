/** What presence does by itself: it forgets who asks for it, and ends what a lost process left open. */
import type { Id } from '../../kernel/id.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import { consentChanged } from '../people/events.ts'
import { forgetPeople, type Presence } from './service.ts'

type ConsentFact = {
  readonly personId: Id<'person'>
  readonly purpose: string
  readonly granted: boolean
}

export const presenceReactions = (presence: Presence): Reactions => ({
  reader: 'presence',
  handlers: [
    onBatch([consentChanged], async (work, facts) => {
      const said = facts.map(({ data }) => data as ConsentFact)
      const taken = said.filter(({ purpose, granted }) => purpose === 'location' && !granted)
      const personIds = [...new Set(taken.map(({ personId }) => personId))]
      if (personIds.length > 0) await forgetPeople(work, personIds)
    }),
  ],
  timers: [
    defineTimer({
      name: 'presence.end-what-was-lost',
      everySeconds: 60,
      run: () => presence.settleLost(),
    }),
  ],
})
