/** What owners do with surveys: write, open, end; and what anybody may see of them. */
import { allow, mayDecide, mayOperate, mayServe, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Invariant } from '../../platform/invariants.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { endNumberUses } from '../people/service/number-uses.ts'
import { merchantOf } from '../places/service.ts'
import { surveyChanged } from './events.ts'
import { surveyRefusals } from './model/refusals.ts'
import {
  objectionToSurvey,
  SURVEYS_PER_MERCHANT_MAX,
  type Survey,
  type SurveyPlan,
} from './model/survey.ts'
import { invariants } from './store/invariants.ts'
import { mixSheets } from './store/sheet.ts'
import {
  insertSurvey,
  lockSurvey,
  setSurveyState,
  surveyById,
  surveysOfShop,
  updateSurvey,
} from './store/survey.ts'

/** What must hold in every database, for `verify`. */
export const surveyInvariants: readonly Invariant[] = invariants

const mayWrite = (actor: Actor, merchantId: Id<'merchant'>) =>
  mayDecide(actor, merchantId) || mayOperate(actor)

/**
 * Writes a survey as a draft (SU11).
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `survey.too-many`, `survey.id-taken`, or
 *   what speaks against the survey
 */
export async function createSurvey(
  work: Work,
  { id, merchantId }: Pick<Survey, 'id' | 'merchantId'>,
  plan: SurveyPlan,
): Promise<Survey> {
  allow(mayWrite(work.actor, merchantId))
  await merchantOf(work, merchantId)
  const there = await surveysOfShop(work, merchantId, SURVEYS_PER_MERCHANT_MAX)
  if (there.length >= SURVEYS_PER_MERCHANT_MAX) throw new Refused(surveyRefusals, 'survey.too-many')
  await assertSound(work, merchantId, plan)
  const survey: Survey = { ...plan, id, merchantId, state: 'draft', answered: 0 }
  if (!(await insertSurvey(work, survey))) throw new Refused(surveyRefusals, 'survey.id-taken')
  announce(work, survey)
  return survey
}

/**
 * Writes a draft anew.
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`, `survey.fixed`, or what speaks against it
 */
export async function changeSurvey(
  work: Work,
  id: Id<'survey'>,
  plan: SurveyPlan,
): Promise<Survey> {
  const before = await lockOwn(work, id)
  if (before.state !== 'draft') throw new Refused(surveyRefusals, 'survey.fixed')
  await assertSound(work, before.merchantId, plan)
  await updateSurvey(work, id, plan)
  const after = { ...before, ...plan }
  announce(work, after)
  return after
}

/**
 * Opens a draft: from then on its questions are fixed. Opening an open one changes nothing.
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`, `survey.fixed`, or what speaks against it
 */
export async function openSurvey(work: Work, id: Id<'survey'>): Promise<Survey> {
  const survey = await lockOwn(work, id)
  if (survey.state === 'open') return survey
  if (survey.state === 'ended') throw new Refused(surveyRefusals, 'survey.fixed')
  await assertSound(work, survey.merchantId, survey)
  return move(work, survey, 'open')
}

/**
 * Ends a survey: no more answers, and all that came count. Ending an ended one changes nothing.
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`
 */
export async function endSurvey(work: Work, id: Id<'survey'>): Promise<Survey> {
  const survey = await lockOwn(work, id)
  if (survey.state === 'ended') return survey
  const ended = await move(work, survey, 'ended')
  await endNumberUses(work, id)
  await mixSheets(work, id)
  return ended
}

async function move(work: Work, survey: Survey, state: 'open' | 'ended'): Promise<Survey> {
  await setSurveyState(work, survey.id, state)
  const moved = { ...survey, state }
  announce(work, moved)
  return moved
}

/** @throws {Refused} `survey.unknown`, `access.forbidden` */
async function lockOwn(work: Work, id: Id<'survey'>): Promise<Survey> {
  const survey = await lockSurvey(work, id)
  if (!survey) throw new Refused(surveyRefusals, 'survey.unknown')
  allow(mayWrite(work.actor, survey.merchantId))
  return survey
}

/** @throws {Refused} what speaks against a plan */
async function assertSound(
  work: Work,
  merchantId: Id<'merchant'>,
  plan: SurveyPlan,
): Promise<void> {
  const objection = objectionToSurvey(plan, work.now)
  if (objection) throw new Refused(surveyRefusals, objection)
  const { rewardOfferId } = plan
  if (rewardOfferId === null) return
  const offer = (await offersOf(work, [rewardOfferId])).get(rewardOfferId)
  const isGivable = offer?.merchantId === merchantId && !offer.isAutomatic
  if (!isGivable) throw new Refused(surveyRefusals, 'survey.wrong-offer')
}

function announce(work: Work, { id: surveyId, merchantId, state }: Survey): void {
  work.announce(surveyChanged, { surveyId, merchantId, state })
}

/** What opens a survey that is only for those who have its link (SU5). */
export const linkKeyOf = (work: Work, id: Id<'survey'>) => work.digest(`survey/${id}`).slice(0, 20)

const isOwn = (work: Work, merchantId: Id<'merchant'>) =>
  mayServe(work.actor, merchantId) || mayOperate(work.actor)

/**
 * A survey, for whoever may see it: the shop's people, or anyone once it is out and its link is right.
 *
 * @throws {Refused} `survey.unknown`, also for what is none of the asker's business
 */
export async function surveyOf(
  work: Work,
  id: Id<'survey'>,
  linkKey: string | null,
): Promise<Survey> {
  const survey = await surveyById(work, id)
  if (survey && isOwn(work, survey.merchantId)) return survey
  const isOut = survey && survey.state !== 'draft'
  const isMeant = survey?.audience !== 'link' || linkKey === linkKeyOf(work, id)
  if (!isOut || !isMeant) throw new Refused(surveyRefusals, 'survey.unknown')
  return survey
}

/** The most surveys a list holds. */
const SHOWN_MAX = 100

/** The surveys of a shop, newest first: all for its people, those that are out for everyone. */
export async function surveysAt(
  work: Work,
  merchantId: Id<'merchant'>,
): Promise<readonly Survey[]> {
  const all = await surveysOfShop(work, merchantId, SHOWN_MAX)
  if (isOwn(work, merchantId)) return all
  return all.filter(
    ({ state, audience, endsAt }) => state === 'open' && audience !== 'link' && endsAt > work.now,
  )
}

/** Lets the answers that wait count, as many at once as it takes that none can be told (SU9). */
export const mixAnswers = (work: Work): Promise<void> => mixSheets(work, null)
