/** Words of the settlement of a shop. */

export const merchantSettlement = {
  title: 'Settlement',
  open: 'See the settlement',
  openHint: 'Fees, and discounts Golmok shares, month by month',
  month: 'Which month',
  monthName: (year: number, month: number) =>
    `${new Date(Date.UTC(year, month - 1)).toLocaleString('en-GB', { month: 'long', timeZone: 'UTC' })} ${year}`,
  gets: (amount: string) => `Up to this month, Golmok owes your shop ${amount}.`,
  pays: (amount: string) => `Up to this month, your shop owes Golmok ${amount}.`,
  even: 'Up to this month, nobody owes anything.',
  uses: (count: number, bills: string) =>
    `This month coupons were used ${count === 1 ? 'once' : `${count} times`}, on bills of ${bills} in all.`,
  sums: 'This month in sums',
  opening: 'From the months before',
  fee: 'Fee for used coupons',
  feeHint: (each: string) => `${each} each time`,
  share: 'Campaign discounts Golmok shares',
  shareHint: (percent: number) =>
    percent === 0 ? 'Not shared at the moment' : `${percent}% of discounts by campaign coupons`,
  feeBack: 'Fees of undone uses',
  feeBackHint: (count: number) => `${count === 1 ? '1 use' : `${count} uses`} undone`,
  shareBack: 'Discount shares of undone uses',
  net: 'What this month comes to',
  closing: 'In all, to the end of this month',
  noFees: 'There are no fees at the moment, and Golmok shares no discounts.',
  lines: 'Used coupons',
  linesHint: (count: number) => `The first ${count} lines. The file has all of them.`,
  use: 'Used',
  reversal: 'Undone',
  lineDetail: (bill: string, discount: string) => `Bill ${bill}, discount ${discount}`,
  csv: 'Download as a file (CSV)',
  emptyTitle: 'No coupon was used this month',
  emptyBody:
    'When customers use coupons, each fee and each shared discount is written here, line by line.',
}
