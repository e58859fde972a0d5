/** What the reducer makes of walks, drives and bad fixes, told as a shopkeeper would. */
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { aFix, aReading, aZone, noon, spot, zonesOf } from '../testing.ts'
import type { Signal } from './signal.ts'
import { emptyState, type Happening } from './state.ts'
import { Track } from './track.ts'
import type { Zones } from './zone.ts'

const zones = zonesOf(aZone())

function told(signals: readonly Signal[], around: Zones = zones) {
  const track = new Track('p', emptyState())
  const happenings: Happening[] = []
  const outcomes: string[] = []
  for (const signal of signals) {
    const receipt = track.receive([signal], around)
    outcomes.push(...receipt.outcomes)
    happenings.push(...(receipt.differences?.happenings ?? []), ...receipt.happenings)
  }
  return { track, outcomes, happenings, kinds: happenings.map(({ kind }) => kind) }
}

describe('entering and leaving', () => {
  test('PR2 a good fix of a walker in the middle enters at once', () => {
    expect(told([aFix()]).kinds).toEqual(['entered'])
  })

  test.each([
    ['all of the circle inside', 42, ['entered']],
    ['a meter less', 43, []],
  ])('PR2 entering takes %s', (_name, eastMeters, kinds) => {
    expect(told([aFix({ eastMeters })]).kinds).toEqual(kinds)
  })

  test.each([
    ['on the edge', 50, 8, []],
    ['outside, within the margin', 72, 8, []],
    ['all of the circle beyond the margin', 74, 8, ['left']],
    ['far out, but no better than ±90 m', 150, 90, []],
    ['farther than that', 157, 90, ['left']],
  ])('PR2 leaving: %s', (_name, eastMeters, accuracyMeters, kinds) => {
    const walk = [aFix(), aFix({ seconds: 30, eastMeters, accuracyMeters })]
    expect(told(walk).kinds.slice(1)).toEqual(kinds)
  })

  test.each([[0], [60], [120], [300], [900]])(
    'PR1 ±150 m neither enters nor leaves a circle of 50 m, %i m from its middle',
    (eastMeters) => {
      const vague = { eastMeters, accuracyMeters: 150, seconds: 300 }
      expect(told([aFix(vague)]).kinds).toEqual([])
      expect(told([aFix(), aFix(vague)]).kinds).toEqual(['entered'])
    },
  )

  test('PR1 the same fix enters a district, which is larger than it', () => {
    const shape = { kind: 'circle', center: spot(0), radiusMeters: 800 } as const
    const district = zonesOf(aZone({ shape }))
    expect(told([aFix({ accuracyMeters: 150 })], district).kinds).toEqual(['entered'])
  })

  test('PR4 a shop smaller than the circle of the fix is entered at the second look', () => {
    const shape = { kind: 'circle', center: spot(0), radiusMeters: 10 } as const
    const shop = zonesOf(aZone({ shape }))
    const look = (seconds: number) => aFix({ seconds, accuracyMeters: 20 })
    expect(told([look(0), look(4)], shop).kinds).toEqual([])
    expect(told([look(0), look(5)], shop).kinds).toEqual(['entered'])
    expect(told([look(0), aFix({ seconds: 5, accuracyMeters: 26 })], shop).kinds).toEqual([])
  })

  test('PR2 walking by: entered and left once, and that is no visit', () => {
    const walk = Array.from({ length: 40 }, (_, at) =>
      aFix({ seconds: at * 3, eastMeters: -120 + at * 4.2 * 1.4, speedMps: 1.4, northMeters: 10 }),
    )
    const kinds = told(walk, zonesOf(aZone({ dwellSeconds: 120 }))).kinds
    expect(kinds).toEqual(['entered', 'left'])
  })

  test('PR20 a zone that is taken away is left', () => {
    const track = new Track('p')
    track.receive([aFix()], zones)
    const { happenings } = track.receive([aFix({ seconds: 5 })], { ...zonesOf(), version: 2 })
    expect(happenings.map(({ kind }) => kind)).toEqual(['left'])
  })

  test('a polygon with a hole: the hole is outside', () => {
    const ring = (meters: number) =>
      [
        [-meters, -meters],
        [meters, -meters],
        [meters, meters],
        [-meters, meters],
        [-meters, -meters],
      ].map(([x, y]) => Object.values(spot(x ?? 0, y ?? 0)) as unknown as [number, number])
    const shape = { kind: 'polygon', polygons: [[ring(200), ring(60)]] } as const
    const block = zonesOf(aZone({ shape }))
    expect(told([aFix()], block).kinds).toEqual([])
    expect(told([aFix({ eastMeters: 120 })], block).kinds).toEqual(['entered'])
    expect(told([aFix({ eastMeters: 120 }), aFix({ seconds: 60 })], block).kinds).toEqual([
      'entered',
      'left',
    ])
  })
})

