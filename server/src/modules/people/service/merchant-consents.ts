/** What people agree to with single shops: a friend's yes to one of them, by way. */
import { Refused } from '../../../kernel/refused.ts'
import type { Work } from '../../../platform/work.ts'
import { merchantConsentChanged } from '../events.ts'
import { type ConsentChannel, type ConsentProof, type MerchantPurpose } from '../model.ts'
import { peopleRefusals } from '../model/refusals.ts'
import { changesOf, inOrder, merchantWordingOf, objectionTo } from '../model/consents.ts'
import { merchantWordings } from '../model/wordings.ts'
import { lockPerson } from '../store.ts'
import { keepWordings } from '../store/consents.ts'
import {
  insertMerchantConsents,
  merchantConsentsByPerson,
  merchantConsentsNow,
  type MerchantConsent,
  type Pair,
} from '../store/merchant-consents.ts'
import { guardYes } from './age-guard.ts'

export type MerchantPair = Pair

/** The key of a pair in the answers of `merchantConsentsOf`. */
export const pairKey = ({ personId, merchantId }: MerchantPair) => `${personId}/${merchantId}`

const nothing: ReadonlySet<MerchantPurpose> = new Set()

/**
 * What each of these people agrees to now with each of these shops, by `pairKey`. Every pair asked for
 * is in the answer. One statement, however many pairs; give some thousands at most.
 */
export async function merchantConsentsOf(
  work: Work,
  pairs: readonly MerchantPair[],
): Promise<ReadonlyMap<string, ReadonlySet<MerchantPurpose>>> {
  const answer = new Map(pairs.map((pair) => [pairKey(pair), nothing]))
  if (pairs.length === 0) return answer
  for (const { purposes, ...pair } of await merchantConsentsNow(work, pairs)) {
    answer.set(pairKey(pair), new Set(purposes))
  }
  return answer
}

/** Where an answer to a shop was given, and what shows it later. */
export type Given = MerchantPair & {
  readonly channel: ConsentChannel
  readonly proof: ConsentProof
}

/**
 * Takes a person's yes to purposes of one shop into the history (PE12), whatever they agree to with
 * the market. Yeses given together may stand on one another (PE13).
 *
 * @returns what changed: nothing when it was so already
 * @throws {Refused} `people.unknown`, `people.wording-outdated`, `people.marketing-needed`,
 *   `people.age-unsaid`, `people.guardian-needed`, `people.too-young`
 */
export function agreeWithMerchant(
  work: Work,
  given: Given & {
    readonly agreed: readonly {
      readonly purpose: MerchantPurpose
      readonly wordingVersion: number
    }[]
  },
): Promise<readonly MerchantConsent[]> {
  const { agreed, ...where } = given
  return answerMerchant(
    work,
    where,
    agreed.map((each) => ({ ...each, granted: true })),
  )
}

/**
 * Takes a person's no to purposes of one shop into the history, with what falls with it; `null` is a no
 * to all of them. Never refused: what was not agreed to changes nothing.
 *
 * @throws {Refused} `people.unknown`
 */
export function withdrawFromMerchant(
  work: Work,
  given: Given & { readonly purposes: readonly MerchantPurpose[] | null },
): Promise<readonly MerchantConsent[]> {
  const { purposes, ...where } = given
  // All else falls with marketing.
  const no = purposes ?? (['marketing'] as const)
  return answerMerchant(
    work,
    where,
    no.map((purpose) => ({
      purpose,
      granted: false,
      wordingVersion: merchantWordingOf(purpose).version,
    })),
  )
}

/** Shops that one person may have answered; nobody comes near it. */
const SHOPS_MAX = 100_000

/**
 * Takes back all that a person agreed to with any shop, with one statement: for whoever goes for good, or
 * wants no advertising of anybody.
 *
 * @returns how many answers changed
 */
export async function withdrawFromAllMerchants(
  work: Work,
  { personId, channel, proof }: Omit<Given, 'merchantId'>,
): Promise<number> {
  await lockPerson(work, personId)
  const no = {
    purpose: 'marketing',
    granted: false,
    wordingVersion: merchantWordingOf('marketing').version,
  } as const
  const held = await merchantConsentsByPerson(work, personId, SHOPS_MAX)
  const changes = held.flatMap(({ merchantId, purposes }) =>
    changesOf(no, new Set(purposes), merchantWordings).map((change) => ({
      ...change,
      personId,
      merchantId,
      id: work.newId('consent'),
      at: work.now,
      channel,
    })),
  )
  await keepChanges(work, changes, proof)
  return changes.length
}

type MerchantAnswer = {
  readonly purpose: MerchantPurpose
  readonly granted: boolean
  readonly wordingVersion: number
}

async function answerMerchant(
  work: Work,
  { personId, merchantId, channel, proof }: Given,
  answers: readonly MerchantAnswer[],
): Promise<readonly MerchantConsent[]> {
  if (!(await lockPerson(work, personId))) throw new Refused(peopleRefusals, 'people.unknown')
  const yeses = answers.filter(({ granted }) => granted).map(({ purpose }) => purpose)
  await guardYes(work, personId, yeses)
  const pair = { personId, merchantId }
  const [held] = await merchantConsentsNow(work, [pair], 'also held back')
  const now = new Set<MerchantPurpose>(held?.purposes)
  const changes: MerchantConsent[] = []
  for (const answer of inOrder(answers)) {
    const objection = objectionTo(answer, now, merchantWordings)
    if (objection) throw new Refused(peopleRefusals, objection)
    for (const change of changesOf(answer, now, merchantWordings)) {
      if (change.granted) now.add(change.purpose)
      else now.delete(change.purpose)
      changes.push({ ...change, ...pair, id: work.newId('consent'), at: work.now, channel })
    }
  }
  await keepChanges(work, changes, proof)
  return changes
}

async function keepChanges(
  work: Work,
  changes: readonly MerchantConsent[],
  proof: ConsentProof,
): Promise<void> {
  if (changes.length === 0) return
  await keepWordings(work, 'merchant', merchantWordings)
  await insertMerchantConsents(work, changes, proof)
  for (const { personId, merchantId, purpose, granted } of changes) {
    const fact = { personId, merchantId, purpose, granted }
    work.announce(merchantConsentChanged, fact, { subjectId: personId })
  }
}
