/** From a zone entry posted over HTTP to the coupon on the shopper's event stream, at a steady pace. */
import { readFile } from 'node:fs/promises'
import { sql } from 'kysely'
import { enterAll, openStreams, type Entry, type Reached } from './reach/shoppers.ts'
import { ENTRIES_EACH, PEOPLE, putTownInPlace, SHOPS, tokenOf, waypoint } from './reach/town.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch, type Scratch } from './scratch.ts'

const SEED = 11
const PER_SECOND = 500
/** Sent at the same pace before the clock starts. */
const WARM_UP = 2_500
const AIM_P99_MS = 250
/** 62 m of longitude at that latitude. */
const WAY_IN_DEGREES = 0.0007
/** Between two entries of one person, by their phone: time to walk from shop to shop. */
const STEP_MS = 120_000

/** How hard the town is pressed; the bench takes the defaults. */
export type Pressure = {
  readonly people: number
  readonly perSecond: number
  readonly warmUp: number
}
const fullPressure: Pressure = { people: PEOPLE, perSecond: PER_SECOND, warmUp: WARM_UP }

/** Runs the pace against the whole server in a child process, every shopper with an open stream. */
export async function bench(
  { log }: BenchOptions,
  pressure: Pressure = fullPressure,
): Promise<BenchResult> {
  const { people, perSecond } = pressure
  const scratch = await openScratch(log)
  try {
    log(`${people} people with a session, ${SHOPS} shops with a zone and a running campaign`)
    await putTownInPlace(scratch.platform.database, people)
    // The bench is no second process of the house, to which all news would have to be sent.
    await scratch.platform.live.close()
    const server = await scratch.startServer()
    try {
      log(`${people} event streams`)
      const streams = await openStreams(server.port, people, tokenOf)
      const entries = allEntries(people)
      const cpuBefore = await cpuSeconds(server.pid)
      log(`${entries.length} entries, ${perSecond} a second`)
      const reached = await enterAll({ port: server.port, streams, entries, perSecond })
      const cpu = (await cpuSeconds(server.pid)) - cpuBefore
      for (const stream of streams) stream.close()
      return resultOf(pressure, reached, await kept(scratch), cpu)
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

/** Everybody enters their first shop, then their second, and so on: no one is twice at once. */
function allEntries(people: number): readonly Entry[] {
  const start = Date.now() - ENTRIES_EACH * STEP_MS
  return Array.from({ length: people * ENTRIES_EACH }, (_none, at): Entry => {
    const person = at % people
    const turn = Math.floor(at / people)
    const enteredAt = start + turn * STEP_MS
    const { lng, lat } = waypoint(person, turn)
    const fix = (agoMs: number, lngOf: number) => {
      const instant = new Date(enteredAt - agoMs).toISOString()
      return { kind: 'position', at: instant, lng: lngOf, lat, accuracyMeters: 5 }
    }
    // On foot: outside the zone, and half a minute later in the middle of it.
    const body = { signals: [fix(30_000, lng - WAY_IN_DEGREES), fix(0, lng)] }
    return { person, token: tokenOf(person), body }
  })
}

/** Seconds a process has spent on a CPU so far; NaN where the system does not tell. */
async function cpuSeconds(pid: number): Promise<number> {
  try {
    const fields = (await readFile(`/proc/${pid}/stat`, 'utf8')).split(') ')[1]?.split(' ') ?? []
    return (Number(fields[11]) + Number(fields[12])) / CLOCK_TICKS_PER_SECOND
  } catch {
    return NaN
  }
}

const CLOCK_TICKS_PER_SECOND = 100

type Kept = {
  readonly sent: number
  readonly refused: string
  readonly coupons: number
  readonly facts: number
}

/** What stands in the database afterwards: each entry must have become one decision and one coupon. */
async function kept({ platform }: Scratch): Promise<Kept> {
  const { rows } = await sql<Kept>`
    select (select count(*) from campaigns.decision where outcome = 'sent')::integer as sent,
      (select count(*) from offers.coupon)::integer as coupons,
      (select coalesce(string_agg(rule || ' ' || times, ', '), 'none') from (
        select rule, sum(times) as times from campaigns.decision
        where outcome = 'refused' group by rule) r) as refused,
      (select count(*) from platform.fact)::integer as facts`.execute(platform.database.db)
  return rows[0] ?? { sent: 0, refused: '', coupons: 0, facts: 0 }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function resultOf(
  { people, perSecond, warmUp }: Pressure,
  reached: Reached,
  { sent, refused, coupons, facts }: Kept,
  cpu: number,
): BenchResult {
  const times = reached.reachMs.slice(warmUp).filter(Number.isFinite)
  const sorted = times.toSorted((one, other) => one - other)
  const answered = reached.answerMs.slice(warmUp).toSorted((one, other) => one - other)
  const total = people * ENTRIES_EACH
  const measured = total - warmUp
  const p99 = quantile(sorted, 0.99)
  const isAll = sorted.length === measured && sent === total && coupons === total
  return {
    bench: 'reach',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      {
        name: `zone entry → coupon on the stream, p99 at ${perSecond} entries/s`,
        value: p99,
        unit: 'ms',
        aim: `≤ ${AIM_P99_MS} ms`,
        met: p99 <= AIM_P99_MS && isAll,
        note: `${measured} entries in ${reached.seconds.toFixed(0)} s, counted from when each was due`,
      },
      beside('the same, p50', quantile(sorted, 0.5), 'ms'),
      beside('the same, slowest', sorted.at(-1) ?? 0, 'ms'),
      {
        name: 'entries that became one decision and one coupon',
        value: sent,
        unit: 'decisions',
        aim: `exactly ${total}`,
        met: isAll,
        note: `${coupons} coupons, ${sorted.length} of ${measured} seen on streams, ${facts} facts, refused: ${refused}`,
      },
      beside('the answer to the entry itself, p99', quantile(answered, 0.99), 'ms'),
      beside(
        'CPU of the server for an entry',
        (cpu * 1_000) / total,
        'ms',
        'PostgreSQL not counted',
      ),
      beside('pace kept', total / reached.seconds, 'entries/s', `${people} open event streams`),
    ],
  }
}
