/** The SQL of who took part, and, apart from it, of what was answered. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Segment } from '../../loyalty/model/segments.ts'
import type { Answer } from '../model/answers.ts'
import { PEOPLE_SHOWN_MIN } from '../model/hiding.ts'

export type Reward = 'none' | 'given' | 'waits'
export type Participation = {
  readonly id: Id<'coupon'>
  readonly surveyId: Id<'survey'>
  readonly personId: Id<'person'>
  readonly at: Date
  readonly reward: Reward
}

/** Notes that somebody takes part. Answers false when they did before, or the id is taken. */
export async function insertParticipation(work: Work, it: Participation): Promise<boolean> {
  const { rows } = await sql`
    insert into surveys.participation (survey_id, person_id, id, at, reward)
    values (${it.surveyId}, ${it.personId}, ${it.id}, ${it.at}, ${it.reward})
    on conflict do nothing
    returning id`.execute(work.tx)
  return rows.length === 1
}

export async function setReward(work: Work, id: Id<'coupon'>, reward: Reward): Promise<void> {
  await sql`update surveys.participation set reward = ${reward} where id = ${id}`.execute(work.tx)
}

export async function participationOf(
  work: Work,
  surveyId: Id<'survey'>,
  personId: Id<'person'>,
): Promise<Participation | null> {
  const { rows } = await sql<Participation>`
    select id, survey_id, person_id, at, reward from surveys.participation
    where survey_id = ${surveyId} and person_id = ${personId}`.execute(work.tx)
  return rows[0] ?? null
}

/** Keeps answers, with nothing that says whose they are. */
export async function insertSheet(
  work: Work,
  surveyId: Id<'survey'>,
  answers: readonly Answer[],
  segment: Segment,
): Promise<void> {
  await sql`
    insert into surveys.sheet (survey_id, answers, segment)
    values (${surveyId}, ${JSON.stringify(answers)}::jsonb, ${segment})`.execute(work.tx)
}

/** A survey that has ended by the clock lets works that began before finish, so many seconds. */
const LATE_SECONDS = 60

/**
 * Writes waiting sheets anew, in any order and under new ids: of surveys that go on, five stay behind
 * and five or more go together; of those that have ended, all.
 *
 * @param surveyId of this one, or null for all
 */
export async function mixSheets(work: Work, surveyId: Id<'survey'> | null): Promise<void> {
  await sql`
    with due as (
      select s.id,
        case when s.state = 'ended' or s.ends_at + make_interval(secs => ${LATE_SECONDS})
            <= ${work.now}
          then count(*) else count(*) - ${PEOPLE_SHOWN_MIN}::integer end as taken
      from surveys.sheet h join surveys.survey s on s.id = h.survey_id
      where not h.is_mixed and (${surveyId}::uuid is null or s.id = ${surveyId}::uuid)
      group by s.id
      having s.state = 'ended' or s.ends_at + make_interval(secs => ${LATE_SECONDS}) <= ${work.now}
        or count(*) >= 2 * ${PEOPLE_SHOWN_MIN}::integer
    ), shuffled as (
      select h.id, d.taken, row_number() over (partition by h.survey_id order by random()) as place
      from surveys.sheet h join due d on d.id = h.survey_id where not h.is_mixed
    ), gone as (
      delete from surveys.sheet where id in (select id from shuffled where place <= taken)
      returning survey_id, answers, segment
    )
    insert into surveys.sheet (survey_id, answers, segment, is_mixed)
    select survey_id, answers, segment, true from gone order by random()`.execute(work.tx)
}

/** How many sheets count. */
export async function countSheets(work: Work, surveyId: Id<'survey'>): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::integer as count from surveys.sheet
    where survey_id = ${surveyId} and is_mixed`.execute(work.tx)
  return rows[0]?.count ?? 0
}

/** What was chosen in an answer: a row each; one null where nothing was. */
const chosenIn = (answer: ReturnType<typeof sql>) => sql`
  jsonb_array_elements_text(
    case when jsonb_typeof(${answer}) = 'array' then ${answer} else '[]'::jsonb end)`

/** How often each choice of each question was taken; null is no answer. Words count as none. */
export async function countsByQuestion(
  work: Work,
  surveyId: Id<'survey'>,
): Promise<readonly { question: number; choice: number | null; count: number }[]> {
  const { rows } = await sql<{ question: number; choice: number | null; count: number }>`
    select (q.place - 1)::integer as question, c.choice::integer as choice,
      count(*)::integer as count
    from surveys.sheet h
    cross join lateral jsonb_array_elements(h.answers) with ordinality as q (answer, place)
    left join lateral ${chosenIn(sql`q.answer`)} as c (choice) on true
    where h.survey_id = ${surveyId} and h.is_mixed
    group by 1, 2`.execute(work.tx)
  return rows
}

export async function countsBySegment(
  work: Work,
  surveyId: Id<'survey'>,
): Promise<readonly { segment: Segment; count: number }[]> {
  const { rows } = await sql<{ segment: Segment; count: number }>`
    select segment, count(*)::integer as count from surveys.sheet
    where survey_id = ${surveyId} and is_mixed group by segment`.execute(work.tx)
  return rows
}

/** What stands in a row or column, as a text: the number of a choice, a segment, or null. */
type Side = { readonly kind: 'question'; readonly at: number } | { readonly kind: 'segment' }

/** How many are in both of two sides, for those where anybody is. */
export async function countsAcross(
  work: Work,
  surveyId: Id<'survey'>,
  row: Side,
  column: Side,
): Promise<readonly { row: string | null; column: string | null; count: number }[]> {
  const side = (it: Side) =>
    it.kind === 'segment' ? sql`(values (h.segment))` : chosenIn(sql`(h.answers -> ${it.at}::int)`)
  const { rows } = await sql<{ row: string | null; column: string | null; count: number }>`
    select r.it as row, c.it as column, count(*)::integer as count
    from surveys.sheet h
    left join lateral (select * from ${side(row)} as one (it)) as r on true
    left join lateral (select * from ${side(column)} as other (it)) as c on true
    where h.survey_id = ${surveyId} and h.is_mixed
    group by 1, 2`.execute(work.tx)
  return rows
}

/** How many wrote words to each question; those that nobody did are missing. */
export async function countsOfWords(
  work: Work,
  surveyId: Id<'survey'>,
): Promise<ReadonlyMap<number, number>> {
  const { rows } = await sql<{ question: number; count: number }>`
    select (q.place - 1)::integer as question, count(*)::integer as count
    from surveys.sheet h
    cross join lateral jsonb_array_elements(h.answers) with ordinality as q (answer, place)
    where h.survey_id = ${surveyId} and h.is_mixed and jsonb_typeof(q.answer) = 'string'
    group by 1`.execute(work.tx)
  return new Map(rows.map(({ question, count }) => [question, count]))
}

/** The words that were written to a question, in an order that means nothing and stays. */
export async function textsOf(
  work: Work,
  surveyId: Id<'survey'>,
  question: number,
  limit: number,
): Promise<readonly string[]> {
  const { rows } = await sql<{ words: string }>`
    select answers ->> ${question}::int as words from surveys.sheet
    where survey_id = ${surveyId} and is_mixed
      and jsonb_typeof(answers -> ${question}::int) = 'string'
    order by md5(${question}::text || id::text) limit ${limit}`.execute(work.tx)
  return rows.map(({ words }) => words)
}
