/** Between the query builder and the driver: lists and rows at a fraction of what the two make of them. */
import {
  CamelCasePlugin,
  type PostgresCursor,
  type PostgresPool,
  type PostgresPoolClient,
  type QueryResult,
  type PluginTransformResultArgs,
  type UnknownRow,
} from 'kysely'
import type { Socket } from 'node:net'
import type pg from 'pg'
import { assert } from '../kernel/assert.ts'
import { listLiteral } from './list-literal.ts'

/** Queries go out with `snake_case` names; rows come in from `fasterPool` with theirs as ours. */
export class SnakeCaseQueries extends CamelCasePlugin {
  override transformResult({
    result,
  }: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return Promise.resolve(result)
  }
}

/** The pool as the query builder sees it. */
export function fasterPool(pool: pg.Pool): PostgresPool {
  const known = new WeakMap<pg.PoolClient, PostgresPoolClient>()
  return {
    options: pool.options,
    async connect() {
      const client = await pool.connect()
      const faster = known.get(client) ?? fasterClient(client)
      known.set(client, faster)
      return faster
    },
    end: () => pool.end(),
  }
}

type Reply = pg.QueryArrayResult<unknown[]>

function fasterClient(client: pg.PoolClient): PostgresPoolClient {
  return {
    query: (text: string | PostgresCursor<unknown>, values?: readonly unknown[]) => {
      assert(typeof text === 'string', 'no cursor is used here')
      const query = { text, values: (values ?? []).map(writable), rowMode: 'array' } as const
      const name = query.values.length > 0 ? planName(text) : null
      sendTogether(client)
      return client.query(name === null ? query : { ...query, name }).then(withNames) as never
    },
    release: (isBroken) => client.release(isBroken),
  }
}

/**
 * Statements that a transaction asks for at once, with `Promise.all`, leave in one packet: the
 * database runs them in that order, and nobody waits for a round trip in between.
 */
function sendTogether(client: pg.PoolClient): void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Socket } })
    .connection
  if (stream.writableCorked > 0) return
  stream.cork()
  process.nextTick(() => stream.uncork())
}

type Seen = { readonly name: string; times: number }
const statements = new Map<string, Seen>()
/** How often a statement comes before its plan is kept: a kept plan takes memory in each connection. */
const SEEN_MIN = 20
const STATEMENTS_MAX = 1_000
let names = 0

/** The name under which connections keep the plan of a statement; null for one that comes rarely. */
function planName(text: string): string | null {
  const known = statements.get(text)
  if (known) {
    known.times += 1
    return known.times > SEEN_MIN ? known.name : null
  }
  if (statements.size >= STATEMENTS_MAX) forgetRare()
  if (statements.size < STATEMENTS_MAX) {
    statements.set(text, { name: `kept_${names}`, times: 1 })
    names += 1
  }
  return null
}

/** Makes room: what came rarely so far would else keep what comes often from being noticed. */
function forgetRare(): void {
  for (const [text, { times }] of statements) if (times <= SEEN_MIN) statements.delete(text)
}

const writable = (value: unknown) => (Array.isArray(value) ? listLiteral(value) : value)

/** The rows of a reply as objects, in one go. Several statements at once have a list of replies. */
function withNames(reply: Reply | readonly Reply[]) {
  if (!('rows' in reply)) return reply
  const names = reply.fields.map(({ name }) => camelCase(name))
  const rows = reply.rows.map((values) => {
    const row: Record<string, unknown> = {}
    for (let at = 0; at < names.length; at += 1) row[names[at] ?? ''] = values[at]
    return row
  })
  return { command: reply.command, rowCount: reply.rowCount, rows }
}

const camelNames = new Map<string, string>()
const CAMEL_NAMES_MAX = 10_000

function camelCase(name: string): string {
  const known = camelNames.get(name)
  if (known !== undefined) return known
  const camel = name.replace(/(?!^)_+([a-z0-9])/g, (_all, letter: string) => letter.toUpperCase())
  if (camelNames.size < CAMEL_NAMES_MAX) camelNames.set(name, camel)
  return camel
}