describe('driving by', () => {
  const drive = (kmh: number, everySeconds: number, speedMps: (mps: number) => number | null) => {
    const mps = kmh / 3.6
    return Array.from({ length: Math.ceil(1_200 / (mps * everySeconds)) }, (_, at) =>
      aFix({
        seconds: at * everySeconds,
        eastMeters: -600 + at * everySeconds * mps,
        speedMps: speedMps(mps),
      }),
    )
  }
  const roomy = zonesOf(
    aZone({ shape: { kind: 'circle', center: spot(0), radiusMeters: 300 }, dwellSeconds: 10 }),
  )

  test.each([
    ['50 km/h, measured', 50, 1, (mps: number) => mps],
    ['50 km/h, not measured', 50, 1, () => null],
    ['50 km/h, not measured, a fix every 15 s', 50, 15, () => null],
    ['30 km/h, not measured', 30, 2, () => null],
    ['a receiver that always says 0', 50, 5, () => 0],
  ])('PR3 %s: nothing is entered, nothing visited', (_name, kmh, every, speed) => {
    expect(told(drive(kmh, every, speed), roomy).kinds).toEqual([])
  })

  test('PR3 a red light in front of the shop is no visit', () => {
    const still = Array.from({ length: 6 }, (_, at) =>
      aFix({ seconds: 44 + at * 9, eastMeters: 0, speedMps: 0 }),
    )
    const on = drive(50, 4, (mps) => mps).map((fix) => ({ ...fix, at: fix.at + 100_000 }))
    const before = drive(50, 4, (mps) => mps).slice(0, 11)
    expect(told([...before, ...still, ...on.slice(11)], roomy).kinds).toEqual([])
  })

  test('PR3 who gets off the bus enters after a minute', () => {
    const before = drive(50, 4, (mps) => mps).slice(0, 11)
    const after = Array.from({ length: 10 }, (_, at) =>
      aFix({ seconds: 44 + at * 10, eastMeters: 0, speedMps: 1 }),
    )
    const { happenings } = told([...before, ...after], roomy)
    expect(happenings.map(({ kind }) => kind)).toEqual(['entered', 'dwelled', 'started'])
  })

  test('PR3 of a first fix without a speed nothing is known: the second decides', () => {
    const first = aFix({ speedMps: null })
    expect(told([first]).kinds).toEqual([])
    const walking = aFix({ seconds: 6, eastMeters: 8, speedMps: null })
    const { happenings } = told([first, walking])
    expect(happenings).toMatchObject([{ kind: 'entered', stay: { enteredAt: noon } }])
    const driving = aFix({ seconds: 6, eastMeters: 84, speedMps: null })
    expect(told([first, driving], roomy).kinds).toEqual([])
  })

  test('PR3 a beacon heard from the bus does not count, a tag held to the phone does', () => {
    const bus = aFix({ speedMps: 14 })
    const beacon = aReading({ seconds: 5, method: 'beacon' })
    expect(told([bus, beacon]).outcomes).toEqual(['taken', 'presence.driving'])
    expect(told([bus, aReading({ seconds: 5 })]).kinds).toEqual(['started'])
  })
})

