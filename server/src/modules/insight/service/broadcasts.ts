/** What a broadcast came to: how far it went, what people did, and what it did beyond chance. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import { MARKET_TIME_ZONE } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { broadcastOf } from '../../channels/service/broadcasts.ts'
import { outcomeNumber } from '../../outreach/model/mailing.ts'
import { mailingCounts, type MailingCounts } from '../../outreach/service/mailings.ts'
import { recipientsOf } from '../../outreach/service/recipients.ts'
import { ATTRIBUTION_DAYS, extraPeople, liftOf, type ArmFigures } from '../model.ts'
import { armsOf, daysOfReached, type BroadcastDay, type Reached } from '../store/broadcasts.ts'

const nobody = { visited: 0, redeemed: 0, salesMinor: 0, came: 0 }
const noCounts: MailingCounts = { outcomes: {}, seen: 0, clicked: 0 }

/**
 * The report of a broadcast (IN11): by outcome, the funnel, both arms alike, and day by day.
 *
 * @throws {Refused} `access.forbidden`, `broadcast.unknown`
 */
export async function broadcastReport(work: Work, merchantId: Id<'merchant'>, id: Id<'broadcast'>) {
  const broadcast = await broadcastOf(work, merchantId, id)
  const { mailingId, state, reach, done, content, controlPercent } = broadcast
  const counts = mailingId ? (await mailingCounts(work, [mailingId])).get(mailingId) : undefined
  const { outcomes, seen, clicked } = counts ?? noCounts
  const reached = mailingId && reachedBy(merchantId, mailingId)
  const acted = reached ? await armsOf(work, reached) : { treated: nobody, control: nobody }
  const days: readonly BroadcastDay[] = reached
    ? await daysOfReached(work, reached, MARKET_TIME_ZONE)
    : []
  const [sent, held] = [outcomes.sent ?? 0, outcomes.control ?? 0]
  const { came, ...ofTreated } = acted.treated
  const { came: _alone, ...ofControl } = acted.control
  const treated = { ...ofTreated, people: sent }
  const control = { ...ofControl, people: held }
  const visits = liftOf(visitedOf(treated), visitedOf(control))
  return {
    broadcastId: id,
    title: content.title,
    state,
    reach,
    done,
    controlPercent,
    outcomes: Object.entries(outcomes).map(([outcome, people]) => ({ outcome, people })),
    funnel: {
      eligible: sent + held,
      sent,
      seen,
      clicked,
      // Who used a coupon was there: that counts here, though not between the arms (IN9).
      visited: came,
      redeemed: treated.redeemed,
    },
    arms: { treated, control },
    lift: { visits, redemptions: liftOf(redeemedOf(treated), redeemedOf(control)) },
    extraVisits: extraPeople(visits, treated.people),
    attributionDays: ATTRIBUTION_DAYS,
    days,
    at: work.now,
  }
}

const visitedOf = ({ visited, people }: ArmFigures) => ({ count: visited, of: people })
const redeemedOf = ({ redeemed, people }: ArmFigures) => ({ count: redeemed, of: people })

/** Those whom the gate let through: both arms are followed from the moment they were judged. */
function reachedBy(merchantId: Id<'merchant'>, mailingId: Id<'mailing'>): Reached {
  const [sent, control] = [outcomeNumber('sent'), outcomeNumber('control')]
  const people = sql`
    select person_id, is_control, at, seen_at, clicked_at from (${recipientsOf(mailingId)}) r
    where outcome in (${sql.lit(sent)}, ${sql.lit(control)})`
  return { merchantId, people, days: ATTRIBUTION_DAYS }
}
