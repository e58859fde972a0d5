/** Words about customers: counted, never named. */
import { counted, shareText } from '../figures.ts'

const timesOf = (count: number) => (count === 1 ? 'once' : `${counted(count)} times`)

export const merchantCustomers = {
  title: 'Customers',
  lead: 'We do not know who they are, only how many.',
  period: 'Period',
  periodDays: (days: number) => `${days} days`,
  says: ({ days, visitors, visits }: { days: number; visitors: number; visits: number }) =>
    `${counted(visitors)} ${visitors === 1 ? 'customer' : 'customers'} came ${timesOf(visits)} in the last ${counted(days)} days.`,
  more: (visits: number) =>
    `${counted(visits)} more ${visits === 1 ? 'visit' : 'visits'} than in the period before`,
  fewer: (visits: number) =>
    `${counted(visits)} fewer ${visits === 1 ? 'visit' : 'visits'} than in the period before`,
  same: 'As many visits as in the period before',
  daysLabel: 'Visits day by day',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day}: ${counted(visits)}`,
  quiet: 'Nobody came in these days. Try a longer period.',

  returning: 'New and returning',
  returningSays: (share: number) =>
    share === 0
      ? 'All of them came for the first time.'
      : `${shareText(share)} had been here before.`,
  newVisitors: 'First time',
  returningVisitors: 'Returning',
  people: (count: number) => counted(count),

  hours: 'When they come',
  hoursSays: (hour: number) => `Most come at ${hour}:00.`,
  hoursUnknown: 'Too early to say which hour is the busiest.',
  hoursLabel: 'Visits by the hour',
  hoursLabelOn: ({ hour, visits }: { hour: number; visits: number }) =>
    `${hour}:00: ${counted(visits)}`,

  methods: 'How we noticed',
  methodsHint: 'Each visit counts once, by the surest sign of it.',
  method: {
    position: 'Phone’s position',
    beacon: 'Your beacon',
    tag: 'QR or NFC',
    staff: 'At the counter',
  },
  times: (count: number) => counted(count),

  evidence: 'How sure it is',
  evidenceSays: (share: number) => `${shareText(share)} were confirmed at the counter.`,
  evidenceNone: 'No visit was confirmed at the counter yet.',
  level: {
    confirmed: 'Confirmed at the counter',
    oneTime: 'A code that works once',
    plausible: 'Likely, by position',
    cloneable: 'QR or beacon that could be copied',
  },

  others: 'Also',
  favourites: 'Keep you as a favourite',
  redemptions: 'Coupons used',
  redemptionsValue: (count: number) => `${counted(count)}`,
  sales: 'Sales with coupons',
  emptyTitle: 'No visits recorded yet',
  emptyBody:
    'Put a QR code beside the counter and every scan counts. Customers can get coupons for regulars, you get numbers.',
  emptyAction: 'Make a QR code',
  privacyTitle: 'How we protect your customers',
  privacyBody:
    'Shops never see names or routes. Customers who have not agreed to be located are not counted, so there may be more than shown here.',
}
