/** Sends recorded tracks through the public API as signals of real accounts, and asks what was found. */
import { openClient, type Client } from '../../sdk/client.ts'
import { distanceMeters, type Point } from '../src/kernel/geo.ts'
import { MINUTE_MS, SECOND_MS } from '../src/kernel/time.ts'
import type { Line, TrackPoint } from './tracks.ts'
import type { Found } from './passes.ts'

/** A place made for the replay, with one circle around it. */
export type ReplayPlace = { readonly placeId: string; readonly point: Point }
export type Market = { readonly places: readonly ReplayPlace[]; readonly radiusMeters: number }
export type Walker = { readonly client: Client; readonly line: Line }

export type PlacesWanted = {
  readonly points: readonly Point[]
  readonly radiusMeters: number
  readonly dwellSeconds: number
}
/** What became of the signals: how many were taken, and the codes of the others. */
export type Sent = { readonly taken: number; readonly refused: Readonly<Record<string, number>> }

export const SIGNALS_PER_REQUEST = 200
const AT_ONCE = 4
const PASSWORD = 'replayed on foot'
/** What the recorders of these files were good for. */
const ACCURACY_METERS = 10
/** So far outside one is not yet taken to have left. */
const EDGE_METERS = 15 + ACCURACY_METERS
const SILENCE_MS = 20 * MINUTE_MS

/** A shop owner signs up and draws a circle around each point. */
export async function openMarket(
  origin: string,
  wanted: PlacesWanted,
  onPlace: () => void,
): Promise<Market> {
  const owner = await joined(origin, 'Replay owner')
  const merchant = await owner.call('POST /v1/merchants', {
    body: { name: 'Replay', category: 'other' },
  })
  const params = { merchantId: merchant.id }
  const places: ReplayPlace[] = []
  await inLanes(wanted.points.entries(), AT_ONCE, async ([number, point]) => {
    const body = { name: `Replay ${number + 1}`, address: '-', ...point }
    const { id } = await patiently(() =>
      owner.call('POST /v1/merchants/{merchantId}/places', { params, body }),
    )
    const { radiusMeters, dwellSeconds } = wanted
    const shape = { kind: 'circle' as const, center: point, radiusMeters }
    const zone = { name: `Replay ${number + 1}`, dwellSeconds, shape }
    await patiently(() =>
      owner.call('POST /v1/places/{placeId}/zones', { params: { placeId: id }, body: zone }),
    )
    places[number] = { placeId: id, point }
    onPlace()
  })
  return { places, radiusMeters: wanted.radiusMeters }
}

/** People sign up and agree to the use of their location, one for each line. */
export async function openWalkers(
  origin: string,
  lines: readonly Line[],
  onWalker: () => void,
): Promise<readonly Walker[]> {
  const { items } = await openClient({ origin }).call('GET /v1/consent-wordings')
  const wordingVersion = items.find(({ purpose }) => purpose === 'location')?.version ?? 1
  const walkers: Walker[] = []
  await inLanes(lines.entries(), AT_ONCE, async ([number, line]) => {
    const client = await joined(origin, `Walker ${number + 1}`)
    const body = { purpose: 'location' as const, granted: true, wordingVersion }
    await patiently(() => client.call('POST /v1/me/consents', { body }))
    walkers[number] = { client, line }
    onWalker()
  })
  return walkers
}

export type Pace = {
  /** When the lines begin, by the clock of the server. */
  readonly startMs: number
  /** How many times faster than life; null sends as fast as answers come. */
  readonly speed: number | null
}

/** Sends every walker's line, several walkers at a time. */
export async function sendAll(
  walkers: readonly Walker[],
  { startMs, speed }: Pace,
  onSent: (count: number) => void,
): Promise<Sent> {
  const refused: Record<string, number> = {}
  let taken = 0
  const beganMs = performance.now()
  // At a pace all of them walk at once, as they would; otherwise a few lanes are enough.
  const lanes = speed === null ? AT_ONCE : walkers.length
  await inLanes(walkers.values(), lanes, async ({ client, line }) => {
    for (const points of batchesOf(line.points, speed)) {
      const last = points.at(-1)
      if (speed !== null && last) await sleepUntil(beganMs + last.atMs / speed)
      const signals = points.map((point) => signalOf(point, startMs))
      const receipt = await patiently(() => client.call('POST /v1/signals', { body: { signals } }))
      taken += receipt.taken
      for (const { code } of receipt.refused) refused[code] = (refused[code] ?? 0) + 1
      onSent(points.length)
    }
  })
  return { taken, refused }
}

