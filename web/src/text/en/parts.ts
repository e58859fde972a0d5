/** Words on pieces about shops and coupons. */
import type { parts as korean } from '../ko/parts.ts'

export const parts: typeof korean = {
  opening: {
    unknown: 'Hours not known yet',
    open: 'Open',
    openAlways: 'Open all day',
    openUntil: (time: string) => `Open · until ${time}`,
    closesIn: (minutes: number) => `Closes in ${minutes} min`,
    closed: 'Closed now',
    opensAt: (day: string, time: string) => `Opens ${day ? `${day} ` : ''}at ${time}`,
  },
  away: (distance: string) => `${distance} away`,
  walk: (minutes: number) => `about ${minutes} min on foot`,
  hasCoupon: 'You have a coupon',
  hasOffer: (gain: string) => gain,
  moreOffers: (count: number) => (count === 1 ? '1 more coupon' : `${count} more coupons`),
  ticket: {
    until: (when: string) => `until ${when}`,
    today: 'ends today',
    hoursLeft: (hours: number) => (hours === 1 ? '1 hour left' : `${hours} hours left`),
    minutesLeft: (minutes: number) => `${minutes} min left`,
    show: 'Show',
    redeemed: (when: string) => `used ${when}`,
    expired: 'expired',
    cancelled: 'withdrawn',
  },
  map: {
    label: 'Map of the neighbourhood',
    zoomIn: 'Zoom in',
    zoomOut: 'Zoom out',
    cluster: (count: number) => `${count} shops, press to zoom in`,
    here: 'You are here',
    failed: 'The map could not be drawn. The list below works all the same.',
  },
}
