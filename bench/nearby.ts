/** The nearest 20 places that are open now, out of a million, as whole HTTP answers. */
import { sql } from 'kysely'
import { seededChance } from '../server/src/kernel/chance.ts'
import { DAY_MS, wallTime } from '../server/src/kernel/time.ts'
import type { DayHours, WeekHours } from '../server/src/modules/places/model/hours.ts'
import type { Database } from '../server/src/platform/postgres.ts'
import { runLoad, requestBytes, type LoadResult } from './load.ts'
import { redisGeo, tile38Nearby } from './nearby-peers.ts'
import {
  beside,
  commit,
  machine,
  type BenchOptions,
  type BenchResult,
  type Figure,
} from './result.ts'
import { openScratch } from './scratch.ts'

const SEED = 34
const PLACES = Number(process.env['GOLMOK_BENCH_PLACES'] ?? 1_000_000)
/** Distinct weeks of hours among them: more than a city has, so that sharing them is no trick. */
const WEEKS = 5_000
const CLIENTS = 32
const REQUESTS = 60_000
const P99_MS = 50
const ANSWERS_PER_SECOND = 13_000
const SHARE_OF_EMPTY = 0.7
/** Greater Seoul: where half of all Koreans live. */
const area = { west: 126.6, south: 37.3, width: 0.7, height: 0.5 }
const words = [
  '연남',
  '망원',
  '성수',
  '서촌',
  '커피',
  '빵집',
  '책방',
  '식당',
  '약국',
  '미용실',
  '꽃집',
  '분식',
]

