/** Words of signing in, of a shop's tag, and of opting out. */
import type { optOut as koreanOptOut, signIn as korean, tag as koreanTag } from '../ko/sign-in.ts'

export const signIn: typeof korean = {
  title: 'Welcome',
  lead: 'Please sign in to enter.',
  demo: 'Have a look around',
  demoNote: 'This Golmok is for trying things out. Enter as anyone you like.',
  roles: {
    shopper: 'shopper',
    owner: 'owner',
    staff: 'staff',
    operator: 'operator',
  },
  ways: { email: 'E-mail', phone: 'Phone' },
  waysLabel: 'Way to sign in',
  email: 'E-mail',
  password: 'Password',
  passwordHint: 'at least 8 characters',
  showPassword: 'Show password',
  name: 'Name',
  nameHint: 'What shops call you.',
  phone: 'Phone number',
  phoneHint: '010-1234-5678',
  code: 'Six digits from the text message',
  enter: 'Sign in',
  join: 'Join',
  toJoin: 'I am new here',
  toEnter: 'I have an account',
  sendCode: 'Send me a code',
  sendAgain: 'Send a new code',
  codeSent: 'We sent a text message. Please enter the code within 5 minutes.',
  phoneNew: 'New here? This number becomes your account.',
  toEmailCode: 'Use a code instead of a password',
  toPassword: 'Sign in with my password',
  emailNew: 'New here? This address becomes your account.',
  emailSent: 'We sent an e-mail. Please enter the code within 5 minutes.',
  emailCode: 'Six digits from the e-mail',
  welcome: (name: string) => `Welcome, ${name}.`,
  wrong: {
    email: 'Please enter your e-mail address.',
    password: 'A password has at least 8 characters.',
    anyPassword: 'Please enter your password.',
    name: 'Please enter your name.',
    phone: 'Please enter your phone number.',
    code: 'The code has six digits.',
  },
}

export const tag: typeof koreanTag = {
  title: 'You are at the shop',
  signIn: {
    title: 'Sign in to keep your visit',
    body: 'We remember the shops you visit, and you get the coupons for regulars.',
  },
  checkIn: 'Check in',
  what: 'We keep only that you are at this shop now.',
  done: 'You are checked in',
  doneBody: (name: string) => `Thank you for coming to ${name}.`,
  seePlace: 'See the shop',
  needsConsent: 'Checking in needs your consent to location.',
  toConsents: 'See my consents',
  toNearby: 'Look around',
  unknown: 'This tag is not known here',
  unknownBody: 'Scan the tag at the shop again. If it still fails, please tell the shop.',
  failed: 'We could not check you in',
}

export const optOut: typeof koreanOptOut = {
  title: 'Stop advertisements',
  ask: (name: string) => `Stop advertisements from ${name}?`,
  body: 'One press, and they stop at once. It is free and needs no sign-in.',
  stop: 'Stop ads from this shop',
  stopAll: 'Stop ads from all shops',
  done: 'They have stopped',
  doneBody: (name: string) =>
    `No more advertisements from ${name}. You can change your mind under Me.`,
  doneAll: 'No more advertisements from any shop.',
  market: 'the shops here',
  toConsents: 'See my consents',
  unknown: 'This link cannot stop anything',
  unknownBody:
    'Open the link exactly as it is in the message. You can also stop them under Me › Consents.',
}
