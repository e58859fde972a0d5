/** Walking from a fact to what it caused: the ids it names, and the facts that name them too. Pure. */
import type { Fact } from './shapes.ts'

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** Named in so many facts that they explain nothing: whole shops, places, people. */
const tooCommon = ['merchantId', 'placeId', 'personId', 'zoneId', 'offerId', 'campaignId']

export type Named = { readonly key: string; readonly id: string }

/** The ids a fact names, the most telling first: its own things before shops and places. */
export function namedIn(fact: Fact): readonly Named[] {
  const named = Object.entries(fact.data).flatMap(([key, value]) =>
    typeof value === 'string' && uuid.test(value) ? [{ key, id: value }] : [],
  )
  const rank = ({ key }: Named) => (tooCommon.includes(key) ? 1 : 0)
  return named.toSorted((one, other) => rank(one) - rank(other))
}

/**
 * What happened after a fact and speaks of the same thing, oldest first.
 *
 * A fact that shares a telling id was caused by it; one that only shares the person came after it, and
 * may or may not have been. `isSure` says which.
 */
export function causedBy(
  fact: Fact,
  others: readonly Fact[],
): readonly { readonly fact: Fact; readonly isSure: boolean }[] {
  const own = new Set(
    namedIn(fact)
      .filter(({ key }) => !tooCommon.includes(key))
      .map(({ id }) => id),
  )
  const seen = new Set<number>()
  return others
    .filter(({ id }) => id > fact.id && !seen.has(id) && seen.add(id))
    .map((other) => ({ fact: other, isSure: namedIn(other).some(({ id }) => own.has(id)) }))
    .filter(({ fact: other, isSure }) => isSure || isAboutSame(fact, other))
    .toSorted((one, other) => one.fact.id - other.fact.id)
}

const isAboutSame = (one: Fact, other: Fact) =>
  one.subjectId !== null && one.subjectId === other.subjectId
