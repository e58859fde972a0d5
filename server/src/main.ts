/** The only file that knows every module: wires them together on a platform. */
import { channelPublicEvents } from './modules/channels/events.ts'
import { campaignPublicEvents } from './modules/campaigns/events.ts'
import type { Id } from './kernel/id.ts'
import { campaignReactions } from './modules/campaigns/reactions.ts'
import { campaignRoutes } from './modules/campaigns/routes.ts'
import { campaignInvariants, openCampaigns } from './modules/campaigns/service.ts'
import { channelReactions } from './modules/channels/reactions.ts'
import { channelRoutes } from './modules/channels/routes.ts'
import { channelInvariants } from './modules/channels/service.ts'
import { insightReactions } from './modules/insight/reactions.ts'
import { insightRoutes } from './modules/insight/routes.ts'
import { insightInvariants } from './modules/insight/service.ts'
import { openCodeSender } from './modules/people/adapters/code-senders.ts'
import { signInProviders } from './modules/people/adapters/openid.ts'
import type { CodeSender } from './modules/people/ports.ts'
import { marketPersonMap } from './modules/market/person-map.ts'
import { marketDetailsRoutes } from './modules/market/routes.ts'
import { marketInvariants, standAt } from './modules/market/service.ts'
import { peopleReactions } from './modules/people/reactions.ts'
import { peopleRoutes } from './modules/people/routes.ts'
import { openLocationUses } from './modules/people/service.ts'
import { peopleInvariants } from './modules/people/service/invariants.ts'
import { tellGuardianJob } from './modules/people/service/guardian-letters.ts'
import { recordLooks } from './modules/people/service/looks.ts'
import { openConsents } from './modules/people/service/open-consents.ts'
import { openSessions } from './modules/people/service/sessions.ts'
import { deviceRoutes } from './modules/devices/routes.ts'
import { openDevices } from './modules/devices/service.ts'
import { loyaltyPublicEvents } from './modules/loyalty/events.ts'
import { offerPublicEvents } from './modules/offers/events.ts'
import { placePublicEvents } from './modules/places/events.ts'
import { ledgerReactions } from './modules/ledger/reactions.ts'
import { ledgerRoutes } from './modules/ledger/routes.ts'
import { ledgerInvariants } from './modules/ledger/service.ts'
import { offerReactions } from './modules/offers/reactions.ts'
import { loyaltyReactions } from './modules/loyalty/reactions.ts'
import { loyaltyRoutes } from './modules/loyalty/routes.ts'
import { loyaltyInvariants } from './modules/loyalty/service.ts'
import { loyaltyMerger } from './modules/loyalty/service/merging.ts'
import { codeRoutes } from './modules/offers/routes/codes.ts'
import { offerRoutes } from './modules/offers/routes.ts'
import { offerInvariants } from './modules/offers/service.ts'
import { passSigners } from './modules/passes/adapters/signers.ts'
import { passReactions } from './modules/passes/reactions.ts'
import { passRoutes } from './modules/passes/routes.ts'
import { placeRoutes } from './modules/places/routes.ts'
import { placeInvariants } from './modules/places/service.ts'
import { openPlaces } from './modules/places/service/open-places.ts'
import { presenceReactions } from './modules/presence/reactions.ts'
import { presenceRoutes } from './modules/presence/routes.ts'
import { openPresence, presenceInvariants } from './modules/presence/service.ts'
import { gameRoutes } from './modules/games/routes.ts'
import { gameInvariants } from './modules/games/service.ts'
import { pageReactions } from './modules/pages/reactions.ts'
import { pageRoutes } from './modules/pages/routes.ts'
import { pageInvariants } from './modules/pages/service.ts'
import { surveyReactions } from './modules/surveys/reactions.ts'
import { surveyRoutes } from './modules/surveys/routes.ts'
import { surveyInvariants } from './modules/surveys/service.ts'
import { settlementReactions } from './modules/settlement/reactions.ts'
import { settlementRoutes } from './modules/settlement/routes.ts'
import { settlementInvariants } from './modules/settlement/service.ts'
import { postsPersonMap } from './modules/posts/person-map.ts'
import { postReactions } from './modules/posts/reactions.ts'
import { postRoutes } from './modules/posts/routes.ts'
import { postInvariants } from './modules/posts/service.ts'
import { talkPersonMap } from './modules/talk/person-map.ts'
import { talkReactions } from './modules/talk/reactions.ts'
import { talkRoutes } from './modules/talk/routes.ts'
import { talkInvariants } from './modules/talk/service.ts'
import { newPushKeys, webPushSender, type PushKeys } from './modules/outreach/adapters/web-push.ts'
import { openLine, openWays } from './modules/outreach/adapters/ways.ts'
import type { LineAccount, PushSender, Way } from './modules/outreach/ports.ts'
import type { WayName } from './modules/outreach/model/delivery.ts'
import { outreachReactions } from './modules/outreach/reactions.ts'
import { deliveryRoutes } from './modules/outreach/routes/deliveries.ts'
import { inboundRoutes } from './modules/outreach/routes/inbound.ts'
import { lineRoutes } from './modules/outreach/routes/line.ts'
import { optOutRoutes } from './modules/outreach/routes/opt-out.ts'
import { proofRoutes } from './modules/outreach/routes/proof.ts'
import { templateRoutes } from './modules/outreach/routes/templates.ts'
import { wayTermsRoutes } from './modules/outreach/routes/way-terms.ts'
import { outreachRoutes } from './modules/outreach/routes.ts'
import { peoplePersonMap } from './modules/people/person-map.ts'
import { ledgerPersonMap } from './modules/ledger/person-map.ts'
import { placesPersonMap } from './modules/places/person-map.ts'
import { devicesPersonMap } from './modules/devices/person-map.ts'
import { outreachPersonMap } from './modules/outreach/person-map.ts'
import { loyaltyPersonMap } from './modules/loyalty/person-map.ts'
import { offersPersonMap } from './modules/offers/person-map.ts'
import { settlementPersonMap } from './modules/settlement/person-map.ts'
import { passesPersonMap } from './modules/passes/person-map.ts'
import { presencePersonMap } from './modules/presence/person-map.ts'
import { campaignsPersonMap } from './modules/campaigns/person-map.ts'
import { pagesPersonMap } from './modules/pages/person-map.ts'
import { gamesPersonMap } from './modules/games/person-map.ts'
import { surveysPersonMap } from './modules/surveys/person-map.ts'
import { channelsPersonMap } from './modules/channels/person-map.ts'
import { insightPersonMap } from './modules/insight/person-map.ts'
import { outreachInvariants } from './modules/outreach/service/invariants.ts'
import { openMailingLive } from './modules/outreach/service/mailing-live.ts'
import { storefrontPersonMap } from './modules/storefront/person-map.ts'
import { storefrontReactions } from './modules/storefront/reactions.ts'
import { storefrontRoutes } from './modules/storefront/routes.ts'
import { openWebRoutes } from './modules/storefront/routes/pages.ts'
import { openPages } from './modules/storefront/service/open-pages.ts'
import { webhooksPersonMap } from './modules/webhooks/person-map.ts'
import { webhookReactions } from './modules/webhooks/reactions.ts'
import { webhookRoutes } from './modules/webhooks/routes.ts'
import { openDispatcher } from './modules/webhooks/service/sending.ts'
import { loadDemo } from '../sim/demo-history.ts'
import { demoLoginsOf } from '../sim/demo-town.ts'
import type { PublicEvent } from './kernel/event.ts'
import { openHttp, type Http } from './platform/http.ts'
import { liveRoute } from './platform/http/live-route.ts'
import { marketRoutes, type DemoLogin } from './platform/http/market-routes.ts'
import { operatorRoutes } from './platform/http/operator-routes.ts'
import { pictureRoutes } from './platform/http/picture-routes.ts'
import { staffActionRoutes } from './platform/http/staff-action-routes.ts'
import { platformInvariants, type Invariant } from './platform/invariants.ts'
import type { Reactions } from './platform/log.ts'
import { pictureInvariants } from './platform/pictures.ts'
import { openOutward, type Outward } from './platform/outward.ts'
import { platformPersonMap, type PersonMap } from './platform/person-map.ts'
import type { Merger } from './platform/person-merge.ts'
import type { Platform } from './platform/platform.ts'

