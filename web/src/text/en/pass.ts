/** The words of putting a coupon into the wallet of a phone. */
import type * as korean from '../ko/pass.ts'
import type { Words } from '../words.ts'

export const pass: Words<typeof korean.pass> = {
  open: 'Add to the phone’s wallet',
  title: 'Add to the phone’s wallet',
  body: 'Near the shop, the coupon comes up on the lock screen. To use it, open its code in this app.',
  apple: 'Add to Apple Wallet',
  google: 'Add to Google Wallet',
  test: 'This card is made with a test certificate. Wallets of real phones refuse it.',
}
