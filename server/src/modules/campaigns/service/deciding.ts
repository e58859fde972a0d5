/** From "someone is near" to coupons, messages and kept decisions: a whole batch in one transaction. */
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { LocationUse } from '../../people/model/location-uses.ts'
import { recordLocationUses } from '../../people/service.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { decided } from '../events.ts'
import type { Campaign, OfferOfCampaign } from '../model/campaign.ts'
import {
  byRank,
  decide,
  noPast,
  objectingRule,
  refusedAtAGlance,
  type Candidate,
  type Glance,
  type Nearness,
  type Past,
  type Room,
  type Verdict,
} from '../model/decision.ts'
import { REMINDER_LATE_SECONDS_MAX } from '../model/reminder.ts'
import type { RunningCampaigns } from '../service.ts'
import { lockCampaigns, takeFromBudgets } from '../store.ts'
import {
  decidedBefore,
  insertAssignments,
  insertDecisions,
  pastKey,
  pastsOf,
  type Decision,
} from '../store/decisions.ts'
import { giveAndTell, type Given, type Judged } from './giving.ts'
import { knowledgeOf, type Knowledge } from './knowledge.ts'
import { placesNear, type PlacesNear } from './places-near.ts'

export type DecidingNeeds = {
  readonly campaigns: RunningCampaigns
  readonly consents: Consents
  /** Signals older than this send nothing: whoever it was is elsewhere by now. */
  readonly signalAgeSecondsMax: number
}

/** Decides for everyone who came near, gives, tells, and keeps each decision (CA4 to CA12). */
export async function decideFor(
  work: Work,
  needs: DecidingNeeds,
  nearnesses: readonly Nearness[],
): Promise<void> {
  await needs.campaigns.refresh(work)
  const found = nearnesses.flatMap((nearness) =>
    needs.campaigns.triggeredBy(nearness).map((campaign) => ({ campaign, nearness })),
  )
  await decidePairs(work, needs, found)
}

export type Pair = Pick<Glance, 'campaign' | 'nearness'>

/** Decides for each campaign and whoever set it off; a pair that was decided before is left alone. */
export async function decidePairs(
  work: Work,
  needs: DecidingNeeds,
  found: readonly Pair[],
): Promise<void> {
  const pairs = await undecided(work, found)
  if (pairs.length === 0) return
  const places = await placesNear(work, pairs)
  await needs.consents.ready([...new Set(pairs.map(({ nearness }) => nearness.personId))])
  const glances = pairs.map((pair) => glanceOf(work, needs, places, pair))
  await recordLocationUses(work, glances.flatMap(useOf))
  const refused: Judged[] = []
  const open: Glance[] = []
  for (const glance of glances) {
    const verdict = refusedAtAGlance(glance)
    if (verdict) refused.push(judged(work, glance, verdict))
    else open.push(glance)
  }
  const decisions = [...refused, ...(await judgeOpen(work, needs, open))]
  await keep(work, await giveAndTell(work, decisions))
}

/** A log that is read again from an earlier place must not give anything twice (CA10). */
async function undecided(work: Work, pairs: readonly Pair[]): Promise<readonly Pair[]> {
  if (pairs.length === 0) return []
  const keys = pairs.map(({ campaign, nearness }) => ({
    campaignId: campaign.id,
    factId: nearness.factId,
  }))
  const before = await decidedBefore(work, keys)
  return pairs.filter(({ campaign, nearness }) => !before.has(`${campaign.id}/${nearness.factId}`))
}

function glanceOf(
  work: Work,
  { consents, signalAgeSecondsMax }: DecidingNeeds,
  places: PlacesNear,
  { campaign, nearness }: Pair,
): Glance {
  const { personId, placeId, at } = nearness
  return {
    campaign,
    nearness,
    now: work.now,
    timeZone: places.timeZoneOf(placeId),
    isPlaceOpen: campaign.schedule.openOnly ? places.isOpenAt(placeId, at) : null,
    consents: {
      location: consents.allows(personId, 'campaign'),
      marketing: consents.has(personId, 'marketing'),
    },
    // Of a visit that is over nobody expects an answer within minutes.
    ageSecondsMax:
      nearness.kind === 'left-without-purchase' ? REMINDER_LATE_SECONDS_MAX : signalAgeSecondsMax,
  }
}

