/** Counts wrong codes at the edge, so that a till which guesses is locked out. */
import type { FastifyReply, FastifyRequest } from 'fastify'
import { actorName } from '../../kernel/actor.ts'
import { parseId, type Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import type { Http } from '../http.ts'
import type { Work } from '../work.ts'

/** Which refusals are a wrong code, and how one is counted. */
export type MissCount = {
  readonly codes: readonly string[]
  note(work: Work, placeId: Id<'place'>): Promise<void>
}

/**
 * Watches the POST routes at these addresses, which name a `placeId`. Call before they are declared.
 *
 * A refusal undoes the work it comes from, so the miss is written in another, once that one is gone
 * and before the answer leaves. And one till is served one request at a time: of guesses that come
 * all at once, the sixth waits for the counts of the five before it.
 */
export function countMisses(http: Http, urls: readonly string[], { codes, note }: MissCount): void {
  const takeTurn = turns()
  const endTurn = new WeakMap<FastifyRequest, () => void>()

  const preHandler = async (request: FastifyRequest) => {
    endTurn.set(request, await takeTurn(`${placeIn(request)} ${actorName(request.actor)}`))
  }
  const onError = async (request: FastifyRequest, _reply: FastifyReply, error: Error) => {
    if (!(error instanceof Refused) || !codes.includes(error.code)) return
    const placeId = parseId<'place'>(placeIn(request))
    if (placeId) await http.inWork(request.actor, (work) => note(work, placeId))
  }
  // Comes after onError, for every answer, whether or not anybody is still there to read it.
  const onSend = async (request: FastifyRequest) => endTurn.get(request)?.()

  http.app.addHook('onRoute', (route) => {
    if (route.method !== 'POST' || !urls.includes(route.url)) return
    Object.assign(route, { preHandler, onError, onSend })
  })
}

function placeIn(request: FastifyRequest): string {
  return (request.params as { readonly placeId?: string }).placeId ?? ''
}

/** Gives a function that waits until all who took the same key before have ended their turn. */
function turns(): (key: string) => Promise<() => void> {
  const last = new Map<string, Promise<void>>()
  return async (key) => {
    const before = last.get(key)
    let end = () => {}
    const mine = new Promise<void>((resolve) => (end = resolve))
    last.set(key, mine)
    await before
    return () => {
      end()
      if (last.get(key) === mine) last.delete(key)
    }
  }
}
