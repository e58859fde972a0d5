/** Takes back, in one go, what a person agrees to with the market and with every shop. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import { consentChanged, merchantConsentChanged } from '../events.ts'
import type { ConsentChannel, ConsentProof, Purpose } from '../model.ts'
import { fallenWith } from '../model/consents.ts'
import { merchantWordings, wordings } from '../model/wordings.ts'
import { agreedSince, consentsNow, insertConsents, keepWordings } from '../store/consents.ts'
import { insertMerchantConsents, merchantConsentsByPerson } from '../store/merchant-consents.ts'
import { forgetAfter } from './memory.ts'

export type Withdrawal = {
  readonly channel: ConsentChannel
  readonly proof: ConsentProof
  /** Which go; all when left out. What stands on them goes as well (PE13). */
  readonly goes?: (purpose: Purpose) => boolean
  /** Only what was agreed to before an instant. */
  readonly before?: Date
}

/** More shops than anybody follows: nothing of a person may be left over. */
const SHOPS_MAX = 100_000

/**
 * Takes back what a person agrees to, and tells of each. The caller holds the person's row.
 *
 * @returns how many yeses were taken back
 */
export async function withdrawAll(
  work: Work,
  personId: Id<'person'>,
  { channel, proof, goes = () => true, before }: Withdrawal,
): Promise<number> {
  const said = () => ({ id: work.newId('consent'), personId, at: work.now, channel })
  const since = before ? await agreedSince(work, personId, before) : new Set<string>()
  const [held] = await consentsNow(work.tx, [personId], 'also held back')
  const own = fallenWith(
    held?.purposes ?? [],
    (purpose) => goes(purpose) && !since.has(`${purpose}/`),
    wordings,
  ).map((no) => ({ ...no, ...said() }))
  const shops = await merchantConsentsByPerson(work, personId, SHOPS_MAX, 'also held back')
  const atShops = shops.flatMap(({ merchantId, purposes }) =>
    fallenWith(
      purposes,
      (purpose) => goes(purpose) && !since.has(`${purpose}/${merchantId}`),
      merchantWordings,
    ).map((no) => ({ ...no, ...said(), merchantId })),
  )
  if (own.length > 0) {
    await keepWordings(work, 'market', wordings)
    await insertConsents(work, own, proof)
  }
  if (atShops.length > 0) {
    await keepWordings(work, 'merchant', merchantWordings)
    await insertMerchantConsents(work, atShops, proof)
  }
  const about = { subjectId: personId }
  for (const { purpose } of own) {
    work.announce(consentChanged, { personId, purpose, granted: false }, about)
  }
  for (const { purpose, merchantId } of atShops) {
    work.announce(merchantConsentChanged, { personId, merchantId, purpose, granted: false }, about)
  }
  forgetAfter(work, personId)
  return own.length + atShops.length
}
