/** Takes facts into the read models, and answers with reports. */
import type { z } from 'zod'
import { allow, mayOperate, mayServe } from '../../kernel/actor.ts'
import type { EventKind } from '../../kernel/event.ts'
import type { Id } from '../../kernel/id.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, wallTime } from '../../kernel/time.ts'
import type { Live } from '../../platform/live.ts'
import { rewindReader } from '../../platform/log.ts'
import type { LoggedFact } from '../../platform/news.ts'
import type { Work } from '../../platform/work.ts'
import { decided } from '../campaigns/events.ts'
import { isNarrowed } from '../campaigns/model/audience.ts'
import { campaignNames, campaignOf } from '../campaigns/service.ts'
import { billReturned, couponRedeemed, redemptionReversed } from '../offers/events.ts'
import { messageRead, messageSent } from '../outreach/events.ts'
import type { LocationUse } from '../people/model/location-uses.ts'
import { recordLocationUses } from '../people/service.ts'
import { whoSwitchedOff } from '../people/service/location-controls.ts'
import { visitConfirmed, visitEnded, visitStarted } from '../presence/events.ts'
import {
  ATTRIBUTION_DAYS,
  emptyDay,
  extraPeople,
  filledDays,
  liftOf,
  type ArmFigures,
} from './model.ts'
import { toldCampaign } from './model/told.ts'
import { absorbMessages, messageFacts } from './service/messages.ts'
import { withheldCampaigns } from './service/withheld.ts'
import { invariants } from './store/invariants.ts'
import { bestSince, daysOf, figuresOf, refusedCounts, visitsSince } from './store/figures.ts'
import {
  dropVisits,
  forgetAll,
  keepEligible,
  keepMoments,
  keepRedemptions,
  keepRefusals,
  keepReturns,
  keepVisits,
  raiseEvidence,
  recount,
  reverseRedemptions,
  type Eligible,
  type Moment,
  type Redemption,
  type Refusal,
  type Return,
  type Visit,
} from './store.ts'

/** What must hold in every database, for `verify`. */
export const insightInvariants = invariants

/** The reader of the log that feeds insight. */
export const INSIGHT_READER = 'insight'
/** The kinds of facts that insight is made of. */
export const insightFacts = [
  decided,
  visitStarted,
  visitConfirmed,
  visitEnded,
  couponRedeemed,
  redemptionReversed,
  billReturned,
  messageSent,
  messageRead,
  ...messageFacts,
] as const
/** How many days the page of today looks back. */
const TREND_DAYS = 14

type Facts = readonly LoggedFact[]
/** Whose figures look different now. */
export type Changed = {
  readonly campaigns: ReadonlyMap<Id<'campaign'>, Id<'merchant'>>
  readonly merchants: ReadonlySet<Id<'merchant'>>
}

/** Takes a batch of facts into the read models (IN4). */
export async function absorb(work: Work, facts: Facts): Promise<Changed> {
  const decisions = of(facts, decided).map(({ data }) => data)
  const visits = await countedVisits(
    work,
    of(facts, visitStarted).map(({ data }) => visitOf(data)),
  )
  const surer = of(facts, visitConfirmed).map(({ data }) => visitOf(data))
  const withdrawn = of(facts, visitEnded).flatMap(({ data }) =>
    data.isWithdrawn ? [visitOf(data)] : [],
  )
  const redemptions = of(facts, couponRedeemed).map(({ data, at }) => redemptionOf(data, at))
  const reversed = of(facts, redemptionReversed).map(({ data, at }) => redemptionOf(data, at))
  const cameBack = facts.flatMap(returnsOf)
  const sent = of(facts, messageSent).flatMap(({ data, at }) => momentOf(data, at))
  const seen = of(facts, messageRead).flatMap(({ data, at }) => momentOf(data, at))

  const eligible = decisions.flatMap(eligibleOf)
  await keepEligible(work, eligible)
  await keepRefusals(work, decisions.flatMap(refusalOf))
  await keepMoments(work, 'sentAt', sent)
  await keepMoments(work, 'seenAt', seen)
  await keepVisits(work, visits, MARKET_TIME_ZONE)
  await raiseEvidence(work, surer)
  await dropVisits(
    work,
    withdrawn.map(({ id }) => id),
    MARKET_TIME_ZONE,
  )
  await keepRedemptions(work, redemptions, MARKET_TIME_ZONE)
  await keepReturns(work, cameBack, MARKET_TIME_ZONE)
  await reverseRedemptions(work, reversed, MARKET_TIME_ZONE)
  const acted = [...visits, ...withdrawn, ...redemptions, ...cameBack, ...reversed]
  const recounted = await recount(work, [...eligible, ...acted], ATTRIBUTION_DAYS)
  const told = await absorbMessages(work, facts, acted)
  return {
    campaigns: new Map(
      [...decisions.map(namedOf), ...sent, ...seen, ...recounted].map((one) => [
        one.campaignId,
        one.merchantId,
      ]),
    ),
    merchants: new Set([...[...acted, ...surer].map(({ merchantId }) => merchantId), ...told]),
  }
}

