/** What passes do by themselves: they change with the coupons they show. */
import { onBatch, type Reactions } from '../../platform/log.ts'
import {
  couponCancelled,
  couponRedeemed,
  offerChanged,
  redemptionReversed,
} from '../offers/events.ts'
import { passesChanged } from './service.ts'

const aboutCoupons = [couponRedeemed, redemptionReversed, couponCancelled] as const

export const passReactions: Reactions = {
  reader: 'passes',
  handlers: [
    onBatch([...aboutCoupons, offerChanged], async (work, facts) => {
      const couponIds = facts.flatMap(({ name, data }) => {
        const kind = aboutCoupons.find((one) => one.name === name)
        return kind ? [kind.shape.parse(data).couponId] : []
      })
      const offerIds = facts.flatMap(({ name, data }) =>
        name === offerChanged.name ? [offerChanged.shape.parse(data).offerId] : [],
      )
      await passesChanged(work, { couponIds, offerIds })
    }),
  ],
}