function judged(
  work: Work,
  { campaign, nearness }: Glance,
  verdict: Verdict,
  offer: OfferOfCampaign | null = null,
): Judged {
  const decisionId = work.newId('decision')
  const { title: offerTitle = '', discountMinorMax = null } = offer ?? {}
  const held = discountMinorMax ?? 0
  return { decisionId, campaign, nearness, verdict, offerTitle, discountMinorMax: held }
}

/** Judges what memory could not settle, in order: each verdict counts for the ones after it. */
async function judgeOpen(
  work: Work,
  needs: DecidingNeeds,
  glances: readonly Glance[],
): Promise<readonly Judged[]> {
  if (glances.length === 0) return []
  // Lock, then judge: state and budget are read under the lock, whatever memory said.
  const ids = [...new Set(glances.map(({ campaign }) => campaign.id))].toSorted()
  const campaigns = await lockCampaigns(work, ids)
  const fresh = glances.map((glance): Glance => {
    const campaign = campaigns.get(glance.campaign.id)
    assert(campaign, 'a campaign is never deleted')
    return { ...glance, campaign }
  })
  const knowledge = await knowledgeOf(work, needs.consents, fresh)
  const pasts = new Map(await pastsOf(work, fresh.map(pastQuestion)))
  const rooms = new Map([...campaigns.values()].map((campaign) => [campaign.id, roomOf(campaign)]))
  const takenBy = new Map<string, Id<'campaign'>>()

  return fresh.toSorted(byFactAndRank).map((glance) => {
    const candidate = candidateOf(glance, knowledge, { pasts, rooms, takenBy })
    const verdict = decide(candidate)
    if (verdict.outcome !== 'refused') remember(candidate, verdict, { pasts, rooms, takenBy })
    return judged(work, glance, verdict, knowledge.offerOf(glance.campaign))
  })
}

/**
 * Whoever is judged here had their location looked at for this merchant, yes or no (CA16): the
 * decision that is kept names the place. Without consent nothing but the consent was looked at.
 */
function useOf({ campaign, nearness, consents }: Glance): readonly LocationUse[] {
  if (!consents.location) return []
  const { merchantId } = campaign
  return [{ personId: nearness.personId, purpose: 'campaign', merchantId, count: 1 }]
}

function pastQuestion({ campaign, nearness }: Glance) {
  const days = campaign.personCap?.days ?? 0
  const since = new Date(nearness.at.getTime() - days * DAY_MS)
  return { campaignId: campaign.id, personId: nearness.personId, since }
}

/** What the verdicts of a batch change for those that follow. */
type Going = {
  readonly pasts: Map<string, Past>
  readonly rooms: Map<Id<'campaign'>, Room>
  /** Which campaign took the moment of a person at a merchant. */
  readonly takenBy: Map<string, Id<'campaign'>>
}

const pastOf = ({ campaign, nearness }: Glance) =>
  pastKey({ campaignId: campaign.id, personId: nearness.personId })
const momentOf = ({ campaign, nearness }: Glance) => `${nearness.personId}/${campaign.merchantId}`

function candidateOf(glance: Glance, knowledge: Knowledge, going: Going): Candidate {
  const { campaign } = glance
  const offer = knowledge.offerOf(campaign)
  const takenBy = going.takenBy.get(momentOf(glance)) ?? null
  return {
    ...glance,
    favourite: knowledge.favouriteOf(glance),
    answers: knowledge.answersOf(glance),
    boughtAt: knowledge.boughtAt(glance),
    past: going.pasts.get(pastOf(glance)) ?? noPast,
    isOfferOpen: offer?.isOpen ?? false,
    discountMinorMax: offer?.discountMinorMax ?? null,
    room: going.rooms.get(campaign.id) ?? { coupons: 0, discountMinor: 0 },
    outrankedBy: takenBy === campaign.id ? null : takenBy,
    gate: knowledge.gateOf(glance),
  }
}

