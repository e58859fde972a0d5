/** Transfers over HTTP, one a request and in batches, durable, beside the same rows straight in SQL. */
import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { sql } from 'kysely'
import { seededChance } from '../server/src/kernel/chance.ts'
import { uuidV7 } from '../server/src/kernel/id.ts'
import { testId } from '../server/src/kernel/testing.ts'
import type { Database } from '../server/src/platform/postgres.ts'
import { inBatches, oneByOne, type Accounts, type OneByOne } from './ledger/peers.ts'
import { requestBytes, runLoad, type LoadResult } from './load.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch, type ScratchServer } from './scratch.ts'

const SEED = 19
const ACCOUNTS = 10_000
const ROUNDS = 3
const CLIENTS = [32, 256] as const
/** In a round, at each number of clients. */
const TRANSFERS = 24_000
const WARM_UP = 4_000
/** pgbench at its best: few clients spare the machine, many commit together. */
const PEER_CLIENTS = [8, 32, 64] as const
const PEER_SECONDS = 5
const BATCHES = [100, 1_000] as const
const BATCHED = 100_000
const BATCH_LANES = 4
const AIM = { single: 1.5, hot: 0.95, batch: 0.7 }
/** Of Linux, in a second. */
const CLOCK_TICKS = 100
const TOKEN = 'gs_bench-ledger-00000000'

const merchantId = testId('merchant')
const keyOf = (number: number) => `merchant/${merchantId}/own/a-${String(number).padStart(5, '0')}`
const hotKey = `merchant/${merchantId}/own/hot`

type Kind = 'spread' | 'hot'
type Pass = LoadResult & { readonly cpuSeconds: number }

/** Measures rounds of spread and hot transfers at 32 and 256 clients, then batches, then the peers. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    const { database } = scratch.platform
    const accounts = await putInPlace(database)
    const server = await scratch.startServer()
    try {
      const singles = new Map<string, Pass[]>()
      const peers: OneByOne[] = []
      for (let round = 0; round < ROUNDS; round += 1) {
        for (const clients of CLIENTS) {
          for (const kind of ['spread', 'hot'] as const) {
            const pass = await single(server, kind, clients)
            singles.set(`${kind} ${clients}`, [...(singles.get(`${kind} ${clients}`) ?? []), pass])
            log(`round ${round + 1}, ${kind}, ${clients} clients: ${Math.round(pass.perSecond)}/s`)
          }
        }
        const clients = PEER_CLIENTS[round % PEER_CLIENTS.length] ?? 8
        const peer = await oneByOne(scratch.url, accounts, clients, PEER_SECONDS)
        peers.push({ ...peer, by: `${peer.by}, ${clients} clients` })
        log(`one by one in SQL, ${clients} clients: ${Math.round(peer.perSecond)}/s`)
      }
      const batches: Batched[] = []
      for (const size of BATCHES) {
        const http = await batched(server, size)
        const inSql = { size, lanes: BATCH_LANES, seconds: PEER_SECONDS }
        const sqlPerSecond = await inBatches(scratch.url, accounts, inSql)
        batches.push({ size, http, sqlPerSecond })
        const share = (http.perSecond * size) / sqlPerSecond
        log(`batches of ${size}: ${Math.round(http.perSecond * size)}/s, ${share.toFixed(2)} × SQL`)
      }
      await assertAllPosted(database, singles, batches)
      return resultOf({ singles, peers, batches })
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

type Batched = { readonly size: number; readonly http: LoadResult; readonly sqlPerSecond: number }

async function putInPlace({ db }: Database): Promise<Accounts> {
  const operator = testId('person')
  await sql`
    insert into people.account (id, name, phone, locale, is_operator, joined_at)
    values (${operator}, '운영자', '+821000000000', 'ko', true, now())`.execute(db)
  await sql`
    insert into people.session (id, person_id, token_hash, device, created_at, last_seen_at, expires_at)
    values (gen_random_uuid(), ${operator}, encode(sha256(convert_to(${TOKEN}, 'utf8')), 'hex'),
      'bench', now(), now(), now() + interval '1 day')`.execute(db)
  await sql`
    insert into ledger.account (key, unit, guarded, opened_at)
    values (${hotKey}, 'KRW', false, now())`.execute(db)
  const keys = Array.from({ length: ACCOUNTS }, (_, at) => keyOf(at))
  await sql`
    insert into ledger.account (key, unit, guarded, opened_at)
    select key, 'KRW', false, now()
    from unnest(${keys}::text[]) with ordinality as name (key, place) order by place`.execute(db)
  await sql`vacuum analyze ledger.account`.execute(db)
  const { rows } = await sql<{ first: number }>`
    select id as first from ledger.account where key = ${keyOf(0)}`.execute(db)
  return { first: rows[0]?.first ?? 1, count: ACCOUNTS }
}

const chance = seededChance(SEED)
const anyAccount = () => Math.floor(chance() * ACCOUNTS)

function anOrder(kind: Kind) {
  const giver = anyAccount()
  const taker = (giver + 1 + Math.floor(chance() * (ACCOUNTS - 1))) % ACCOUNTS
  const id = uuidV7(Date.now(), randomBytes(10))
  return { id, from: keyOf(giver), to: kind === 'hot' ? hotKey : keyOf(taker), amount: 1, memo: '' }
}

async function single(server: ScratchServer, kind: Kind, clients: number): Promise<Pass> {
  const requests = Array.from({ length: WARM_UP + TRANSFERS }, () =>
    requestBytes('POST', '/v1/transfers', { token: TOKEN, body: anOrder(kind) }),
  )
  const load = { port: server.port, connections: clients, warmUp: WARM_UP, count: TRANSFERS }
  const before = cpuSecondsOf(server.pid)
  const result = await runLoad({ ...load, requests })
  // The warm-up is in it too: the share of the rest is what counts.
  const cpuSeconds = (cpuSecondsOf(server.pid) - before) * (TRANSFERS / (WARM_UP + TRANSFERS))
  return { ...result, cpuSeconds }
}

async function batched(server: ScratchServer, size: number): Promise<LoadResult> {
  const calls = BATCHED / size
  const warmUp = Math.ceil(calls / 10)
  const requests = Array.from({ length: warmUp + calls }, () => {
    const sets = Array.from({ length: size }, () => [anOrder('spread')])
    return requestBytes('POST', '/v1/transfers/batch', { token: TOKEN, body: { sets } })
  })
  return runLoad({ port: server.port, connections: BATCH_LANES, warmUp, count: calls, requests })
}

/** What was answered is there: each transfer once, with both its entries. */
async function assertAllPosted(
  { db }: Database,
  singles: ReadonlyMap<string, readonly Pass[]>,
  batches: readonly Batched[],
): Promise<void> {
  const passes = [...singles.values()].flat()
  const answered = passes.reduce((sum, pass) => sum + WARM_UP + (pass.statuses['201'] ?? 0), 0)
  const inBatch = batches.reduce(
    (sum, { size, http }) => sum + size * (Math.ceil(BATCHED / size / 10) + http.count),
    0,
  )
  const { rows } = await sql<{ transfers: number; entries: number }>`
    select count(distinct t.id)::integer as transfers, count(*)::integer as entries
    from ledger.transfer t join ledger.entry e on e.transfer_id = t.id
    where t.because like 'posted-by/person/%'`.execute(db)
  const { transfers = 0, entries = 0 } = rows[0] ?? {}
  if (transfers !== answered + inBatch || entries !== 2 * transfers) {
    throw new Error(`${answered + inBatch} transfers were answered, ${transfers} are there`)
  }
}

