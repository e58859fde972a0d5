/** How often people looked at merchants: asked by the modules above, for whole batches. */
import type { Work } from '../../../platform/work.ts'
import { countViews, type ViewQuestion } from '../store/view-counts.ts'

/** One count for each question, in their order; one query, however many there are. */
export function viewCountsOf(
  work: Work,
  questions: readonly ViewQuestion[],
): Promise<readonly number[]> {
  return countViews(work, questions)
}
