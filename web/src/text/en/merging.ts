/** Words of merging two accounts. */
import type { merging as ko } from '../ko/merging.ts'

const many = (count: number, one: string, more: string) => `${count} ${count === 1 ? one : more}`

export const merging: typeof ko = {
  title: 'Merge accounts',
  hint: 'Do you have another account, under another number or e-mail address? Bring your coupons and points together.',
  begin: 'Merge two accounts',
  address: 'Phone number or e-mail of the other account',
  addressHint: 'We send a code there to make sure it is yours.',
  sendCode: 'Send a code',
  code: 'Six-digit code',
  check: 'Continue',
  taken: 'Another account uses this already. If it is yours too, you can merge the two.',
  what: (name) => `Merge “${name}” into this account`,
  comes: 'Moves to this account',
  coupons: (count) => many(count, 'coupon', 'coupons'),
  friends: (count) => many(count, 'shop you are friends with', 'shops you are friends with'),
  memberships: (count) => `Points and stamps at ${many(count, 'shop', 'shops')}`,
  passed: (points) => `${points} points at shops where both accounts collected`,
  talks: (count) => many(count, 'conversation with a shop', 'conversations with shops'),
  nothing: 'There is nothing to move, but you can sign in the way you did with either.',
  know: [
    'Every way to sign in to either account now opens this one.',
    'Messages you turned off in either account stay off.',
    'Used coupons and past receipts stay as they are.',
    'You can undo it within 30 days.',
  ],
  shared: (count) =>
    `Both accounts collected at ${many(count, 'shop', 'shops')}. The points are added up; stamps and tiers stay those of this account.`,
  merge: 'Merge',
  merged: 'The two accounts are merged.',
  prove: 'Please confirm once more that this account is yours too.',
  password: 'Password',
  ownCode: 'Six-digit code sent to your own number or address',
  sendOwnCode: 'Send a code to me',
  list: 'Merged accounts',
  until: (day) => `Can be undone until ${day}`,
  for: 'Can no longer be undone',
  undo: 'Undo',
  undoAsk: (name) => `Separate “${name}” again?`,
  undoBody: 'What was moved goes back. What you have used since stays here.',
  undone: 'They are two accounts again.',
  keep: 'Keep it merged',
}
