/** How surveys look in requests and answers. */
import { z } from 'zod'
import { nameShapes } from '../../../platform/http/shapes.ts'
import { idOf, instant, instantIn } from '../../../platform/http.ts'
import { segments } from '../../loyalty/model/segments.ts'
import {
  CHOICES_MAX,
  phaseOf,
  questionAfter,
  QUESTIONS_MAX,
  TEXT_LENGTH_MAX,
  type Question,
  type Survey,
} from '../model/survey.ts'

const words = (max: number) => z.string().trim().min(1).max(max)
const asked = { text: words(200), isRequired: z.boolean().default(true) }
const at = z.int().min(0).max(QUESTIONS_MAX)
const skips = z
  .array(z.strictObject({ answer: z.int().min(0).max(CHOICES_MAX), to: at.nullable() }))
  .max(CHOICES_MAX + 1)
  .default([])
const choices = z.array(words(100)).min(2).max(CHOICES_MAX)

export const questionIn = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('one'), ...asked, choices, skips }),
  z.strictObject({
    kind: z.literal('many'),
    ...asked,
    choices,
    choicesMax: z.int().min(1).max(CHOICES_MAX).nullable().default(null),
  }),
  z.strictObject({
    kind: z.literal('scale'),
    ...asked,
    from: z.int().min(0).max(1),
    to: z.int().min(2).max(10),
    fromWord: z.string().trim().max(30).default(''),
    toWord: z.string().trim().max(30).default(''),
    skips,
  }),
  z.strictObject({ kind: z.literal('text'), ...asked }),
])

const audience = z.enum(['everyone', 'friends', 'link'])

/** A survey as an owner writes it. */
export const surveyIn = z.strictObject({
  title: words(60),
  intro: z.string().trim().max(500).default(''),
  questions: z.array(questionIn).min(1).max(QUESTIONS_MAX),
  audience: audience.default('everyone'),
  needsNumber: z.boolean().optional().meta({
    description: 'Each proven phone number answers once; where not said, whether there is a reward',
  }),
  startsAt: instantIn.optional(),
  endsAt: instantIn,
  rewardOfferId: idOf('offer').nullable().default(null),
})

const option = z.object({
  /** What to answer. */
  answer: z.int(),
  text: z.string(),
  /** The question that follows, counted from 0; null is the end. */
  next: z.int().nullable(),
})
export const surveyQuestion = z.object({
  kind: z.enum(['one', 'many', 'scale', 'text']),
  text: z.string(),
  isRequired: z.boolean(),
  options: z.array(option),
  choicesMax: z.int().nullable(),
  fromWord: z.string(),
  toWord: z.string(),
  /** What follows where nothing, or many answers, or words were given; null is the end. */
  next: z.int().nullable(),
})

export const survey = z.object({
  id: z.uuid(),
  merchantId: z.uuid(),
  title: z.string(),
  intro: z.string(),
  questions: z.array(surveyQuestion),
  audience,
  needsNumber: z.boolean(),
  startsAt: instant,
  endsAt: instant,
  rewardOfferId: z.uuid().nullable(),
  rewardTitle: z.string().nullable(),
  state: z.enum(['draft', 'open', 'ended']),
  phase: z.enum(['draft', 'coming', 'open', 'ended']),
  answered: z.int(),
})

export const surveyRow = survey.omit({ questions: true, rewardTitle: true }).extend({
  questionCount: z.int(),
})

export const answerIn = z.union([
  z.array(z.int().min(0).max(CHOICES_MAX)).max(CHOICES_MAX + 1),
  z.string().max(TEXT_LENGTH_MAX),
  z.null(),
])

const category = z.union([z.int(), z.enum(segments), z.null()])
/** `people` is null where so few gave the answer that it is hidden. */
export const surveyCell = z.object({ answer: category, people: z.int().nullable() })

nameShapes({
  Survey: survey,
  SurveyQuestion: surveyQuestion,
  SurveyQuestionPlan: questionIn,
  SurveyPlan: surveyIn,
  SurveyCell: surveyCell,
})

/** A question as it is asked, with what follows each answer. */
export function askedQuestion(
  questions: readonly Question[],
  index: number,
): z.input<typeof surveyQuestion> | null {
  const question = questions[index]
  if (!question) return null
  const next = (answer: number | null) => questionAfter(questions, index, answer)
  const { kind, text, isRequired } = question
  const plain = { kind, text, isRequired, choicesMax: null, fromWord: '', toWord: '' }
  if (kind === 'text') return { ...plain, options: [], next: next(null) }
  if (kind === 'scale') {
    const { from, to, fromWord, toWord } = question
    const options = Array.from({ length: to - from + 1 }, (_each, step) => {
      return { answer: from + step, text: String(from + step), next: next(from + step) }
    })
    return { ...plain, fromWord, toWord, options, next: next(null) }
  }
  const options = question.choices.map((choice, answer) => {
    return { answer, text: choice, next: next(kind === 'one' ? answer : null) }
  })
  const choicesMax = kind === 'many' ? question.choicesMax : null
  return { ...plain, options, choicesMax, next: next(null) }
}

/** A survey in a list. */
export function rowOf({ questions, ...rest }: Survey, now: Date) {
  return { ...rest, phase: phaseOf(rest, now), questionCount: questions.length }
}

/** A whole survey. */
export function surveyShown(it: Survey, rewardTitle: string | null, now: Date) {
  const questions = it.questions.flatMap((_each, index) => {
    return askedQuestion(it.questions, index) ?? []
  })
  return { ...it, questions, rewardTitle, phase: phaseOf(it, now) }
}
