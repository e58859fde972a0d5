/** Recorded tracks: read, packed, searched for stays; the Geolife sample where it is at hand. */
import { existsSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, test } from 'vitest'
import { HOUR_MS, MINUTE_MS } from '../src/kernel/time.ts'
import { confusionOf, heardStays, passesOf } from './passes.ts'
import {
  apart,
  formatOf,
  linesOf,
  staysOf,
  tracksOf,
  type Label,
  type TrackPoint,
} from './tracks.ts'
import { pointAway } from './walks.ts'

const here = { lng: 127, lat: 37.5 }
const point = (minute: number, meters: number, label: Label = null): TrackPoint => ({
  ...pointAway(here, meters, 0.25),
  atMs: minute * MINUTE_MS,
  label,
})
const shared = path.resolve(
  import.meta.dirname,
  '../../../shared/data/geolife_sample/points.csv.gz',
)

describe('tracksOf', () => {
  test('knows the forms by their columns', () => {
    expect(formatOf(['user', 'time', 'lat', 'lng'])).toBe('geolife')
    expect(formatOf(['trajectory', 'seconds', 'x_m', 'y_m', 'label'])).toBe('goal')
    expect(formatOf(['ts', 'x', 'y', 'longitude', 'latitude', 'diary_label'])).toBe('staga')
    expect(formatOf(['name', 'price'])).toBeNull()
  })

  test('lays tracks in meters apart on the ground', () => {
    const rows = ['1', '2'].map((trajectory) => ({
      trajectory,
      seconds: '5.0',
      x_m: '10',
      y_m: '0',
      label: 'Driving',
    }))
    const [one, other] = tracksOf('goal', rows)
    expect(one?.points[0]).toMatchObject({ atMs: 5_000, label: 'go' })
    expect(apart([...(one?.points ?? []), ...(other?.points ?? [])], 2_900)).toHaveLength(2)
  })
})

describe('linesOf', () => {
  const track = (name: string, minutes: readonly number[]) => ({
    name,
    points: minutes.map((minute) => point(minute, 0)),
  })

  test('puts tracks into one day, half an hour apart', () => {
    const [line, ...more] = linesOf([track('a', [0, 10]), track('b', [5, 15])])
    expect(more).toEqual([])
    expect(line?.points.map(({ atMs }) => atMs / MINUTE_MS)).toEqual([0, 10, 41, 51])
  })

  test('cuts long pauses short, and long tracks into days of at most 22 hours', () => {
    const minutes = Array.from({ length: 400 }, (_, at) => at * 10)
    for (const { points } of linesOf([track('a', minutes), track('b', [0, 5_000])])) {
      expect(points.at(-1)?.atMs).toBeLessThanOrEqual(22 * HOUR_MS)
      const gaps = points.map(({ atMs }, at) => atMs - (points[at - 1]?.atMs ?? 0))
      expect(Math.max(...gaps)).toBeLessThanOrEqual(31 * MINUTE_MS)
    }
  })
})

describe('staysOf', () => {
  const rule = { radiusMeters: 100, minutes: 20 }

  test('counts the time until the first fix outside', () => {
    const walk = [point(0, 0), point(10, 50), point(21, 300), point(22, 600)]
    expect(staysOf(walk, rule)).toMatchObject([{ fromMs: 0, untilMs: 21 * MINUTE_MS }])
    expect(staysOf([point(0, 0), point(20, 300)], rule)).toEqual([])
  })

  test('a stay of which nothing was recorded is not a heard one', () => {
    const silent = staysOf([point(0, 0), point(40, 300)], rule)
    expect(heardStays(silent)).toEqual([])
  })

  test.skipIf(!existsSync(shared))('finds the 391 stops published for the Geolife sample', () => {
    const [head = '', ...lines] = gunzipSync(readFileSync(shared)).toString().trim().split('\n')
    const columns = head.split(',')
    const rows = lines.map((line) =>
      Object.fromEntries(line.split(',').map((cell, at) => [columns[at] ?? '', cell])),
    )
    const stays = tracksOf('geolife', rows).flatMap(({ points }) => staysOf(points, rule))
    expect(stays).toHaveLength(391)
    expect(new Date(stays[0]?.fromMs ?? 0).toISOString()).toBe('2008-10-23T06:01:37.000Z')
    expect(new Date(stays[0]?.untilMs ?? 0).toISOString()).toBe('2008-10-23T10:32:53.000Z')
    expect(heardStays(stays)).toHaveLength(89)
  })
})

describe('confusionOf', () => {
  const line = {
    pieces: 1,
    points: [
      point(0, -600, 'go'),
      point(0.5, -60, 'go'),
      point(0.6, 60, 'go'),
      point(1, 600, 'go'),
      point(30, 0, 'stay'),
      point(35, 5, 'stay'),
      point(40, 600, 'go'),
    ],
  }
  const passes = passesOf(line, [here], 100)
  const none = { visits: 0, passesWithout: 0 }

  test('tells a drive from a stay', () => {
    expect(passes).toHaveLength(2)
    const stay = { zone: 0, fromMs: 30 * MINUTE_MS, untilMs: 35 * MINUTE_MS }
    expect(confusionOf(line, passes, [stay], MINUTE_MS)).toEqual({
      onFoot: { visits: 1, passesWithout: 0 },
      driving: { visits: 0, passesWithout: 1 },
      slowly: none,
      mixed: none,
    })
  })

  test('a visit found while driving is a mistake', () => {
    const drive = { zone: 0, fromMs: 0.5 * MINUTE_MS, untilMs: 0.6 * MINUTE_MS }
    const { driving, onFoot } = confusionOf(line, passes, [drive], MINUTE_MS)
    expect(driving).toEqual({ visits: 1, passesWithout: 0 })
    expect(onFoot).toEqual({ visits: 0, passesWithout: 1 })
  })
})
