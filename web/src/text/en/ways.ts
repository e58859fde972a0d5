/** Words of the ways out: for shoppers and for the operator. */
import { counted } from '../figures.ts'

export const ways = {
  title: 'How to reach me',
  detail: 'E-mail, text, KakaoTalk, LINE',
  lead: 'Where news about your own coupons and points goes besides the inbox. Advertising is set separately, under Consents.',
  names: { email: 'E-mail', sms: 'Text message', kakao: 'KakaoTalk', line: 'LINE', push: 'Push' },
  toConsents: 'Consents to advertising',
  none: { title: 'News comes to the inbox', body: 'This town has no other ways of sending yet.' },
  noAddress: {
    email: 'No confirmed address yet',
    sms: 'Works once your phone number is verified, under Me › Ways to sign in',
    kakao: 'Works once your phone number is verified, under Me › Ways to sign in',
    line: 'Add our LINE account as a friend to connect it',
  },
  unreachable: 'This address cannot be reached right now',
  wants: (way: string) => `Send there too: ${way}`,
  on: (way: string) => `News comes by ${way} too from now on.`,
  off: (way: string) => `No more news by ${way}.`,
  forget: 'Remove',
  forgetOf: (way: string) => `Remove the address for ${way}`,
  forgotten: 'The address is removed.',
  email: {
    label: 'E-mail address',
    change: 'Another e-mail address',
    send: 'Send a mail to confirm',
    sent: (address: string) => `We sent a mail to ${address}. Please open its link.`,
    hint: 'News goes to this address once its link was opened, within a day.',
  },
}

export const confirmAddress = {
  title: 'Confirm the address',
  ask: 'Get news at this address?',
  body: 'This e-mail address will belong to your account. If you did not ask for it, just close this page.',
  confirm: 'Use this address',
  done: 'Confirmed',
  doneBody: (address: string) => `News can come to ${address} now.`,
  unknown: 'This link does not work',
  toWays: 'How to reach me',
}

export const lineLink = {
  title: 'Connect LINE',
  ask: 'Get news by LINE too?',
  body: 'This connects the account you are signed in with. LINE will ask you once more.',
  link: 'Connect with LINE',
  signIn: { title: 'Please sign in first', body: 'So that we know which account to connect.' },
}

/** A reason comes in our words first; what the provider said stands below as it is. */
export const waysDesk = {
  hint: 'News that leaves the inbox: what went out in the last 7 days, and all that did not get through.',
  good: 'Everything goes out well.',
  late: (count: number) => `Waiting: ${counted(count)}.`,
  dead: (count: number) => `Did not get through: ${counted(count)}.`,
  closed: 'No way is open. Connect a mail server, SOLAPI or LINE in the settings.',
  counts: 'By way',
  way: 'Way',
  states: {
    queued: 'Waiting',
    taken: 'Handed over',
    delivered: 'Arrived',
    bounced: 'Nobody there',
    failed: 'Refused',
    dead: 'Tried in vain',
    dropped: 'Not sent',
  },
  isOff: 'Off',
  reasons: 'Why it did not get through',
  kinds: {
    'nobody-there': 'Nobody is there at that address',
    'no-template': 'Not sent: there is no approved Alimtalk template',
    'mailbox-full': 'The mailbox is full',
    'quota-spent': 'The month’s quota is used up, or the balance is too low',
    'not-let-in':
      'The provider does not accept our account: check its key and password in the settings',
    'address-inside': 'Not sent: the device’s address is not on the open net',
    'no-answer': 'The provider did not answer in time',
    refused: 'The provider refused this message',
    'given-up': 'Tried several times, and the provider could not take it',
  },
  said: 'What the provider said',
  replayAll: 'Send all again',
  replayAllOf: (reason: string) => `Send all of “${reason}” again`,
  replayed: (count: number) => `Queued again: ${counted(count)}.`,
  letters: 'Did not get through',
  anyWay: 'All',
  empty: 'Everything got through.',
  replay: 'Send again',
  replayOf: (title: string) => `Send “${title}” again`,
  replayedOne: 'Queued again.',
  tries: (count: number) => `Tries: ${counted(count)}`,
  inbound: 'Where providers report to',
  inboundHint:
    'Give these to the mail server, SOLAPI and LINE. Keep the first two secret: who knows them can report.',
  inboundNames: { mail: 'Returned mail', solapi: 'SOLAPI', line: 'LINE' },
  copy: 'Copy',
  copyOf: (name: string) => `Copy the address for ${name}`,
  copied: 'Copied.',
}

export const templates = {
  title: 'Texts of Alimtalk',
  hint: 'Only what Kakao reviewed goes out, word for word. A place that changes is written as #{name}. No advertising.',
  empty: 'No text yet.',
  add: 'Write a text',
  edit: 'Edit',
  editOf: (name: string) => `Edit ${name}`,
  code: 'Label',
  codeHint: 'Small letters, digits, dashes. It stays as it is.',
  name: 'Name',
  body: 'Text',
  basis: 'Why it may be sent',
  bases: {
    service: 'News of their own doings: bookings, orders',
    'paid-points': 'Points of a paid purchase',
    'asked-for': 'Something the person did',
  },
  basisSentence: 'Sentence that says so',
  basisHint:
    'News of points and coupons has to hold this sentence, word for word (a rule of Kakao from April 2026 on).',
  save: 'Save',
  saved: 'Saved.',
  cancel: 'Cancel',
  states: { draft: 'Draft', 'in-review': 'In review', approved: 'Approved', rejected: 'Rejected' },
  submit: 'Mark as sent to review',
  providerId: 'Template id at SOLAPI',
  approve: 'Approved',
  reason: 'Why it was rejected',
  reject: 'Rejected',
}
