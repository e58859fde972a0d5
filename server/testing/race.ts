/** Races: many go on at the same moment, and what came of it. */
import type { Actor } from '../src/kernel/actor.ts'
import type { InWork, Work } from '../src/platform/work.ts'

/** A starting line for races: whoever calls waits until all have arrived, then all go on at once. */
export function startingLine(count: number): () => Promise<void> {
  let arrived = 0
  let go = () => {}
  const gone = new Promise<void>((resolve) => (go = resolve))
  return async () => {
    arrived += 1
    if (arrived === count) go()
    await gone
  }
}

/** Answers `race`, which runs a body for each actor, in works that have all begun before any goes on. */
export function racing(inWork: InWork) {
  return async <Result>(
    actors: readonly Actor[],
    body: (work: Work, lane: number) => Promise<Result>,
  ): Promise<{ readonly won: readonly Result[]; readonly lost: readonly string[] }> => {
    const allAreOpen = startingLine(actors.length)
    const results = await Promise.allSettled(
      actors.map((actor, lane) =>
        inWork(actor, async (work) => {
          await allAreOpen()
          return body(work, lane)
        }),
      ),
    )
    const won = results.flatMap((it) => (it.status === 'fulfilled' ? [it.value] : []))
    const lost = results.flatMap((it) =>
      it.status === 'rejected' ? [(it.reason as { code: string }).code] : [],
    )
    return { won, lost }
  }
}

/** Holds what a body locks; answers, once it is locked, with what lets go of it. */
export async function holding(
  inWork: InWork,
  lock: (work: Work) => Promise<unknown>,
): Promise<() => Promise<void>> {
  const isLocked = Promise.withResolvers<void>()
  const isOver = Promise.withResolvers<void>()
  const held = inWork({ kind: 'system', name: 'holding' }, async (work) => {
    await lock(work)
    isLocked.resolve()
    await isOver.promise
  })
  await Promise.race([isLocked.promise, held])
  return () => {
    isOver.resolve()
    return held
  }
}