describe('visits', () => {
  test('PR7 who stays as long as the zone asks has dwelled, and visits the place since they came', () => {
    const { happenings } = told([aFix(), aFix({ seconds: 59 }), aFix({ seconds: 60 })])
    expect(happenings).toMatchObject([
      { kind: 'entered' },
      { kind: 'dwelled', stay: { dwelledAt: noon + 60_000 } },
      { kind: 'started', visit: { startedAt: noon, evidence: 1, method: 'position' } },
    ])
  })

  test('PR7 in an area that belongs to no place one dwells, but visits nobody', () => {
    const area = zonesOf(aZone({ placeId: null, merchantId: null }))
    expect(told([aFix(), aFix({ seconds: 60 })], area).kinds).toEqual(['entered', 'dwelled'])
  })

  test('PR6 after 20 minutes of silence one has left at the last word', () => {
    const { happenings } = told([aFix(), aFix({ seconds: 90 }), aFix({ seconds: 90 + 1_201 })])
    expect(happenings).toMatchObject([
      { kind: 'entered' },
      { kind: 'dwelled' },
      { kind: 'started' },
      { kind: 'left', stay: { leftAt: noon + 90_000 } },
      { kind: 'ended', visit: { endedAt: noon + 90_000 } },
      { kind: 'entered' },
    ])
  })

  test('PR6 not after 20 minutes exactly', () => {
    expect(told([aFix(), aFix({ seconds: 1_200 })]).kinds).not.toContain('left')
  })

  test('PR8 S56: QR, NFC, beacon, position and the till at once are one visit', () => {
    const { happenings } = told([
      aReading({ method: 'qr' }),
      aReading({ seconds: 10, method: 'nfc' }),
      aReading({ seconds: 20, method: 'beacon', zone: aZone() }),
      aFix({ seconds: 30 }),
      aFix({ seconds: 100 }),
      aReading({ seconds: 200, method: 'staff', evidence: 3 }),
    ])
    const visits = happenings.filter((one) => 'visit' in one)
    expect(visits.map(({ kind }) => kind)).toEqual(['started', 'confirmed'])
    expect(visits.at(-1)).toMatchObject({ visit: { evidence: 3, method: 'staff' } })
  })

  test.each([
    ['qr', 0],
    ['nfc', 0],
    ['beacon', 0],
    ['staff', 3],
  ] as const)('PR8 S56: a check-in by %s alone starts the same visit', (method, evidence) => {
    const { happenings } = told([aReading({ method, evidence })])
    expect(happenings).toMatchObject([
      { kind: 'started', visit: { placeId: testId('place'), evidence, method } },
    ])
  })

  test('PR9 weaker evidence does not lower a visit', () => {
    const strong = aReading({ method: 'staff', evidence: 3 })
    const { happenings } = told([strong, aReading({ seconds: 5 })])
    expect(happenings).toMatchObject([{ kind: 'started', visit: { evidence: 3 } }])
  })

  test.each([
    ['back after 20 minutes', 1_200, 1],
    ['back a second later', 1_201, 2],
  ])('PR8 %s', (_name, seconds, visits) => {
    const { kinds } = told([aReading(), aReading({ seconds })])
    expect(kinds.filter((kind) => kind === 'started')).toHaveLength(visits)
  })

  test('PR8 what was seen before a visit ended does not begin the next one', () => {
    const checkIn = aReading({ seconds: 2, method: 'staff', evidence: 3 })
    const seen = [0, 1_002, 2_002, 2_010, 2_100].map((seconds) => aFix({ seconds, speedMps: null }))
    const { happenings } = told([...seen, checkIn].toSorted((one, other) => one.at - other.at))
    const visits = happenings.flatMap((one) => ('visit' in one ? [[one.kind, one.at - noon]] : []))
    expect(visits).toEqual([
      ['started', 2_000],
      ['ended', 2_000],
      ['started', 2_002_000],
    ])
  })

  test('PR5 a beacon keeps one inside, although the fix indoors is off', () => {
    const heard = aReading({ method: 'beacon', zone: aZone() })
    const off = (seconds: number) => aFix({ seconds, eastMeters: 120, speedMps: 0 })
    expect(told([heard, off(30)]).kinds).toEqual(['entered', 'started'])
    expect(told([heard, off(61)]).kinds).toEqual(['entered', 'started', 'left'])
  })
})

describe('what cannot be', () => {
  test('PR11 a jump is refused, and changes nothing', () => {
    const far = aFix({ seconds: 60, eastMeters: 6_000 })
    const { outcomes, kinds } = told([aFix(), far, aFix({ seconds: 70 })])
    expect(outcomes).toEqual(['taken', 'presence.impossible-jump', 'taken'])
    expect(kinds).toEqual(['entered', 'dwelled', 'started'])
  })

  test.each([
    ['330 km/h', 5_500, 'taken'],
    ['a little more than errors grant', 5_530, 'presence.impossible-jump'],
  ])('PR11 %s', (_name, eastMeters, outcome) => {
    expect(told([aFix(), aFix({ seconds: 60, eastMeters })]).outcomes[1]).toBe(outcome)
  })

  test('PR11 three that agree overrule a first one that was wrong', () => {
    const wrong = aFix({ eastMeters: 300_000 })
    const { outcomes } = told([wrong, ...[10, 20, 30, 40].map((seconds) => aFix({ seconds }))])
    expect(outcomes).toEqual([
      'taken',
      'presence.impossible-jump',
      'presence.impossible-jump',
      'taken',
      'taken',
    ])
  })

  test('PR10 S56: a copied tag, read far from its place, is refused and told', () => {
    const home = aFix({ eastMeters: 9_000 })
    const { outcomes, happenings } = told([home, aReading({ seconds: 20 })])
    expect(outcomes[1]).toBe('presence.cloned-tag')
    expect(happenings).toMatchObject([{ kind: 'clone-suspected' }])
  })

  test('PR10 two tags of places far apart, read too fast one after the other', () => {
    const other = aReading({ seconds: 30, placeId: testId('place', 2), ...spot(20_000) })
    expect(told([aReading(), other]).outcomes).toEqual(['taken', 'presence.cloned-tag'])
  })

  test('PR10 staff who see somebody are believed', () => {
    const staff = aReading({ seconds: 20, method: 'staff', evidence: 3 })
    expect(told([aFix({ eastMeters: 9_000 }), staff]).kinds).toEqual(['started'])
  })

  test('fixes that say nothing are told so', () => {
    expect(told([aFix({ accuracyMeters: 1_001 })]).outcomes).toEqual(['presence.too-vague'])
  })
})
