/** What others may look at of a person. Pure. */
import { HOUR_MS } from '../../../kernel/time.ts'

export const lookedAt = ['tags', 'facts', 'export'] as const
/**
 * What was looked at: what a shop noted of a member, what happened around a person (by an operator),
 * all that is kept of them.
 */
export type LookedAt = (typeof lookedAt)[number]

/** Who has neither a password nor an address proves to be themselves by having just signed in. */
export const FRESH_SESSION_MS = HOUR_MS / 6
