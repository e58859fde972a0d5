/** A program that listens, on this machine, for the tests of webhooks. */
import { createServer, type IncomingHttpHeaders } from 'node:http'
import type { AddressInfo } from 'node:net'

export type Heard = { readonly headers: IncomingHttpHeaders; readonly body: string }
export type Listener = {
  readonly url: string
  readonly heard: Heard[]
  /** Answers so from now on; null keeps silent. */
  answerWith(status: number | null, headers?: Readonly<Record<string, string>>): void
  /** Runs while a message has been heard and is not answered yet. */
  whenHeard(run: () => Promise<void> | void): void
  close(): void
}

/** Network that these listen on: give it to `openOutward`. */
export const listenersNetwork = '127.0.0.1/32'

export async function aListener(): Promise<Listener> {
  let status: number | null = 204
  let head: Readonly<Record<string, string>> = {}
  let meanwhile: () => Promise<void> | void = () => {}
  const heard: Heard[] = []
  const server = createServer((request, response) => {
    const pieces: Buffer[] = []
    request.on('data', (piece: Buffer) => pieces.push(piece))
    request.on('end', () => {
      heard.push({ headers: request.headers, body: Buffer.concat(pieces).toString() })
      void Promise.resolve(meanwhile()).then(() => {
        if (status !== null) response.writeHead(status, head).end(status === 204 ? '' : '들었어요')
      })
    })
  })
  await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready))
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`,
    heard,
    answerWith(next, headers = {}) {
      status = next
      head = headers
    },
    whenHeard(run) {
      meanwhile = run
    },
    close() {
      server.closeAllConnections()
      server.close()
    },
  }
}
