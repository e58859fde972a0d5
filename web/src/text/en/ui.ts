/** Words that several screens share. */
import type { ui as korean } from '../ko/ui.ts'

export const ui: typeof korean = {
  saved: 'Saved',
  notSaved: 'We could not save it',
  appName: 'Golmok',
  tabs: { nearby: 'Nearby', inbox: 'Inbox', wallet: 'Wallet', me: 'Me' },
  tabsLabel: 'Main menu',
  skip: 'Skip to content',
  back: 'Back',
  close: 'Close',
  again: 'Try again',
  undo: 'Undo',
  later: 'Later',
  yes: 'Yes, please',
  signIn: 'Sign in',
  loading: 'Loading',
  lastSeen: 'This is what you saw last. We will refresh it when you are back online.',
  unread: (count: number) => (count === 1 ? '1 new message' : `${count} new messages`),
  broken: {
    title: 'We could not get this right now',
    offline: 'The internet seems to be gone. Please try again once it is back.',
    server: 'Something is wrong on our side. Please try again in a moment.',
    screen: 'We could not show this screen. Opening it again usually helps.',
  },
  missing: { title: 'There is nothing here', body: 'This page has moved or is gone.' },
  home: 'Go to Nearby',
}
