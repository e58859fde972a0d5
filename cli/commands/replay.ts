/** `golmok replay`: plays recorded walks or sales through the house, and compares what comes out. */
import { parseArgs } from 'node:util'
import { openScratch } from '../../bench/scratch.ts'
import type { Point } from '../../server/src/kernel/geo.ts'
import { HOUR_MS, SECOND_MS } from '../../server/src/kernel/time.ts'
import { readConfig } from '../../server/src/platform/config.ts'
import { openLogger } from '../../server/src/platform/logger.ts'
import { openPlatform } from '../../server/src/platform/platform.ts'
import { tickingClock } from '../../server/sim/sales/clock.ts'
import {
  confusionOf,
  heardStays,
  overlaps,
  passesOf,
  type Confusion,
  type Found,
} from '../../server/sim/passes.ts'
import { openMarket, openWalkers, sendAll, visitsOf, type Sent } from '../../server/sim/replay.ts'
import {
  apart,
  drivenPoints,
  formatOf,
  linesOf,
  staysOf,
  tracksOf,
  type Format,
  type Line,
  type RecordedTrack,
} from '../../server/sim/tracks.ts'
import { replaySales, salesOf, type SaleFiles } from '../../server/sim/sales/replay.ts'
import { UsageError, type Command, type CommandIo } from '../command.ts'
import { openRowFile } from '../files/rows.ts'
import { readSaleFiles } from '../files/sales.ts'

/** What is looked for in each file: how long, how near, and how zones are drawn. */
const looks = {
  geolife: { minutes: 20, radiusMeters: 200, dwellSeconds: 1_200 },
  goal: { minutes: 1, radiusMeters: 50, dwellSeconds: 60 },
  staga: { minutes: 2, radiusMeters: 60, dwellSeconds: 120 },
} as const
/** The parameters behind the figure that scikit-mobility publishes for the Geolife sample. */
const PUBLISHED = { stops: 391, radiusMeters: 100, minutes: 20 } as const
/** 36 km/h: nobody walks that, so that a zone there must stay without visits. */
const DRIVEN_MPS_MIN = 10
const DRIVEN_APART_METERS = 500

export const command: Command = {
  name: 'replay',
  summary: 'Play recorded walks or sales through the house, and compare what comes out',
  usage: `
Usage: golmok replay FILE [options]

FILE is a CSV (plain or .gz) of one of these forms, known by its columns:
  user, time, lat, lng                         Geolife
  trajectory, seconds, x_m, y_m, label         GOAL: OnFoot or Driving beside each fix
  ts, longitude, latitude, diary_label         STAGA: stop or trip beside each fix

  invoice, stock_code, unit_price_gbp, …       Invoices with returns (UCI Online Retail)
  basket_id, retail_disc, coupon_disc, …       Baskets (Complete Journey; beside it
                                               coupon_redemptions.csv)

Walks: people sign up and agree to the use of their location, a merchant draws a circle around every
place where somebody stayed, and every fix goes through POST /v1/signals. The dates are moved to
the last 23 hours, and pauses of more than half an hour are cut to that: presence takes nobody
for present who has not been heard of for 20 minutes. Labelled files also get circles where
people only drove; there a visit would be a mistake, and the exit code says so.

Sales: coupons are given, bills are made, held, paid and returned, points earned and spent, day by
day by a clock of the past, on a scratch database. Then bills, points and lots are set beside a
recount of the file by plain arithmetic; the exit code says whether they are the same.

Options:
  --speed max|60x|1x     How fast (max)
  --zones stays|existing Draw circles around stays, or use what is there (stays)
  --origin URL           A running server; else one is started on a scratch database
  --json                 One JSON line with everything that is counted
`,
  async run(args, io) {
    const { file, origin, speed, drawsZones } = readArguments(args)
    const sales = await readSaleFiles(file)
    if (sales !== null) return replaySold(sales, io)
    const { format, tracks } = await readTracks(file, io)
    if (origin !== null) return replay({ format, tracks, origin, speed, drawsZones }, io)
    const scratch = await openScratch((line) => io.say(line))
    try {
      const server = await scratch.startServer()
      try {
        const ownOrigin = `http://127.0.0.1:${server.port}`
        return await replay({ format, tracks, origin: ownOrigin, speed, drawsZones }, io)
      } finally {
        await server.stop()
      }
    } finally {
      await scratch.close()
    }
  },
}

