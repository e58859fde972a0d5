/** How people steer the use of their location: pause it, switch single uses off, choose their notices. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { loseAged } from '../../../platform/person-ages.ts'
import { lose, type PersonMap } from '../../../platform/person-map.ts'
import type { Work } from '../../../platform/work.ts'
import { locationControlsChanged, locationProvided } from '../events.ts'
import { type ConsentProof } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import {
  isNoticeDue,
  locationEnds,
  type LocationControls,
  type LocationUseOff,
} from '../model/location.ts'
import { lockPerson } from '../store.ts'
import { consentsNow } from '../store/consents.ts'
import {
  controlsOf,
  lockLocationEnd,
  moveLocationEnd,
  peopleWithout,
  provisionsWaiting,
  saveControls,
  takeProvisions,
} from '../store/location.ts'
import { forgetAfter } from './memory.ts'

const untouched: LocationControls = { isPaused: false, off: [], notice: { kind: 'each' } }

export async function locationControlsOfAsker(work: Work): Promise<LocationControls> {
  return (await controlsOf(work, personOf(work.actor))) ?? untouched
}

/**
 * Changes what the asker says of it, and leaves the rest. What is switched off loses what was kept for
 * it at once (PE53); who goes back to being told of each time hears of the rest at once (PE55).
 *
 * @param maps what each table holds of people
 */
export async function steerLocation(
  work: Work,
  change: Partial<LocationControls>,
  proof: ConsentProof,
  maps: readonly PersonMap[],
): Promise<LocationControls> {
  const personId = personOf(work.actor)
  const person = await lockPerson(work, personId)
  if (!person) throw new Refused(peopleRefusals, 'people.unknown')
  const before = (await controlsOf(work, personId)) ?? untouched
  const after = { ...before, ...change }
  await saveControls(work, personId, after, proof)
  for (const use of after.off.filter((each) => !before.off.includes(each))) {
    await lose(work.tx, maps, person, { use })
  }
  const { isPaused, off } = after
  const fact = { personId, isPaused, off: [...off] }
  work.announce(locationControlsChanged, fact, { subjectId: personId })
  forgetAfter(work, personId)
  return after
}

/** Those of these people who do not want their location used for something. */
export async function whoSwitchedOff(
  work: Work,
  use: LocationUseOff,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlySet<Id<'person'>>> {
  return new Set(personIds.length === 0 ? [] : await peopleWithout(work, personIds, use))
}

/**
 * Lets every table forget where people were who took the consent back (PE54). Harmless to repeat; does
 * nothing to those who agreed again meanwhile.
 */
export async function destroyLocation(
  work: Work,
  personIds: readonly Id<'person'>[],
  maps: readonly PersonMap[],
): Promise<void> {
  const held = await consentsNow(work.tx, personIds, 'also held back')
  const agreeing = held.filter(({ purposes }) => purposes.includes('location'))
  const kept = new Set<string>(agreeing.map(({ personId }) => personId))
  for (const id of personIds.toSorted()) {
    if (kept.has(id)) continue
    await lose(work.tx, maps, { id, email: null, phone: null }, 'withoutLocation')
  }
}

/**
 * Lets every table forget where people were longer ago than they agreed to (PE98). Harmless to repeat, at
 * any time.
 *
 * @returns how many rows were touched, by table
 */
export async function forgetOldLocation(
  work: Work,
  maps: readonly PersonMap[],
): Promise<Readonly<Record<string, number>>> {
  const since = await lockLocationEnd(work)
  const ends = locationEnds(work.now)
  const touched = await loseAged(work.tx, maps, { since, ...ends })
  if (since === null || since < ends.before) await moveLocationEnd(work, ends.before)
  return touched
}

/** The most people who are told in one work. */
export const TOLD_AT_ONCE_MAX = 200
/** Uses listed in one notice; the rest is counted. */
const USES_LISTED_MAX = 50

/**
 * Tells those to whom it is due which shops learnt where they are (PE55).
 *
 * @returns how many people were told; call again when it is `TOLD_AT_ONCE_MAX`
 */
export async function tellOfProvisions(work: Work): Promise<number> {
  const waiting = await provisionsWaiting(work, TOLD_AT_ONCE_MAX)
  const due = waiting.filter((each) => isNoticeDue(each.notice, each, work.now))
  const taken = await takeProvisions(
    work,
    due.map(({ personId }) => personId),
  )
  for (const [personId, own] of Map.groupBy(taken, (each) => each.personId)) {
    const uses = own.slice(0, USES_LISTED_MAX).map(({ merchantId, purpose, count, at }) => ({
      merchantId,
      purpose,
      count,
      at: at.toISOString(),
    }))
    const times = own.reduce((sum, { count }) => sum + count, 0)
    work.announce(locationProvided, { personId, times, uses }, { subjectId: personId })
  }
  return due.length
}
