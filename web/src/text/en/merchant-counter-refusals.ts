/** Why a coupon is not taken, and what to do next: said at the counter. */
import type { RefusalTexts } from '../refusal-texts.ts'

export const counterRefusals: RefusalTexts = {
  'code.malformed': () => ({
    says: 'This is not a coupon code.',
    todo: 'Scan the QR code again, or type the ten letters below it.',
  }),
  'code.unknown': () => ({
    says: 'No coupon shows this code right now.',
    todo: 'Type it once more, as it stands on the screen.',
  }),
  'code.expired': () => ({
    says: 'This code is some time old. It may be a screenshot.',
    todo: 'Ask the customer to open the coupon in the app and show the code of this moment.',
  }),
  'code.used': () => ({
    says: 'This very code has just been used.',
    todo: 'A new one comes every 30 seconds. Scan the next.',
  }),
  'code.locked': () => ({
    says: 'Too many wrong codes.',
    todo: 'Wait a minute, then scan instead of typing.',
  }),
  'coupon.redeemed': ({ when }) => ({
    says: when ? `Already used, ${when}.` : 'Already used.',
    todo: 'If that was a mistake, undo it in the list below and scan again.',
  }),
  'coupon.expired': ({ when }) => ({
    says: when ? `This coupon ran out, ${when}.` : 'This coupon has run out.',
    todo: 'Ask whether there is another one in the wallet.',
  }),
  'coupon.cancelled': () => ({
    says: 'The shop has withdrawn this coupon.',
    todo: 'Say sorry, and look for another one.',
  }),
  'coupon.other-merchant': () => ({
    says: 'This coupon is of another shop.',
    todo: 'Ask for a coupon of this shop. This one stays good over there.',
  }),
  'coupon.other-place': () => ({
    says: 'This coupon is for another branch.',
    todo: 'The customer’s coupon lists where it is good.',
  }),
  'offer.bill-too-small': ({ billMinorMin, missingMinor }) => ({
    says: billMinorMin ? `It holds from ${billMinorMin}.` : 'The bill is too small.',
    todo: missingMinor
      ? `${missingMinor} more would do. If the amount is wrong, change it.`
      : 'Please check the amount.',
  }),
  'offer.not-started': ({ when }) => ({
    says: when ? `It holds from ${when}.` : 'It does not hold yet.',
    todo: 'Ask the customer to show it again then.',
  }),
  'offer.ended': () => ({
    says: 'This offer is over.',
    todo: 'Ask whether there is another coupon in the wallet.',
  }),
  'offer.condition': ({ demand }) => ({
    says: demand
      ? `This offer asks for: ${demand}`
      : 'A condition of this offer does not hold right now.',
    todo: 'Try again when it holds; the coupon stays.',
  }),
  'offer.condition-unknown': ({ demand }) => ({
    says: demand ? `We cannot tell: ${demand}` : 'We cannot tell whether a condition holds.',
    todo: 'The coupon stays. Try again when we can tell.',
  }),
  'offer.paused': () => ({
    says: 'The shop has paused this offer.',
    todo: 'The owner can start it again under Campaigns.',
  }),
  'offer.redemptions-exhausted': () => ({
    says: 'It has been used as often as planned.',
    todo: 'The owner can raise the number.',
  }),
  'offline.letters': () => ({
    says: 'Letters can only be checked with a connection.',
    todo: 'Scan the QR code on the phone: that works now too.',
  }),
  'offline.too-long': () => ({
    says: 'This till has not been connected for more than a day.',
    todo: 'Connect it once, and it goes on for another day.',
  }),
  'offline.offer-unlisted': () => ({
    says: 'This till does not know this offer yet.',
    todo: 'Connect it, and scan again.',
  }),
  'offline.over-cap': () => ({
    says: 'All that may be given without a connection is used up.',
    todo: 'Connect the till, and it starts anew.',
  }),
  'redemption.reversed': () => ({
    says: 'It has been undone already.',
    todo: 'The customer can use the coupon again.',
  }),
  'presence.no-consent': () => ({
    says: 'This customer has not agreed to be located.',
    todo: 'Nothing was recorded. They can switch it on in their consents.',
  }),
  'coupon.holder-unknown': () => ({
    says: 'Nobody signed up with this number.',
    todo: 'Please check the number.',
  }),
  'presence.unknown-person': () => ({
    says: 'Nobody signed up with this number.',
    todo: 'Check the number, or show the shop’s QR code to join Golmok.',
  }),
  'access.forbidden': () => ({
    says: 'This account does not work at this shop.',
    todo: 'Ask the owner to add you.',
  }),
  'access.unauthenticated': () => ({
    says: 'You have been signed out.',
    todo: 'Sign in again and go on.',
  }),
  other: () => ({
    says: 'It cannot be used now.',
    todo: 'Scan it again; if that does not help, use another coupon.',
  }),
}
