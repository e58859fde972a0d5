/** Every call of the API, as the server declares it. Made by `npm run generate`; not by hand. */

/* eslint-disable */
export type Account = {
  key: string
  unit: 'KRW' | 'points'
  guarded: boolean
  balanceMax: number | null
  openedAt: string
  balance: number
  available: number
  upcoming: number
}

export type AlimtalkTemplate = {
  code: string
  name: string
  body: string
  basis: 'service' | 'paid-points' | 'asked-for'
  basisSentence: string | null
  state: 'draft' | 'in-review' | 'approved' | 'rejected'
  providerId: string | null
  reason: string | null
  changedAt: string
  places: string[]
}

export type Bill = {
  id: string
  placeId: string
  state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
  channel: 'counter' | 'till' | 'online'
  paymentMethod: string | null
  reference: string | null
  billMinor: number
  discountMinor: number
  payMinor: number
  refundedMinor: number
  points: number
  pointsReturned: number
  giftMinor: number
  giftReturnedMinor: number
  madeAt: string
  heldUntil: string | null
  paidAt: string | null
  closedAt: string | null
  lines: {
    lineId: string
    itemId: string
    quantity: number
    unitMinor: number
    discountMinor: number
    unitsReturned: number
    refundedMinor: number
  }[]
  redemptions: ({
    redemptionId: string
    offerId: string
    couponId: string | null
    discountMinor: number
    pointsEarned: number
    giftMinor: number
    extras: Extra[]
  })[]
}

export type BillQuote = {
  holderName: string | null
  billMinor: number
  discountMinor: number
  payMinor: number
  points: number
  giftMinor: number
  lines: QuotedLine[]
  deliveryDiscountMinor: number
  offers: ConsideredOffer[]
  isProvenBest: boolean
}

export type Broadcast = {
  id: string
  merchantId: string
  content: {
    title: string
    body: string
    pictureId: string | null
    offerId: string | null
    link: string | null
    ways: ('email' | 'sms' | 'kakao' | 'line')[]
  }
  audience: {
    sources: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
    friendDaysMin: number | null
    friendDaysMax: number | null
    segments: ('new' | 'returning' | 'regular' | 'lapsed')[]
    tags: string[]
    redeemedDays: number | null
    favouritesOnly: boolean
    visitedDays: number | null
    notVisitedDays: number | null
    visitsMin: number | null
    visitPlaceIds: string[]
    languages: ('ko' | 'en')[]
  }
  controlPercent: number
  timing: {
    kind: 'now'
  } | {
    kind: 'at'
    at: string
  } | {
    kind: 'wall'
    day: string
    minuteOfDay: number
  }
  state: 'draft' | 'scheduled' | 'sending' | 'paused' | 'sent' | 'cancelled'
  createdAt: string
  launchedAt: string | null
  startsAt: string | null
  finishedAt: string | null
  reach: number | null
  done: number
  sent: number
  isMeantForFew: boolean
  isSentToFew: boolean
  mailingId: string | null
}

export type BroadcastReport = {
  broadcastId: string
  title: string
  state: 'draft' | 'scheduled' | 'sending' | 'paused' | 'sent' | 'cancelled'
  reach: number | null
  done: number
  controlPercent: number
  isWithheld: boolean
  outcomes: {
    outcome: string
    people: number
  }[]
  funnel: {
    eligible: number
    sent: number
    seen: number
    clicked: number
    visited: number
    redeemed: number
  } | null
  arms: {
    treated: {
      people: number
      visited: number
      redeemed: number
      salesMinor: number
    }
    control: {
      people: number
      visited: number
      redeemed: number
      salesMinor: number
    } | null
  } | null
  lift: {
    visits: {
      difference: number
      low: number
      high: number
      conclusive: boolean
      peopleMissing: number | null
    }
    redemptions: {
      difference: number
      low: number
      high: number
      conclusive: boolean
      peopleMissing: number | null
    }
  } | null
  extraVisits: {
    estimate: number
    low: number
    high: number
  } | null
  attributionDays: number
  days: {
    day: string
    seen: number
    clicked: number
    visited: number
    redeemed: number
  }[]
  at: string
}

export type Campaign = {
  id: string
  merchantId: string
  state: 'draft' | 'running' | 'paused' | 'ended'
  name: string
  offerId: string
  trigger: {
    kind: 'entered' | 'dwelled' | 'visited' | 'favourite-near' | 'left-without-purchase'
    zoneIds: string[]
    placeIds: string[]
    reminder: {
      afterDays: number
      atMinute: number
    } | null
  }
  audience: {
    kind: string
    times?: number
    days?: number
  }[]
  schedule: {
    startsAt: string
    endsAt: string
    weekdays: number[]
    hours: {
      fromMinute: number
      untilMinute: number
    } | null
    openOnly: boolean
  }
  personCap: {
    times: number
    days: number
  } | null
  retriggerMinutes: number
  budget: {
    couponsMax: number | null
    discountMinorMax: number | null
  }
  controlPercent: number
  message: {
    title: string
    body: string
  }
  ways: ('email' | 'sms' | 'kakao' | 'line')[]
  spent: {
    couponsGranted: number
    discountReservedMinor: number
    discountSpentMinor: number
  }
  createdAt: string
  startedAt: string | null
}

export type CampaignReport = {
  campaignId: string
  name: string
  state: 'draft' | 'running' | 'paused' | 'ended'
  isWithheld: boolean
  funnel: {
    eligible: number
    sent: number
    seen: number
    visited: number
    redeemed: number
  } | null
  arms: {
    treated: {
      people: number
      visited: number
      redeemed: number
      salesMinor: number
    }
    control: {
      people: number
      visited: number
      redeemed: number
      salesMinor: number
    } | null
  } | null
  lift: {
    visits: {
      difference: number
      low: number
      high: number
      conclusive: boolean
      peopleMissing: number | null
    }
    redemptions: {
      difference: number
      low: number
      high: number
      conclusive: boolean
      peopleMissing: number | null
    }
  } | null
  extraVisits: {
    estimate: number
    low: number
    high: number
  } | null
  salesMinor: number | null
  costMinor: number | null
  discountMinor: number | null
  points: number | null
  attributionDays: number
  refusedByReason: {
    rule: string
    code: string
    people: number
  }[]
  at: string
}

export type ChannelInvoice = {
  id: string
  number: number
  merchantId: string
  merchantName: string
  month: string
  kind: 'invoice' | 'credit-note'
  credits: string | null
  reason: string | null
  lines: ({
    kind: 'plan'
    planId: string
    monthlyFeeMinor: number
    days: number
    ofDays: number
    amountMinor: number
  } | {
    kind: 'step'
    planId: string
    broadcasts: number
    friends: number
    amountMinor: number
  } | {
    kind: 'way'
    way: 'email' | 'sms' | 'kakao' | 'line'
    priceMinor: number
    pieces: number
    amountMinor: number
  })[]
  netMinor: number
  vatMinor: number
  issuedAt: string
}

export type ChannelPlan = {
  id: string
  nameKo: string
  nameEn: string
  monthlyFeeMinor: number
  unit: 'broadcasts' | 'messages'
  unitsMax: number | null
  steps: {
    friendsFrom: number
    feesMinor: number[]
  }[]
  isOffered: boolean
}

export type CodeBatch = {
  id: string
  offerId: string
  merchantId: string
  title: string
  kind: 'shared' | 'unique'
  pattern: string | null
  wanted: number
  made: number
  claims: number
  claimFrom: string | null
  claimUntil: string | null
  publishDays: number | null
  createdAt: string
  voidedAt: string | null
  archivedAt: string | null
}

export type Condition = {
  kind: 'place'
  placeIds: string[]
  isNot: boolean
} | {
  kind: 'zone'
  zoneIds: string[]
  isNot: boolean
} | {
  kind: 'visit'
  evidenceMin: number
  isNot: boolean
} | {
  kind: 'channel'
  channels: ('counter' | 'till' | 'online')[]
  isNot: boolean
} | {
  kind: 'weekdays'
  weekdays: number[]
  isNot: boolean
} | {
  kind: 'holiday'
  which: 'day' | 'eve'
  isNot: boolean
} | {
  kind: 'hours'
  fromMinute: number
  toMinute: number
  isNot: boolean
} | {
  kind: 'dates'
  from: string
  to: string
  isNot: boolean
} | {
  kind: 'first-visit'
  isNot: boolean
} | {
  kind: 'segment'
  segmentIds: string[]
  isNot: boolean
} | {
  kind: 'tag'
  tags: string[]
  isNot: boolean
} | {
  kind: 'items'
  of: Selector
  unitsMin: number
  unitsMax: number | null
  isNot: boolean
} | {
  kind: 'only-items'
  of: Selector
  isNot: boolean
} | {
  kind: 'bill'
  when: 'before' | 'after'
  minorMin: number
  minorMax: number | null
  isNot: boolean
} | {
  kind: 'payment'
  methods: string[]
  isNot: boolean
} | {
  kind: 'holder'
  isNot: boolean
}

export type ConditionInput = {
  kind: 'place'
  placeIds: string[]
  isNot?: boolean
} | {
  kind: 'zone'
  zoneIds: string[]
  isNot?: boolean
} | {
  kind: 'visit'
  evidenceMin: number
  isNot?: boolean
} | {
  kind: 'channel'
  channels: ('counter' | 'till' | 'online')[]
  isNot?: boolean
} | {
  kind: 'weekdays'
  weekdays: number[]
  isNot?: boolean
} | {
  kind: 'holiday'
  which: 'day' | 'eve'
  isNot?: boolean
} | {
  kind: 'hours'
  fromMinute: number
  toMinute: number
  isNot?: boolean
} | {
  kind: 'dates'
  from: string
  to: string
  isNot?: boolean
} | {
  kind: 'first-visit'
  isNot?: boolean
} | {
  kind: 'segment'
  segmentIds: string[]
  isNot?: boolean
} | {
  kind: 'tag'
  tags: string[]
  isNot?: boolean
} | {
  kind: 'items'
  of: SelectorInput
  unitsMin: number
  unitsMax?: number | null
  isNot?: boolean
} | {
  kind: 'only-items'
  of: SelectorInput
  isNot?: boolean
} | {
  kind: 'bill'
  when: 'before' | 'after'
  minorMin?: number
  minorMax?: number | null
  isNot?: boolean
} | {
  kind: 'payment'
  methods: string[]
  isNot?: boolean
} | {
  kind: 'holder'
  isNot?: boolean
}

export type ConsideredOffer = {
  offerId: string
  offerTitle: string
  couponId: string | null
  terms: OfferTerms
  isUsed: boolean
  discountMinor: number
  points: number
  giftMinor: number
  extras: Extra[]
  reason: {
    code: string
    says: string
    details: { [key: string]: unknown }
  } | null
}

export type Coupon = {
  id: string
  offerId: string
  merchantId: string
  merchantName: string
  color: string
  title: string
  terms: OfferTerms
  placeIds: string[]
  grantedAt: string
  startsAt: string
  expiresAt: string
  state: 'active' | 'redeemed' | 'expired' | 'cancelled'
  isPaused: boolean
  redeemedAt: string | null
  source: 'campaign' | 'claim' | 'staff' | 'voucher'
  decisionId: string | null
}

export type DeadLetter = {
  id: string
  messageId: string
  merchantName: string
  title: string
  body: string
  way: 'email' | 'sms' | 'kakao' | 'line' | 'push'
  address: string
  state: 'bounced' | 'failed' | 'dead'
  attempts: number
  kind: 'nobody-there' | 'no-template' | 'mailbox-full' | 'quota-spent' | 'not-let-in' | 'address-inside' | 'no-answer' | 'refused' | 'given-up'
  error: string | null
  createdAt: string
  settledAt: string | null
}

export type Device = {
  id: string
  placeId: string
  zoneId: string | null
  kind: 'beacon' | 'tag'
  label: string
  identity: {
    kind: 'ibeacon'
    uuid: string
    major: number
    minor: number
  } | {
    kind: 'altbeacon'
    id1: string
    id2: number
    id3: number
  } | {
    kind: 'eddystone-uid'
    namespace: string
    instance: string
  } | {
    kind: 'tag'
    code: string
  }
  url: string | null
  cloneable: boolean
  addedAt: string
}

export type Effect = {
  kind: 'order-discount'
  tiers: Tiers
} | {
  kind: 'item-discount'
  of: Selector
  pick: {
    kind: 'all'
  } | {
    kind: 'cheapest' | 'dearest'
    units: number
  }
  spread: 'each' | 'across'
  tiers: Tiers
} | {
  kind: 'buy-get'
  buy: {
    of: Selector
    units: number
  }
  get: {
    of: Selector
    units: number
  }
  off: Off
  timesMax: number | null
} | {
  kind: 'bundle'
  parts: {
    of: Selector
    units: number
  }[]
  priceMinor: number
  timesMax: number | null
} | {
  kind: 'free-item'
  item: {
    itemId: string
    itemName: string
    unitMinor: number
  }
  units: number
  mode: 'in-cart' | 'added' | 'in-cart-or-added'
} | {
  kind: 'upgrade'
  of: Selector
  to: {
    itemId: string
    itemName: string
    unitMinor: number
  }
  units: number
} | {
  kind: 'delivery-discount'
  off: Off
} | {
  kind: 'points'
  points: number
} | {
  kind: 'points-percent'
  percent: number
} | {
  kind: 'points-times'
  times: number
} | {
  kind: 'gift-value'
  amountMinor: number
}

export type EffectInput = {
  kind: 'order-discount'
  tiers: TiersInput
} | {
  kind: 'item-discount'
  of: SelectorInput
  pick?: {
    kind: 'all'
  } | {
    kind: 'cheapest' | 'dearest'
    units: number
  }
  spread?: 'each' | 'across'
  tiers: TiersInput
} | {
  kind: 'buy-get'
  buy: {
    of: SelectorInput
    units: number
  }
  get: {
    of: SelectorInput
    units: number
  }
  off: OffInput
  timesMax?: number | null
} | {
  kind: 'bundle'
  parts: {
    of: SelectorInput
    units: number
  }[]
  priceMinor: number
  timesMax?: number | null
} | {
  kind: 'free-item'
  item: {
    itemId?: string
    itemName: string
    unitMinor?: number
  }
  units?: number
  mode?: 'in-cart' | 'added' | 'in-cart-or-added'
} | {
  kind: 'upgrade'
  of: SelectorInput
  to: {
    itemId?: string
    itemName: string
    unitMinor?: number
  }
  units?: number
} | {
  kind: 'delivery-discount'
  off: OffInput
} | {
  kind: 'points'
  points: number
} | {
  kind: 'points-percent'
  percent: number
} | {
  kind: 'points-times'
  times: number
} | {
  kind: 'gift-value'
  amountMinor: number
}

export type Entry = {
  id: string
  amount: number
  because: string
  memo: string
  at: string
}

export type EventBlock = {
  kind: 'heading'
  text: string
} | {
  kind: 'text'
  text: string
} | {
  kind: 'picture'
  pictureId: string
  alt: string
}

export type EventBlockInput = {
  kind: 'heading'
  text: string
} | {
  kind: 'text'
  text: string
} | {
  kind: 'picture'
  pictureId: string
  alt?: string
}

export type EventEntry = {
  id: string
  number: number
  at: string
  hasWon: boolean
  reward: 'none' | 'given' | 'waits'
  couponId: string | null
}

export type EventPage = {
  id: string
  merchantId: string
  slug: string
  title: string
  summary: string
  coverPictureId: string | null
  blocks: EventBlock[]
  audience: 'everyone' | 'friends' | 'members' | 'code'
  code: string | null
  cadence: 'once' | 'daily'
  needsNumber: boolean
  choosing: 'first-come' | 'draw'
  entriesMax: number
  winnersMax: number | null
  startsAt: string
  endsAt: string
  rewardOfferId: string | null
  placeIds: string[]
  state: 'draft' | 'open' | 'ended'
  phase: 'draft' | 'coming' | 'open' | 'ended'
  entries: number
  views: number
  commitment: string | null
  drawnAt: string | null
}

export type EventPagePlanInput = {
  title: string
  summary?: string
  coverPictureId?: string | null
  blocks?: EventBlockInput[]
  audience?: 'everyone' | 'friends' | 'members' | 'code'
  code?: string | null
  cadence?: 'once' | 'daily'
  needsNumber?: boolean
  choosing?: 'first-come' | 'draw'
  entriesMax: number
  winnersMax?: number | null
  startsAt?: string
  endsAt: string
  rewardOfferId?: string | null
  placeIds?: string[]
}

export type Extra = {
  kind: 'added' | 'upgraded'
  itemId: string
  itemName: string
  units: number
  valueMinor: number
  lineId: string | null
}

export type Game = {
  id: string
  merchantId: string
  title: string
  intro: string
  stampsToFill: number
  audience: 'everyone' | 'friends'
  needsNumber: boolean
  startsOn: string
  endsOn: string
  state: 'draft' | 'open' | 'ended'
  phase: 'draft' | 'coming' | 'open' | 'ended'
  prizes: GamePrize[]
  plays: number
  players: number
}

export type GamePlanInput = {
  title: string
  intro?: string
  stampsToFill?: number
  audience?: 'everyone' | 'friends'
  needsNumber?: boolean
  startsOn: string
  endsOn: string
  prizes: {
    title: string
    offerId: string
    share: number
    stock: number
  }[]
  consolation: string
}

export type GamePlay = {
  id: string
  day: string
  turn: number
  draw: {
    drawn: number
    prize: number
    given: number
    because: string | null
  } | null
  couponId: string | null
}

export type GamePrize = {
  number: number
  title: string
  offerId: string | null
  share: number
  shareNow: number
  stock: number | null
  won: number
}

export type GiftCard = {
  giftCardId: string
  merchantId: string
  merchantName: string
  color: string
  amountMinor: number
  availableMinor: number
  upcomingMinor: number
  availableAt: string | null
  expiresAt: string
}

export type Hold = {
  id: string
  from: string
  to: string
  amount: number
  memo: string
  state: 'pending' | 'posted' | 'voided' | 'expired'
  postedAmount: number | null
  expiresAt: string
}

export type InboxMessage = {
  id: string
  merchantId: string
  merchantName: string
  purpose: 'marketing' | 'information'
  title: string
  body: string
  link: string | null
  couponId: string | null
  campaignId: string | null
  decisionId: string | null
  sentAt: string
  readAt: string | null
  clickedAt: string | null
  pictureId: string | null
  offerId: string | null
  isAdvertisement: boolean
  isQuiet: boolean
  sender: {
    name: string
    contact: string
  }
  optOutPath: string | null
}

export type InviteTerms = {
  inviter: {
    kind: 'points'
    points: number
  } | {
    kind: 'coupon'
    offerId: string
  } | null
  friend: {
    kind: 'points'
    points: number
  } | {
    kind: 'coupon'
    offerId: string
  } | null
  paidMinorMin: number
  withinDays: number
  friendsMax: number
}

export type InviteTermsInput = {
  inviter: {
    kind: 'points'
    points: number
  } | {
    kind: 'coupon'
    offerId: string
  } | null
  friend: {
    kind: 'points'
    points: number
  } | {
    kind: 'coupon'
    offerId: string
  } | null
  paidMinorMin: number
  withinDays: number
  friendsMax: number
}

export type Limit = {
  counts: 'coupons' | 'redemptions' | 'discount' | 'points' | 'gift'
  per: 'offer' | 'campaign' | 'place' | 'person' | 'phone'
  period: 'total' | 'day' | 'week' | 'month'
  max: number
}

export type LimitInput = {
  counts: 'coupons' | 'redemptions' | 'discount' | 'points' | 'gift'
  per: 'offer' | 'campaign' | 'place' | 'person' | 'phone'
  period: 'total' | 'day' | 'week' | 'month'
  max: number
}

export type MarketDetails = {
  version: number
  said: {
    businessName: string
    representative: string
    address: string
    phone: string
    email: string
    businessNumber: string
    mailOrderReport: string
    locationReport: string
    locationManager: string
    locationManagerContact: string
    privacyOfficer: string
    privacyOfficerContact: string
  }
  setAt: string | null
  missing: ('businessName' | 'representative' | 'address' | 'phone' | 'email' | 'businessNumber' | 'mailOrderReport' | 'locationReport' | 'locationManager' | 'locationManagerContact' | 'privacyOfficer' | 'privacyOfficerContact')[]
  openedAt: string | null
}

export type Membership = {
  merchantId: string
  merchantName: string
  color: string
  joinedAt: string
  points: number
  available: number
  upcoming: number
  expiring: {
    points: number
    expiresAt: string
  } | null
  pointMinor: number
  spendPointsMin: number
  isTransferable: boolean
  tier: {
    name: string
    benefits: string
    multiplierPercent: number
  } | null
  nextTier: {
    name: string
    measure: 'points' | 'spent' | 'visits'
    reached: number
    from: number
  } | null
  cards: ({
    stampCardId: string
    title: string
    stamps: number
    stampsToFill: number
    filled: number
    expiresAt: string | null
    rewardOfferId: string
  })[]
  tags: string[]
}

export type Off = {
  kind: 'percent'
  percentOff: number
} | {
  kind: 'amount'
  amountOffMinor: number
} | {
  kind: 'price'
  priceMinor: number
}

export type OffInput = {
  kind: 'percent'
  percentOff: number
} | {
  kind: 'amount'
  amountOffMinor: number
} | {
  kind: 'price'
  priceMinor: number
}

export type OfferTerms = {
  effects: Effect[]
  billMinorMin: number
  discountMinorMax: number | null
  conditions: Condition[][]
  stacking: {
    kind: 'always' | 'exclusive' | 'never'
  } | {
    kind: 'category'
    category: string
  }
}

export type OfferTermsInput = {
  effects: EffectInput[]
  billMinorMin?: number
  discountMinorMax?: number | null
  conditions?: ConditionInput[][]
  stacking?: {
    kind: 'always' | 'exclusive' | 'never'
  } | {
    kind: 'category'
    category: string
  }
}

export type OpeningException = {
  day: string
  hours: {
    spans: {
      fromMinute: number
      untilMinute: number
    }[]
    breaks: {
      fromMinute: number
      untilMinute: number
    }[]
  }
  note: string | null
}

