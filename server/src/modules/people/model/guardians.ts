/** What is asked of guardians, and in which words. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import type { Locale } from '../model.ts'
import { guardianPurposes, type GuardianPurpose } from './age.ts'
import type { Words } from './code-words.ts'
import { basisOf } from './consents.ts'
import { wordings } from './wordings.ts'

/**
 * What a child gave to reach the guardian goes after five days without an answer (Standard Guidelines
 * for Personal Information Protection, §13; read in a summary).
 */
export const GUARDIAN_DAYS = 5
export const GUARDIAN_REQUEST_LIFE_MS = GUARDIAN_DAYS * DAY_MS
/** How often one address is asked, and one child asks, within a day. */
export const GUARDIAN_REQUESTS_MAX = 5
export const GUARDIAN_REQUESTS_WINDOW_MS = DAY_MS

/** How it is checked that it is the guardian who answers: two of the ways of the decree, §17-2. */
export type GuardianWay = 'text-message' | 'email'
export const guardianWayOf = (address: string): GuardianWay =>
  address.includes('@') ? 'email' : 'text-message'

/** What leads to a guardian: an address, as a hash and as what only the holder of the link can read. */
export type GuardianLink = {
  readonly childId: Id<'person'>
  readonly addressHash: string
  readonly addressSealed: string
  readonly way: GuardianWay
  readonly tokenHash: string
}
export type GuardianRequest = GuardianLink & {
  readonly id: Id<'guardian-request'>
  readonly askedAt: Date
  readonly expiresAt: Date
}
/** A yes that stands. */
export type Guardian = GuardianLink & {
  /** Their account here, where they have one. */
  readonly guardianId: Id<'person'> | null
  readonly purposes: readonly GuardianPurpose[]
  readonly since: Date
}

export const guardianRefusals = {
  'people.no-guardian-needed': {
    kind: 'conflict',
    says: 'You are old enough to agree by yourself.',
  },
  'people.guardian-stands': {
    kind: 'conflict',
    says: 'A guardian has agreed already.',
    todo: 'They change or end it by the link that they got.',
  },
  'people.guardian-not-you': {
    kind: 'conflict',
    says: 'This is your own address, or that of somebody under age.',
    todo: 'Give the phone number or e-mail address of your parent or guardian.',
  },
  'people.too-many-guardian-requests': {
    kind: 'too-many',
    says: 'A guardian was asked too often today.',
    todo: 'Wait for `retryAfterSeconds`.',
  },
  'people.guardian-link-unknown': {
    kind: 'not-found',
    says: 'There is no such link, or it was answered, replaced, or ran out.',
    todo: 'Ask the child to send a new one.',
  },
  'people.ward-unknown': { kind: 'not-found', says: 'You answer for no such child.' },
} as const satisfies Refusals

/** What a guardian agrees to: the account itself. Each purpose has its own words besides. */
export const guardianWording = {
  version: 1,
  ko:
    '저는 이 아이의 법정대리인(부모 등)이에요. 아이가 골목 계정을 쓰는 데 동의해요. 계정에는 이름과 로그인에 쓰는 번호나 이메일, ' +
    '생일, 받은 쿠폰과 포인트가 남아요. 생일은 만 14세가 되는 날 지우고, 이 동의는 그날까지예요. 언제든 같은 링크에서 거둘 수 있고, ' +
    '거두면 아이가 동의한 것과 남은 위치도 바로 지워요.',
  en:
    'I am the legal guardian (such as a parent) of this child. I agree that the child has a Golmok account. It holds a name, the number or ' +
    'e-mail address to sign in with, the birthday, coupons and points. The birthday is deleted on the day the child turns 14, and this ' +
    'consent lasts until then. I can withdraw it by the same link at any time; then all that the child agreed to ends, and what is left of ' +
    'its location is erased at once.',
} as const

/** The words that stand on the page for each purpose. */
export const guardianPurposeWordings = wordings.filter(({ purpose }) =>
  guardianPurposes.some((each) => each === purpose),
)

/** Whether the versions that stood on the page are those in force: of the account, and of each purpose. */
export function areInForce(
  wordingVersion: number,
  agreed: readonly { readonly purpose: GuardianPurpose; readonly wordingVersion: number }[],
): boolean {
  return (
    wordingVersion === guardianWording.version &&
    agreed.every(({ purpose, wordingVersion: version }) =>
      guardianPurposeWordings.some(
        (wording) => wording.purpose === purpose && wording.version === version,
      ),
    )
  )
}

/** Whether each way comes with marketing itself (PE13). */
export function standTogether(allowed: readonly GuardianPurpose[]): boolean {
  return allowed.every((purpose) => {
    const basis = basisOf(purpose)
    return basis === null || allowed.some((each) => each === basis)
  })
}

/** An address of which its owner recognises the ends: 010-****-5678, m***@golmok.kr. */
export function maskedAddress(address: string): string {
  const [name = '', site] = address.split('@')
  return site === undefined ? `***-****-${address.slice(-4)}` : `${name.slice(0, 1)}***@${site}`
}

type Letter = { readonly market: string; readonly link: string; readonly locale: Locale }

/** The words that ask a guardian. */
export function askingWords(childName: string, { market, link, locale }: Letter): Words {
  return locale === 'ko'
    ? {
        subject: `${market}: 아이 계정에 보호자 동의가 필요해요`,
        text: `[${market}] ${childName} 아이가 보호자라고 알려 줬어요. ${GUARDIAN_DAYS}일 안에 보고 정해 주세요. 모르는 아이라면 이 메시지를 지우셔도 돼요: ${link}`,
      }
    : {
        subject: `${market}: a child names you as guardian`,
        text: `[${market}] ${childName} names you as guardian. Please look and decide within ${GUARDIAN_DAYS} days. If you know no such child, delete this: ${link}`,
      }
}

/** The words that tell a guardian that their answer was noted, as the decree asks (§17-2). */
export function notedWords(
  kind: 'yes' | 'no' | 'withdrawn',
  childName: string,
  { market, link, locale }: Letter,
): Words {
  const said = {
    ko: { yes: '동의하신 것을', no: '동의하지 않으신 것을', withdrawn: '동의를 거두신 것을' },
    en: { yes: 'you agreed', no: 'you did not agree', withdrawn: 'you withdrew your consent' },
  }[locale][kind]
  const change =
    kind === 'yes'
      ? { ko: ` 바꾸거나 거두기: ${link}`, en: ` Change or end it: ${link}` }[locale]
      : ''
  return locale === 'ko'
    ? {
        subject: `${market}: 보호자 확인 결과`,
        text: `[${market}] ${childName} 아이의 계정에 ${said} 확인했어요.${change}`,
      }
    : {
        subject: `${market}: your answer as guardian`,
        text: `[${market}] We noted that ${said} for the account of ${childName}.${change}`,
      }
}
