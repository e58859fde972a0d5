/**
 * Who is old enough to agree by themselves, and what a guardian has to allow first. Pure.
 *
 * @see Personal Information Protection Act, §22-2; Location Information Act, §25 and §26
 */
import type { Refusals } from '../../../kernel/refused.ts'
import type { Day } from '../../../kernel/time.ts'

export const ages = ['unsaid', 'of-age', 'child'] as const
/** What a person said of their age: nothing yet, old enough, or younger. */
export type Age = (typeof ages)[number]

/** The ages at which the law draws its lines, in years. Settings of a market. */
export type AgeLimits = {
  /** Who is younger needs a guardian to agree. */
  readonly consentYears: number
  /** Up to and with this age, the guardian answers in the child's place. */
  readonly protectedYears: number
}

/** What may be asked of a guardian, each apart; nights are for nobody under age. */
export const guardianPurposes = [
  'location',
  'marketing',
  'marketing/email',
  'marketing/sms',
  'marketing/kakao',
  'marketing/line',
] as const
export type GuardianPurpose = (typeof guardianPurposes)[number]

export const ageRefusals = {
  'people.age-unsaid': {
    kind: 'conflict',
    says: 'It is not known yet whether you are old enough to agree by yourself.',
    todo: 'Say so with PUT /v1/me/age.',
  },
  'people.guardian-needed': {
    kind: 'conflict',
    says: 'You are under age: your guardian has to allow this first.',
    todo: 'Ask your guardian with POST /v1/me/guardian-requests.',
  },
  'people.too-young': {
    kind: 'conflict',
    says: 'Nobody under age gets advertising at night.',
  },
  'people.birthday-wrong': {
    kind: 'invalid',
    says: 'This is no birthday of somebody who lives.',
    todo: 'Check year, month and day.',
  },
  'people.age-said': {
    kind: 'conflict',
    says: 'You have said that you are under age, and when you were born.',
    todo: 'If that was wrong, the market corrects it.',
  },
} as const satisfies Refusals
export type AgeRefusal = keyof typeof ageRefusals

/** What decides whether a person may agree. */
export type Standing = {
  readonly age: Age
  /** Of children alone. */
  readonly bornOn: Day | null
  readonly ofAgeOn: Day | null
  readonly timeZone: string
  /** What their guardian allows; null while none has agreed. */
  readonly allowed: readonly GuardianPurpose[] | null
}

/**
 * The day on which somebody has lived so many years. Who was born on 29 February has on 1 March where
 * there is no such day (Civil Act §160).
 */
export function birthdayAfter(bornOn: Day, years: number): Day {
  const [year = 0, month = 1, day = 1] = bornOn.split('-').map(Number)
  // The calendar of Date goes on with 1 March by itself.
  return new Date(Date.UTC(year + years, month - 1, day)).toISOString().slice(0, 10)
}

/** Whether a day can be the birthday of somebody who is here now. */
export function isBirthday(day: Day, today: Day): boolean {
  const at = Date.parse(`${day}T00:00:00Z`)
  if (!Number.isFinite(at) || new Date(at).toISOString().slice(0, 10) !== day) return false
  return day <= today && birthdayAfter(day, OLDEST_YEARS) > today
}
const OLDEST_YEARS = 130

/** Whether a child is so young that the guardian answers in their place. */
export function isProtected(bornOn: Day, today: Day, { protectedYears }: AgeLimits): boolean {
  return today < birthdayAfter(bornOn, protectedYears + 1)
}

/** Whether a person is under the guard on a day: neither said to be old enough, nor grown up since. */
export function isGuarded({ age, ofAgeOn }: Standing, today: Day): boolean {
  return age === 'unsaid' || (age === 'child' && (ofAgeOn === null || today < ofAgeOn))
}

/** Why a person may not say yes to a purpose; null when they may (PE70, PE72). */
export function ageObjection(standing: Standing, purpose: string, today: Day): AgeRefusal | null {
  if (!isGuarded(standing, today)) return null
  if (standing.age === 'unsaid') return 'people.age-unsaid'
  const mayBeAllowed = guardianPurposes.find((each) => each === purpose)
  if (!mayBeAllowed) return 'people.too-young'
  return standing.allowed?.includes(mayBeAllowed) ? null : 'people.guardian-needed'
}