export type House = {
  readonly http: Http
  readonly reactions: readonly Reactions[]
  /** Loads the demo town where one is wanted and missing. Call before the first request. */
  prepare(log: (line: string) => void): Promise<void>
  /** Fills what is kept in memory. Call once the platform has started, before the first request. */
  load(): Promise<void>
  /** Waits until memory has caught up with every fact read so far, and what it counts is on disk. For tests. */
  settled(): Promise<void>
  /** Ends the stays of whom nothing was heard for long; runs by itself by the clock of the wall. */
  settleSilent(): Promise<void>
  demoLogins(): Promise<readonly DemoLogin[]>
  close(): Promise<void>
}

/** The outside world, as far as it is not the real one: tests catch what would be sent. */
export type Outside = {
  readonly codeSender: CodeSender
  readonly pushSender: PushSender
  readonly ways: ReadonlyMap<WayName, Way>
  readonly line: LineAccount
}

/** Whoever was heard longer ago than this is elsewhere by now: no coupon for having passed. */
const SIGNAL_AGE_SECONDS_MAX = 600

/** Everything that must always hold, in every module. */
export const invariants: readonly Invariant[] = [
  ...platformInvariants,
  ...pictureInvariants,
  ...marketInvariants,
  ...peopleInvariants,
  ...ledgerInvariants,
  ...placeInvariants,
  ...presenceInvariants,
  ...loyaltyInvariants,
  ...offerInvariants,
  ...surveyInvariants,
  ...pageInvariants,
  ...gameInvariants,
  ...settlementInvariants,
  ...outreachInvariants,
  ...channelInvariants,
  ...talkInvariants,
  ...postInvariants,
  ...campaignInvariants,
  ...insightInvariants,
]

