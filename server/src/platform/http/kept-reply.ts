/** `Idempotency-Key`: the first answer is kept in the same transaction, and repeated byte for byte. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { sql } from 'kysely'
import { actorName } from '../../kernel/actor.ts'
import { Refused } from '../../kernel/refused.ts'
import { sha256 } from '../secrets.ts'
import type { InWork, Work } from '../work.ts'
import { requestRefusals } from './problems.ts'

type Kept = { readonly status: number; readonly body: string }
const keyText = /^[\w-]{8,200}$/

/**
 * Runs a write once for each key of an actor, and answers.
 *
 * A refused write keeps nothing: it changed nothing, and may be tried again with the same key.
 *
 * @throws {Refused} `request.no-key`, `request.key-reused`, `request.key-running`
 */
export async function keptReply(
  inWork: InWork,
  request: FastifyRequest,
  reply: FastifyReply,
  status: number,
  write: (work: Work) => Promise<string>,
): Promise<FastifyReply> {
  const key = request.headers['idempotency-key']
  if (typeof key !== 'string' || !keyText.test(key)) {
    throw new Refused(requestRefusals, 'request.no-key')
  }
  const actor = actorName(request.actor)
  const hash = sha256(`${request.method} ${request.url}\n${JSON.stringify(request.body ?? null)}`)
  const kept = await inWork(request.actor, async (work): Promise<Kept> => {
    const first = await firstAnswer(work, actor, key, hash)
    if (first) return first
    const body = await write(work)
    work.last(() =>
      sql`
        insert into platform.kept_reply (actor, key, request_hash, status, body, at)
        values (${actor}, ${key}, ${hash}, ${status}, ${body}, ${work.now})`.execute(work.tx),
    )
    return { status, body }
  })
  reply.code(kept.status)
  if (kept.body === '') return reply.send()
  return reply.type('application/json; charset=utf-8').send(kept.body)
}

async function firstAnswer(
  { tx }: Work,
  actor: string,
  key: string,
  hash: string,
): Promise<Kept | null> {
  // Two statements, in this order: the second must see what a holder of the lock committed just before.
  const [lock, { rows }] = await Promise.all([
    sql<{ isMine: boolean }>`
      select pg_try_advisory_xact_lock(hashtextextended(${`${actor} ${key}`}, 0)) as is_mine`.execute(
      tx,
    ),
    sql<Kept & { requestHash: string }>`
      select status, body, request_hash from platform.kept_reply
      where actor = ${actor} and key = ${key}`.execute(tx),
  ])
  if (!lock.rows[0]?.isMine) throw new Refused(requestRefusals, 'request.key-running')
  const first = rows[0]
  if (!first) return null
  if (first.requestHash !== hash) throw new Refused(requestRefusals, 'request.key-reused')
  return first
}
