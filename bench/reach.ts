/** From a zone entry posted over HTTP to the coupon on the shopper's event stream, at a steady pace. */
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
const STEP_MS = 150_000

/** Runs the pace against the whole server in a child process, every shopper with an open stream. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    log(`${PEOPLE} people with a session, ${SHOPS} shops with a zone and a running campaign`)
    await putTownInPlace(scratch.platform.database)
    const server = await scratch.startServer()
    try {
      log(`${PEOPLE} event streams`)
      const streams = await openStreams(server.port, PEOPLE, tokenOf)
      const entries = allEntries()
      log(`${entries.length} entries, ${PER_SECOND} a second`)
      const reached = await enterAll({ port: server.port, streams, entries, perSecond: PER_SECOND })
      for (const stream of streams) stream.close()
      return resultOf(reached, await kept(scratch))
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

/** Everybody enters their first shop, then their second, and so on: no one is twice at once. */
function allEntries(): readonly Entry[] {
  const start = Date.now() - ENTRIES_EACH * STEP_MS
  return Array.from({ length: PEOPLE * ENTRIES_EACH }, (_none, at): Entry => {
    const person = at % PEOPLE
    const turn = Math.floor(at / PEOPLE)
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

type Kept = { readonly sent: number; readonly coupons: number; readonly facts: number }

/** What stands in the database afterwards: each entry must have become one decision and one coupon. */
async function kept({ platform }: Scratch): Promise<Kept> {
  const { rows } = await sql<Kept>`
    select (select count(*) from campaigns.decision where outcome = 'sent')::integer as sent,
      (select count(*) from offers.coupon)::integer as coupons,
      (select count(*) from platform.fact)::integer as facts`.execute(platform.database.db)
  return rows[0] ?? { sent: 0, coupons: 0, facts: 0 }
}

function quantile(sorted: readonly number[], share: number): number {
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}

function resultOf(reached: Reached, { sent, coupons, facts }: Kept): BenchResult {
  const times = reached.reachMs.slice(WARM_UP).filter(Number.isFinite)
  const sorted = times.toSorted((one, other) => one - other)
  const answered = reached.answerMs.slice(WARM_UP).toSorted((one, other) => one - other)
  const total = PEOPLE * ENTRIES_EACH
  const measured = total - WARM_UP
  const p99 = quantile(sorted, 0.99)
  const isAll = sorted.length === measured && sent === total && coupons === total
  return {
    bench: 'reach',
    machine: machine(),
    commit: commit(),
    seed: SEED,
    figures: [
      {
        name: `zone entry → coupon on the stream, p99 at ${PER_SECOND} entries/s`,
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
        note: `${coupons} coupons, ${sorted.length} of ${measured} seen on streams, ${facts} facts`,
      },
      beside('the answer to the entry itself, p99', quantile(answered, 0.99), 'ms'),
      beside('pace kept', measured / reached.seconds, 'entries/s', `${PEOPLE} open event streams`),
    ],
  }
}