export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    log(`Putting ${PLACES.toLocaleString('en')} places into a scratch database`)
    await fill(scratch.platform.database)
    log('Starting the server on them')
    const startedMs = performance.now()
    const server = await scratch.startServer()
    const startSeconds = (performance.now() - startedMs) / 1_000
    try {
      const figures = await measure(server.port, log)
      const started = beside('server ready, index of all places built', startSeconds, 's')
      const peers = [await redisGeo(points(20_000), log), await tile38Nearby()].flat()
      const rows = [...figures, started, ...peers]
      return { bench: 'nearby', machine: machine(), commit: commit(), seed: SEED, figures: rows }
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

/** Points where people may stand, the same for every run. */
export function points(count: number): readonly (readonly [lng: number, lat: number])[] {
  const chance = seededChance(SEED)
  return Array.from({ length: count }, () => [
    Number((area.west + chance() * area.width).toFixed(6)),
    Number((area.south + chance() * area.height).toFixed(6)),
  ])
}

async function measure(port: number, log: (line: string) => void): Promise<readonly Figure[]> {
  const load = async (what: string, urls: readonly string[], count: number) => {
    log(`Measuring ${what}`)
    const requests = urls.map((url) => requestBytes('GET', url))
    const result = await runLoad({ port, connections: CLIENTS, requests, count, warmUp: count / 5 })
    const failed = Object.keys(result.statuses).filter((status) => status !== '200')
    if (failed.length > 0) throw new Error(`${what} answered ${JSON.stringify(result.statuses)}`)
    return result
  }
  const at = points(20_000)
  const near = at.map(([lng, lat]) => `/v1/places/nearby?lng=${lng}&lat=${lat}&limit=20`)
  const empty = await load('an empty GET', ['/v1/empty'], REQUESTS)
  const open = await load(
    'nearby, open now',
    near.map((url) => `${url}&openNow=true`),
    REQUESTS,
  )
  const plain = await load('nearby', near, REQUESTS / 2)
  const rare = near.map((url) => `${url}&openNow=true&category=pharmacy`)
  const pharmacy = await load('pharmacies open now', rare, REQUESTS / 6)
  const windows = at.map(([west, south], n) => {
    const size = [0.005, 0.02, 0.1, 0.5][n % 4] ?? 0.1
    const [east, north] = [(west + size).toFixed(6), (south + size).toFixed(6)]
    const box = `west=${west}&south=${south}&east=${east}&north=${north}`
    return `/v1/places/window?${box}&openNow=true&limit=100`
  })
  const window = await load('a window of the map', windows, REQUESTS / 20)
  const named = await load('search by name', searches(at), REQUESTS / 10)
  return [
    ...nearbyFigures(open, empty),
    beside('empty GET of the same process', empty.perSecond, 'answers/s'),
    latency('nearby, whatever is open or not', plain),
    latency('nearby, pharmacies that are open', pharmacy),
    latency('window of 500 m to 50 km, 100 open places', window),
    latency('search by name, initials and parts', named),
  ]
}

function nearbyFigures(open: LoadResult, empty: LoadResult): readonly Figure[] {
  const share = open.perSecond / empty.perSecond
  const isFast = open.perSecond >= ANSWERS_PER_SECOND || share >= SHARE_OF_EMPTY
  const size = Math.round(open.bytes / open.count)
  return [
    {
      name: `nearest 20 that are open now, of ${PLACES.toLocaleString('en')}`,
      value: open.perSecond,
      unit: 'answers/s',
      aim: `≥ ${ANSWERS_PER_SECOND} or ≥ ${SHARE_OF_EMPTY * 100} % of an empty GET`,
      met: isFast,
      note: `${Math.round(share * 100)} % of an empty GET; ${size} bytes an answer`,
    },
    {
      name: `its p99 at ${CLIENTS} clients`,
      value: open.p99Ms,
      unit: 'ms',
      aim: `≤ ${P99_MS}`,
      met: open.p99Ms <= P99_MS,
      note: `p50 ${open.p50Ms.toFixed(1)} ms, slowest ${open.maxMs.toFixed(0)} ms`,
    },
  ]
}

function latency(name: string, result: LoadResult): Figure {
  const note = `${Math.round(result.perSecond)} answers/s, p50 ${result.p50Ms.toFixed(1)} ms`
  return {
    name: `${name}: p99`,
    value: result.p99Ms,
    unit: 'ms',
    aim: `≤ ${P99_MS}`,
    met: result.p99Ms <= P99_MS,
    note,
  }
}

function searches(at: readonly (readonly [number, number])[]): readonly string[] {
  const texts = [
    'ㅇㄴㅋㅍ',
    '망원 책방',
    '성수약국 12',
    'ㅅㅊㅂㅅ',
    '꽃집 77',
    '연남 미용',
    '없는가게',
    '99',
  ]
  return at.slice(0, 4_000).map(([lng, lat], n) => {
    const text = encodeURIComponent(texts[n % texts.length] ?? '')
    return `/v1/places?q=${text}&lng=${lng}&lat=${lat}&limit=20`
  })
}

/** Merchants with a hundred places each, strewn around a few thousand centers. */
export async function fill({ db }: Database): Promise<void> {
  const weeks = JSON.stringify(weeksOfHours())
  await db.connection().execute(async (one) => {
    await sql`set statement_timeout = 0`.execute(one)
    await sql`select setseed(${SEED / 100})`.execute(one)
    await sql`
      create temp table week as
      select nr::integer, hours from jsonb_array_elements(${weeks}::jsonb)
        with ordinality as row (hours, nr)`.execute(one)
    await sql`create unique index on week (nr)`.execute(one)
    await sql`
      insert into places.merchant (id, name, category, color, contact, created_at, changed_at)
      select md5('merchant' || n)::uuid, (${words}::text[])[1 + n % 4] || ' 상점 ' || n,
        'restaurant', '#0f766e', null, now(), now()
      from generate_series(1, ${PLACES / 100}) n`.execute(one)
    await sql`
      insert into places.place (id, merchant_id, name, category, address, lng, lat, phone, time_zone,
        hours, is_visible, created_at, changed_at)
      select md5('place' || n)::uuid, md5('merchant' || (1 + n % ${PLACES / 100}))::uuid,
        (${words}::text[])[1 + (random() * 3.99)::integer % 4] || ' '
          || (${words}::text[])[5 + floor(random() * 8)::integer] || ' ' || n % 1000,
        (array['cafe', 'bakery', 'restaurant', 'restaurant', 'bar', 'convenience', 'beauty', 'books',
          'flowers', 'pharmacy'])[1 + floor(random() * 10)::integer],
        '서울특별시 마포구 동교로 ' || n % 400, ${area.west} + random() * ${area.width},
        ${area.south} + random() * ${area.height}, null, 'Asia/Seoul',
        (select hours from week where nr = 1 + n % ${WEEKS}), true, now(), now()
      from generate_series(1, ${PLACES}) n`.execute(one)
    const today = wallTime(new Date(), 'Asia/Seoul').day
    const tomorrow = wallTime(new Date(Date.now() + DAY_MS), 'Asia/Seoul').day
    await sql`
      insert into places.opening_exception (place_id, day, hours, note)
      select md5('place' || n)::uuid, day::date, '{"spans":[],"breaks":[]}', null
      from generate_series(1, ${PLACES}, 200) n, unnest(${[today, tomorrow]}::text[]) as day`.execute(
      one,
    )
    await sql`analyze places.place, places.merchant, places.opening_exception`.execute(one)
  })
}

/** Weeks as shops keep them: mornings, evenings, past midnight, breaks, days off, some around the clock. */
function weeksOfHours(): readonly WeekHours[] {
  const chance = seededChance(SEED)
  const below = (count: number) => Math.floor(chance() * count)
  const holidays = [{ kind: 'as-usual' }, { kind: 'closed' }] as const
  return Array.from({ length: WEEKS }, (): WeekHours => {
    const fromMinute = 360 + below(28) * 15 + (chance() < 0.2 ? 360 : 0)
    const untilMinute = fromMinute + 420 + below(28) * 15
    const breaks = chance() < 0.25 ? [{ fromMinute: 900, untilMinute: 960 + below(5) * 15 }] : []
    const isAlways = chance() < 0.05
    const usual: DayHours = isAlways
      ? { spans: [{ fromMinute: 0, untilMinute: 1_440 }], breaks: [] }
      : { spans: [{ fromMinute, untilMinute }], breaks }
    const off = chance() < 0.5 ? below(7) : -1
    const days = Array.from({ length: 7 }, (_none, day) =>
      day === off && !isAlways ? { spans: [], breaks: [] } : usual,
    )
    return { days, holidays: holidays[below(2)] ?? holidays[0] }
  })
}