function remember(candidate: Candidate, verdict: Verdict, going: Going): void {
  const { campaign, nearness, past, room, discountMinorMax } = candidate
  going.takenBy.set(momentOf(candidate), campaign.id)
  going.pasts.set(pastOf(candidate), {
    arm: verdict.arm,
    lastYesAt: nearness.at,
    yeses: past.yeses + 1,
  })
  if (verdict.outcome === 'control') return
  going.rooms.set(campaign.id, {
    coupons: room.coupons === null ? null : room.coupons - 1,
    discountMinor:
      room.discountMinor === null ? null : room.discountMinor - (discountMinorMax ?? 0),
  })
}

function roomOf({ budget, spent }: Campaign): Room {
  const { couponsMax, discountMinorMax } = budget
  const usedMinor = spent.discountReservedMinor + spent.discountSpentMinor
  return {
    coupons: couponsMax === null ? null : couponsMax - spent.couponsGranted,
    discountMinor: discountMinorMax === null ? null : discountMinorMax - usedMinor,
  }
}

function byFactAndRank(one: Glance, other: Glance): number {
  return one.nearness.factId - other.nearness.factId || byRank(one.campaign, other.campaign)
}

/** Writes down what was decided: arms, decisions, budgets, facts. */
async function keep(work: Work, given: readonly Given[]): Promise<void> {
  const decisions = given.map(decisionOf)
  await insertAssignments(
    work,
    decisions.flatMap(({ campaignId, personId, arm, at }) =>
      arm ? [{ campaignId, personId, arm, at }] : [],
    ),
  )
  const fresh = await insertDecisions(work, decisions)
  await takeFromBudgets(work, takingsOf(decisions))
  for (const one of given) if (fresh.has(one.decisionId)) announceDecided(work, one)
}

function decisionOf(given: Given): Decision {
  const { campaign, nearness, verdict, couponId, messageId, couponExpiresAt } = given
  const { personId, at, factId, placeId, zoneId } = nearness
  // Without a budget of money nothing is held back.
  const isMoneyCounted = couponId !== null && campaign.budget.discountMinorMax !== null
  return {
    id: given.decisionId,
    campaignId: campaign.id,
    personId,
    at,
    lastAt: at,
    times: 1,
    outcome: verdict.outcome,
    arm: verdict.arm,
    rule: objectingRule(verdict),
    reasons: verdict.reasons,
    factId,
    placeId,
    zoneId,
    couponId,
    messageId,
    reservedMinor: isMoneyCounted ? given.discountMinorMax : 0,
    couponExpiresAt,
  }
}

function takingsOf(decisions: readonly Decision[]) {
  const takings = new Map<Id<'campaign'>, { coupons: number; reservedMinor: number }>()
  for (const { campaignId, couponId, reservedMinor } of decisions) {
    if (couponId === null) continue
    const taking = takings.get(campaignId) ?? { coupons: 0, reservedMinor: 0 }
    taking.coupons += 1
    taking.reservedMinor += reservedMinor
    takings.set(campaignId, taking)
  }
  return [...takings].map(([campaignId, taking]) => ({ campaignId, ...taking }))
}

function announceDecided(work: Work, given: Given): void {
  const { campaign, nearness, verdict, decisionId, couponId, messageId } = given
  const { personId, visitId, at } = nearness
  const no = verdict.reasons.find(({ ok }) => !ok)
  const code = no?.params['code']
  work.announce(
    decided,
    {
      decisionId,
      campaignId: campaign.id,
      merchantId: campaign.merchantId,
      personId,
      at: at.toISOString(),
      outcome: verdict.outcome,
      arm: verdict.arm,
      rule: no?.rule ?? null,
      code: typeof code === 'string' ? code : null,
      couponId,
      messageId,
      visitId,
    },
    { subjectId: personId },
  )
}
