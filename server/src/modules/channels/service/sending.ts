/** Sends broadcasts, step by step: the cursor moves in the same work as the sends (CH17). */
import type { Id } from '../../../kernel/id.ts'
import type { InWork, Work } from '../../../platform/work.ts'
import { STEP_PEOPLE_MAX, sendMailing } from '../../outreach/service/mailings.ts'
import { recordLocationUseOfMany } from '../../people/service.ts'
import { asksOfVisits, isTooFew, type Broadcast } from '../model/broadcast.ts'
import { countIn, friendsIn, stepEnd, stepPeople } from '../store/audience.ts'
import {
  dueBroadcasts,
  holdBroadcast,
  lanesIn,
  lockBroadcast,
  lockLane,
  moveLane,
  saveReach,
  saveState,
  splitLane,
  type Lane,
} from '../store/broadcasts.ts'
import { askedOf } from './audience.ts'
import { announceChange, broadcastOf, tellScreens } from './broadcasts.ts'
import { giveQuotaBack, keepQuota } from './plans.ts'

/** Looked at once; those after them have their turn at the next look. */
const DUE_AT_ONCE_MAX = 100
/** Steps of a broadcast that are under way together: as many as a small machine has cores (CH50). */
const LANES_AT_ONCE = 2
const system = { kind: 'system', name: 'channels.broadcasts' } as const

/**
 * Sends what is due, one round of each broadcast after the other, so that a small shop does not wait
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
      await sendRound(inWork, id, peopleAtOnce)
    }
  }
}

/**
 * One step of each of its lanes, side by side, each in a work of its own. Between rounds nobody holds
 * the broadcast: who pauses it or calls it off has their turn (CH51).
 */
async function sendRound(inWork: InWork, id: Id<'broadcast'>, peopleAtOnce: number): Promise<void> {
  const lanes = await inWork(system, (work) => openRound(work, id, peopleAtOnce))
  const steps = lanes.map((lane) =>
    inWork(system, (work) => sendStep(work, id, lane, peopleAtOnce)),
  )
  // Also of one that fails the others are waited for: the next round starts with none under way.
  const lost = (await Promise.allSettled(steps)).find(({ status }) => status === 'rejected')
  if (lost?.status === 'rejected') throw lost.reason
}

/** Says where the broadcast stands, and answers with the lanes of this round; none when it is over. */
async function openRound(
  work: Work,
  id: Id<'broadcast'>,
  peopleAtOnce: number,
): Promise<readonly Lane[]> {
  const broadcast = await lockBroadcast(work, id)
  if (!broadcast || !['scheduled', 'sending'].includes(broadcast.state)) return []
  const open = (await lanesOf(work, id)).filter(({ finishedAt }) => finishedAt === null)
  const due = open.filter(({ startsAt }) => startsAt <= work.now)
  const begins = broadcast.state === 'scheduled' && due.length > 0
  if (begins && !(await mayBegin(work, broadcast))) {
    await saveState(work, id, 'paused')
    announceChange(work, await broadcastOf(work, broadcast.merchantId, id))
    return []
  }
  const state = open.length === 0 ? 'sent' : due.length === 0 ? broadcast.state : 'sending'
  if (state !== broadcast.state) await saveState(work, id, state)
  const after = await broadcastOf(work, broadcast.merchantId, id)
  if (state === broadcast.state) tellScreens(work, after)
  else announceChange(work, after)
  const [first] = due
  const isAlone = due.length === 1 && first?.cursor === null && first.upTo === null
  if (!isAlone || !(await halve(work, broadcast, first, peopleAtOnce))) {
    return due.slice(0, LANES_AT_ONCE)
  }
  return (await lanesOf(work, id)).filter(({ timeZone }) => timeZone === first.timeZone)
}

/**
 * Judges a broadcast that has waited as if it were launched now: who is meant may be others, and the shop
 * may have chosen another plan (CH61). False for one that its shop has to look at again.
 */
async function mayBegin(work: Work, broadcast: Broadcast): Promise<boolean> {
  const { id, merchantId, audience, launchedAt, startsAt } = broadcast
  const hasWaited = startsAt !== null && launchedAt !== null && startsAt > launchedAt
  const hasBegun = (await lanesOf(work, id)).some(({ people }) => people > 0)
  if (!hasWaited || hasBegun) return true
  const reach = await countIn(work, await askedOf(work, merchantId, audience))
  if (isTooFew(audience, reach)) {
    await giveQuotaBack(work, id)
    return false
  }
  const fits = await keepQuota(work, { broadcastId: id, reach })
  if (fits) await saveReach(work, id, reach)
  return fits
}

async function lanesOf(work: Work, id: Id<'broadcast'>): Promise<readonly Lane[]> {
  return (await lanesIn(work, [id])).get(id) ?? []
}

/** Makes two lanes of a wave that nobody has begun; false when it has too few people to share. */
async function halve(
  work: Work,
  { id, merchantId, audience }: Broadcast,
  wave: Lane,
  peopleAtOnce: number,
): Promise<boolean> {
  const asked = await askedOf(work, merchantId, audience, wave.timeZone)
  const half = Math.floor((await countIn(work, asked)) / LANES_AT_ONCE)
  if (half < peopleAtOnce) return false
  const middle = await stepEnd(work, asked, { after: null, upTo: null }, half)
  if (middle) await splitLane(work, id, wave, middle.upTo)
  return middle !== null
}

/** One step of one lane: some of its people, and the cursor behind them. */
async function sendStep(
  work: Work,
  id: Id<'broadcast'>,
  { timeZone, lane }: Lane,
  peopleAtOnce: number,
): Promise<void> {
  const broadcast = await holdBroadcast(work, id)
  if (broadcast?.state !== 'sending') return
  const now = await lockLane(work, id, { timeZone, lane })
  if (!now || now.finishedAt !== null) return
  const hasMore = await sendSome(work, broadcast, now, peopleAtOnce)
  if (!hasMore) await moveLane(work, id, now, null)
}

/** False when the lane has nobody left. */
async function sendSome(
  work: Work,
  broadcast: Broadcast,
  lane: Lane,
  peopleAtOnce: number,
): Promise<boolean> {
  const { id, merchantId, audience, controlPercent, mailingId } = broadcast
  const asked = await askedOf(work, merchantId, audience, lane.timeZone)
  const rest = { after: lane.cursor, upTo: lane.upTo }
  const end = await stepEnd(work, asked, rest, peopleAtOnce)
  if (end === null || mailingId === null) return false
  const range = { after: lane.cursor, upTo: end.upTo }
  const people = stepPeople(asked, range, { seed: id, controlPercent })
  if (asksOfVisits(audience)) {
    const those = friendsIn(asked, range)
    await recordLocationUseOfMany(work, those, { purpose: 'campaign', merchantId })
  }
  await sendMailing(work, mailingId, { range, people })
  await moveLane(work, id, lane, end)
  return end.people === peopleAtOnce
}
