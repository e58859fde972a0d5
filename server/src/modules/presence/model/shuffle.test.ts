/** Whatever order signals arrive in, the same stays and visits come out, and the log makes sense. */
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { aFix, aReading, aZone, noon, spot, zonesOf } from '../testing.ts'
import { SHUFFLE_MS_MAX, signalOrder, type Signal } from './signal.ts'
import { emptyState, heardAtOf, type Happening } from './state.ts'
import { Track } from './track.ts'

const shop = aZone({ dwellSeconds: 60 })
const next = aZone({ number: 2, eastMeters: 120, dwellSeconds: 30 })
const street = aZone({
  number: 3,
  placeId: null,
  merchantId: null,
  shape: { kind: 'circle', center: spot(60), radiusMeters: 200 },
})
const zones = zonesOf(shop, next, street)

/** A step of somebody's day: so many seconds on, somewhere along the street. */
const step = fc.record({
  seconds: fc.oneof(
    { weight: 8, arbitrary: fc.integer({ min: 1, max: 40 }) },
    { weight: 1, arbitrary: fc.integer({ min: 1_000, max: 1_500 }) },
  ),
  eastMeters: fc.oneof(
    { weight: 6, arbitrary: fc.integer({ min: -150, max: 300 }) },
    { weight: 4, arbitrary: fc.integer({ min: -4, max: 4 }) },
    { weight: 1, arbitrary: fc.constantFrom(0, 120) },
    { weight: 1, arbitrary: fc.integer({ min: -20_000, max: 20_000 }) },
  ),
  accuracyMeters: fc.constantFrom(5, 8, 20, 40, 90, 150, 400, 1_500),
  speedMps: fc.constantFrom(null, 0, 1.3, 5, 14),
  read: fc.constantFrom('none', 'none', 'none', 'none', 'qr', 'beacon', 'staff'),
})

const walk = fc.array(step, { minLength: 2, maxLength: 40 }).map((steps) => {
  let seconds = 0
  return steps.map((one): Signal => {
    seconds += one.seconds
    const { eastMeters, accuracyMeters, speedMps, read } = one
    if (read === 'none') return aFix({ seconds, eastMeters, accuracyMeters, speedMps })
    const isNext = eastMeters > 60
    const zone = isNext ? next : shop
    return aReading({
      seconds,
      method: read as 'qr',
      evidence: read === 'staff' ? 3 : 0,
      placeId: testId('place', isNext ? 2 : 1),
      merchantId: testId('merchant', isNext ? 2 : 1),
      zone: read === 'beacon' ? zone : null,
      ...spot(isNext ? 120 : 0),
    })
  })
})

type Row = Readonly<Record<string, unknown>>
type Table = Map<string, Row>

/** Receives batches and keeps two tables and a log, as the store does. */
function played(batches: readonly (readonly Signal[])[]) {
  const track = new Track(testId('person'), emptyState())
  const stays: Table = new Map()
  const visits: Table = new Map()
  const log: Happening[] = []
  for (const batch of batches) {
    const { differences, happenings } = track.receive(batch, zones)
    for (const { id } of differences?.goneStays ?? []) stays.delete(id)
    for (const { id } of differences?.goneVisits ?? []) visits.delete(id)
    const changed = [
      ...(differences?.changedStays ?? []).map((stay) => ({ stay })),
      ...(differences?.changedVisits ?? []).map((visit) => ({ visit })),
      ...happenings,
    ]
    for (const one of changed) {
      if ('stay' in one) {
        const { id, zone, enteredAt, dwelledAt, leftAt, evidence } = one.stay
        stays.set(id, { zoneId: zone.id, enteredAt, dwelledAt, leftAt, evidence })
      }
      if ('visit' in one) {
        const { id, placeId, startedAt, endedAt, evidence, method } = one.visit
        visits.set(id, { placeId, startedAt, endedAt, evidence, method })
      }
    }
    for (const one of [...(differences?.happenings ?? []), ...happenings]) {
      log.push('stay' in one ? { ...one, stay: { ...one.stay } } : one)
    }
  }
  return { track, stays, visits, log }
}

const sorted = (table: Table) => [...table.values()].map((row) => JSON.stringify(row)).toSorted()

function whatIsTrue({ stays, visits, track }: ReturnType<typeof played>) {
  track.settleAt(track.newestAt)
  const open = [...track.state.stays.values()].map((stay) => [
    stay.zone.id,
    stay.enteredAt,
    heardAtOf(track.state, stay),
  ])
  return { stays: sorted(stays), visits: sorted(visits), open: new Set(open.map(String)) }
}

