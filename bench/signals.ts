/** Positions through HTTP in batches of 100, with durable transitions; and the engine alone. */
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { testId } from '../server/src/kernel/testing.ts'
import { wordingOf } from '../server/src/modules/people/model.ts'
import { sha256 } from '../server/src/platform/secrets.ts'
import type { Platform } from '../server/src/platform/platform.ts'
import { requestBytes, runLoad, type LoadResult } from './load.ts'
import {
  absent,
  beside,
  commit,
  machine,
  type BenchOptions,
  type BenchResult,
  type Figure,
} from './result.ts'
import { openScratch } from './scratch.ts'
import { runEngine, type EngineRun } from './signals/engine.ts'
import { redisGeo, tile38, type Peer } from './signals/peers.ts'
import { PEOPLE, SEED, strolls, TICK_MS, townOf, type Spot, type Town } from './signals/town.ts'

const BATCH = 100
/** Of Linux, in a second. */
const CLOCK_TICKS = 100
const ZONES_AT_ONCE = 10_000
const PEOPLE_AT_ONCE = 2_500
/** Everybody enters, dwells and starts to visit in these; then the clock starts. */
const TICKS_WARM = 5
const TICKS = 35
const TICKS_OF_ENGINE = 25
/** Gives about 1 % of transitions in this town; the bench counts them. */
const STROLL_SHARE = 0.0021
/** So many that a transaction takes the changes of several batches, and few enough to answer soon. */
const CONNECTIONS = 24
const KEY = 'gk_bench-signals-0000000000000000'
const PEER_SPOTS = 100_000
/** What Tile38 did on a 2-core machine; used as the yardstick where it is not installed. */
const TILE38_MEASURED = { many: 8_200, few: 83_000 }
const AIM = { many: 25, few: 4, p99Ms: 50 }
const CIRCLES = { many: 100_000, few: 1_000 }

type Run = {
  readonly load: LoadResult
  readonly positions: number
  readonly transitions: number
  /** Of the server's process, the database not counted. */
  readonly cpuSeconds: number
  readonly peer: Peer
}

