/** What the floors above tell of purchases, so that nobody is asked to buy what they just bought. */
import type { Work } from '../../../platform/work.ts'
import { savePurchases, type Purchase } from '../store/purchases.ts'

/** Notes that people bought at merchants; late and doubled news changes nothing (OU18). */
export function notePurchases(work: Work, purchases: readonly Purchase[]): Promise<void> {
  return savePurchases(work, purchases)
}