/**
 * Visits as they are kept: of nobody, where somebody does not want to be in the counts of a shop. Of
 * whoever does, it is recorded that they were counted (PE14).
 */
async function countedVisits(work: Work, visits: readonly Visit[]): Promise<readonly Visit[]> {
  const personIds = [...new Set(visits.map(({ personId }) => personId))]
  const off = await whoSwitchedOff(work, 'report', personIds)
  const counted = visits.filter(({ personId }) => !off.has(personId))
  await recordLocationUses(work, counted.map(useOf), 'agreeing')
  return visits.map((visit) =>
    off.has(visit.personId) ? { ...visit, personId: visit.id as string as Id<'person'> } : visit,
  )
}

const useOf = ({ personId, merchantId }: Visit): LocationUse => {
  return { personId, merchantId, purpose: 'report', count: 1 }
}

/** The facts of one kind. The log holds only what `announce` parsed by the same shape. */
function of<Shape extends z.ZodType>(facts: Facts, kind: EventKind<string, Shape>) {
  return facts.filter(({ name }) => name === kind.name) as readonly LoggedFact<z.output<Shape>>[]
}

type Decided = z.output<typeof decided.shape>

const namedOf = (data: { campaignId: string; merchantId: string; personId: string }) => ({
  campaignId: data.campaignId as Id<'campaign'>,
  merchantId: data.merchantId as Id<'merchant'>,
  personId: data.personId as Id<'person'>,
})

function eligibleOf(data: Decided): readonly Eligible[] {
  const { arm, visitId, outcome } = data
  if (arm === null) return []
  const at = new Date(data.at)
  const sentAt = outcome === 'sent' ? at : null
  return [{ ...namedOf(data), arm, at, visitId: visitId as Id<'visit'> | null, sentAt }]
}

function refusalOf(data: Decided): readonly Refusal[] {
  const { outcome, rule, code } = data
  if (outcome !== 'refused' || rule === null) return []
  return [{ ...namedOf(data), rule, code: code ?? '', at: new Date(data.at) }]
}

function visitOf(data: z.output<typeof visitStarted.shape>): Visit {
  return {
    id: data.visitId as Id<'visit'>,
    personId: data.personId as Id<'person'>,
    merchantId: data.merchantId as Id<'merchant'>,
    placeId: data.placeId as Id<'place'>,
    at: new Date(data.at),
    evidence: data.evidence,
    method: data.method,
  }
}

function redemptionOf(data: z.output<typeof couponRedeemed.shape>, at: Date): Redemption {
  return {
    id: data.redemptionId as Id<'redemption'>,
    personId: data.personId as Id<'person'>,
    merchantId: data.merchantId as Id<'merchant'>,
    placeId: data.placeId as Id<'place'>,
    campaignId: data.campaignId as Id<'campaign'> | null,
    at,
    billMinor: data.billMinor,
    discountMinor: data.discountMinor,
    points: data.pointsEarned,
  }
}

/** What has come back so far of the redemptions of a bill (IN10). */
function returnsOf({ name, data }: LoggedFact): readonly Return[] {
  if (name !== billReturned.name) return []
  const { personId, merchantId, returned } = billReturned.shape.parse(data)
  if (personId === null) return []
  const who = { personId: personId as Id<'person'>, merchantId: merchantId as Id<'merchant'> }
  return returned.map(({ redemptionId, ...amounts }) => {
    return { ...who, id: redemptionId as Id<'redemption'>, ...amounts }
  })
}

