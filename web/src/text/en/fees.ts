/** Words about fees and shared discounts. */

export const fees = {
  title: 'Fees and shared discounts',
  ownerHint: 'The operator sets them. A change is written here first, with the day it begins.',
  operatorHint:
    'They hold for every shop, and never for the past: each use is settled by the fees of its time.',
  none: 'No fees are set. Shops pay nothing, and Golmok shares no discount.',
  fee: (amount: string) => `The shop pays ${amount} each time a coupon is used.`,
  noFee: 'Shops pay no fee when a coupon is used.',
  share: (percent: number) => `Of discounts by campaign coupons Golmok bears ${percent}%.`,
  shareAll: 'Discounts by campaign coupons are borne by Golmok.',
  automatic: (percent: number) =>
    `Of discounts for everybody, without a coupon, Golmok bears ${percent}%.`,
  noShare: 'Discounts are borne by the shop.',
  now: (since: string) => `Now · since ${since}`,
  later: (from: string) => `Soon · from ${from}`,
  before: (from: string) => `From ${from}`,
  setBy: (name: string) => `set by ${name}`,
  history: 'Earlier fees',

  newTitle: 'Set new ones',
  redemption: 'What the shop pays each time a coupon is used (empty: nothing)',
  percent: 'What Golmok bears of campaign discounts',
  automaticPercent: 'What Golmok bears of discounts for everybody',
  starts: 'From when on?',
  startsNow: 'From now on',
  startsLater: 'From a day on',
  day: 'First day',
  reads: 'It will be like this',
  from: (when: string) => `From ${when}`,
  fromNow: 'From now on',
  save: 'Set them',
  same: 'That is how it is now.',
  pickDay: 'Choose the first day.',
  forGood: 'What is set cannot be taken away. If it was wrong, set it anew.',
  saved: 'The fees are set',
}
