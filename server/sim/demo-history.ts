/** The past weeks of the demo town, played through the real use cases by a clock that stands then. */
import type { Actor } from '../src/kernel/actor.ts'
import { seededChance } from '../src/kernel/chance.ts'
import type { Id } from '../src/kernel/id.ts'
import { dayAfter, instantOf, MINUTE_MS, wallTime, type Day } from '../src/kernel/time.ts'
import { addDevice } from '../src/modules/devices/service.ts'
import { couponGranted } from '../src/modules/offers/events.ts'
import { grantCoupons } from '../src/modules/offers/service/grants.ts'
import { messageSent } from '../src/modules/outreach/events.ts'
import { createApiKey } from '../src/modules/people/service/keys.ts'
import { placesOf } from '../src/modules/places/service.ts'
import type { Reactions } from '../src/platform/log.ts'
import { openPlatform, type Platform } from '../src/platform/platform.ts'
import { openDemoCampaigns, passingOfferId } from './demo-campaigns.ts'
import { CHANNEL_DAYS, openDemoChannel } from './demo-channel.ts'
import { addNeighbour } from './demo-people.ts'
import { playRound, payWithCoupon, type Cafe, type Held, type Town } from './demo-rounds.ts'
import { bothPurposes, demoActor, demoId, loadDemoTown } from './demo-town.ts'

/** What the town needs of the house: the wiring of all modules on a platform. */
export type OpenHouse = (platform: Platform) => Promise<{
  readonly http: {
    readonly app: { inject(request: Request): Promise<{ readonly statusCode: number }> }
  }
  readonly reactions: readonly Reactions[]
  load(): Promise<void>
  settleSilent(): Promise<void>
  close(): Promise<void>
}>
type Request = { method: 'POST'; url: string; headers: Record<string, string>; payload: object }

const SEED = 11
// Few rounds with many people: a first start must not keep anyone waiting.
const DAYS = 11
const PEOPLE = 190
const GROUPS = 4
/** People who pass in one round, at least and at most. */
const passingAtOnce = { min: 16, max: 25 }
/** Of those who pass, so many have passed before: regulars. */
const REGULAR = 0.25
/** When a group passes: between quiet hours, while the cafés are open; a day has one, today all. */
const rounds = [9 * 60 + 20, 12 * 60 + 10, 15 * 60 + 30, 18 * 60 + 40]
/** How long a round takes until everybody has gone. */
const ROUND_MINUTES = 60
/** When the demo's shopper bought bread. */
const SHOPPER_DAYS_AGO = 2
const BEACON_NAMESPACE = '676f6c6d6f6b00000000'
const cafes = ['골목커피 연남점', '골목커피 망원점', '골목커피 성수점', '골목커피 서촌점']
const system: Actor = { kind: 'system', name: 'demo town' }

/**
 * Loads the demo town with offers, a running campaign and the last weeks of its life; true when it was
 * loaded now.
 *
 * Call before the platform starts: the past must be in the log before the present is.
 */
export async function loadDemo(
  present: Platform,
  openHouse: OpenHouse,
  log: (line: string) => void,
): Promise<boolean> {
  const today = wallTime(present.clock(), 'Asia/Seoul').day
  let now = instantOf(dayAfter(today, -CHANNEL_DAYS - 1), 12 * 60, 'Asia/Seoul')
  const { config, logger, database } = present
  const url = hasty(database.url)
  const platform = await openPlatform({ config, logger, url, clock: () => now })
  try {
    if (!(await loadDemoTown(platform, log))) return false
    log('Playing the last weeks of the town')
    const house = await openHouse(platform)
    await house.load()
    const { key } = await platform.inWork(system, (work) =>
      createApiKey(work, { merchantId: null, name: 'demo town', scopes: ['signals'] }),
    )
    const town: Town = {
      platform,
      held: follow(platform),
      drain: () => platform.drain(house.reactions),
      settleSilent: () => house.settleSilent(),
      at: (instant) => {
        now = instant
      },
      post: async (signals) => {
        // In a quiet hour nobody may be there to be heard; an empty batch is refused.
        if (signals.length === 0) return
        const headers = { authorization: `Bearer ${key}` }
        const request = { method: 'POST', url: '/v1/signals/gateway', headers } as const
        const { statusCode } = await house.http.app.inject({ ...request, payload: { signals } })
        if (statusCode >= 300)
          throw new Error(`the demo town's signals were answered ${statusCode}`)
      },
    }
    await town.drain()
    await playDays(town, today, present.clock())
    await house.close()
    return true
  } finally {
    await platform.stop()
  }
}

/** Made-up weeks need not be on the disk one by one: the first commit after them takes all along. */
function hasty(url: string): string {
  const joint = url.includes('?') ? '&' : '?'
  return `${url}${joint}options=${encodeURIComponent('-c synchronous_commit=off')}`
}

