/** Sends broadcasts, step by step: the cursor moves in the same work as the sends (CH17). */
import type { Id } from '../../../kernel/id.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { STEP_PEOPLE_MAX, sendMailing } from '../../outreach/service/mailings.ts'
import { recordLocationUseOfMany } from '../../people/service.ts'
import { asksOfVisits, type Broadcast } from '../model/broadcast.ts'
import { friendsIn, stepEnd, stepPeople } from '../store/audience.ts'
import {
  dueBroadcasts,
  lockBroadcast,
  moveWave,
  saveState,
  wavesIn,
  type WaveRow,
} from '../store/broadcasts.ts'
import { askedOf } from './audience.ts'
import { announceChange, broadcastOf, tellScreens } from './broadcasts.ts'

/** Looked at once; those after them have their turn at the next look. */
const DUE_AT_ONCE_MAX = 100
const system = { kind: 'system', name: 'channels.broadcasts' } as const

/**
 * Sends what is due, one step of each broadcast after the other, so that a small shop does not wait
 * for a large one. Any number of processes may do so at once.
 */
export async function sendDue(
  inWork: InWork,
  signal: AbortSignal,
  peopleAtOnce = STEP_PEOPLE_MAX,
): Promise<void> {
  for (;;) {
    const due = await inWork(system, (work) => dueBroadcasts(work, DUE_AT_ONCE_MAX))
    if (due.length === 0) return
    for (const id of due) {
      if (signal.aborted) return
      await inWork(system, (work) => sendStep(work, id, peopleAtOnce))
    }
  }
}

/** One step of one broadcast: some people of its first unfinished wave, and the cursor behind them. */
async function sendStep(work: Work, id: Id<'broadcast'>, peopleAtOnce: number): Promise<void> {
  const broadcast = await lockBroadcast(work, id)
  if (!broadcast || !['scheduled', 'sending'].includes(broadcast.state)) return
  const waves = (await wavesIn(work, [id])).get(id) ?? []
  const wave = waves.find((it) => it.finishedAt === null && it.startsAt <= work.now)
  if (!wave) return
  const isOver = !(await sendSome(work, broadcast, wave, peopleAtOnce))
  if (isOver) await moveWave(work, id, wave.timeZone, null)
  const others = waves.filter((it) => it !== wave && it.finishedAt === null)
  const state = isOver && others.length === 0 ? 'sent' : 'sending'
  if (state !== broadcast.state) await saveState(work, id, state)
  const after = await broadcastOf(work, broadcast.merchantId, id)
  if (state === broadcast.state) tellScreens(work, after)
  else announceChange(work, after)
}

/** False when the wave has nobody left. */
async function sendSome(
  work: Work,
  broadcast: Broadcast,
  { timeZone, cursor }: WaveRow,
  peopleAtOnce: number,
): Promise<boolean> {
  const { id, merchantId, audience, controlPercent, mailingId } = broadcast
  const asked = await askedOf(work, merchantId, audience, timeZone)
  const end = await stepEnd(work, asked, cursor, peopleAtOnce)
  if (end === null || mailingId === null) return false
  const range = { after: cursor, upTo: end.upTo }
  const people = stepPeople(asked, range, { seed: id, controlPercent })
  if (asksOfVisits(audience)) {
    const those = friendsIn(asked, range)
    await recordLocationUseOfMany(work, those, { purpose: 'campaign', merchantId })
  }
  await sendMailing(work, mailingId, { range, people })
  await moveWave(work, id, timeZone, end)
  return end.people === peopleAtOnce
}
