/** A day in which real walks pass real shops, with one campaign running: everything over HTTP. */
import type { Client, ReplyOf } from '../../sdk/client.ts'
import type { Id } from '../src/kernel/id.ts'
import { distanceMeters, type Point } from '../src/kernel/geo.ts'
import { seededChance } from '../src/kernel/chance.ts'
import { DAY_MS, MINUTE_MS, SECOND_MS, instantOf } from '../src/kernel/time.ts'
import type { House } from '../src/main.ts'
import type { Platform } from '../src/platform/platform.ts'
import { ownerAndGateway, shoppers, type Player } from './cast.ts'
import { laidOver, pointAway, walkingSteps, type Step, type Walk } from './walks.ts'

export type RealDay = {
  readonly platform: Platform
  readonly house: House
  readonly origin: string
  readonly merchantId: Id<'merchant'>
  /** The shops that are passed. */
  readonly shops: readonly (Point & { readonly id: Id<'place'>; readonly name: string })[]
  readonly walks: readonly Walk[]
  readonly walkers: number
  readonly seed: number
  /** `YYYY-MM-DD`, in Seoul. */
  readonly day: string
  setClock(at: Date): void
  onJoin(): void
  /** Called for each minute of the day that is over. */
  onMinute(): void
}

/** How people of the simulation behave; stated beside every result, because the lift is made of it. */
export const behaviour = {
  /** Of those who pass a shop on foot, so many go in anyway. */
  visitsAnyway: 0.08,
  /** Of those who get the coupon, so many read it… */
  reads: 0.7,
  /** …and of those who read it, so many turn in and use it. */
  usesCoupon: 0.3,
  billMinorMin: 4_500,
  billMinorMax: 16_000,
} as const

/** What a phone in the open reports. */
const ACCURACY_METERS = 8
const ZONE_METERS = 60
/** A person passes within this distance of the shop's door. */
const PASS_METERS_MAX = 15
const SIGNALS_PER_BATCH = 500
export const FIRST_MINUTE = 7 * 60
export const LAST_MINUTE = 22 * 60
const TIME_ZONE = 'Asia/Seoul'

export type DayResult = {
  readonly signals: number
  readonly refused: Readonly<Record<string, number>>
  readonly report: ReplyOf<'GET /v1/campaigns/{campaignId}/report'>
  readonly campaignId: string
  /** What the staff saw when a redemption was refused, by code. */
  readonly counterRefusals: Readonly<Record<string, number>>
}

type Walker = Player & {
  readonly shop: RealDay['shops'][number]
  readonly steps: readonly Step[]
  readonly chance: () => number
  next: number
  hasPassed: boolean
}
type Telling = {
  readonly walker: Walker
  readonly couponId: string
  readonly messageId: string | null
}

/** Plays the day. Everything that counts goes through the public API, by the clock of the day. */
export async function playRealDay(day: RealDay): Promise<DayResult> {
  const { platform, house, origin, merchantId, seed } = day
  const atMinute = (minute: number) => instantOf(day.day, minute, TIME_ZONE)
  day.setClock(atMinute(FIRST_MINUTE))
  const firstNumber = (seed % 90) * 1_000_000 + 10_000
  const { owner, gateway } = await ownerAndGateway(platform, origin, merchantId, firstNumber - 1)
  await drawZones(owner.client, day.shops)
  const campaignId = await startCampaign(owner.client, merchantId, atMinute(0))
  const players = await shoppers(platform, origin, day.walkers, firstNumber, day.onJoin)
  const walkers = cast(players, day)
  const told: Telling[] = []
  for (const walker of walkers) listen(platform, walker, (telling) => told.push(telling))
  await platform.drain(house.reactions)

  const refused: Record<string, number> = {}
  const counterRefusals: Record<string, number> = {}
  let signals = 0
  for (let minute = FIRST_MINUTE; minute < LAST_MINUTE; minute += 1) {
    day.setClock(atMinute(minute + 1))
    const batch = walkers.flatMap((walker) => signalsOf(walker, minute, atMinute(0)))
    signals += batch.length
    for (let at = 0; at < batch.length; at += SIGNALS_PER_BATCH) {
      const body = { signals: batch.slice(at, at + SIGNALS_PER_BATCH) }
      const answer = await gateway.call('POST /v1/signals/gateway', { body })
      for (const { code } of answer.refused) refused[code] = (refused[code] ?? 0) + 1
    }
    await goInAnyway(owner.client, walkers, minute)
    if (batch.length > 0) await platform.drain(house.reactions)
    for (const telling of told.splice(0)) {
      const code = await react(owner.client, telling)
      if (code) counterRefusals[code] = (counterRefusals[code] ?? 0) + 1
    }
    day.onMinute()
  }
  day.setClock(new Date(atMinute(LAST_MINUTE).getTime() + DAY_MS / 24))
  await house.settleSilent()
  await platform.drain(house.reactions)
  const report = await owner.client.call('GET /v1/campaigns/{campaignId}/report', {
    params: { campaignId },
  })
  return { signals, refused, report, campaignId, counterRefusals }
}

/** Shops that have no zone get a circle around the door. */
async function drawZones(client: Client, shops: RealDay['shops']): Promise<void> {
  for (const { id, lng, lat } of shops) {
    const params = { placeId: id }
    const { items } = await client.call('GET /v1/places/{placeId}/zones', { params })
    if (items.length > 0) continue
    const shape = {
      kind: 'circle' as const,
      center: { lng, lat },
      radiusMeters: ZONE_METERS,
    }
    const body = { name: '가게 앞', dwellSeconds: 180, shape }
    await client.call('POST /v1/places/{placeId}/zones', { params, body })
  }
}