function cpuSecondsOf(pid: number): number {
  try {
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS
  } catch {
    return 0
  }
}

type Measured = {
  readonly singles: ReadonlyMap<string, readonly Pass[]>
  readonly peers: readonly OneByOne[]
  readonly batches: readonly Batched[]
}

function resultOf({ singles, peers, batches }: Measured): BenchResult {
  const best = peers.reduce((one, other) => (other.perSecond > one.perSecond ? other : one))
  const totalOf = (kind: Kind, clients: number) => {
    const passes = singles.get(`${kind} ${clients}`) ?? []
    const seconds = passes.reduce((sum, pass) => sum + pass.seconds, 0)
    const count = passes.reduce((sum, pass) => sum + pass.count, 0)
    const cpuSeconds = passes.reduce((sum, pass) => sum + pass.cpuSeconds, 0)
    const p99Ms = Math.max(...passes.map((pass) => pass.p99Ms))
    return { perSecond: count / seconds, cpuMicros: (cpuSeconds * 1e6) / count, p99Ms }
  }
  return {
    bench: 'ledger',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      ...CLIENTS.flatMap((clients) => {
        const [spread, hot] = [totalOf('spread', clients), totalOf('hot', clients)]
        const share = spread.perSecond / best.perSecond
        const hotShare = hot.perSecond / spread.perSecond
        const note = (it: typeof spread) =>
          `${Math.round(it.perSecond)}/s, p99 ${it.p99Ms.toFixed(1)} ms, ${it.cpuMicros.toFixed(0)} µs of server CPU each`
        return [
          {
            name: `one transfer a request, ${clients} clients, against one by one in SQL`,
            value: share,
            unit: '×',
            aim: `≥ ${AIM.single} ×`,
            met: share >= AIM.single,
            note: note(spread),
          },
          {
            name: `one hot account, ${clients} clients, against spread`,
            value: hotShare,
            unit: '×',
            aim: `≥ ${AIM.hot} ×`,
            met: hotShare >= AIM.hot,
            note: note(hot),
          },
        ]
      }),
      beside('one by one in SQL, the best', best.perSecond, '/s', best.by),
      ...batches.map(({ size, http, sqlPerSecond }) => {
        const perSecond = http.perSecond * size
        const share = perSecond / sqlPerSecond
        return {
          name: `batches of ${size} over HTTP, against the same in SQL`,
          value: share,
          unit: '×',
          aim: `≥ ${AIM.batch} ×`,
          met: share >= AIM.batch,
          note: `${Math.round(perSecond)}/s beside ${Math.round(sqlPerSecond)}/s, ${BATCH_LANES} at once`,
        }
      }),
    ],
  }
}
