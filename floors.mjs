/**
 * The house plan: every module, from the ground up, and the modules it may need.
 * A module may need only those written above it, so the plan cannot hold a circle.
 * More rooms come (catalog, payments, bookings, orders, curation, automation…): each gets its row
 * here before its first file.
 */
export const modules = {
  market: [],
  people: ['market'],
  ledger: ['people'],
  places: ['people'],
  devices: ['places'],
  webhooks: ['people'],
  outreach: ['people', 'places'],
  loyalty: ['people', 'ledger', 'places', 'outreach'],
  offers: ['people', 'ledger', 'places', 'loyalty'],
  settlement: ['people', 'ledger', 'places', 'offers'],
  passes: ['people', 'places', 'offers'],
  presence: ['people', 'places', 'devices', 'offers'],
  channels: ['people', 'ledger', 'places', 'outreach', 'loyalty', 'offers', 'presence'],
  surveys: ['people', 'places', 'loyalty', 'offers', 'channels'],
  pages: ['people', 'places', 'outreach', 'loyalty', 'offers', 'channels'],
  games: ['people', 'places', 'offers', 'channels'],
  posts: ['people', 'places', 'offers', 'channels'],
  talk: ['people', 'places', 'outreach', 'offers', 'games'],
  campaigns: ['people', 'places', 'outreach', 'loyalty', 'presence', 'offers'],
  insight: [
    'people',
    'places',
    'ledger',
    'outreach',
    'presence',
    'offers',
    'campaigns',
    'channels',
  ],
  storefront: ['people', 'places', 'offers', 'posts', 'presence'],
}
