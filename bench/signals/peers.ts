/** Redis GEO and Tile38 on the same walk, where their programs are installed. */
import { execFileSync, spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { connect, type Socket } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Zone } from '../../server/src/modules/presence/model/zone.ts'
import type { Spot } from './town.ts'

export type Peer = { readonly program: string; readonly perSecond: number | null }

const PORT = 46_379
/** Commands on their way at once, as a pipelining client would have. */
const PIPELINE = 1_000
const START_TRIES = 100

/** Updates a second of Tile38 with one fence for each circle; null where it is not installed. */
export function tile38(zones: readonly Zone[], spots: readonly Spot[]): Promise<Peer> {
  const put = zones.flatMap(({ id, shape }) =>
    shape.kind === 'circle'
      ? [
          `SETCHAN z${id} NEARBY people FENCE DETECT enter,exit POINT ` +
            `${shape.center.lat} ${shape.center.lng} ${shape.radiusMeters}`,
        ]
      : [],
  )
  const ask = spots.map(({ person, lng, lat }) => `SET people p${person} POINT ${lat} ${lng}`)
  return measured('tile38-server', ['-p', `${PORT}`, '-h', '127.0.0.1', '-d'], put, ask)
}

/** Looks a second of Redis GEO: which circles' middles are within reach. It knows no entering. */
export function redisGeo(zones: readonly Zone[], spots: readonly Spot[]): Promise<Peer> {
  const put = zones.flatMap(({ id, shape }) =>
    shape.kind === 'circle' ? [`GEOADD zones ${shape.center.lng} ${shape.center.lat} ${id}`] : [],
  )
  const ask = spots.map(
    ({ lng, lat }) => `GEOSEARCH zones FROMLONLAT ${lng} ${lat} BYRADIUS 100 m WITHDIST`,
  )
  const flags = ['--port', `${PORT}`, '--bind', '127.0.0.1', '--save', '', '--dir']
  return measured('redis-server', flags, put, ask)
}

async function measured(
  program: string,
  flags: readonly string[],
  put: readonly string[],
  ask: readonly string[],
): Promise<Peer> {
  if (!isInstalled(program)) return { program, perSecond: null }
  const folder = await mkdtemp(path.join(tmpdir(), 'golmok-peer-'))
  const child = spawn(program, [...flags, folder], { stdio: 'ignore' })
  try {
    const socket = await connected()
    await send(socket, put)
    const startedAt = performance.now()
    await send(socket, ask)
    const seconds = (performance.now() - startedAt) / 1_000
    socket.destroy()
    return { program, perSecond: ask.length / seconds }
  } finally {
    child.kill()
    await rm(folder, { recursive: true, force: true })
  }
}

function isInstalled(program: string): boolean {
  try {
    execFileSync('which', [program], { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}

async function connected(): Promise<Socket> {
  for (let tries = 1; ; tries += 1) {
    try {
      return await new Promise<Socket>((resolve, reject) => {
        const socket = connect({ port: PORT, host: '127.0.0.1', noDelay: true })
        socket.once('connect', () => resolve(socket))
        socket.once('error', reject)
      })
    } catch (error) {
      if (tries >= START_TRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Sends commands a pipeline at a time. An ECHO at the end of each tells when all are answered. */
async function send(socket: Socket, commands: readonly string[]): Promise<void> {
  for (let at = 0; at < commands.length; at += PIPELINE) {
    const mark = `golmok-${at}-done`
    const bite = commands.slice(at, at + PIPELINE)
    const answered = new Promise<void>((resolve) => {
      let tail = ''
      const read = (chunk: Buffer) => {
        tail = (tail + chunk.toString('latin1')).slice(-200)
        if (!tail.includes(mark)) return
        socket.off('data', read)
        resolve()
      }
      socket.on('data', read)
    })
    socket.write([...bite, `ECHO ${mark}`].map(asArray).join(''))
    await answered
  }
}

/** RESP arrays: what both servers read fastest. */
function asArray(command: string): string {
  const words = command.split(' ')
  return `*${words.length}\r\n${words.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`).join('')}`
}
