/** Who visits a shop, in numbers: how often, how it was noticed, and who came back. */
import { allow, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { favourersCount } from '../../places/service/favourers.ts'
import { filledDays } from '../model.ts'
import { daysOf } from '../store/figures.ts'
import { visitorFigures, visitsByHour } from '../store/visitors.ts'

const HOURS_OF_DAY = 24

/**
 * The visitors of a merchant in the last days, today among them, beside as many days before (IN8).
 *
 * @throws {Refused} `access.forbidden`
 */
export async function visitorsOf(work: Work, merchantId: Id<'merchant'>, days: number) {
  allow(mayServe(work.actor, merchantId))
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  const startOf = (each: typeof day) => instantOf(each, 0, MARKET_TIME_ZONE)
  const fromDay = dayAfter(day, 1 - days)
  const from = startOf(fromDay)
  const stretch = { from, until: startOf(dayAfter(day, 1)) }
  const stretchBefore = { from: startOf(dayAfter(fromDay, -days)), until: from }

  const { visits, visitors, returningVisitors, ...ways } = await visitorFigures(
    work,
    merchantId,
    stretch,
  )
  const before = await visitorFigures(work, merchantId, stretchBefore)
  const hours = await visitsByHour(work, merchantId, from, MARKET_TIME_ZONE)
  const { position, beacon, tag, staff } = ways
  const { cloneable, plausible, oneTime, confirmed } = ways
  return {
    fromDay,
    untilDay: day,
    visits,
    visitors,
    newVisitors: visitors - returningVisitors,
    returningVisitors,
    before: { visits: before.visits, visitors: before.visitors },
    byMethod: { position, beacon, tag, staff },
    byEvidence: { cloneable, plausible, oneTime, confirmed },
    byHour: Array.from({ length: HOURS_OF_DAY }, (_, hour) => hours.get(hour) ?? 0),
    favourites: await favourersCount(work, merchantId),
    days: filledDays(await daysOf(work, merchantId, fromDay), fromDay, days),
    at: work.now,
  }
}
