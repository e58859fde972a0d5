/** What a survey found out: counts with small ones hidden, crossed tables, words, and all as a file. */
import { allow, mayDecide, mayOperate } from '../../../kernel/actor.ts'
import { CSV_MARK, csvLine } from '../../../kernel/csv.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { surveyRefusals } from '../model/refusals.ts'
import {
  shownCounts,
  shownTable,
  shownWords,
  type Category,
  type Cell,
  type Counts,
  type ShownTable,
  type Topic,
} from '../model/results.ts'
import type { Question, Survey } from '../model/survey.ts'
import {
  countsAcross,
  countsByQuestion,
  countsBySegment,
  countSheets,
  countsOfWords,
  textsOf,
} from '../store/sheet.ts'
import { surveyById } from '../store/survey.ts'

export type Result = {
  readonly question: Question
  /** Null where words were written. */
  readonly cells: readonly Cell[] | null
  readonly texts: readonly string[]
}
export type Results = {
  readonly survey: Survey
  /** Answers that count so far: those that came last wait for others (SU9). */
  readonly counted: number
  readonly results: readonly Result[]
  readonly segments: readonly Cell[]
}

/** So many texts are shown on a screen, and so many are in a file. */
const TEXTS_SHOWN_MAX = 200
const TEXTS_FILED_MAX = 50_000

/**
 * What was answered, question by question.
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`
 */
export async function resultsOf(
  work: Work,
  id: Id<'survey'>,
  textsMax = TEXTS_SHOWN_MAX,
): Promise<Results> {
  const survey = await ownSurvey(work, id)
  const [counted, byQuestion, bySegment] = await Promise.all([
    countSheets(work, id),
    countsByQuestion(work, id),
    countsBySegment(work, id),
  ])
  const texts = await textsByQuestion(work, survey, { people: counted, limit: textsMax })
  const results = survey.questions.map((question, at): Result => {
    if (question.kind === 'text') return { question, cells: null, texts: texts.get(at) ?? [] }
    const counts: Counts = new Map(
      byQuestion.filter((row) => row.question === at).map((row) => [row.choice, row.count]),
    )
    return {
      question,
      cells: shownCounts({ kind: 'question', at, question }, counts, counted),
      texts: [],
    }
  })
  const inSegments: Counts = new Map(bySegment.map((row) => [row.segment, row.count]))
  return {
    survey,
    counted,
    results,
    segments: shownCounts({ kind: 'segment' }, inSegments, counted),
  }
}

async function textsByQuestion(
  work: Work,
  { id, questions }: Survey,
  { people, limit }: { readonly people: number; readonly limit: number },
): Promise<ReadonlyMap<number, readonly string[]>> {
  const written = await countsOfWords(work, id)
  const open = [...questions.keys()].filter((at) => questions[at]?.kind === 'text')
  const shown = (at: number) => Math.min(limit, shownWords(written.get(at) ?? 0, people))
  const texts = await Promise.all(open.map((at) => textsOf(work, id, at, shown(at))))
  return new Map(open.map((at, place) => [at, texts[place] ?? []]))
}

/** The number of a question, counted from 0, or how regular people are. */
export type Side = number | 'segment'

/**
 * Two questions crossed.
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`, `survey.no-such-table`
 */
export async function crossedOf(
  work: Work,
  id: Id<'survey'>,
  sides: { readonly row: Side; readonly column: Side },
): Promise<ShownTable & { readonly counted: number }> {
  const survey = await ownSurvey(work, id)
  const row = topicOf(survey, sides.row)
  const column = topicOf(survey, sides.column)
  if (!row || !column || sides.row === sides.column) {
    throw new Refused(surveyRefusals, 'survey.no-such-table')
  }
  const [people, byQuestion, bySegment, across] = await Promise.all([
    countSheets(work, id),
    countsByQuestion(work, id),
    countsBySegment(work, id),
    countsAcross(work, id, row, column),
  ])
  const countsOf = (topic: Topic): Counts =>
    topic.kind === 'segment'
      ? new Map(bySegment.map((it) => [it.segment, it.count]))
      : new Map(
          byQuestion.filter((it) => it.question === topic.at).map((it) => [it.choice, it.count]),
        )
  const key = (one: Category, other: Category) => `${one}/${other}`
  const counts = new Map(across.map((it) => [`${it.row}/${it.column}`, it.count]))
  const table = shownTable(row, column, {
    people,
    rowCounts: countsOf(row),
    columnCounts: countsOf(column),
    count: (one, other) => counts.get(key(one, other)) ?? 0,
  })
  return { ...table, counted: people }
}

function topicOf({ questions }: Survey, side: Side): Topic | null {
  if (side === 'segment') return { kind: 'segment' }
  const question = questions[side]
  return question && question.kind !== 'text' ? { kind: 'question', at: side, question } : null
}

/** @throws {Refused} `survey.unknown`, `access.forbidden` */
async function ownSurvey(work: Work, id: Id<'survey'>): Promise<Survey> {
  const survey = await surveyById(work, id)
  if (!survey) throw new Refused(surveyRefusals, 'survey.unknown')
  allow(mayDecide(work.actor, survey.merchantId) || mayOperate(work.actor))
  return survey
}

/**
 * The results as a table of question, answer and people; a hidden figure says so (SU10).
 *
 * @throws {Refused} `survey.unknown`, `access.forbidden`
 */
export async function resultsCsv(work: Work, id: Id<'survey'>): Promise<string> {
  const { survey, counted, results } = await resultsOf(work, id, TEXTS_FILED_MAX)
  const lines: (readonly (string | number | null)[])[] = [
    ['question', 'answer', 'people'],
    [survey.title, null, counted],
  ]
  for (const { question, cells, texts } of results) {
    for (const { answer, people } of cells ?? []) {
      lines.push([question.text, nameOf(question, answer), people ?? 'hidden'])
    }
    for (const words of texts) lines.push([question.text, words, null])
  }
  return CSV_MARK + lines.map((line) => csvLine(line)).join('')
}

function nameOf(question: Question, answer: Category): string | number | null {
  if (answer === null || typeof answer === 'string') return answer
  if (question.kind === 'one' || question.kind === 'many') return question.choices[answer] ?? answer
  return answer
}
