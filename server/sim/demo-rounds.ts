/** One hour of the demo town: people pass its cafés, some read, some come in, some pay with a coupon. */
import type { Actor } from '../src/kernel/actor.ts'
import { METERS_PER_DEGREE, type Point } from '../src/kernel/geo.ts'
import type { Id } from '../src/kernel/id.ts'
import { MINUTE_MS, SECOND_MS } from '../src/kernel/time.ts'
import { codeOf } from '../src/modules/offers/service/wallet.ts'
import { redeemCoupon } from '../src/modules/offers/service/counter.ts'
import { readMessage } from '../src/modules/outreach/service/inbox.ts'
import type { Platform } from '../src/platform/platform.ts'
import { demoActor, demoId } from './demo-town.ts'

/** What people of the town hold, as the log told it. */
export type Held = {
  readonly coupons: Map<Id<'person'>, Id<'coupon'>>
  readonly messages: Map<Id<'person'>, Id<'message'>>
}
export type Town = {
  readonly platform: Platform
  readonly held: Held
  readonly post: (signals: readonly object[]) => Promise<void>
  readonly drain: () => Promise<void>
  readonly settleSilent: () => Promise<void>
  at(instant: Date): void
}
/** A café, with what stands at its counter. */
export type Cafe = Point & {
  readonly id: Id<'place'>
  readonly tagCode: string
  readonly beaconFrame: string
}
export type Round = {
  readonly start: Date
  readonly passing: readonly Id<'person'>[]
  readonly cafes: readonly Cafe[]
  readonly chance: () => number
}

/** Some look at a message soon: only they can be moved by it. Most never open one. */
const READS = 0.34
/** Who has read of a coupon comes in more often: that is what the lift of the campaign shows. */
const comesIn = { havingRead: 0.36, otherwise: 0.03 }
/** Some pay without thinking of their coupon. */
const REDEEMS = 0.5
/** Of those who come in without a coupon to show. */
const SCANS_TAG = 0.3
const HEARD_BY_BEACON = 0.3
const AT_ONCE = 6

type Walk = { readonly personId: Id<'person'>; readonly cafe: Cafe }

/** Plays a round to its end: when it is over, everybody has gone. */
export async function playRound(town: Town, round: Round): Promise<void> {
  const { start, passing, cafes, chance } = round
  const later = (minutes: number) => new Date(start.getTime() + minutes * MINUTE_MS)
  const walks = passing.flatMap((personId): Walk[] => {
    const cafe = cafes[Math.floor(chance() * cafes.length)]
    return cafe ? [{ personId, cafe }] : []
  })
  // Some keep their phone in the bag: only the counter hears of them.
  const hidden = walks.filter(() => chance() < 0.1)
  const seen = walks.filter((walk) => !hidden.includes(walk))

  town.at(start)
  await town.post(seen.flatMap((walk) => [fixAt(walk, start, -12, 0), fixAt(walk, start, -2, 0)]))
  await town.drain()

  const readers = seen.filter(({ personId }) => town.held.messages.has(personId))
  const reading = readers.filter(() => chance() < READS)
  town.at(later(1))
  await inTurns(reading, (walk) => read(town, walk.personId))
  const hasRead = new Set(reading)
  const staying = new Set(
    seen.filter((walk) => chance() < (hasRead.has(walk) ? comesIn.havingRead : comesIn.otherwise)),
  )
  town.at(later(3))
  await town.post(seen.map((walk) => fixAt(walk, later(3), -1, staying.has(walk) ? 0 : 250)))

  town.at(later(12))
  await town.post([
    ...[...staying].map((walk) => fixAt(walk, later(12), -1, 0)),
    ...hidden.flatMap((walk) => counterHears(walk, later(12), chance())),
  ])
  const paying = [...staying]
    .filter(({ personId }) => town.held.coupons.has(personId) && chance() < REDEEMS)
    .map((walk) => ({ ...walk, billMinor: 4_500 + Math.floor(chance() * 28) * 500 }))
  await inTurns(paying, (walk) => payWithCoupon(town, walk))
  // Whoever was located is told of it now, not when the next round begins.
  await town.drain()
  town.at(later(60))
  await town.settleSilent()
  await town.drain()
}

function fixAt({ personId, cafe }: Walk, now: Date, afterSeconds: number, metersAway: number) {
  const at = new Date(now.getTime() + afterSeconds * SECOND_MS).toISOString()
  const { lng, lat } = cafe
  return {
    personId,
    kind: 'position',
    at,
    lng,
    lat: lat + metersAway / METERS_PER_DEGREE,
    accuracyMeters: 8,
  }
}

/** A scan of the code beside the till, the beacon under the counter, or nobody. */
function counterHears({ personId, cafe }: Walk, now: Date, draw: number): readonly object[] {
  const at = new Date(now.getTime() - SECOND_MS).toISOString()
  if (draw < SCANS_TAG) return [{ personId, kind: 'scan', at, code: cafe.tagCode, medium: 'qr' }]
  if (draw > SCANS_TAG + HEARD_BY_BEACON) return []
  return [{ personId, kind: 'sighting', at, frame: cafe.beaconFrame, rssiDbm: -60 }]
}

async function read({ platform, held }: Town, personId: Id<'person'>): Promise<void> {
  const messageId = held.messages.get(personId)
  if (!messageId) return
  held.messages.delete(personId)
  await platform.inWork(actorOf(personId), (work) => readMessage(work, messageId))
}

type Paying = Walk & { readonly billMinor: number }

/** Shows the code of the moment at the counter, where staff type the bill. */
export async function payWithCoupon(
  { platform, held }: Town,
  {
    personId,
    cafe: { id: placeId },
    billMinor,
  }: Omit<Paying, 'cafe'> & {
    readonly cafe: { readonly id: Id<'place'> }
  },
): Promise<void> {
  const couponId = held.coupons.get(personId)
  if (!couponId) return
  held.coupons.delete(personId)
  const { inWork } = platform
  const { code } = await inWork(actorOf(personId), (work) => codeOf(work, couponId))
  await inWork(demoActor('staff'), (work) => redeemCoupon(work, { placeId, code, billMinor }))
}

/** A few at a time: the database has more than one hand. */
export async function inTurns<Item>(items: readonly Item[], act: (item: Item) => Promise<void>) {
  for (let at = 0; at < items.length; at += AT_ONCE) {
    await Promise.all(items.slice(at, at + AT_ONCE).map(act))
  }
}

export const actorOf = (personId: Id<'person'>): Actor => ({
  kind: 'person',
  personId,
  sessionId: demoId('session', personId),
  isOperator: false,
  memberships: [],
})
