/** Words of wallet and coupon. */
import type { coupon as koreanCoupon, wallet as korean } from '../ko/wallet.ts'

export const wallet: typeof korean = {
  title: 'Wallet',
  points: 'My points',
  pointsLead: 'You earn some whenever you use a coupon.',
  statement: 'Statement',
  ready: 'Ready to use',
  endingSoon: 'Ending soon',
  past: 'Past coupons',
  showPast: (count: number) => (count === 1 ? 'Show 1 past coupon' : `Show ${count} past coupons`),
  hidePast: 'Hide past coupons',
  empty: {
    title: 'No coupons yet',
    body: 'Coupons you get in the neighbourhood gather here.',
    go: 'Look around',
  },
  signIn: {
    title: 'Your wallet opens when you sign in',
    body: 'Then your coupons and points are on all your devices.',
  },
  noMoves: 'No points earned or spent yet.',
  because: {
    redemption: 'Earned with a coupon',
    reversal: 'Reversed',
    other: 'Points',
  },
}

export const coupon: typeof koreanCoupon = {
  title: 'Coupon',
  showThis: 'Show this when you pay',
  typed: 'If it cannot be scanned, read it out',
  nextIn: (seconds: number) => `new code in ${seconds} s`,
  codeFailed: 'We could not make a new code just now. It will appear once you are back online.',
  paused: 'The shop has paused this coupon. It works again once the shop goes on.',
  notYet: (when: string) => `Good from ${when}.`,
  expired: 'This coupon has expired.',
  cancelled: 'The shop has called this coupon back.',
  redeemed: 'This coupon has been used.',
  redeemedAt: (when: string) => `Used ${when}.`,
  where: 'Good at',
  everywhere: (merchant: string) => `all shops of ${merchant}`,
  why: 'Why did I get this?',
  until: (when: string) => `until ${when}`,
  done: {
    title: 'Well done!',
    saved: (amount: string) => `You saved ${amount}`,
    points: (amount: string) => `${amount} earned`,
    thanks: (merchant: string) => `Thank you for coming to ${merchant}.`,
    close: 'To the wallet',
  },
  gone: 'This coupon is not here',
}
