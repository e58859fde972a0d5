/** Words of the screen Me and those below it. */
import type {
  consents as koreanConsents,
  favourites as koreanFavourites,
  location as koreanLocation,
  me as korean,
  sessions as koreanSessions,
} from '../ko/me.ts'

export const me: typeof korean = {
  title: 'Me',
  hello: (name: string) => name,
  signIn: {
    title: 'You are not signed in yet',
    body: 'Sign in to collect coupons and hear from your favourite shops.',
  },
  name: 'Name',
  saveName: 'Change name',
  saved: 'Changed.',
  contact: 'Contact',
  things: 'Mine',
  favourites: 'Favourite shops',
  blocks: 'Blocked shops',
  blocksDetail: 'Let a shop write to you again',
  consents: 'Consents',
  consentsDetail: 'See and change what you agreed to',
  location: 'Who saw my location',
  locationDetail: 'Who used it, when and why',
  waysIn: 'Ways to sign in',
  waysInDetail: 'Phone, e-mail, passkeys, linked accounts',
  sessions: 'Signed-in devices',
  sessionsDetail: 'You can sign out other devices',
  shop: 'To my shop',
  shopDetail: 'The screens of owners and staff',
  newShop: 'Open a shop',
  newShopDetail: 'Register it and make your first coupon',
  operator: 'To the market',
  settings: 'Settings',
  language: 'Language',
  languages: { ko: '한국어', en: 'English' },
  dark: 'Brightness',
  darks: { auto: 'Same as device', light: 'Light', dark: 'Dark' },
  push: 'Notifications',
  pushDetail: 'We tell you of news while the app is closed',
  pushStates: {
    unsupported: 'This browser does not support notifications.',
    denied: 'Notifications are blocked in the browser settings.',
    failed: 'We could not switch them on right now. Please try again in a moment.',
  },
  signOut: 'Sign out',
  signedOut: 'You are signed out.',
}

export const consents: typeof koreanConsents = {
  title: 'Consents',
  lead: 'Each on its own. Change them any time; it takes effect at once.',
  purposes: {
    location: 'Coupons near me, by location',
    marketing: 'Offers and coupons from shops',
    'night-marketing': 'At night, too',
    'marketing/email': 'By e-mail',
    'marketing/sms': 'By text message',
    'night-marketing/sms': 'By text message at night, too',
    'marketing/kakao': 'By KakaoTalk',
    'night-marketing/kakao': 'By KakaoTalk at night, too',
    'marketing/line': 'By LINE',
    'night-marketing/line': 'By LINE at night, too',
  },
  since: (when: string) => `Agreed on ${when}`,
  withdrawn: (when: string) => `Withdrawn on ${when}`,
  never: 'Not agreed yet',
  needsMarketing: 'Please agree to “Offers and coupons from shops” first.',
  on: 'Agreed. Thank you.',
  off: 'Withdrawn.',
  offLocation: 'Withdrawn. What is left of your location is erased at once.',
}

export const location: typeof koreanLocation = {
  title: 'Who saw my location',
  lead: 'Every use is written down here. Shops cannot see the route you took.',
  market: 'Golmok',
  shop: 'A shop',
  purposes: {
    zone: 'to find shops near you',
    visit: 'to notice a visit',
    'check-in': 'to confirm a visit at the counter',
    campaign: 'to decide on a coupon',
    report: 'to count visits',
    offer: 'to see whether an offer holds',
  },
  times: (count: number) => (count === 1 ? 'once' : `${count} times`),
  empty: {
    title: 'Nobody saw your location',
    body: 'Any use of it appears here at once.',
    consents: 'See my consents',
  },
}

export const sessions: typeof koreanSessions = {
  title: 'Signed-in devices',
  here: 'This device',
  last: (when: string) => `last used ${when}`,
  since: (when: string) => `signed in ${when}`,
  unknown: 'Unknown device',
  out: 'Sign out',
  everywhere: 'Sign out everywhere',
  everywhereNote: 'This device too. Use it when you have lost a phone.',
  done: 'You are signed out everywhere.',
  doneOne: 'That device is signed out.',
}

export const favourites: typeof koreanFavourites = {
  title: 'Favourite shops',
  places: 'Favourite places',
  merchants: 'Favourites, at every place',
  remove: (name: string) => `Remove ${name} from favourites`,
  removed: 'Removed from your favourites.',
  empty: {
    title: 'No favourites yet',
    body: 'Make a shop a favourite on its page, and get its coupons when you pass.',
    go: 'Look around',
  },
}

export const blocks = {
  title: 'Blocked shops',
  lead: 'You get no ads or coupons from these shops.',
  shop: 'A shop we have no name for',
  since: (when: string) => `Since ${when}`,
  unblock: 'Receive again',
  unblockOf: (name: string) => `Receive messages from ${name} again`,
  unblocked: (name: string) => `${name} may write to you again.`,
  empty: {
    title: 'You have not blocked any shop',
    body: 'When a shop writes too much, open its message and press “No more messages from this shop”.',
    go: 'To the inbox',
  },
}
