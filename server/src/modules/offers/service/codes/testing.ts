/** Batches of codes on a real street, for tests: made, claimed, listed. */
import type { Actor } from '../../../../kernel/actor.ts'
import { aPerson, testId } from '../../../../kernel/testing.ts'
import { alphabets } from '../../model/codes/alphabet.ts'
import type { Batch } from '../../model/codes/batch.ts'
import { offerReactions } from '../../reactions.ts'
import { openStreet, owner } from '../testing.ts'
import { createBatch, vouchersIn, type BatchRequest } from './batches.ts'
import { claimWithCode, type ClaimedByCode } from './claim.ts'

export const batchId = testId<'code-batch'>('code-batch')
export const firstCodes = { limit: 100, after: null }
/** One code for three people. */
export const shared = { kind: 'shared', text: '봄맞이-2026', claimsMax: 3 } as const

/** Twenty codes as `10OFF-#######`, of the first offer, good as long as it is. */
export function aBatch(change: Partial<BatchRequest> = {}): BatchRequest {
  return {
    id: batchId,
    offerId: testId('offer'),
    title: '봄 전단',
    codes: {
      kind: 'made-up',
      pattern: { text: '10OFF-#######', alphabet: alphabets.crockford },
      count: 20,
    },
    claimFrom: null,
    claimUntil: null,
    publishDays: null,
    ...change,
  }
}

/** The claimer number so-and-so, always from an own address. */
export const asker = (number: number, address = `address ${number}`) => ({
  actor: aPerson({ number }) as Actor,
  addressHash: address,
})

export async function openCodes() {
  const street = await openStreet()
  const { inWork } = street

  const texts = async (): Promise<readonly string[]> => {
    const { page } = await inWork(owner, (work) =>
      vouchersIn(work, batchId, { search: null, page: firstCodes }),
    )
    return page.items.map(({ voucher }) => voucher.text)
  }
  return {
    street,
    texts,
    firstText: async () => (await texts())[0] ?? '',
    make: async (change: Partial<BatchRequest> = {}): Promise<Batch> => {
      const batch = await inWork(owner, (work) => createBatch(work, aBatch(change)))
      await street.runReactions([offerReactions])
      return batch
    },
    claim: (text: string, number = 1, couponNumber = number): Promise<ClaimedByCode> =>
      claimWithCode(street.platform.inWork, asker(number), {
        text,
        couponId: testId('coupon', couponNumber),
      }),
  }
}
