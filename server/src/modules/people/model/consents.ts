/** How consents hang together: what a yes needs, and what falls with a no. Pure. */
import type { MerchantPurpose, Purpose, Wording } from '../model.ts'
import type { PeopleRefusal } from './refusals.ts'
import { merchantWordings } from './wordings.ts'

export type Answer<Of extends Purpose = Purpose> = {
  readonly purpose: Of
  readonly granted: boolean
  readonly wordingVersion: number
}

/** What a purpose cannot stand without: a night its day, and each way marketing itself (PE13). */
export function basisOf(purpose: Purpose): MerchantPurpose | null {
  switch (purpose) {
    case 'location':
    case 'marketing':
      return null
    case 'night-marketing/sms':
      return 'marketing/sms'
    case 'night-marketing/kakao':
      return 'marketing/kakao'
    case 'night-marketing/line':
      return 'marketing/line'
    case 'night-marketing':
    case 'marketing/email':
    case 'marketing/sms':
    case 'marketing/kakao':
    case 'marketing/line':
      return 'marketing'
  }
}

/** How many others a purpose stands on. */
function depthOf(purpose: Purpose): number {
  const basis = basisOf(purpose)
  return basis === null ? 0 : 1 + depthOf(basis)
}

function standsOn(purpose: Purpose, ground: Purpose): boolean {
  if (purpose === ground) return true
  const basis = basisOf(purpose)
  return basis !== null && standsOn(basis, ground)
}

function wordingAmong<Of extends Purpose>(
  wordings: readonly Wording<Of>[],
  purpose: Of,
): Wording<Of> {
  const wording = wordings.find((each) => each.purpose === purpose)
  if (!wording) throw new Error(`no wording for ${purpose}`)
  return wording
}

/** The wording in force for what people agree to with one shop. */
export function merchantWordingOf(purpose: MerchantPurpose): Wording<MerchantPurpose> {
  return wordingAmong(merchantWordings, purpose)
}

/** Why an answer cannot be taken; null when it can (PE11, PE13). */
export function objectionTo<Of extends Purpose>(
  answer: Answer<Of>,
  held: ReadonlySet<Purpose>,
  wordings: readonly Wording<Of>[],
): PeopleRefusal | null {
  if (!answer.granted) return null
  const { version } = wordingAmong(wordings, answer.purpose)
  if (answer.wordingVersion !== version) return 'people.wording-outdated'
  const basis = basisOf(answer.purpose)
  return basis && !held.has(basis) ? 'people.marketing-needed' : null
}

/**
 * What an answer changes: itself, and what falls with it (PE13), what stands on others first. Nothing
 * when it changes nothing.
 */
export function changesOf<Of extends Purpose>(
  answer: Answer<Of>,
  held: ReadonlySet<Of>,
  wordings: readonly Wording<Of>[],
): readonly Answer<Of>[] {
  const { purpose, granted } = answer
  if (granted) return held.has(purpose) ? [] : [answer]
  return fallenWith([...held], (each) => each === purpose, wordings)
}

/** The answers in the order in which each yes finds what it stands on. */
export function inOrder<Of extends Purpose>(answers: readonly Answer<Of>[]): readonly Answer<Of>[] {
  return answers.toSorted((one, other) => depthOf(one.purpose) - depthOf(other.purpose))
}

/** What falls of what is held when all that `goes` names is taken back: what stands on others first. */
export function fallenWith<Of extends Purpose>(
  held: readonly Of[],
  goes: (purpose: Of) => boolean,
  wordings: readonly Wording<Of>[],
): readonly Answer<Of>[] {
  return held
    .filter((each) => held.some((ground) => goes(ground) && standsOn(each, ground)))
    .toSorted((one, other) => depthOf(other) - depthOf(one) || (one < other ? -1 : 1))
    .map((purpose) => ({
      purpose,
      granted: false,
      wordingVersion: wordingAmong(wordings, purpose).version,
    }))
}