async function replaySold(files: SaleFiles, io: CommandIo): Promise<number> {
  const scratch = await openScratch((line) => io.say(line))
  const { clock, setClock } = tickingClock()
  const config = readConfig({ GOLMOK_ROLE: 'http' })
  const logger = openLogger('error', false)
  const platform = await openPlatform({ config, url: scratch.url, clock, logger })
  try {
    const total = salesOf(files).days.reduce((sum, { events }) => sum + events.length, 0)
    const progress = io.progress('Selling', total, 'sales and returns')
    const onEvent = () => progress.add(1)
    const nowMs = () => performance.now()
    const done = await replaySales(platform, files, setClock, { nowMs, onEvent })
    progress.end()
    for (const [name, figure] of Object.entries({ ...done.played, ...done.leftOut })) {
      io.say(`${name.padEnd(52)}${figure.toLocaleString('en').padStart(14)}`)
    }
    const { wrong, played: _played, leftOut: _leftOut, ...sums } = done
    for (const [name, figure] of Object.entries(sums)) {
      io.say(`${name.padEnd(52)}${figure.toLocaleString('en').padStart(14)}`)
    }
    for (const line of wrong) io.complain(line)
    io.say(wrong.length === 0 ? 'The recount of the file is the same.' : 'The recount differs.')
    io.answer({ kind: files.kind, ...done })
    return wrong.length === 0 ? 0 : 1
  } finally {
    await platform.stop()
    await scratch.close()
  }
}

type Replay = {
  readonly format: Format
  readonly tracks: readonly RecordedTrack[]
  readonly origin: string
  readonly speed: number | null
  readonly drawsZones: boolean
}

async function replay(task: Replay, io: CommandIo): Promise<number> {
  const { format, tracks, origin, speed } = task
  const lines = linesOf(tracks)
  const look = looks[format]
  const circles = task.drawsZones ? circlesOf(task, lines) : { stays: [], driven: [] }
  const points = [...circles.stays, ...circles.driven]
  const drawing = io.progress('Drawing zones', points.length, 'zones')
  const market = await openMarket(origin, { ...look, points }, () => drawing.add(1))
  drawing.end()
  const joining = io.progress('People join', lines.length, 'people')
  const walkers = await openWalkers(origin, lines, () => joining.add(1))
  joining.end()

  const total = lines.reduce((sum, line) => sum + line.points.length, 0)
  const sending = io.progress('Sending', total, 'positions')
  const startMs = speed === 1 ? Date.now() : Date.now() - 23 * HOUR_MS
  const beganMs = performance.now()
  const sent = await sendAll(walkers, { startMs, speed }, (count) => sending.add(count))
  const seconds = (performance.now() - beganMs) / SECOND_MS
  sending.end()
  const visits: Found[][] = []
  for (const walker of walkers) visits.push([...(await visitsOf(walker, market, startMs))])

  const findings = findingsOf(task, lines, circles, visits)
  print({ task, lines, total, seconds, sent, circles, visits }, findings, io)
  io.answer({ file: format, people: lines.length, positions: total, seconds, ...sent, ...findings })
  return findings.confusion !== null && findings.visitsOnTheRoad > 0 ? 1 : 0
}

type Circles = { readonly stays: readonly Point[]; readonly driven: readonly Point[] }

/** Where somebody stayed; and, in labelled files, where people only drove. */
function circlesOf({ format }: Replay, lines: readonly Line[]): Circles {
  const look = looks[format]
  const stays = apart(
    lines.flatMap(({ points }) => staysOf(points, look)),
    look.radiusMeters,
  )
  const driven = apart(
    lines.flatMap(({ points }) => drivenPoints(points, DRIVEN_MPS_MIN)),
    DRIVEN_APART_METERS,
  )
  const isFree = (point: Point) =>
    apart([...stays, point], 2 * look.radiusMeters).length > stays.length
  return { stays, driven: driven.filter(isFree) }
}

type Findings = {
  readonly visits: number
  readonly confusion: Confusion | null
  /** Visits in circles where people only drove, or while they were labelled as driving. */
  readonly visitsOnTheRoad: number
  readonly stops: {
    readonly published: number | null
    /** Counted here with the published method and parameters. */
    readonly counted: number
    /** Those during which the recorder was never silent for 20 minutes. */
    readonly heard: number
    /** Heard stops that overlap a visit. */
    readonly heardAndFound: number
  }
}

