/** From what is sent to what is judged: consent, devices and places are looked up, then the crowd takes it. */
import type { Actor } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Platform } from '../../../platform/platform.ts'
import { openRecall, type Recall } from '../../../platform/recall.ts'
import { deviceEvidence, type Device } from '../../devices/model.ts'
import type { Devices } from '../../devices/service.ts'
import type { Consents } from '../../people/service/open-consents.ts'
import { placeChanged } from '../../places/events.ts'
import { placesOf } from '../../places/service.ts'
import { parseSignal, personIdIn, type Parsed, type Sighting } from '../model/parsing.ts'
import type { Outcome, PresenceRefusal, Reading, Signal } from '../model/signal.ts'
import type { Crowd } from './crowd.ts'
import type { ZoneMemory } from './zone-memory.ts'

type PersonId = Id<'person'>
export type Answer = { readonly code: Outcome; readonly field: string | null }
/** What was sent, by the same index: whom it is about, and what it says. */
type Batch = { readonly personIds: readonly PersonId[]; readonly parsed: readonly Parsed[] }

export type IntakeNeeds = {
  readonly platform: Platform
  readonly consents: Consents
  readonly devices: Devices
  readonly memory: ZoneMemory
  readonly crowd: Crowd
}

const PLACES_MAX = 200_000

export class Intake {
  readonly #needs: IntakeNeeds
  readonly #points: PlacePoints

  constructor(needs: IntakeNeeds) {
    this.#needs = needs
    this.#points = openPlacePoints(needs.platform)
  }

  /** One answer for each signal, once all that they changed is on disk. */
  async takeBatch(actor: Actor, values: readonly unknown[]): Promise<readonly Answer[]> {
    const { consents, crowd, platform } = this.#needs
    const now = platform.clock().getTime()
    const only = actor.kind === 'key' ? actor.merchantId : null
    const batch = addressed(actor, values, now)
    await this.#ready(batch)

    const answers: Answer[] = []
    const signals = new Map<PersonId, Signal[]>()
    for (let index = 0; index < values.length; index += 1) {
      const personId = batch.personIds[index] as PersonId
      const one = batch.parsed[index] as Parsed
      if (one.kind === 'refused') {
        answers.push({ code: one.code, field: one.field })
        continue
      }
      const signal = consents.has(personId, 'location')
        ? this.resolved(one, only)
        : ('presence.no-consent' as const)
      if (typeof signal === 'string') {
        answers.push({ code: signal, field: null })
        continue
      }
      const own = signals.get(personId)
      if (own) own.push(signal)
      else signals.set(personId, [signal])
      answers.push(taken)
    }
    const refused = await crowd.take(signals)
    if (refused.size > 0) correct(answers, batch.personIds, refused)
    return answers
  }

  /** Lets `resolved` know the device behind a key. */
  async readyFor(keys: readonly string[]): Promise<void> {
    const { devices } = this.#needs
    await devices.ready(keys)
    await this.#points.ready(keys.flatMap((key) => devices.get(key)?.placeId ?? []))
  }

  /**
   * A sighting with the place of its device; a fix as it is. Ask `readyFor` first.
   *
   * @param only the merchant whose devices may speak; null for all (PR24)
   */
  resolved(one: Signal | Sighting, only: Id<'merchant'> | null): Signal | PresenceRefusal {
    if (one.kind !== 'sighting') return only === null ? one : 'presence.not-yours'
    const device = this.#needs.devices.get(one.key)
    if (!device) return 'presence.unknown-device'
    if (only !== null && device.merchantId !== only) return 'presence.not-yours'
    const { zones } = this.#needs.memory
    const zone = device.zoneId === null ? null : (zones.get(device.zoneId) ?? null)
    return readingOf(one, device, zone, this.#points.get(device.placeId))
  }

  async #ready({ personIds, parsed }: Batch): Promise<void> {
    const { memory, consents } = this.#needs
    const people: PersonId[] = []
    const keys: string[] = []
    for (let index = 0; index < parsed.length; index += 1) {
      const one = parsed[index] as Parsed
      if (one.kind !== 'refused') people.push(personIds[index] as PersonId)
      if (one.kind === 'sighting') keys.push(one.key)
    }
    await memory.load()
    if (keys.length > 0) await this.readyFor(keys)
    await consents.ready(people)
  }
}

const taken: Answer = { code: 'taken', field: null }
const nobody = '' as PersonId
const nameless = { kind: 'refused', code: 'presence.bad-signal', field: 'personId' } as const

function addressed(actor: Actor, values: readonly unknown[], now: number): Batch {
  const personIds: PersonId[] = []
  const parsed: Parsed[] = []
  for (const value of values) {
    if (actor.kind === 'person') {
      personIds.push(actor.personId)
      parsed.push(parseSignal(value, now, 'person'))
      continue
    }
    const personId = personIdIn(value)
    personIds.push(personId ?? nobody)
    parsed.push(personId === null ? nameless : parseSignal(value, now, 'gateway'))
  }
  return { personIds, parsed }
}

/** Puts in what the crowd answered in place of what was taken so far, person by person in turn. */
function correct(
  answers: Answer[],
  personIds: readonly PersonId[],
  refused: ReadonlyMap<PersonId, readonly Outcome[]>,
): void {
  const turns = new Map<PersonId, number>()
  for (let index = 0; index < answers.length; index += 1) {
    const personId = personIds[index] as PersonId
    const own = refused.get(personId)
    if (own === undefined || answers[index] !== taken) continue
    const turn = turns.get(personId) ?? 0
    turns.set(personId, turn + 1)
    const code = own[turn] ?? 'taken'
    if (code !== 'taken') answers[index] = { code, field: null }
  }
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

type PlacePoints = Recall<Id<'place'>, { readonly lng: number; readonly lat: number }>

/** Where places are, from memory once they have been asked for. */
function openPlacePoints(platform: Platform): PlacePoints {
  const actor = { kind: 'system', name: 'presence' } as const
  const known: PlacePoints = openRecall({
    keptMax: PLACES_MAX,
    read: (placeIds) => platform.inWork(actor, (work) => placesOf(work, placeIds)),
  })
  platform.follow([placeChanged.name], ({ data }) => {
    known.forget((data as { readonly placeId: Id<'place'> }).placeId)
  })
  return known
}
