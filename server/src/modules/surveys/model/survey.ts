/** What a survey asks, of whom and when, and which question follows which. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { SurveyRefusal } from './refusals.ts'

export const QUESTIONS_MAX = 20
export const CHOICES_MAX = 10
export const TEXT_LENGTH_MAX = 500
/** The most people who answer one survey. */
export const ANSWERED_MAX = 50_000
export const SURVEYS_PER_MERCHANT_MAX = 200
const WINDOW_DAYS_MAX = 366

/** Whoever answers `answer` goes on with the question `to`, counted from 0; null is the end. */
export type Skip = { readonly answer: number; readonly to: number | null }

type Asked = { readonly text: string; readonly isRequired: boolean }
/** Choices and questions are counted from 0; an answer to a scale is one of its numbers. */
export type Question =
  | (Asked & {
      readonly kind: 'one'
      readonly choices: readonly string[]
      readonly skips: readonly Skip[]
    })
  | (Asked & {
      readonly kind: 'many'
      readonly choices: readonly string[]
      /** How many may be chosen; null is all of them. */
      readonly choicesMax: number | null
    })
  | (Asked & {
      readonly kind: 'scale'
      readonly from: number
      readonly to: number
      readonly fromWord: string
      readonly toWord: string
      readonly skips: readonly Skip[]
    })
  | (Asked & { readonly kind: 'text' })

export type Audience = 'everyone' | 'friends' | 'link'
export type SurveyState = 'draft' | 'open' | 'ended'

/** A survey as its owner writes it. */
export type SurveyPlan = {
  readonly title: string
  readonly intro: string
  readonly questions: readonly Question[]
  readonly audience: Audience
  /** Each proven phone number answers once, whichever account it is in (SU12). */
  readonly needsNumber: boolean
  readonly startsAt: Date
  readonly endsAt: Date
  /** The offer of whose coupon everybody who answers gets one. */
  readonly rewardOfferId: Id<'offer'> | null
}
export type Survey = SurveyPlan & {
  readonly id: Id<'survey'>
  readonly merchantId: Id<'merchant'>
  readonly state: SurveyState
  /** How many took part. */
  readonly answered: number
}

/** What can be chosen: the numbers of the choices, or of the scale. None where words are written. */
export function optionsOf(question: Question): readonly number[] {
  if (question.kind === 'text') return []
  if (question.kind !== 'scale') return question.choices.map((_choice, at) => at)
  return Array.from({ length: question.to - question.from + 1 }, (_each, at) => question.from + at)
}

/** What speaks against a survey as it is written (SU1); null when nothing does. */
export function objectionToSurvey(plan: SurveyPlan, now: Date): SurveyRefusal | null {
  if (plan.endsAt <= plan.startsAt || plan.endsAt <= now) return 'survey.window-empty'
  const lengthMs = plan.endsAt.getTime() - plan.startsAt.getTime()
  if (lengthMs > WINDOW_DAYS_MAX * DAY_MS) return 'survey.window-long'
  const count = plan.questions.length
  for (const [at, question] of plan.questions.entries()) {
    if (question.kind === 'one' || question.kind === 'many') {
      if (new Set(question.choices).size < question.choices.length) return 'survey.choice-twice'
    }
    if (question.kind === 'one' || question.kind === 'scale') {
      const options = new Set(optionsOf(question))
      const isForward = ({ answer, to }: Skip) =>
        options.has(answer) && (to === null || (to > at && to < count))
      if (!question.skips.every(isForward)) return 'survey.skip-back'
    }
  }
  return null
}

/** Which question follows an answer (null: none was given); null when it was the last. */
export function questionAfter(
  questions: readonly Question[],
  at: number,
  answer: number | null,
): number | null {
  const question = questions[at]
  const canSkip = question?.kind === 'one' || question?.kind === 'scale'
  const skip = canSkip ? question.skips.find((it) => it.answer === answer) : undefined
  if (skip) return skip.to
  return at + 1 < questions.length ? at + 1 : null
}

/** Where a survey stands at an instant (SU4). */
export function phaseOf(
  { state, startsAt, endsAt }: Pick<Survey, 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): 'draft' | 'coming' | 'open' | 'ended' {
  if (state !== 'open') return state
  if (now < startsAt) return 'coming'
  return now < endsAt ? 'open' : 'ended'
}
