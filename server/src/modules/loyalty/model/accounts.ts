/** The ledger accounts of loyalty. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { AccountName } from '../../ledger/model.ts'

/** A person's points of one shop. */
export function pointsAt(personId: Id<'person'>, merchantId: Id<'merchant'>): AccountName {
  const key = `person/${personId}/points/${merchantId}`
  return { key, unit: 'points', guarded: true, keepsLots: true }
}

/** What is left on a gift card. */
export function giftOn(giftCardId: Id<'gift-card'>): AccountName {
  return { key: `gift/${giftCardId}`, unit: 'KRW', guarded: true, keepsLots: false }
}

/** A shop's gift cards: below zero by as much as people hold of them. */
export function giftsOfMerchant(merchantId: Id<'merchant'>): AccountName {
  return { key: `merchant/${merchantId}/gift`, unit: 'KRW', guarded: false, keepsLots: false }
}
