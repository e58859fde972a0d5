/** Words about guests: counted, never named. */
import { counted } from '../figures.ts'

export const merchantCustomers = {
  title: 'Guests',
  lead: 'We do not know who they are, only how many.',
  says: ({ visits, days }: { visits: number; days: number }) =>
    `${counted(visits)} visits in the last ${counted(days)} days.`,
  saysNobody: (days: number) => `No visits recorded in the last ${counted(days)} days.`,
  period: 'Period',
  periodDays: (days: number) => `${counted(days)} days`,
  methods: 'How do we know they came?',
  methodsHint: 'The surest first.',
  methodTill: 'At the till',
  methodCoupon: 'Used a coupon',
  methodTag: 'Scanned QR or NFC',
  methodBeacon: 'Beacon in the shop',
  methodGps: 'Position of the phone',
  evidence: (level: number) => `Certainty ${level} of 3`,
  evidenceHint:
    'A phone’s position alone can mistake you for the shop next door. Till and QR are the surest.',
  regulars: 'New and back again',
  regularsNew: 'First visit',
  regularsBack: 'Came again',
  favourites: 'Like your shop',
  favouritesValue: (count: number) => `${counted(count)}`,
  redemptions: 'Coupons used',
  redemptionsValue: (count: number) => `${counted(count)}`,
  sales: 'Sales with coupons',
  emptyTitle: 'No visits recorded yet',
  emptyBody:
    'Put a QR code beside the till and every scan counts. Guests earn points, you get numbers.',
  emptyAction: 'Make a QR code',
  privacyTitle: 'How we protect your guests',
  privacyBody:
    'Shops never see names or ways. Who has not agreed to be located is not counted, so there may be more guests than here.',
  fewHidden: 'Fewer than 3 people are hidden.',
  days: 'Day by day',
  daysLabel: 'Visits day by day',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day}: ${counted(visits)}`,
}