/** The visits that the server found of a walker, in the times of the walker's line. */
export async function visitsOf(
  { client, line }: Walker,
  market: Market,
  startMs: number,
): Promise<readonly Found[]> {
  const found: Found[] = []
  let cursor: string | undefined
  do {
    const page = await patiently(() =>
      client.call('GET /v1/me/visits', { query: { limit: 100, ...(cursor && { cursor }) } }),
    )
    for (const { placeId, startedAt, endedAt } of page.items) {
      const zone = market.places.findIndex((place) => place.placeId === placeId)
      const place = market.places[zone]
      if (!place) continue
      const fromMs = Date.parse(startedAt) - startMs
      const untilMs =
        endedAt === null
          ? lastNear(line, place.point, market.radiusMeters, fromMs)
          : Date.parse(endedAt) - startMs
      found.push({ zone, fromMs, untilMs })
    }
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return found
}

/** A visit that is still open lasts, for our count, until the last fix beside the place. */
function lastNear({ points }: Line, place: Point, radiusMeters: number, fromMs: number): number {
  const near = points.filter(
    (point) => point.atMs >= fromMs && distanceMeters(point, place) <= radiusMeters + EDGE_METERS,
  )
  let untilMs = fromMs
  for (const { atMs } of near) if (atMs - untilMs <= SILENCE_MS) untilMs = Math.max(untilMs, atMs)
  return untilMs
}

function signalOf({ atMs, lng, lat }: TrackPoint, startMs: number) {
  const at = new Date(startMs + atMs).toISOString()
  return { kind: 'position' as const, at, lng, lat, accuracyMeters: ACCURACY_METERS }
}

/** At a pace, what belongs to one second of the sender's clock goes together. */
function batchesOf(
  points: readonly TrackPoint[],
  speed: number | null,
): readonly (readonly TrackPoint[])[] {
  const spanMs = speed === null ? Infinity : speed * SECOND_MS
  const batches: TrackPoint[][] = []
  let batch: TrackPoint[] = []
  for (const point of points) {
    const first = batch[0]
    const isFull =
      batch.length >= SIGNALS_PER_REQUEST || (first && point.atMs - first.atMs > spanMs)
    if (!first || isFull) {
      batch = []
      batches.push(batch)
    }
    batch.push(point)
  }
  return batches
}

async function joined(origin: string, name: string): Promise<Client> {
  const stranger = openClient({ origin })
  const email = `${name.toLowerCase().replaceAll(' ', '-')}.${crypto.randomUUID()}@replay.local`
  const { token } = await patiently(() =>
    stranger.call('POST /v1/people', { body: { name, email, password: PASSWORD, locale: 'en' } }),
  )
  const client = openClient({ origin, token: () => token })
  await patiently(() => client.call('PUT /v1/me/age', { body: { kind: 'of-age' } }))
  return client
}

const TRIES_MAX = 60

/** Tries again when the server is busy or counts our calls; anything else is told at once. */
async function patiently<Answer>(call: () => Promise<Answer>): Promise<Answer> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await call()
    } catch (error) {
      const status = error instanceof Error && 'status' in error ? error.status : 0
      if ((status !== 429 && status !== 503) || tries >= TRIES_MAX) throw error
      await sleepUntil(performance.now() + SECOND_MS)
    }
  }
}

async function sleepUntil(ms: number): Promise<void> {
  const wait = ms - performance.now()
  if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait))
}

/** Works off items, so many at a time. */
async function inLanes<Item>(
  items: Iterator<Item>,
  lanes: number,
  run: (item: Item) => Promise<void>,
): Promise<void> {
  const lane = async () => {
    for (let next = items.next(); !next.done; next = items.next()) await run(next.value)
  }
  await Promise.all(Array.from({ length: lanes }, lane))
}
