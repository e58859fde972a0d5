/** The ways of broadcasts: what a shop may use, whom each would reach, and how it went. */
import { allow, mayDecide, mayServe } from '../../../kernel/actor.ts'
import { blurred, type AboutPeople } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { WayName } from '../../outreach/model/delivery.ts'
import { countEnds, type CountedEnds, type WayReport } from '../../outreach/model/mailing-ways.ts'
import { STEP_PEOPLE_MAX, reachedBy } from '../../outreach/service/mailings.ts'
import { wayReports, wayRooms, type WayRoom } from '../../outreach/service/mailing-ways.ts'
import { openToShops } from '../../outreach/service/way-terms.ts'
import type { Audience } from '../model/broadcast.ts'
import { stepEnd, stepPeople } from '../store/audience.ts'
import { askedOf } from './audience.ts'
import { broadcastOf } from './broadcasts.ts'

/** An estimate of more than this says what holds for its first people. */
const TRIED_STEPS_MAX = 5

export type WayReach = WayRoom & AboutPeople

/**
 * About how many friends of an audience each way would reach, what it costs, and how much of the
 * month is left (CH40).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function estimateWays(
  work: Work,
  merchantId: Id<'merchant'>,
  { audience, open: ways }: { readonly audience: Audience; readonly open: readonly WayName[] },
): Promise<{ readonly items: readonly WayReach[]; readonly isWhole: boolean }> {
  allow(mayDecide(work.actor, merchantId))
  const open = await openToShops(work, ways)
  const rooms = await wayRooms(work, merchantId, open)
  if (rooms.length === 0) return { items: [], isWhole: true }
  const asked = await askedOf(work, merchantId, audience)
  const counted: CountedEnds[] = []
  let after: Id<'person'> | null = null
  let isWhole = false
  for (let step = 0; step < TRIED_STEPS_MAX && !isWhole; step += 1) {
    const end = await stepEnd(work, asked, { after, upTo: null }, STEP_PEOPLE_MAX)
    if (end) {
      const range = { after, upTo: end.upTo }
      const people = stepPeople(asked, range, { seed: merchantId, controlPercent: 0 })
      counted.push(...(await reachedBy(work, { merchantId, ways: open }, { range, people })))
      after = end.upTo
    }
    isWhole = end === null || end.people < STEP_PEOPLE_MAX
  }
  const items = rooms.map((room) => ({ ...room, ...blurred(countEnds(counted, room.way).goes) }))
  return { items, isWhole }
}

/**
 * How a broadcast went, way by way (CH41); nothing where it was narrowed and fewer than five got it
 * (CH60).
 *
 * @throws {Refused} as `broadcastOf`
 */
export async function broadcastWays(
  work: Work,
  merchantId: Id<'merchant'>,
  id: Id<'broadcast'>,
): Promise<{ readonly isWithheld: boolean; readonly items: readonly WayReport[] }> {
  allow(mayServe(work.actor, merchantId))
  const { mailingId, content, isSentToFew } = await broadcastOf(work, merchantId, id)
  if (mailingId === null || isSentToFew) return { isWithheld: isSentToFew, items: [] }
  return { isWithheld: false, items: await wayReports(work, mailingId, content.ways) }
}
