/** What presence does by itself: it forgets, counts coupons used as visits, and ends what was lost. */
import type { Id } from '../../kernel/id.ts'
import { defineTimer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import { couponRedeemed } from '../offers/events.ts'
import { consentChanged } from '../people/events.ts'
import { forgetPeople, type Presence } from './service.ts'

type ConsentFact = {
  readonly personId: Id<'person'>
  readonly purpose: string
  readonly granted: boolean
}
type RedemptionFact = {
  readonly personId: Id<'person'>
  readonly placeId: Id<'place'>
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
    // Written in a transaction of its own, which does no harm: a reading that comes twice is known.
    onBatch([couponRedeemed], async (_work, facts) => {
      await presence.takeRedemptions(
        facts.map(({ data, at }) => ({ ...(data as RedemptionFact), at })),
      )
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
