/** A provider on this machine: answers whole requests, for one test file. */
import { createServer, type IncomingMessage } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll } from 'vitest'

export type StandInAnswer = {
  readonly status: number
  /** JSON; an empty answer when left out. */
  readonly body?: unknown
}

/** On a busy machine the default of five seconds ends connections as they are used again. */
const KEEP_ALIVE_MS = 60_000

/** Starts one, and ends it with the test file. */
export async function standIn(
  answerTo: (request: IncomingMessage, body: Buffer) => StandInAnswer,
): Promise<{ readonly url: string }> {
  const server = createServer({ keepAliveTimeout: KEEP_ALIVE_MS }, (request, response) => {
    const parts: Buffer[] = []
    request.on('data', (part: Buffer) => parts.push(part))
    request.on('end', () => {
      const { status, body } = answerTo(request, Buffer.concat(parts))
      response.writeHead(status, { 'content-type': 'application/json' })
      response.end(body === undefined ? undefined : JSON.stringify(body))
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  afterAll(() => {
    server.close()
  })
  const { port } = server.address() as AddressInfo
  return { url: `http://127.0.0.1:${port}` }
}
