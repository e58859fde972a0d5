/** Letters that go in one call: put together once, and repeated together under one key (OU69). */
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Letter } from '../model/letters.ts'
import { WayFailed, type ManyAtOnce, type Way, type WayOutcome } from '../ports.ts'
import { noteBatches, type DueDelivery } from '../store/deliveries.ts'

export type Ready = {
  readonly due: DueDelivery
  readonly letter: Letter
  /** Later it is not handed over, but judged again (OU85). */
  readonly before: Date
}
export type Done = {
  readonly due: DueDelivery
  readonly outcome: WayOutcome | WayFailed | { readonly kind: 'too-late' }
}
/** Of a hand-over: when it has to stop, and what time it is. */
export type HandOver = { readonly signal: AbortSignal; readonly now: () => Date }
/** What is handed over at once; a letter of its own has no key but its own. */
export type Parcel = {
  readonly key: Id<'delivery-batch'> | null
  readonly ready: readonly Ready[]
}

/**
 * Puts letters of one mailing together, as many as the way takes in one call. Those that went together
 * before stay together: their provider knows the key.
 */
export async function parcelsOf(
  work: Work,
  ready: readonly Ready[],
  many: ManyAtOnce | undefined,
): Promise<readonly Parcel[]> {
  const single = (each: Ready): Parcel => ({ key: null, ready: [each] })
  if (!many) return ready.map(single)
  const old = Map.groupBy(
    ready.filter(({ due }) => due.batchId !== null),
    ({ due }) => due.batchId,
  )
  const fresh = ready.filter(({ due }) => due.batchId === null)
  const alike = Map.groupBy(
    fresh.filter(({ due }) => due.mailingId !== null),
    ({ due, letter }) => `${due.mailingId ?? ''}/${letter.text}`,
  )
  const made = [...alike.values()].flatMap((letters) =>
    Array.from({ length: Math.ceil(letters.length / many.most) }, (_, at): Parcel => {
      const part = letters.slice(at * many.most, (at + 1) * many.most)
      return { key: work.newId('delivery-batch'), ready: part }
    }),
  )
  await noteBatches(
    work,
    made.flatMap(({ key, ready: part }) =>
      part.map(({ due }) => ({ deliveryId: due.deliveryId, batchId: key })),
    ),
  )
  return [
    ...[...old].map(([key, part]): Parcel => ({ key, ready: part })),
    ...made,
    ...fresh.filter(({ due }) => due.mailingId === null).map(single),
  ]
}

/** Hands a parcel over, and says what became of each letter in it. */
export async function handOver(
  way: Way,
  { key, ready }: Parcel,
  { signal, now }: HandOver,
): Promise<readonly Done[]> {
  const toEach = (outcome: Done['outcome']) => ready.map(({ due }) => ({ due, outcome }))
  const { many } = way
  if (key === null || !many) return oneByOne(way, ready, { signal, now })
  const isLate = () => ready.some(({ before }) => now() >= before)
  if (isLate()) return toEach({ kind: 'too-late' })
  const letters = ready.map(({ letter }) => letter)
  const left = await tried(() => many.left(signal), signal)
  if (left instanceof WayFailed) return toEach(left)
  if (left !== null && left < letters.length) {
    return toEach({ kind: 'refused', reason: `quota: ${left} left of this month` })
  }
  if (isLate()) return toEach({ kind: 'too-late' })
  const outcome = await tried(() => many.send(letters, key, signal), signal)
  if (outcome instanceof WayFailed || outcome.kind === 'taken') return toEach(outcome)
  // Nothing of it went out: one address that is no good must not keep it from the others.
  return oneByOne(way, ready, { signal, now })
}

async function oneByOne(
  way: Way,
  ready: readonly Ready[],
  { signal, now }: HandOver,
): Promise<readonly Done[]> {
  const done: Done[] = []
  for (const { due, letter, before } of ready) {
    const isLate = now() >= before
    const outcome = isLate
      ? ({ kind: 'too-late' } as const)
      : await tried(() => way.send(letter, signal), signal)
    done.push({ due, outcome })
  }
  return done
}

/** What became of one try; only a fault of ours flies on. */
async function tried<Answer>(
  run: () => Promise<Answer>,
  signal: AbortSignal,
): Promise<Answer | WayFailed> {
  if (signal.aborted) return new WayFailed('there was no time left')
  try {
    return await run()
  } catch (error) {
    if (error instanceof WayFailed) return error
    // An adapter that breaks on one letter must not hold up the rest; the budget ends its tries.
    return new WayFailed(error instanceof Error ? error.message : String(error))
  }
}
