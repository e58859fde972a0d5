/** A till asks what a bill of 20 lines comes to, with 30 offers that all go together. */
import { seededChance } from '../server/src/kernel/chance.ts'
import { runLoad, requestBytes, type LoadResult } from './load.ts'
import { beside, commit, machine, type BenchOptions, type BenchResult } from './result.ts'
import { openScratch } from './scratch.ts'
import { everything } from '../server/src/modules/offers/model/pricing/cart.ts'
import { flat, type Effect, type Off } from '../server/src/modules/offers/model/pricing/effect.ts'
import { placeId, putTillsInPlace } from './till/shop.ts'

const SEED = 11
const OFFERS = 30
const LINES = 20
const CATEGORIES = 5
const CARTS = 200
const TILLS = 32
const CLIENTS = [1, 4] as const
const COUNT = 1_500
const WARM_UP = 300
const AIM_P99_MS = 10

/** Quotes with one and with a few tills at a time, beside an empty POST of the same server. */
export async function bench({ log }: BenchOptions): Promise<BenchResult> {
  const scratch = await openScratch(log)
  try {
    const chance = seededChance(SEED)
    const keys = await putTillsInPlace(scratch.platform, TILLS, offersOf(chance))
    const server = await scratch.startServer()
    try {
      const carts = Array.from({ length: CARTS }, () => ({ lines: linesOf(chance) }))
      const url = `/v1/places/${placeId}/bills/quote`
      const requests = carts.map((body, at) =>
        requestBytes('POST', url, { token: keys[at % TILLS] ?? '', body }),
      )
      const empty = keys.map((token) => requestBytes('POST', '/v1/empty', { token, body: {} }))
      const rows: { clients: number; quote: LoadResult; post: LoadResult }[] = []
      for (const clients of CLIENTS) {
        const load = { port: server.port, connections: clients, warmUp: WARM_UP, count: COUNT }
        const post = await runLoad({ ...load, requests: empty })
        const quote = await runLoad({ ...load, requests })
        log(`${clients} tills: p50 ${quote.p50Ms.toFixed(1)} ms, p99 ${quote.p99Ms.toFixed(1)} ms`)
        rows.push({ clients, quote, post })
      }
      return {
        bench: 'quote',
        machine: machine(),
        commit: commit(),
        seed: SEED,
        figures: rows.flatMap(({ clients, quote, post }) => [
          {
            name: `quote of ${LINES} lines and ${OFFERS} offers, ${clients} at a time, p99`,
            value: quote.p99Ms,
            unit: 'ms',
            aim: `≤ ${AIM_P99_MS} ms`,
            met: quote.p99Ms <= AIM_P99_MS && quote.statuses['200'] === COUNT,
            note: `p50 ${quote.p50Ms.toFixed(1)} ms, ${Math.round(quote.perSecond)}/s`,
          },
          beside(`an empty POST, ${clients} at a time, p99`, post.p99Ms, 'ms'),
        ]),
      }
    } finally {
      await server.stop()
    }
  } finally {
    await scratch.close()
  }
}

/** A third on the order, a third on items each, the rest on items together, and two "2+1". */
function offersOf(chance: () => number): readonly Effect[] {
  const pick = (below: number) => Math.floor(chance() * below)
  return Array.from({ length: OFFERS }, (_, at): Effect => {
    const off: Off =
      pick(2) === 0
        ? { kind: 'percent', percentOff: 1 + pick(15) }
        : { kind: 'amount', amountOffMinor: 100 * (1 + pick(10)) }
    const of = { ...everything, name: '분류', categoryIds: [`c${pick(CATEGORIES)}`] }
    if (at < 2) {
      const part = { of: { ...of, categoryIds: [`c${at}`] } }
      const free: Off = { kind: 'percent', percentOff: 100 }
      const [buy, get] = [
        { ...part, units: 2 },
        { ...part, units: 1 },
      ]
      return { kind: 'buy-get', buy, get, off: free, timesMax: 1 }
    }
    if (at % 3 === 0) return { kind: 'order-discount', tiers: flat(off) }
    const spread = at % 3 === 1 ? 'each' : 'across'
    return { kind: 'item-discount', of, pick: { kind: 'all' }, spread, tiers: flat(off) }
  })
}

function linesOf(chance: () => number) {
  const pick = (below: number) => Math.floor(chance() * below)
  return Array.from({ length: LINES }, (_, at) => ({
    lineId: String(at),
    itemId: `i${pick(40)}`,
    categoryIds: [`c${pick(CATEGORIES)}`],
    unitMinor: 500 + 100 * pick(150),
    quantity: 1 + pick(3),
  }))
}
