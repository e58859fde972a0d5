/** A few past days of the demo town, played through the real use cases by a clock that stands then. */
import type { Point } from '../src/kernel/geo.ts'
import type { Actor } from '../src/kernel/actor.ts'
import { seededChance } from '../src/kernel/chance.ts'
import type { Id } from '../src/kernel/id.ts'
import { METERS_PER_DEGREE } from '../src/kernel/geo.ts'
import { dayAfter, instantOf, MINUTE_MS, SECOND_MS, wallTime } from '../src/kernel/time.ts'
import { createPerson } from '../src/modules/people/service.ts'
import { createApiKey } from '../src/modules/people/service/keys.ts'
import { codeOf, myCoupons } from '../src/modules/offers/service.ts'
import { redeemCoupon } from '../src/modules/offers/service/counter.ts'
import { placesOf } from '../src/modules/places/service.ts'
import type { Reactions } from '../src/platform/log.ts'
import { openPlatform, type Platform } from '../src/platform/platform.ts'
import { openDemoCampaigns, passingOfferId } from './demo-campaigns.ts'
import { agree, demoActor, demoId, loadDemoTown } from './demo-town.ts'

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
const DAYS = 4
const PEOPLE = 40
const PASSING_AT_ONCE = 14
/** Minutes of the day at which a group passes the cafés: between quiet hours, while they are open. */
const rounds = [12 * 60 + 10, 18 * 60 + 40]
/** Who has a coupon comes in more often: that is what the lift of the campaign shows. */
const comesIn = { withCoupon: 0.6, without: 0.25 }
const REDEEMS = 0.85
const cafes = ['골목커피 연남점', '골목커피 망원점', '골목커피 성수점', '골목커피 서촌점']
const givenNames = [
  '서연',
  '민준',
  '지우',
  '하준',
  '수아',
  '도윤',
  '지호',
  '윤서',
  '은우',
  '하윤',
  '시우',
  '채원',
]
const familyNames = ['김', '이', '박', '최', '정', '강', '조', '윤']
const system: Actor = { kind: 'system', name: 'demo town' }
const firstPage = { limit: 30, after: null }

type Town = {
  readonly platform: Platform
  readonly post: (signals: readonly object[]) => Promise<void>
  readonly drain: () => Promise<void>
  readonly settleSilent: () => Promise<void>
  at(instant: Date): void
}
type Fix = { readonly personId: Id<'person'>; readonly near: Point }

