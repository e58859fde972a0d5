/** The SQL of surveys. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { ANSWERED_MAX, type Survey, type SurveyPlan, type SurveyState } from '../model/survey.ts'

const columns = sql`
  id, merchant_id, title, intro, questions, audience, needs_number, starts_at, ends_at,
  reward_offer_id, state, answered`

/** Writes a new survey. Answers false when its id is taken. */
export async function insertSurvey(work: Work, survey: Survey): Promise<boolean> {
  const { id, merchantId, title, intro, questions, audience, needsNumber } = survey
  const { startsAt, endsAt, rewardOfferId, state } = survey
  const { rows } = await sql`
    insert into surveys.survey (id, merchant_id, title, intro, questions, audience, needs_number,
      starts_at, ends_at, reward_offer_id, state, created_at)
    values (${id}, ${merchantId}, ${title}, ${intro}, ${JSON.stringify(questions)}::jsonb,
      ${audience}, ${needsNumber}, ${startsAt}, ${endsAt}, ${rewardOfferId}, ${state}, ${work.now})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function updateSurvey(work: Work, id: Id<'survey'>, plan: SurveyPlan): Promise<void> {
  await sql`
    update surveys.survey set title = ${plan.title}, intro = ${plan.intro},
      questions = ${JSON.stringify(plan.questions)}::jsonb, audience = ${plan.audience},
      needs_number = ${plan.needsNumber}, starts_at = ${plan.startsAt}, ends_at = ${plan.endsAt},
      reward_offer_id = ${plan.rewardOfferId}
    where id = ${id}`.execute(work.tx)
}

export async function setSurveyState(
  work: Work,
  id: Id<'survey'>,
  state: SurveyState,
): Promise<void> {
  await sql`update surveys.survey set state = ${state} where id = ${id}`.execute(work.tx)
}

export async function surveyById(work: Work, id: Id<'survey'>): Promise<Survey | null> {
  const { rows } = await sql<Survey>`
    select ${columns} from surveys.survey where id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

export async function lockSurvey(work: Work, id: Id<'survey'>): Promise<Survey | null> {
  const { rows } = await sql<Survey>`
    select ${columns} from surveys.survey where id = ${id} for no key update`.execute(work.tx)
  return rows[0] ?? null
}

/** The surveys of a shop, newest first. */
export async function surveysOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly Survey[]> {
  const { rows } = await sql<Survey>`
    select ${columns} from surveys.survey where merchant_id = ${merchantId}
    order by id desc limit ${limit}`.execute(work.tx)
  return rows
}

/**
 * Counts one more answer, if the survey takes it: the condition is judged with the row locked, so that
 * none comes through after the end or above the limit. Answers false when it does not.
 */
export async function countAnswer(work: Work, id: Id<'survey'>): Promise<boolean> {
  const { rows } = await sql`
    update surveys.survey set answered = answered + 1
    where id = ${id} and state = 'open' and starts_at <= ${work.now} and ends_at > ${work.now}
      and answered < ${ANSWERED_MAX}
    returning id`.execute(work.tx)
  return rows.length === 1
}
