/** `golmok play`: a day of real walks past the shops of a merchant, with one campaign running. */
import type { AddressInfo } from 'node:net'
import { parseArgs } from 'node:util'
import { sql } from 'kysely'
import { assert } from '../../server/src/kernel/assert.ts'
import type { Point } from '../../server/src/kernel/geo.ts'
import type { Id } from '../../server/src/kernel/id.ts'
import { dayAfter, wallTime } from '../../server/src/kernel/time.ts'
import { invariants, openHouse } from '../../server/src/main.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { verify } from '../../server/src/platform/invariants.ts'
import { openInstallation, type Installation } from '../../server/src/platform/installation.ts'
import { openLogger } from '../../server/src/platform/logger.ts'
import {
  BEIJING_OFFSET_MS,
  MINUTES_PLAYED,
  behaviour,
  playRealDay,
  type DayResult,
} from '../../server/sim/real-day.ts'
import { walksOf, type Recorded } from '../../server/sim/walks.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'
import { installationOptions } from '../installation.ts'
import { openRowFile } from '../files/rows.ts'

const WALKERS = 600
const SHOPS = 40
const SEED = 20_261_122

export const command: Command = {
  name: 'play',
  summary: 'Play a day of real walks past imported shops, with one campaign',
  usage: `
Usage: golmok play WALKS --merchant NAME [options]

WALKS is a CSV of positions (user, time, lat, lng; plain or .gz), as of the Geolife sample. Each
walker gets one real day of it, laid over the town so that it passes the door of one of the
merchant's shops. Signals, messages, coupons, the counter and the report go through the public API
by a clock of the day. How people react is simulated and printed beside the result.

Import the shops first, and start no server on the same data before the day is over.

Options:
  --merchant NAME     Whose shops are passed
  --walkers NUMBER    How many people (${WALKERS})
  --shops NUMBER      How many of the shops, chosen by the seed (${SHOPS})
  --seed NUMBER       Another seed, another day (${SEED})
  --data-dir FOLDER   Where the embedded database lies (GOLMOK_DATA_DIR, .golmok)
  --database URL      A PostgreSQL instead (DATABASE_URL)
  --json              One JSON line: the report, what was refused, and whether all holds

Example:
  golmok import places korea_2026.csv.gz --merchant 스타벅스 --category cafe \\
    --map name=name,address=road_address,lat=lat,lng=lng,externalId=store_code,phone=tel
  golmok play points.csv.gz --merchant 스타벅스
`,
  async run(args, io) {
    const { file, values } = readArguments(args)
    const config = readConfig({
      ...process.env,
      GOLMOK_REQUESTS_PER_MINUTE: '100000000',
      ...(values['data-dir'] && { GOLMOK_DATA_DIR: values['data-dir'] }),
      ...(values.database && { DATABASE_URL: values.database }),
    })
    let now = new Date()
    const installation = await openInstallation({
      config,
      log: (line) => io.say(line),
      logger: openLogger('error', false),
      clock: () => now,
    })
    try {
      await refuseCompany(installation)
      const seed = Number(values.seed ?? SEED)
      const { merchantId, shops } = await shopsOf(installation, values.merchant, seed, values.shops)
      const walks = walksOf(await readWalks(file, io), BEIJING_OFFSET_MS)
      io.say(`${walks.length} days of real walks, ${shops.length} shops.`)
      const house = await openHouse(installation.platform)
      await house.load()
      await house.http.app.listen({ host: '127.0.0.1', port: 0 })
      const { port } = house.http.app.server.address() as AddressInfo
      const walkers = Number(values.walkers ?? WALKERS)
      const joining = io.progress('People join', walkers, 'people')
      const playing = io.progress('The day goes by', MINUTES_PLAYED, 'minutes')
      const result = await playRealDay({
        platform: installation.platform,
        house,
        origin: `http://127.0.0.1:${port}`,
        merchantId,
        shops,
        walks,
        walkers,
        seed,
        // The day before: nothing of it lies in the future when the server starts again.
        day: dayAfter(wallTime(now, 'Asia/Seoul').day, -1),
        setClock: (at) => {
          now = at
        },
        onJoin: () => joining.add(1),
        onMinute: () => playing.add(1),
      })
      joining.end()
      playing.end()
      const verdicts = await verify(installation.platform.database, invariants)
      const broken = verdicts.filter(({ isHeld }) => !isHeld)
      print(result, io)
      io.say(broken.length === 0 ? `verify: all ${verdicts.length} hold.` : 'verify: broken:')
      for (const { id, says } of broken) io.say(`  ✗ ${id} ${says}`)
      io.answer({ ...result, isHeld: broken.length === 0, broken })
      await house.close()
      return broken.length === 0 ? 0 : 1
    } finally {
      await installation.close()
    }
  },
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      merchant: { type: 'string' },
      walkers: { type: 'string' },
      shops: { type: 'string' },
      seed: { type: 'string' },
      ...installationOptions,
    },
  })
  const [file] = positionals
  if (file === undefined || values.merchant === undefined) {
    throw new UsageError('play takes a file of walks and --merchant NAME')
  }
  return { file, values: { ...values, merchant: values.merchant } }
}

