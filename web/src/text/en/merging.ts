/** Words of making one of two accounts. */
import type { merging as ko } from '../ko/merging.ts'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const merging: typeof ko = {
  title: 'One account of two',
  hint: 'Do you have another account, by another number or e-mail address? Bring coupons and points together.',
  begin: 'Make one of two accounts',
  address: 'Number or e-mail address of the other account',
  addressHint: 'A code shows that it is yours.',
  sendCode: 'Send a code',
  code: 'Six digits that you were sent',
  check: 'Go on',
  taken: 'Another account has this already. If that is yours as well, the two can become one.',
  what: (name) => `The account “${name}” becomes part of this one`,
  comes: 'Comes over here',
  coupons: (count) => many(count, 'coupon to use', 'coupons to use'),
  friends: (count) => many(count, 'shop you are a friend of', 'shops you are a friend of'),
  memberships: (count) => `Points and stamps of ${many(count, 'shop', 'shops')}`,
  passed: (points) => `${points} points of shops where both collected`,
  talks: (count) => many(count, 'talk with a shop', 'talks with shops'),
  nothing: 'There is nothing to bring over, but you can sign in by the ways of both.',
  know: [
    'All ways to sign in of both lead to this account from now on.',
    'Messages that you said no to in either stay away.',
    'Used coupons and past receipts stay as they are.',
    'You can undo it within 30 days.',
  ],
  shared: (count) =>
    `Both accounts collected at ${many(count, 'shop', 'shops')}. The points come together; of stamps and tiers, those of this account go on.`,
  merge: 'Make them one',
  merged: 'The two accounts are one now.',
  prove: 'Please show once more that this account is yours, too.',
  password: 'Password',
  ownCode: 'Six digits sent to your own number or address',
  sendOwnCode: 'Send a code to me',
  list: 'Accounts that were merged',
  until: (day) => `Can be undone until ${day}`,
  for: 'Can no longer be undone',
  undo: 'Undo',
  undoAsk: (name) => `Take “${name}” apart again?`,
  undoBody: 'What came over goes back. What you used meanwhile stays here.',
  undone: 'They are two accounts again.',
  keep: 'Leave it',
}