/** What every table says of whom, from the ground up: the way an export and an erasure go. */
export const personMaps: readonly PersonMap[] = [
  platformPersonMap,
  marketPersonMap,
  peoplePersonMap,
  ledgerPersonMap,
  placesPersonMap,
  devicesPersonMap,
  webhooksPersonMap,
  outreachPersonMap,
  loyaltyPersonMap,
  offersPersonMap,
  channelsPersonMap,
  postsPersonMap,
  talkPersonMap,
  settlementPersonMap,
  surveysPersonMap,
  pagesPersonMap,
  gamesPersonMap,
  passesPersonMap,
  presencePersonMap,
  campaignsPersonMap,
  insightPersonMap,
  storefrontPersonMap,
]

/** What modules do beside that when two accounts become one. */
export const mergers: readonly Merger[] = [loyaltyMerger]

/** What webhooks can tell, decided by the modules where it happens. */
export const publicEvents: readonly PublicEvent[] = [
  ...placePublicEvents,
  ...loyaltyPublicEvents,
  ...offerPublicEvents,
  ...channelPublicEvents,
  ...campaignPublicEvents,
]

/** Puts the modules together on a platform. Nothing runs or listens yet. */
// oxlint-disable-next-line eslint/max-lines-per-function -- one line for each thing that is wired
export async function openHouse(
  platform: Platform,
  outside: Partial<Outside> = {},
): Promise<House> {
  const { config, live, metrics, secret } = platform
  const { contact } = config
  const outward = openOutward({ inside: config.outwardInside })
  const dispatcher = openDispatcher({ ...platform, outward })
  const sessions = openSessions(platform)
  const consents = openConsents(platform)
  const uses = openLocationUses(platform)
  const places = openPlaces(platform)
  const devices = openDevices(platform)
  const campaigns = openCampaigns(platform)
  openMailingLive(platform)
  const presence = openPresence(platform, { consents, uses, devices })

  const http = await openHttp({ ...platform, authenticate: sessions.authenticate })
  const { app } = http
  // Where nothing public is set, links lead to the address we listen on.
  const origin = () =>
    config.origin ?? (app.server.listening ? app.listeningOrigin : 'http://localhost')
  let logins: readonly DemoLogin[] = []
  const demoLogins = async () => {
    if (logins.length === 0 && config.demo !== false) logins = await demoLoginsOf(platform)
    return logins
  }

  liveRoute({ app, live, metrics })
  marketRoutes(http, platform, demoLogins)
  marketDetailsRoutes(http)
  operatorRoutes(http, platform, invariants, (work, id) =>
    recordLooks(work, [{ personId: id as Id<'person'>, merchantId: null, what: 'facts' }]),
  )
  pictureRoutes(http)
  staffActionRoutes(http)
  const codeSender =
    outside.codeSender ?? (await openCodeSender(config.ways, config.marketName, platform.logger))
  peopleRoutes(http, {
    secret,
    codeSender,
    origin: config.origin,
    marketName: config.marketName,
    providers: signInProviders(config.signIn),
    maps: personMaps,
    mergers,
    ages: config.ages,
  })
  ledgerRoutes(http, platform)
  placeRoutes(http, { places, codeSender, origin })
  deviceRoutes(http, origin)
  presenceRoutes(http, presence)
  loyaltyRoutes(http)
  offerRoutes(http, platform, presence.whereabouts)
  surveyRoutes(http)
  pageRoutes(http, origin)
  gameRoutes(http)
  settlementRoutes(http)
  codeRoutes(http, { secret, origin })
  passRoutes(http, { secret, origin, signers: passSigners(platform) })
  const pushSender = outside.pushSender ?? (await realPushSender(platform, outward))
  const line = outside.line ?? (await openLine(config.ways))
  const ways = outside.ways ?? (await openWays(config.ways, secret, line))
  const openNames = [...ways.keys()]
  channelRoutes(http, { secret, origin, ways: openNames })
  postRoutes(http)
  talkRoutes(http)
  campaignRoutes(http, consents, openNames)
  insightRoutes(http)
  storefrontRoutes(http, origin)
  const pages = openPages({ ...platform, origin, market: config.marketName })
  openWebRoutes(http, pages, origin)
  webhookRoutes(http, { outward, events: publicEvents })
  outreachRoutes(http, { secret, contact, pushKey: pushSender.publicKey })
  optOutRoutes(http, { secret, market: config.marketName })
  proofRoutes(http, secret)
  const { kakaoQuietFromMinute, optOutPhone, certification } = config.ways
  const deliveries = { ways, line, secret, contact, marketName: config.marketName, origin }
  const deliveryNeeds = { ...deliveries, kakaoQuietFromMinute, optOutPhone, certification }
  deliveryRoutes(http, deliveryNeeds)
  inboundRoutes(http, deliveryNeeds)
  templateRoutes(http)
  wayTermsRoutes(http, openNames)
  lineRoutes(http, secret, line)

  return {
    http,
    reactions: [
      peopleReactions(personMaps, [tellGuardianJob(secret, codeSender)]),
      ledgerReactions({ noticeDays: config.expiryNoticeDays }),
      offerReactions,
      surveyReactions,
      pageReactions,
      settlementReactions,
      passReactions,
      loyaltyReactions,
      presenceReactions(presence),
      channelReactions,
      postReactions,
      talkReactions,
      outreachReactions({
        pushSender,
        contact,
        deliveries: deliveryNeeds,
        marketName: config.marketName,
      }),
      campaignReactions({ campaigns, consents, signalAgeSecondsMax: SIGNAL_AGE_SECONDS_MAX }),
      insightReactions(live),
      webhookReactions(publicEvents, dispatcher),
      storefrontReactions,
    ],
    async prepare(log) {
      if (config.demo ?? (await platform.isNew())) await loadDemo(platform, openHouse, log)
      await standAt(platform)
    },
    async load() {
      await Promise.all([places.load(), presence.load()])
    },
    async settled() {
      await places.settled()
      await dispatcher.settled()
      await uses.flush()
    },
    settleSilent: () => presence.settle(),
    demoLogins,
    async close() {
      await app.close()
      presence.close()
      await uses.close()
      await dispatcher.stop()
      await outward.close()
    },
  }
}

async function realPushSender(
  { config, keptSecret }: Platform,
  outward: Outward,
): Promise<PushSender> {
  const kept = await keptSecret('push-keys', () => JSON.stringify(newPushKeys()))
  const keys = JSON.parse(kept) as PushKeys
  return webPushSender({ keys, contact: config.contact, outward })
}
