import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { distanceMeters } from '../../../kernel/geo.ts'
import { seededChance } from '../../../kernel/chance.ts'
import { testId } from '../../../kernel/testing.ts'
import { searchText } from '../model/hangul.ts'
import type { SearchRow } from '../store/search.ts'
import { nineToSix } from '../testing.ts'
import { AllPlaces, type Filter } from './all-places.ts'
import type { Answer } from './cards.ts'

const noon = Date.parse('2026-04-16T12:00:00+09:00')
const night = Date.parse('2026-04-16T23:00:00+09:00')
const all: Filter = { category: null, openNow: false, nowMs: noon, limit: 20 }
const here = { lng: 127, lat: 37.5 }

function aRow(change: Partial<SearchRow> = {}, number = 1): SearchRow {
  return {
    id: testId('place', number),
    merchantId: testId('merchant'),
    name: '연남 커피 본점',
    merchantName: '연남 커피',
    category: 'cafe',
    address: '동교로 200',
    lng: 127,
    lat: 37.5,
    color: '#0f766e',
    timeZone: 'Asia/Seoul',
    week: JSON.stringify(nineToSix),
    exceptions: null,
    ...change,
  }
}
type Card = { id: string; name: string; isOpen: boolean | null; distanceMeters: number | null }
type Found = { items: Card[]; isComplete: boolean; matching?: number }
const read = ({ bytes }: Answer) => JSON.parse(bytes.toString()) as Found
const names = (found: Found) => found.items.map(({ name }) => name)

function indexOf(...rows: readonly SearchRow[]): AllPlaces {
  const index = new AllPlaces()
  for (const row of rows) index.put(row)
  return index
}

describe('nearby', () => {
  test('PL13 the nearest first, with cards that say it all', () => {
    const index = indexOf(
      aRow({ name: '먼 곳', lng: 127.01 }, 1),
      aRow({ name: '가까운 곳', lng: 127.001 }, 2),
    )
    const found = read(index.nearby({ ...all, from: here, metersMax: 10_000 }))
    expect(found).toMatchObject({ isComplete: true })
    expect(found.items).toEqual([
      expect.objectContaining({
        id: testId('place', 2),
        merchantId: testId('merchant'),
        merchantName: '연남 커피',
        category: 'cafe',
        lng: 127.001,
        isOpen: true,
        opensAt: null,
        closesAt: '2026-04-16T09:00:00.000Z',
        distanceMeters: 88,
      }),
      expect.objectContaining({ name: '먼 곳', distanceMeters: 882 }),
    ])
  })

  test('PL14 without a location no distance is told', () => {
    const index = indexOf(aRow())
    for (const answer of [
      index.nearby({ ...all, from: null, metersMax: 10_000 }),
      index.named({ ...all, from: null, text: searchText('연남') }),
      index.window({ ...all, from: null, box: { west: 126, south: 37, east: 128, north: 38 } }),
    ]) {
      expect(read(answer).items).toMatchObject([{ distanceMeters: null }])
    }
  })

  test('PL16 only what is open is found, each place by its own hours', () => {
    const bar = {
      ...nineToSix,
      days: nineToSix.days.map(() => ({
        spans: [{ fromMinute: 1080, untilMinute: 1560 }],
        breaks: [],
      })),
    }
    const exceptions = JSON.stringify([
      { day: '2026-04-16', hours: { spans: [], breaks: [] }, note: null },
    ])
    const index = indexOf(
      aRow({ name: '낮' }, 1),
      aRow({ name: '밤', week: JSON.stringify(bar) }, 2),
      aRow({ name: '오늘 쉼', exceptions }, 3),
      aRow({ name: '모름', week: null }, 4),
    )
    const openAt = (nowMs: number) =>
      names(read(index.nearby({ ...all, openNow: true, nowMs, from: here, metersMax: 1_000 })))
    expect(openAt(noon)).toEqual(['낮'])
    expect(openAt(night)).toEqual(['밤'])
    // The clock may also go back: what is remembered holds for its own time only.
    expect(openAt(noon)).toEqual(['낮'])
  })

  test('PL7 hours nobody told are not known', () => {
    const found = read(indexOf(aRow({ week: null })).nearby({ ...all, from: here, metersMax: 100 }))
    expect(found.items).toMatchObject([{ isOpen: null, opensAt: null, closesAt: null }])
  })

  test(
    'PL17 whatever is put, moved and removed, the nearest are those that are there',
    { timeout: 60_000 },
    () => {
      const step = fc.record({
        number: fc.integer({ min: 1, max: 300 }),
        gone: fc.boolean(),
        lng: fc.double({ min: 126.9, max: 127.1, noNaN: true }),
      })
      fc.assert(
        fc.property(fc.array(step, { maxLength: 2_000, minLength: 600 }), (steps) => {
          const index = new AllPlaces()
          const there = new Map<string, number>()
          for (const { number, gone, lng } of steps) {
            const row = aRow({ lng }, number)
            if (gone) index.remove(row.id)
            else index.put(row)
            if (gone) there.delete(row.id)
            else there.set(row.id, lng)
          }
          const found = read(index.nearby({ ...all, from: here, metersMax: 50_000 }))
          const wanted = [...there.values()]
            .map((lng) => Math.round(distanceMeters(here, { lng, lat: 37.5 })))
            .toSorted((one, other) => one - other)
            .slice(0, 20)
          expect(found.items.map((item) => item.distanceMeters)).toEqual(wanted)
          expect(index.placeCount).toBe(there.size)
        }),
        { numRuns: 20 },
      )
    },
  )
})

