/** Words of a shop's channel and the screens below it. */
import type { channelFriends as friendsKo, merchantChannel as ko } from '../ko/merchant-channel.ts'

export const merchantChannel: typeof ko = {
  title: 'Channel',
  open: 'Channel',
  openHint: 'Gather friends and send them news',
  lead: 'Where your shop and its customers keep in touch.',
  entries: 'What you can do',
  says: (friends) => `${friends} look forward to your news.`,
  saysNone: 'No friends yet. Put up the QR code beside your counter to begin with.',
  begin: 'Make the QR',
  people: (count) => `${count} people`,
  lately: 'The last 30 days',
  followed: 'New friends',
  left: 'Left',
  blocked: 'Blocked',
  warnTitle: 'More people block your news',
  warn: (blocked, friends) =>
    `Of ${friends}, ${blocked} blocked you within 30 days. Send less often, and only to those who will be glad of it.`,
  friends: { title: 'Friends', detail: 'Where they came from, QR codes, greeting' },
}

export const channelFriends: typeof friendsKo = {
  title: 'Friends',
  privacy: 'You see numbers only. Nobody can see who your friends are.',
  sources: 'Where they became friends',
  source: {
    qr: 'QR codes in the shop',
    tag: 'NFC tags',
    'place-page': 'Your page in the town app',
    receipt: 'Receipts',
    invitation: 'Invitations by friends',
    app: 'Elsewhere in the town app',
    campaign: 'Campaigns',
    page: 'Event pages',
    link: 'Posts on the internet',
    'brand-list': 'The list of brands in the town app',
  },
  days: 'New friends by day',
  daysLabel: 'New friends on each of the last 30 days',
  daysLabelOn: ({ day, followed, left }) => `${day}: ${followed} new, ${left} left`,
  links: 'QR codes that win friends',
  linksHint: 'Each spot has a code of its own, so that you can tell which of them wins friends.',
  make: {
    qr: { title: 'QR for counter and tables', detail: 'To print and put up' },
    receipt: { title: 'QR for receipts', detail: 'The picture to put below a receipt' },
    tag: {
      title: 'Address for NFC tags',
      detail: 'Write it on a tag; phones open it by touching the tag',
    },
    invitation: { title: 'Link to invite with', detail: 'Good to send in a messenger' },
  },
  printTitle: 'Be our friend',
  printBody: 'Point your camera here to get our news and coupons.',
  printNote: (shop) => `${shop} · you can leave at any time`,
  copy: 'Copy the address',
  copied: 'The address is copied.',
  greeting: 'Greeting',
  greetingHint:
    'The first thing people read after scanning your code. Say what is good about being a friend.',
  greetingLabel: 'What you want to say',
  greetingExample: 'For example: friends hear first what comes out of our oven on Fridays.',
  save: 'Save the greeting',
  saved: 'The greeting is saved.',
  empty: 'No friends yet',
  emptyBody:
    'Print the QR code below and put it beside your counter. Your first friend will show here.',
  proofs: 'Proof of consents',
  proofsLead:
    'A file of who said yes or no to which words, and when. It has no names, and whoever is in it sees that it was taken out.',
  proofsReason: 'What is it for?',
  proofsReasonHint: 'Your words are kept for two years. For example: answer to a spam report',
  proofsTake: 'Take out as a file',
}
