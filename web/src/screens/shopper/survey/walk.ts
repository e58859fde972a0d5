/** The way through a survey on a phone: which question comes, and what is sent. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

export type Survey = ReplyTo<'GET /v1/surveys/{surveyId}'>['survey']
export type Question = Survey['questions'][number]
export type Answer = readonly number[] | string | null

/** Whether something was answered. */
export function isAnswered(answer: Answer | undefined): boolean {
  return typeof answer === 'string' ? answer.trim() !== '' : (answer?.length ?? 0) > 0
}

/** The question that follows, as the server said it would; null is the end. */
export function nextAfter(question: Question, answer: Answer | undefined): number | null {
  const [chosen] = Array.isArray(answer) ? (answer as readonly number[]) : []
  const option = question.options.find((it) => it.answer === chosen)
  return option && question.kind !== 'many' ? option.next : question.next
}

/** An answer for each question, null for those that were not come by. */
export function sentAnswers(
  survey: Survey,
  way: readonly number[],
  answers: ReadonlyMap<number, Answer>,
): readonly Answer[] {
  return survey.questions.map((_question, at) => {
    const answer = answers.get(at)
    return way.includes(at) && isAnswered(answer) ? (answer ?? null) : null
  })
}