test('PL17 while trees are merged, and after, all that is there is found', () => {
  const chance = seededChance(5)
  const rows = Array.from({ length: 60_000 }, (_none, at) =>
    aRow({ lng: 126.9 + chance() * 0.2, lat: 37.4 + chance() * 0.2 }, at + 1),
  )
  const loaded = new AllPlaces()
  loaded.startLoad()
  for (const row of rows) loaded.put(row)
  for (const _step of loaded.endLoad());
  const changed = indexOf(...rows)
  const box = { west: 126.95, south: 37.45, east: 127.01, north: 37.5 }
  const answers = (index: AllPlaces) => {
    const near = read(index.nearby({ ...all, limit: 50, from: here, metersMax: 50_000 }))
    const seen = read(index.window({ ...all, limit: 100, from: here, box }))
    return [near.items.map(({ id }) => id), seen.items.map(({ id }) => id).toSorted()]
  }
  const wanted = answers(loaded)
  let steps = 0
  for (const _step of changed.mergeTrees()) {
    steps += 1
    expect(answers(changed)).toEqual(wanted)
  }
  expect(steps).toBeGreaterThan(3)
  expect(answers(changed)).toEqual(wanted)
})

describe('named', () => {
  const index = indexOf(
    aRow({ name: '숭실대', merchantName: '스타벅스', lng: 127.02 }, 1),
    aRow({ name: '망원동 빵집', merchantName: '망원동 빵집', lng: 127.01 }, 2),
    aRow({ name: '스타일 미용실', merchantName: '스타일 미용실', category: 'beauty' }, 3),
    aRow({ name: 'Café Onion', merchantName: 'Café Onion' }, 4),
  )
  const search = (text: string, filter: Partial<Filter> = {}) =>
    names(read(index.named({ ...all, ...filter, from: here, text: searchText(text) })))

  test.each([
    ['a part of the name', '빵집', ['망원동 빵집']],
    ['without the space', '망원동빵', ['망원동 빵집']],
    ['the brand of a branch', '스타벅스', ['숭실대']],
    ['initial consonants', 'ㅅㅌㅂㅅ', ['숭실대']],
    ['initials inside', 'ㅃㅈ', ['망원동 빵집']],
    ['a syllable whose end will move on', '스탑', ['숭실대']],
    ['a syllable without its end', '망워', ['망원동 빵집']],
    ['a lone consonant at the end', '스ㅌ', ['스타일 미용실', '숭실대']],
    ['an end that cannot move on', '스탈', []],
    ['all but the last letter', '스타벅', ['숭실대']],
    ['capitals', 'CAFÉ', ['Café Onion']],
    ['one letter', '빵', ['망원동 빵집']],
    ['nothing like it', '없는가게', []],
  ])('PL15 %s: %s', (_name, text, found) => {
    expect(search(text)).toEqual(found)
  })

  test('PL15 with a category as well', () => {
    expect(search('스ㅌ', { category: 0 })).toEqual(['숭실대'])
  })

  test('PL15 every part of every name finds it', { timeout: 60_000 }, () => {
    const syllable = fc.constantFrom(...Array.from('가나다라마바사아강남역빵집카페점'))
    const name = fc.array(syllable, { minLength: 2, maxLength: 7 }).map((row) => row.join(''))
    fc.assert(
      fc.property(
        fc.array(name, { minLength: 1, maxLength: 20 }),
        fc.nat(),
        fc.nat(),
        (all_, n, m) => {
          const own = indexOf(...all_.map((it, at) => aRow({ name: it, merchantName: it }, at + 1)))
          const whole = all_[n % all_.length] ?? ''
          const part = whole.slice(m % whole.length)
          const found = names(read(own.named({ ...all, limit: 100, from: here, text: part })))
          expect(found).toContain(whole)
          for (const it of all_) if (it.includes(part)) expect(found).toContain(it)
        },
      ),
    )
  })
})

describe('window', () => {
  test('PL24 an even choice, the same in every process', () => {
    const chance = seededChance(3)
    const rows = Array.from({ length: 5_000 }, (_none, at) => {
      const tail = Math.floor(chance() * 2 ** 32)
        .toString(16)
        .padStart(8, '0')
      const row = aRow({ lng: 126.9 + chance() * 0.2, lat: 37.4 + chance() * 0.2 }, at + 1)
      return { ...row, id: `${row.id.slice(0, -12)}${String(at).padStart(4, '0')}${tail}` }
    })
    const box = { west: 126.9, south: 37.4, east: 127.1, north: 37.6 }
    const ids = (from: AllPlaces) =>
      read(from.window({ ...all, limit: 100, from: null, box })).items.map(({ id }) => id)
    const one = ids(indexOf(...rows))
    expect(ids(indexOf(...rows.toReversed())).toSorted()).toEqual(one.toSorted())
    const byId = new Map(rows.map((row) => [row.id, row]))
    const western = one.filter((id) => (byId.get(id)?.lng ?? 0) < 127).length
    expect(western).toBeGreaterThan(30)
    expect(western).toBeLessThan(70)
    const whole = read(
      indexOf(...rows.slice(0, 40)).window({ ...all, limit: 100, from: null, box }),
    )
    expect(whole).toMatchObject({ matching: 40, isComplete: true })
  })
})
