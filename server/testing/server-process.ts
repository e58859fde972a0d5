/** The real server as a process of its own: to be killed, and to run beside others. */
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { createServer } from 'node:net'
import path from 'node:path'

export type ServerProcess = {
  readonly address: string
  readonly pid: number
  /** What it logged so far, as lines of JSON. */
  log(): string
  /** As a power cut would: no handler of its runs any more. */
  kill(): Promise<void>
  /** As Ctrl-C would. @returns its exit code */
  stop(): Promise<number | null>
}
export type ServerProcessNeeds = {
  readonly url: string
  readonly port: number
  readonly settings?: Readonly<Record<string, string>>
}

const root = path.resolve(import.meta.dirname, '../..')
/** A busy machine is slow to start anything; the tests measure, this only gives up. */
const START_MS_MAX = 120_000
const LOG_LETTERS_MAX = 1_000_000

/** Starts `golmok start` on a database, and waits until it listens. */
export async function startServerProcess(needs: ServerProcessNeeds): Promise<ServerProcess> {
  const child = spawn(process.execPath, ['cli/main.ts', 'start', '--json', '--no-demo'], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: {
      ...process.env,
      // As `npm start` has it: what was compiled once is not compiled again.
      NODE_COMPILE_CACHE: process.env['NODE_COMPILE_CACHE'] ?? path.join(root, '.cache/compiled'),
      GOLMOK_REQUESTS_PER_MINUTE: '100000000',
      GOLMOK_LOG_LEVEL: 'warn',
      ...needs.settings,
      GOLMOK_PORT: String(needs.port),
      DATABASE_URL: needs.url,
    },
  })
  let log = ''
  child.stderr.on('data', (chunk: Buffer) => {
    log = (log + chunk.toString()).slice(-LOG_LETTERS_MAX)
  })
  const exited = once(child, 'exit') as Promise<[number | null]>
  const address = await Promise.race([
    addressSaidBy(child),
    exited.then(([code]) => {
      throw new Error(`the server ended with ${String(code)}:\n${log}`)
    }),
  ])
  return {
    address,
    pid: child.pid ?? 0,
    log: () => log,
    async kill() {
      child.kill('SIGKILL')
      await exited
    },
    async stop() {
      child.kill('SIGTERM')
      return (await exited)[0]
    },
  }
}

/** `start --json` answers with its address once it listens. */
function addressSaidBy({ stdout }: ChildProcess): Promise<string> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the server did not start')), START_MS_MAX)
    let text = ''
    stdout?.on('data', (chunk: Buffer) => {
      text += chunk.toString()
      if (!text.includes('\n')) return
      clearTimeout(late)
      resolve((JSON.parse(text) as { address: string }).address)
    })
  })
}

/** A port nobody listens on, for a server that is to come back at the same address. */
export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  server.close()
  await once(server, 'close')
  return typeof address === 'object' && address !== null ? address.port : 0
}

export type Asked = {
  readonly as?: string | null
  readonly body?: unknown
  readonly key?: string
  /** How long an answer is waited for; ANSWER_MS_MAX when it is not said. */
  readonly patienceMs?: number
}
export type Reply = {
  readonly status: number
  readonly text: string
  // Tests read whatever the route answers; the shapes are checked against the OpenAPI elsewhere.
  // oxlint-disable-next-line typescript/no-explicit-any -- tests read whatever the route answers
  readonly body: any
  readonly retryAfter: string | null
  readonly tookMs: number
}

/** The longest an answer may take: connecting to a database gives up after five seconds. */
export const ANSWER_MS_MAX = 12_000

/**
 * One request over the network.
 *
 * @throws when there is no answer: nobody listens, or it ended half-way
 */
export async function ask(
  address: string,
  method: 'GET' | 'POST' | 'PUT' | 'DELETE',
  url: string,
  { as, body, key, patienceMs = ANSWER_MS_MAX }: Asked = {},
): Promise<Reply> {
  const startedAt = performance.now()
  const response = await fetch(address + url, {
    method,
    headers: {
      ...(as && { authorization: `Bearer ${as}` }),
      ...(key && { 'idempotency-key': key }),
      ...(body !== undefined && { 'content-type': 'application/json' }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    signal: AbortSignal.timeout(patienceMs),
  })
  const text = await response.text()
  const isJson = /json/.test(response.headers.get('content-type') ?? '')
  return {
    status: response.status,
    text,
    body: isJson ? JSON.parse(text) : null,
    retryAfter: response.headers.get('retry-after'),
    tookMs: performance.now() - startedAt,
  }
}

export type HeardEvent = { readonly name: string; readonly text: string }

/** Listens to somebody's event stream. `events` grows as they come. */
export async function listen(address: string, token: string) {
  const over = new AbortController()
  const response = await fetch(`${address}/v1/live`, {
    headers: { authorization: `Bearer ${token}` },
    signal: over.signal,
  })
  if (response.status !== 200 || !response.body) throw new Error(`no stream: ${response.status}`)
  const events: HeardEvent[] = []
  const reading = (async () => {
    let text = ''
    const decoder = new TextDecoder()
    for await (const chunk of response.body as AsyncIterable<Uint8Array>) {
      text += decoder.decode(chunk, { stream: true })
      const blocks = text.split('\n\n')
      text = blocks.pop() ?? ''
      for (const block of blocks) {
        const [, name, data = ''] = /^event: (.*)\ndata: (.*)$/.exec(block) ?? []
        if (name) events.push({ name, text: data })
      }
    }
  })().catch(() => undefined)
  return {
    events: events as readonly HeardEvent[],
    async close() {
      over.abort()
      await reading
    },
  }
}
