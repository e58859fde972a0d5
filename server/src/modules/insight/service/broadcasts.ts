/** What a broadcast came to: how far it went, what people did, and what it did beyond chance. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { isChosen } from '../../channels/model/broadcast.ts'
import { broadcastOf } from '../../channels/service/broadcasts.ts'
import { mailingOutcomes } from '../../outreach/service/mailings.ts'
import { recipientsOf } from '../../outreach/service/recipients.ts'
import {
  ATTRIBUTION_DAYS,
  extraPeople,
  liftOf,
  type ArmFigures,
  type BroadcastDay,
} from '../model.ts'
import { toldBroadcast } from '../model/told.ts'
import { daysOfMessage, salesOfMessage, type ArmsOfDay } from '../store/broadcasts.ts'

const noSales = { treated: 0, control: 0 }

/**
 * The report of a broadcast (IN11): by outcome, the funnel, both arms alike, and day by day; from sums,
 * so that it takes no longer for a million people (IN14). Nothing is told of few whom the shop chose
 * (IN16).
 *
 * @throws {Refused} `access.forbidden`, `broadcast.unknown`
 */
export async function broadcastReport(work: Work, merchantId: Id<'merchant'>, id: Id<'broadcast'>) {
  const broadcast = await broadcastOf(work, merchantId, id)
  const { mailingId, state, reach, done, content, audience, controlPercent } = broadcast
  const outcomes = (mailingId && (await mailingOutcomes(work, [mailingId])).get(mailingId)) ?? {}
  const known = mailingId ? await daysOfMessage(work, mailingId) : []
  const sales = mailingId
    ? await salesOfMessage(work, mailingId, {
        people: recipientsOf(mailingId),
        days: ATTRIBUTION_DAYS,
      })
    : noSales
  const sum = (what: Exclude<keyof ArmsOfDay, 'day'>) =>
    known.reduce((total, each) => total + each[what], 0)
  const [sent, held] = [outcomes.sent ?? 0, outcomes.control ?? 0]
  const redeemed = sum('redeemed')
  const treated = { people: sent, visited: sum('noticed'), redeemed, salesMinor: sales.treated }
  const control = {
    people: held,
    visited: sum('heldNoticed'),
    redeemed: sum('heldRedeemed'),
    salesMinor: sales.control,
  }
  const visits = liftOf(visitedOf(treated), visitedOf(control))
  const measured = {
    outcomes: Object.entries(outcomes).map(([outcome, people]) => ({ outcome, people })),
    funnel: {
      eligible: sent + held,
      sent,
      seen: sum('seen'),
      clicked: sum('clicked'),
      // Who used a coupon was there: that counts here, though not between the arms (IN9).
      visited: sum('visited'),
      redeemed,
    },
    arms: { treated, control },
    lift: { visits, redemptions: liftOf(redeemedOf(treated), redeemedOf(control)) },
    extraVisits: extraPeople(visits, sent),
    days: known.filter(didSomething).map(shownDay),
  }
  return {
    broadcastId: id,
    title: content.title,
    state,
    reach,
    done,
    controlPercent,
    ...toldBroadcast(measured, isChosen(audience, outcomes)),
    attributionDays: ATTRIBUTION_DAYS,
    at: work.now,
  }
}

const visitedOf = ({ visited, people }: ArmFigures) => ({ count: visited, of: people })
const redeemedOf = ({ redeemed, people }: ArmFigures) => ({ count: redeemed, of: people })

const didSomething = ({ seen, clicked, visited, redeemed }: BroadcastDay) =>
  seen + clicked + visited + redeemed > 0
const shownDay = ({ day, seen, clicked, visited, redeemed }: BroadcastDay): BroadcastDay => {
  return { day, seen, clicked, visited, redeemed }
}
