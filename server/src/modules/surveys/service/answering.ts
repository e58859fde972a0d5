/** Somebody answers a survey: the answer, the coupon, and that they took part, in one work. */
import { personOf } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { isFriend } from '../../channels/service.ts'
import { segmentOf } from '../../loyalty/model/segments.ts'
import { memberFacts } from '../../loyalty/service/tags.ts'
import { giveRewards } from '../../offers/service/reward-coupons.ts'
import type { NumberStanding } from '../../people/model/number-uses.ts'
import { numberStandingOf, useNumber } from '../../people/service/number-uses.ts'
import { surveyAnswered } from '../events.ts'
import { readAnswers, type Answer } from '../model/answers.ts'
import { surveyRefusals } from '../model/refusals.ts'
import { phaseOf, type Survey } from '../model/survey.ts'
import { surveyOf } from '../service.ts'
import {
  insertParticipation,
  insertSheet,
  participationOf,
  setReward,
  type Participation,
  type Reward,
} from '../store/sheet.ts'
import { countAnswer } from '../store/survey.ts'

export type Given = {
  readonly surveyId: Id<'survey'>
  /** Made by whoever answers, so that the same answer sent twice is one; the coupon gets it too. */
  readonly participationId: Id<'coupon'>
  readonly linkKey: string | null
  /** One for each question, in order. */
  readonly answers: readonly Answer[]
}
/** What came of it; `waits` is a coupon that its offer does not give at the moment (SU7). */
export type Answered = { readonly couponId: Id<'coupon'> | null; readonly reward: Reward }

/**
 * Takes the answers of whoever asks.
 *
 * @throws {Refused} `survey.unknown`, `survey.not-open`, `survey.friends-only`, `survey.full`,
 *   `survey.answered`, `survey.answer-missing`, `survey.answer-misfit`, `survey.id-taken`,
 *   `people.number-needed`, `people.number-used`
 */
export async function answerSurvey(work: Work, given: Given): Promise<Answered> {
  const personId = personOf(work.actor)
  const { surveyId, participationId } = given
  const survey = await surveyOf(work, surveyId, given.linkKey)
  const before = await participationOf(work, surveyId, personId)
  if (before) return repeated(before, participationId)
  if (phaseOf(survey, work.now) !== 'open') throw new Refused(surveyRefusals, 'survey.not-open')
  await assertMeant(work, survey, personId)
  const read = readAnswers(survey.questions, given.answers)
  if (read.kind === 'misfit') {
    throw new Refused(surveyRefusals, read.code, { question: read.question })
  }

  const participation = {
    id: participationId,
    surveyId,
    personId,
    at: work.now,
    reward: 'none',
  } as const satisfies Participation
  if (!(await insertParticipation(work, participation))) {
    // Another work of this person was quicker; or the id is somebody else's.
    const quicker = await participationOf(work, surveyId, personId)
    if (quicker) return repeated(quicker, participationId)
    throw new Refused(surveyRefusals, 'survey.id-taken')
  }
  if (survey.needsNumber) {
    const use = { subjectId: surveyId, turn: 'once', personId, useId: participationId }
    await useNumber(work, { ...use, keptUntil: survey.endsAt })
  }
  if (!(await countAnswer(work, surveyId))) throw new Refused(surveyRefusals, 'survey.full')
  const { boughtDays } = await memberFacts(work, { merchantId: survey.merchantId, personId })
  const segment = segmentOf(boughtDays, wallTime(work.now, MARKET_TIME_ZONE).day)
  await insertSheet(work, surveyId, read.answers, segment)
  const reward = await rewarded(work, survey, participation)
  announce(work, survey, personId)
  return { couponId: reward === 'given' ? participationId : null, reward }
}

/** @throws {Refused} `survey.friends-only` */
async function assertMeant(work: Work, survey: Survey, personId: Id<'person'>): Promise<void> {
  const isMeant =
    survey.audience !== 'friends' || (await isFriend(work, personId, survey.merchantId))
  if (!isMeant) throw new Refused(surveyRefusals, 'survey.friends-only')
}

function repeated({ id, reward }: Participation, wanted: Id<'coupon'>): Answered {
  if (id !== wanted) throw new Refused(surveyRefusals, 'survey.answered')
  return { couponId: reward === 'given' ? id : null, reward }
}

async function rewarded(
  work: Work,
  { merchantId, rewardOfferId: offerId }: Survey,
  { id: rewardId, personId }: Participation,
): Promise<Reward> {
  if (offerId === null) return 'none'
  const [outcome] = await giveRewards(work, [{ rewardId, merchantId, personId, offerId }])
  const reward = outcome?.kind === 'granted' ? 'given' : 'waits'
  await setReward(work, rewardId, reward)
  return reward
}

function announce(work: Work, { id: surveyId, merchantId }: Survey, personId: Id<'person'>): void {
  work.announce(surveyAnswered, { surveyId, merchantId, personId }, { subjectId: personId })
  work.publish(`merchant/${merchantId}`, { name: 'survey-answered', data: { surveyId } })
}

/** What came of the asker's answer; null for nobody, and for who has not answered. */
export async function myAnswerTo(
  work: Work,
  surveyId: Id<'survey'>,
): Promise<(Answered & { readonly at: Date }) | null> {
  if (work.actor.kind !== 'person') return null
  const found = await participationOf(work, surveyId, work.actor.personId)
  if (!found) return null
  return { ...repeated(found, found.id), at: found.at }
}

/** What the asker's number can do (SU12); null where it is not asked for, and for nobody. */
export async function myNumberIn(
  work: Work,
  { id: subjectId, needsNumber }: Survey,
): Promise<NumberStanding | null> {
  return needsNumber ? numberStandingOf(work, { subjectId, turn: 'once' }) : null
}
