/** `golmok bench`: measures one path of the system, beside its peers where they are installed. */
import { parseArgs } from 'node:util'
import type { BenchResult } from '../../bench/result.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'

type BenchOptions = { readonly json: boolean; readonly log: (line: string) => void }
type Bench = (options: BenchOptions) => Promise<BenchResult>

const benches: Readonly<Record<string, () => Promise<{ bench: Bench }>>> = {
  signals: () => import('../../bench/signals.ts'),
  reach: () => import('../../bench/reach.ts'),
  broadcast: () => import('../../bench/broadcast.ts'),
  live: () => import('../../bench/live.ts'),
  claim: () => import('../../bench/claim.ts'),
  ledger: () => import('../../bench/ledger.ts'),
  codes: () => import('../../bench/codes.ts'),
  nearby: () => import('../../bench/nearby.ts'),
  quote: () => import('../../bench/quote.ts'),
  redeem: () => import('../../bench/redeem.ts'),
  start: () => import('../../bench/start.ts'),
}

export const command: Command = {
  name: 'bench',
  summary: 'Measure, and print machine, commit, seed and figures',
  usage: `
Usage: golmok bench NAME [--json]

  signals   positions a second through HTTP with 100,000 zones, and the engine alone
  reach     zone entered, to coupon on the shopper's event stream
  broadcast 1,000,000 friends told one thing, with a kill in the middle, beside plain SQL
  live      one broadcast on 5,000 open event streams
  claim     100,000 claims for 10,000 coupons
  ledger    transfers one a request and in batches, beside pgbench
  codes     1,000,000 voucher codes into the database and a CSV file
  nearby    the nearest 20 open places out of 1,000,000, as whole HTTP answers
  quote     a bill of 20 lines and 30 offers that go together, priced
  redeem    coupons used at 32 tills at once
  start     cold start to the first page

Each starts its own server on a scratch database and stops it. Peers (redis-server,
tile38-server) are measured beside where they are on the path. With --json the last line is
{ bench, machine, commit, seed, figures: [{ name, value, unit, aim, met, note }] }.
`,
  async run(args, io) {
    const { positionals } = parseArgs({ args: [...args], allowPositionals: true })
    const name = positionals[0]
    const load = name !== undefined && Object.hasOwn(benches, name) ? benches[name] : undefined
    if (!load) throw new UsageError(`bench takes one of: ${Object.keys(benches).join(', ')}`)
    const { bench } = await load()
    const result = await bench({ json: io.isJson, log: (line) => io.say(line) })
    print(result, io)
    return 0
  },
}

function print({ bench, machine, commit, seed, figures }: BenchResult, io: CommandIo): void {
  io.say('')
  io.say(`${bench} · ${machine} · commit ${commit} · seed ${seed}`)
  const width = Math.max(...figures.map(({ name }) => name.length))
  for (const { name, value, unit, aim, met, note } of figures) {
    const sign = met === null ? ' ' : met ? '✓' : '✗'
    const shown = `${value.toLocaleString('en', { maximumFractionDigits: 2 })} ${unit}`
    const rest = [aim && `aim ${aim}`, note].filter(Boolean).join('; ')
    io.say(`${sign} ${name.padEnd(width)}  ${shown.padStart(22)}${rest ? `  (${rest})` : ''}`)
  }
  io.answer({ bench, machine, commit, seed, figures })
}
