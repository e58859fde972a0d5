/** What is known of a person at a shop, as far as offers ask for it: tags, and how regular they are. */
import type { Id } from '../../../kernel/id.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { segmentOf } from '../../loyalty/model/segments.ts'
import { memberFacts } from '../../loyalty/service/tags.ts'
import type { Circumstances } from '../model/pricing/condition.ts'
import { billDaysOf } from '../store/bill-days.ts'
import type { StoredOffer } from '../store/offer.ts'

type Known = Pick<Circumstances, 'segmentIds' | 'tags'>

/** As many days as bear on how regular somebody is. */
const DAYS_MAX = 100

/**
 * Looks at a person only where some offer wants to know (OF65). It is what the shop itself has seen of
 * somebody who shows a code at its counter: nobody's place is looked at.
 */
export async function knownOfMember(
  work: Work,
  {
    merchantId,
    personId,
    at,
    candidates,
  }: {
    readonly merchantId: Id<'merchant'>
    readonly personId: Id<'person'> | null
    readonly at: Date
    readonly candidates: readonly { readonly offer: StoredOffer }[]
  },
): Promise<Partial<Known>> {
  const isAsked = candidates.some(({ offer }) =>
    offer.terms.conditions.some((row) => {
      return row.some(({ kind }) => kind === 'segment' || kind === 'tag')
    }),
  )
  if (!isAsked || personId === null) return {}
  const key = { merchantId, personId }
  const [facts, billDays] = await Promise.all([
    memberFacts(work, key),
    billDaysOf(work, key, MARKET_TIME_ZONE, DAYS_MAX),
  ])
  const { day } = wallTime(at, MARKET_TIME_ZONE)
  return { tags: facts.tags, segmentIds: [segmentOf([...facts.boughtDays, ...billDays], day)] }
}
