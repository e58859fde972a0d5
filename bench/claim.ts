/** A rush for a limited coupon: 100,000 people claim 10,000, each over HTTP with a session of their own. */
import { sql } from 'kysely'
import { uuidV7 } from '../server/src/kernel/id.ts'
import { seededChance } from '../server/src/kernel/chance.ts'
import { testId } from '../server/src/kernel/testing.ts'
import { flat } from '../server/src/modules/offers/model/pricing/effect.ts'
import { plainTerms } from '../server/src/modules/offers/model/terms.ts'
import { openDatabase, type Database } from '../server/src/platform/postgres.ts'
import { requestBytes, runLoad, type LoadResult } from './load.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch, type ScratchServer } from './scratch.ts'

const SEED = 7
const CLAIMERS = 100_000
const COUPONS = 10_000
const ROUNDS = 5
const ROUND = CLAIMERS / ROUNDS
const WARM_UP = 2_000
const SLICE = 10_000
const CONNECTIONS = 512
const ROW_BY_ROW_CONNECTIONS = 8
const AIM_SHARE = 0.7

const limited = testId<'offer'>('offer', 1)
const warmUp = testId<'offer'>('offer', 2)
const unlimited = testId<'offer'>('offer', 3)
const rowByRow = testId<'offer'>('offer', 4)

const off = { kind: 'amount', amountOffMinor: 3_000 } as const
const terms = plainTerms({ kind: 'order-discount', tiers: flat(off) })

/** What the sessions of a pass are called; each pass has its own, so that each meets cold memory. */
type Pass = 'empty' | 'limited' | 'unlimited' | 'ready'
const passes: readonly Pass[] = ['empty', 'limited', 'unlimited', 'ready']
const tokenOf = (pass: Pass, person: number) => `gs_${pass}-${String(person).padStart(8, '0')}`

/** Runs the rush, an empty POST of the same server beside it, and the same rush row by row in SQL. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    log(`${CLAIMERS} people with a session for each pass`)
    await putInPlace(scratch.platform.database)
    const server = await scratch.startServer()
    try {
      const { empty, rush } = await sideBySide(server, log)
      const granted = await countOf(scratch.platform.database, limited)
      const whole = [WARM_UP, WARM_UP + CLAIMERS] as const
      const all = await send(server, claimRequests('unlimited', unlimited), whole)
      log(`claims that are all granted: ${Math.round(all.perSecond)}/s`)
      const sqlPerSecond = await claimRowByRow(scratch.url, log)
      return resultOf({ empty, rush, all, granted, sqlPerSecond })
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

type Measured = {
  readonly empty: Total
  readonly rush: Total
  readonly all: LoadResult
  readonly granted: number
  readonly sqlPerSecond: number
}

function resultOf({ empty, rush, all, granted, sqlPerSecond }: Measured): BenchResult {
  const share = rush.perSecond / empty.perSecond
  const answered = `${rush.statuses['201'] ?? 0} granted, ${rush.statuses['409'] ?? 0} refused`
  return {
    bench: 'claim',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      {
        name: `coupons granted of ${COUPONS}, ${CLAIMERS} claimers`,
        value: granted,
        unit: 'coupons',
        aim: `exactly ${COUPONS}`,
        met: granted === COUPONS && rush.statuses['201'] === COUPONS,
        note: answered,
      },
      {
        name: 'claims against an empty POST',
        value: share,
        unit: '×',
        aim: `≥ ${AIM_SHARE} ×`,
        met: share >= AIM_SHARE,
        note: `${CONNECTIONS} connections, every caller with a session nobody has seen before`,
      },
      beside('claims over HTTP', rush.perSecond, '/s', `p99 ${rush.p99Ms.toFixed(1)} ms`),
      beside('empty POST, same server', empty.perSecond, '/s', `p99 ${empty.p99Ms.toFixed(1)} ms`),
      beside(
        'claims over HTTP when every one is granted',
        all.perSecond,
        '/s',
        `${(all.perSecond / empty.perSecond).toFixed(2)} × an empty POST, p99 ${all.p99Ms.toFixed(1)} ms`,
      ),
      beside(
        'claims row by row in SQL',
        sqlPerSecond,
        '/s',
        `one statement a claim, ${ROW_BY_ROW_CONNECTIONS} connections, no HTTP, no facts`,
      ),
    ],
  }
}

async function putInPlace({ db }: Database): Promise<void> {
  // Slice by slice: a busy machine must not run into the time limit of a statement.
  for (let from = 0; from < CLAIMERS + WARM_UP; from += SLICE) {
    const until = Math.min(from + SLICE, CLAIMERS + WARM_UP) - 1
    await sql`
      insert into people.account (id, name, phone, locale, joined_at)
      select ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid, '손님',
        '+8210' || lpad(n::text, 8, '0'), 'ko', now()
      from generate_series(${from}::integer, ${until}::integer) n`.execute(db)
    for (const pass of passes) {
      await sql`
        insert into people.session (id, person_id, token_hash, device, created_at, last_seen_at,
          expires_at)
        select gen_random_uuid(), ('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid,
          encode(sha256(convert_to('gs_' || ${pass}::text || '-' || lpad(n::text, 8, '0'), 'utf8')),
            'hex'),
          'bench', now(), now(), now() + interval '1 day'
        from generate_series(${from}::integer, ${until}::integer) n`.execute(db)
    }
  }
  for (const [id, couponsMax] of [
    [limited, COUPONS],
    [warmUp, WARM_UP / 10],
    [unlimited, null],
    [rowByRow, COUPONS],
  ] as const) {
    await sql`
      insert into offers.offer (id, merchant_id, title, terms, rank, starts_at, ends_at, coupons_max,
        coupons_per_person_max, limits, is_public, is_automatic, state, created_at, changed_at)
      values (${id}, ${testId('merchant')}, '선착순 쿠폰', ${JSON.stringify(terms)}, 0,
        now() - interval '1 day', now() + interval '30 days', ${couponsMax}, 1, '[]', true, false,
        'open', now(), now())`.execute(db)
  }
  await sql`vacuum analyze people.account`.execute(db)
  await sql`vacuum analyze people.session`.execute(db)
}

/** The rush in rounds, each beside empty POSTs: what else the machine does hits both alike. */
async function sideBySide(
  server: ScratchServer,
  log: BenchOptions['log'],
): Promise<{ readonly empty: Total; readonly rush: Total }> {
  const claim = claimRequests('limited', limited)
  const post = emptyRequests()
  const empty: LoadResult[] = []
  const rush: LoadResult[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    const part = [WARM_UP + round * ROUND, WARM_UP + (round + 1) * ROUND] as const
    empty.push(await send(server, post, part))
    rush.push(await send(server, claim, part))
    const [left, right] = [empty.at(-1)?.perSecond ?? 0, rush.at(-1)?.perSecond ?? 0]
    log(`round ${round + 1}: empty POST ${Math.round(left)}/s, claims ${Math.round(right)}/s`)
  }
  return { empty: totalOf(empty), rush: totalOf(rush) }
}

