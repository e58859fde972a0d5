/** Words of opening hours. */

export const merchantHours = {
  weekdays: 'Mon,Tue,Wed,Thu,Fri,Sat,Sun',
  presetCafe: 'Like a café',
  presetRestaurant: 'Like a restaurant',
  presetShop: 'Like a store',
  presetNight: 'Late at night',
  presetAlways: 'Day and night',
  presets: 'Common opening hours',
  closed: 'Closed',
  opensAt: (day: string) => `${day}: opens at`,
  closesAt: (day: string) => `${day}: closes at`,
  isOpenOn: (day: string) => `Open on ${day}`,
  nextDay: 'next day',
  editDays: 'Change single days',
  range: ({ first, last }: { first: string; last: string }) => `${first}–${last}`,
  allDay: '24 hours',
}
