/** What a batch of candidates must know from other modules: one query a question, not one a person. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, SECOND_MS } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import type { Consents } from '../../people/service.ts'
import { favouritesOf, viewsOf, type Favourites } from '../../places/service/favourites.ts'
import { visitsOf } from '../../presence/service.ts'
import { questionKey, questionsOf, type Answers, type Question } from '../model/audience.ts'
import type { Campaign, OfferOfCampaign } from '../model/campaign.ts'
import type { GateAnswer, Glance } from '../model/decision.ts'
import type { Favourite } from '../model/reason.ts'
import { redemptionsOf } from '../store/redemptions.ts'
import { gateAnswersOf } from './gate.ts'
import { offerOfCampaign } from './offer.ts'

export type Knowledge = {
  offerOf(campaign: Campaign): OfferOfCampaign | null
  favouriteOf(glance: Asking): Favourite | null
  answersOf(glance: Asking): Answers
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
        const count = answers.get(groupKey(one, question))?.get(one.nearness.personId)
        return count === undefined ? [] : [[questionKey(question), count]]
      })
      return new Map(known)
    },
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

type Counts = ReadonlyMap<Id<'person'>, number>
type Group = { readonly question: Question; readonly asking: Asking[] }

const groupKey = ({ campaign }: Asking, question: Question) =>
  `${campaign.merchantId}/${questionKey(question)}`

/** Counts for each question at each merchant, for all who are asked about, in one query. */
async function answersTo(
  work: Work,
  asking: readonly Asking[],
): Promise<ReadonlyMap<string, Counts>> {
  const groups = new Map<string, Group>()
  for (const one of asking) {
    for (const question of one.campaign.audience.flatMap(questionsOf)) {
      const key = groupKey(one, question)
      const group = groups.get(key) ?? { question, asking: [] }
      group.asking.push(one)
      groups.set(key, group)
    }
  }
  const answers = new Map<string, Counts>()
  for (const [key, group] of groups) answers.set(key, await countsOf(work, group))
  return answers
}

/** People of one batch come within moments of each other: the first of them sets the window. */
function sinceOf({ question, asking }: Group): Date {
  if (question.days === null) return EVER
  const first = Math.min(...asking.map(({ nearness }) => nearness.at.getTime()))
  return new Date(first - question.days * DAY_MS)
}

async function countsOf(work: Work, group: Group): Promise<Counts> {
  const { question, asking } = group
  const personIds = [...new Set(asking.map(({ nearness }) => nearness.personId))]
  const merchantId = asking[0]?.campaign.merchantId
  if (!merchantId) return new Map()
  const since = sinceOf(group)
  switch (question.what) {
    case 'views':
      return viewsOf(work, personIds, merchantId, since)
    case 'redemptions':
      return redemptionsOf(work, personIds, merchantId, since)
    case 'visits': {
      const found = await visitsOf(work, personIds, merchantId, since)
      const asked = new Map(asking.map(({ nearness }) => [nearness.personId, nearness]))
      return new Map(
        personIds.map((personId) => {
          const { visits = 0, lastAt = null } = found.get(personId) ?? {}
          const at = asked.get(personId)?.at
          // The visit that is going on set this off; those before it are what is asked for.
          const isGoingOn = at && lastAt && lastAt.getTime() >= at.getTime() - GOING_ON_MS
          return [personId, isGoingOn ? visits - 1 : visits]
        }),
      )
    }
  }
}

/** A visit that began so shortly before a trigger is the same coming. */
const GOING_ON_MS = 30 * 60 * SECOND_MS
