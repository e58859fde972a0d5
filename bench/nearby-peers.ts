/** Redis GEO on the same points, where its program is installed: only ids come back, no names or hours. */
import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { connect, createServer, type Socket } from 'node:net'
import { absent, beside, type Figure } from './result.ts'

type Points = readonly (readonly [lng: number, lat: number])[]

const PLACES = 1_000_000
const CLIENTS = 32
const QUERIES = 20_000
/** Holds some two hundred points: enough for twenty, and kind to Redis, which looks at all of them. */
const RADIUS_METERS = 500
const PIPELINE = 16

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

/** Nearest 20 with Redis GEO, pipelined. Its points are drawn alike, from its own seed. */
export async function redisGeo(at: Points, log: (line: string) => void): Promise<Figure> {
  const name = 'Redis GEO, nearest 20, ids only, pipelined'
  if (!isInstalled('redis-server')) return absent(name, 'redis-server')
  log('Measuring Redis GEO')
  const port = await freePort()
  const args = ['--port', String(port), '--save', '', '--appendonly', 'no', '--bind', '127.0.0.1']
  const redis = spawn('redis-server', args, { stdio: 'ignore' })
  try {
    await ready(port)
    await load(port, at)
    const queries = at.map(([lng, lat]) =>
      command([
        'GEOSEARCH',
        'p',
        'FROMLONLAT',
        lng,
        lat,
        'BYRADIUS',
        RADIUS_METERS,
        'm',
        'ASC',
        'COUNT',
        20,
      ]),
    )
    const startedMs = performance.now()
    await Promise.all(
      Array.from({ length: CLIENTS }, (_none, lane) => ask(port, queries, lane, QUERIES / CLIENTS)),
    )
    return beside(name, QUERIES / ((performance.now() - startedMs) / 1_000), 'answers/s')
  } finally {
    redis.kill()
    await once(redis, 'exit')
  }
}

/** Tile38 is asked for by name only: its program is rarely installed. */
export async function tile38Nearby(): Promise<Figure> {
  const name = 'Tile38 NEARBY, nearest 20'
  if (!isInstalled('tile38-server')) return absent(name, 'tile38-server')
  return beside(name, 0, '-', 'installed, but not measured by this bench yet')
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

async function ready(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const socket = connect(port, '127.0.0.1')
    const isOpen = await new Promise<boolean>((resolve) => {
      socket.once('connect', () => resolve(true))
      socket.once('error', () => resolve(false))
    })
    socket.destroy()
    if (isOpen) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('redis-server did not start')
}

function command(words: readonly (string | number)[]): string {
  const parts = words.map((word) => `$${Buffer.byteLength(String(word))}\r\n${word}\r\n`)
  return `*${words.length}\r\n${parts.join('')}`
}

async function load(port: number, at: Points): Promise<void> {
  const lane = await openLane(port)
  for (let first = 0; first < PLACES; first += 1_000) {
    const words: (string | number)[] = ['GEOADD', 'p']
    for (let n = first; n < first + 1_000; n += 1) {
      // Strewn by mixing two drawn points: as many as wanted, and as evenly.
      const [lng] = at[n % at.length] ?? [0, 0]
      const [, lat] = at[(n * 7 + Math.floor(n / at.length) * 13) % at.length] ?? [0, 0]
      words.push(lng, lat, n)
    }
    await lane.send(command(words), 1)
  }
  lane.close()
}

async function ask(port: number, queries: readonly string[], first: number, count: number) {
  const lane = await openLane(port)
  for (let done = 0; done < count; done += PIPELINE) {
    const batch = Math.min(PIPELINE, count - done)
    const texts = Array.from(
      { length: batch },
      (_none, n) => queries[(first * 977 + done + n) % queries.length] ?? '',
    )
    await lane.send(texts.join(''), batch)
  }
  lane.close()
}

async function openLane(port: number) {
  const socket: Socket = connect({ port, host: '127.0.0.1', noDelay: true })
  await once(socket, 'connect')
  let rest = ''
  let owed = 0
  let done: (() => void) | null = null
  socket.setEncoding('latin1').on('data', (chunk: string) => {
    rest += chunk
    let at = 0
    while (owed > 0) {
      const end = replyEnd(rest, at)
      if (end === null) break
      at = end
      owed -= 1
    }
    rest = rest.slice(at)
    if (owed === 0) done?.()
  })
  return {
    send: (text: string, replies: number) =>
      new Promise<void>((resolve) => {
        owed = replies
        done = resolve
        socket.write(text)
      }),
    close: () => socket.destroy(),
  }
}

/** Where the reply that begins at `at` ends (RESP); null while it is not whole. */
function replyEnd(text: string, at: number): number | null {
  const line = text.indexOf('\r\n', at)
  if (line === -1) return null
  const kind = text.charAt(at)
  const count = Number(text.slice(at + 1, line))
  if (kind === '$') {
    const end = line + 2 + Math.max(0, count) + (count >= 0 ? 2 : 0)
    return text.length >= end ? end : null
  }
  if (kind !== '*') return line + 2
  let end: number | null = line + 2
  for (let n = 0; n < count && end !== null; n += 1) end = replyEnd(text, end)
  return end
}
