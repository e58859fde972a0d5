/** The desk of a shop: when somebody is there, and what is said when nobody is. */
import { actorName, allow, mayDecide, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MARKET_TIME_ZONE } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Opening } from '../../places/model/hours.ts'
import { placesWithExceptions } from '../../places/service.ts'
import { attendanceAt, defaultDesk, objectionToDesk, type Desk } from '../model/desk.ts'
import { talkRefusals } from '../model/refusals.ts'
import { deskNow, saveDesk } from '../store/desk.ts'

/** How a shop attends to its talks. Who may ask is for the caller to know. */
export async function deskOf(work: Work, merchantId: Id<'merchant'>): Promise<Desk> {
  return (await deskNow(work, merchantId)) ?? defaultDesk
}

/** The desk, for those who serve at the shop. @throws {Refused} `access.forbidden` */
export async function shopDesk(work: Work, merchantId: Id<'merchant'>): Promise<Desk> {
  allow(mayServe(work.actor, merchantId))
  return deskOf(work, merchantId)
}

/** Changes the desk of a shop. @throws {Refused} `access.forbidden`, `talk.hours-empty` */
export async function changeDesk(
  work: Work,
  merchantId: Id<'merchant'>,
  desk: Desk,
): Promise<Desk> {
  allow(mayDecide(work.actor, merchantId))
  const objection = objectionToDesk(desk)
  if (objection) throw new Refused(talkRefusals, objection)
  await saveDesk(work, merchantId, desk, actorName(work.actor))
  return desk
}

/** Whether somebody attends to talks that began at a place, and from when again. */
export async function attendanceNow(
  work: Work,
  desk: Desk,
  placeId: Id<'place'> | null,
): Promise<Opening> {
  const needsPlace = desk.attended === 'place-open' && placeId !== null
  const [place] = needsPlace ? await placesWithExceptions(work, [placeId]) : []
  const hours = place?.hours ? { week: place.hours, exceptions: place.exceptions } : null
  return attendanceAt(desk, hours, work.now, place?.timeZone ?? MARKET_TIME_ZONE)
}
