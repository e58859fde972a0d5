/** Words about who runs the market, its opening, and what it does with locations and personal data. */
export const market = {
  openTitle: 'Golmok is open',
  openSince: (day: string) => `Open since ${day}. Everybody can see the details below.`,
  closedTitle: 'Not open yet',
  closedBody:
    'You can open once everything the law requires is filled in. Until then, if others can reach this address, nobody’s location is collected.',
  left: (count: number) => `${count} left to fill in`,
  none: 'All filled in',
  save: 'Save',
  saved: 'Saved',
  open: 'Open Golmok',
  opened: 'Golmok is open',
  openHint: 'Once open, you can change these but not leave them empty.',
  unsaved: 'Please save first.',
  check: 'Please make sure the details are correct, and check the list against current law.',
  wrong: 'Empty or not valid',
  seePolicy: 'What customers see',
  groups: { who: 'Who runs it', reports: 'Filings and registrations', answers: 'Contacts' },

  items: {
    businessName: 'Business name',
    representative: 'Representative',
    address: 'Address',
    phone: 'Phone',
    email: 'E-mail',
    businessNumber: 'Business registration number',
    mailOrderReport: 'Mail-order report number',
    locationReport: 'Location service report no. and date',
    locationManager: 'Location officer',
    locationManagerContact: 'Location officer’s contact',
    privacyOfficer: 'Privacy officer',
    privacyOfficerContact: 'Privacy officer’s contact',
  },

  policyTitle: 'Location and personal data',
  policyIntro: 'What we use and why, when we erase it, and whom to ask.',
  whoTitle: 'Who runs this Golmok',
  notYet: 'Not filled in yet.',
  tryOut: 'This Golmok is for trying things out. Who runs it is not filled in yet.',
  locationTitle: 'How we use your location',
  location: [
    'Only if you agreed: to find shops nearby, and to give you coupons when you pass one.',
    'We learn it from your phone, from beacons and tags of shops, and from visits confirmed at the counter.',
    'We do not store your route. Which shops you passed and visited is kept for a year at most.',
    'We record who used it, when and why, and you can always see it under My data. That record is also erased after a year.',
    'When a shop is told, we tell you right away, or several at a time if you prefer.',
    'You can pause it, turn off single uses, or withdraw at any time. When you withdraw, everything stored is erased at once.',
    'Under 14, a guardian has to agree. For children aged 8 or younger, the guardian decides.',
  ],
  personalTitle: 'How we handle personal data',
  personal: [
    'Your name, contact details, coupons, points and purchases are kept with your account.',
    'Advertisements come only in the ways you agreed to. Between 9 pm and 8 am they need separate consent, and every one has a free way to opt out.',
    'Under My data you can download or erase everything.',
    'Transaction records that the law requires stay for the required time, without saying whose they were.',
    'You can also see under My data who looked at your records.',
  ],
}

export const marketRefusals: Readonly<Record<string, string>> = {
  'market.details-changed': 'Another operator changed this meanwhile. Please load it again.',
  'market.details-missing': 'Something is still empty or not valid. Fill in everything, then open.',
  'market.is-open': 'Golmok is open, so this cannot be left empty. Please enter something new.',
  'market.not-open':
    'Golmok is not open yet, so it uses nobody’s location. You can turn it on once it opens.',
}
