/** Words of people who work together, of invitations, and of the record of what was done. */
import type { staff as korean } from '../ko/staff.ts'

/** What it was about, told from the address; the first that fits. */
const things: readonly (readonly [RegExp, string])[] = [
  [/staff-invitations/, 'Invitation'],
  [/\/staff/, 'People who work here'],
  [/api-keys/, 'Till key'],
  [/campaigns/, 'Campaign'],
  [/broadcasts|mailings|channel/, 'Channel'],
  [/talk/, 'Talk'],
  [/posts/, 'Post'],
  [/surveys/, 'Survey'],
  [/games/, 'Game'],
  [/code-batches|vouchers/, 'Coupon numbers'],
  [/redemptions/, 'Coupon used'],
  [/bills|purchases/, 'Bill'],
  [/spendings/, 'Points spent'],
  [/gift-cards/, 'Gift card'],
  [/check-ins/, 'Check-in'],
  [/members/, 'Customer’s tags'],
  [/programme|stamp-cards/, 'Loyalty'],
  [/offers|offer-policy/, 'Offer'],
  [/devices/, 'QR and beacons'],
  [/zones/, 'Range'],
  [/transfers|accounts|holds/, 'Books'],
  [/pictures/, 'Picture'],
  [/places/, 'Branch'],
  [/merchants/, 'Shop'],
]
const deeds: Readonly<Record<string, string>> = {
  POST: 'done',
  PUT: 'set',
  PATCH: 'changed',
  DELETE: 'removed',
}

export const staff: typeof korean = {
  role: 'Role',
  roles: {
    owner: 'owner',
    manager: 'manager',
    staff: 'staff',
    till: 'till',
    operator: 'operator',
  },
  roleHints: {
    owner: 'Has all in hand, people and keys too.',
    manager: 'Runs offers, campaigns and branches; not people and keys.',
    staff: 'Uses the counter and today.',
  },
  branches: 'Branches',
  branchesHint: 'All of them when you choose none.',
  address: 'Phone number or e-mail (if you like)',
  addressHint: 'We send it there, and only they can accept it.',
  invite: 'Make an invitation',
  made: 'The invitation is made',
  sent: 'The invitation is sent',
  madeHint: 'This link works once, for a week. It is shown only now.',
  link: 'Link',
  copy: 'Copy the link',
  copied: 'Copied',
  waiting: 'waiting for an answer',
  byLink: 'By a link',
  takeBack: 'Take back',
  takenBack: 'The invitation is taken back.',

  join: 'Invitation',
  joinTitle: (shop) => `${shop} invites you to work with them`,
  as: (role) => `As: ${role}`,
  allPlaces: 'At all branches',
  isFor: {
    phone: 'Sign in with the phone number it was sent to.',
    email: 'Sign in with the e-mail address it was sent to.',
  },
  accept: 'Join them',
  joined: 'You work together now. Welcome.',
  signIn: 'Sign in to join them',
  signInBody: 'New here? Your phone number is enough.',
  home: 'Look around',
  gone: 'This invitation no longer works',
  goneBody: 'It was accepted, taken back, or is a week old. Ask the shop for a new one.',

  actions: 'What was done',
  actionsHint: 'Who did what, and when',
  actionsLead: 'All that is done for the shop stays here. Nobody can change or remove it.',
  who: 'Who',
  everybody: 'Everybody',
  till: 'Till',
  formerly: 'Somebody who left',
  noActions: 'Nothing has been done yet',
  did: (operation) => {
    const [method = ''] = operation.split(' ')
    const thing = things.find(([pattern]) => pattern.test(operation))?.[1] ?? operation
    return `${thing} · ${deeds[method] ?? method}`
  },
}