export type OpeningExceptionInput = {
  day: string
  hours: {
    spans: {
      fromMinute: number
      untilMinute: number
    }[]
    breaks: {
      fromMinute: number
      untilMinute: number
    }[]
  }
  note: string | null
}

export type OwnWay = {
  way: 'email' | 'sms' | 'kakao' | 'line'
  address: string | null
  isReachable: boolean
  wantsInformation: boolean
}

export type Person = {
  id: string
  name: string
  email: string | null
  phone: string | null
  locale: 'ko' | 'en'
}

export type Place = {
  id: string
  merchantId: string
  name: string
  category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
  address: string
  lng: number
  lat: number
  phone: string | null
  timeZone: string
  hours: WeekHours | null
  exceptions: OpeningException[]
  isVisible: boolean
  isOpen: boolean | null
  opensAt: string | null
  closesAt: string | null
}

export type PlaceCard = {
  id: string
  merchantId: string
  merchantName: string
  name: string
  category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
  address: string
  lng: number
  lat: number
  color: string
  isOpen: boolean | null
  opensAt: string | null
  closesAt: string | null
  distanceMeters: number | null
}

export type PostComment = {
  id: string
  postId: string
  side: 'person' | 'shop'
  answersId: string | null
  name: string
  text: string
  at: string
  isMine: boolean
  hiddenBy: 'words' | 'shop' | 'market' | null
  hiddenReason: string | null
  isAnswered: boolean
  appeal: 'waits' | 'decided' | null
}

export type Programme = {
  state: 'open' | 'paused'
  earn: {
    kind: 'share'
    perMille: number
  } | {
    kind: 'per-amount'
    amountMinor: number
    points: number
  } | {
    kind: 'per-visit'
    points: number
  }
  paidMinorMin: number
  pendingDays: number
  validity: {
    kind: 'days'
    days: number
  } | {
    kind: 'month-end'
    months: number
  } | {
    kind: 'year-end'
    months: number
  } | {
    kind: 'never'
  }
  personPointsPerDayMax: number | null
  personPointsPerMonthMax: number | null
  pointsPerDayMax: number | null
  pointsPerMonthMax: number | null
  spendPointsMin: number
  pointMinor: number
  isTransferable: boolean
  tiers: {
    name: string
    from: number
    multiplierPercent: number
    benefits: string
  }[]
  tierRule: {
    measure: 'points' | 'spent' | 'visits'
    period: {
      kind: 'rolling'
      days: number
    } | {
      kind: 'calendar'
      unit: 'month' | 'quarter' | 'year'
    }
    startsOn: 'next-purchase' | 'next-day' | 'next-month'
    keeps: {
      kind: 'not'
    } | {
      kind: 'days'
      days: number
    } | {
      kind: 'next-period'
    }
  }
  invite: InviteTerms | null
  giftValidMonths: number
  version: number
  since: string
}

export type PublicOffer = {
  id: string
  merchantId: string
  title: string
  terms: OfferTerms
  placeIds: string[]
  startsAt: string
  endsAt: string
  claimsEndAt: string | null
  validDays: number | null
  couponsPerPersonMax: number
  couponsLeft: number | null
  isPublic: boolean
  isAutomatic: boolean
  state: 'draft' | 'open' | 'paused' | 'ended'
}

export type QuotedLine = {
  lineId: string
  billMinor: number
  discountMinor: number
  shares: {
    offerId: string
    discountMinor: number
  }[]
}

export type ScheduleInput = {
  startsAt: string
  endsAt: string
  weekdays?: number[]
  hours?: {
    fromMinute: number
    untilMinute: number
  } | null
  openOnly?: boolean
}

export type Selector = {
  name: string
  itemIds: string[]
  categoryIds: string[]
  exceptItemIds: string[]
  exceptCategoryIds: string[]
}

export type SelectorInput = {
  name?: string
  itemIds?: string[]
  categoryIds?: string[]
  exceptItemIds?: string[]
  exceptCategoryIds?: string[]
}

export type Settlement = {
  month: string
  merchantName: string
  fee: {
    redemptionMinor: number
    campaignSharePercent: number
    automaticSharePercent: number
    startsAt: string
  }
  openingMinor: number
  netMinor: number
  closingMinor: number
  uses: number
  reversals: number
  billMinor: number
  discountMinor: number
  giftMinor: number
  feeMinor: number
  shareMinor: number
  feeBackMinor: number
  shareBackMinor: number
}

export type SettlementLine = {
  redemptionId: string
  kind: 'use' | 'reversal'
  at: string
  placeName: string
  offerTitle: string
  billMinor: number
  discountMinor: number
  giftMinor: number
  feeMinor: number
  shareMinor: number
  netMinor: number
}

export type ShopComment = {
  id: string
  postId: string
  side: 'person' | 'shop'
  answersId: string | null
  name: string
  text: string
  at: string
  isMine: boolean
  hiddenBy: 'words' | 'shop' | 'market' | null
  hiddenReason: string | null
  isAnswered: boolean
  appeal: 'waits' | 'decided' | null
  postText: string
  reports: ({
    ground: 'advertising' | 'insult' | 'untrue' | 'privacy' | 'harmful' | 'other'
    count: number
  })[]
}

export type ShopPost = {
  id: string
  merchantId: string
  placeId: string | null
  text: string
  pictureIds: string[]
  offerId: string | null
  isPinned: boolean
  editedAt: string | null
  likes: number
  comments: number
  publishAt: string | null
  reach: number
  hiddenReason: string | null
  branches: number
  appeal: 'waits' | 'decided' | null
}

export type ShopTalkMessage = {
  id: string
  number: number
  side: 'person' | 'shop'
  kind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over'
  text: string | null
  pictureId: string | null
  coupon: {
    couponId: string
    offerId: string
    title: string
    expiresAt: string
  } | null
  order: {
    items: {
      name: string
      quantity: number
      priceMinor: number
    }[]
    sumMinor: number
  } | null
  game: {
    gameId: string
    title: string
  } | null
  at: string
  byName: string | null
  toName: string | null
}

export type ShownPost = {
  id: string
  merchantId: string
  placeId: string | null
  text: string
  pictureIds: string[]
  offerId: string | null
  isPinned: boolean
  editedAt: string | null
  likes: number
  comments: number
  merchantName: string
  merchantColor: string
  offerTitle: string | null
  isLiked: boolean
  publishedAt: string
}

export type StampCard = {
  id: string
  merchantId: string
  title: string
  stampsToFill: number
  rule: {
    kind: 'per-visit'
  } | {
    kind: 'per-amount'
    amountMinor: number
  }
  paidMinorMin: number
  stampsPerDayMax: number | null
  validDays: number | null
  rewardOfferId: string
  state: 'open' | 'ended'
}

export type Statistics = {
  from: string
  until: string
  timeZone: string
  friends: number
  days: ({
    day: string
    friends: number
    followed: number
    left: number
    blocked: number
    muted: number
    sent: number
    seen: number
    clicked: number
    visited: number
    redeemed: number
    byCampaigns: {
      sent: number
      seen: number
      clicked: number
      visited: number
      redeemed: number
    }
    extra: {
      estimate: number
      low: number
      high: number
    } | null
  })[]
  messages: ({
    broadcastId: string | null
    title: string
    day: string
    isWithheld: boolean
    sent: number | null
    seen: number | null
    clicked: number | null
    visited: number | null
    redeemed: number | null
    held: number | null
    extra: {
      estimate: number
      low: number
      high: number
    } | null
  })[]
  hasAllMessages: boolean
  campaigns: {
    campaignId: string
    name: string
    sent: number
    seen: number
    clicked: number
    visited: number
    redeemed: number
  }[]
  extra: {
    estimate: number
    low: number
    high: number
  } | null
  attributionDays: number
  at: string
}

export type Survey = {
  id: string
  merchantId: string
  title: string
  intro: string
  questions: SurveyQuestion[]
  audience: 'everyone' | 'friends' | 'link'
  needsNumber: boolean
  startsAt: string
  endsAt: string
  rewardOfferId: string | null
  rewardTitle: string | null
  state: 'draft' | 'open' | 'ended'
  phase: 'draft' | 'coming' | 'open' | 'ended'
  answered: number
}

export type SurveyCell = {
  answer: number | 'new' | 'returning' | 'regular' | 'lapsed' | null
  people: number | null
}

export type SurveyPlanInput = {
  title: string
  intro?: string
  questions: SurveyQuestionPlanInput[]
  audience?: 'everyone' | 'friends' | 'link'
  needsNumber?: boolean
  startsAt?: string
  endsAt: string
  rewardOfferId?: string | null
}

export type SurveyQuestion = {
  kind: 'one' | 'many' | 'scale' | 'text'
  text: string
  isRequired: boolean
  options: ({
    answer: number
    text: string
    next: number | null
  })[]
  choicesMax: number | null
  fromWord: string
  toWord: string
  next: number | null
}

export type SurveyQuestionPlan = {
  kind: 'one'
  text: string
  isRequired: boolean
  choices: string[]
  skips: ({
    answer: number
    to: number | null
  })[]
} | {
  kind: 'many'
  text: string
  isRequired: boolean
  choices: string[]
  choicesMax: number | null
} | {
  kind: 'scale'
  text: string
  isRequired: boolean
  from: number
  to: number
  fromWord: string
  toWord: string
  skips: ({
    answer: number
    to: number | null
  })[]
} | {
  kind: 'text'
  text: string
  isRequired: boolean
}

export type SurveyQuestionPlanInput = {
  kind: 'one'
  text: string
  isRequired?: boolean
  choices: string[]
  skips?: ({
    answer: number
    to: number | null
  })[]
} | {
  kind: 'many'
  text: string
  isRequired?: boolean
  choices: string[]
  choicesMax?: number | null
} | {
  kind: 'scale'
  text: string
  isRequired?: boolean
  from: number
  to: number
  fromWord?: string
  toWord?: string
  skips?: ({
    answer: number
    to: number | null
  })[]
} | {
  kind: 'text'
  text: string
  isRequired?: boolean
}

export type TalkDesk = {
  isOpen: boolean
  attended: 'place-open' | 'hours' | 'always'
  fromMinute: number
  untilMinute: number
  weekdays: number[]
  repliesWhenAway: boolean
  awayText: string
  quickReplies: string[]
  keptDays: number
}

export type TalkDeskInput = {
  isOpen: boolean
  attended: 'place-open' | 'hours' | 'always'
  fromMinute: number
  untilMinute: number
  weekdays: number[]
  repliesWhenAway: boolean
  awayText: string
  quickReplies: string[]
  keptDays: number
}

export type TalkMessage = {
  id: string
  number: number
  side: 'person' | 'shop'
  kind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over'
  text: string | null
  pictureId: string | null
  coupon: {
    couponId: string
    offerId: string
    title: string
    expiresAt: string
  } | null
  order: {
    items: {
      name: string
      quantity: number
      priceMinor: number
    }[]
    sumMinor: number
  } | null
  game: {
    gameId: string
    title: string
  } | null
  at: string
}

export type Tiers = {
  by: 'amount' | 'quantity'
  steps: {
    from: number
    off: Off
  }[]
}

export type TiersInput = {
  by?: 'amount' | 'quantity'
  steps: {
    from?: number
    off: OffInput
  }[]
}

export type Transfer = {
  id: string
  legs: ({
    account: string
    unit: 'KRW' | 'points'
    amount: number
  })[]
  because: string
  memo: string
  reverses: string | null
  postedAt: string
}

export type TriggerInput = {
  kind: 'entered' | 'dwelled' | 'visited' | 'favourite-near' | 'left-without-purchase'
  zoneIds?: string[]
  placeIds?: string[]
  reminder?: {
    afterDays: number
    atMinute: number
  } | null
}

export type Voucher = {
  number: number
  code: string
  state: 'free' | 'published' | 'claimed' | 'void' | 'expired'
  claims: number
  claimsMax: number
  claimedAt: string | null
  publishedAt: string | null
  claimUntil: string | null
  isBound: boolean
  holderPhone: string | null
}

export type WeekHours = {
  days: {
    spans: {
      fromMinute: number
      untilMinute: number
    }[]
    breaks: {
      fromMinute: number
      untilMinute: number
    }[]
  }[]
  holidays: {
    kind: 'as-usual'
  } | {
    kind: 'closed'
  } | {
    kind: 'hours'
    hours: {
      spans: {
        fromMinute: number
        untilMinute: number
      }[]
      breaks: {
        fromMinute: number
        untilMinute: number
      }[]
    }
  }
}

export type WeekHoursInput = {
  days: {
    spans: {
      fromMinute: number
      untilMinute: number
    }[]
    breaks: {
      fromMinute: number
      untilMinute: number
    }[]
  }[]
  holidays: {
    kind: 'as-usual'
  } | {
    kind: 'closed'
  } | {
    kind: 'hours'
    hours: {
      spans: {
        fromMinute: number
        untilMinute: number
      }[]
      breaks: {
        fromMinute: number
        untilMinute: number
      }[]
    }
  }
}

export type Zone = {
  id: string
  placeId: string | null
  merchantId: string | null
  name: string
  dwellSeconds: number
  shape: ZoneShape
}

export type ZoneShape = {
  kind: 'circle'
  center: {
    lng: number
    lat: number
  }
  radiusMeters: number
} | {
  kind: 'polygon'
  polygons: [number, number][][][]
}

export type ZoneShapeInput = {
  kind: 'circle'
  center: {
    lng: number
    lat: number
  }
  radiusMeters: number
} | {
  kind: 'polygon'
  polygons: [number, number][][][]
}

