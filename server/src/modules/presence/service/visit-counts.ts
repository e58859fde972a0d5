/** How often people visited merchants: asked by the modules above, for whole batches. */
import type { Work } from '../../../platform/work.ts'
import { countVisits, type VisitQuestion } from '../store/visits.ts'

/** One count for each question, in their order; one query, however many there are. */
export function visitCountsOf(
  work: Work,
  questions: readonly VisitQuestion[],
): Promise<readonly number[]> {
  return countVisits(work, questions)
}
