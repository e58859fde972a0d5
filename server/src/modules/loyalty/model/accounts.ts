/** The ledger accounts of loyalty. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { AccountName } from '../../ledger/model.ts'

/** A person's points of one shop. */
export function pointsAt(personId: Id<'person'>, merchantId: Id<'merchant'>): AccountName {
  const key = `person/${personId}/points/${merchantId}`
  return { key, unit: 'points', guarded: true, keepsLots: true }
}
