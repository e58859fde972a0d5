/** What a person could use on a cart, over HTTP: shapes in, shapes out. Decides nothing. */
import { z } from 'zod'
import { accessRefusals } from '../../../kernel/actor.ts'
import { idOf, instant, type Http } from '../../../platform/http.ts'
import { countMisses } from '../../../platform/http/misses.ts'
import { loyaltyRefusals } from '../../loyalty/model/refusals.ts'
import type { Missing } from '../model/missing.ts'
import { offerRefusals } from '../model/refusals.ts'
import { qualifyCart, type Qualified } from '../service/qualify.ts'
import { anyMissCodes, noteAnyMiss } from '../service/showing.ts'
import type { Whereabouts } from '../service/whereabouts.ts'
import { amountMinor, extra } from './bill-shapes.ts'
import { basketOf, quoteIn, whyNot, whyNotView } from './bills.ts'
import { selector, termsIn, termsView } from './terms.ts'

const url = '/v1/places/:placeId/bills/qualify'

const missing = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('money'), minor: amountMinor, of: selector.nullable() }),
  z.object({ kind: z.literal('units'), units: z.int(), of: selector.nullable() }),
  z.object({
    kind: z.literal('item'),
    itemId: z.string(),
    itemName: z.string(),
    units: z.int(),
  }),
])
const qualified = z.object({
  offerId: idOf('offer'),
  offerTitle: z.string(),
  /** Null for an offer that counts for everybody. */
  couponId: idOf('coupon').nullable(),
  expiresAt: instant.nullable(),
  terms: termsIn,
  isUsable: z.boolean(),
  /** What it would give if nothing else were used; zero where it cannot be used. */
  discountMinor: amountMinor,
  points: amountMinor,
  giftMinor: amountMinor,
  extras: z.array(extra),
  /** Null when it can be used. */
  reason: whyNot.nullable(),
  /** What would have to be bought besides for it to count, or, where it counts, to give more. */
  missing: missing.nullable(),
})

export function qualifyRoutes(http: Http, whereabouts: Whereabouts): void {
  countMisses(http, [url], { codes: anyMissCodes, note: noteAnyMiss })
  http.route({
    method: 'POST',
    url,
    summary:
      'What a person could use on a bill, each by itself, best first; or why not, and what is missing',
    tag: 'till',
    access: 'till',
    status: 200,
    params: z.object({ placeId: idOf('place') }),
    body: quoteIn,
    reply: z.object({ holderName: z.string().nullable(), offers: z.array(qualified) }),
    refusals: [accessRefusals, offerRefusals, loyaltyRefusals],
    handle: async (work, { params: { placeId }, body: { at = null, ...fields } }) => {
      const basket = basketOf(placeId, fields, at)
      const { holderName, offers } = await qualifyCart(work, basket, whereabouts)
      return { holderName, offers: offers.map(qualifiedView) }
    },
  })
}

function qualifiedView(it: Qualified): z.input<typeof qualified> {
  const { offer, coupon, gives, reason } = it
  const { discountMinor = 0, points = 0, giftMinor = 0, extras = [] } = gives ?? {}
  return {
    offerId: offer.id,
    offerTitle: offer.title,
    couponId: coupon?.id ?? null,
    expiresAt: coupon?.expiresAt ?? null,
    terms: termsView(offer.terms),
    isUsable: gives !== null,
    discountMinor,
    points,
    giftMinor,
    extras: extras.map((one) => ({ ...one })),
    reason: reason && whyNotView(reason),
    missing: it.missing && missingView(it.missing),
  }
}

function missingView(it: Missing): z.input<typeof missing> {
  if (it.kind === 'item') return { ...it }
  // A copy that may be written into an answer: an answer is not read-only.
  return { ...it, of: it.of as z.input<typeof selector> | null }
}
