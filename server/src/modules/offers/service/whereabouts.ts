/** What is known of where a person is, as far as offers ask for it. */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Circumstances, Demand } from '../model/pricing/condition.ts'
import type { StoredOffer } from '../store/offer.ts'

export type Known = Pick<Circumstances, 'zoneIds' | 'visitEvidence' | 'isFirstVisit'>

/**
 * Answers where a person is, or null where that may not be known. It is given by whoever puts the
 * house together: what notices people stands above offers. The asking is recorded there.
 */
export type Whereabouts = (
  work: Work,
  personId: Id<'person'>,
  place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> },
) => Promise<Known | null>

/** For whom nobody is noticed. */
export const nowhere: Whereabouts = async () => null

const kinds: readonly Demand['kind'][] = ['zone', 'visit', 'first-visit']

/** Asks where a person is only where some offer wants to know. */
export async function whereaboutsFor(
  work: Work,
  whereabouts: Whereabouts,
  {
    place,
    personId,
    candidates,
  }: {
    readonly place: { readonly id: Id<'place'>; readonly merchantId: Id<'merchant'> }
    readonly personId: Id<'person'> | null
    readonly candidates: readonly { readonly offer: StoredOffer }[]
  },
): Promise<Partial<Known>> {
  const isAsked = candidates.some(({ offer }) =>
    offer.terms.conditions.some((row) => row.some(({ kind }) => kinds.includes(kind))),
  )
  if (!isAsked || personId === null) return {}
  return (await whereabouts(work, personId, place)) ?? {}
}
