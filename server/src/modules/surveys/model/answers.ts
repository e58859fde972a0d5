/** What counts as an answer, and which questions were come by. Pure. */
import type { SurveyRefusal } from './refusals.ts'
import { optionsOf, questionAfter, TEXT_LENGTH_MAX, type Question } from './survey.ts'

/** What was chosen, in order and each once; or words; or null for no answer. */
export type Answer = readonly number[] | string | null

export type Read =
  | { readonly kind: 'read'; readonly answers: readonly Answer[] }
  | {
      readonly kind: 'misfit'
      readonly code: Extract<SurveyRefusal, 'survey.answer-missing' | 'survey.answer-misfit'>
      /** Which question, counted from 0. */
      readonly question: number
    }

/**
 * Reads answers, one for each question, along the way that they lead (SU2). What was given to questions
 * that were skipped is dropped.
 */
export function readAnswers(questions: readonly Question[], given: readonly Answer[]): Read {
  const answers: Answer[] = questions.map(() => null)
  let at: number | null = 0
  while (at !== null) {
    const question = questions[at]
    if (!question) break
    const answer = readAnswer(question, given[at] ?? null)
    if (answer === MISFIT) return { kind: 'misfit', code: 'survey.answer-misfit', question: at }
    if (answer === null && question.isRequired) {
      return { kind: 'misfit', code: 'survey.answer-missing', question: at }
    }
    answers[at] = answer === null || typeof answer === 'string' ? answer : [...answer]
    const [chosen = null] = Array.isArray(answer) ? (answer as readonly number[]) : []
    at = questionAfter(questions, at, chosen)
  }
  return { kind: 'read', answers }
}

/** Stands for an answer that does not fit its question. */
const MISFIT = -1

/** One answer as it is kept; an empty one is none. */
function readAnswer(question: Question, given: Answer): Answer | typeof MISFIT {
  if (given === null) return null
  if (question.kind === 'text') {
    if (typeof given !== 'string') return MISFIT
    const words = given.normalize('NFC').trim()
    if (words.length > TEXT_LENGTH_MAX) return MISFIT
    return words === '' ? null : words
  }
  if (typeof given === 'string') return MISFIT
  const chosen = [...new Set(given)].toSorted((one, other) => one - other)
  if (chosen.length === 0) return null
  const options = new Set(optionsOf(question))
  const countMax = question.kind === 'many' ? (question.choicesMax ?? options.size) : 1
  const fits = chosen.length <= countMax && chosen.every((choice) => options.has(choice))
  return fits ? chosen : MISFIT
}