/** An order of arrival in which nothing is later than the window, with some things twice. */
const arrival = (signals: readonly Signal[]) =>
  fc
    .array(
      fc.record({
        delay: fc.nat(SHUFFLE_MS_MAX - 1),
        again: fc.nat(SHUFFLE_MS_MAX - 1),
        isTwice: fc.boolean(),
      }),
      {
        minLength: signals.length,
        maxLength: signals.length,
      },
    )
    .map((delays) =>
      signals
        .flatMap((signal, index) => {
          const { delay = 0, again = 0, isTwice = false } = delays[index] ?? {}
          const first = { signal, at: signal.at + delay }
          return isTwice ? [first, { signal, at: signal.at + again }] : [first]
        })
        .toSorted((one, other) => one.at - other.at)
        .map(({ signal }) => signal),
    )

const cut = (signals: readonly Signal[], sizes: readonly number[]) => {
  const batches: Signal[][] = []
  let at = 0
  for (let turn = 0; at < signals.length; turn += 1) {
    const size = sizes[turn % sizes.length] ?? 1
    batches.push(signals.slice(at, at + size))
    at += size
  }
  return batches
}
const sizes = fc.array(fc.integer({ min: 1, max: 6 }), { minLength: 1, maxLength: 4 })
const shuffledWalk = walk.chain((signals) =>
  fc.tuple(fc.constant(signals), arrival(signals), sizes),
)

test('PR14 any shuffle and repetition within ten minutes gives the same stays and visits', () => {
  fc.assert(
    fc.property(shuffledWalk, ([signals, arrived, batches]) => {
      const inOrder = played(signals.toSorted(signalOrder).map((signal) => [signal]))
      const shuffled = played(cut(arrived, batches))
      expect(whatIsTrue(shuffled)).toEqual(whatIsTrue(inOrder))
    }),
    { numRuns: 1_000 },
  )
})

test('PR14 what comes twice is told so, and changes nothing', () => {
  fc.assert(
    fc.property(walk, (signals) => {
      const track = new Track('p')
      track.receive(signals, zones)
      const late = signals.filter(({ at }) => at >= track.settledAt)
      const { outcomes, differences, happenings } = track.receive(late, zones)
      expect(new Set(outcomes)).toEqual(new Set(late.length > 0 ? ['presence.duplicate'] : []))
      expect(happenings).toEqual([])
      expect(differences).toBeNull()
    }),
  )
})

test('PR15 in the log of one zone, enter and leave take turns whatever comes late', () => {
  fc.assert(
    fc.property(shuffledWalk, ([, arrived, batches]) => {
      const { log, track } = played(cut(arrived, batches))
      for (const zone of [shop, next, street]) {
        const turns = log
          .flatMap((one) => ('stay' in one && one.stay.zone.id === zone.id ? [one.kind] : []))
          .filter((kind) => kind !== 'dwelled')
        turns.forEach((kind, at) => expect(kind).toBe(at % 2 === 0 ? 'entered' : 'left'))
        expect(turns.length % 2 === 1).toBe(track.state.stays.has(zone.id))
      }
    }),
    { numRuns: 1_000 },
  )
})

test('PR14 stays of a zone, and visits to a place, never overlap (I16)', () => {
  fc.assert(
    fc.property(shuffledWalk, ([, arrived, batches]) => {
      const { stays, visits } = played(cut(arrived, batches))
      const spans = [
        ...[...stays.values()].map((row) => [row['zoneId'], row['enteredAt'], row['leftAt']]),
        ...[...visits.values()].map((row) => [row['placeId'], row['startedAt'], row['endedAt']]),
      ] as [string, number, number | null][]
      for (const [key, from, until] of spans) {
        const others = spans.filter((span) => span[0] === key && span[1] > from)
        for (const [, otherFrom] of others)
          expect(otherFrom).toBeGreaterThanOrEqual(until ?? Infinity)
      }
    }),
    { numRuns: 500 },
  )
})

test('the memory of a track is bounded, however much is sent', () => {
  const track = new Track('p')
  for (let second = 0; second < 4_000; second += 1) {
    track.receive([{ ...aFix(), at: noon + second * 10 }], zones)
  }
  expect(track.fixes).toBeLessThan(3_000)
})
