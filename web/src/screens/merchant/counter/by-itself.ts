/** The counter without the server: what this till says by itself, as events of the counter. */
import { acceptHere, judgeHere, type OfflineAsking } from '../../../offline/till.ts'
import type { CounterEvent, Terms } from './counter.ts'

type Judged = NonNullable<Awaited<ReturnType<typeof judgeHere>>>
type Accepted = Extract<Judged, { kind: 'accepted' }>

/** Null where this till was never told what it would have to know. */
export async function quoteOffline(
  placeId: string,
  asking: OfflineAsking,
): Promise<CounterEvent | null> {
  const judged = await judgeHere(placeId, asking)
  if (!judged) return null
  if (judged.kind === 'refused') return refusalOf(judged)
  return { kind: 'quote', terms: termsOf(judged, asking.billMinor) }
}

/** Keeps what was quoted, unless something speaks against it now. */
export async function acceptOffline(
  placeId: string,
  { key, ...asking }: OfflineAsking & { readonly key: string },
  terms: Terms,
): Promise<CounterEvent> {
  try {
    const judged = await acceptHere(placeId, asking, key)
    if (judged?.kind !== 'accepted') return judged ? refusalOf(judged) : { kind: 'silence' }
    const redemption = { ...terms, redemptionId: key, pointsEarned: 0 }
    return { kind: 'answer', redemption, atMs: Date.now() }
  } catch {
    // The device could not keep it: without its proof nothing was accepted.
    return { kind: 'silence' }
  }
}

function refusalOf(judged: Extract<Judged, { kind: 'refused' }>): CounterEvent {
  const { code, details } = judged.reason
  return { kind: 'refusal', refusal: { code, says: '', more: details } }
}

function termsOf({ offer, discountMinor, payMinor }: Accepted, billMinor: number): Terms {
  return {
    offerTitle: offer.title,
    billMinor,
    discountMinor,
    payMinor,
    // Who it is, only the server knows.
    holderName: '',
    isOffline: true,
    promised: offer.terms,
  }
}