/** Messages that no campaign sent are not ours to count. */
function momentOf(data: z.output<typeof messageRead.shape>, at: Date): readonly Moment[] {
  const { campaignId, merchantId, personId } = data
  return campaignId && merchantId ? [{ ...namedOf({ campaignId, merchantId, personId }), at }] : []
}

/**
 * Empties the read models and sends the reader back to the first fact; it makes them again by itself
 * (IN4). Meanwhile reports show what is there already.
 */
export async function rebuild(work: Work): Promise<void> {
  allow(mayOperate(work.actor))
  // The reader first: it holds the tables while it works.
  await rewindReader(work, INSIGHT_READER)
  await forgetAll(work)
}

/**
 * What a campaign came to, and what can be known about it; nothing of few whom the shop chose (IN16).
 *
 * @throws {Refused} `campaign.unknown`
 */
export async function reportOf(work: Work, id: Id<'campaign'>) {
  const campaign = await campaignOf(work, id)
  const figures = await figuresOf(work, id)
  const { treated, control } = figures.arms
  const visits = liftOf(visitedOf(treated), visitedOf(control))
  const measured = {
    ...figures,
    lift: { visits, redemptions: liftOf(redeemedOf(treated), redeemedOf(control)) },
    extraVisits: extraPeople(visits, treated.people),
    refusedByReason: await refusedCounts(work, id),
  }
  return {
    campaignId: id,
    name: campaign.name,
    state: campaign.state,
    ...toldCampaign(measured, isNarrowed(campaign)),
    attributionDays: ATTRIBUTION_DAYS,
    at: work.now,
  }
}

const visitedOf = ({ visited, people }: ArmFigures) => ({ count: visited, of: people })
const redeemedOf = ({ redeemed, people }: ArmFigures) => ({ count: redeemed, of: people })

/** The page of today of a merchant, with the days before it. */
export async function todayOf(work: Work, merchantId: Id<'merchant'>) {
  allow(mayServe(work.actor, merchantId))
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  const midnight = instantOf(day, 0, MARKET_TIME_ZONE)
  const from = dayAfter(day, 1 - TREND_DAYS)
  const days = filledDays(await daysOf(work, merchantId, from), from, TREND_DAYS)
  const today = days.at(-1) ?? emptyDay
  const without = await withheldCampaigns(work, merchantId)
  const best = await bestSince(work, merchantId, { since: midnight, without })
  const names = best ? await campaignNames(work, [best.campaignId]) : new Map<never, never>()
  return {
    day,
    ...(await visitsSince(work, merchantId, midnight, { days: ATTRIBUTION_DAYS, without })),
    redemptions: today.redemptions,
    salesMinor: today.salesMinor,
    discountMinor: today.discountMinor,
    bestCampaign: best && { ...best, name: names.get(best.campaignId) ?? '' },
    days,
    at: work.now,
  }
}

/** How often a screen is told that its figures have changed. */
export const BELL_EVERY_MS = 1_000

/** Tells screens that figures have changed, at most once in BELL_EVERY_MS each (IN5). */
export type Bell = {
  /** Rings once the work is committed. */
  ring(work: Work, changed: Changed): void
}

/**
 * Opens the bell. The first change rings at once; what changes before the next ring is due is told
 * by that, so that the last change is told as well.
 */
export function openBell(live: Pick<Live, 'publish'>, everyMs = BELL_EVERY_MS): Bell {
  let campaigns = new Map<Id<'campaign'>, Id<'merchant'>>()
  let merchants = new Set<Id<'merchant'>>()
  let timer: NodeJS.Timeout | null = null
  const ringAll = () => {
    const [changed, others] = [campaigns, merchants]
    campaigns = new Map()
    merchants = new Set()
    const isSilent = changed.size + others.size === 0
    timer = isSilent ? null : setTimeout(ringAll, everyMs).unref()
    for (const [campaignId, merchantId] of changed) {
      live.publish(`merchant/${merchantId}`, { name: 'report', data: { campaignId } })
      // The page of today listens to reports as well.
      others.delete(merchantId)
    }
    for (const merchantId of others) {
      live.publish(`merchant/${merchantId}`, { name: 'today', data: {} })
    }
  }
  return {
    ring(work, changed) {
      work.afterCommit(() => {
        for (const [campaignId, merchantId] of changed.campaigns) {
          campaigns.set(campaignId, merchantId)
        }
        for (const merchantId of changed.merchants) merchants.add(merchantId)
        if (timer === null) ringAll()
      })
    },
  }
}
