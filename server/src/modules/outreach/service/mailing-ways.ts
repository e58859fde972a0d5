/** Mailings beyond the inbox: each person once on each way, as far as the shop may (OU64 to OU67). */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { agreementsIn, type PersonRange } from '../../people/service/agreements.ts'
import { capDay } from '../model.ts'
import type { Mailing } from '../model/mailing.ts'
import { wayNames, type WayName } from '../model/delivery.ts'
import { countEnds, perMonthMax, type WayReport, type WayTerms } from '../model/mailing-ways.ts'
import { insertDeliveries, type NewDelivery } from '../store/deliveries.ts'
import {
  countWayEnds,
  countWayStates,
  goingBy,
  markOverLimit,
  takeWayUse,
  wayUses,
} from '../store/mailing-ways.ts'
import { settingsOf } from './hearing.ts'
import { wayTerms } from './way-terms.ts'

/** The ways in the one order in which they are taken everywhere. */
const inOrder = (ways: readonly WayName[]) =>
  wayNames.filter((way) => ways.includes(way)).toSorted()

/**
 * Queues the deliveries of a step, in the work that wrote its recipients: each person once on each
 * way, whatever crashes. Who is above the limit of the shop is left out there, and noted so.
 */
export async function queueStep(
  work: Work,
  { id, merchantId, ways }: Pick<Mailing, 'id' | 'merchantId' | 'ways'>,
  range: PersonRange,
  day: Day,
): Promise<void> {
  const terms = await wayTerms(work)
  const phones = sql`
    select person_id, phone as address from (${agreementsIn(range, merchantId)}) known`
  for (const way of inOrder(ways)) {
    const going = await goingBy(work, id, range, way, phones)
    if (going.length === 0) continue
    const asked = { merchantId, day, wanted: going.length }
    const room = await takeWayUse(work, asked, { way, most: perMonthMax(terms[way]) })
    const over = going.slice(room).map(({ personId }) => personId)
    if (over.length > 0) await markOverLimit(work, id, way, over)
    await insertDeliveries(
      work,
      going.slice(0, room).map(({ personId, address }) => ({
        id: work.newId('delivery'),
        messageId: null,
        mailingId: id,
        personId,
        merchantId,
        way,
        address,
        priceMinor: terms[way].priceMinor,
        fallbackOf: null,
      })),
    )
  }
}

/**
 * Takes deliveries of advertising from what their shops may use of each way.
 *
 * @returns those for which nothing was left
 */
export async function aboveLimits(
  work: Work,
  added: readonly Pick<NewDelivery, 'id' | 'merchantId' | 'way'>[],
): Promise<readonly Id<'delivery'>[]> {
  if (added.length === 0) return []
  const terms = await wayTerms(work)
  const day = capDay(work.now, await settingsOf(work))
  const groups = [...Map.groupBy(added, ({ merchantId, way }) => `${merchantId}/${way}`)]
  const over: Id<'delivery'>[] = []
  // In one order everywhere: shops by their ids, ways by their names.
  for (const [, group] of groups.toSorted(([one], [other]) => (one < other ? -1 : 1))) {
    const [{ merchantId, way } = { merchantId: null, way: null }] = group
    if (merchantId === null) continue
    const asked = { merchantId, day, wanted: group.length }
    const room = await takeWayUse(work, asked, { way, most: perMonthMax(terms[way]) })
    over.push(...group.slice(room).map(({ id }) => id))
  }
  return over
}

/** A way as a shop may use it: what it costs, and how much of this month is left. */
export type WayRoom = WayTerms & { readonly used: number; readonly left: number }

/** The caller has checked who may see it. */
export async function wayRooms(
  work: Work,
  merchantId: Id<'merchant'>,
  ways: readonly WayName[],
): Promise<readonly WayRoom[]> {
  const terms = await wayTerms(work)
  const day = capDay(work.now, await settingsOf(work))
  const uses = new Map((await wayUses(work, merchantId, day)).map((use) => [use.way, use]))
  return inOrder(ways).map((way) => {
    const { used = 0 } = uses.get(way) ?? {}
    const left = Math.max(0, perMonthMax(terms[way]) - used)
    return { way, ...terms[way], used, left }
  })
}

/** How a mailing does on each of its ways. */
export async function wayReports(
  work: Work,
  mailingId: Id<'mailing'>,
  ways: readonly WayName[],
): Promise<readonly WayReport[]> {
  if (ways.length === 0) return []
  const ends = await countWayEnds(work, mailingId)
  const states = await countWayStates(work, mailingId)
  return inOrder(ways).map((way) => {
    const people = countEnds(ends, way)
    const count = (...asked: readonly string[]) =>
      states
        .filter((each) => each.way === way && asked.includes(each.state))
        .reduce((sum, each) => sum + each.count, 0)
    return {
      way,
      goes: people.goes,
      noConsent: people['no-consent'],
      nowhere: people.nowhere,
      overLimit: people['over-limit'],
      waiting: count('queued'),
      taken: count('taken'),
      delivered: count('delivered'),
      failed: count('bounced', 'failed', 'dead'),
      dropped: count('dropped'),
    }
  })
}
