/** Whether somebody takes advertising at all, and the way out of all of it in one go. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { ConsentChannel, ConsentProof } from '../model.ts'
import { lockPerson } from '../store.ts'
import { marketingStance, type MarketingStance } from '../store/marketing.ts'
import { withdrawAll } from './withdrawals.ts'

/** Whether a person agrees to advertising of anybody, and when they last said no to some. */
export const marketingStanceOf: (work: Work, personId: Id<'person'>) => Promise<MarketingStance> =
  marketingStance

/**
 * Takes back every yes to advertising, of the market and of single shops, also one that waits for its
 * giver's age: they stand apart (PE50, PE70).
 *
 * @returns how many yeses were taken back
 */
export async function withdrawMarketing(
  work: Work,
  given: {
    readonly personId: Id<'person'>
    readonly channel: ConsentChannel
    readonly proof: ConsentProof
  },
): Promise<number> {
  const { personId, channel, proof } = given
  await lockPerson(work, personId)
  const goes = (purpose: string) => purpose === 'marketing'
  return withdrawAll(work, personId, { channel, proof, goes })
}