/** Keeps up with who holds an unused coupon for passing by, and an unread message. */
function follow(platform: Platform): Held {
  const held: Held = { coupons: new Map(), messages: new Map() }
  platform.follow([couponGranted.name], ({ data }) => {
    const { personId, couponId, offerId } = data as {
      personId: Id<'person'>
      couponId: Id<'coupon'>
      offerId: Id<'offer'>
    }
    if (offerId === passingOfferId) held.coupons.set(personId, couponId)
  })
  platform.follow([messageSent.name], ({ data }) => {
    const { personId, messageId, campaignId } = data as {
      personId: Id<'person'>
      messageId: Id<'message'>
      campaignId: string | null
    }
    // A notice of where somebody was seen moves nobody.
    if (campaignId !== null) held.messages.set(personId, messageId)
  })
  return held
}

async function playDays(town: Town, today: Day, now: Date): Promise<void> {
  const chance = seededChance(SEED)
  const counters = await openCounters(town)
  const channel = await openDemoChannel(town, today, counters)
  for (let back = CHANNEL_DAYS; back > DAYS; back -= 1) {
    await channel.morning(back)
    await channel.evening(back)
  }
  await openDemoCampaigns(town.platform)
  const walkers: Walkers = {
    strangers: [...(await addPeople(town))],
    regulars: [],
    counters,
    chance,
  }
  for (let back = DAYS; back >= 0; back -= 1) {
    const day = dayAfter(today, -back)
    await channel.morning(back)
    await playRounds(town, walkers, { back, day, now })
    if (back === SHOPPER_DAYS_AGO) await shopperBuysBread(town, day)
    await channel.evening(back)
  }
}

type Walkers = {
  readonly strangers: Id<'person'>[]
  readonly regulars: Id<'person'>[]
  readonly counters: readonly Cafe[]
  readonly chance: () => number
}

async function playRounds(
  town: Town,
  { strangers, regulars, counters, chance }: Walkers,
  { back, day, now }: { readonly back: number; readonly day: Day; readonly now: Date },
): Promise<void> {
  // Noon and evening twice as often.
  const round = [1, 3, 0, 1, 3, 2][back % 6] ?? 0
  for (const minute of back === 0 ? rounds : rounds.slice(round, round + 1)) {
    const start = instantOf(day, minute, 'Asia/Seoul')
    if (start.getTime() + ROUND_MINUTES * MINUTE_MS > now.getTime()) continue
    const usual = passingAtOnce.min + chance() * (passingAtOnce.max - passingAtOnce.min)
    // What the other days have in one round, today has in several.
    const count = back === 0 ? usual / 2 : usual
    const passing = Array.from({ length: Math.floor(count) }, () => {
      const isRegular = chance() < REGULAR
      const known = isRegular ? regulars[Math.floor(chance() * regulars.length)] : undefined
      return known ?? strangers.pop()
    }).filter((personId) => personId !== undefined)
    await playRound(town, { start, passing: [...new Set(passing)], cafes: counters, chance })
    regulars.push(...passing.filter(() => chance() < REGULAR))
  }
}

/** Several groups side by side: while the database writes one, the next is prepared. */
async function addPeople({ platform }: Town): Promise<readonly Id<'person'>[]> {
  const groups = Array.from({ length: GROUPS }, (_, group) =>
    platform.inWork(system, async (work) => {
      const ids: Id<'person'>[] = []
      for (let n = group; n < PEOPLE; n += GROUPS)
        ids.push(await addNeighbour(work, n, bothPurposes))
      return ids
    }),
  )
  return (await Promise.all(groups)).flat()
}

/** A code beside the till and a beacon under the counter, at each café. */
async function openCounters({ platform }: Town): Promise<readonly Cafe[]> {
  const ids = cafes.map((name) => demoId('place', name))
  return platform.inWork(system, async (work) => {
    const places = await placesOf(work, ids)
    const counters: Cafe[] = []
    for (const [at, placeId] of ids.entries()) {
      const place = places.get(placeId)
      if (!place) continue
      const shared = { placeId, zoneId: null }
      const tag = await addDevice(work, {
        ...shared,
        label: '카운터 옆 QR',
        identity: { kind: 'tag' },
      })
      const instance = String(at + 1).padStart(12, '0')
      await addDevice(work, {
        ...shared,
        label: '카운터 아래 비콘',
        identity: { kind: 'eddystone-uid', namespace: BEACON_NAMESPACE, instance },
      })
      const tagCode = tag.identity.kind === 'tag' ? tag.identity.code : ''
      const beaconFrame = `0303aafe1716aafe00e7${BEACON_NAMESPACE}${instance}0000`
      counters.push({ id: placeId, lng: place.lng, lat: place.lat, tagCode, beaconFrame })
    }
    return counters
  })
}

/** Whoever signs in as the shopper finds a wallet that was used before. */
async function shopperBuysBread(town: Town, day: Day): Promise<void> {
  const { personId } = demoActor('shopper')
  town.at(instantOf(day, 17 * 60, 'Asia/Seoul'))
  const coupon = (title: string) => ({
    couponId: demoId('coupon', title),
    offerId: demoId('offer', title),
    personId,
    source: { kind: 'claim' } as const,
  })
  const [bread, book] = [coupon('갓 나온 빵 10% 할인'), coupon('책갈피를 드려요')]
  await town.platform.inWork(system, (work) => grantCoupons(work, [bread, book]))
  town.held.coupons.set(personId, bread.couponId)
  const cafe = { id: demoId('place', '하루빵집 연남점') }
  await payWithCoupon(town, { personId, cafe, billMinor: 14_500 })
  await town.drain()
}