/** Measures 100,000 circles, then 1,000, each with 425 districts and 50,000 people. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const many = await overHttp(CIRCLES.many, log)
  const few = await overHttp(CIRCLES.few, log)
  log('The engine alone, without HTTP and disk')
  const town = townOf(CIRCLES.many)
  const standing = engineOf(town, STROLL_SHARE)
  const walking = engineOf(town, 1)
  log('Redis GEO on the same walk')
  const redis = await redisGeo(town.zones, someSpots())
  return {
    bench: 'signals',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      ...httpFigures(many, CIRCLES.many, AIM.many, TILE38_MEASURED.many),
      ...httpFigures(few, CIRCLES.few, AIM.few, TILE38_MEASURED.few),
      beside('engine alone, one core', standing.perSecond, 'positions/s', shareNote(standing)),
      beside('engine alone, everybody walks', walking.perSecond, 'positions/s', shareNote(walking)),
      peerFigure('Tile38 fences, 100,000 circles', many.peer, 'updates/s'),
      peerFigure('Tile38 fences, 1,000 circles', few.peer, 'updates/s'),
      peerFigure('Redis GEO, 100,000 middles', redis, 'looks/s'),
    ],
  }
}

function httpFigures(
  run: Run,
  circles: number,
  times: number,
  measured: number,
): readonly Figure[] {
  const yardstick = run.peer.perSecond ?? measured
  const { load, positions, transitions, cpuSeconds } = run
  const perSecond = positions / load.seconds
  const share = ((100 * transitions) / positions).toFixed(2)
  const title = `HTTP, ${circles.toLocaleString('en')} circles`
  const whose = run.peer.perSecond === null ? 'as measured elsewhere' : 'measured beside'
  return [
    {
      name: title,
      value: perSecond,
      unit: 'positions/s',
      aim: `≥ ${times} × Tile38 ${whose} (${Math.round(yardstick)}/s)`,
      met: perSecond >= times * yardstick,
      note: `${share} % transitions, all durable; statuses ${JSON.stringify(load.statuses)}`,
    },
    beside(
      `${title}, by CPU of the server`,
      cpuSeconds > 0 ? positions / cpuSeconds : 0,
      'positions/s of CPU',
      'what one core gives when nobody else wants it',
    ),
    {
      name: `${title}, p99 of a batch`,
      value: load.p99Ms,
      unit: 'ms',
      aim: `≤ ${AIM.p99Ms} ms`,
      met: load.p99Ms <= AIM.p99Ms,
      note: `p50 ${load.p50Ms.toFixed(1)} ms, ${CONNECTIONS} connections`,
    },
  ]
}

function peerFigure(name: string, peer: Peer, unit: string): Figure {
  return peer.perSecond === null ? absent(name, peer.program) : beside(name, peer.perSecond, unit)
}

const shareNote = ({ transitions }: EngineRun) =>
  `${((100 * transitions) / ((TICKS_OF_ENGINE - TICKS_WARM) * PEOPLE)).toFixed(2)} % transitions`

function engineOf(town: Town, strollShare: number): EngineRun {
  const spots = [...strolls(TICKS_OF_ENGINE, strollShare)]
  return runEngine(town, spots, TICKS_WARM * PEOPLE, PEOPLE)
}

const someSpots = (): readonly Spot[] => [...strolls(PEER_SPOTS / PEOPLE, STROLL_SHARE)]

async function overHttp(circles: number, log: BenchOptions['log']): Promise<Run> {
  const town = townOf(circles)
  const scratch = await openScratch(log)
  try {
    const districts = town.zones.length - circles
    const kind = town.isRealDistricts ? 'districts of Seoul' : 'made-up districts'
    log(`${circles} circles, ${districts} ${kind}, ${PEOPLE} people`)
    await putInPlace(scratch.platform, town)
    // Readers of the log work for those who wait for coupons; `bench reach` measures them.
    const server = await scratch.startServer({ GOLMOK_ROLE: 'http' })
    try {
      log(
        `${(TICKS * PEOPLE).toLocaleString('en')} positions, ${TICKS_WARM * PEOPLE} of them to warm up`,
      )
      const shared = { port: server.port, connections: CONNECTIONS }
      const requests = [...batches()]
      const warm = requests.slice(0, (TICKS_WARM * PEOPLE) / BATCH)
      await runLoad({ ...shared, requests: warm, count: warm.length })
      const rest = requests.slice(warm.length)
      const cpuBefore = cpuSecondsOf(server.pid)
      const load = await runLoad({ ...shared, requests: rest, count: rest.length })
      const cpuSeconds = cpuSecondsOf(server.pid) - cpuBefore
      const positions = (TICKS - TICKS_WARM) * PEOPLE
      const transitions = await transitionsOf(scratch.platform)
      log(`${Math.round(positions / load.seconds)} positions/s, ${transitions} transitions`)
      return {
        load,
        positions,
        transitions,
        cpuSeconds,
        peer: await tile38(town.zones, someSpots()),
      }
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

const personIds = Array.from({ length: PEOPLE }, (_, number) => testId('person', number + 1))
/** Event time of the first fix: an hour ago, so that the last is not in the future. */
const firstAt = Date.now() - 3_600_000

function* batches(): Generator<Buffer> {
  let signals: string[] = []
  let sent = 0
  for (const { person, lng, lat } of strolls(TICKS, STROLL_SHARE)) {
    const at = new Date(firstAt + Math.floor(sent / PEOPLE) * TICK_MS).toISOString()
    signals.push(
      `{"personId":"${personIds[person]}","kind":"position","at":"${at}",` +
        `"lng":${lng},"lat":${lat},"accuracyMeters":8,"speedMps":0.5}`,
    )
    sent += 1
    if (signals.length < BATCH) continue
    const body = `{"signals":[${signals.join(',')}]}`
    yield requestBytes('POST', '/v1/signals/gateway', { token: KEY, body })
    signals = []
  }
}

