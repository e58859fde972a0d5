/** The hand-written reader of signals: strict, precise, and never surprised. */
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { testId } from '../../../kernel/testing.ts'
import { DAY_MS, MINUTE_MS } from '../../../kernel/time.ts'
import { ibeaconFrame } from '../../devices/testing.ts'
import { noon } from '../testing.ts'
import { batchOf, parseSignal, personIdIn } from './parsing.ts'
import { presenceRefusals } from './signal.ts'

const at = new Date(noon).toISOString()
const position = { kind: 'position', at, lng: 127, lat: 37.5, accuracyMeters: 8 }
const sighting = { kind: 'sighting', at, frame: ibeaconFrame }
const scan = { kind: 'scan', at, code: 'AAAAAAAAAAAAAAAAAAAAAA', medium: 'qr' }
const parse = (value: unknown) => parseSignal(value, noon, 'person')
const without = (key: string) =>
  Object.fromEntries(Object.entries(position).filter(([name]) => name !== key))

describe('parseSignal', () => {
  test.each([
    ['a position', position, { kind: 'fix', at: noon, lng: 127, speedMps: null }],
    ['its speed', { ...position, speedMps: 1.4 }, { speedMps: 1.4 }],
    ['a speed iOS does not know', { ...position, speedMps: -1 }, { speedMps: null }],
    ['another zone of time', { ...position, at: '2026-04-16T15:00:00+09:00' }, { at: noon }],
    ['an accuracy too good to be true', { ...position, accuracyMeters: 0 }, { accuracyMeters: 1 }],
    ['a sighting', sighting, { kind: 'sighting', method: 'beacon' }],
    ['a scan', scan, { kind: 'sighting', method: 'qr', key: `tag/${scan.code}` }],
  ])('takes %s', (_name, value, parsed) => {
    expect(parse(value)).toMatchObject(parsed)
  })

  test.each([
    ['no object', 7, ''],
    ['an unknown kind', { ...position, kind: 'smell' }, 'kind'],
    ['an unknown key', { ...position, colour: 'red' }, 'colour'],
    ['somebody else, from a phone', { ...position, personId: testId('person') }, 'personId'],
    ['no time', without('at'), 'at'],
    ['a time without zone', { ...position, at: '2026-04-16T06:00:00' }, 'at'],
    ['a day there is not', { ...position, at: '2026-13-01T06:00:00Z' }, 'at'],
    ['no longitude', without('lng'), 'lng'],
    ['a longitude as text', { ...position, lng: '127' }, 'lng'],
    ['a longitude off the earth', { ...position, lng: 181 }, 'lng'],
    ['a latitude off the earth', { ...position, lat: -91 }, 'lat'],
    ['endless', JSON.parse('{"kind":"position","at":"2026-04-16T06:00:00Z","lng":1e999}'), 'lng'],
    ['no accuracy', without('accuracyMeters'), 'accuracyMeters'],
    ['a negative accuracy', { ...position, accuracyMeters: -1 }, 'accuracyMeters'],
    ['a speed beyond all', { ...position, speedMps: 1_001 }, 'speedMps'],
    ['half a truth', { ...position, isMock: 1 }, 'isMock'],
    ['a frame that is no text', { ...sighting, frame: [2, 1, 6] }, 'frame'],
    ['a frame that is no bytes', { ...sighting, frame: 'xyz' }, 'frame'],
    ['a strength beyond all', { ...sighting, rssiDbm: 99 }, 'rssiDbm'],
    ['a code of another form', { ...scan, code: '../../etc' }, 'code'],
    ['an unknown medium', { ...scan, medium: 'rumour' }, 'medium'],
  ])('PR21 %s is refused, and the field named', (_name, value, field) => {
    expect(parse(value)).toEqual({ kind: 'refused', code: 'presence.bad-signal', field })
  })

  test.each([
    ['PR12 ten minutes ahead', 10 * MINUTE_MS, null],
    ['PR12 a millisecond more', 10 * MINUTE_MS + 1, 'presence.clock-ahead'],
    ['PR12 a day ahead', DAY_MS, 'presence.clock-ahead'],
    ['PR13 a day old', -DAY_MS, null],
    ['PR13 a millisecond older', -DAY_MS - 1, 'presence.too-old'],
  ])('%s', (_name, offsetMs, code) => {
    const parsed = parse({ ...position, at: new Date(noon + offsetMs).toISOString() })
    expect(parsed.kind === 'refused' ? parsed.code : null).toBe(code)
  })

  test.each([
    ['a made-up position', { ...position, isMock: true }, 'presence.mock-position'],
    [
      'telemetry of a beacon',
      { ...sighting, frame: '0303aafe1116aafe20000b1813000000146700002ac4' },
      'presence.no-beacon',
    ],
    ['a beacon across the street', { ...sighting, rssiDbm: -96 }, 'presence.too-weak'],
  ])('PR21 %s is refused by its own code', (_name, value, code) => {
    expect(parse(value)).toMatchObject({ kind: 'refused', code })
  })

  test('PR21 hostile input is refused with a known code, and never an error', () => {
    const anything = fc.anything({ withBigInt: true, withDate: true, withNullPrototype: true })
    const spoiled = fc
      .tuple(fc.constantFrom(position, sighting, scan), fc.string(), anything)
      .map(([good, key, value]) => ({ ...good, [key]: value }))
    const bent = fc
      .tuple(fc.constantFrom<object>(position, sighting, scan), anything)
      .chain(([good, value]) =>
        fc.constantFrom(...Object.keys(good)).map((key) => ({ ...good, [key]: value })),
      )
    fc.assert(
      fc.property(fc.oneof(anything, spoiled, bent), (value) => {
        const parsed = parse(value)
        if (parsed.kind === 'refused') expect(Object.keys(presenceRefusals)).toContain(parsed.code)
        if (parsed.kind !== 'fix') return
        expect(Math.abs(parsed.lng)).toBeLessThanOrEqual(180)
        expect(Math.abs(parsed.lat)).toBeLessThanOrEqual(90)
        expect(Number.isFinite(parsed.at) && Number.isFinite(parsed.accuracyMeters)).toBe(true)
      }),
      { numRuns: 3_000 },
    )
  })

  test('PR21 a time is read as every calendar reads it, however it is written', () => {
    const dates = fc.date({
      min: new Date(noon - DAY_MS),
      max: new Date(noon),
      noInvalidDate: true,
    })
    fc.assert(
      fc.property(dates, fc.constantFrom('ms', 's', '+00:00'), (date, form) => {
        const text = date.toISOString()
        const written = form === 'ms' ? text : text.replace(/\.\d+Z$/, form === 's' ? 'Z' : form)
        const read = parse({ ...position, at: written })
        expect(read).toMatchObject({ at: Date.parse(written) })
      }),
    )
  })

  test.each([
    '2026-04-16T06:00:60Z',
    '2026-04-16T24:00:00Z',
    '2026-04-32T06:00:00Z',
    '2026-00-16T06:00:00Z',
    '2026-04-16t06:00:00Z',
    '2026-04-16T06:00:00.1x0Z',
    '2026-04-16T06:00:0.000Z',
    '2026-04-16T-6:00:00.000Z',
  ])('PR21 %s is no time', (text) => {
    expect(parse({ ...position, at: text })).toMatchObject({ code: 'presence.bad-signal' })
  })

  test('PR21 what a gateway sends names its person', () => {
    const personId = testId('person')
    expect(parseSignal({ ...position, personId }, noon, 'gateway').kind).toBe('fix')
    expect(personIdIn({ personId })).toBe(personId)
    expect(personIdIn({ personId: 'me' })).toBeNull()
    expect(personIdIn(null)).toBeNull()
  })
})

describe('batchOf', () => {
  const many = (count: number) => ({ signals: Array.from({ length: count }, () => position) })

  test.each([
    ['500 signals', many(500), true],
    ['501 signals', many(501), false],
    ['one', many(1), true],
    ['none', many(0), false],
    ['another key beside', { ...many(1), more: 1 }, false],
    ['no list', { signals: {} }, false],
    ['nothing', undefined, false],
  ])('%s', (_name, body, isBatch) => {
    expect(batchOf(body) !== null).toBe(isBatch)
  })
})
