/** Where people are, as far as they agreed to it: signals in; stays, visits and facts out. */
import { allow, mayOperate, mayServe, personOf, type Actor } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../kernel/page.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Platform } from '../../platform/platform.ts'
import type { Work } from '../../platform/work.ts'
import { deviceEvidence, type Device } from '../devices/model.ts'
import type { Devices } from '../devices/service.ts'
import { consentChanged } from '../people/events.ts'
import {
  personByPhone,
  recordLocationUses,
  type Consents,
  type LocationUseCounter,
} from '../people/service.ts'
import { placeChanged } from '../places/events.ts'
import { placeOf, placesOf } from '../places/service.ts'
import { visitEnded, visitStarted, zoneEntered, zoneLeft } from './events.ts'
import type { VisitShown } from './model.ts'
import { personIdIn, type Parsed, parseSignal, type Sighting } from './model/parsing.ts'
import {
  presenceRefusals,
  type Outcome,
  type PresenceRefusal,
  type Reading,
  type Signal,
} from './model/signal.ts'
import { Crowd, HEARD_EVERY_MS, SETTLE_MS } from './service/crowd.ts'
import { openZoneMemory } from './service/zone-memory.ts'
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
export type Answer = { readonly code: Outcome; readonly field: string | null }
export type CheckIn = {
  readonly visitId: Id<'visit'>
  readonly placeId: Id<'place'>
  readonly startedAt: Date
  readonly evidence: number
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
  /** Ends what has been silent. Runs by itself every half a minute. */
  settle(): Promise<void>
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
const PLACES_MAX = 200_000
/** A living process notes whom it hears every few minutes, and settles the silent itself. */
const LOST_MS = SETTLE_MS + 3 * HEARD_EVERY_MS
const LOST_AT_ONCE_MAX = 2_000

/** Opens the hot path of this process. */
export function openPresence(platform: Platform, needs: PresenceNeeds): Presence {
  const { consents, devices } = needs
  const memory = openZoneMemory(platform)
  const crowd = new Crowd({ platform, ...needs, zones: memory.zones })
  const points = openPlacePoints(platform)
  followOthers(platform, crowd)
  const timer = setInterval(() => {
    crowd
      .settle(platform.clock().getTime())
      .catch((error: unknown) => platform.logger.warn({ error }, 'presence waits for the database'))
  }, SETTLE_EVERY_MS).unref()

  /** Judges parsed signals of people and tells each one's outcome. */
  const judge = async (parsed: readonly (readonly [PersonId, Parsed])[]): Promise<Answer[]> => {
    await memory.load()
    const people = [...new Set(parsed.map(([personId]) => personId))]
    const sightings = parsed.flatMap(([, one]) => (one.kind === 'sighting' ? [one] : []))
    await consents.ready(people)
    if (sightings.length > 0) {
      await devices.ready(sightings.map(({ key }) => key))
      await points.ready(sightings.flatMap(({ key }) => devices.get(key)?.placeId ?? []))
    }
    const answers: Answer[] = []
    const signals = new Map<PersonId, Signal[]>()
    const indices = new Map<PersonId, number[]>()
    for (const [personId, one] of parsed) {
      if (one.kind === 'refused') {
        answers.push({ code: one.code, field: one.field })
        continue
      }
      const signal = consents.has(personId, 'location')
        ? resolved(one)
        : ('presence.no-consent' as const)
      if (typeof signal !== 'string') {
        appendTo(signals, personId, signal)
        appendTo(indices, personId, answers.length)
      }
      answers.push({ code: typeof signal === 'string' ? signal : 'taken', field: null })
    }
    for (const [personId, outcomes] of await crowd.take(signals)) {
      indices.get(personId)?.forEach((index, at) => {
        answers[index] = { code: outcomes[at] ?? 'taken', field: null }
      })
    }
    return answers
  }

  const resolved = (one: Signal | Sighting): Signal | PresenceRefusal => {
    if (one.kind !== 'sighting') return one
    const device = devices.get(one.key)
    if (!device) return 'presence.unknown-device'
    const zone = device.zoneId === null ? null : (memory.zones.get(device.zoneId) ?? null)
    return readingOf(one, device, zone, points.get(device.placeId))
  }

  /** Takes one reading that somebody waits for, and answers with the visit it belongs to. */
  const checkIn = async (personId: PersonId, one: Signal | Sighting): Promise<CheckIn> => {
    await memory.load()
    await consents.ready([personId])
    if (!consents.has(personId, 'location')) throw refusal('presence.no-consent')
    const reading = resolved(one)
    if (typeof reading === 'string') throw refusal(reading)
    const outcomes = await crowd.take(new Map([[personId, [reading]]]))
    const outcome = outcomes.get(personId)?.[0] ?? 'taken'
    if (outcome !== 'taken' && outcome !== 'presence.duplicate') throw refusal(outcome)
    const { placeId } = reading as Reading
    const visit = await platform.inWork({ kind: 'system', name: 'presence' }, async (work) =>
      (await openVisitsOf(work, [personId])).find((open) => open.placeId === placeId),
    )
    // A reading older than the visits that followed it starts none that is still open.
    if (!visit) throw refusal('presence.too-late')
    const { id, startedAt, evidence } = visit
    return { visitId: id, placeId, startedAt, evidence }
  }

  return {
    load: memory.load,
    zonesSettled: memory.settled,
    takeBatch: (actor, values) => {
      const now = platform.clock().getTime()
      return judge(values.map((value) => parsedFor(actor, value, now)))
    },
    async checkInByTag(actor, code, medium) {
      const at = platform.clock().getTime()
      const scan = { kind: 'sighting', at, key: `tag/${code}`, method: medium } as const
      await devices.ready([scan.key])
      const device = devices.get(scan.key)
      if (device) await points.ready([device.placeId])
      return checkIn(personOf(actor), scan)
    },
    async checkInByStaff(actor, placeId, phone) {
      const found = await platform.inWork(actor, (work) => guestOf(work, placeId, phone))
      await consents.ready([found.personId])
      // Whether nobody has the number, or somebody who did not agree, is not for the counter to know.
      if (!consents.has(found.personId, 'location')) throw refusal('presence.unknown-person')
      const at = platform.clock().getTime()
      return checkIn(found.personId, { ...staffReading, ...found.place, at })
    },
    settle: () => crowd.settle(platform.clock().getTime()),
    settleLost: async () => {
      const since = new Date(platform.clock().getTime() - LOST_MS)
      const personIds = await platform.inWork({ kind: 'system', name: 'presence' }, (work) =>
        silentPeople(work, since, LOST_AT_ONCE_MAX),
      )
      await crowd.settleLost(personIds)
    },
    close: () => clearInterval(timer),
  }
}

const staffReading = {
  kind: 'reading',
  method: 'staff',
  evidence: 3,
  deviceId: null,
  zone: null,
} as const

/** Whom staff check in: somebody who agreed, found by the number they proved to be theirs. */
async function guestOf(work: Work, placeId: Id<'place'>, phone: string) {
  const { merchantId, lng, lat } = await placeOf(work, placeId)
  allow(mayServe(work.actor, merchantId) || mayOperate(work.actor))
  const person = await personByPhone(work, phone)
  if (!person) throw refusal('presence.unknown-person')
  await recordLocationUses(work, [
    { personId: person.id, purpose: 'check-in', merchantId, count: 1 },
  ])
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

function parsedFor(actor: Actor, value: unknown, now: number): readonly [PersonId, Parsed] {
  if (actor.kind === 'person') return [actor.personId, parseSignal(value, now, 'person')]
  const personId = personIdIn(value)
  const bad = { kind: 'refused', code: 'presence.bad-signal', field: 'personId' } as const
  return personId === null ? ['' as PersonId, bad] : [personId, parseSignal(value, now, 'gateway')]
}

function readingOf(
  { at, method }: Sighting,
  device: Device,
  zone: Reading['zone'],
  point: { readonly lng: number; readonly lat: number } | null,
): Reading {
  const { placeId, merchantId, id: deviceId } = device
  const evidence = deviceEvidence(device)
  const { lng, lat } = point ?? { lng: null, lat: null }
  return { kind: 'reading', at, method, evidence, placeId, merchantId, deviceId, zone, lng, lat }
}

/** Where places are, from memory once they have been asked for. */
function openPlacePoints(platform: Platform) {
  let known = new Map<Id<'place'>, { readonly lng: number; readonly lat: number }>()
  platform.follow([placeChanged.name], ({ data }) => {
    known.delete((data as { readonly placeId: Id<'place'> }).placeId)
  })
  return {
    async ready(placeIds: readonly Id<'place'>[]): Promise<void> {
      const unknown = [...new Set(placeIds)].filter((id) => !known.has(id))
      if (unknown.length === 0) return
      if (known.size > PLACES_MAX) known = new Map()
      const actor = { kind: 'system', name: 'presence' } as const
      const found = await platform.inWork(actor, (work) => placesOf(work, unknown))
      for (const [id, { lng, lat }] of found) known.set(id, { lng, lat })
    },
    get: (placeId: Id<'place'>) => known.get(placeId) ?? null,
  }
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
}

function appendTo<Key, Value>(map: Map<Key, Value[]>, key: Key, value: Value): void {
  const list = map.get(key)
  if (list) list.push(value)
  else map.set(key, [value])
}

const refusal = (code: PresenceRefusal) => new Refused(presenceRefusals, code)
