/** Every reason of offers to say no. The codes are public: they may be added to, never changed. */
import type { Refusals } from '../../../kernel/refused.ts'

export const offerRefusals = {
  'offer.unknown': { kind: 'not-found', says: 'There is no such offer.' },
  'offer.id-taken': {
    kind: 'unprocessable',
    says: 'Another offer has this id.',
    todo: 'Make a fresh id, or leave it to the server.',
  },
  'offer.not-public': {
    kind: 'conflict',
    says: 'This offer is not there to be claimed.',
    todo: 'The shop gives its coupons itself: ask at the counter.',
  },
  'offer.draft': {
    kind: 'conflict',
    says: 'This offer is still being written.',
    todo: 'Open the offer first.',
  },
  'offer.paused': {
    kind: 'conflict',
    says: 'The shop has paused this offer.',
    todo: 'Try again later, or ask the shop when it goes on.',
  },
  'offer.not-started': {
    kind: 'conflict',
    says: 'This offer has not started yet.',
    todo: 'Come back once it has; `startsAt` says when.',
  },
  'offer.ended': {
    kind: 'conflict',
    says: 'This offer has ended.',
    todo: 'See what else the shop offers now.',
  },
  'offer.claims-ended': {
    kind: 'conflict',
    says: 'Coupons of this offer are not given out any more.',
    todo: 'See what else the shop offers now.',
  },
  'offer.exhausted': {
    kind: 'exhausted',
    says: 'All coupons of this offer have been taken.',
    todo: 'See what else the shop offers now.',
  },
  'offer.day-exhausted': {
    kind: 'exhausted',
    says: "Today's coupons of this offer have been taken.",
    todo: 'Come back tomorrow.',
  },
  'offer.redemptions-exhausted': {
    kind: 'exhausted',
    says: 'This offer has been used as often as the shop had planned.',
    todo: 'Ask the owner whether to raise the limit.',
  },
  'offer.bill-too-small': {
    kind: 'conflict',
    says: 'The bill is too small for this offer.',
    todo: 'It holds from `billMinorMin`; `missingMinor` more would do.',
  },
  'offer.window-empty': {
    kind: 'invalid',
    says: 'The offer ends before it starts, or has ended already.',
    todo: 'Choose an end after the start and after now.',
  },
  'offer.claims-window': {
    kind: 'invalid',
    says: 'Coupons would be given out only before the offer starts, or longer than it lasts.',
    todo: 'Choose a moment after the start and not after the end.',
  },
  'offer.wrong-place': {
    kind: 'invalid',
    says: 'One of the places does not belong to this shop.',
    todo: 'Choose places of the shop, or none for all of them.',
  },
  'offer.state-order': {
    kind: 'conflict',
    says: 'An offer goes from draft to open, pauses and goes on, and stays ended.',
    todo: 'Make a new offer instead.',
  },
  'offer.promised': {
    kind: 'conflict',
    says: 'Coupons of this offer are out already, and what they promise stays.',
    todo: 'End this offer and make a new one.',
  },
  'offer.cap-below-count': {
    kind: 'conflict',
    says: 'More coupons are out, or used, than this limit would allow.',
    todo: 'Choose a limit of at least what is out, or pause the offer.',
  },
  'coupon.unknown': { kind: 'not-found', says: 'There is no such coupon.' },
  'coupon.id-taken': {
    kind: 'unprocessable',
    says: 'Another coupon has this id.',
    todo: 'Make a fresh id for each claim, and repeat a claim with the same one.',
  },
  'coupon.person-limit': {
    kind: 'conflict',
    says: 'This person has as many coupons of this offer as one person may have.',
    todo: 'Use the coupon that is in the wallet.',
  },
  'coupon.holder-unknown': {
    kind: 'not-found',
    says: 'Nobody here has this phone number.',
    todo: 'Check the number, or ask the customer to sign up first.',
  },
  'coupon.cancelled': {
    kind: 'conflict',
    says: 'This coupon has been called back.',
    todo: 'Say sorry, and look for another coupon in the wallet.',
  },
  'coupon.redeemed': {
    kind: 'conflict',
    says: 'This coupon has been used already.',
    todo: '`redeemedAt` says when. If that was a mistake, reverse that redemption first.',
  },
  'coupon.expired': {
    kind: 'conflict',
    says: 'This coupon has run out.',
    todo: '`expiresAt` says when. Look for another coupon in the wallet.',
  },
  'coupon.other-merchant': {
    kind: 'conflict',
    says: 'This coupon is of another shop.',
    todo: 'Ask for a coupon of this shop; this one is still good over there.',
  },
  'coupon.other-place': {
    kind: 'conflict',
    says: 'This coupon is good at other branches of this shop, not at this one.',
    todo: 'The coupon lists the branches where it is good.',
  },
  'code.malformed': {
    kind: 'invalid',
    says: 'This is not a coupon code.',
    todo: 'A code has ten letters and digits. Scan it again, or type what stands below the square.',
  },
  'code.unknown': {
    kind: 'not-found',
    says: 'No coupon shows this code at the moment.',
    todo: 'Type it once more as it stands on the screen now.',
  },
  'code.expired': {
    kind: 'conflict',
    says: 'This code was shown some time ago: it may be a screenshot.',
    todo: 'Ask the customer to open the coupon in the app and show the code of this moment.',
  },
  'code.used': {
    kind: 'conflict',
    says: 'This very code has been used once.',
    todo: 'Wait for the next code on the screen: a new one comes every 30 seconds.',
  },
  'code.locked': {
    kind: 'too-many',
    says: 'Too many wrong codes came from this till.',
    todo: 'Wait a minute, then scan the code instead of typing it.',
  },
  'offer.automatic': {
    kind: 'conflict',
    says: 'This offer counts for every bill; it has no coupons.',
    todo: 'Just pay: the till applies it by itself.',
  },
  'offer.limits-twice': {
    kind: 'invalid',
    says: 'The same thing is limited twice.',
    todo: 'Limit each thing once; coupons in all, a day and a person have fields of their own.',
  },
  'offer.limit-vain': {
    kind: 'invalid',
    says: 'Coupons are granted anywhere, so that they cannot be limited for each place.',
    todo: 'Limit the redemptions for each place instead.',
  },
  'offer.condition': {
    kind: 'conflict',
    says: 'A condition of this offer does not hold now.',
    todo: '`demand` says which; another day, hour, place or cart may do.',
  },
  'offer.condition-unknown': {
    kind: 'conflict',
    says: 'It is not known whether a condition of this offer holds.',
    todo: '`demand` says what would have to be known: where the person is, who it is, what is bought.',
  },
  'offer.items-unknown': {
    kind: 'conflict',
    says: 'This offer is about items, and this bill is one sum.',
    todo: 'Ring up the items instead of the sum.',
  },
  'offer.no-effect': {
    kind: 'conflict',
    says: 'This offer would take nothing off this bill.',
    todo: 'Keep the coupon: it is not used up.',
  },
  'offer.does-not-stack': {
    kind: 'conflict',
    says: 'This offer does not go together with another one on this bill.',
    todo: 'Use it on another bill; `otherOfferId` says with which it does not go.',
  },
  'offer.too-many': {
    kind: 'conflict',
    says: 'There are as many offers on this bill as the shop allows.',
    todo: 'Keep the coupon for the next bill.',
  },
  'offer.better-without': {
    kind: 'conflict',
    says: 'The other offers on this bill take more off without this one.',
    todo: 'Keep the coupon: it is not used up.',
  },
  'offer.limit-spent': {
    kind: 'exhausted',
    says: 'This offer has been used up for now.',
    todo: '`counts`, `per` and `period` say which limit; it may be free again in its next period.',
  },
  'offer.limit-unknown': {
    kind: 'conflict',
    says: 'This offer is limited for each person, and it is not known who this is.',
    todo: 'Sign in, or prove a phone number.',
  },
  'coupon.held': {
    kind: 'conflict',
    says: 'This coupon is on another bill that is being paid.',
    todo: 'Pay or release that bill; it is free again at `heldUntil`.',
  },
  'bill.unknown': { kind: 'not-found', says: 'There is no such bill.' },
  'bill.id-taken': {
    kind: 'unprocessable',
    says: 'Another bill has this id.',
    todo: 'Make a fresh id, or leave it to the server.',
  },
  'bill.two-holders': {
    kind: 'conflict',
    says: 'The coupons on this bill belong to different people.',
    todo: 'Make one bill for each of them.',
  },
  'bill.empty': {
    kind: 'invalid',
    says: 'A bill has lines or a sum, and not both.',
    todo: 'Send `lines`, or `billMinor`.',
  },
  'bill.too-large': {
    kind: 'invalid',
    says: 'This bill has too many pieces, or costs too much.',
    todo: 'Make several bills of it; `unitsMax` pieces fit on one.',
  },
  'bill.line-twice': {
    kind: 'invalid',
    says: 'Two lines of this bill have the same id.',
    todo: 'Give each line an id of its own.',
  },
  'bill.not-paid': {
    kind: 'conflict',
    says: 'This bill has not been paid yet.',
    todo: 'Pay it, or release it.',
  },
  'bill.paid': {
    kind: 'conflict',
    says: 'This bill has been paid.',
    todo: 'Nothing is left to pay or release; what comes back is a return.',
  },
  'bill.returned': {
    kind: 'conflict',
    says: 'All of this bill has come back already.',
    todo: 'Nothing is left to do: its coupons are good again.',
  },
  'bill.released': {
    kind: 'conflict',
    says: 'This bill was given up.',
    todo: 'Make a new one: its coupons are free.',
  },
  'bill.expired': {
    kind: 'conflict',
    says: 'This bill was held too long.',
    todo: 'Make a new one: its coupons are free.',
  },
  'bill.line-unknown': {
    kind: 'invalid',
    says: 'This bill has no such line, or a line was named twice.',
    todo: 'Name lines of the bill, each once.',
  },
  'bill.units-returned': {
    kind: 'conflict',
    says: 'More pieces would come back than are out.',
    todo: 'See `unitsReturned` of the lines.',
  },
  'redemption.unknown': { kind: 'not-found', says: 'There is no such redemption.' },
  'redemption.reversed': {
    kind: 'conflict',
    says: 'This redemption has been reversed already.',
    todo: 'Nothing is left to do: the coupon is good again.',
  },
  'offline.letters': {
    kind: 'conflict',
    says: 'A code that is typed cannot be checked without a connection.',
    todo: 'Scan the square on the phone, or wait for the connection.',
  },
  'offline.too-long': {
    kind: 'conflict',
    says: 'This till has heard nothing of the server for longer than a day.',
    todo: 'Connect it once; it then goes on for another day.',
  },
  'offline.offer-unlisted': {
    kind: 'conflict',
    says: 'This till does not know the offer of this coupon.',
    todo: 'Connect the till, and show the code again.',
  },
  'offline.over-cap': {
    kind: 'exhausted',
    says: 'This till has given away as much as it may without a connection.',
    todo: '`leftMinor` says what is left; connect it once, and it starts anew.',
  },
  'offline.price-differs': {
    kind: 'conflict',
    says: 'The till took another amount off than the offers of that moment give.',
    todo: 'Fetch the list of the till anew; the shop bears this one.',
  },
  'offline.not-listed': {
    kind: 'conflict',
    says: 'No list of this till covers that moment.',
    todo: 'A till fetches its list before it goes on by itself, for a day at most.',
  },
  'offline.too-late': {
    kind: 'conflict',
    says: 'This was accepted longer ago than a week.',
    todo: 'Connect tills within a week; the shop bears this one.',
  },
  'offline.in-future': {
    kind: 'conflict',
    says: 'This was accepted at a time that has not come yet.',
    todo: "Set the till's clock by the server's.",
  },
  'offline.till-unknown': {
    kind: 'not-found',
    says: 'There is no such till at this place.',
    todo: 'Fetch a list for it first.',
  },
  'offline.tills-full': {
    kind: 'exhausted',
    says: 'This place has as many tills as may go on by themselves.',
    todo: 'Keep the id of a till, instead of making a new one each day.',
  },
  'acceptance.id-taken': {
    kind: 'unprocessable',
    says: 'Another acceptance has this id.',
    todo: 'Make a fresh id for each acceptance, and keep it with it.',
  },
  'acceptance.unknown': { kind: 'not-found', says: 'There is no such flagged acceptance.' },
  'acceptance.resolved': {
    kind: 'conflict',
    says: 'It was settled already who bears this.',
    todo: 'Nothing is left to do.',
  },
} as const satisfies Refusals
export type OfferRefusal = keyof typeof offerRefusals
