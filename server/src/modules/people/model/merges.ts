/** When two accounts of one person may become one, and how long that can be undone. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS, MINUTE_MS } from '../../../kernel/time.ts'

export type Merge = {
  readonly id: Id<'merge'>
  /** The account that goes on. */
  readonly keptId: Id<'person'>
  /** The account that went into it. */
  readonly mergedId: Id<'person'>
  readonly mergedAt: Date
  readonly undoUntil: Date
  readonly undoneAt: Date | null
}

/** How long after showing the other account to be theirs somebody may merge it. */
export const MERGE_PROOF_MS = 10 * MINUTE_MS
/** How long a merge can be undone. */
export const MERGE_UNDO_MS = 30 * DAY_MS
/** Rows that one merge may move; nobody has as many by living in a town. */
export const MERGE_ROWS_MAX = 50_000
/** Merges shown at once. */
export const MERGES_MAX = 50

export const mergeRefusals = {
  'people.merge-proof-wrong': {
    kind: 'conflict',
    says: 'That the other account is yours was not shown, or too long ago.',
    todo: 'Prove its phone number, e-mail address or provider again, and merge within ten minutes.',
  },
  'people.merge-nobody': {
    kind: 'not-found',
    says: 'There is no other account of this number or address.',
    todo: 'Check the number or address: it may be this account’s own.',
  },
  'people.merge-unknown': { kind: 'not-found', says: 'There is no such merge.' },
  'people.merge-already': {
    kind: 'conflict',
    says: 'One of the two accounts is merged with another one already.',
    todo: 'Look at GET /v1/me/merges.',
  },
  'people.merge-roles': {
    kind: 'conflict',
    says: 'Operators, and two accounts that both work for one shop, are not merged.',
    todo: 'Let one of the accounts leave the shop first.',
  },
  'people.merge-child': {
    kind: 'conflict',
    says: 'The account of a child is merged with no other: a guardian answers for that one alone.',
    todo: 'Wait until the child is old enough.',
  },
  'people.merge-too-large': {
    kind: 'exhausted',
    says: 'There is more in the other account than can be moved at once.',
    todo: 'Ask the operator.',
  },
  'people.merge-not-now': {
    kind: 'conflict',
    says: 'Something of the two accounts is being changed at this very moment.',
    todo: 'Try again.',
  },
  'people.merge-too-late': {
    kind: 'conflict',
    says: 'The merge can no longer be undone.',
  },
} as const satisfies Refusals
export type MergeRefusal = keyof typeof mergeRefusals

/** What bears on whether an account may be merged. */
export type MergeSide = {
  readonly isOperator: boolean
  readonly isMerged: boolean
  readonly isErased: boolean
  /** Whether it is known to be somebody's under age. */
  readonly isChild: boolean
  /** Where it works. */
  readonly merchantIds: readonly string[]
}

/** What speaks against making one of two accounts; null when nothing does (PE85). */
export function objectionToMerge(kept: MergeSide, other: MergeSide): MergeRefusal | null {
  if (kept.isErased || other.isErased) return 'people.merge-proof-wrong'
  if (kept.isMerged || other.isMerged) return 'people.merge-already'
  if (kept.isChild || other.isChild) return 'people.merge-child'
  if (kept.isOperator || other.isOperator) return 'people.merge-roles'
  const isBoth = other.merchantIds.some((id) => kept.merchantIds.includes(id))
  return isBoth ? 'people.merge-roles' : null
}
