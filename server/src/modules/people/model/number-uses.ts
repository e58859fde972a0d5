/** A proven phone number that counts once, in whichever account it is, was or will be. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'

/** Where each number counts once: a game, an event page, a survey. */
export type NumberSubject = Id<'game'> | Id<'page'> | Id<'survey'>

/** What a number would be used for. */
export type NumberTurn = {
  readonly subjectId: NumberSubject
  /** `once`, or a day of the market. */
  readonly turn: string
}

/** What the number of somebody can do: nothing is proven, it has had its turn, or it has not. */
export const numberStandings = ['unproven', 'used', 'free'] as const
export type NumberStanding = (typeof numberStandings)[number]

/** What the key is made from: phone numbers are few enough to try them all, so it takes our secret. */
export const numberText = (subjectId: NumberSubject, phone: string) =>
  `number-use/${subjectId}/${phone}`

export const numberRefusals = {
  'people.number-needed': {
    kind: 'forbidden',
    says: 'Each phone number counts once here, and yours is not proven.',
    todo: 'Prove your number with PATCH /v1/me, and try again.',
  },
  'people.number-used': {
    kind: 'conflict',
    says: 'This phone number has had its turn, in this account or another.',
    todo: 'Come again tomorrow where it is once a day; otherwise nothing is left to do.',
  },
} as const satisfies Refusals
export type NumberRefusal = keyof typeof numberRefusals

/** What speaks against a turn; null when nothing does. */
export function objectionToNumber(standing: NumberStanding): NumberRefusal | null {
  if (standing === 'free') return null
  return standing === 'unproven' ? 'people.number-needed' : 'people.number-used'
}
