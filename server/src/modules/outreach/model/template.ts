/**
 * Templates of Alimtalk: what may stand in one, and how its places are filled. Pure.
 *
 * Kakao reviews each template; what is sent has to be the approved one, letter by letter, but for
 * what stands in its places `#{name}`.
 */
import type { Refusals } from '../../../kernel/refused.ts'

export const templateStates = ['draft', 'in-review', 'approved', 'rejected'] as const
export type TemplateState = (typeof templateStates)[number]

/** Why an Alimtalk may go without a consent to advertising. */
export const templateBases = ['service', 'paid-points', 'asked-for'] as const
export type TemplateBasis = (typeof templateBases)[number]

export type Template = {
  readonly code: string
  readonly name: string
  readonly body: string
  readonly basis: TemplateBasis
  /** The sentence in the body that names the basis; only `service` goes without. */
  readonly basisSentence: string | null
  readonly state: TemplateState
  readonly providerId: string | null
  /** Why it was rejected. */
  readonly reason: string | null
}
/** As it is kept, with the instant of its last change. */
export type TemplateRow = Template & { readonly changedAt: Date }
export type TemplateDraft = Pick<Template, 'code' | 'name' | 'body' | 'basis' | 'basisSentence'>

/** A rejected one is mended and sent in again; an approved one stays as it is, for good. */
export const nextTemplateStates: Readonly<Record<TemplateState, readonly TemplateState[]>> = {
  draft: ['draft', 'in-review'],
  'in-review': ['approved', 'rejected'],
  approved: [],
  rejected: ['draft', 'in-review'],
}

export const templateRefusals = {
  'template.unknown': { kind: 'not-found', says: 'There is no such template.' },
  'template.not-now': {
    kind: 'conflict',
    says: 'The template is in another state by now.',
    todo: 'Look at its state, and go on from there.',
  },
  'template.advertisement': {
    kind: 'invalid',
    says: 'Alimtalk takes no advertising.',
    todo: 'Say what happened, without praise, and send the rest another way.',
  },
  'template.no-basis': {
    kind: 'invalid',
    says: 'Points and coupons need a paid purchase or an act of the person, and a sentence that says so.',
    todo: 'Choose the basis, and write its sentence into the text.',
  },
  'template.places': {
    kind: 'invalid',
    says: 'A place is written as #{name}, with a name of 1 to 20 letters.',
  },
} as const satisfies Refusals
export type TemplateRefusal = keyof typeof templateRefusals

const PLACE = /#\{([^{}]*)\}/g
const NAME = /^[\p{L}\d_ -]{1,20}$/u

/** Words of advertising that reviewers turn back. A list of ours: Kakao publishes none. */
const ADVERTISING =
  /\(광고\)|할인|특가|세일|이벤트|프로모션|사은품|경품|무료\s*증정|최저가|1\s*\+\s*1|놓치지|서두르|특별\s*혜택|\bsale\b|\bdiscount|\d+\s*%\s*off/i
/** What may be given only on a basis, from 2026-04-01 on. */
const GIVEN = /쿠폰|포인트|적립|\bcoupons?\b|\bpoints?\b/i

/** The names of the places of a text, each once. */
export function placesOf(body: string): readonly string[] {
  return [...new Set([...body.matchAll(PLACE)].map(([, name = '']) => name))]
}

/** What is wrong with a template; null when it may be sent to review (OU51, OU52). */
export function objectionTo({ body, basis, basisSentence }: TemplateDraft): TemplateRefusal | null {
  const stray = body.replaceAll(PLACE, '')
  if (/#\{|\$\{/.test(stray) || placesOf(body).some((name) => !NAME.test(name))) {
    return 'template.places'
  }
  if (ADVERTISING.test(body)) return 'template.advertisement'
  if (basis === 'service') return GIVEN.test(stray) ? 'template.no-basis' : null
  const sentence = basisSentence?.trim() ?? ''
  return sentence.length >= 5 && body.includes(sentence) ? null : 'template.no-basis'
}

/**
 * The text of a template with its places filled: exactly those it has, none empty, none more, and no
 * advertising by way of a place; null when that cannot be (OU51).
 */
export function filledText(
  body: string,
  variables: Readonly<Record<string, string>>,
): string | null {
  const places = placesOf(body)
  const given = Object.keys(variables)
  if (places.length !== given.length) return null
  if (!places.every((name) => Object.hasOwn(variables, name) && variables[name]?.trim()))
    return null
  const text = body.replaceAll(PLACE, (_place, name: string) => variables[name] ?? '')
  return ADVERTISING.test(text) || text.length > FILLED_LETTERS_MAX ? null : text
}

/** Kakao takes 1,000 letters, with what stands in the places. */
const FILLED_LETTERS_MAX = 1_000