async function startCampaign(client: Client, merchantId: string, from: Date): Promise<string> {
  const startsAt = from.toISOString()
  const endsAt = new Date(from.getTime() + 7 * DAY_MS).toISOString()
  const params = { merchantId }
  const offer = await client.call('POST /v1/merchants/{merchantId}/offers', {
    params,
    body: {
      title: '아메리카노 1,000원 할인',
      terms: {
        effects: [
          {
            kind: 'order-discount',
            tiers: { steps: [{ off: { kind: 'amount', amountOffMinor: 1_000 } }] },
          },
          { kind: 'points-percent', percent: 5 },
        ],
        billMinorMin: 4_000,
      },
      startsAt,
      endsAt,
      couponsMax: 100_000,
      state: 'open',
    },
  })
  const campaign = await client.call('POST /v1/merchants/{merchantId}/campaigns', {
    params,
    body: {
      name: '지나가는 길에 한 잔',
      offerId: offer.id,
      trigger: { kind: 'entered' },
      schedule: { startsAt, endsAt },
      budget: { couponsMax: 50_000, discountMinorMax: 50_000_000 },
      message: { title: '{place}에서 한 잔 어때요?', body: '{offer}, 오늘 바로 쓸 수 있어요.' },
    },
  })
  const started = { params: { campaignId: campaign.id } }
  await client.call('POST /v1/campaigns/{campaignId}/start', started)
  return campaign.id
}

/** Gives each player a real walk, laid so that it passes the door of a shop on foot. */
function cast(players: readonly Player[], { walks, shops, seed }: RealDay): readonly Walker[] {
  const chance = seededChance(seed)
  const pick = <Thing>(things: readonly Thing[]): Thing => {
    const thing = things[Math.floor(chance() * things.length)]
    if (thing === undefined) throw new Error('nothing to pick from')
    return thing
  }
  return players.map((player, n) => {
    const walk = pick(walks)
    const shop = pick(shops)
    const by = pointAway(shop, chance() * PASS_METERS_MAX, chance())
    const { steps } = laidOver(walk, pick(walkingSteps(walk.steps)), by)
    const first = steps.findIndex((step) => step.secondOfDay >= FIRST_MINUTE * 60)
    const own = seededChance(seed * 100_003 + n)
    return { ...player, shop, steps, chance: own, next: Math.max(0, first), hasPassed: false }
  })
}

function listen(platform: Platform, walker: Walker, tell: (telling: Telling) => void): void {
  platform.live.subscribe(`person/${walker.personId}`, ({ name, data }) => {
    if (name !== 'inbox') return
    const { couponId, messageId } = data as { couponId?: string; messageId?: string }
    if (couponId) tell({ walker, couponId, messageId: messageId ?? null })
  })
}

function signalsOf(walker: Walker, minute: number, midnight: Date) {
  const signals = []
  for (; ; walker.next += 1) {
    const step = walker.steps[walker.next]
    if (!step || step.secondOfDay >= (minute + 1) * 60) return signals
    const { lng, lat, secondOfDay } = step
    if (Math.abs(lng) > 180 || Math.abs(lat) > 90) continue
    const at = new Date(midnight.getTime() + secondOfDay * SECOND_MS).toISOString()
    signals.push({
      kind: 'position' as const,
      personId: walker.personId,
      at,
      lng,
      lat,
      accuracyMeters: ACCURACY_METERS,
    })
  }
}

/** Some who pass go in whether or not they were told: the base that the control group shows. */
async function goInAnyway(
  staff: Client,
  walkers: readonly Walker[],
  minute: number,
): Promise<void> {
  for (const walker of walkers) {
    const step = walker.steps[walker.next - 1]
    if (walker.hasPassed || !step || Math.floor(step.secondOfDay / 60) !== minute) continue
    if (distanceMeters(step, walker.shop) > ZONE_METERS / 2) continue
    walker.hasPassed = true
    if (walker.chance() < behaviour.visitsAnyway) await checkIn(staff, walker)
  }
}

async function checkIn(staff: Client, { phone, shop }: Walker): Promise<void> {
  await staff.call('POST /v1/places/{placeId}/check-ins', {
    params: { placeId: shop.id },
    body: { phone },
  })
}

/** Reads, or not; turns in and redeems, or not. Answers the code when the counter said no. */
async function react(staff: Client, telling: Telling): Promise<string | null> {
  const { walker, couponId, messageId } = telling
  const { client, chance, shop } = walker
  if (chance() >= behaviour.reads) return null
  if (messageId) {
    await client.call('POST /v1/me/inbox/{messageId}/read', { params: { messageId } })
  }
  if (chance() >= behaviour.usesCoupon) return null
  const { billMinorMin, billMinorMax } = behaviour
  const billMinor =
    Math.round((billMinorMin + chance() * (billMinorMax - billMinorMin)) / 100) * 100
  try {
    await checkIn(staff, walker)
    const { text } = await client.call('GET /v1/me/coupons/{couponId}/code', {
      params: { couponId },
    })
    const params = { placeId: shop.id }
    await staff.call('POST /v1/places/{placeId}/redemptions', {
      params,
      body: { code: text, billMinor },
    })
    return null
  } catch (error) {
    if (error instanceof Error && 'code' in error) return String(error.code)
    throw error
  }
}

/** Minutes that are played, for a progress bar. */
export const MINUTES_PLAYED = LAST_MINUTE - FIRST_MINUTE
/** By the clock of the walks' own place: Beijing keeps UTC+8. */
export const BEIJING_OFFSET_MS = 8 * 60 * MINUTE_MS
