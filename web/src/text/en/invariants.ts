/** The rules of the check: what must always be so, in words an operator reads. */

/** What a rule is about. Readers of the log and facts go by these names as well. */
export const areas: Readonly<Record<string, string>> = {
  platform: 'Groundwork',
  market: 'Market details',
  people: 'People and consents',
  ledger: 'Ledger',
  places: 'Places',
  devices: 'Devices',
  presence: 'Stays and visits',
  loyalty: 'Loyalty',
  offers: 'Offers and coupons',
  passes: 'Wallet passes',
  surveys: 'Surveys',
  pages: 'Event pages',
  games: 'Games',
  settlement: 'Settlement',
  outreach: 'Messages',
  channels: 'Channels',
  talk: 'Talk',
  posts: 'Posts',
  campaigns: 'Campaigns',
  insight: 'Statistics',
  storefront: 'Shop homepages',
  webhooks: 'Webhooks',
}

export const invariants: Readonly<Record<string, string>> = {
  'platform.order-has-no-gap': 'What happened is numbered without a gap.',
  'platform.no-fact-skipped': 'Everything that happened was put in order, nothing left out.',
  'platform.readers-in-bounds': 'Nobody claims to have read what has not happened yet.',
  'platform.no-dead-fact': 'Nothing had to be set aside because it could not be worked off.',
  'platform.picture-shelves-are-sums':
    'The room that pictures take is that of the pictures there are.',
  'market.versions-have-no-gaps':
    'The changes of the market’s details are numbered from one, without gaps.',
  'people.consents-follow-history': 'Each consent is what the person answered last.',
  'people.merchant-consents-follow-history':
    'Each consent to a shop is what the person answered last.',
  'people.of-age-or-guardian':
    'Whoever agreed to anything is old enough, or a guardian allowed it.',
  'people.guests-have-not-come-in':
    'Customers known by a number only have no session and agreed to nothing.',
  'people.invited-once': 'Each invitation to work was accepted by one person, in time.',
  'people.merchants-keep-an-owner': 'Every shop with staff has an owner.',
  'ledger.zero-sum': 'Whenever money or points moved, as much came in as went out.',
  'ledger.balance-is-sum': 'Every balance is the sum of what moved.',
  'ledger.guarded-is-covered': 'Nobody spent or set aside more than they had.',
  'ledger.pending-is-sum': 'What is set aside is the sum of what is still open.',
  'ledger.lots-are-balance': 'The lots of points of an account add up to its balance.',
  'ledger.lot-is-drawn': 'What is left of each lot of points is what came in less what was spent.',
  'ledger.lot-is-held': 'What is set aside of each lot of points is still there.',
  'ledger.draw-is-moved': 'No more left an account than was taken from its lots of points.',
  'ledger.undone-once': 'Nothing was undone by more than it did.',
  'ledger.transfer-has-entries': 'Every movement has its entries.',
  'ledger.hold-is-posted-once': 'What was set aside was paid out once, and for its amount.',
  'places.import-keys-lead-somewhere': 'Every imported place and zone exists.',
  'places.hours-have-seven-days': 'Opening hours name all seven days.',
  'presence.stays-do-not-overlap': 'Nobody is in one zone twice at a time.',
  'presence.visits-do-not-overlap': 'Visits of one person to one place do not overlap.',
  'presence.told-in-turns': 'Entering and leaving take turns in the record of what happened.',
  'loyalty.refunded-is-sum':
    'What was refunded of each purchase adds up, and is no more than was paid.',
  'loyalty.gone-earns-nothing': 'A purchase that was wholly refunded earns no points.',
  'loyalty.posted-at-least-worth': 'All points that are due were given.',
  'loyalty.returned-is-sum': 'Points given back add up, and are no more than were spent.',
  'loyalty.given-is-count': 'The points of each period fit its purchases, within the limit.',
  'loyalty.gone-gives-nothing': 'A purchase that was wholly refunded leaves no gift value.',
  'loyalty.reward-once': 'Each full card and each invitation has one reward.',
  'offers.granted-is-count': 'The coupons of each offer are counted right, and within its limit.',
  'offers.person-limit': 'Nobody has more coupons of an offer than one person may.',
  'offers.day-limit': 'On no day did more coupons go out than were meant for a day.',
  'offers.redeemed-once': 'No coupon was used twice.',
  'offers.redeemed-is-count': 'The uses of each offer are counted right, and within its limit.',
  'offers.redeemed-is-granted':
    'Coupons were used by their holders, at their shop, and before they were taken back.',
  'offers.bill-is-its-lines': 'Each bill, its discount and its returns are the sum of its lines.',
  'offers.line-is-its-shares': 'What was taken off each line is the sum of its offers.',
  'offers.use-is-its-shares': 'What each coupon took off is the sum of what it took off the lines.',
  'offers.bill-and-uses-agree':
    'While a bill stands so do its coupons, and when all of it comes back they do too.',
  'offers.tally-is-sum': 'What limits have counted is what was really given and used.',
  'offers.offline-within-cap': 'What tills gave away without a connection is within their limit.',
  'offers.acceptance-is-bill':
    'Every coupon taken without a connection has a bill of the same place and price.',
  'offers.voucher-claims-are-counted':
    'The claims of each coupon number are counted right, and within its limit.',
  'offers.voucher-claims-are-coupons':
    'Whoever entered a coupon number has the coupon it promised.',
  'offers.batch-is-count': 'The numbers and claims of each batch are counted right.',
  'surveys.no-answer-lost': 'Every survey has as many answers as people who answered.',
  'surveys.one-answer-each': 'Nobody answered a survey twice.',
  'surveys.rewards-were-given': 'Whoever was promised a coupon for an answer has it.',
  'pages.entries-are-counted':
    'The entries of each event are counted right, and no more than its room.',
  'pages.winners-are-few': 'No draw has more winners than promised, and nobody won twice.',
  'pages.rewards-were-given': 'Whoever was promised a coupon for an entry has it.',
  'games.shares-are-whole': 'The odds of each game come to 100%.',
  'games.won-is-counted': 'Each prize was given as often as it was won.',
  'games.winners-have-coupons': 'Whoever won a prize has its coupon.',
  'games.seeds-fit': 'Every fingerprint published beforehand fits the secret shown later.',
  'settlement.undone-as-charged': 'A coupon that was taken back gave back its fee and its share.',
  'outreach.sent-through-the-gate': 'Every message that was sent passed the gate.',
  'outreach.marketing-agreed-to':
    'Advertising went only to those who agreed, and at night only to those who agreed to nights.',
  'outreach.mailings-agreed-to': 'News to many reached only those who may get it.',
  'outreach.mailing-parts-hold-everybody': 'The results of news to many fit the number of people.',
  'outreach.charges-equal-deliveries': 'Shops pay only for what really got through.',
  'outreach.every-piece-has-its-place': 'All advertising to a person in a day is counted.',
  'channels.quota-is-sum': 'What each shop has used this month is what it really sent.',
  'channels.invoice-is-sum':
    'Every invoice is the sum of its lines, and credit notes take back just that.',
  'channels.sent-broadcasts-are-finished': 'News said to be sent has nothing left to send.',
  'talk.unread-is-counted': 'What is unread in each talk is counted right.',
  'talk.numbers-have-no-gap': 'No message of a talk is missing.',
  'talk.person-came-first': 'No shop spoke first in a talk.',
  'posts.counts-are-counted': 'Likes, comments and views of each post are counted right.',
  'campaigns.coupons-are-counted':
    'The coupons of each campaign fit its decisions, and are within its budget.',
  'campaigns.money-is-counted':
    'The money set aside and spent of each campaign fits its decisions.',
  'campaigns.arms-are-kept':
    'Whoever qualified is either reached or in the control group, never both.',
  'campaigns.control-gets-nothing': 'Nobody in a control group has a coupon of the campaign.',
  'insight.days-equal-visits': 'Visits, coupon uses and sales of each day fit what is on record.',
  'insight.message-days-equal-acts':
    'The figures of messages of each day fit what people really did.',
  'insight.control-got-nothing': 'Control groups got no message and no coupon of the campaign.',
}