/** CPU time a process has had, of all its threads; nothing where the system does not tell. */
function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
  } catch {
    return 0
  }
}

/** Facts of what happened after everybody had come to their place. */
async function transitionsOf({ database }: Platform): Promise<number> {
  const warmUntil = new Date(firstAt + (TICKS_WARM - 1) * TICK_MS).toISOString()
  const { rows } = await sql<{ count: number }>`
    select count(*) as count from platform.fact
    where name in ('presence.zone-entered', 'presence.zone-dwelled', 'presence.zone-left')
      and (data ->> 'at')::timestamptz > ${warmUntil}::timestamptz`.execute(database.db)
  return rows[0]?.count ?? 0
}

async function putInPlace({ database }: Platform, town: Town): Promise<void> {
  const { db } = database
  const now = new Date()
  const { version, ko, en } = wordingOf('location')
  await sql`
    insert into people.wording (purpose, version, ko, en)
    values ('location', ${version}, ${ko}, ${en}) on conflict do nothing`.execute(db)
  for (let at = 0; at < PEOPLE; at += PEOPLE_AT_ONCE) {
    const ids = personIds.slice(at, at + PEOPLE_AT_ONCE)
    await sql`
      insert into people.account (id, name, email, locale, joined_at, age)
      select id, 'bench', id || '@bench.local', 'ko', ${now}, 'of-age' from unnest(${ids}::uuid[]) id`.execute(
      db,
    )
    await sql`
      insert into people.consent (id, person_id, purpose, granted, wording_version, at, channel)
      select gen_random_uuid(), id, 'location', true, ${version}, ${now}, 'import'
      from unnest(${ids}::uuid[]) id`.execute(db)
    // Without figures about the new rows each of the next ones would look through all of them.
    await sql`analyze people.account, people.consent_now`.execute(db)
  }
  await sql`
    insert into people.api_key (id, name, key_hash, scopes, created_at)
    values (${testId('api-key')}, 'bench', ${sha256(KEY)}, '{signals}', ${now})`.execute(db)
  await sql`
    insert into places.merchant (id, name, category, color, created_at, changed_at)
    values (${testId('merchant', 1)}, 'bench', 'cafe', '#0f766e', ${now}, ${now})`.execute(db)
  const placeIds = town.zones.flatMap(({ placeId }) => (placeId === null ? [] : [placeId]))
  await sql`
    insert into places.place (id, merchant_id, name, category, address, lng, lat, time_zone,
      is_visible, created_at, changed_at)
    select id, ${testId('merchant', 1)}, 'bench', 'cafe', 'Seoul', 127, 37.5, 'Asia/Seoul',
      true, ${now}, ${now}
    from unnest(${placeIds}::uuid[]) id`.execute(db)
  for (let at = 0; at < town.zones.length; at += ZONES_AT_ONCE) {
    const rows = town.zones.slice(at, at + ZONES_AT_ONCE)
    await sql`
      insert into places.zone (id, place_id, merchant_id, name, dwell_seconds, shape,
        west, south, east, north, created_at, changed_at)
      select r.*, ${now}, ${now} from unnest(
        ${rows.map(({ id }) => id)}::uuid[], ${rows.map(({ placeId }) => placeId)}::uuid[],
        ${rows.map(({ merchantId }) => merchantId)}::uuid[], ${rows.map(() => 'bench')}::text[],
        ${rows.map(({ dwellSeconds }) => dwellSeconds)}::integer[],
        ${rows.map(({ shape }) => JSON.stringify(shape))}::jsonb[],
        ${rows.map(({ box }) => box.west)}::float8[], ${rows.map(({ box }) => box.south)}::float8[],
        ${rows.map(({ box }) => box.east)}::float8[], ${rows.map(({ box }) => box.north)}::float8[]
      ) as r`.execute(db)
  }
  await sql`analyze`.execute(db)
}
