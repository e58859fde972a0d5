/** An offer, as campaigns look at it. */
import { closedAs, type Offer } from '../../offers/model/offer.ts'
import { mostGiven } from '../../offers/model/terms.ts'
import type { OfferOfCampaign } from '../model/campaign.ts'

export function offerOfCampaign(offer: Offer, now: Date): OfferOfCampaign {
  return {
    id: offer.id,
    merchantId: offer.merchantId,
    title: offer.title,
    isOpen: closedAs(offer, now) === null,
    discountMinorMax: mostGiven(offer.terms),
  }
}
