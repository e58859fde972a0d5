/** What the rest of the house asks of talks. */
import type { Invariant } from '../../platform/invariants.ts'
import { invariants } from './store/invariants.ts'

/** What must hold in every database, for `verify`. */
export const talkInvariants: readonly Invariant[] = invariants
