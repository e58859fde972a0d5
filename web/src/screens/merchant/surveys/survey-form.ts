/** What the form of a survey holds, and how it becomes a request. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

type Plan = ReplyTo<'GET /v1/surveys/{surveyId}/plan'>
export type PlannedQuestion = Plan['questions'][number]
export type Kind = 'one' | 'many' | 'scale' | 'text'
export const kinds: readonly Kind[] = ['one', 'many', 'scale', 'text']

/** `to` is a question counted from 0; null is the end. */
export type Skip = { readonly answer: number; readonly to: number | null }
/** A question as it is typed: everything for every kind, so that nothing is lost on the way. */
export type TypedQuestion = {
  readonly key: number
  readonly kind: Kind
  readonly text: string
  readonly isRequired: boolean
  /** One a line. */
  readonly choices: string
  readonly choicesMax: number | null
  readonly from: number
  readonly to: number
  readonly fromWord: string
  readonly toWord: string
  readonly skips: readonly Skip[]
}
export type TypedSurvey = {
  readonly title: string
  readonly intro: string
  readonly audience: 'everyone' | 'friends' | 'link'
  /** Counts only where there is a reward. */
  readonly needsNumber: boolean
  /** The last day, `YYYY-MM-DD`. */
  readonly endsOn: string
  readonly rewardOfferId: string | null
  readonly questions: readonly TypedQuestion[]
}

export function freshQuestion(key: number): TypedQuestion {
  return {
    key,
    kind: 'one',
    text: '',
    isRequired: true,
    choices: '',
    choicesMax: null,
    from: 1,
    to: 5,
    fromWord: '',
    toWord: '',
    skips: [],
  }
}

/** The choices of a question, as they will be shown. */
export function choicesOf({ choices }: Pick<TypedQuestion, 'choices'>): readonly string[] {
  return choices
    .split('\n')
    .map((line) => line.trim())
    .filter((line) => line !== '')
}

/** What can be answered: numbers with their words. */
export function optionsOf(question: TypedQuestion): readonly { answer: number; text: string }[] {
  if (question.kind === 'text') return []
  if (question.kind !== 'scale')
    return choicesOf(question).map((text, answer) => ({ answer, text }))
  const { from, to } = question
  return Array.from({ length: Math.max(0, to - from + 1) }, (_each, at) => {
    return { answer: from + at, text: String(from + at) }
  })
}

export type MissingInSurvey = 'title' | 'endsOn' | 'questions'

/** What has to be written first, from the top of the form; null when nothing is missing. */
export function missingIn({ title, endsOn, questions }: TypedSurvey): MissingInSurvey | null {
  const isAsked = (it: TypedQuestion) =>
    it.text.trim() !== '' && (it.kind === 'text' || optionsOf(it).length >= 2)
  if (title.trim() === '') return 'title'
  if (endsOn === '') return 'endsOn'
  return questions.length > 0 && questions.every(isAsked) ? null : 'questions'
}

/** The request. Skips that lead nowhere any more are left out. */
export function requestOf(typed: TypedSurvey) {
  const { title, intro, audience, endsOn, rewardOfferId } = typed
  const last = typed.questions.length - 1
  const questions = typed.questions.map((it, at) => {
    const { kind, isRequired } = it
    const asked = { kind, text: it.text.trim(), isRequired }
    const options = new Set(optionsOf(it).map(({ answer }) => answer))
    const skips = it.skips.filter(
      ({ answer, to }) => options.has(answer) && (to === null || (to > at && to <= last)),
    )
    if (kind === 'text') return asked
    if (kind === 'one') return { ...asked, choices: choicesOf(it), skips }
    if (kind === 'many') return { ...asked, choices: choicesOf(it), choicesMax: it.choicesMax }
    const { from, to, fromWord, toWord } = it
    return { ...asked, from, to, fromWord: fromWord.trim(), toWord: toWord.trim(), skips }
  })
  return {
    title: title.trim(),
    intro: intro.trim(),
    audience,
    needsNumber: rewardOfferId !== null && typed.needsNumber,
    endsAt: new Date(`${endsOn}T24:00:00+09:00`).toISOString(),
    rewardOfferId,
    questions,
  }
}

/** The form of a survey that was written before. */
export function typedOf({ survey, questions }: Plan): TypedSurvey {
  const { title, intro, audience, endsAt, rewardOfferId } = survey
  // The end is the midnight after the last day.
  const last = new Date(new Date(endsAt).getTime() + 9 * 3_600_000 - 1)
  return {
    title,
    intro,
    audience,
    // A draft without a reward asked for no number: if it comes to have one, it should.
    needsNumber: survey.needsNumber || rewardOfferId === null,
    endsOn: last.toISOString().slice(0, 10),
    rewardOfferId,
    questions: questions.map((it, key) => ({
      ...freshQuestion(key),
      ...it,
      choices: 'choices' in it ? it.choices.join('\n') : '',
      choicesMax: it.kind === 'many' ? (it.choicesMax ?? null) : null,
      isRequired: it.isRequired ?? true,
      fromWord: it.kind === 'scale' ? (it.fromWord ?? '') : '',
      toWord: it.kind === 'scale' ? (it.toWord ?? '') : '',
      skips: it.kind === 'one' || it.kind === 'scale' ? (it.skips ?? []) : [],
    })),
  }
}

/** The questions with one moved up or down; skips forget where they led, because numbers changed. */
export function moved(
  questions: readonly TypedQuestion[],
  from: number,
  to: number,
): readonly TypedQuestion[] {
  const rest = questions.filter((_question, at) => at !== from)
  const one = questions[from]
  if (!one || to < 0 || to >= questions.length) return questions
  return [...rest.slice(0, to), one, ...rest.slice(to)].map((it) => ({ ...it, skips: [] }))
}
