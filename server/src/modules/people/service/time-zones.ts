/** Where people live, as far as their clock goes. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { keptTimeZone } from '../model/time-zone.ts'
import { saveTimeZone, timeZonesNow } from '../store/time-zones.ts'

/** The IANA time zone of each of these people; strangers are left out. */
export async function timeZonesOf(
  work: Work,
  personIds: readonly Id<'person'>[],
): Promise<ReadonlyMap<Id<'person'>, string>> {
  const rows = personIds.length === 0 ? [] : await timeZonesNow(work, personIds)
  return new Map(rows.map(({ personId, timeZone }) => [personId, timeZone]))
}

/** The asker lives by this clock from now on; answers under which name it is kept. */
export async function changeTimeZone(work: Work, name: string): Promise<string> {
  const timeZone = keptTimeZone(name) ?? name
  await saveTimeZone(work, { personId: personOf(work.actor), timeZone })
  return timeZone
}

/** The time zone of the asker. */
export async function ownTimeZone(work: Work): Promise<string> {
  const personId = personOf(work.actor)
  const [lives] = await timeZonesNow(work, [personId])
  return lives?.timeZone ?? 'Asia/Seoul'
}