export type Calls = {
  /** Removes a beacon or a tag. */
  'DELETE /v1/devices/{deviceId}': {
    params: { deviceId: string }
    reply: undefined
  }
  /** Erases me, at once and for good: with my password, or a code sent to me. */
  'DELETE /v1/me': {
    body: {
      password?: string
      code?: string
    }
    reply: undefined
  }
  /** Lets the marketing of a merchant through again. */
  'DELETE /v1/me/blocks/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isBlocked: boolean
    }
  }
  /** Forgets a favourite merchant. */
  'DELETE /v1/me/favourites/merchants/{merchantId}': {
    params: { merchantId: string }
    reply: undefined
  }
  /** Forgets a favourite place. */
  'DELETE /v1/me/favourites/places/{placeId}': {
    params: { placeId: string }
    reply: undefined
  }
  /** Ends my friendship with a shop, at once. */
  'DELETE /v1/me/friends/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isFriend: boolean
      since: string | null
    }
  }
  /** Unlinks an account at a provider from mine. */
  'DELETE /v1/me/identities/{provider}': {
    params: { provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google' }
    reply: undefined
  }
  /** Erases the words that a shop has put on me. */
  'DELETE /v1/me/memberships/{merchantId}/tags': {
    params: { merchantId: string }
    reply: { [key: string]: unknown }
  }
  /** Takes two accounts apart again. */
  'DELETE /v1/me/merges/{mergeId}': {
    params: { mergeId: string }
    reply: undefined
  }
  /** Lets the messages of a merchant wake my devices again. */
  'DELETE /v1/me/mutes/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isMuted: boolean
    }
  }
  /** Takes a passkey of mine away. */
  'DELETE /v1/me/passkeys/{passkeyId}': {
    params: { passkeyId: string }
    reply: undefined
  }
  /** Takes a comment of mine back, with what answers it. */
  'DELETE /v1/me/post-comments/{commentId}': {
    params: { commentId: string }
    reply: { [key: string]: unknown }
  }
  /** Takes a like back. */
  'DELETE /v1/me/post-likes/{postId}': {
    params: { postId: string }
    reply: { [key: string]: unknown }
  }
  /** Leaves this device in peace. */
  'DELETE /v1/me/push-subscriptions': {
    body: {
      endpoint: string
    }
    reply: undefined
  }
  /** Signs out everywhere. */
  'DELETE /v1/me/sessions': {
    reply: undefined
  }
  /** Signs one device out. */
  'DELETE /v1/me/sessions/{sessionId}': {
    params: { sessionId: string }
    reply: undefined
  }
  /** Lifts my block, so that I can write again. */
  'DELETE /v1/me/talks/{talkId}/block': {
    params: { talkId: string }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      state: 'open' | 'closed'
      blockedBy: 'person' | 'shop' | null
      lastAt: string
      lastNumber: number
      personRead: number
      shopRead: number
      personUnread: number
    }
  }
  /** Takes my yes as a guardian back, and all that the child agreed to with it. */
  'DELETE /v1/me/wards/{childId}': {
    params: { childId: string }
    reply: undefined
  }
  /** Forgets where I am reached on a way; phone numbers belong to the sign-in and stay. */
  'DELETE /v1/me/ways/{way}': {
    params: { way: 'email' | 'sms' | 'kakao' | 'line' }
    reply: undefined
  }
  /** Takes an API key of a merchant back. */
  'DELETE /v1/merchants/{merchantId}/api-keys/{keyId}': {
    params: { merchantId: string; keyId: string }
    reply: undefined
  }
  /** Calls a broadcast off: nobody more gets it; a draft is deleted. */
  'DELETE /v1/merchants/{merchantId}/broadcasts/{broadcastId}': {
    params: { merchantId: string; broadcastId: string }
    reply: {
      broadcast: Broadcast | null
    }
  }
  /** Shows a comment again that a word or the shop had hidden. */
  'DELETE /v1/merchants/{merchantId}/post-comments/{commentId}/hidden': {
    params: { merchantId: string; commentId: string }
    reply: { [key: string]: unknown }
  }
  /** Deletes a post with its pictures, likes and comments. Owners only. */
  'DELETE /v1/merchants/{merchantId}/posts/{postId}': {
    params: { merchantId: string; postId: string }
    reply: { [key: string]: unknown }
  }
  /** Takes a pinned post down. Owners only. */
  'DELETE /v1/merchants/{merchantId}/posts/{postId}/pin': {
    params: { merchantId: string; postId: string }
    reply: { [key: string]: unknown }
  }
  /** Says a post at one place as everywhere again. */
  'DELETE /v1/merchants/{merchantId}/posts/{postId}/places/{placeId}': {
    params: { merchantId: string; postId: string; placeId: string }
    reply: { [key: string]: unknown }
  }
  /** Takes an invitation back. */
  'DELETE /v1/merchants/{merchantId}/staff-invitations/{invitationId}': {
    params: { merchantId: string; invitationId: string }
    reply: undefined
  }
  /** Ends that someone works at a merchant. */
  'DELETE /v1/merchants/{merchantId}/staff/{personId}': {
    params: { merchantId: string; personId: string }
    reply: undefined
  }
  /** Lets the person write again. Owners only. */
  'DELETE /v1/merchants/{merchantId}/talks/{talkId}/block': {
    params: { merchantId: string; talkId: string }
    reply: { [key: string]: unknown }
  }
  /** Takes an API key of the market back. */
  'DELETE /v1/operator/api-keys/{keyId}': {
    params: { keyId: string }
    reply: undefined
  }
  /** Takes my entry back, while the event goes on; one that is gone already stays gone. */
  'DELETE /v1/pages/{slug}/entries/{entryId}': {
    params: { slug: string; entryId: string }
    reply: undefined
  }
  /** Signs out here. */
  'DELETE /v1/sessions/current': {
    reply: undefined
  }
  /** Removes a webhook and its log. */
  'DELETE /v1/webhooks/{endpointId}': {
    params: { endpointId: string }
    reply: undefined
  }
  /** Takes a writing off the page. */
  'DELETE /v1/writings/{writingId}': {
    params: { writingId: string }
    reply: undefined
  }
  /** Removes a zone. */
  'DELETE /v1/zones/{zoneId}': {
    params: { zoneId: string }
    reply: undefined
  }
  /** An account and what it stands at; its key goes into the path percent-encoded. */
  'GET /v1/accounts/{account}': {
    params: { account: string }
    reply: Account
  }
  /** The balance of an account at an instant, with what was posted at that very instant. */
  'GET /v1/accounts/{account}/balance': {
    params: { account: string }
    query: { at: string }
    reply: {
      balance: number
      at: string
    }
  }
  /** What came into an account and what left it, newest first. */
  'GET /v1/accounts/{account}/entries': {
    params: { account: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Entry[]
      nextCursor: string | null
    }
  }
  /** The areas of the market that meet a window, at most 500. */
  'GET /v1/areas': {
    query: { west: number; south: number; east: number; north: number }
    reply: {
      items: Zone[]
    }
  }
  /** A bill of the shop. */
  'GET /v1/bills/{billId}': {
    params: { billId: string }
    reply: {
      id: string
      placeId: string
      state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
      channel: 'counter' | 'till' | 'online'
      paymentMethod: string | null
      reference: string | null
      billMinor: number
      discountMinor: number
      payMinor: number
      refundedMinor: number
      points: number
      pointsReturned: number
      giftMinor: number
      giftReturnedMinor: number
      madeAt: string
      heldUntil: string | null
      paidAt: string | null
      closedAt: string | null
      lines: {
        lineId: string
        itemId: string
        quantity: number
        unitMinor: number
        discountMinor: number
        unitsReturned: number
        refundedMinor: number
      }[]
      redemptions: ({
        redemptionId: string
        offerId: string
        couponId: string | null
        discountMinor: number
        pointsEarned: number
        giftMinor: number
        extras: Extra[]
        offerTitle: string
      })[]
      holderName: string | null
    }
  }
  /** The shops of the market by name, and which of them I am a friend of. */
  'GET /v1/brands': {
    query?: { limit?: number; cursor?: string; q?: string; category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other' }
    reply: {
      items: ({
        merchant: {
          id: string
          name: string
          category: string
          color: string
        }
        isFriend: boolean | null
      })[]
      nextCursor: string | null
    }
  }
  /** A campaign. */
  'GET /v1/campaigns/{campaignId}': {
    params: { campaignId: string }
    reply: Campaign
  }
  /** Every yes and no of a campaign with its reasons, newest first, names masked. */
  'GET /v1/campaigns/{campaignId}/decisions': {
    params: { campaignId: string }
    query?: { limit?: number; cursor?: string; outcome?: 'sent' | 'postponed' | 'control' | 'refused' }
    reply: {
      items: ({
        id: string
        at: string
        outcome: 'sent' | 'postponed' | 'control' | 'refused'
        reasons: ({
          rule: string
          ok: boolean
          params: { [key: string]: string | number | boolean | null }
        })[]
        couponId: string | null
        placeId: string | null
        person: string
        lastAt: string
        count: number
      })[]
      nextCursor: string | null
      isWithheld: boolean
    }
  }
  /** What a campaign did: funnel, both arms, lift with its interval, money. */
  'GET /v1/campaigns/{campaignId}/report': {
    params: { campaignId: string }
    reply: CampaignReport
  }
  /** The categories of places, in the order in which screens show them. */
  'GET /v1/categories': {
    reply: {
      items: ({
        id: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
        ko: string
        en: string
      })[]
    }
  }
  /** The plans that shops may choose now, the cheapest first. */
  'GET /v1/channel-plans': {
    reply: {
      items: ChannelPlan[]
    }
  }
  /** A batch of voucher codes, and how far it is made. */
  'GET /v1/code-batches/{batchId}': {
    params: { batchId: string }
    reply: CodeBatch
  }
  /** All codes of a batch as CSV. */
  'GET /v1/code-batches/{batchId}/codes.csv': {
    params: { batchId: string }
    reply: string
  }
  /** Codes that can still be claimed as cards to print, on A4. */
  'GET /v1/code-batches/{batchId}/sheet.pdf': {
    params: { batchId: string }
    query?: { from?: number; count?: number; perPage?: '4' | '8' | '10' | '21'; language?: 'ko' | 'en'; note?: string }
    reply: string
  }
  /** The codes of a batch by number; `search` is how a code begins. */
  'GET /v1/code-batches/{batchId}/vouchers': {
    params: { batchId: string }
    query?: { limit?: number; cursor?: string; search?: string }
    reply: {
      items: Voucher[]
      nextCursor: string | null
    }
  }
  /** A code as a square with its link, and as a barcode where its letters fit one; SVG. */
  'GET /v1/code-batches/{batchId}/vouchers/{number}/images': {
    params: { batchId: string; number: number }
    reply: {
      code: string
      link: string
      qr: string
      barcode: string | null
    }
  }
  /** The public keys of certificates and lists around this moment. */
  'GET /v1/code-keys': {
    reply: {
      items: {
        keyId: string
        publicKey: string
      }[]
    }
  }
  /** The words of each consent that are in force, to the market or (of=merchant) to one shop. */
  'GET /v1/consent-wordings': {
    query?: { of?: 'market' | 'merchant' }
    reply: {
      items: ({
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        version: number
        ko: string
        en: string
      })[]
      nextCursor: string | null
    }
  }
  /** The QR code of a tag, as SVG to print. */
  'GET /v1/devices/{deviceId}/qr': {
    params: { deviceId: string }
    reply: {
      url: string
      svg: string
    }
  }
  /** Which shop a follow link is of. */
  'GET /v1/follow-links/{code}': {
    params: { code: string }
    reply: {
      merchant: {
        id: string
        name: string
        category: string
        color: string
      }
      greeting: string
      source: 'qr' | 'tag' | 'receipt' | 'invitation' | 'campaign' | 'page' | 'link'
      isFriend: boolean | null
    }
  }
  /** A game with its odds, the hash of each day, and what I have of it. */
  'GET /v1/games/{gameId}': {
    params: { gameId: string }
    reply: {
      game: Game
      today: string
      days: ({
        day: string
        commitment: string
        seed: string | null
      })[]
      mine: {
        player: string
        stamps: number
        today: GamePlay | null
      } | null
      myNumber: 'unproven' | 'used' | 'free' | null
    }
  }
  /** The draws of a day that is over, with the seed that anybody can draw them again from. */
  'GET /v1/games/{gameId}/days/{day}': {
    params: { gameId: string; day: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      day: string
      commitment: string
      seed: string | null
      items: ({
        drawn: number
        prize: number
        given: number
        because: string | null
        player: string
      })[]
      nextCursor: string | null
    }
  }
  /** What a guardian is asked, or has allowed, and the words of it. */
  'GET /v1/guardian-pages/{token}': {
    params: { token: string }
    reply: {
      childName: string
      address: string
      way: 'text-message' | 'email'
      isProtected: boolean
      allowed: ('location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line')[] | null
      since: string | null
      expiresAt: string | null
      wording: {
        version: number
        ko: string
        en: string
      }
      purposes: ({
        version: number
        ko: string
        en: string
        purpose: 'location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line'
      })[]
    }
  }
  /** A hold and its state. */
  'GET /v1/holds/{holdId}': {
    params: { holdId: string }
    reply: Hold
  }
  /** What an invitation promises. */
  'GET /v1/invitations/{code}': {
    params: { code: string }
    reply: {
      merchantId: string
      merchantName: string
      invite: InviteTerms
    }
  }
  /** Streams what happens to me, or to a shop of mine, as server-sent events. */
  'GET /v1/live': {
    query?: { merchantId?: string; operator?: 'true' }
    reply: string
  }
  /** Says what this market is. */
  'GET /v1/market': {
    reply: {
      name: string
      contact: string
      timeZone: string
      currency: string
      isDemo: boolean
      demoLogins: ({
        role: 'shopper' | 'owner' | 'staff' | 'operator'
        name: string
        email: string
        password: string
      })[]
      tileUrl: string | null
    }
  }
  /** Who runs this market, and whether it is open. */
  'GET /v1/market/details': {
    reply: MarketDetails
  }
  /** Who I am, and what I belong to. */
  'GET /v1/me': {
    reply: {
      person: Person
      isOperator: boolean
      memberships: ({
        merchantId: string
        role: 'owner' | 'manager' | 'staff'
        placeIds: string[] | null
      })[]
      age: 'unsaid' | 'of-age' | 'child'
    }
  }
  /** What I said of my age, and whether a guardian has to allow what I agree to. */
  'GET /v1/me/age': {
    reply: {
      age: 'unsaid' | 'of-age' | 'child'
      isGuarded: boolean
      isProtected: boolean
      ofAgeOn: string | null
      consentYears: number
    }
  }
  /** One of my bills. */
  'GET /v1/me/bills/{billId}': {
    params: { billId: string }
    reply: {
      id: string
      placeId: string
      state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
      channel: 'counter' | 'till' | 'online'
      paymentMethod: string | null
      reference: string | null
      billMinor: number
      discountMinor: number
      payMinor: number
      refundedMinor: number
      points: number
      pointsReturned: number
      giftMinor: number
      giftReturnedMinor: number
      madeAt: string
      heldUntil: string | null
      paidAt: string | null
      closedAt: string | null
      lines: {
        lineId: string
        itemId: string
        quantity: number
        unitMinor: number
        discountMinor: number
        unitsReturned: number
        refundedMinor: number
      }[]
      redemptions: ({
        redemptionId: string
        offerId: string
        couponId: string | null
        discountMinor: number
        pointsEarned: number
        giftMinor: number
        extras: Extra[]
        offerTitle: string
      })[]
      holderName: string | null
    }
  }
  /** The merchants whose marketing I blocked, the latest first. */
  'GET /v1/me/blocks': {
    reply: {
      items: ({
        merchantId: string
        merchantName: string | null
        since: string
      })[]
    }
  }
  /** Whether I blocked the marketing of a merchant. */
  'GET /v1/me/blocks/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isBlocked: boolean
    }
  }
  /** All my answers with the words they were given to, oldest first. */
  'GET /v1/me/consent-proofs': {
    reply: {
      items: ({
        nr: number
        at: string
        personId: string
        merchantId: string | null
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        wordingVersion: number
        ko: string
        en: string
        channel: 'app' | 'sign-up' | 'opt-out-link' | 'import' | 'follow' | 'counter' | 'paper' | 'guardian'
        sessionId: string | null
        ipHash: string | null
        agentHash: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** What I agree to now, and all my answers. */
  'GET /v1/me/consents': {
    reply: {
      items: ({
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        at: string | null
      })[]
      history: ({
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        at: string
        wordingVersion: number
        channel: 'app' | 'sign-up' | 'opt-out-link' | 'import' | 'follow' | 'counter' | 'paper' | 'guardian'
      })[]
    }
  }
  /** My coupons, newest first. */
  'GET /v1/me/coupons': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Coupon[]
      nextCursor: string | null
    }
  }
  /** One of my coupons. */
  'GET /v1/me/coupons/{couponId}': {
    params: { couponId: string }
    reply: Coupon
  }
  /** The code of the moment of one of my coupons. */
  'GET /v1/me/coupons/{couponId}/code': {
    params: { couponId: string }
    reply: {
      code: string
      text: string
      stepSeconds: number
      validUntil: string
    }
  }
  /** The pass file of my coupon, for Apple Wallet. */
  'GET /v1/me/coupons/{couponId}/coupon.pkpass': {
    params: { couponId: string }
    reply: string
  }
  /** Why me? A decision about me, rule by rule. */
  'GET /v1/me/decisions/{decisionId}': {
    params: { decisionId: string }
    reply: {
      id: string
      at: string
      outcome: 'sent' | 'postponed' | 'control' | 'refused'
      reasons: ({
        rule: string
        ok: boolean
        params: { [key: string]: string | number | boolean | null }
      })[]
      couponId: string | null
      placeId: string | null
      campaignId: string
      campaignName: string
      merchantId: string
      merchantName: string
      placeName: string | null
      offerTitle: string
    }
  }
  /** All that is kept of me, by table. */
  'GET /v1/me/export': {
    reply: {
      personId: string
      exportedAt: string
      tables: { [key: string]: { [key: string]: unknown }[] }
      cut: string[]
    }
  }
  /** My favourites, the latest first. */
  'GET /v1/me/favourites': {
    reply: {
      places: PlaceCard[]
      merchants: ({
        id: string
        name: string
        category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
        color: string
        contact: string | null
      })[]
    }
  }
  /** The shops I am a friend of, the latest first. */
  'GET /v1/me/friends': {
    reply: {
      items: {
        merchant: {
          id: string
          name: string
          category: string
          color: string
        }
        since: string
        isBlocked: boolean
        isMuted: boolean
        agrees: boolean
      }[]
    }
  }
  /** Whether I am a friend of a shop. */
  'GET /v1/me/friends/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isFriend: boolean
      since: string | null
    }
  }
  /** My gift cards with something left on them, first to run out first. */
  'GET /v1/me/gift-cards': {
    reply: {
      items: GiftCard[]
    }
  }
  /** Whether my guardian was asked, and what they allow. */
  'GET /v1/me/guardian': {
    reply: {
      asked: {
        way: 'text-message' | 'email'
        askedAt: string
        expiresAt: string
      } | null
      allowed: ('location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line')[] | null
      since: string | null
    }
  }
  /** My messages, newest first. */
  'GET /v1/me/inbox': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: InboxMessage[]
      nextCursor: string | null
      unread: number
    }
  }
  /** One of my messages. */
  'GET /v1/me/inbox/{messageId}': {
    params: { messageId: string }
    reply: InboxMessage
  }
  /** Whether my location is paused, which uses are off, and how I am told of them. */
  'GET /v1/me/location-controls': {
    reply: {
      isPaused: boolean
      off: ('campaign' | 'report' | 'offer')[]
      notice: {
        kind: 'each'
      } | {
        kind: 'times'
        count: 10 | 20 | 30
      } | {
        kind: 'days'
        count: 10 | 20 | 30
      }
    }
  }
  /** Who used my location, what for, and when, by the minute, newest first. */
  'GET /v1/me/location-uses': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        at: string
        purpose: 'zone' | 'visit' | 'check-in' | 'campaign' | 'report' | 'offer'
        merchantId: string | null
        count: number
      })[]
      nextCursor: string | null
    }
  }
  /** My member code of the moment. */
  'GET /v1/me/member-code': {
    reply: {
      code: string
      text: string
      validUntil: string
      stepSeconds: number
    }
  }
  /** What I have at the shops: points, tier, stamps. */
  'GET /v1/me/memberships': {
    reply: {
      items: Membership[]
    }
  }
  /** How I came by my points at a shop, newest first. */
  'GET /v1/me/memberships/{merchantId}/points': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: {
        id: string
        amount: number
        because: string
        memo: string
        at: string
      }[]
      nextCursor: string | null
    }
  }
  /** What I agree to with single shops. */
  'GET /v1/me/merchant-consents': {
    reply: {
      items: ({
        merchantId: string
        purposes: ('marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line')[]
      })[]
      nextCursor: string | null
    }
  }
  /** The merchants I work at, each with its first places. */
  'GET /v1/me/merchants': {
    reply: {
      items: ({
        id: string
        name: string
        category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
        color: string
        contact: string | null
        role: 'owner' | 'manager' | 'staff'
        placeIds: string[] | null
        places: {
          id: string
          name: string
          address: string
          lng: number
          lat: number
        }[]
      })[]
    }
  }
  /** Accounts that were merged into mine, newest first. */
  'GET /v1/me/merges': {
    reply: {
      items: ({
        id: string
        name: string
        email: string | null
        phone: string | null
        mergedAt: string
        undoUntil: string
        undoneAt: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** Whether the messages of a merchant come without a sound. */
  'GET /v1/me/mutes/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isMuted: boolean
    }
  }
  /** My points, and how I came by them. */
  'GET /v1/me/points': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Entry[]
      nextCursor: string | null
      balance: number
      available: number
      upcoming: number
    }
  }
  /** What my points are made of: since when, and until when they can be spent. */
  'GET /v1/me/points/lots': {
    reply: {
      items: ({
        id: string
        remaining: number
        held: number
        memo: string
        because: string
        arrivedAt: string
        availableAt: string
        expiresAt: string | null
      })[]
    }
  }
  /** Where I am, as far as it is known here. */
  'GET /v1/me/presence': {
    reply: {
      stays: ({
        zoneId: string
        placeId: string | null
        enteredAt: string
        dwelledAt: string | null
      })[]
      visits: ({
        id: string
        placeId: string
        merchantId: string
        startedAt: string
        endedAt: string | null
        evidence: number
        method: 'position' | 'beacon' | 'qr' | 'nfc' | 'staff'
      })[]
    }
  }
  /** Who looked at what is kept of me, by the minute, newest first. */
  'GET /v1/me/readers': {
    reply: {
      items: ({
        at: string
        merchantId: string | null
        by: 'person' | 'key' | 'system'
        what: 'tags' | 'facts' | 'export' | 'consents' | 'kept'
        count: number
      })[]
      nextCursor: string | null
    }
  }
  /** Lists where I am signed in. */
  'GET /v1/me/sessions': {
    reply: {
      items: {
        id: string
        device: string
        createdAt: string
        lastSeenAt: string
        expiresAt: string
        isCurrent: boolean
      }[]
      nextCursor: string | null
    }
  }
  /** My talks with shops, the latest first, and how much is unread. */
  'GET /v1/me/talks': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        merchantId: string
        placeId: string | null
        state: 'open' | 'closed'
        blockedBy: 'person' | 'shop' | null
        lastAt: string
        lastNumber: number
        personRead: number
        shopRead: number
        personUnread: number
        lastKind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over' | null
        lastText: string | null
        lastSide: 'person' | 'shop' | null
        merchantName: string
        merchantColor: string
      })[]
      nextCursor: string | null
      unread: number
    }
  }
  /** My talk with a shop, if there is one, and whether somebody is there to answer. */
  'GET /v1/me/talks/with/{merchantId}': {
    params: { merchantId: string }
    query?: { placeId?: string }
    reply: {
      talk: {
        id: string
        merchantId: string
        placeId: string | null
        state: 'open' | 'closed'
        blockedBy: 'person' | 'shop' | null
        lastAt: string
        lastNumber: number
        personRead: number
        shopRead: number
        personUnread: number
      } | null
      isOpen: boolean
      isAttended: boolean
      attendedAt: string | null
    }
  }
  /** What stands in one of my talks, the newest first. */
  'GET /v1/me/talks/{talkId}/messages': {
    params: { talkId: string }
    query?: { limit?: number; before?: number }
    reply: {
      talk: {
        id: string
        merchantId: string
        placeId: string | null
        state: 'open' | 'closed'
        blockedBy: 'person' | 'shop' | null
        lastAt: string
        lastNumber: number
        personRead: number
        shopRead: number
        personUnread: number
      }
      messages: TalkMessage[]
      isMore: boolean
    }
  }
  /** A picture of one of my talks, as WebP. */
  'GET /v1/me/talks/{talkId}/pictures/{pictureId}': {
    params: { talkId: string; pictureId: string }
    query?: { size?: 'large' | 'small' }
    reply: string
  }
  /** On which days how many of the shop looked into my talk, and how often. */
  'GET /v1/me/talks/{talkId}/readings': {
    params: { talkId: string }
    reply: {
      items: {
        readerId: string
        day: string
        times: number
        lastAt: string
      }[]
    }
  }
  /** The time zone whose nights are mine. */
  'GET /v1/me/time-zone': {
    reply: {
      timeZone: string
    }
  }
  /** The posts of the shops I follow, the latest first, and how many are new. */
  'GET /v1/me/timeline': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        merchantId: string
        placeId: string | null
        text: string
        pictureIds: string[]
        offerId: string | null
        isPinned: boolean
        editedAt: string | null
        likes: number
        comments: number
        merchantName: string
        merchantColor: string
        offerTitle: string | null
        isLiked: boolean
        publishedAt: string
        isNew: boolean
      })[]
      nextCursor: string | null
      fresh: number
    }
  }
  /** Lists my visits, the latest first. */
  'GET /v1/me/visits': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        placeId: string
        merchantId: string
        startedAt: string
        endedAt: string | null
        evidence: number
        method: 'position' | 'beacon' | 'qr' | 'nfc' | 'staff'
      })[]
      nextCursor: string | null
    }
  }
  /** Codes that were given to me and wait to be exchanged. */
  'GET /v1/me/vouchers': {
    reply: {
      items: ({
        code: string
        claimUntil: string | null
        offerId: string
        offerTitle: string
        merchantName: string
      })[]
    }
  }
  /** The children for whom I answer as their guardian. */
  'GET /v1/me/wards': {
    reply: {
      items: ({
        childId: string
        childName: string
        allowed: ('location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line')[]
        since: string
      })[]
      nextCursor: string | null
    }
  }
  /** How I am reached beside the inbox. */
  'GET /v1/me/ways': {
    reply: {
      items: OwnWay[]
    }
  }
  /** All my ways in. */
  'GET /v1/me/ways-in': {
    reply: {
      phone: string | null
      email: string | null
      isEmailProven: boolean
      hasPassword: boolean
      passkeys: ({
        id: string
        name: string
        createdAt: string
        lastUsedAt: string | null
      })[]
      identities: ({
        provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google'
        label: string | null
        linkedAt: string
      })[]
    }
  }
  /** A merchant. */
  'GET /v1/merchants/{merchantId}': {
    params: { merchantId: string }
    reply: {
      id: string
      name: string
      category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      color: string
      contact: string | null
    }
  }
  /** The points a shop has promised. */
  'GET /v1/merchants/{merchantId}/account': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Entry[]
      nextCursor: string | null
      pointsOwed: number
    }
  }
  /** Lists the API keys of a merchant. */
  'GET /v1/merchants/{merchantId}/api-keys': {
    params: { merchantId: string }
    reply: {
      items: ({
        id: string
        merchantId: string | null
        name: string
        scopes: ('till' | 'signals')[]
        createdAt: string
        lastUsedAt: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** A shop's broadcasts, newest first. */
  'GET /v1/merchants/{merchantId}/broadcasts': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Broadcast[]
      nextCursor: string | null
    }
  }
  /** A broadcast, and how far it is. */
  'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}': {
    params: { merchantId: string; broadcastId: string }
    reply: Broadcast
  }
  /** What a broadcast came to, and what it did beyond chance. */
  'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}/report': {
    params: { merchantId: string; broadcastId: string }
    reply: BroadcastReport
  }
  /** How a broadcast went on each way beside the inbox. */
  'GET /v1/merchants/{merchantId}/broadcasts/{broadcastId}/ways': {
    params: { merchantId: string; broadcastId: string }
    reply: {
      isWithheld: boolean
      items: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        goes: number
        noConsent: number
        nowhere: number
        overLimit: number
        waiting: number
        taken: number
        delivered: number
        failed: number
        dropped: number
      })[]
    }
  }
  /** The campaigns of a shop, newest first. */
  'GET /v1/merchants/{merchantId}/campaigns': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Campaign[]
      nextCursor: string | null
    }
  }
  /** A shop's friends in numbers: how many, where from, and how it changes. */
  'GET /v1/merchants/{merchantId}/channel': {
    params: { merchantId: string }
    reply: {
      greeting: string
      friends: number
      bySource: ({
        source: 'qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list'
        friends: number
      })[]
      days: {
        day: string
        followed: number
        left: number
        blocked: number
        muted: number
      }[]
      followed: number
      left: number
      blocked: number
      isBlockedOften: boolean
    }
  }
  /** A shop's invoices and credit notes, newest first. */
  'GET /v1/merchants/{merchantId}/channel-invoices': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ChannelInvoice[]
      nextCursor: string | null
    }
  }
  /** The answers that a shop was given, for its owner and a reason, which is kept. */
  'GET /v1/merchants/{merchantId}/consent-proofs': {
    params: { merchantId: string }
    query: { reason: string; personId?: string; after?: number }
    reply: {
      items: ({
        nr: number
        at: string
        personId: string
        merchantId: string | null
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        wordingVersion: number
        ko: string
        en: string
        channel: 'app' | 'sign-up' | 'opt-out-link' | 'import' | 'follow' | 'counter' | 'paper' | 'guardian'
        sessionId: string | null
        ipHash: string | null
        agentHash: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** The same as a table for a spreadsheet. */
  'GET /v1/merchants/{merchantId}/consent-proofs.csv': {
    params: { merchantId: string }
    query: { reason: string; personId?: string; after?: number }
    reply: string
  }
  /** A follow link of a shop, with its QR code as SVG to print. */
  'GET /v1/merchants/{merchantId}/follow-links/{source}': {
    params: { merchantId: string; source: 'qr' | 'tag' | 'receipt' | 'invitation' | 'campaign' | 'page' | 'link' }
    reply: {
      code: string
      url: string
      svg: string
    }
  }
  /** The games of a shop: all for its people, those that go on for everyone. */
  'GET /v1/merchants/{merchantId}/games': {
    params: { merchantId: string }
    reply: {
      items: Game[]
    }
  }
  /** What the gate decided on the messages of a shop, and on which consents, as csv. */
  'GET /v1/merchants/{merchantId}/gate-decisions.csv': {
    params: { merchantId: string }
    query: { reason: string; personId?: string; mailingId?: string; campaignId?: string; from?: string; until?: string; cursor?: string; limit?: number }
    reply: string
  }
  /** What the gate decided on the messages of a shop, and on which consents, as ndjson. */
  'GET /v1/merchants/{merchantId}/gate-decisions.ndjson': {
    params: { merchantId: string }
    query: { reason: string; personId?: string; mailingId?: string; campaignId?: string; from?: string; until?: string; cursor?: string; limit?: number }
    reply: string
  }
  /** What a shop owes on gift cards. */
  'GET /v1/merchants/{merchantId}/gift-float': {
    params: { merchantId: string }
    reply: {
      owedMinor: number
    }
  }
  /** The words that a shop has put on a member. */
  'GET /v1/merchants/{merchantId}/members/{personId}/tags': {
    params: { merchantId: string; personId: string }
    reply: {
      tags: string[]
    }
  }
  /** How the offers of a shop are used together. */
  'GET /v1/merchants/{merchantId}/offer-policy': {
    params: { merchantId: string }
    reply: {
      order: 'requested' | 'rank' | 'best'
      on: 'initial' | 'current'
      isOncePerPiece: boolean
      offersMax: number
    }
  }
  /** Who changed how the offers of a shop are used together, and when: newest first. */
  'GET /v1/merchants/{merchantId}/offer-policy/changes': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        changedAt: string
        byKind: 'person' | 'key' | 'system'
        byName: string | null
        before: {
          order: 'requested' | 'rank' | 'best'
          on: 'initial' | 'current'
          isOncePerPiece: boolean
          offersMax: number
        }
        after: {
          order: 'requested' | 'rank' | 'best'
          on: 'initial' | 'current'
          isOncePerPiece: boolean
          offersMax: number
        }
      })[]
      nextCursor: string | null
    }
  }
  /** A shop's offers, newest first. */
  'GET /v1/merchants/{merchantId}/offers': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string; show?: 'all' | 'current' | 'draft' | 'open' | 'paused' | 'ended'; search?: string }
    reply: {
      items: ({
        id: string
        merchantId: string
        title: string
        terms: OfferTerms
        placeIds: string[]
        startsAt: string
        endsAt: string
        claimsEndAt: string | null
        validDays: number | null
        couponsPerPersonMax: number
        couponsLeft: number | null
        isPublic: boolean
        isAutomatic: boolean
        state: 'draft' | 'open' | 'paused' | 'ended'
        rank: number
        couponsMax: number | null
        couponsPerDayMax: number | null
        redemptionsMax: number | null
        limits: Limit[]
        granted: number
        redeemed: number
      })[]
      nextCursor: string | null
    }
  }
  /** How much the tills of a shop may give away without a connection. */
  'GET /v1/merchants/{merchantId}/offline-policy': {
    params: { merchantId: string }
    reply: {
      givenMinorMax: number
    }
  }
  /** The event pages of a shop: all for its people, those that come or go on for everyone. */
  'GET /v1/merchants/{merchantId}/pages': {
    params: { merchantId: string }
    reply: {
      items: EventPage[]
    }
  }
  /** The places of a merchant. */
  'GET /v1/merchants/{merchantId}/places': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Place[]
      nextCursor: string | null
    }
  }
  /** A shop's plan, and what it has used of it this month. */
  'GET /v1/merchants/{merchantId}/plan': {
    params: { merchantId: string }
    reply: {
      plan: ChannelPlan
      next: {
        plan: ChannelPlan
        startsAt: string
      } | null
      month: string
      friends: number
      used: number
      broadcasts: number
      stepFeeMinor: number
      nextFeeMinor: number
      hasRoom: boolean
      wayCharges: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        priceMinor: number
        pieces: number
      })[]
    }
  }
  /** What people wrote below a shop's posts, the latest first. */
  'GET /v1/merchants/{merchantId}/post-comments': {
    params: { merchantId: string }
    query?: { show?: 'unanswered' | 'reported' | 'hidden' | 'all' }
    reply: {
      items: ShopComment[]
    }
  }
  /** The words with which a comment waits for the shop to look. */
  'GET /v1/merchants/{merchantId}/post-words': {
    params: { merchantId: string }
    reply: {
      words: string[]
    }
  }
  /** A shop's posts: those that are out, that are to come, or drafts. */
  'GET /v1/merchants/{merchantId}/posts': {
    params: { merchantId: string }
    query?: { show?: 'out' | 'coming' | 'draft' }
    reply: {
      items: ShopPost[]
    }
  }
  /** The branches of a shop by name, and what each says of a post of all places. */
  'GET /v1/merchants/{merchantId}/posts/{postId}/places': {
    params: { merchantId: string; postId: string }
    query?: { limit?: number; cursor?: string; find?: string; show?: 'all' | 'different' }
    reply: {
      items: ({
        placeId: string
        name: string
        own: {
          text: string | null
          isLeftOut: boolean
        } | null
      })[]
      nextCursor: string | null
      shared: string
      all: number
      different: number
    }
  }
  /** What a shop gives for buying; null where it has no programme. */
  'GET /v1/merchants/{merchantId}/programme': {
    params: { merchantId: string }
    reply: {
      programme: Programme | null
    }
  }
  /** Rewards that were earned and that their offer refuses; given once it allows them. */
  'GET /v1/merchants/{merchantId}/refused-rewards': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: {
        rewardId: string
        offerId: string
        offerTitle: string
        holderName: string
        code: string
        refusedAt: string
        triedAt: string
      }[]
      nextCursor: string | null
    }
  }
  /** The months of a shop's settlement, newest first. */
  'GET /v1/merchants/{merchantId}/settlements': {
    params: { merchantId: string }
    reply: {
      items: {
        month: string
        netMinor: number
      }[]
    }
  }
  /** A shop's month: every fee and share as a sum. */
  'GET /v1/merchants/{merchantId}/settlements/{month}': {
    params: { merchantId: string; month: string }
    reply: Settlement
  }
  /** The uses and reversals behind a settlement, oldest first. */
  'GET /v1/merchants/{merchantId}/settlements/{month}/lines': {
    params: { merchantId: string; month: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: SettlementLine[]
      nextCursor: string | null
    }
  }
  /** The uses and reversals behind a settlement as CSV. */
  'GET /v1/merchants/{merchantId}/settlements/{month}/lines.csv': {
    params: { merchantId: string; month: string }
    query?: { language?: 'ko' | 'en' }
    reply: string
  }
  /** Who works at a merchant, owners first. */
  'GET /v1/merchants/{merchantId}/staff': {
    params: { merchantId: string }
    reply: {
      items: ({
        personId: string
        role: 'owner' | 'manager' | 'staff'
        placeIds: string[] | null
        name: string
        email: string | null
        phone: string | null
      })[]
    }
  }
  /** What people and tills did for a merchant, newest first; for its owners. */
  'GET /v1/merchants/{merchantId}/staff-actions': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string; personId?: string; from?: string; until?: string }
    reply: {
      items: ({
        requestId: string
        at: string
        personId: string | null
        keyId: string | null
        role: 'owner' | 'manager' | 'staff' | 'till' | 'operator'
        operation: string
        targets: { [key: string]: string }
      })[]
      nextCursor: string | null
    }
  }
  /** Invitations that wait for an answer, newest first. */
  'GET /v1/merchants/{merchantId}/staff-invitations': {
    params: { merchantId: string }
    reply: {
      items: ({
        id: string
        role: 'owner' | 'manager' | 'staff'
        placeIds: string[] | null
        address: string | null
        createdAt: string
        expiresAt: string
      })[]
    }
  }
  /** The stamp cards of a shop: all for its people, the running ones for everyone. */
  'GET /v1/merchants/{merchantId}/stamp-cards': {
    params: { merchantId: string }
    reply: {
      items: StampCard[]
    }
  }
  /** A shop's friends and messages, day by day and message by message. */
  'GET /v1/merchants/{merchantId}/statistics': {
    params: { merchantId: string }
    query: { from: string; until: string }
    reply: Statistics
  }
  /** The same as a table for a spreadsheet, of days, of broadcasts or of campaigns. */
  'GET /v1/merchants/{merchantId}/statistics.csv': {
    params: { merchantId: string }
    query: { from: string; until: string; of?: 'days' | 'messages' | 'campaigns'; language?: 'ko' | 'en' }
    reply: string
  }
  /** The surveys of a shop: all for its people, those that are out for everyone. */
  'GET /v1/merchants/{merchantId}/surveys': {
    params: { merchantId: string }
    reply: {
      items: ({
        id: string
        merchantId: string
        title: string
        intro: string
        audience: 'everyone' | 'friends' | 'link'
        needsNumber: boolean
        startsAt: string
        endsAt: string
        rewardOfferId: string | null
        state: 'draft' | 'open' | 'ended'
        phase: 'draft' | 'coming' | 'open' | 'ended'
        answered: number
        questionCount: number
      })[]
    }
  }
  /** How many talks of a shop are open, mine, free; and how much is unread. */
  'GET /v1/merchants/{merchantId}/talk-counts': {
    params: { merchantId: string }
    reply: {
      open: number
      mine: number
      free: number
      unread: number
    }
  }
  /** When somebody is there for talks, and what is said when nobody is. */
  'GET /v1/merchants/{merchantId}/talk-desk': {
    params: { merchantId: string }
    reply: TalkDesk
  }
  /** Messages of a shop that hold some letters, or begin with these consonants. */
  'GET /v1/merchants/{merchantId}/talk-search': {
    params: { merchantId: string }
    query: { q: string }
    reply: {
      items: ({
        id: string
        number: number
        side: 'person' | 'shop'
        kind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over'
        text: string | null
        pictureId: string | null
        coupon: {
          couponId: string
          offerId: string
          title: string
          expiresAt: string
        } | null
        order: {
          items: {
            name: string
            quantity: number
            priceMinor: number
          }[]
          sumMinor: number
        } | null
        game: {
          gameId: string
          title: string
        } | null
        at: string
        talkId: string
        personName: string
      })[]
    }
  }
  /** The talks of a shop, the latest first. */
  'GET /v1/merchants/{merchantId}/talks': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string; show?: 'open' | 'mine' | 'free' | 'closed' }
    reply: {
      items: ({
        id: string
        merchantId: string
        placeId: string | null
        state: 'open' | 'closed'
        blockedBy: 'person' | 'shop' | null
        lastAt: string
        lastNumber: number
        personId: string
        personName: string
        assignedTo: string | null
        assignedName: string | null
        personRead: number
        shopRead: number
        shopUnread: number
        unansweredSince: string | null
        mayWriteUntil: string | null
        lastKind: 'text' | 'picture' | 'coupon' | 'order' | 'game' | 'away' | 'hand-over' | null
        lastText: string | null
        lastSide: 'person' | 'shop' | null
      })[]
      nextCursor: string | null
    }
  }
  /** What stands in a talk, the newest first; that somebody looked is kept. */
  'GET /v1/merchants/{merchantId}/talks/{talkId}/messages': {
    params: { merchantId: string; talkId: string }
    query?: { limit?: number; before?: number }
    reply: {
      talk: {
        id: string
        merchantId: string
        placeId: string | null
        state: 'open' | 'closed'
        blockedBy: 'person' | 'shop' | null
        lastAt: string
        lastNumber: number
        personId: string
        personName: string
        assignedTo: string | null
        assignedName: string | null
        personRead: number
        shopRead: number
        shopUnread: number
        unansweredSince: string | null
        mayWriteUntil: string | null
      }
      messages: ShopTalkMessage[]
      isMore: boolean
    }
  }
  /** A picture of a talk, as WebP. */
  'GET /v1/merchants/{merchantId}/talks/{talkId}/pictures/{pictureId}': {
    params: { merchantId: string; talkId: string; pictureId: string }
    query?: { size?: 'large' | 'small' }
    reply: string
  }
  /** Today at a shop: visits, how many through campaigns, redemptions, sales. */
  'GET /v1/merchants/{merchantId}/today': {
    params: { merchantId: string }
    reply: {
      day: string
      visits: number
      redemptions: number
      salesMinor: number
      discountMinor: number
      visitors: number
      visitsByCampaigns: number
      visitorsByCampaigns: number
      bestCampaign: {
        campaignId: string
        name: string
        redemptions: number
        salesMinor: number
      } | null
      days: {
        day: string
        visits: number
        redemptions: number
        salesMinor: number
        discountMinor: number
      }[]
      at: string
    }
  }
  /** Who visited a shop in the last days, in numbers: how it was noticed, who came back. */
  'GET /v1/merchants/{merchantId}/visitors': {
    params: { merchantId: string }
    query?: { days?: number }
    reply: {
      fromDay: string
      untilDay: string
      visits: number
      visitors: number
      newVisitors: number
      returningVisitors: number
      before: {
        visits: number
        visitors: number
      }
      byMethod: {
        position: number
        beacon: number
        tag: number
        staff: number
      }
      byEvidence: {
        cloneable: number
        plausible: number
        oneTime: number
        confirmed: number
      }
      byHour: number[]
      favourites: number
      days: {
        day: string
        visits: number
        redemptions: number
        salesMinor: number
        discountMinor: number
      }[]
      at: string
    }
  }
  /** Lists the webhooks of a merchant. */
  'GET /v1/merchants/{merchantId}/webhooks': {
    params: { merchantId: string }
    reply: {
      items: ({
        id: string
        merchantId: string | null
        url: string
        description: string
        types: string[]
        state: 'on' | 'off'
        offReason: 'owner' | 'gone' | 'failing' | null
        throttledUntil: string | null
        failingSince: string | null
        createdAt: string
      })[]
      nextCursor: string | null
    }
  }
  /** The writings of a shop, the latest first, with what came of them. */
  'GET /v1/merchants/{merchantId}/writings': {
    params: { merchantId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        merchantId: string
        placeId: string | null
        title: string
        body: string
        pictureId: string | null
        offerId: string | null
        publishedAt: string
        counts: ({
          medium: 'page' | 'timeline' | 'blog' | 'instagram' | 'kakao'
          code: string
          clicks: number
          arrivals: number
          visits: number
        })[]
      })[]
      nextCursor: string | null
    }
  }
  /** What anyone may claim now of some merchants, for a map or a list of places. */
  'GET /v1/offers': {
    query: { merchantIds: string }
    reply: {
      items: PublicOffer[]
    }
  }
  /** An offer. */
  'GET /v1/offers/{offerId}': {
    params: { offerId: string }
    reply: PublicOffer
  }
  /** Who made and changed an offer, when, and what: newest first. */
  'GET /v1/offers/{offerId}/changes': {
    params: { offerId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        changedAt: string
        byKind: 'person' | 'key' | 'system'
        byName: string | null
        isMade: boolean
        before: {
          title?: string
          terms?: OfferTerms
          rank?: number
          placeIds?: string[]
          startsAt?: string
          endsAt?: string
          claimsEndAt?: string | null
          validDays?: number | null
          couponsMax?: number | null
          couponsPerDayMax?: number | null
          couponsPerPersonMax?: number
          redemptionsMax?: number | null
          limits?: Limit[]
          isPublic?: boolean
          isAutomatic?: boolean
          state?: 'draft' | 'open' | 'paused' | 'ended'
        }
        after: {
          title?: string
          terms?: OfferTerms
          rank?: number
          placeIds?: string[]
          startsAt?: string
          endsAt?: string
          claimsEndAt?: string | null
          validDays?: number | null
          couponsMax?: number | null
          couponsPerDayMax?: number | null
          couponsPerPersonMax?: number
          redemptionsMax?: number | null
          limits?: Limit[]
          isPublic?: boolean
          isAutomatic?: boolean
          state?: 'draft' | 'open' | 'paused' | 'ended'
        }
      })[]
      nextCursor: string | null
    }
  }
  /** The batches of voucher codes of an offer, newest first. */
  'GET /v1/offers/{offerId}/code-batches': {
    params: { offerId: string }
    query?: { limit?: number; cursor?: string; archived?: 'true' | 'false' }
    reply: {
      items: CodeBatch[]
      nextCursor: string | null
    }
  }
  /** An offer as its owner sees it, with its limits and counts. */
  'GET /v1/offers/{offerId}/own': {
    params: { offerId: string }
    reply: {
      id: string
      merchantId: string
      title: string
      terms: OfferTerms
      placeIds: string[]
      startsAt: string
      endsAt: string
      claimsEndAt: string | null
      validDays: number | null
      couponsPerPersonMax: number
      couponsLeft: number | null
      isPublic: boolean
      isAutomatic: boolean
      state: 'draft' | 'open' | 'paused' | 'ended'
      rank: number
      couponsMax: number | null
      couponsPerDayMax: number | null
      redemptionsMax: number | null
      limits: Limit[]
      granted: number
      redeemed: number
    }
  }
  /** The templates of Alimtalk, the last changed first. */
  'GET /v1/operator/alimtalk-templates': {
    reply: {
      items: AlimtalkTemplate[]
    }
  }
  /** Lists the API keys of the market. */
  'GET /v1/operator/api-keys': {
    reply: {
      items: ({
        id: string
        merchantId: string | null
        name: string
        scopes: ('till' | 'signals')[]
        createdAt: string
        lastUsedAt: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** Invoices and credit notes of all shops, newest first. */
  'GET /v1/operator/channel-invoices': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ChannelInvoice[]
      nextCursor: string | null
    }
  }
  /** Every plan as it stands, and all that was ever set, newest first. */
  'GET /v1/operator/channel-plans': {
    reply: {
      present: ChannelPlan[]
      set: ({
        id: string
        nameKo: string
        nameEn: string
        monthlyFeeMinor: number
        unit: 'broadcasts' | 'messages'
        unitsMax: number | null
        steps: {
          friendsFrom: number
          feesMinor: number[]
        }[]
        isOffered: boolean
        startsAt: string
        setAt: string
      })[]
    }
  }
  /** Lists facts that a reader could not read. */
  'GET /v1/operator/dead-facts': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: {
        reader: string
        seq: number
        factId: number
        error: string
        at: string
      }[]
      nextCursor: string | null
    }
  }
  /** What did not get through, the newest first. */
  'GET /v1/operator/dead-letters': {
    query?: { limit?: number; cursor?: string; way?: 'email' | 'sms' | 'kakao' | 'line' | 'push'; state?: 'bounced' | 'failed' | 'dead'; reason?: string }
    reply: {
      items: DeadLetter[]
      nextCursor: string | null
    }
  }
  /** Who took data of people out, how much of it and what for, newest first. */
  'GET /v1/operator/disclosures': {
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        id: string
        at: string
        reader: string
        what: 'export' | 'consents' | 'kept' | 'decisions'
        personId: string | null
        merchantId: string | null
        people: number
        reason: string
      })[]
      nextCursor: string | null
    }
  }
  /** Lists facts, newest first. */
  'GET /v1/operator/facts': {
    query?: { limit?: number; cursor?: string; name?: string; subjectId?: string; about?: string }
    reply: {
      items: ({
        id: number
        name: string
        version: number
        subjectId: string | null
        at: string
        data: { [key: string]: unknown }
      })[]
      nextCursor: string | null
    }
  }
  /** What the gate decided on all messages, and on which consents, as csv. */
  'GET /v1/operator/gate-decisions.csv': {
    query: { reason: string; personId?: string; mailingId?: string; campaignId?: string; from?: string; until?: string; cursor?: string; limit?: number; merchantId?: string }
    reply: string
  }
  /** What the gate decided on all messages, and on which consents, as ndjson. */
  'GET /v1/operator/gate-decisions.ndjson': {
    query: { reason: string; personId?: string; mailingId?: string; campaignId?: string; from?: string; until?: string; cursor?: string; limit?: number; merchantId?: string }
    reply: string
  }
  /** Says how the installation is. */
  'GET /v1/operator/health': {
    reply: {
      at: string
      startedAt: string
      version: string
      database: {
        version: string
        bytes: number
        connections: number
      }
      log: {
        facts: number
        lastAt: string | null
        deadFacts: number
        readers: {
          name: string
          behind: number
        }[]
      }
      jobs: {
        waiting: number
        running: number
        failed: number
      }
      process: {
        memoryBytes: number
        uptimeSeconds: number
        role: string
      }
    }
  }
  /** Lists jobs, newest first. */
  'GET /v1/operator/jobs': {
    query?: { limit?: number; cursor?: string; state?: 'waiting' | 'running' | 'done' | 'failed' }
    reply: {
      items: ({
        id: string
        name: string
        state: 'waiting' | 'running' | 'done' | 'failed'
        key: string | null
        attempt: number
        runAt: string
        createdAt: string
        finishedAt: string | null
        error: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** How many messages LINE takes of us this month, and how many it took. */
  'GET /v1/operator/line-quota': {
    reply: {
      limit: number | null
      used: number
    }
  }
  /** The caps and quiet hours of marketing. */
  'GET /v1/operator/outreach-settings': {
    reply: {
      marketingPerDayMax: number
      marketingPerWeekMax: number
      marketingPerMerchantDayMax: number
      quietFromMinute: number
      quietUntilMinute: number
      timeZone: string
    }
  }
  /** Reports or appeals that wait for a decision, one case for each thing, the oldest first. */
  'GET /v1/operator/post-reviews': {
    query?: { show?: 'report' | 'appeal' }
    reply: {
      items: ({
        id: string
        kind: 'report' | 'appeal'
        merchantId: string
        merchantName: string
        postId: string | null
        commentId: string | null
        aboutText: string
        pictureIds: string[]
        hiddenReason: string | null
        people: number
        grounds: ('advertising' | 'insult' | 'untrue' | 'privacy' | 'harmful' | 'other')[]
        texts: string[]
        keptReason: string | null
        askedAt: string
      })[]
    }
  }
  /** The words with which a comment waits, at every shop. */
  'GET /v1/operator/post-words': {
    reply: {
      words: string[]
    }
  }
  /** What each way costs shops for advertising, and how much of it they may use in a month. */
  'GET /v1/operator/way-terms': {
    reply: {
      items: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        priceMinor: number
        perMonthMax: number
        isOpen: boolean
        isSetUp: boolean
      })[]
      set: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        priceMinor: number
        perMonthMax: number
        isOpen: boolean
        setAt: string
        setByName: string | null
      })[]
    }
  }
  /** How the ways out are doing: a week by state, and why things did not get through. */
  'GET /v1/operator/ways': {
    reply: {
      open: ('email' | 'sms' | 'kakao' | 'line')[]
      inbound: {
        mail: string
        solapi: string
        line: string
      }
      counts: ({
        way: 'email' | 'sms' | 'kakao' | 'line' | 'push'
        state: 'queued' | 'taken' | 'delivered' | 'bounced' | 'failed' | 'dead' | 'dropped'
        count: number
        since: string | null
      })[]
      reasons: ({
        way: 'email' | 'sms' | 'kakao' | 'line' | 'push'
        state: 'bounced' | 'failed' | 'dead'
        kind: 'nobody-there' | 'no-template' | 'mailbox-full' | 'quota-spent' | 'not-let-in' | 'address-inside' | 'no-answer' | 'refused' | 'given-up'
        reason: string
        count: number
      })[]
    }
  }
  /** Lists the webhooks of the market. */
  'GET /v1/operator/webhooks': {
    reply: {
      items: ({
        id: string
        merchantId: string | null
        url: string
        description: string
        types: string[]
        state: 'on' | 'off'
        offReason: 'owner' | 'gone' | 'failing' | null
        throttledUntil: string | null
        failingSince: string | null
        createdAt: string
      })[]
      nextCursor: string | null
    }
  }
  /** An event page by its address, with its draw, and what I have entered. */
  'GET /v1/pages/{slug}': {
    params: { slug: string }
    reply: {
      page: EventPage
      merchantName: string
      rewardTitle: string | null
      now: string
      draw: {
        seed: string
        numbers: number
        winners: number[]
        skipped: number[]
      } | null
      mine: {
        entries: EventEntry[]
        hasTurn: boolean
      } | null
      myNumber: 'unproven' | 'used' | 'free' | null
    }
  }
  /** The shops where an event holds: the nearest first for who says where they stand. */
  'GET /v1/pages/{slug}/places': {
    params: { slug: string }
    query?: { limit?: number; cursor?: string; lng?: number; lat?: number }
    reply: {
      items: ({
        id: string
        merchantId: string
        merchantName: string
        name: string
        category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
        address: string
        lng: number
        lat: number
        color: string
        isOpen: boolean | null
        opensAt: string | null
        closesAt: string | null
        distanceMeters: number | null
      })[]
      nextCursor: string | null
      total: number
    }
  }
  /** A picture as WebP: 1,600 pixels a side at most, or 480. */
  'GET /v1/pictures/{pictureId}': {
    params: { pictureId: string }
    query?: { size?: 'large' | 'small' }
    reply: string
  }
  /** Finds places by name: any part of it, or its initial consonants. */
  'GET /v1/places': {
    query: { lng?: number; lat?: number; openNow?: 'true' | 'false'; category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'; q: string; limit?: number }
    reply: {
      items: PlaceCard[]
      isComplete: boolean
    }
  }
  /** Finds the nearest places, among the 20000 around at most. */
  'GET /v1/places/nearby': {
    query?: { lng?: number; lat?: number; openNow?: 'true' | 'false'; category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'; radiusMeters?: number; limit?: number }
    reply: {
      items: PlaceCard[]
      isComplete: boolean
    }
  }
  /** Finds places in a window of the map: an even choice when there are too many. */
  'GET /v1/places/window': {
    query: { lng?: number; lat?: number; openNow?: 'true' | 'false'; category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'; west: number; south: number; east: number; north: number; limit?: number }
    reply: {
      items: PlaceCard[]
      isComplete: boolean
      matching: number
    }
  }
  /** The page of a place. */
  'GET /v1/places/{placeId}': {
    params: { placeId: string }
    reply: {
      id: string
      merchantId: string
      name: string
      category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      address: string
      lng: number
      lat: number
      phone: string | null
      timeZone: string
      hours: WeekHours | null
      exceptions: OpeningException[]
      isVisible: boolean
      isOpen: boolean | null
      opensAt: string | null
      closesAt: string | null
      merchantName: string
      color: string
      isFavourite: boolean
      isMerchantFavourite: boolean
    }
  }
  /** The bills of a place, newest first; by state, day, or how the till calls them. */
  'GET /v1/places/{placeId}/bills': {
    params: { placeId: string }
    query?: { limit?: number; cursor?: string; state?: 'held' | 'paid' | 'returned' | 'released' | 'expired'; day?: string; reference?: string }
    reply: {
      items: ({
        id: string
        state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
        channel: 'counter' | 'till' | 'online'
        paymentMethod: string | null
        reference: string | null
        billMinor: number
        discountMinor: number
        payMinor: number
        refundedMinor: number
        points: number
        pointsReturned: number
        giftMinor: number
        giftReturnedMinor: number
        madeAt: string
        heldUntil: string | null
        paidAt: string | null
        closedAt: string | null
        holderName: string | null
        offersUsed: number
      })[]
      nextCursor: string | null
    }
  }
  /** Lists the beacons and tags of a place. */
  'GET /v1/places/{placeId}/devices': {
    params: { placeId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: Device[]
      nextCursor: string | null
    }
  }
  /** What stands on the page of a place beside what is known of it. */
  'GET /v1/places/{placeId}/front': {
    params: { placeId: string }
    reply: {
      slug: string | null
      intro: string
      pictureId: string | null
      menu: {
        name: string
        priceMinor: number
      }[]
      url: string
    }
  }
  /** What anyone may claim at a place now. */
  'GET /v1/places/{placeId}/offers': {
    params: { placeId: string }
    reply: {
      items: PublicOffer[]
    }
  }
  /** What was accepted at a place without a connection, newest first. */
  'GET /v1/places/{placeId}/offline-acceptances': {
    params: { placeId: string }
    query?: { limit?: number; cursor?: string; show?: 'all' | 'open' }
    reply: {
      items: ({
        id: string
        tillId: string
        tillLabel: string
        offerTitle: string | null
        billMinor: number
        discountMinor: number
        extrasMinor: number
        acceptedAt: string
        sentAt: string
        state: 'counted' | 'flagged' | 'undone'
        reason: string | null
        resolution: 'borne' | 'mistake' | null
        resolvedAt: string | null
        redemptionId: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** What a shop has written that stands at a place, pinned posts first. */
  'GET /v1/places/{placeId}/posts': {
    params: { placeId: string }
    reply: {
      items: ShownPost[]
    }
  }
  /** Redemptions at a place, newest first. */
  'GET /v1/places/{placeId}/redemptions': {
    params: { placeId: string }
    query?: { limit?: number; cursor?: string }
    reply: {
      items: ({
        redemptionId: string
        offerTitle: string
        holderName: string
        billMinor: number
        discountMinor: number
        payMinor: number
        pointsEarned: number
        offerId: string
        campaignId: string | null
        redeemedAt: string
        reversedAt: string | null
      })[]
      nextCursor: string | null
    }
  }
  /** The zones of a place. */
  'GET /v1/places/{placeId}/zones': {
    params: { placeId: string }
    reply: {
      items: Zone[]
    }
  }
  /** A post that is out. */
  'GET /v1/posts/{postId}': {
    params: { postId: string }
    reply: ShownPost | null
  }
  /** What stands below a post; hidden ones are seen by their authors only. */
  'GET /v1/posts/{postId}/comments': {
    params: { postId: string }
    reply: {
      items: PostComment[]
    }
  }
  /** The key that browsers subscribe to web push with. */
  'GET /v1/push-key': {
    reply: {
      key: string
    }
  }
  /** What the market takes and bears, newest first; nothing until something is set. */
  'GET /v1/settlement-fees': {
    reply: {
      items: ({
        redemptionMinor: number
        campaignSharePercent: number
        automaticSharePercent: number
        startsAt: string
        setAt: string
        setByName: string | null
      })[]
    }
  }
  /** By which providers one can sign in here, beside phone, e-mail and passkey. */
  'GET /v1/sign-in-ways': {
    reply: {
      providers: ('kakao' | 'naver' | 'line' | 'apple' | 'google')[]
    }
  }
  /** What an invitation is for. */
  'GET /v1/staff-invitations/{token}': {
    params: { token: string }
    reply: {
      merchantId: string
      merchantName: string
      role: 'owner' | 'manager' | 'staff'
      placeNames: string[]
      expiresAt: string
      isFor: 'phone' | 'email' | null
    }
  }
  /** A survey, and what came of my answer; null where I have not answered. */
  'GET /v1/surveys/{surveyId}': {
    params: { surveyId: string }
    query?: { key?: string }
    reply: {
      survey: Survey
      mine: {
        couponId: string | null
        reward: 'none' | 'given' | 'waits'
        at: string
      } | null
      myNumber: 'unproven' | 'used' | 'free' | null
    }
  }
  /** A survey as its owner wrote it, with the key of its link. */
  'GET /v1/surveys/{surveyId}/plan': {
    params: { surveyId: string }
    reply: {
      survey: Survey
      questions: SurveyQuestionPlan[]
      linkKey: string
    }
  }
  /** How many gave each answer; few are hidden. */
  'GET /v1/surveys/{surveyId}/results': {
    params: { surveyId: string }
    reply: {
      answered: number
      counted: number
      results: ({
        cells: SurveyCell[] | null
        texts: string[]
      })[]
      segments: SurveyCell[]
    }
  }
  /** The results as a table for a spreadsheet. */
  'GET /v1/surveys/{surveyId}/results.csv': {
    params: { surveyId: string }
    reply: string
  }
  /** Two questions crossed; few are hidden, and so is what would tell them. */
  'GET /v1/surveys/{surveyId}/table': {
    params: { surveyId: string }
    query: { row: 'segment' | number; column: 'segment' | number }
    reply: {
      counted: number
      rows: SurveyCell[]
      columns: SurveyCell[]
      figures: ((number | null)[])[]
    }
  }
  /** A transfer with its entries. */
  'GET /v1/transfers/{transferId}': {
    params: { transferId: string }
    reply: Transfer
  }
  /** Shows a delivery with its message and its latest attempts. */
  'GET /v1/webhook-deliveries/{deliveryId}': {
    params: { deliveryId: string }
    reply: {
      id: string
      endpointId: string
      messageName: string
      type: string
      at: string
      state: 'waiting' | 'delivered' | 'failed' | 'stopped'
      attempts: number
      nextAt: string | null
      finishedAt: string | null
      status: number | null
      body: string
      tries: ({
        number: number
        at: string
        durationMs: number
        status: number | null
        says: string | null
        requestHead: { [key: string]: string }
        responseHead: { [key: string]: string } | null
        responseBody: string | null
      })[]
    }
  }
  /** Lists what webhooks can tell. */
  'GET /v1/webhook-events': {
    reply: {
      items: {
        type: string
        says: string
        shape: { [key: string]: unknown }
      }[]
      nextCursor: string | null
    }
  }
  /** Shows a webhook. */
  'GET /v1/webhooks/{endpointId}': {
    params: { endpointId: string }
    reply: {
      id: string
      merchantId: string | null
      url: string
      description: string
      types: string[]
      state: 'on' | 'off'
      offReason: 'owner' | 'gone' | 'failing' | null
      throttledUntil: string | null
      failingSince: string | null
      createdAt: string
    }
  }
  /** Lists what was told to a webhook, the latest first. */
  'GET /v1/webhooks/{endpointId}/deliveries': {
    params: { endpointId: string }
    query?: { limit?: number; cursor?: string; state?: 'waiting' | 'delivered' | 'failed' | 'stopped' }
    reply: {
      items: ({
        id: string
        endpointId: string
        messageName: string
        type: string
        at: string
        state: 'waiting' | 'delivered' | 'failed' | 'stopped'
        attempts: number
        nextAt: string | null
        finishedAt: string | null
        status: number | null
      })[]
      nextCursor: string | null
    }
  }
  /** A writing with its packs for other media, and its clicks by day. */
  'GET /v1/writings/{writingId}': {
    params: { writingId: string }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      title: string
      body: string
      pictureId: string | null
      offerId: string | null
      publishedAt: string
      counts: ({
        medium: 'page' | 'timeline' | 'blog' | 'instagram' | 'kakao'
        code: string
        clicks: number
        arrivals: number
        visits: number
      })[]
      packs: ({
        medium: 'blog' | 'instagram' | 'kakao'
        text: string
        url: string
      })[]
      days: ({
        medium: 'page' | 'timeline' | 'blog' | 'instagram' | 'kakao'
        day: string
        clicks: number
      })[]
    }
  }
  /** The picture of a pack, as PNG in the size of its medium. */
  'GET /v1/writings/{writingId}/pictures/{medium}': {
    params: { writingId: string; medium: 'blog' | 'instagram' | 'kakao' }
    reply: string
  }
  /** Changes a campaign; once started, only what its figures do not rest on. */
  'PATCH /v1/campaigns/{campaignId}': {
    params: { campaignId: string }
    body: {
      name?: string
      offerId?: string
      trigger?: TriggerInput
      audience?: ({
        kind: 'favourite'
      } | {
        kind: 'viewed'
        times: number
        days: number
      } | {
        kind: 'visited-at-least'
        times: number
        days: number
      } | {
        kind: 'visited-at-most'
        times: number
        days: number
      } | {
        kind: 'first-visit'
      } | {
        kind: 'not-redeemed'
        days: number
      } | {
        kind: 'new-within'
        days: number
      })[]
      schedule?: ScheduleInput
      personCap?: {
        times: number
        days: number
      } | null
      retriggerMinutes?: number
      budget?: {
        couponsMax?: number | null
        discountMinorMax?: number | null
      }
      controlPercent?: number
      message?: {
        title: string
        body: string
      }
      ways?: ('email' | 'sms' | 'kakao' | 'line')[]
    }
    reply: Campaign
  }
  /** Changes a batch, calls it back, or puts it away; what is not named stays. */
  'PATCH /v1/code-batches/{batchId}': {
    params: { batchId: string }
    body: {
      title?: string
      claimFrom?: string | null
      claimUntil?: string | null
      publishDays?: number | null
      isVoid?: true
      isArchived?: boolean
    }
    reply: CodeBatch
  }
  /** Changes my name, language, or (with its code) phone. */
  'PATCH /v1/me': {
    body: {
      name?: string
      locale?: 'ko' | 'en'
      phone?: string
      phoneCode?: string
    }
    reply: {
      person: Person
    }
  }
  /** Pauses my location, switches uses off, or changes how I am told of them. */
  'PATCH /v1/me/location-controls': {
    body: {
      isPaused?: boolean
      off?: ('campaign' | 'report' | 'offer')[]
      notice?: {
        kind: 'each'
      } | {
        kind: 'times'
        count: 10 | 20 | 30
      } | {
        kind: 'days'
        count: 10 | 20 | 30
      }
    }
    reply: {
      isPaused: boolean
      off: ('campaign' | 'report' | 'offer')[]
      notice: {
        kind: 'each'
      } | {
        kind: 'times'
        count: 10 | 20 | 30
      } | {
        kind: 'days'
        count: 10 | 20 | 30
      }
    }
  }
  /** Gives a passkey of mine another name. */
  'PATCH /v1/me/passkeys/{passkeyId}': {
    params: { passkeyId: string }
    body: {
      name: string
    }
    reply: undefined
  }
  /** Changes a merchant. */
  'PATCH /v1/merchants/{merchantId}': {
    params: { merchantId: string }
    body: {
      name?: string
      category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      color?: string
      contact?: string | null
    }
    reply: {
      id: string
      name: string
      category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      color: string
      contact: string | null
    }
  }
  /** Changes an offer; what is not named stays. */
  'PATCH /v1/offers/{offerId}': {
    params: { offerId: string }
    body: {
      title?: string
      terms?: OfferTermsInput
      rank?: number
      placeIds?: string[]
      startsAt?: string
      endsAt?: string
      claimsEndAt?: string | null
      validDays?: number | null
      couponsMax?: number | null
      couponsPerDayMax?: number | null
      couponsPerPersonMax?: number
      redemptionsMax?: number | null
      limits?: LimitInput[]
      isAutomatic?: boolean
      isPublic?: boolean
      state?: 'open' | 'paused' | 'ended'
    }
    reply: {
      id: string
      merchantId: string
      title: string
      terms: OfferTerms
      placeIds: string[]
      startsAt: string
      endsAt: string
      claimsEndAt: string | null
      validDays: number | null
      couponsPerPersonMax: number
      couponsLeft: number | null
      isPublic: boolean
      isAutomatic: boolean
      state: 'draft' | 'open' | 'paused' | 'ended'
      rank: number
      couponsMax: number | null
      couponsPerDayMax: number | null
      redemptionsMax: number | null
      limits: Limit[]
      granted: number
      redeemed: number
    }
  }
  /** Changes a place; exceptions are replaced as a whole. */
  'PATCH /v1/places/{placeId}': {
    params: { placeId: string }
    body: {
      name?: string
      address?: string
      lng?: number
      lat?: number
      category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      phone?: string | null
      timeZone?: string
      hours?: WeekHoursInput | null
      exceptions?: OpeningExceptionInput[]
      isVisible?: boolean
    }
    reply: Place
  }
  /** Changes a webhook, or turns it on or off. */
  'PATCH /v1/webhooks/{endpointId}': {
    params: { endpointId: string }
    body: {
      url?: string
      description?: string
      types?: string[]
      isOn?: boolean
    }
    reply: {
      id: string
      merchantId: string | null
      url: string
      description: string
      types: string[]
      state: 'on' | 'off'
      offReason: 'owner' | 'gone' | 'failing' | null
      throttledUntil: string | null
      failingSince: string | null
      createdAt: string
    }
  }
  /** Opens an account with its constraints; opening it again changes nothing. */
  'POST /v1/accounts': {
    body: {
      key: string
      unit: 'KRW' | 'points'
      guarded: boolean
      balanceMax?: number | null
    }
    reply: Account
  }
  /** Takes the link of such a mail; no sign-in needed. */
  'POST /v1/address-proofs': {
    body: {
      token: string
    }
    reply: {
      address: string
    }
  }
  /** Takes the payment of a held bill: its offers are used. */
  'POST /v1/bills/{billId}/payment': {
    params: { billId: string }
    reply: {
      id: string
      placeId: string
      state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
      channel: 'counter' | 'till' | 'online'
      paymentMethod: string | null
      reference: string | null
      billMinor: number
      discountMinor: number
      payMinor: number
      refundedMinor: number
      points: number
      pointsReturned: number
      giftMinor: number
      giftReturnedMinor: number
      madeAt: string
      heldUntil: string | null
      paidAt: string | null
      closedAt: string | null
      lines: {
        lineId: string
        itemId: string
        quantity: number
        unitMinor: number
        discountMinor: number
        unitsReturned: number
        refundedMinor: number
      }[]
      redemptions: ({
        redemptionId: string
        offerId: string
        couponId: string | null
        discountMinor: number
        pointsEarned: number
        giftMinor: number
        extras: Extra[]
      })[]
      holderName: string | null
    }
  }
  /** Gives a held bill up: its coupons are free again. */
  'POST /v1/bills/{billId}/release': {
    params: { billId: string }
    reply: Bill
  }
  /** Takes pieces back, or all that is left: what they cost, and the points they earned. */
  'POST /v1/bills/{billId}/returns': {
    params: { billId: string }
    body: {
      id?: string
      lines?: {
        lineId: string
        units: number
      }[] | null
      isDryRun?: boolean
    }
    reply: {
      bill: Bill
      refundMinor: number
      keptMinor: number
      pointsBack: number
      giftBackMinor: number
    }
  }
  /** Ends a campaign for good. */
  'POST /v1/campaigns/{campaignId}/end': {
    params: { campaignId: string }
    reply: Campaign
  }
  /** Pauses a campaign. */
  'POST /v1/campaigns/{campaignId}/pause': {
    params: { campaignId: string }
    reply: Campaign
  }
  /** Starts a campaign, or lets a paused one go on. */
  'POST /v1/campaigns/{campaignId}/start': {
    params: { campaignId: string }
    reply: Campaign
  }
  /** Gives an unused code to a customer by phone number; asked again, the same code. */
  'POST /v1/code-batches/{batchId}/publications': {
    params: { batchId: string }
    body: {
      phone: string
    }
    reply: {
      number: number
      code: string
      claimUntil: string | null
    }
  }
  /** Takes codes from rows of a file; what the batch has already stays as it is. */
  'POST /v1/code-batches/{batchId}/vouchers': {
    params: { batchId: string }
    body: {
      dryRun?: boolean
      rows: ({
        line: number
        code: string
        phone?: string | null
      })[]
    }
    reply: {
      reports: ({
        line: number
        outcome: 'created' | 'unchanged' | 'refused'
        column: 'code' | 'phone' | null
        why: string | null
      })[]
    }
  }
  /** Calls one code back; coupons it gave stay. */
  'POST /v1/code-batches/{batchId}/vouchers/{number}/void': {
    params: { batchId: string; number: number }
    reply: {
      number: number
      voidedAt: string | null
    }
  }
  /** Sends a one-time code to a mailbox. */
  'POST /v1/email-codes': {
    body: {
      email: string
      locale?: 'ko' | 'en'
    }
    reply: {
      expiresAt: string
    }
  }
  /** Makes me a friend of the shop of a link. */
  'POST /v1/follow-links/{code}/follow': {
    params: { code: string }
    reply: {
      merchant: {
        id: string
        name: string
        category: string
        color: string
      }
      greeting: string
      source: 'qr' | 'tag' | 'receipt' | 'invitation' | 'campaign' | 'page' | 'link'
      isFriend: boolean | null
    }
  }
  /** Ends a game before its last day. */
  'POST /v1/games/{gameId}/end': {
    params: { gameId: string }
    reply: Game
  }
  /** Opens a draft: odds are fixed, and the hashes of all seeds are published. */
  'POST /v1/games/{gameId}/open': {
    params: { gameId: string }
    reply: Game
  }
  /** Plays once a day; what is won is in the wallet at the same moment. */
  'POST /v1/games/{gameId}/plays': {
    params: { gameId: string }
    body: {
      playId: string
    }
    reply: GamePlay
  }
  /** Says, as the guardian and with the code, what a child may agree to; null: nothing. */
  'POST /v1/guardian-pages/{token}/answers': {
    params: { token: string }
    body: {
      code: string
      locale?: 'ko' | 'en'
      wordingVersion: number
      allowed: ({
        purpose: 'location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line'
        wordingVersion: number
      })[] | null
    }
    reply: {
      childName: string
      address: string
      way: 'text-message' | 'email'
      isProtected: boolean
      allowed: ('location' | 'marketing' | 'marketing/email' | 'marketing/sms' | 'marketing/kakao' | 'marketing/line')[] | null
      since: string | null
      expiresAt: string | null
    }
  }
  /** Sends a code to the phone or mailbox that the link went to. */
  'POST /v1/guardian-pages/{token}/codes': {
    params: { token: string }
    body: {
      locale?: 'ko' | 'en'
    }
    reply: {
      expiresAt: string
    }
  }
  /** Takes a guardian’s yes back, and all that the child agreed to with it. */
  'POST /v1/guardian-pages/{token}/withdrawals': {
    params: { token: string }
    body: {
      locale?: 'ko' | 'en'
    }
    reply: undefined
  }
  /** Keeps an amount aside on one account for another; repeating it changes nothing. */
  'POST /v1/holds': {
    body: {
      id: string
      from: string
      to: string
      amount: number
      memo?: string
      expiresAt: string
    }
    reply: Hold
  }
  /** Moves what is on hold, or a part of it; the rest is free again. */
  'POST /v1/holds/{holdId}/posting': {
    params: { holdId: string }
    body: {
      amount: number
    }
    reply: Hold
  }
  /** Gives a hold up; giving it up again changes nothing. */
  'POST /v1/holds/{holdId}/voiding': {
    params: { holdId: string }
    reply: Hold
  }
  /** Imports up to 1000 places, or says what would happen. */
  'POST /v1/imports/places': {
    body: {
      source: string
      dryRun?: boolean
      merchant?: string | null
      category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other' | null
      rows: ({
        line: number
        externalId?: string
        name?: string
        address?: string
        lng?: number | string
        lat?: number | string
        category?: string
        phone?: string
        merchant?: string
        hours?: string
      })[]
    }
    reply: {
      items: ({
        line: number
        outcome: 'created' | 'updated' | 'unchanged' | 'refused'
        id: string | null
        column: string | null
        why: string | null
      })[]
    }
  }
  /** Imports up to 1000 areas as GeoJSON, or says what would happen. */
  'POST /v1/imports/zones': {
    body: {
      source: string
      dryRun?: boolean
      rows: {
        line: number
        externalId?: string
        name?: string
        dwellSeconds?: number
        radiusMeters?: number
        geometry: unknown
      }[]
    }
    reply: {
      items: ({
        line: number
        outcome: 'created' | 'updated' | 'unchanged' | 'refused'
        id: string | null
        column: string | null
        why: string | null
      })[]
    }
  }
  /** The webhook of LINE: signed, each event once. */
  'POST /v1/inbound/line': {
    body: string
    reply: {
      taken: number
    }
  }
  /** Takes a mail that came back, whole, as a mail server pipes it. */
  'POST /v1/inbound/{token}/mail': {
    params: { token: string }
    body: Blob
    reply: {
      moved: number
    }
  }
  /** Takes what SOLAPI reports of texts and Alimtalk. */
  'POST /v1/inbound/{token}/solapi': {
    params: { token: string }
    body: ({
      messageId: string
      statusCode: string
      statusMessage?: string | null
      type?: string | null
      customFields?: {
        deliveryId?: string
      } | null
    })[]
    reply: {
      moved: number
    }
  }
  /** Accepts an invitation: the first purchase counts for both. */
  'POST /v1/invitations/{code}/acceptance': {
    params: { code: string }
    reply: {
      merchantId: string
      merchantName: string
      invite: InviteTerms
    }
  }
  /** Notes that I came by a tracked link. */
  'POST /v1/links/{code}/arrivals': {
    params: { code: string }
    reply: undefined
  }
  /** Opens the market to the public, once its details are complete; operators. */
  'POST /v1/market/opening': {
    reply: MarketDetails
  }
  /** Agrees to a purpose, or takes it back. */
  'POST /v1/me/consents': {
    body: {
      purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
      granted: boolean
      wordingVersion: number
    }
    reply: {
      items: ({
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        at: string | null
      })[]
      history: ({
        purpose: 'location' | 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
        granted: boolean
        at: string
        wordingVersion: number
        channel: 'app' | 'sign-up' | 'opt-out-link' | 'import' | 'follow' | 'counter' | 'paper' | 'guardian'
      })[]
    }
  }
  /** Signs for a phone that it may show coupons by itself, for a day at most. */
  'POST /v1/me/coupon-certificates': {
    body: {
      coupons: {
        couponId: string
        publicKey: string
      }[]
    }
    reply: {
      now: string
      items: {
        couponId: string
        certificate: string
        expiresAt: string
      }[]
    }
  }
  /** Makes the pass of my coupon, and says how to put it into a wallet of the phone. */
  'POST /v1/me/coupons/{couponId}/pass': {
    params: { couponId: string }
    reply: {
      passId: string
      appleUrl: string
      googleUrl: string
      isAppleTest: boolean
      isGoogleTest: boolean
    }
  }
  /** Makes an e-mail address mine, with the code sent to it. */
  'POST /v1/me/email': {
    body: {
      email: string
      code: string
    }
    reply: undefined
  }
  /** Adds a gift card by its code; adding it again changes nothing. */
  'POST /v1/me/gift-cards': {
    body: {
      code: string
    }
    reply: GiftCard
  }
  /** Asks my guardian, by a link to their phone or mailbox. */
  'POST /v1/me/guardian-requests': {
    body: {
      address: string
      locale?: 'ko' | 'en'
    }
    reply: undefined
  }
  /** Links the account that a provider sent the browser back with to mine. */
  'POST /v1/me/identities': {
    body: {
      provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google'
      query: string
    }
    reply: undefined
  }
  /** Where to go to link an account at a provider to mine. */
  'POST /v1/me/identities/{provider}/starts': {
    params: { provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google' }
    reply: {
      url: string
    }
  }
  /** Notes that I follow where a message leads. */
  'POST /v1/me/inbox/{messageId}/click': {
    params: { messageId: string }
    reply: InboxMessage
  }
  /** Marks a message as read. */
  'POST /v1/me/inbox/{messageId}/read': {
    params: { messageId: string }
    reply: InboxMessage
  }
  /** Begins to link my LINE account: where to go on its side. */
  'POST /v1/me/line-links': {
    body: {
      linkToken: string
    }
    reply: {
      url: string
    }
  }
  /** My invitation to a shop, made when it is asked for first, and what has come of it. */
  'POST /v1/me/memberships/{merchantId}/invitation': {
    params: { merchantId: string }
    reply: {
      code: string
      invite: InviteTerms
      joined: number
      qualified: number
    }
  }
  /** Passes points on to whoever shows a member code, where the shop allows it. */
  'POST /v1/me/memberships/{merchantId}/passes': {
    params: { merchantId: string }
    body: {
      transferId: string
      code: string
      points: number
    }
    reply: {
      points: number
      availableAfter: number
    }
  }
  /** Agrees to a purpose of one shop, or takes it back. */
  'POST /v1/me/merchant-consents': {
    body: {
      merchantId: string
      purpose: 'marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line'
      granted: boolean
      wordingVersion: number
    }
    reply: {
      purposes: ('marketing' | 'night-marketing' | 'marketing/email' | 'marketing/sms' | 'night-marketing/sms' | 'marketing/kakao' | 'night-marketing/kakao' | 'marketing/line' | 'night-marketing/line')[]
    }
  }
  /** What making one of my account and another of mine would do; nothing is done. */
  'POST /v1/me/merge-previews': {
    body: {
      proof: string
    }
    reply: {
      name: string
      email: string | null
      phone: string | null
      carries: { [key: string]: number }
    }
  }
  /** Shows that another account is mine, with the code sent to its phone or mailbox. */
  'POST /v1/me/merge-proofs': {
    body: {
      address: string
      code: string
    }
    reply: {
      proof: string
    }
  }
  /** Makes one of my account and another of mine; it can be undone for 30 days. */
  'POST /v1/me/merges': {
    body: {
      id: string
      proof: string
      password?: string
      code?: string
    }
    reply: {
      id: string
      mergedAt: string
      undoUntil: string
    }
  }
  /** What a browser needs to make a passkey for me. */
  'POST /v1/me/passkey-challenges': {
    reply: {
      options: { [key: string]: unknown }
    }
  }
  /** Adds the passkey that a browser made for me. */
  'POST /v1/me/passkeys': {
    body: {
      name: string
      response: {
        id: string
        rawId: string
        type: 'public-key'
        response: { [key: string]: unknown }
        clientExtensionResults?: { [key: string]: unknown }
      }
    }
    reply: {
      id: string
      name: string
      createdAt: string
      lastUsedAt: string | null
    }
  }
  /** Asks the operator to look again at a comment of mine that was hidden. */
  'POST /v1/me/post-comments/{commentId}/appeal': {
    params: { commentId: string }
    body: {
      text: string
    }
    reply: { [key: string]: unknown }
  }
  /** Reports a post or a comment to the operator of the market, and why. */
  'POST /v1/me/post-reports': {
    body: {
      kind: 'post'
      id: string
      ground: 'advertising' | 'insult' | 'untrue' | 'privacy' | 'harmful' | 'other'
      text?: string | null
    } | {
      kind: 'comment'
      id: string
      ground: 'advertising' | 'insult' | 'untrue' | 'privacy' | 'harmful' | 'other'
      text?: string | null
    }
    reply: { [key: string]: unknown }
  }
  /** Says which posts I saw; each counts once for each person. */
  'POST /v1/me/posts-seen': {
    body: {
      postIds: string[]
    }
    reply: { [key: string]: unknown }
  }
  /** Takes in a picture for a talk of mine; only the two sides of the talk will see it. */
  'POST /v1/me/talk-pictures': {
    body: Blob
    reply: {
      id: string
      width: number
      height: number
    }
  }
  /** Opens my talk with a shop, or answers with the one that is there. */
  'POST /v1/me/talks': {
    body: {
      merchantId: string
      placeId?: string | null
    }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      state: 'open' | 'closed'
      blockedBy: 'person' | 'shop' | null
      lastAt: string
      lastNumber: number
      personRead: number
      shopRead: number
      personUnread: number
    }
  }
  /** Closes a talk; writing again opens it again. */
  'POST /v1/me/talks/{talkId}/close': {
    params: { talkId: string }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      state: 'open' | 'closed'
      blockedBy: 'person' | 'shop' | null
      lastAt: string
      lastNumber: number
      personRead: number
      shopRead: number
      personUnread: number
    }
  }
  /** Writes to the shop; sent again under its id it is the same message. */
  'POST /v1/me/talks/{talkId}/messages': {
    params: { talkId: string }
    body: {
      id: string
      content: {
        kind: 'text'
        text: string
      } | {
        kind: 'picture'
        pictureId: string
      }
    }
    reply: TalkMessage
  }
  /** Exchanges a code that was typed or scanned for a coupon. */
  'POST /v1/me/voucher-claims': {
    body: {
      code: string
      couponId: string
    }
    reply: {
      couponId: string
      offerId: string
      expiresAt: string
      isNew: boolean
    }
  }
  /** Sends a mail with a link that proves an address to be mine. */
  'POST /v1/me/ways/email/proofs': {
    body: {
      address: string
    }
    reply: undefined
  }
  /** Signs a merchant up; who does so becomes its owner. */
  'POST /v1/merchants': {
    body: {
      id?: string
      name: string
      category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      color?: string
      contact?: string | null
    }
    reply: {
      id: string
      name: string
      category: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      color: string
      contact: string | null
    }
  }
  /** Makes an API key of a merchant; its text is shown this once. */
  'POST /v1/merchants/{merchantId}/api-keys': {
    params: { merchantId: string }
    body: {
      name: string
      scopes: ('till' | 'signals')[]
    }
    reply: {
      id: string
      merchantId: string | null
      name: string
      scopes: ('till' | 'signals')[]
      createdAt: string
      lastUsedAt: string | null
      key: string
    }
  }
  /** What would become of a broadcast now, by outcome; nothing is sent. */
  'POST /v1/merchants/{merchantId}/broadcast-trial': {
    params: { merchantId: string }
    body: {
      audience?: {
        sources?: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
        friendDaysMin?: number | null
        friendDaysMax?: number | null
        segments?: ('new' | 'returning' | 'regular' | 'lapsed')[]
        tags?: string[]
        redeemedDays?: number | null
        favouritesOnly?: boolean
        visitedDays?: number | null
        notVisitedDays?: number | null
        visitsMin?: number | null
        visitPlaceIds?: string[]
        languages?: ('ko' | 'en')[]
      }
      controlPercent?: number
    }
    reply: {
      isFew: boolean
      outcomes: {
        people: number
        isFew: boolean
        outcome: string
      }[]
      isWhole: boolean
    }
  }
  /** Writes a broadcast down as a draft. */
  'POST /v1/merchants/{merchantId}/broadcasts': {
    params: { merchantId: string }
    body: {
      id: string
      content: {
        title: string
        body: string
        pictureId?: string | null
        offerId?: string | null
        link?: string | null
        ways?: ('email' | 'sms' | 'kakao' | 'line')[]
      }
      audience?: {
        sources?: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
        friendDaysMin?: number | null
        friendDaysMax?: number | null
        segments?: ('new' | 'returning' | 'regular' | 'lapsed')[]
        tags?: string[]
        redeemedDays?: number | null
        favouritesOnly?: boolean
        visitedDays?: number | null
        notVisitedDays?: number | null
        visitsMin?: number | null
        visitPlaceIds?: string[]
        languages?: ('ko' | 'en')[]
      }
      controlPercent?: number
      timing?: {
        kind: 'now'
      } | {
        kind: 'at'
        at: string
      } | {
        kind: 'wall'
        day: string
        minuteOfDay: number
      }
    }
    reply: Broadcast
  }
  /** Sets a draft going, now or at its time; takes from the plan. */
  'POST /v1/merchants/{merchantId}/broadcasts/{broadcastId}/launch': {
    params: { merchantId: string; broadcastId: string }
    reply: Broadcast
  }
  /** Holds a broadcast at the next step. */
  'POST /v1/merchants/{merchantId}/broadcasts/{broadcastId}/pause': {
    params: { merchantId: string; broadcastId: string }
    reply: Broadcast
  }
  /** Lets a broadcast go on where it stood. */
  'POST /v1/merchants/{merchantId}/broadcasts/{broadcastId}/resume': {
    params: { merchantId: string; broadcastId: string }
    reply: Broadcast
  }
  /** Plans a campaign, as a draft. */
  'POST /v1/merchants/{merchantId}/campaigns': {
    params: { merchantId: string }
    body: {
      id?: string
      name: string
      offerId: string
      trigger: TriggerInput
      audience?: ({
        kind: 'favourite'
      } | {
        kind: 'viewed'
        times: number
        days: number
      } | {
        kind: 'visited-at-least'
        times: number
        days: number
      } | {
        kind: 'visited-at-most'
        times: number
        days: number
      } | {
        kind: 'first-visit'
      } | {
        kind: 'not-redeemed'
        days: number
      } | {
        kind: 'new-within'
        days: number
      })[]
      schedule: ScheduleInput
      personCap?: {
        times: number
        days: number
      } | null
      retriggerMinutes?: number
      budget: {
        couponsMax?: number | null
        discountMinorMax?: number | null
      }
      controlPercent?: number
      message: {
        title: string
        body: string
      }
      ways?: ('email' | 'sms' | 'kakao' | 'line')[]
    }
    reply: Campaign
  }
  /** Shows a message as it will look, and about how many it may reach; changes nothing. */
  'POST /v1/merchants/{merchantId}/campaigns/preview': {
    params: { merchantId: string }
    body: {
      offerId?: string | null
      offerTitle?: string | null
      trigger: TriggerInput
      audience?: ({
        kind: 'favourite'
      } | {
        kind: 'viewed'
        times: number
        days: number
      } | {
        kind: 'visited-at-least'
        times: number
        days: number
      } | {
        kind: 'visited-at-most'
        times: number
        days: number
      } | {
        kind: 'first-visit'
      } | {
        kind: 'not-redeemed'
        days: number
      } | {
        kind: 'new-within'
        days: number
      })[]
      controlPercent?: number
      message: {
        title: string
        body: string
      }
      radiusMeters?: number | null
    }
    reply: {
      message: {
        title: string
        body: string
        merchantName: string
        contact: string | null
      }
      reach: {
        people: {
          people: number
          isFew: boolean
        }
        reachable: {
          people: number
          isFew: boolean
        }
        byReason: {
          people: number
          isFew: boolean
          rule: string
          code: string
        }[]
        isCapped: boolean
      }
    }
  }
  /** Writes a game, as a draft. */
  'POST /v1/merchants/{merchantId}/games': {
    params: { merchantId: string }
    body: {
      title: string
      intro?: string
      stampsToFill?: number
      audience?: 'everyone' | 'friends'
      needsNumber?: boolean
      startsOn: string
      endsOn: string
      prizes: {
        title: string
        offerId: string
        share: number
        stock: number
      }[]
      consolation: string
      id?: string
    }
    reply: Game
  }
  /** What an example bill would come to if offers were used together so; nothing is kept. */
  'POST /v1/merchants/{merchantId}/offer-policy/example': {
    params: { merchantId: string }
    body: {
      policy: {
        order: 'requested' | 'rank' | 'best'
        on: 'initial' | 'current'
        isOncePerPiece: boolean
        offersMax: number
      }
      offers: {
        terms: OfferTermsInput
        rank?: number
      }[]
      lines: {
        lineId: string
        itemId: string
        categoryIds?: string[]
        unitMinor: number
        quantity?: number
      }[]
    }
    reply: {
      billMinor: number
      discountMinor: number
      payMinor: number
      offers: ({
        discountMinor: number
        extras: Extra[]
        reason: {
          code: string
          says: string
          details: { [key: string]: unknown }
        } | null
      })[]
    }
  }
  /** Makes an offer. */
  'POST /v1/merchants/{merchantId}/offers': {
    params: { merchantId: string }
    body: {
      title: string
      terms: OfferTermsInput
      rank?: number
      placeIds?: string[]
      startsAt?: string
      endsAt: string
      claimsEndAt?: string | null
      validDays?: number | null
      couponsMax?: number | null
      couponsPerDayMax?: number | null
      couponsPerPersonMax?: number
      redemptionsMax?: number | null
      limits?: LimitInput[]
      isAutomatic?: boolean
      isPublic?: boolean
      id?: string
      state?: 'draft' | 'open'
    }
    reply: {
      id: string
      merchantId: string
      title: string
      terms: OfferTerms
      placeIds: string[]
      startsAt: string
      endsAt: string
      claimsEndAt: string | null
      validDays: number | null
      couponsPerPersonMax: number
      couponsLeft: number | null
      isPublic: boolean
      isAutomatic: boolean
      state: 'draft' | 'open' | 'paused' | 'ended'
      rank: number
      couponsMax: number | null
      couponsPerDayMax: number | null
      redemptionsMax: number | null
      limits: Limit[]
      granted: number
      redeemed: number
    }
  }
  /** What an offer that is being written would do to an example bill; nothing is kept. */
  'POST /v1/merchants/{merchantId}/offers/example': {
    params: { merchantId: string }
    body: {
      terms: OfferTermsInput
      lines?: {
        lineId: string
        itemId: string
        categoryIds?: string[]
        unitMinor: number
        quantity?: number
      }[]
      billMinor?: number
      deliveryMinor?: number
    }
    reply: {
      billMinor: number
      discountMinor: number
      payMinor: number
      points: number
      giftMinor: number
      lines: {
        lineId: string
        billMinor: number
        discountMinor: number
      }[]
      deliveryDiscountMinor: number
      extras: Extra[]
      reason: {
        code: string
        says: string
        details: { [key: string]: unknown }
      } | null
    }
  }
  /** Writes an event page, as a draft; its address is chosen here. */
  'POST /v1/merchants/{merchantId}/pages': {
    params: { merchantId: string }
    body: {
      title: string
      summary?: string
      coverPictureId?: string | null
      blocks?: EventBlockInput[]
      audience?: 'everyone' | 'friends' | 'members' | 'code'
      code?: string | null
      cadence?: 'once' | 'daily'
      needsNumber?: boolean
      choosing?: 'first-come' | 'draw'
      entriesMax: number
      winnersMax?: number | null
      startsAt?: string
      endsAt: string
      rewardOfferId?: string | null
      placeIds?: string[]
      id?: string
      slug?: string
    }
    reply: EventPage
  }
  /** Takes in a picture of a shop; it is drawn anew, and forgotten if nothing shows it. */
  'POST /v1/merchants/{merchantId}/pictures': {
    params: { merchantId: string }
    body: Blob
    reply: {
      id: string
      width: number
      height: number
    }
  }
  /** Gives a merchant one more place. */
  'POST /v1/merchants/{merchantId}/places': {
    params: { merchantId: string }
    body: {
      id?: string
      name: string
      address: string
      lng: number
      lat: number
      category?: 'cafe' | 'bakery' | 'dessert' | 'restaurant' | 'snack' | 'bar' | 'pharmacy' | 'convenience' | 'grocery' | 'beauty' | 'fashion' | 'books' | 'flowers' | 'gifts' | 'culture' | 'sports' | 'health' | 'pets' | 'repair' | 'lodging' | 'learning' | 'other'
      phone?: string | null
      timeZone?: string
      hours?: WeekHoursInput | null
      exceptions?: OpeningExceptionInput[]
      isVisible?: boolean
    }
    reply: Place
  }
  /** Answers a comment as the shop, once. */
  'POST /v1/merchants/{merchantId}/post-comments/{commentId}/answer': {
    params: { merchantId: string; commentId: string }
    body: {
      text: string
    }
    reply: { [key: string]: unknown }
  }
  /** Says why a reported comment is left where it is; the operator reads that, and decides. */
  'POST /v1/merchants/{merchantId}/post-comments/{commentId}/kept': {
    params: { merchantId: string; commentId: string }
    body: {
      reason: string
    }
    reply: { [key: string]: unknown }
  }
  /** Writes a post; written again under its id it is the same post. Owners only. */
  'POST /v1/merchants/{merchantId}/posts': {
    params: { merchantId: string }
    body: {
      id: string
      text: string
      pictureIds?: string[]
      offerId?: string | null
      placeId?: string | null
      isDraft?: boolean
      publishAt?: string | null
    }
    reply: ShopPost
  }
  /** Asks the operator to look again at a post that the market hid. Owners only. */
  'POST /v1/merchants/{merchantId}/posts/{postId}/appeal': {
    params: { merchantId: string; postId: string }
    body: {
      text: string
    }
    reply: { [key: string]: unknown }
  }
  /** About how many friends an audience holds; small numbers are blurred. */
  'POST /v1/merchants/{merchantId}/reach': {
    params: { merchantId: string }
    body: {
      audience: {
        sources?: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
        friendDaysMin?: number | null
        friendDaysMax?: number | null
        segments?: ('new' | 'returning' | 'regular' | 'lapsed')[]
        tags?: string[]
        redeemedDays?: number | null
        favouritesOnly?: boolean
        visitedDays?: number | null
        notVisitedDays?: number | null
        visitsMin?: number | null
        visitPlaceIds?: string[]
        languages?: ('ko' | 'en')[]
      }
    }
    reply: {
      people: number
      isFew: boolean
    }
  }
  /** Invites someone to work at a merchant; the link is told this once. */
  'POST /v1/merchants/{merchantId}/staff-invitations': {
    params: { merchantId: string }
    body: {
      role: 'owner' | 'manager' | 'staff'
      placeIds?: string[] | null
      address?: string | null
      locale?: 'ko' | 'en'
    }
    reply: {
      id: string
      role: 'owner' | 'manager' | 'staff'
      placeIds: string[] | null
      address: string | null
      createdAt: string
      expiresAt: string
      link: string
      isSent: boolean
    }
  }
  /** Puts somebody back who was removed within the last ten minutes, as they were. */
  'POST /v1/merchants/{merchantId}/staff/{personId}/restoration': {
    params: { merchantId: string; personId: string }
    reply: {
      personId: string
      role: 'owner' | 'manager' | 'staff'
      placeIds: string[] | null
      name: string
      email: string | null
      phone: string | null
    }
  }
  /** Opens a stamp card. */
  'POST /v1/merchants/{merchantId}/stamp-cards': {
    params: { merchantId: string }
    body: {
      id?: string
      title: string
      stampsToFill: number
      rule: {
        kind: 'per-visit'
      } | {
        kind: 'per-amount'
        amountMinor: number
      }
      paidMinorMin?: number
      stampsPerDayMax?: number | null
      validDays?: number | null
      rewardOfferId: string
    }
    reply: StampCard
  }
  /** Writes a survey, as a draft. */
  'POST /v1/merchants/{merchantId}/surveys': {
    params: { merchantId: string }
    body: {
      title: string
      intro?: string
      questions: SurveyQuestionPlanInput[]
      audience?: 'everyone' | 'friends' | 'link'
      needsNumber?: boolean
      startsAt?: string
      endsAt: string
      rewardOfferId?: string | null
      id?: string
    }
    reply: Survey
  }
  /** Takes in a picture for a talk of the shop; only the two sides of the talk will see it. */
  'POST /v1/merchants/{merchantId}/talk-pictures': {
    params: { merchantId: string }
    body: Blob
    reply: {
      id: string
      width: number
      height: number
    }
  }
  /** Closes a talk; it goes on when the person writes again. */
  'POST /v1/merchants/{merchantId}/talks/{talkId}/close': {
    params: { merchantId: string; talkId: string }
    reply: { [key: string]: unknown }
  }
  /** Hands a talk over, to somebody of the shop or (null) back to all. */
  'POST /v1/merchants/{merchantId}/talks/{talkId}/hand-over': {
    params: { merchantId: string; talkId: string }
    body: {
      to: string | null
      note?: string
    }
    reply: { [key: string]: unknown }
  }
  /** Answers; a coupon card gives the coupon, and who answers takes the talk. */
  'POST /v1/merchants/{merchantId}/talks/{talkId}/messages': {
    params: { merchantId: string; talkId: string }
    body: {
      id: string
      content: {
        kind: 'text'
        text: string
      } | {
        kind: 'picture'
        pictureId: string
      } | {
        kind: 'coupon'
        offerId: string
      } | {
        kind: 'order'
        items: {
          name: string
          quantity: number
          priceMinor: number
        }[]
      } | {
        kind: 'game'
        gameId: string
      }
    }
    reply: TalkMessage
  }
  /** Takes a talk, so that nobody else answers it. */
  'POST /v1/merchants/{merchantId}/talks/{talkId}/take': {
    params: { merchantId: string; talkId: string }
    reply: { [key: string]: unknown }
  }
  /** About how many friends each way beside the inbox would reach, its price and its limit. */
  'POST /v1/merchants/{merchantId}/way-reach': {
    params: { merchantId: string }
    body: {
      audience: {
        sources?: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
        friendDaysMin?: number | null
        friendDaysMax?: number | null
        segments?: ('new' | 'returning' | 'regular' | 'lapsed')[]
        tags?: string[]
        redeemedDays?: number | null
        favouritesOnly?: boolean
        visitedDays?: number | null
        notVisitedDays?: number | null
        visitsMin?: number | null
        visitPlaceIds?: string[]
        languages?: ('ko' | 'en')[]
      }
    }
    reply: {
      items: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        people: number
        isFew: boolean
        priceMinor: number
        perMonthMax: number
        used: number
        left: number
      })[]
      isWhole: boolean
    }
  }
  /** Makes a webhook of a merchant; its secret is shown this once. */
  'POST /v1/merchants/{merchantId}/webhooks': {
    params: { merchantId: string }
    body: {
      url: string
      description?: string
      types?: string[]
    }
    reply: {
      id: string
      merchantId: string | null
      url: string
      description: string
      types: string[]
      state: 'on' | 'off'
      offReason: 'owner' | 'gone' | 'failing' | null
      throttledUntil: string | null
      failingSince: string | null
      createdAt: string
      secret: string
    }
  }
  /** Publishes a writing on the page, with a tracked link for each medium. */
  'POST /v1/merchants/{merchantId}/writings': {
    params: { merchantId: string }
    body: {
      id: string
      placeId?: string | null
      title: string
      body: string
      pictureId?: string | null
      offerId?: string | null
    }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      title: string
      body: string
      pictureId: string | null
      offerId: string | null
      publishedAt: string
      counts: ({
        medium: 'page' | 'timeline' | 'blog' | 'instagram' | 'kakao'
        code: string
        clicks: number
        arrivals: number
        visits: number
      })[]
    }
  }
  /** Claims a coupon; repeating it with the same couponId gives the same coupon. */
  'POST /v1/offers/{offerId}/claims': {
    params: { offerId: string }
    body: {
      couponId: string
    }
    reply: {
      couponId: string
      offerId: string
      expiresAt: string
    }
  }
  /** Makes a batch of voucher codes: one shared, made up by a pattern, or from a file. */
  'POST /v1/offers/{offerId}/code-batches': {
    params: { offerId: string }
    body: {
      id?: string
      title: string
      codes: {
        kind: 'shared'
        text: string
        claimsMax: number
      } | {
        kind: 'made-up'
        pattern: string
        alphabet: 'crockford' | 'digits' | 'letters' | {
          letters: string
        }
        count: number
      } | {
        kind: 'from-file'
      }
      claimFrom?: string | null
      claimUntil?: string | null
      publishDays?: number | null
    }
    reply: CodeBatch
  }
  /** Gives a coupon to a customer at the counter, by phone number. */
  'POST /v1/offers/{offerId}/grants': {
    params: { offerId: string }
    body: {
      couponId: string
      phone: string
    }
    reply: {
      couponId: string
      offerId: string
      expiresAt: string
    }
  }
  /** Says who bears what was flagged: the shop, or nobody, since it was a mistake. */
  'POST /v1/offline-acceptances/{acceptanceId}/resolution': {
    params: { acceptanceId: string }
    body: {
      resolution: 'borne' | 'mistake'
    }
    reply: undefined
  }
  /** Notes that a template was sent to review, approved or rejected. */
  'POST /v1/operator/alimtalk-templates/{code}/review': {
    params: { code: string }
    body: {
      kind: 'submit'
    } | {
      kind: 'approve'
      providerId: string
    } | {
      kind: 'reject'
      reason: string
    }
    reply: AlimtalkTemplate
  }
  /** Makes an API key of the market; its text is shown this once. */
  'POST /v1/operator/api-keys': {
    body: {
      name: string
      scopes: ('till' | 'signals')[]
    }
    reply: {
      id: string
      merchantId: string | null
      name: string
      scopes: ('till' | 'signals')[]
      createdAt: string
      lastUsedAt: string | null
      key: string
    }
  }
  /** Takes an invoice back as a whole, by a credit note. */
  'POST /v1/operator/channel-invoices/{invoiceId}/credit': {
    params: { invoiceId: string }
    body: {
      reason: string
    }
    reply: {
      id: string
      number: number
      merchantId: string
      month: string
      kind: 'invoice' | 'credit-note'
      credits: string | null
      reason: string | null
      lines: ({
        kind: 'plan'
        planId: string
        monthlyFeeMinor: number
        days: number
        ofDays: number
        amountMinor: number
      } | {
        kind: 'step'
        planId: string
        broadcasts: number
        friends: number
        amountMinor: number
      } | {
        kind: 'way'
        way: 'email' | 'sms' | 'kakao' | 'line'
        priceMinor: number
        pieces: number
        amountMinor: number
      })[]
      netMinor: number
      vatMinor: number
      issuedAt: string
    }
  }
  /** Sets a plan from an instant on; unsaid: from now on. */
  'POST /v1/operator/channel-plans': {
    body: {
      id: string
      nameKo: string
      nameEn: string
      monthlyFeeMinor: number
      unit: 'broadcasts' | 'messages'
      unitsMax: number | null
      steps: {
        friendsFrom: number
        feesMinor: number[]
      }[]
      isOffered: boolean
      startsAt?: string
    }
    reply: {
      id: string
      nameKo: string
      nameEn: string
      monthlyFeeMinor: number
      unit: 'broadcasts' | 'messages'
      unitsMax: number | null
      steps: {
        friendsFrom: number
        feesMinor: number[]
      }[]
      isOffered: boolean
      startsAt: string
      setAt: string
    }
  }
  /** Sends all dead letters of a kind again, so many at once. */
  'POST /v1/operator/dead-letters/replay': {
    body: {
      way?: 'email' | 'sms' | 'kakao' | 'line' | 'push'
      state?: 'bounced' | 'failed' | 'dead'
      reason?: string
    }
    reply: {
      replayed: number
    }
  }
  /** Sends a dead letter again. */
  'POST /v1/operator/dead-letters/{deliveryId}/replay': {
    params: { deliveryId: string }
    reply: undefined
  }
  /** Makes the figures of all campaigns again from the log. */
  'POST /v1/operator/insight/rebuild': {
    reply: {
      isStarted: true
    }
  }
  /** Tries a failed job again. */
  'POST /v1/operator/jobs/{jobId}/retry': {
    params: { jobId: string }
    reply: {
      state: 'waiting'
    }
  }
  /** What the law keeps of somebody erased, for a reason, which is kept. */
  'POST /v1/operator/kept-records': {
    body: {
      personId: string
      reason: string
    }
    reply: {
      personId: string
      erasedAt: string
      tables: ({
        table: string
        months: number | null
        rows: { [key: string]: unknown }[]
      })[]
    }
  }
  /** Decides a case, and all that say the same of the same thing. */
  'POST /v1/operator/post-reviews/{reviewId}/decision': {
    params: { reviewId: string }
    body: {
      decision: 'hide' | 'keep'
      reason: string
    }
    reply: { [key: string]: unknown }
  }
  /** Sets what the market takes and bears from an instant on; unsaid: from now on. */
  'POST /v1/operator/settlement-fees': {
    body: {
      redemptionMinor: number
      campaignSharePercent: number
      automaticSharePercent?: number
      startsAt?: string
    }
    reply: {
      redemptionMinor: number
      campaignSharePercent: number
      automaticSharePercent: number
      startsAt: string
      setAt: string
      setByName: string | null
    }
  }
  /** Checks everything that must always hold. */
  'POST /v1/operator/verify': {
    reply: {
      at: string
      isHeld: boolean
      verdicts: {
        id: string
        says: string
        isHeld: boolean
        rows: { [key: string]: unknown }[]
      }[]
    }
  }
  /** Makes a webhook of the market; its secret is shown this once. */
  'POST /v1/operator/webhooks': {
    body: {
      url: string
      description?: string
      types?: string[]
    }
    reply: {
      id: string
      merchantId: string | null
      url: string
      description: string
      types: string[]
      state: 'on' | 'off'
      offReason: 'owner' | 'gone' | 'failing' | null
      throttledUntil: string | null
      failingSince: string | null
      createdAt: string
      secret: string
    }
  }
  /** The way out that mail programs take by themselves (RFC 8058). */
  'POST /v1/opt-outs/{token}/one-click': {
    params: { token: string }
    body: Blob
    reply: undefined
  }
  /** Ends an event; winners are drawn within a minute. */
  'POST /v1/pages/{pageId}/end': {
    params: { pageId: string }
    reply: EventPage
  }
  /** Opens a draft, and publishes the hash of the seed of its draw. */
  'POST /v1/pages/{pageId}/open': {
    params: { pageId: string }
    reply: EventPage
  }
  /** Enters an event: once, or once a day. */
  'POST /v1/pages/{slug}/entries': {
    params: { slug: string }
    body: {
      entryId: string
      code?: string
    }
    reply: EventEntry
  }
  /** Says that a page was opened; who did is not kept. */
  'POST /v1/pages/{slug}/views': {
    params: { slug: string }
    reply: undefined
  }
  /** What a browser needs to sign in with a passkey. */
  'POST /v1/passkey-challenges': {
    reply: {
      options: { [key: string]: unknown }
    }
  }
  /** Opens an account, and signs in. */
  'POST /v1/people': {
    body: {
      id?: string
      name: string
      email: string
      password: string
      locale?: 'ko' | 'en'
      phone?: string
      phoneCode?: string
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Sends a one-time code to a phone. */
  'POST /v1/phone-codes': {
    body: {
      phone: string
      locale?: 'ko' | 'en'
    }
    reply: {
      expiresAt: string
    }
  }
  /** Makes a bill and uses its offers, or holds them until it is paid. */
  'POST /v1/places/{placeId}/bills': {
    params: { placeId: string }
    body: {
      codes?: string[]
      memberCode?: string | null
      lines?: {
        lineId: string
        itemId: string
        categoryIds?: string[]
        unitMinor: number
        quantity?: number
      }[]
      billMinor?: number
      deliveryMinor?: number
      channel?: 'counter' | 'till' | 'online'
      paymentMethod?: string | null
      id?: string
      holdMinutes?: number | null
      isPartial?: boolean
      reference?: string | null
    }
    reply: {
      id: string
      placeId: string
      state: 'held' | 'paid' | 'returned' | 'released' | 'expired'
      channel: 'counter' | 'till' | 'online'
      paymentMethod: string | null
      reference: string | null
      billMinor: number
      discountMinor: number
      payMinor: number
      refundedMinor: number
      points: number
      pointsReturned: number
      giftMinor: number
      giftReturnedMinor: number
      madeAt: string
      heldUntil: string | null
      paidAt: string | null
      closedAt: string | null
      lines: {
        lineId: string
        itemId: string
        quantity: number
        unitMinor: number
        discountMinor: number
        unitsReturned: number
        refundedMinor: number
      }[]
      redemptions: ({
        redemptionId: string
        offerId: string
        couponId: string | null
        discountMinor: number
        pointsEarned: number
        giftMinor: number
        extras: Extra[]
      })[]
      holderName: string | null
    }
  }
  /** What a person could use on a bill, each by itself, best first; or why not, and what is missing. */
  'POST /v1/places/{placeId}/bills/qualify': {
    params: { placeId: string }
    body: {
      codes?: string[]
      memberCode?: string | null
      lines?: {
        lineId: string
        itemId: string
        categoryIds?: string[]
        unitMinor: number
        quantity?: number
      }[]
      billMinor?: number
      deliveryMinor?: number
      channel?: 'counter' | 'till' | 'online'
      paymentMethod?: string | null
      at?: string
    }
    reply: {
      holderName: string | null
      offers: ({
        offerId: string
        offerTitle: string
        couponId: string | null
        expiresAt: string | null
        terms: OfferTerms
        isUsable: boolean
        discountMinor: number
        points: number
        giftMinor: number
        extras: Extra[]
        reason: {
          code: string
          says: string
          details: { [key: string]: unknown }
        } | null
        missing: {
          kind: 'money'
          minor: number
          of: Selector | null
        } | {
          kind: 'units'
          units: number
          of: Selector | null
        } | {
          kind: 'item'
          itemId: string
          itemName: string
          units: number
        } | null
      })[]
    }
  }
  /** What a bill would come to with its offers, now or at another time, and why. */
  'POST /v1/places/{placeId}/bills/quote': {
    params: { placeId: string }
    body: {
      codes?: string[]
      memberCode?: string | null
      lines?: {
        lineId: string
        itemId: string
        categoryIds?: string[]
        unitMinor: number
        quantity?: number
      }[]
      billMinor?: number
      deliveryMinor?: number
      channel?: 'counter' | 'till' | 'online'
      paymentMethod?: string | null
      at?: string
    }
    reply: BillQuote
  }
  /** Checks a guest in at the counter, by phone number. */
  'POST /v1/places/{placeId}/check-ins': {
    params: { placeId: string }
    body: {
      phone: string
    }
    reply: {
      visitId: string
      placeId: string
      startedAt: string
      evidence: number
    }
  }
  /** Adds a beacon or a tag to a place. */
  'POST /v1/places/{placeId}/devices': {
    params: { placeId: string }
    body: {
      label: string
      zoneId?: string | null
      identity: {
        kind: 'ibeacon'
        uuid: string
        major: number
        minor: number
      } | {
        kind: 'altbeacon'
        id1: string
        id2: number
        id3: number
      } | {
        kind: 'eddystone-uid'
        namespace: string
        instance: string
      } | {
        kind: 'tag'
      }
    }
    reply: Device
  }
  /** Issues a gift card; its code is answered this once, and to repeats of this request. */
  'POST /v1/places/{placeId}/gift-cards': {
    params: { placeId: string }
    body: {
      giftCardId: string
      amountMinor: number
      purchaseId?: string | null
    }
    reply: {
      giftCardId: string
      code: string
      amountMinor: number
      expiresAt: string
    }
  }
  /** Takes in what a till accepted by itself: each is counted, flagged or undone, once. */
  'POST /v1/places/{placeId}/offline-acceptances': {
    params: { placeId: string }
    body: {
      tillId: string
      acceptances: ({
        id: string
        code: string
        billMinor: number
        discountMinor: number
        extrasMinor?: number
        acceptedAt: string
        undoneAt?: string | null
      })[]
    }
    reply: {
      items: ({
        id: string
        state: 'counted' | 'flagged' | 'undone'
        reason: string | null
        billId: string | null
      })[]
    }
  }
  /** What a till needs to go on by itself for a day, signed. */
  'POST /v1/places/{placeId}/offline-list': {
    params: { placeId: string }
    body: {
      tillId: string
      label: string
      knownDigest?: string | null
    }
    reply: {
      list: string
      content: string | null
    }
  }
  /** Notes what somebody paid by the phone number they say; the till learns nothing of them. */
  'POST /v1/places/{placeId}/phone-purchases': {
    params: { placeId: string }
    body: {
      purchaseId: string
      phone: string
      paidMinor: number
    }
    reply: {
      purchaseId: string
      paidMinor: number
    }
  }
  /** Notes what somebody who shows a member code paid: points, stamps and tier follow. */
  'POST /v1/places/{placeId}/purchases': {
    params: { placeId: string }
    body: {
      purchaseId: string
      code: string
      paidMinor: number
      isDryRun?: boolean
    }
    reply: {
      purchaseId: string
      personId: string
      paidMinor: number
      points: number
      availableAt: string | null
      tier: number
      tierName: string
      stamps: {
        stampCardId: string
        title: string
        given: number
        stamps: number
        stampsToFill: number
        filled: number
      }[]
    }
  }
  /** Uses the coupon that shows a code, on a bill. */
  'POST /v1/places/{placeId}/redemptions': {
    params: { placeId: string }
    body: {
      code: string
      billMinor: number
    }
    reply: {
      redemptionId: string
      offerTitle: string
      holderName: string
      billMinor: number
      discountMinor: number
      payMinor: number
      pointsEarned: number
    }
  }
  /** What a redemption would come to, or why it would be refused. */
  'POST /v1/places/{placeId}/redemptions/quote': {
    params: { placeId: string }
    body: {
      code: string
      billMinor?: number | null
    }
    reply: {
      offerId: string
      offerTitle: string
      terms: OfferTerms
      holderName: string
      billMinor: number | null
      discountMinor: number | null
      payMinor: number | null
      pointsEarned: number | null
    }
  }
  /** Pays with points or gift value of somebody who shows a member code. */
  'POST /v1/places/{placeId}/spendings': {
    params: { placeId: string }
    body: {
      spendingId: string
      code: string
      kind?: 'points' | 'gift'
      amount: number
      purchaseId?: string | null
      isDryRun?: boolean
    }
    reply: {
      spendingId: string
      kind: 'points' | 'gift'
      amount: number
      paysMinor: number
      availableAfter: number
    }
  }
  /** Says that I look at the page of a place. */
  'POST /v1/places/{placeId}/views': {
    params: { placeId: string }
    reply: undefined
  }
  /** Draws a zone at a place. */
  'POST /v1/places/{placeId}/zones': {
    params: { placeId: string }
    body: {
      name: string
      dwellSeconds?: number
      shape: ZoneShapeInput
      id?: string
    }
    reply: Zone
  }
  /** Comments on a post; sent again under its id it is the same comment. */
  'POST /v1/posts/{postId}/comments': {
    params: { postId: string }
    body: {
      id: string
      text: string
    }
    reply: PostComment
  }
  /** Takes a purchase back, in part or whole, with all it brought. */
  'POST /v1/purchases/{purchaseId}/refunds': {
    params: { purchaseId: string }
    body: {
      refundId: string
      refundMinor?: number | null
      isDryRun?: boolean
    }
    reply: {
      purchaseId: string
      refundMinor: number
      keptMinor: number
      pointsOwed: number
      leftMinor: number
    }
  }
  /** Undoes a redemption: the coupon is good again, and its points go back. */
  'POST /v1/redemptions/{redemptionId}/reversal': {
    params: { redemptionId: string }
    reply: {
      redemptionId: string
      reversedAt: string
      keptMinor: number
    }
  }
  /** Signs in with e-mail address and password. */
  'POST /v1/sessions': {
    body: {
      email: string
      password: string
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Signs in with the code sent to a mailbox; who is new gets an account. */
  'POST /v1/sessions/email-code': {
    body: {
      email: string
      code: string
      name?: string
      locale?: 'ko' | 'en'
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Signs in with a passkey. */
  'POST /v1/sessions/passkey': {
    body: {
      response: {
        id: string
        rawId: string
        type: 'public-key'
        response: { [key: string]: unknown }
        clientExtensionResults?: { [key: string]: unknown }
      }
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Signs in with a phone and the code sent to it; who is new gets an account. */
  'POST /v1/sessions/phone': {
    body: {
      phone: string
      code: string
      name?: string
      locale?: 'ko' | 'en'
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Signs in with what a provider sent the browser back with; who is new gets an account. */
  'POST /v1/sessions/provider': {
    body: {
      provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google'
      query: string
      locale?: 'ko' | 'en'
    }
    reply: {
      person: Person
      isNew: boolean
      session: {
        id: string
        expiresAt: string
      }
      token: string
    }
  }
  /** Where to go to sign in with an account at a provider. */
  'POST /v1/sign-in-ways/{provider}/starts': {
    params: { provider: 'kakao' | 'naver' | 'line' | 'apple' | 'google' }
    reply: {
      url: string
    }
  }
  /** Takes in signals of my own: positions, beacon sightings, tag scans. */
  'POST /v1/signals': {
    body: {
      signals: ({
        kind: 'position'
        at: string
        lng: number
        lat: number
        accuracyMeters: number
        speedMps?: number | null
        isMock?: boolean
      } | {
        kind: 'sighting'
        at: string
        frame: string
        rssiDbm?: number | null
      } | {
        kind: 'scan'
        at: string
        code: string
        medium: 'qr' | 'nfc'
      })[]
    }
    reply: {
      taken: number
      refused: ({
        index: number
        code: string
        field: string | null
      })[]
    }
  }
  /** Takes in signals of many people, from a gateway. */
  'POST /v1/signals/gateway': {
    body: {
      signals: ({
        kind: 'position'
        at: string
        lng: number
        lat: number
        accuracyMeters: number
        speedMps?: number | null
        isMock?: boolean
        personId: string
      } | {
        kind: 'sighting'
        at: string
        frame: string
        rssiDbm?: number | null
        personId: string
      } | {
        kind: 'scan'
        at: string
        code: string
        medium: 'qr' | 'nfc'
        personId: string
      })[]
    }
    reply: {
      taken: number
      refused: ({
        index: number
        code: string
        field: string | null
      })[]
    }
  }
  /** Gives back what paid, in part or whole. */
  'POST /v1/spendings/{spendingId}/returns': {
    params: { spendingId: string }
    body: {
      returnId: string
      amount?: number | null
    }
    reply: {
      spendingId: string
      amount: number
      left: number
    }
  }
  /** Accepts an invitation: from now on I work there. */
  'POST /v1/staff-invitations/{token}/acceptance': {
    params: { token: string }
    reply: {
      merchantId: string
      merchantName: string
      role: 'owner' | 'manager' | 'staff'
      placeNames: string[]
      expiresAt: string
      isFor: 'phone' | 'email' | null
    }
  }
  /** Ends a stamp card: no more stamps; what was stamped stays. */
  'POST /v1/stamp-cards/{stampCardId}/end': {
    params: { stampCardId: string }
    reply: StampCard
  }
  /** Answers a survey, once; the coupon that is promised comes at the same moment. */
  'POST /v1/surveys/{surveyId}/answers': {
    params: { surveyId: string }
    body: {
      participationId: string
      key?: string
      answers: (number[] | string | null)[]
    }
    reply: {
      couponId: string | null
      reward: 'none' | 'given' | 'waits'
    }
  }
  /** Ends a survey: no more answers. */
  'POST /v1/surveys/{surveyId}/end': {
    params: { surveyId: string }
    reply: Survey
  }
  /** Opens a draft: its questions are fixed from then on. */
  'POST /v1/surveys/{surveyId}/open': {
    params: { surveyId: string }
    reply: Survey
  }
  /** Checks me in by a tag at the shop, as QR or NFC. */
  'POST /v1/tags/{code}/check-ins': {
    params: { code: string }
    body: {
      medium: 'qr' | 'nfc'
    }
    reply: {
      visitId: string
      placeId: string
      startedAt: string
      evidence: number
    }
  }
  /** Moves an amount between two accounts; repeating it with its id changes nothing. */
  'POST /v1/transfers': {
    body: {
      id: string
      from: string
      to: string
      amount: number
      memo?: string
    }
    reply: {
      id: string
      outcome: 'posted' | 'repeated'
    }
  }
  /** Up to 1,000 transfers in linked sets: each set moves together or not at all. */
  'POST /v1/transfers/batch': {
    body: {
      sets: {
        id: string
        from: string
        to: string
        amount: number
        memo?: string
      }[][]
    }
    reply: {
      outcomes: ({
        outcome: 'posted' | 'repeated' | 'refused'
        code: string | null
      })[]
    }
  }
  /** Undoes a transfer, or a part of it, by a new one; repeating it changes nothing. */
  'POST /v1/transfers/{transferId}/reversal': {
    params: { transferId: string }
    body: {
      id: string
      amount?: number | null
      memo?: string
    }
    reply: {
      id: string
      amount: number
    }
  }
  /** Tells one message again. */
  'POST /v1/webhook-deliveries/{deliveryId}/replay': {
    params: { deliveryId: string }
    reply: undefined
  }
  /** Tells a webhook again what it missed since a moment, at most 10000 messages. */
  'POST /v1/webhooks/{endpointId}/replays': {
    params: { endpointId: string }
    body: {
      since: string
      isAll?: boolean
    }
    reply: {
      count: number
    }
  }
  /** Gives a webhook a new secret, shown this once; the old one signs for a day more. */
  'POST /v1/webhooks/{endpointId}/secrets': {
    params: { endpointId: string }
    reply: {
      secret: string
    }
  }
  /** Sends a message of type webhook.test. */
  'POST /v1/webhooks/{endpointId}/tests': {
    params: { endpointId: string }
    reply: {
      deliveryId: string
    }
  }
  /** Writes a draft anew. */
  'PUT /v1/games/{gameId}': {
    params: { gameId: string }
    body: GamePlanInput
    reply: Game
  }
  /** Says who runs this market; operators. */
  'PUT /v1/market/details': {
    body: {
      said: {
        businessName: string
        representative: string
        address: string
        phone: string
        email: string
        businessNumber: string
        mailOrderReport: string
        locationReport: string
        locationManager: string
        locationManagerContact: string
        privacyOfficer: string
        privacyOfficerContact: string
      }
      after: number
    }
    reply: MarketDetails
  }
  /** Says that I am old enough to agree by myself, or when I was born if I am younger. */
  'PUT /v1/me/age': {
    body: {
      kind: 'of-age'
    } | {
      kind: 'younger'
      bornOn: string
    }
    reply: {
      age: 'unsaid' | 'of-age' | 'child'
      isGuarded: boolean
      isProtected: boolean
      ofAgeOn: string | null
      consentYears: number
    }
  }
  /** Blocks the marketing of a merchant. */
  'PUT /v1/me/blocks/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isBlocked: boolean
    }
  }
  /** Keeps a merchant as a favourite. */
  'PUT /v1/me/favourites/merchants/{merchantId}': {
    params: { merchantId: string }
    reply: undefined
  }
  /** Keeps a place as a favourite. */
  'PUT /v1/me/favourites/places/{placeId}': {
    params: { placeId: string }
    reply: undefined
  }
  /** Makes me a friend of a shop. */
  'PUT /v1/me/friends/{merchantId}': {
    params: { merchantId: string }
    body: {
      source?: 'place-page' | 'app' | 'brand-list'
    }
    reply: {
      isFriend: boolean
      since: string | null
    }
  }
  /** Lets the messages of a merchant come without a sound. */
  'PUT /v1/me/mutes/{merchantId}': {
    params: { merchantId: string }
    reply: {
      isMuted: boolean
    }
  }
  /** Changes my password, and signs out my other devices. */
  'PUT /v1/me/password': {
    body: {
      oldPassword: string | null
      newPassword: string
    }
    reply: undefined
  }
  /** Likes a post. */
  'PUT /v1/me/post-likes/{postId}': {
    params: { postId: string }
    reply: { [key: string]: unknown }
  }
  /** Has my messages brought to this device. */
  'PUT /v1/me/push-subscriptions': {
    body: {
      endpoint: string
      expirationTime?: number | null
      keys: {
        p256dh: string
        auth: string
      }
    }
    reply: {
      id: string
    }
  }
  /** Ends a talk for good; the shop cannot write, nor send me marketing. */
  'PUT /v1/me/talks/{talkId}/block': {
    params: { talkId: string }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      state: 'open' | 'closed'
      blockedBy: 'person' | 'shop' | null
      lastAt: string
      lastNumber: number
      personRead: number
      shopRead: number
      personUnread: number
    }
  }
  /** Says how far I have read; a mark never goes back. */
  'PUT /v1/me/talks/{talkId}/mark': {
    params: { talkId: string }
    body: {
      number: number
    }
    reply: {
      id: string
      merchantId: string
      placeId: string | null
      state: 'open' | 'closed'
      blockedBy: 'person' | 'shop' | null
      lastAt: string
      lastNumber: number
      personRead: number
      shopRead: number
      personUnread: number
    }
  }
  /** Says in which time zone I live: nights are quiet there. */
  'PUT /v1/me/time-zone': {
    body: {
      timeZone: string
    }
    reply: {
      timeZone: string
    }
  }
  /** Says that I have looked at my timeline just now. */
  'PUT /v1/me/timeline/mark': {
    reply: { [key: string]: unknown }
  }
  /** Says whether information about my own doings goes on a way, too. */
  'PUT /v1/me/ways/{way}': {
    params: { way: 'email' | 'sms' | 'kakao' | 'line' }
    body: {
      wantsInformation: boolean
    }
    reply: undefined
  }
  /** Changes a draft as a whole. */
  'PUT /v1/merchants/{merchantId}/broadcasts/{broadcastId}': {
    params: { merchantId: string; broadcastId: string }
    body: {
      content: {
        title: string
        body: string
        pictureId?: string | null
        offerId?: string | null
        link?: string | null
        ways?: ('email' | 'sms' | 'kakao' | 'line')[]
      }
      audience?: {
        sources?: ('qr' | 'tag' | 'place-page' | 'receipt' | 'invitation' | 'app' | 'campaign' | 'page' | 'link' | 'brand-list')[]
        friendDaysMin?: number | null
        friendDaysMax?: number | null
        segments?: ('new' | 'returning' | 'regular' | 'lapsed')[]
        tags?: string[]
        redeemedDays?: number | null
        favouritesOnly?: boolean
        visitedDays?: number | null
        notVisitedDays?: number | null
        visitsMin?: number | null
        visitPlaceIds?: string[]
        languages?: ('ko' | 'en')[]
      }
      controlPercent?: number
      timing?: {
        kind: 'now'
      } | {
        kind: 'at'
        at: string
      } | {
        kind: 'wall'
        day: string
        minuteOfDay: number
      }
    }
    reply: Broadcast
  }
  /** What a shop says on the page that its links open. */
  'PUT /v1/merchants/{merchantId}/channel': {
    params: { merchantId: string }
    body: {
      greeting: string
    }
    reply: {
      greeting: string
    }
  }
  /** Puts words on a member, in the place of those of before; offers may ask for them. */
  'PUT /v1/merchants/{merchantId}/members/{personId}/tags': {
    params: { merchantId: string; personId: string }
    body: {
      tags: string[]
    }
    reply: {
      tags: string[]
    }
  }
  /** Sets how the offers of a shop are used together, for the bills to come. */
  'PUT /v1/merchants/{merchantId}/offer-policy': {
    params: { merchantId: string }
    body: {
      order: 'requested' | 'rank' | 'best'
      on: 'initial' | 'current'
      isOncePerPiece: boolean
      offersMax: number
    }
    reply: {
      order: 'requested' | 'rank' | 'best'
      on: 'initial' | 'current'
      isOncePerPiece: boolean
      offersMax: number
    }
  }
  /** Sets how much the tills of a shop may give away without a connection. */
  'PUT /v1/merchants/{merchantId}/offline-policy': {
    params: { merchantId: string }
    body: {
      givenMinorMax: number
    }
    reply: {
      givenMinorMax: number
    }
  }
  /** Chooses a plan: a dearer one at once, a cheaper one from the next month on. */
  'PUT /v1/merchants/{merchantId}/plan': {
    params: { merchantId: string }
    body: {
      planId: string
    }
    reply: {
      plan: ChannelPlan
      next: {
        plan: ChannelPlan
        startsAt: string
      } | null
      month: string
      friends: number
      used: number
      broadcasts: number
      stepFeeMinor: number
      nextFeeMinor: number
      hasRoom: boolean
      wayCharges: ({
        way: 'email' | 'sms' | 'kakao' | 'line'
        priceMinor: number
        pieces: number
      })[]
    }
  }
  /** Hides a comment, with a reason that its author reads. */
  'PUT /v1/merchants/{merchantId}/post-comments/{commentId}/hidden': {
    params: { merchantId: string; commentId: string }
    body: {
      reason: string
    }
    reply: { [key: string]: unknown }
  }
  /** Writes the list of words of a shop. Owners only. */
  'PUT /v1/merchants/{merchantId}/post-words': {
    params: { merchantId: string }
    body: {
      words: string[]
    }
    reply: {
      words: string[]
    }
  }
  /** Changes a post; one that was out already says so. Owners only. */
  'PUT /v1/merchants/{merchantId}/posts/{postId}': {
    params: { merchantId: string; postId: string }
    body: {
      text: string
      pictureIds?: string[]
      offerId?: string | null
      placeId?: string | null
      isDraft?: boolean
      publishAt?: string | null
    }
    reply: ShopPost
  }
  /** Pins a post above the others. Owners only. */
  'PUT /v1/merchants/{merchantId}/posts/{postId}/pin': {
    params: { merchantId: string; postId: string }
    reply: { [key: string]: unknown }
  }
  /** Says a post of all places in the words of one, or leaves it out there. */
  'PUT /v1/merchants/{merchantId}/posts/{postId}/places/{placeId}': {
    params: { merchantId: string; postId: string; placeId: string }
    body: {
      text?: string | null
      isLeftOut?: boolean
    }
    reply: { [key: string]: unknown }
  }
  /** Writes the programme of a shop; what was bought before stays under its terms. */
  'PUT /v1/merchants/{merchantId}/programme': {
    params: { merchantId: string }
    body: {
      state?: 'open' | 'paused'
      earn: {
        kind: 'share'
        perMille: number
      } | {
        kind: 'per-amount'
        amountMinor: number
        points: number
      } | {
        kind: 'per-visit'
        points: number
      }
      paidMinorMin?: number
      pendingDays?: number
      validity?: {
        kind: 'days'
        days: number
      } | {
        kind: 'month-end'
        months: number
      } | {
        kind: 'year-end'
        months: number
      } | {
        kind: 'never'
      }
      personPointsPerDayMax?: number | null
      personPointsPerMonthMax?: number | null
      pointsPerDayMax?: number | null
      pointsPerMonthMax?: number | null
      spendPointsMin?: number
      pointMinor?: number
      isTransferable?: boolean
      tiers?: {
        name: string
        from: number
        multiplierPercent: number
        benefits: string
      }[]
      tierRule?: {
        measure: 'points' | 'spent' | 'visits'
        period: {
          kind: 'rolling'
          days: number
        } | {
          kind: 'calendar'
          unit: 'month' | 'quarter' | 'year'
        }
        startsOn: 'next-purchase' | 'next-day' | 'next-month'
        keeps: {
          kind: 'not'
        } | {
          kind: 'days'
          days: number
        } | {
          kind: 'next-period'
        }
      }
      invite?: InviteTermsInput | null
      giftValidMonths?: number
    }
    reply: Programme
  }
  /** Gives someone who works at a merchant another role, or other branches. */
  'PUT /v1/merchants/{merchantId}/staff/{personId}': {
    params: { merchantId: string; personId: string }
    body: {
      role: 'owner' | 'manager' | 'staff'
      placeIds?: string[] | null
    }
    reply: {
      personId: string
      role: 'owner' | 'manager' | 'staff'
      placeIds: string[] | null
      name: string
      email: string | null
      phone: string | null
    }
  }
  /** Changes the desk of a shop. Owners only. */
  'PUT /v1/merchants/{merchantId}/talk-desk': {
    params: { merchantId: string }
    body: TalkDeskInput
    reply: TalkDesk
  }
  /** Ends a talk for good; the person cannot write. Owners only. */
  'PUT /v1/merchants/{merchantId}/talks/{talkId}/block': {
    params: { merchantId: string; talkId: string }
    reply: { [key: string]: unknown }
  }
  /** Says how far the shop has read; a mark never goes back. */
  'PUT /v1/merchants/{merchantId}/talks/{talkId}/mark': {
    params: { merchantId: string; talkId: string }
    body: {
      number: number
    }
    reply: { [key: string]: unknown }
  }
  /** Writes a template, or mends a draft or a rejected one. */
  'PUT /v1/operator/alimtalk-templates/{code}': {
    params: { code: string }
    body: {
      name: string
      body: string
      basis: 'service' | 'paid-points' | 'asked-for'
      basisSentence: string | null
    }
    reply: AlimtalkTemplate
  }
  /** Changes the caps and quiet hours of marketing. */
  'PUT /v1/operator/outreach-settings': {
    body: {
      marketingPerDayMax: number
      marketingPerWeekMax: number
      marketingPerMerchantDayMax: number
      quietFromMinute: number
      quietUntilMinute: number
      timeZone: string
    }
    reply: {
      marketingPerDayMax: number
      marketingPerWeekMax: number
      marketingPerMerchantDayMax: number
      quietFromMinute: number
      quietUntilMinute: number
      timeZone: string
    }
  }
  /** Writes the market's list of words. */
  'PUT /v1/operator/post-words': {
    body: {
      words: string[]
    }
    reply: {
      words: string[]
    }
  }
  /** Changes what a way costs, its limit and whether shops may choose it, from now on. */
  'PUT /v1/operator/way-terms/{way}': {
    params: { way: 'email' | 'sms' | 'kakao' | 'line' }
    body: {
      priceMinor: number
      perMonthMax: number
      isOpen: boolean
    }
    reply: {
      way: 'email' | 'sms' | 'kakao' | 'line'
      priceMinor: number
      perMonthMax: number
      isOpen: boolean
      isSetUp: boolean
    }
  }
  /** Writes a page anew; once it is open, only words, pictures and places change. */
  'PUT /v1/pages/{pageId}': {
    params: { pageId: string }
    body: EventPagePlanInput
    reply: EventPage
  }
  /** Changes what stands on the page of a place. */
  'PUT /v1/places/{placeId}/front': {
    params: { placeId: string }
    body: {
      slug: string | null
      intro: string
      pictureId: string | null
      menu: {
        name: string
        priceMinor: number
      }[]
    }
    reply: {
      slug: string | null
      intro: string
      pictureId: string | null
      menu: {
        name: string
        priceMinor: number
      }[]
      url: string
    }
  }
  /** Writes a draft anew. */
  'PUT /v1/surveys/{surveyId}': {
    params: { surveyId: string }
    body: SurveyPlanInput
    reply: Survey
  }
  /** Draws a zone anew. */
  'PUT /v1/zones/{zoneId}': {
    params: { zoneId: string }
    body: {
      name: string
      dwellSeconds?: number
      shape: ZoneShapeInput
    }
    reply: Zone
  }
}

/** The writes that ask for an Idempotency-Key. */
export const keyedCalls: ReadonlySet<string> = new Set<keyof Calls>([
  'POST /v1/bills/{billId}/payment',
  'POST /v1/bills/{billId}/release',
  'POST /v1/bills/{billId}/returns',
  'POST /v1/merchants/{merchantId}/offers',
  'POST /v1/offers/{offerId}/code-batches',
  'POST /v1/places/{placeId}/bills',
  'POST /v1/places/{placeId}/gift-cards',
  'POST /v1/places/{placeId}/redemptions',
  'POST /v1/redemptions/{redemptionId}/reversal',
])
