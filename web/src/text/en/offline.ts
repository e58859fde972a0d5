/** Words of a till without a connection. */
import type { offline as ko } from '../ko/offline.ts'

export const offline: typeof ko = {
  title: 'There is no connection',
  online: 'Connected',
  ready: 'Connected. Without a line it goes on for a day.',
  since: (when) => `No connection since ${when}`,
  sending: (count) =>
    count === 1
      ? 'Sending a coupon that was taken offline'
      : `Sending ${count} coupons that were taken offline`,
  left: (left, all) => `Discounts you may still give: ${left} of ${all}`,
  waiting: (count) => (count === 1 ? '1 coupon to send' : `${count} coupons to send`),
  until: (when) => `works like this until ${when}`,
  how: 'Scan the QR code on the phone. What you take is sent by itself once the line is back.',
  notReady:
    'This till is not ready yet. Connect it once, and from then on it works without a line.',
  tillHint: 'Items need a connection. Take coupons at the counter, with the sum alone.',
  keptHere: 'taken offline',
  flagged: 'Coupons to look at',
  flaggedHint:
    'These were taken offline and could not be counted. What the customer got stays as it is.',
  flaggedRow: (discount, offer) => `${discount} off · ${offer}`,
  flaggedDetail: (when, till) => `${when} · till ${till}`,
  unknownOffer: 'Unknown coupon',
  borne: 'The shop bears it',
  mistake: 'A mistake',
  settled: 'Settled',
  staffHint: 'The owner settles these.',
  setting: 'When the line is down',
  settingHint:
    'What each till may give away in discounts until it is connected again. If two tills take the same coupon, the loss stays within this.',
  settingLabel: 'Discounts of one till',
  settingOff: 'With ₩0, no coupons are taken without a connection.',
  save: 'Save',
}