/** Another process would read the day's facts by its own clock, and find them all too late. */
async function refuseCompany({ platform }: Installation): Promise<void> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from pg_stat_activity
    where datname = current_database() and application_name = 'golmok live'`.execute(
    platform.database.db,
  )
  if ((rows[0]?.count ?? 0) > 1) {
    throw new UsageError('A server runs on this data. Stop it, or give another --data-dir.')
  }
}

async function shopsOf(
  { platform }: Installation,
  merchant: string,
  seed: number,
  count: string | undefined,
) {
  const { rows } = await sql<Point & { id: Id<'place'>; name: string; merchantId: Id<'merchant'> }>`
    select p.id, p.name, p.lng, p.lat, p.merchant_id
    from places.place p join places.merchant m on m.id = p.merchant_id
    where m.name = ${merchant} and p.lng between 126.7 and 127.3 and p.lat between 37.4 and 37.7
    order by md5(p.id::text || ${String(seed)}) limit ${Number(count ?? SHOPS)}`.execute(
    platform.database.db,
  )
  const [first] = rows
  if (!first)
    throw new UsageError(`There are no shops of "${merchant}" in Seoul. Import them first.`)
  return { merchantId: first.merchantId, shops: rows }
}

async function readWalks(path: string, io: CommandIo): Promise<readonly Recorded[]> {
  const file = await openRowFile(path)
  const reading = io.progress('Reading walks', file.bytes, 'bytes')
  const rows: Recorded[] = []
  for await (const { cells } of file.rows((count) => reading.add(count))) {
    const text = String(cells['time']).replace(' ', 'T')
    const at = new Date(/[zZ]|[+-]\d\d:?\d\d$/.test(text) ? text : `${text}Z`)
    const [lng, lat] = [Number(cells['lng']), Number(cells['lat'])]
    if (Number.isFinite(at.getTime()) && Number.isFinite(lng) && Number.isFinite(lat)) {
      rows.push({ person: String(cells['user']), at, lng, lat })
    }
  }
  reading.end()
  if (rows.length === 0) throw new UsageError(`${path} has no rows with user, time, lat, lng`)
  return rows
}

function print({ signals, refused, report, counterRefusals }: DayResult, io: CommandIo): void {
  const { funnel, lift, extraVisits, arms } = report
  assert(
    funnel && lift && extraVisits && arms?.control,
    'the campaign of a played day is for whoever passes: its report is told',
  )
  const percent = (share: number) => `${(share * 100).toFixed(1)} %`
  const said = (difference: typeof lift.visits) =>
    `${percent(difference.difference)} (95 %: ${percent(difference.low)} to ${percent(difference.high)})` +
    (difference.conclusive ? '' : ', which includes zero: not known yet')
  io.say('')
  io.say(`Signals ${signals}, refused ${JSON.stringify(refused)}`)
  io.say(
    `Eligible ${funnel.eligible} (control ${arms.control.people}), sent ${funnel.sent}, ` +
      `seen ${funnel.seen}, visited ${funnel.visited}, redeemed ${funnel.redeemed}`,
  )
  io.say(`Lift of visits       ${said(lift.visits)}`)
  io.say(`Lift of redemptions  ${said(lift.redemptions)}`)
  io.say(
    `Extra visits ${extraVisits.estimate.toFixed(0)} ` +
      `(${extraVisits.low.toFixed(0)} to ${extraVisits.high.toFixed(0)})`,
  )
  io.say(`Sales ${report.salesMinor} won, cost ${report.costMinor} won, points ${report.points}`)
  io.say(`Counter said no: ${JSON.stringify(counterRefusals)}`)
  io.say(`Not sent, by reason: ${JSON.stringify(report.refusedByReason)}`)
  io.say(`Simulated behaviour: ${JSON.stringify(behaviour)}`)
}
