/**
 * Offers that may be taken without a look at what happens without them. Pure.
 *
 * Lower prices never make the rest cost more, as long as what comes later only asks for sums: then
 * one more offer that goes with all others is never worse. What comes later asks for more than sums
 * where an effect chooses among pieces, or shares a whole amount between them, and another one then
 * treats those pieces differently: there both ways are looked at. So they are where two offers would
 * hand over one piece as something dearer: the first takes it from the second.
 */
import { fittingIn, type Pieces } from './cart.ts'
import { isAboutRest } from './condition.ts'
import { phaseOf, type Effect } from './effect.ts'
import type { Candidate, Policy } from './offers.ts'

/** What an effect does to which pieces. */
type Touch = {
  readonly at: ReadonlySet<number>
  /** Whether what becomes of one piece depends on the others. */
  readonly isMixing: boolean
  /** Whether it asks for the sum of its pieces only. */
  readonly isOfSum: boolean
}

/**
 * For each of the candidates, whether taking it is never worse than not.
 *
 * @param candidates in the order in which they are applied
 */
export function harmlessAmong(
  pieces: Pieces,
  candidates: readonly Candidate[],
  policy: Policy,
): readonly boolean[] {
  const isBound = policy.isOncePerPiece || candidates.length > policy.offersMax
  let isCalm = !isBound
  let later: Touch[] = []
  const upgraded = new Set<number>()
  const harmless = candidates.toReversed().map((candidate) => {
    const upgrading = upgradingAt(pieces, candidate)
    const isTaking = upgrading.some((piece) => upgraded.has(piece))
    const isFree = isCalm && candidate.stacking.kind === 'always' && !isTaking
    for (const piece of upgrading) upgraded.add(piece)
    isCalm &&= isPlain(candidate)
    const own = candidate.effects.flatMap((effect) => touchOf(pieces, effect) ?? [])
    for (const one of own.toReversed()) {
      isCalm &&= !later.some((two) => isDisturbed(one, two))
      later = [...later, one]
    }
    return isFree
  })
  return harmless.toReversed()
}

/** Whether lower prices cannot change that it is used, nor make what it hands over less. */
function isPlain({
  effects,
  stacking,
  conditions,
  valueMinorMax,
  budgetMinor,
}: Candidate): boolean {
  const isCapped = valueMinorMax !== null || budgetMinor !== null
  const hasExtras = effects.some(({ kind }) => kind === 'free-item' || kind === 'upgrade')
  return (
    stacking.kind !== 'never' &&
    !isAboutRest(conditions) &&
    // Several effects under one cap give each other room.
    !(isCapped && (hasExtras || effects.length > 1 || effects.some((it) => phaseOf(it) < 3)))
  )
}

/** The pieces that an offer may hand over as something dearer. */
function upgradingAt(pieces: Pieces, { effects }: Candidate): readonly number[] {
  return effects.flatMap((effect) =>
    effect.kind === 'upgrade' ? fittingIn(pieces, effect.of) : [],
  )
}

function isDisturbed(one: Touch, two: Touch): boolean {
  if (!one.isMixing) return false
  const shared = [...one.at].filter((piece) => two.at.has(piece)).length
  return shared > 0 && !(two.isOfSum && shared === one.at.size)
}

function touchOf(pieces: Pieces, effect: Effect): Touch | null {
  const all = (of: Parameters<typeof fittingIn>[1]) => new Set(fittingIn(pieces, of))
  switch (effect.kind) {
    case 'order-discount':
      return { at: all(null), isMixing: true, isOfSum: true }
    case 'item-discount': {
      const isEach = effect.spread === 'each' && effect.pick.kind === 'all'
      const isOfSum = effect.spread === 'across' && effect.pick.kind === 'all'
      return { at: all(effect.of), isMixing: !isEach, isOfSum }
    }
    case 'buy-get':
      return { at: all(effect.get.of), isMixing: true, isOfSum: false }
    case 'bundle': {
      const at = new Set(effect.parts.flatMap(({ of }) => fittingIn(pieces, of)))
      return { at, isMixing: true, isOfSum: false }
    }
    case 'free-item':
      return { at: all(null), isMixing: true, isOfSum: false }
    case 'upgrade':
    case 'delivery-discount':
    case 'points':
    case 'points-percent':
    case 'points-times':
    case 'gift-value':
      return null
  }
}