function findingsOf(
  { format, tracks, drawsZones }: Replay,
  lines: readonly Line[],
  circles: Circles,
  visits: readonly (readonly Found[])[],
): Findings {
  const { dwellSeconds, radiusMeters } = looks[format]
  const all = visits.flat()
  const method = format === 'geolife' ? PUBLISHED : looks[format]
  const counted = tracks.flatMap(({ points }) => staysOf(points, method))
  const heardOfLines = lines.map(({ points }) => heardStays(staysOf(points, method)))
  const heardAndFound = heardOfLines.flatMap((stays, line) =>
    stays.filter((stay) => visits[line]?.some((visit) => overlaps(visit, stay))),
  )
  const isLabelled = format !== 'geolife' && drawsZones
  const confusions = lines.map((line, index) =>
    confusionOf(
      line,
      passesOf(line, [...circles.stays, ...circles.driven], radiusMeters),
      visits[index] ?? [],
      dwellSeconds * SECOND_MS,
    ),
  )
  const confusion = isLabelled ? confusions.reduce(sumOf) : null
  const inDriven = isLabelled ? all.filter(({ zone }) => zone >= circles.stays.length).length : 0
  return {
    visits: all.length,
    confusion,
    visitsOnTheRoad: Math.max(inDriven, confusion?.driving.visits ?? 0),
    stops: {
      published: format === 'geolife' ? PUBLISHED.stops : null,
      counted: counted.length,
      heard: heardOfLines.flat().length,
      heardAndFound: heardAndFound.length,
    },
  }
}

function sumOf(one: Confusion, other: Confusion): Confusion {
  const sum = (of: keyof Confusion) => ({
    visits: one[of].visits + other[of].visits,
    passesWithout: one[of].passesWithout + other[of].passesWithout,
  })
  return {
    onFoot: sum('onFoot'),
    driving: sum('driving'),
    slowly: sum('slowly'),
    mixed: sum('mixed'),
  }
}

const kinds = [
  ['staying or on foot', 'onFoot'],
  ['on the way, driving', 'driving'],
  ['on the way, at walking pace', 'slowly'],
  ['some of both, or short', 'mixed'],
] as const

type Shown = {
  readonly task: Replay
  readonly lines: readonly Line[]
  readonly total: number
  readonly seconds: number
  readonly sent: Sent
  readonly circles: Circles
  readonly visits: readonly (readonly Found[])[]
}

function print(
  shown: Shown,
  { stops, visits, confusion, visitsOnTheRoad }: Findings,
  io: CommandIo,
): void {
  const { total, seconds, sent, lines, circles } = shown
  io.say(
    `${total} positions of ${lines.length} walkers in ${seconds.toFixed(1)} s; ` +
      `${circles.stays.length} zones around stays, ${circles.driven.length} on the road.`,
  )
  io.say(`Taken: ${sent.taken}. Refused: ${JSON.stringify(sent.refused)}`)
  io.say(`Visits found: ${visits}.`)
  const { published, counted, heard, heardAndFound } = stops
  if (published !== null) {
    io.say(`Published stops: ${published}; counted here by the same method: ${counted}.`)
    io.say(
      `Of these the recorder was silent for more than 20 minutes during ${counted - heard}: the method ` +
        'takes someone to have been there all the while, presence takes nobody to be where nothing ' +
        'was heard.',
    )
    io.say(`Stops that were heard throughout: ${heard}; found as visits: ${heardAndFound}.`)
  }
  if (confusion === null) return
  io.say('By label                          visits   passes without')
  for (const [name, of] of kinds) {
    const { visits: yes, passesWithout: no } = confusion[of]
    io.say(`${name.padEnd(32)}${String(yes).padStart(8)}${String(no).padStart(17)}`)
  }
  io.say(
    visitsOnTheRoad === 0 ? 'No drive-by counts as a visit.' : 'A drive-by counted as a visit!',
  )
}

function readArguments(args: readonly string[]) {
  const { values, positionals } = parseArgs({
    args: [...args],
    allowPositionals: true,
    options: {
      speed: { type: 'string', default: 'max' },
      zones: { type: 'string', default: 'stays' },
      origin: { type: 'string' },
    },
  })
  const file = positionals[0]
  if (!file || positionals.length > 1) throw new UsageError('replay takes one file of positions')
  const speed = values.speed === 'max' ? null : Number(/^(\d+)x$/.exec(values.speed)?.[1] ?? 0)
  if (speed === 0) throw new UsageError('--speed is max, or how many times faster than life: 60x')
  if (values.zones !== 'stays' && values.zones !== 'existing') {
    throw new UsageError('--zones is stays or existing')
  }
  if (values.zones === 'existing' && values.origin === undefined) {
    throw new UsageError('--zones existing asks for a running server: --origin URL')
  }
  return { file, speed, drawsZones: values.zones === 'stays', origin: values.origin ?? null }
}

async function readTracks(path: string, io: CommandIo) {
  const file = await openRowFile(path)
  const progress = io.progress('Reading', file.bytes, 'bytes')
  const rows: Readonly<Record<string, unknown>>[] = []
  for await (const { cells } of file.rows((bytes) => progress.add(bytes))) rows.push(cells)
  progress.end()
  const format = formatOf(Object.keys(rows[0] ?? {}))
  if (format === null) throw new UsageError('the file has none of the known columns; see --help')
  return { format, tracks: tracksOf(format, rows) }
}
