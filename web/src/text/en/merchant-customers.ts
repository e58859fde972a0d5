/** Words about guests: counted, never named. */
import { counted } from '../figures.ts'

export const merchantCustomers = {
  title: 'Guests',
  lead: 'We do not know who they are, only how many.',
  says: ({ visits, days }: { visits: number; days: number }) =>
    `${counted(visits)} visits in the last ${counted(days)} days.`,
  favourites: 'Like your shop',
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
  days: 'Day by day',
  daysLabel: 'Visits day by day',
  daysLabelOn: ({ day, visits }: { day: string; visits: number }) => `${day}: ${counted(visits)}`,
}