/**
 * Loads the demo town with offers, a running campaign and the last days of its life; true when it was
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
  let now = instantOf(dayAfter(today, -DAYS - 1), rounds[0] ?? 0, 'Asia/Seoul')
  const { config, logger, database } = present
  const platform = await openPlatform({ config, logger, url: database.url, clock: () => now })
  try {
    if (!(await loadDemoTown(platform, log))) return false
    await openDemoCampaigns(platform)
    log('Playing the last days of the town')
    const house = await openHouse(platform)
    await house.load()
    const { key } = await platform.inWork(system, (work) =>
      createApiKey(work, { merchantId: null, name: 'demo town', scopes: ['signals'] }),
    )
    const town: Town = {
      platform,
      drain: () => platform.drain(house.reactions),
      settleSilent: () => house.settleSilent(),
      at: (instant) => {
        now = instant
      },
      post: async (signals) => {
        const headers = { authorization: `Bearer ${key}` }
        const request = { method: 'POST', url: '/v1/signals/gateway', headers } as const
        const { statusCode } = await house.http.app.inject({ ...request, payload: { signals } })
        if (statusCode >= 300)
          throw new Error(`the demo town's signals were answered ${statusCode}`)
      },
    }
    await town.drain()
    await playDays(town, today)
    await house.close()
    return true
  } finally {
    await platform.stop()
  }
}

async function playDays(town: Town, today: string): Promise<void> {
  const chance = seededChance(SEED)
  const people = await addPeople(town)
  const points = await cafePoints(town)
  for (let back = DAYS; back >= 1; back -= 1) {
    for (const minute of rounds) {
      const start = instantOf(dayAfter(today, -back), minute, 'Asia/Seoul')
      await playRound(town, { start, people, points, chance })
    }
  }
}

async function addPeople({ platform }: Town): Promise<readonly Id<'person'>[]> {
  return platform.inWork(system, async (work) => {
    const ids: Id<'person'>[] = []
    for (let n = 0; n < PEOPLE; n += 1) {
      const family = familyNames[n % familyNames.length] ?? ''
      const name = `${family}${givenNames[(n * 5) % givenNames.length] ?? ''}`
      const id = demoId('person', `neighbour ${n}`)
      // Numbers that begin with 010-0000 are given to nobody.
      const phone = `+82100000${String(n).padStart(4, '0')}`
      await createPerson(work, { id, name, email: null, phone, passwordHash: null, locale: 'ko' })
      await agree(work, id)
      ids.push(id)
    }
    return ids
  })
}

async function cafePoints({ platform }: Town) {
  const ids = cafes.map((name) => demoId('place', name))
  const places = await platform.inWork(system, (work) => placesOf(work, ids))
  return ids.flatMap((id) => places.get(id) ?? [])
}

type Round = {
  readonly start: Date
  readonly people: readonly Id<'person'>[]
  readonly points: readonly (Point & { readonly id: Id<'place'> })[]
  readonly chance: () => number
}

/** A group passes; some come in; some of those use their coupon; then all have gone. */
async function playRound(town: Town, { start, people, points, chance }: Round): Promise<void> {
  const later = (minutes: number) => new Date(start.getTime() + minutes * MINUTE_MS)
  const passing = people
    .map((personId) => ({ personId, draw: chance() }))
    .toSorted((one, other) => one.draw - other.draw)
    .slice(0, PASSING_AT_ONCE)
    .flatMap(({ personId }, n) => {
      const near = points[n % points.length]
      return near ? [{ personId, near, placeId: near.id }] : []
    })

  town.at(start)
  await town.post(passing.flatMap((fix) => [fixAt(fix, start, -12, 0), fixAt(fix, start, -2, 0)]))
  await town.drain()

  const staying: typeof passing = []
  for (const fix of passing) {
    const holds = (await couponOf(town, fix.personId)) !== null
    if (chance() < (holds ? comesIn.withCoupon : comesIn.without)) staying.push(fix)
  }
  const isStaying = new Set(staying)
  town.at(later(3))
  await town.post(passing.map((fix) => fixAt(fix, later(3), -1, isStaying.has(fix) ? 0 : 250)))

  town.at(later(12))
  if (staying.length > 0) await town.post(staying.map((fix) => fixAt(fix, later(12), -1, 0)))
  for (const { personId, placeId } of staying) {
    if (chance() < REDEEMS) await payWithCoupon(town, personId, placeId, chance)
  }
  town.at(later(60))
  await town.settleSilent()
  await town.drain()
}

function fixAt({ personId, near }: Fix, now: Date, afterSeconds: number, metersAway: number) {
  const at = new Date(now.getTime() + afterSeconds * SECOND_MS).toISOString()
  const { lng, lat } = near
  return {
    personId,
    kind: 'position',
    at,
    lng,
    lat: lat + metersAway / METERS_PER_DEGREE,
    accuracyMeters: 8,
  }
}

async function couponOf({ platform }: Town, personId: Id<'person'>): Promise<Id<'coupon'> | null> {
  const person = actorOf(personId)
  const { items } = await platform.inWork(person, (work) => myCoupons(work, firstPage))
  const open = items.find(
    ({ coupon, offer }) => offer.id === passingOfferId && coupon.redeemedAt === null,
  )
  return open?.coupon.id ?? null
}

const actorOf = (personId: Id<'person'>): Actor => ({
  kind: 'person',
  personId,
  sessionId: demoId('session', personId),
  isOperator: false,
  memberships: [],
})

/** Shows the code of the moment at the counter, where staff type the bill. */
async function payWithCoupon(
  town: Town,
  personId: Id<'person'>,
  placeId: Id<'place'>,
  chance: () => number,
): Promise<void> {
  const couponId = await couponOf(town, personId)
  if (couponId === null) return
  const { inWork } = town.platform
  const { code } = await inWork(actorOf(personId), (work) => codeOf(work, couponId))
  const billMinor = 4_500 + Math.floor(chance() * 28) * 500
  await inWork(demoActor('staff'), (work) => redeemCoupon(work, { placeId, code, billMinor }))
}
