/** Single answers of the past: which yes stood behind something that was done. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { ConsentChannel, Purpose } from '../model.ts'

/** Whose answer: the one to the market, or the one to a shop alone. */
export type ConsentScope = 'market' | 'merchant'

export type ConsentQuestion = {
  readonly personId: Id<'person'>
  readonly merchantId: Id<'merchant'>
  readonly scope: ConsentScope
  readonly purpose: Purpose
  readonly at: Date
}

export type ConsentFact = {
  readonly scope: ConsentScope
  readonly purpose: Purpose
  readonly wordingVersion: number
  readonly givenAt: Date
  readonly channel: ConsentChannel
  /** When it was taken back; null while it stands. */
  readonly endedAt: Date | null
}
