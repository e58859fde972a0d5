/** Words of the screen Nearby. */
import type { nearby as korean } from '../ko/nearby.ts'

export const nearby: typeof korean = {
  title: 'Nearby',
  search: 'Find a shop by name',
  clear: 'Clear',
  openNow: 'Open now',
  withCoupon: 'With coupon',
  categories: 'Kinds of shops',
  filters: 'Filters',
  here: 'Show what is near me',
  listTitle: (count: number) =>
    count === 0
      ? 'No shops in sight'
      : count === 1
        ? '1 shop around here'
        : `${count} shops around here`,
  found: (count: number, words: string) => `${count} found for “${words}”`,
  worthTitle: (count: number) =>
    count === 1 ? '1 place with a coupon' : `${count} places with coupons`,
  sheetUp: 'Open the list',
  sheetDown: 'More map',
  empty: {
    title: 'No shops here yet',
    body: 'Move the map, or look from a little further away.',
    filtered: 'No shops match these filters',
    filteredBody: 'Shall we drop one?',
    clear: 'Clear all filters',
    nothing: (words: string) => `We found no shop for “${words}”`,
    nothingBody: 'Korean names can be found by their initial consonants, too.',
  },
  askHere: {
    title: 'Nearest shops first?',
    body: 'With your location we can sort by distance. It stays on this phone and is not sent.',
  },
  denied: 'Location is switched off for this site. The map works all the same.',
  unavailable: 'We could not find your location right now.',
  askSignals: {
    title: 'Receive coupons as you pass?',
    keepHow: 'You can withdraw any time under Me › Consents.',
    signIn: 'Sign in to receive coupons as you pass.',
    thanks: 'Good. We will tell you when you pass by.',
  },
  haveCoupon: (gain: string) => `Your coupon · ${gain}`,
  more: (count: number) => `+${count} more`,
}
