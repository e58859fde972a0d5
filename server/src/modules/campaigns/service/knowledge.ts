/** What a batch of candidates must know from other modules: one query a question, not one a person. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, HOUR_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import { lastPurchasesOf } from '../../outreach/service/purchases.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { favouritesOf, type Favourites } from '../../places/service/favourites.ts'
import { viewCountsOf } from '../../places/service/view-counts.ts'
import { visitCountsOf } from '../../presence/service/visit-counts.ts'
import { questionKey, questionsOf, type Answers, type Question } from '../model/audience.ts'
import type { Campaign, OfferOfCampaign } from '../model/campaign.ts'
import type { GateAnswer, Glance, Nearness } from '../model/decision.ts'
import type { Favourite } from '../model/reason.ts'
import { redemptionCounts } from '../store/redemptions.ts'
import { gateAnswersOf } from './gate.ts'
import { offerOfCampaign } from './offer.ts'

export type Knowledge = {
  offerOf(campaign: Campaign): OfferOfCampaign | null
  favouriteOf(glance: Asking): Favourite | null
  answersOf(glance: Asking): Answers
  /** When the person last bought at the shop; asked for campaigns that depend on it. */
  boughtAt(glance: Asking): Date | null
  gateOf(glance: Asking): GateAnswer
}

/** A person and the campaign that asks about them. */
export type Asking = Pick<Glance, 'campaign' | 'nearness'>

/** Since ever, for SQL. */
const EVER = new Date(0)

export async function knowledgeOf(
  work: Work,
  consents: Consents,
  asking: readonly Asking[],
): Promise<Knowledge> {
  const offerIds = [...new Set(asking.map(({ campaign }) => campaign.offerId))]
  const offers = await offersOf(work, offerIds)
  const favourites = await favouritesAsked(work, asking)
  const answers = await answersTo(work, asking)
  const purchases = await purchasesAsked(work, asking)
  const gate = await gateAnswersOf(work, consents, asking)
  return {
    offerOf: ({ offerId }) => {
      const offer = offers.get(offerId)
      return offer ? offerOfCampaign(offer, work.now) : null
    },
    favouriteOf: ({ campaign, nearness }) =>
      favouriteIn(favourites.get(nearness.personId), campaign, nearness.placeId),
    answersOf: (one) => {
      const questions = one.campaign.audience.flatMap(questionsOf)
      const known = questions.flatMap((question): [string, number][] => {
        const count = answers.get(wantedKey(one, question))
        return count === undefined ? [] : [[questionKey(question), count]]
      })
      return new Map(known)
    },
    boughtAt: (one) => purchases.get(purchaseKey(one)) ?? null,
    gateOf: gate,
  }
}

/** Whether and how a person favours the merchant of a campaign: this place, or the brand. */
export function favouriteIn(
  favourites: Favourites | undefined,
  { merchantId }: Pick<Campaign, 'merchantId'>,
  placeId: Id<'place'> | null,
): Favourite | null {
  if (!favourites) return null
  if (placeId !== null && favourites.placeIds.has(placeId)) return 'place'
  return favourites.merchantIds.has(merchantId) ? 'merchant' : null
}

const asksFavourite = ({ trigger, audience }: Campaign) =>
  trigger.kind === 'favourite-near' || audience.some(({ kind }) => kind === 'favourite')

async function favouritesAsked(work: Work, asking: readonly Asking[]) {
  const concerned = asking.filter(({ campaign }) => asksFavourite(campaign))
  const personIds = [...new Set(concerned.map(({ nearness }) => nearness.personId))]
  return personIds.length > 0 ? favouritesOf(work, personIds) : new Map<Id<'person'>, Favourites>()
}

const purchaseKey = ({ campaign, nearness }: Asking) =>
  `${nearness.personId}/${campaign.merchantId}`

function purchasesAsked(work: Work, asking: readonly Asking[]) {
  const pairs = asking
    .filter(({ campaign }) => campaign.trigger.kind === 'left-without-purchase')
    .map(({ campaign: { merchantId }, nearness: { personId } }) => ({ personId, merchantId }))
  return lastPurchasesOf(work, pairs)
}

/** A question about one person at one merchant, within a window of time. */
type Wanted = {
  readonly what: Question['what']
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly since: Date
  readonly until: Date
}

const wantedKey = ({ campaign, nearness }: Asking, question: Question) =>
  `${nearness.factId}/${nearness.personId}/${campaign.merchantId}/${questionKey(question)}`

/** Counts for all who are asked about: one query for each kind of question. */
async function answersTo(
  work: Work,
  asking: readonly Asking[],
): Promise<ReadonlyMap<string, number>> {
  const wanted = new Map<string, Wanted>()
  for (const one of asking) {
    for (const question of one.campaign.audience.flatMap(questionsOf)) {
      wanted.set(wantedKey(one, question), wantedOf(one, question))
    }
  }
  const answers = new Map<string, number>()
  for (const [what, count] of counters) {
    const asked = [...wanted].filter(([, question]) => question.what === what)
    const counts = await count(
      work,
      asked.map(([, question]) => question),
    )
    for (const [at, [key]] of asked.entries()) {
      const answer = counts[at]
      if (answer !== undefined) answers.set(key, answer)
    }
  }
  return answers
}

const counters = [
  ['views', viewCountsOf],
  ['visits', visitCountsOf],
  ['redemptions', redemptionCounts],
] as const

function wantedOf({ campaign, nearness }: Asking, { what, days }: Question): Wanted {
  const { personId, at } = nearness
  const since = days === null ? EVER : new Date(at.getTime() - days * DAY_MS)
  return { what, personId, merchantId: campaign.merchantId, since, until: comingOf(nearness) }
}

/** When the coming began that set the campaign off: it is not one of the visits before it. */
function comingOf({ kind, at, visitStartedAt }: Nearness): Date {
  return visitStartedAt ?? (kind === 'dwelled' ? new Date(at.getTime() - COMING_MS) : at)
}

/** A visit that began so shortly before someone dwelled is the same coming. */
const COMING_MS = 2 * HOUR_MS
