/** What the floors above tell of purchases, so that nobody is asked to buy what they just bought. */
import type { Work } from '../../../platform/work.ts'
import { lastPurchases, savePurchases, type Pair, type Purchase } from '../store/purchases.ts'

/** Notes that people bought at merchants; late and doubled news changes nothing (OU18). */
export function notePurchases(work: Work, purchases: readonly Purchase[]): Promise<void> {
  return savePurchases(work, purchases)
}

/** When each of these last bought there, as `person/merchant`; who is missing bought nothing. */
export function lastPurchasesOf(
  work: Work,
  pairs: readonly Pair[],
): Promise<ReadonlyMap<string, Date>> {
  return lastPurchases(work, pairs)
}
