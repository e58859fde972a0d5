/** One function for every URL; no URL is ever a string elsewhere. */

export const links = {
  home: () => '/',
  place: (placeId: string) => `/places/${placeId}`,
  inbox: () => '/inbox',
  message: (messageId: string) => `/inbox/${messageId}`,
  timeline: () => '/timeline',
  talks: () => '/talks',
  talk: (talkId: string) => `/talk/${talkId}`,
  wallet: () => '/wallet',
  points: () => '/wallet/points',
  memberCode: () => '/wallet/member',
  membership: (merchantId: string) => `/wallet/shops/${merchantId}`,
  follow: (code: string) => `/f/${encodeURIComponent(code)}`,
  invitation: (code: string) => `/i/${encodeURIComponent(code)}`,
  enterCode: () => '/wallet/enter',
  linkedCode: (code: string) => `/v/${encodeURIComponent(code)}`,
  coupon: (couponId: string) => `/wallet/${couponId}`,
  me: () => '/me',
  consents: () => '/me/consents',
  ways: () => '/me/ways',
  confirmAddress: (token: string) => `/confirm/${encodeURIComponent(token)}`,
  lineLink: (linkToken: string) => `/line/link/${encodeURIComponent(linkToken)}`,
  myData: () => '/me/data',
  location: () => '/me/location',
  sessions: () => '/me/sessions',
  wards: () => '/me/wards',
  waysIn: () => '/me/ways-in',
  join: (token: string) => `/join/${encodeURIComponent(token)}`,
  favourites: () => '/me/favourites',
  blocks: () => '/me/blocks',
  friends: () => '/me/friends',
  brands: () => '/brands',
  why: (decisionId: string) => `/why/${decisionId}`,
  signIn: (after?: string) => (after ? `/sign-in?after=${encodeURIComponent(after)}` : '/sign-in'),
  age: (after?: string) => (after ? `/age?after=${encodeURIComponent(after)}` : '/age'),
  tag: (code: string) => `/t/${encodeURIComponent(code)}`,
  survey: (surveyId: string, key: string | null = null) =>
    key === null ? `/survey/${surveyId}` : `/survey/${surveyId}/${encodeURIComponent(key)}`,
  event: (slug: string) => `/e/${encodeURIComponent(slug)}`,
  game: (gameId: string) => `/game/${gameId}`,
  gameDay: (gameId: string, day: string) => `/game/${gameId}/days/${day}`,
  policy: () => '/policy',

  shop: () => '/shop',
  newShop: () => '/shop/new',
  today: (merchantId: string) => `/shop/${merchantId}/today`,
  campaigns: (merchantId: string) => `/shop/${merchantId}/campaigns`,
  newCampaign: (merchantId: string) => `/shop/${merchantId}/campaigns/new`,
  campaign: (merchantId: string, campaignId: string) =>
    `/shop/${merchantId}/campaigns/${campaignId}`,
  loyalty: (merchantId: string) => `/shop/${merchantId}/loyalty`,
  offers: (merchantId: string) => `/shop/${merchantId}/offers`,
  offerPolicy: (merchantId: string) => `/shop/${merchantId}/offers/together`,
  newOffer: (merchantId: string) => `/shop/${merchantId}/offers/new`,
  offer: (merchantId: string, offerId: string) => `/shop/${merchantId}/offers/${offerId}`,
  editOffer: (merchantId: string, offerId: string) => `/shop/${merchantId}/offers/${offerId}/edit`,
  copyOffer: (merchantId: string, offerId: string) => `/shop/${merchantId}/offers/${offerId}/copy`,
  till: (merchantId: string) => `/shop/${merchantId}/till`,
  bills: (merchantId: string) => `/shop/${merchantId}/bills`,
  bill: (merchantId: string, billId: string) => `/shop/${merchantId}/bills/${billId}`,
  gifts: (merchantId: string) => `/shop/${merchantId}/gift-cards`,
  settlement: (merchantId: string) => `/shop/${merchantId}/settlement`,
  codes: (merchantId: string) => `/shop/${merchantId}/codes`,
  offerCodes: (merchantId: string, offerId: string) => `/shop/${merchantId}/codes/${offerId}`,
  codeBatch: (merchantId: string, offerId: string, batchId: string) =>
    `/shop/${merchantId}/codes/${offerId}/${batchId}`,
  counter: (merchantId: string) => `/shop/${merchantId}/counter`,
  channel: (merchantId: string) => `/shop/${merchantId}/channel`,
  shopPosts: (merchantId: string) => `/shop/${merchantId}/channel/posts`,
  shopPostComments: (merchantId: string) => `/shop/${merchantId}/channel/post-comments`,
  shopPostWords: (merchantId: string) => `/shop/${merchantId}/channel/post-words`,
  postBranches: (merchantId: string, postId: string) =>
    `/shop/${merchantId}/channel/posts/${postId}/branches`,
  shopTalks: (merchantId: string) => `/shop/${merchantId}/channel/talk`,
  shopTalk: (merchantId: string, talkId: string) => `/shop/${merchantId}/channel/talk/${talkId}`,
  talkDesk: (merchantId: string) => `/shop/${merchantId}/channel/talk-desk`,
  shopSurveys: (merchantId: string) => `/shop/${merchantId}/channel/surveys`,
  newSurvey: (merchantId: string) => `/shop/${merchantId}/channel/surveys/new`,
  shopSurvey: (merchantId: string, surveyId: string) =>
    `/shop/${merchantId}/channel/surveys/${surveyId}`,
  editSurvey: (merchantId: string, surveyId: string) =>
    `/shop/${merchantId}/channel/surveys/${surveyId}/edit`,
  shopEvents: (merchantId: string) => `/shop/${merchantId}/channel/events`,
  newEvent: (merchantId: string) => `/shop/${merchantId}/channel/events/new`,
  shopEvent: (merchantId: string, slug: string) =>
    `/shop/${merchantId}/channel/events/${encodeURIComponent(slug)}`,
  editEvent: (merchantId: string, slug: string) =>
    `/shop/${merchantId}/channel/events/${encodeURIComponent(slug)}/edit`,
  shopGames: (merchantId: string) => `/shop/${merchantId}/channel/games`,
  newGame: (merchantId: string) => `/shop/${merchantId}/channel/games/new`,
  shopGame: (merchantId: string, gameId: string) => `/shop/${merchantId}/channel/games/${gameId}`,
  editGame: (merchantId: string, gameId: string) =>
    `/shop/${merchantId}/channel/games/${gameId}/edit`,
  homepage: (merchantId: string) => `/shop/${merchantId}/channel/homepage`,
  homepageFront: (merchantId: string) => `/shop/${merchantId}/channel/homepage/front`,
  newWriting: (merchantId: string) => `/shop/${merchantId}/channel/homepage/new`,
  writing: (merchantId: string, writingId: string) =>
    `/shop/${merchantId}/channel/homepage/${writingId}`,
  webhooks: (merchantId: string) => `/shop/${merchantId}/webhooks`,
  webhook: (merchantId: string, endpointId: string) => `/shop/${merchantId}/webhooks/${endpointId}`,
  webPage: (address: string) => `/p/${encodeURIComponent(address)}`,
  channelFriends: (merchantId: string) => `/shop/${merchantId}/channel/friends`,
  channelStatistics: (merchantId: string) => `/shop/${merchantId}/channel/statistics`,
  broadcasts: (merchantId: string) => `/shop/${merchantId}/channel/broadcasts`,
  /** With an event, about its page. */
  newBroadcast: (merchantId: string, slug: string | null = null) => {
    const about = slug === null ? '' : `?event=${encodeURIComponent(slug)}`
    return `/shop/${merchantId}/channel/broadcasts/new${about}`
  },
  /** To go on with what was not sent. */
  draftBroadcast: (merchantId: string, broadcastId: string) =>
    `/shop/${merchantId}/channel/broadcasts/new?draft=${broadcastId}`,
  isEvent: (path: string) => path.startsWith('/e/'),
  broadcast: (merchantId: string, broadcastId: string) =>
    `/shop/${merchantId}/channel/broadcasts/${broadcastId}`,
  channelPlan: (merchantId: string) => `/shop/${merchantId}/channel/plan`,
  customers: (merchantId: string) => `/shop/${merchantId}/customers`,
  settings: (merchantId: string) => `/shop/${merchantId}/settings`,
  staffActions: (merchantId: string) => `/shop/${merchantId}/settings/actions`,

  operator: () => '/operator',
} as const

/** A path to go to after signing in; anything that is not a path of ours becomes home. */
export function pathAfter(after: unknown): string {
  if (typeof after !== 'string' || !after.startsWith('/')) return links.home()
  // "//host" and "/\host" leave the site.
  return /^\/[/\\]/.test(after) ? links.home() : after
}
