/** Which answer of the past stood behind something that was done: for proofs. */
import type { Work } from '../../../platform/work.ts'
import type { ConsentFact, ConsentQuestion } from '../model/consent-facts.ts'
import { consentFacts } from '../store/consent-facts.ts'

/**
 * The yes behind each question, in the order of the questions; null where there never was one. One
 * statement, however many questions; give some thousands at most. The caller writes the look down.
 */
export async function consentFactsOf(
  work: Work,
  asked: readonly ConsentQuestion[],
): Promise<readonly (ConsentFact | null)[]> {
  const found = new Map(
    (await consentFacts(work, asked)).map(({ place, ...fact }) => [place, fact]),
  )
  return asked.map((_, at) => found.get(at + 1) ?? null)
}