/** A part of a row of requests, after some of its warm-up. */
async function send(
  server: ScratchServer,
  requests: readonly Buffer[],
  [from, until]: readonly [number, number],
): Promise<LoadResult> {
  const warm = requests.slice(0, WARM_UP)
  const load = { port: server.port, connections: CONNECTIONS, warmUp: WARM_UP, count: until - from }
  return runLoad({ ...load, requests: [...warm, ...requests.slice(from, until)] })
}

type Total = {
  readonly perSecond: number
  readonly p99Ms: number
  readonly statuses: Readonly<Record<string, number>>
}

/** Rounds as one figure; the p99 is that of the worst round. */
function totalOf(results: readonly LoadResult[]): Total {
  const seconds = results.reduce((sum, result) => sum + result.seconds, 0)
  const count = results.reduce((sum, result) => sum + result.count, 0)
  const statuses: Record<string, number> = {}
  for (const [status, times] of results.flatMap((result) => Object.entries(result.statuses))) {
    statuses[status] = (statuses[status] ?? 0) + times
  }
  const p99Ms = Math.max(...results.map((result) => result.p99Ms))
  return { perSecond: count / seconds, p99Ms, statuses }
}

/** The requests of all claimers. The warm-up comes first, for an offer of its own. */
function claimRequests(pass: Pass, offer: string): readonly Buffer[] {
  const chance = seededChance(SEED + passes.indexOf(pass))
  return Array.from({ length: WARM_UP + CLAIMERS }, (_, at) => {
    const isWarmUp = at < WARM_UP
    const couponId = uuidV7(1_776_000_000_000 + at, randomBytes(chance))
    const url = `/v1/offers/${isWarmUp ? warmUp : offer}/claims`
    const token = isWarmUp ? tokenOf('ready', at) : tokenOf(pass, at)
    return requestBytes('POST', url, { token, body: { couponId } })
  })
}

function emptyRequests(): readonly Buffer[] {
  return Array.from({ length: WARM_UP + CLAIMERS }, (_, at) =>
    requestBytes('POST', '/v1/empty', { token: tokenOf('empty', at), body: {} }),
  )
}

function randomBytes(chance: () => number): Uint8Array {
  return Uint8Array.from({ length: 10 }, () => Math.floor(chance() * 256))
}

async function countOf({ db }: Database, offer: string): Promise<number> {
  const { rows } = await sql<{ coupons: number }>`
    select count(*)::integer as coupons from offers.coupon where offer_id = ${offer}`.execute(db)
  return rows[0]?.coupons ?? 0
}

/** The same rush as one statement a claim: the counter goes up where there is room, then the coupon. */
async function claimRowByRow(url: string, log: BenchOptions['log']): Promise<number> {
  const database = openDatabase(url, { connectionsMax: ROW_BY_ROW_CONNECTIONS })
  const chance = seededChance(SEED + passes.length)
  try {
    let next = 0
    const lane = async () => {
      for (let at = next++; at < CLAIMERS; at = next++) {
        await database.pool.query({
          name: 'claim',
          text: `
            with room as (
              update offers.offer set granted = granted + 1
              where id = $1 and granted < coupons_max
              returning id
            )
            insert into offers.coupon (id, offer_id, person_id, turn, source_kind, granted_at, expires_at)
            select $2, room.id, $3, 1, 'claim', now(), now() + interval '30 days' from room
            on conflict (person_id, offer_id, turn) do nothing`,
          values: [
            rowByRow,
            uuidV7(1_776_000_000_000 + at, randomBytes(chance)),
            `00000000-0000-7000-8000-${at.toString(16).padStart(12, '0')}`,
          ],
        })
      }
    }
    const startedAt = performance.now()
    await Promise.all(Array.from({ length: ROW_BY_ROW_CONNECTIONS }, lane))
    const perSecond = (CLAIMERS * 1_000) / (performance.now() - startedAt)
    log(`row by row: ${Math.round(perSecond)}/s`)
    return perSecond
  } finally {
    await database.close()
  }
}
