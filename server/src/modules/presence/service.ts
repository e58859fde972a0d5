/** Where people are, as far as they agreed to it: signals in; stays, visits and facts out. */
import { allow, mayOperate, mayServe, personOf, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import type { Devices } from '../devices/service.ts'
import { consentChanged, locationControlsChanged } from '../people/events.ts'
import { personByPhone, recordLocationUses, type LocationUseCounter } from '../people/service.ts'
import type { Consents } from '../people/service/open-consents.ts'
import { placeOf } from '../places/service.ts'
import { visitEnded, visitStarted, zoneEntered, zoneLeft } from './events.ts'
import type { VisitShown } from './model.ts'
import { presenceRefusals, type PresenceRefusal, type Reading } from './model/signal.ts'
import { Crowd, HEARD_EVERY_MS, SETTLE_MS } from './service/crowd.ts'
import { Intake, type Answer } from './service/intake.ts'
import { readingsOf, staffReading, type CouponUse } from './service/redemptions.ts'
import { openZoneMemory, type ZoneMemory } from './service/zone-memory.ts'
import {
  erasePeople,
  invariants,
  openStaysOf,
  openVisitsOf,
  silentPeople,
  visitCounts,
  visitsOfPerson,
  type StayRow,
  type VisitCount,
  type VisitRow,
} from './store.ts'

export { invariants as presenceInvariants }

type PersonId = Id<'person'>
export type CheckIn = {
  readonly visitId: Id<'visit'>
  readonly placeId: Id<'place'>
  readonly startedAt: Date
  readonly evidence: number
}

export type Whereabouts = {
  readonly zoneIds: readonly Id<'zone'>[]
  /** The level of the visit to the merchant that goes on; -1 for none. */
  readonly visitEvidence: number
  /** Whether no visit to the merchant came before this one. */
  readonly isFirstVisit: boolean
}

export type Presence = {
  /** Reads all zones. Call once facts are followed; signals wait for it. */
  load(): Promise<void>
  /** Waits until the zones that were heard to have changed are in. */
  zonesSettled(): Promise<void>
  /** One answer for each signal, once all that they changed is on disk. */
  takeBatch(actor: Actor, signals: readonly unknown[]): Promise<readonly Answer[]>
  /** @throws {Refused} with a code of `presenceRefusals` */
  checkInByTag(actor: Actor, code: string, medium: 'qr' | 'nfc'): Promise<CheckIn>
  /** @throws {Refused} with a code of `presenceRefusals`, `place.unknown` or `access.forbidden` */
  checkInByStaff(actor: Actor, placeId: Id<'place'>, phone: string): Promise<CheckIn>
  /** Who uses a coupon at a counter is there: a visit, confirmed by staff (PR25). */
  takeRedemptions(used: readonly CouponUse[]): Promise<void>
  /** Ends what has been silent. Runs by itself every half a minute. */
  settle(): Promise<void>
  /**
   * Where a person is, for whoever judges an offer of a merchant; null without consent. The look is
   * recorded (PR26).
   */
  whereabouts(
    work: Work,
    personId: PersonId,
    place: { readonly merchantId: Id<'merchant'> },
  ): Promise<Whereabouts | null>
  /** Ends what a process left open that is gone. */
  settleLost(): Promise<void>
  close(): void
}

export type PresenceNeeds = {
  readonly consents: Consents
  readonly uses: LocationUseCounter
  readonly devices: Devices
}

const SETTLE_EVERY_MS = 30_000
const system = { kind: 'system', name: 'presence' } as const
/** A living process notes whom it hears every few minutes, and settles the silent itself. */
const LOST_MS = SETTLE_MS + 3 * HEARD_EVERY_MS
const LOST_AT_ONCE_MAX = 2_000

/** Opens the hot path of this process. */
export function openPresence(platform: Platform, needs: PresenceNeeds): Presence {
  const { consents, devices } = needs
  const memory = openZoneMemory(platform)
  const crowd = new Crowd({ platform, ...needs, zones: memory.zones })
  const intake = new Intake({ platform, consents, devices, memory, crowd })
  followOthers(platform, crowd)
  const timer = setInterval(() => {
    crowd
      .settle(platform.clock().getTime())
      .catch((error: unknown) => platform.logger.warn({ error }, 'presence waits for the database'))
  }, SETTLE_EVERY_MS).unref()

  return {
    load: memory.load,
    zonesSettled: memory.settled,
    takeBatch: (actor, signals) => intake.takeBatch(actor, signals),
    ...checkInsWith(platform, consents, memory, intake, crowd),
    async takeRedemptions(used) {
      await memory.load()
      await crowd.take(await readingsOf(platform, consents, used))
    },
    settle: () => crowd.settle(platform.clock().getTime()),
    async whereabouts(work, personId, { merchantId }) {
      await consents.ready([personId])
      if (!consents.allows(personId, 'offer')) return null
      await recordLocationUses(work, [{ personId, purpose: 'offer', merchantId, count: 1 }])
      return whereaboutsOf(work, personId, merchantId)
    },
    async settleLost() {
      const since = new Date(platform.clock().getTime() - LOST_MS)
      const personIds = await platform.inWork(system, (work) =>
        silentPeople(work, since, LOST_AT_ONCE_MAX),
      )
      await crowd.settleLost(personIds)
    },
    close: () => clearInterval(timer),
  }
}

function checkInsWith(
  platform: Platform,
  consents: Consents,
  memory: ZoneMemory,
  intake: Intake,
  crowd: Crowd,
): Pick<Presence, 'checkInByTag' | 'checkInByStaff'> {
  /** Takes one reading that somebody waits for, and answers with the visit it belongs to. */
  const checkIn = async (personId: PersonId, reading: Reading): Promise<CheckIn> => {
    const outcomes = await crowd.take(new Map([[personId, [reading]]]))
    const outcome = outcomes.get(personId)?.[0] ?? 'taken'
    if (outcome !== 'taken' && outcome !== 'presence.duplicate') throw refusal(outcome)
    const { placeId } = reading
    const visit = await platform.inWork(system, async (work) =>
      (await openVisitsOf(work, [personId])).find((open) => open.placeId === placeId),
    )
    // A reading older than the visits that followed it starts none that is still open.
    if (!visit) throw refusal('presence.too-late')
    const { id, startedAt, evidence } = visit
    return { visitId: id, placeId, startedAt, evidence }
  }
  const agrees = async (personId: PersonId) => {
    await memory.load()
    await consents.ready([personId])
    return consents.has(personId, 'location')
  }

  return {
    async checkInByTag(actor, code, medium) {
      const personId = personOf(actor)
      if (!(await agrees(personId))) throw refusal('presence.no-consent')
      const at = platform.clock().getTime()
      const scan = { kind: 'sighting', at, key: `tag/${code}`, method: medium } as const
      await intake.readyFor([scan.key])
      const reading = intake.resolved(scan, null)
      if (typeof reading === 'string') throw refusal(reading)
      return checkIn(personId, reading as Reading)
    },
    async checkInByStaff(actor, placeId, phone) {
      const { personId, place } = await platform.inWork(actor, (work) =>
        guestOf(work, placeId, phone),
      )
      // Whether nobody has the number, or somebody who did not agree, is not for the counter to know.
      if (!(await agrees(personId))) throw refusal('presence.unknown-person')
      return checkIn(personId, { ...staffReading, ...place, at: platform.clock().getTime() })
    },
  }
}

/** Whom staff check in: somebody who agreed, found by the number they proved to be theirs. */
async function guestOf(work: Work, placeId: Id<'place'>, phone: string) {
  const { merchantId, lng, lat } = await placeOf(work, placeId)
  allow(mayServe(work.actor, merchantId, placeId) || mayOperate(work.actor))
  const person = await personByPhone(work, phone)
  if (!person) throw refusal('presence.unknown-person')
  return { personId: person.id, place: { placeId, merchantId, lng, lat } }
}

/** Forgets where people were, who no longer agree that it is known (PR17). */
export async function forgetPeople(work: Work, personIds: readonly PersonId[]): Promise<void> {
  const stays = await openStaysOf(work, personIds)
  const visits = await openVisitsOf(work, personIds)
  const at = work.now.toISOString()
  for (const { id, personId, zoneId, placeId, merchantId, evidence } of stays) {
    const fact = { stayId: id, personId, zoneId, placeId, merchantId, at, evidence }
    work.announce(zoneLeft, fact, { subjectId: personId })
  }
  for (const { id, personId, placeId, merchantId, evidence, method } of visits) {
    const fact = { visitId: id, personId, placeId, merchantId, at, evidence, method }
    work.announce(visitEnded, { ...fact, isWithdrawn: false }, { subjectId: personId })
  }
  await erasePeople(work, personIds)
}

export type OwnPresence = {
  readonly stays: readonly StayRow[]
  readonly visits: readonly VisitShown[]
}

/** Where the asker is now, as it is known here. */
export async function presenceOfAsker(work: Work): Promise<OwnPresence> {
  const personId = personOf(work.actor)
  const stays = await openStaysOf(work, [personId])
  const visits = await openVisitsOf(work, [personId])
  return { stays, visits }
}

export async function visitsOfAsker(work: Work, page: PageRequest): Promise<Page<VisitRow>> {
  const rows = await visitsOfPerson(work, personOf(work.actor), page)
  return pageOf(rows, page.limit, (visit) => visit.id)
}

async function whereaboutsOf(
  work: Work,
  personId: PersonId,
  merchantId: Id<'merchant'>,
): Promise<Whereabouts> {
  const stays = await openStaysOf(work, [personId])
  const open = await openVisitsOf(work, [personId])
  const here = open.filter((visit) => visit.merchantId === merchantId)
  const [count] = await visitCounts(work, [personId], merchantId, new Date(0))
  return {
    zoneIds: stays.map(({ zoneId }) => zoneId),
    visitEvidence: Math.max(-1, ...here.map(({ evidence }) => evidence)),
    isFirstVisit: (count?.visits ?? 0) <= here.length,
  }
}

/** How often each of these people visited a merchant since a moment; for the modules above. */
export async function visitsOf(
  work: Work,
  personIds: readonly PersonId[],
  merchantId: Id<'merchant'>,
  since: Date,
): Promise<ReadonlyMap<PersonId, VisitCount>> {
  const rows = personIds.length === 0 ? [] : await visitCounts(work, personIds, merchantId, since)
  return new Map(rows.map((row) => [row.personId, row]))
}

/** Other processes write about the same people; withdrawn consents are heard here, too. */
function followOthers(platform: Platform, crowd: Crowd): void {
  const names = [zoneEntered, zoneLeft, visitStarted, visitEnded].map(({ name }) => name)
  const ends: readonly string[] = [zoneLeft.name, visitEnded.name]
  platform.follow(names, ({ name, data }) => {
    const fact = data as { personId: PersonId; stayId?: string; visitId?: string }
    crowd.hear(fact.personId, fact.stayId ?? fact.visitId ?? '', ends.includes(name))
  })
  platform.follow([consentChanged.name], ({ data }) => {
    const fact = data as { personId: PersonId; purpose: string; granted: boolean }
    if (fact.purpose === 'location' && !fact.granted) crowd.lose(fact.personId)
  })
  platform.follow([locationControlsChanged.name], ({ data }) => {
    const fact = data as { personId: PersonId; isPaused: boolean }
    if (fact.isPaused) crowd.lose(fact.personId)
  })
}

const refusal = (code: PresenceRefusal) => new Refused(presenceRefusals, code)
