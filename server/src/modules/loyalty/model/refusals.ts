/** Every reason of loyalty to say no. The codes are public: they may be added to, never changed. */
import type { Refusals } from '../../../kernel/refused.ts'

export const loyaltyRefusals = {
  'programme.unknown': {
    kind: 'not-found',
    says: 'This shop has no programme and no stamp card.',
    todo: 'The owner sets one up first.',
  },
  'programme.validity-short': {
    kind: 'invalid',
    says: 'The points would run out before they can be spent.',
    todo: 'Let points hold longer than they are pending.',
  },
  'programme.tiers-order': {
    kind: 'invalid',
    says: 'Each tier asks for more than the one below it.',
    todo: 'Put the tiers in order, from the lowest up.',
  },
  'programme.tiers-keep': {
    kind: 'invalid',
    says: 'A tier is kept until the end of the next period only where periods follow the calendar.',
    todo: 'Choose a calendar period, or keep tiers for a number of days.',
  },
  'member.code-malformed': {
    kind: 'invalid',
    says: 'This is not a member code.',
    todo: 'A member code is an M and ten letters. Scan it again, or type what stands below the square.',
  },
  'member.code-unknown': {
    kind: 'not-found',
    says: 'Nobody shows this code at the moment.',
    todo: 'Type it once more as it stands on the screen now.',
  },
  'member.code-expired': {
    kind: 'conflict',
    says: 'This code was shown some time ago: it may be a screenshot.',
    todo: 'Ask the customer to open the member code and show the one of this moment.',
  },
  'member.code-used': {
    kind: 'conflict',
    says: 'This very code has been read at another till.',
    todo: 'Wait for the next code on the screen: a new one comes every 30 seconds.',
  },
  'member.code-locked': {
    kind: 'too-many',
    says: 'Too many wrong codes came from this till.',
    todo: 'Wait a minute, then scan the code instead of typing it.',
  },
  'purchase.unknown': { kind: 'not-found', says: 'There is no such purchase.' },
  'purchase.differs': {
    kind: 'unprocessable',
    says: 'Another purchase or refund has this id.',
    todo: 'Repeat it unchanged, or make a fresh id.',
  },
  'purchase.refund-too-large': {
    kind: 'conflict',
    says: 'More would go back than is left of this purchase.',
    todo: '`leftMinor` says how much is left.',
  },
  'points.too-few': {
    kind: 'conflict',
    says: 'Fewer points than this shop takes at once.',
    todo: 'Spend `pointsMin` or more.',
  },
  'points.not-transferable': {
    kind: 'conflict',
    says: 'The points of this shop stay with whoever earned them.',
    todo: 'The owner may allow passing them on.',
  },
  'points.to-oneself': {
    kind: 'conflict',
    says: 'This is your own code.',
    todo: 'Read the member code of the person who is to have the points.',
  },
  'spending.unknown': { kind: 'not-found', says: 'There is no such spending.' },
  'spending.differs': {
    kind: 'unprocessable',
    says: 'Another spending or return has this id.',
    todo: 'Repeat it unchanged, or make a fresh id.',
  },
  'spending.return-too-large': {
    kind: 'conflict',
    says: 'More would go back than was spent.',
    todo: '`left` says how much of it is left.',
  },
  'stamp-card.unknown': { kind: 'not-found', says: 'There is no such stamp card.' },
  'stamp-card.id-taken': {
    kind: 'unprocessable',
    says: 'Another stamp card has this id.',
    todo: 'Make a fresh id, or leave it to the server.',
  },
  'stamp-card.too-many': {
    kind: 'conflict',
    says: 'This shop has as many running stamp cards as a shop may have.',
    todo: 'End one of them first.',
  },
  'reward.withdrawn': {
    kind: 'conflict',
    says: 'What brought this reward came back, and the reward with it.',
    todo: 'Look for another coupon in the wallet.',
  },
  'referral.none': {
    kind: 'conflict',
    says: 'This shop rewards no invitations at the moment.',
    todo: 'Ask the shop whether it will again.',
  },
  'referral.phone-needed': {
    kind: 'conflict',
    says: 'Invitations are for people whose phone number is known: one number, one person.',
    todo: 'Sign in with a phone number first.',
  },
  'referral.unknown': {
    kind: 'not-found',
    says: 'There is no such invitation.',
    todo: 'Check the letters, or ask for the link once more.',
  },
  'referral.oneself': {
    kind: 'conflict',
    says: 'This is your own invitation.',
    todo: 'Send it to a friend.',
  },
  'referral.circle': {
    kind: 'conflict',
    says: 'Whoever invited you came by your own invitation, or by that of a friend of yours.',
    todo: 'Nothing is left to do.',
  },
  'referral.accepted': {
    kind: 'conflict',
    says: 'You have accepted an invitation of this shop already.',
    todo: 'Buy something: the first one counts.',
  },
  'referral.not-new': {
    kind: 'conflict',
    says: 'You have bought here before, and invitations are for those who have not.',
    todo: 'Invite a friend of your own.',
  },
  'member.unknown': {
    kind: 'not-found',
    says: 'Nobody like this is a member of this shop.',
    todo: 'Members are those who earned something here once.',
  },
  'member.too-many-tags': {
    kind: 'invalid',
    says: 'These are too many tags for one person.',
    todo: 'Leave some out.',
  },
  'member.shop-has-too-many-tags': {
    kind: 'exhausted',
    says: 'This shop has as many different tags as it may have.',
    todo: 'Use one that is there, or take one off all who have it.',
  },
  'gift.unknown': {
    kind: 'not-found',
    says: 'There is no gift card with this code.',
    todo: 'Check the letters.',
  },
  'gift.id-taken': {
    kind: 'unprocessable',
    says: 'Another gift card has this id.',
    todo: 'Make a fresh id.',
  },
  'gift.taken': {
    kind: 'conflict',
    says: 'Somebody else has added this card.',
    todo: 'Ask whoever gave it to you.',
  },
  'gift.disabled': {
    kind: 'conflict',
    says: 'This card was taken back by the shop when its purchase was returned.',
    todo: 'Ask whoever gave it to you.',
  },
  'gift.expired': {
    kind: 'conflict',
    says: 'This card has run out.',
    todo: 'Ask the shop: a part of what is left can be had in money.',
  },
} as const satisfies Refusals
export type LoyaltyRefusal = keyof typeof loyaltyRefusals
