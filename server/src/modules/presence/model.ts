/** Signals, zones, stays and visits: what other modules may know of them. Pure. */
import type { Id } from '../../kernel/id.ts'
import type { Evidence, Method } from './model/signal.ts'

/** A visit as it is shown to its person. */
export type VisitShown = {
  readonly id: Id<'visit'>
  readonly placeId: Id<'place'>
  readonly merchantId: Id<'merchant'>
  readonly startedAt: Date
  readonly endedAt: Date | null
  readonly evidence: Evidence
  readonly method: Method
}
