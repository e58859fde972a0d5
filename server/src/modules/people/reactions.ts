/** What people do by themselves: forget, destroy what was withdrawn, tell what is due. */
import { z } from 'zod'
import type { Id } from '../../kernel/id.ts'
import { SECOND_MS } from '../../kernel/time.ts'
import { defineJob, defineTimer, type Timer } from '../../platform/jobs.ts'
import { onBatch, type Reactions } from '../../platform/log.ts'
import { platformPersonMap, type PersonMap } from '../../platform/person-map.ts'
import type { JobKind, Work } from '../../platform/work.ts'
import { consentChanged } from './events.ts'
import { GROWN_UP_AT_ONCE_MAX, comeOfAge } from './service/ages.ts'
import { ANSWERS_AT_ONCE_MAX, tellRenewals, tellResults } from './service/consent-notices.ts'
import {
  TOLD_AT_ONCE_MAX,
  destroyLocation,
  forgetOldLocation,
  tellOfProvisions,
} from './service/location-controls.ts'
import { ENDED_AT_ONCE_MAX, endTerms } from './service/disclosures.ts'
import { forgetOld } from './service/own-records.ts'
import { erasingJob } from './service/erasing.ts'

const SWEEP_SECONDS = 600
/** A quarter of a day: within the day that is left for it. */
const FORGET_LOCATION_SECONDS = 6 * 3_600
const TELL_SECONDS = 5
/** Notices of consents have days of room. */
const NOTICE_SECONDS = 600
const DESTROY_MS_MAX = 60_000
/** What was under way when the consent was taken back has arrived by then, and goes as well. */
const AFTERMATH_MS = 15 * SECOND_MS

const system = { kind: 'system', name: 'people' } as const
type ConsentFact = z.output<typeof consentChanged.shape>

/**
 * @param maps what each table holds of people, so that none is forgotten
 * @param outside jobs that reach the outside world
 */
export function peopleReactions(
  maps: readonly PersonMap[],
  outside: readonly JobKind[] = [],
): Reactions {
  const destroy = defineJob({
    name: 'people.destroy-location',
    shape: z.object({ personIds: z.array(z.string()) }),
    timeoutMs: DESTROY_MS_MAX,
    attemptsMax: 10,
    run: ({ inWork }, { personIds }) =>
      inWork(system, (work) => destroyLocation(work, personIds as Id<'person'>[], maps)),
  })

  // The log follows with the aftermath: the modules above are about to write there who went where last.
  const tables = maps.filter((map) => map !== platformPersonMap)

  return {
    reader: 'people',
    jobs: [destroy, erasingJob(maps), ...outside],
    handlers: [
      onBatch([consentChanged], async (work, facts) => {
        const said = facts.map(({ data }) => data as ConsentFact)
        const no = said.filter(({ purpose, granted }) => purpose === 'location' && !granted)
        const personIds = [...new Set(no.map(({ personId }) => personId))]
        if (personIds.length === 0) return
        await destroyLocation(work, personIds as Id<'person'>[], tables)
        work.enqueue(destroy, { personIds }, { runAt: new Date(work.now.getTime() + AFTERMATH_MS) })
      }),
    ],
    timers: [
      defineTimer({
        name: 'people.forget-old',
        everySeconds: SWEEP_SECONDS,
        run: ({ inWork }) => inWork(system, forgetOld),
      }),
      defineTimer({
        name: 'people.forget-location',
        everySeconds: FORGET_LOCATION_SECONDS,
        run: ({ inWork }) =>
          inWork(system, async (work) => {
            await forgetOldLocation(work, maps)
          }),
      }),
      untilDone('people.end-terms', SWEEP_SECONDS, ENDED_AT_ONCE_MAX, endTerms(maps)),
      untilDone('people.tell-of-provisions', TELL_SECONDS, TOLD_AT_ONCE_MAX, tellOfProvisions),
      untilDone('people.tell-results', NOTICE_SECONDS, ANSWERS_AT_ONCE_MAX, tellResults),
      untilDone('people.come-of-age', NOTICE_SECONDS, GROWN_UP_AT_ONCE_MAX, comeOfAge),
      untilDone('people.tell-renewals', NOTICE_SECONDS, ANSWERS_AT_ONCE_MAX, tellRenewals),
    ],
  }
}

/** A timer that goes on as long as each bite is a full one. */
const untilDone = (
  name: string,
  everySeconds: number,
  biteMax: number,
  bite: (work: Work) => Promise<number>,
): Timer =>
  defineTimer({
    name,
    everySeconds,
    async run({ inWork, signal }) {
      let done = biteMax
      while (done === biteMax && !signal.aborted) done = await inWork(system, bite)
    },
  })
