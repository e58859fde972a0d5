/** Words about who runs the market, its opening, and what it does with locations and personal data. */
export const market = {
  openTitle: 'This market is open',
  openSince: (day: string) => `Open since ${day}. Everybody can read what stands below.`,
  closedTitle: 'Not open yet',
  closedBody:
    'Once everything that the law wants told is filled in, you can open. Until then nobody’s location is collected at an address that others can reach.',
  left: (count: number) => `${count} left to fill in`,
  none: 'All filled in',
  save: 'Save',
  saved: 'Saved',
  open: 'Open the market',
  opened: 'The market is open',
  openHint: 'Once it is open you can change these, but not empty them.',
  unsaved: 'Please save first.',
  check:
    'Whether this is true is for you to make sure of. Compare the list with the law in force, too.',
  wrong: 'Empty, or cannot be right',
  seePolicy: 'What customers see',
  groups: { who: 'Who runs it', reports: 'Reports and registrations', answers: 'Whom to ask' },

  items: {
    businessName: 'Business name',
    representative: 'Representative',
    address: 'Address',
    phone: 'Phone',
    email: 'E-mail',
    businessNumber: 'Business registration number',
    mailOrderReport: 'Mail-order business report number',
    locationReport: 'Location-based service report, number and day',
    locationManager: 'Who answers for locations',
    locationManagerContact: 'How to reach them about locations',
    privacyOfficer: 'Who answers for personal data',
    privacyOfficerContact: 'How to reach them about personal data',
  },

  policyTitle: 'Location and personal data',
  policyIntro: 'What is used and why, when it is erased, and whom you can ask.',
  whoTitle: 'Who runs this market',
  notYet: 'Not filled in yet.',
  tryOut: 'This market is being tried out: who runs it is not filled in yet.',
  locationTitle: 'How locations are used',
  location: [
    'Only of those who agreed: to find shops nearby, and to give coupons when you pass one.',
    'We learn it from your phone, from beacons and tags of shops, and from visits confirmed at the counter.',
    'The way you went is not kept. Which shops you passed and visited is kept for a year at most.',
    'Who used it, when and why is recorded, and you can always see it under My data. That record goes after a year, too.',
    'When a shop is told, you are told at once, each time, or together with others if you prefer.',
    'You can pause it, switch off single uses, or withdraw at any time. When you withdraw, what is left is erased at once.',
    'Under 14, a guardian has to agree. For children under 8, the guardian decides.',
  ],
  personalTitle: 'How personal data is handled',
  personal: [
    'Your name, how to reach you, coupons, points and purchases are kept with your account.',
    'Advertisements come only by ways you agreed to. Between 9 pm and 8 am they need a consent of their own, and each has a free way to stop them.',
    'Under My data you can take everything along, or erase it.',
    'Records of deals that the law wants kept stay for that time, without saying whose they were.',
    'Who looked into your records stands under My data as well.',
  ],
}

export const marketRefusals: Readonly<Record<string, string>> = {
  'market.details-changed': 'Another operator changed this meanwhile. Please load it again.',
  'market.details-missing':
    'Something is still empty or cannot be right. Fill in all of it, then open.',
  'market.is-open':
    'The market is open, so this cannot be emptied. Please put something new in its place.',
  'market.not-open':
    'This market is not open yet and uses nobody’s location. You can switch it on once it is.',
}
