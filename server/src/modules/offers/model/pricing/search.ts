/**
 * Which offers are used on a cart, and in which order. Pure.
 *
 * By request or by rank, offers are taken one after the other, each that still goes. The best for
 * the shopper is searched for: all sets of offers that go together are looked at, but for those that
 * cannot be better than what was found, by `bound.ts`.
 */
import { copyOf, sumOf, type Pieces } from './cart.ts'
import { knownOf, leastKept, mostOfAll, mostRounded, type Known } from './bound.ts'
import { harmlessAmong } from './harmless.ts'
import { isAboutRest, type Circumstances, type Demand } from './condition.ts'
import { byPhase, byRank, givesMore, useOn, verdictNow } from './offers.ts'
import type { Candidate, Policy, Use } from './offers.ts'
import { earnedBy, promisedBy } from './points.ts'
import { goTogether, inTheWay } from './stacking.ts'

/** Why an offer is not used. */
export type NotUsed =
  | { readonly because: 'condition'; readonly demand: Demand }
  /** Something would have to be known: where the person is, who it is, what was bought. */
  | { readonly because: 'unknown'; readonly demand: Demand }
  | { readonly because: 'does-not-stack'; readonly offerId: string }
  | { readonly because: 'too-many' }
  /** It would be worth more than its limits leave. */
  | { readonly because: 'budget' }
  | { readonly because: 'no-effect' }
  /** The shopper pays less, or as little, without it. */
  | { readonly because: 'better-without' }

export type Chosen = {
  readonly pieces: Pieces
  readonly uses: readonly Use[]
  readonly notUsed: ReadonlyMap<string, NotUsed>
  /** False where the search was given up, and something better may exist. */
  readonly isProvenBest: boolean
}

/** How many sets of offers are looked at before the search is given up. */
const LOOKS_MAX = 10_000
/** What sums of fractions may be off. */
const ROUNDING_MINOR = 1e-6

export function choose(
  pieces: Pieces,
  candidates: readonly Candidate[],
  policy: Policy,
  moment: Circumstances,
): Chosen {
  if (policy.order !== 'best') {
    const inOrder = policy.order === 'rank' ? candidates.toSorted(byRank) : candidates
    return takeInOrder(pieces, inOrder, policy, moment)
  }
  const able = candidates.filter((it) => mayHold(it, pieces, moment)).toSorted(byPhase)
  const found = bestSet(pieces, able, policy, moment)
  const kept = withoutIdle(pieces, found, policy, moment)
  const isWhole = kept.length === found.standing.uses.length
  const settled = isWhole ? found.standing : takeInOrder(pieces, kept, policy, moment)
  const others = candidates.filter((it) => !kept.includes(it))
  const notUsed = new Map(
    others.map((it) => [it.offerId, whyNot(it, pieces, settled, policy, moment)]),
  )
  return { ...settled, notUsed, isProvenBest: found.looks <= LOOKS_MAX }
}

type Standing = { readonly pieces: Pieces; readonly uses: readonly Use[] }

/** Takes offers one after the other, each that goes with those before it and does something. */
function takeInOrder(
  pieces: Pieces,
  candidates: readonly Candidate[],
  policy: Policy,
  moment: Circumstances,
): Chosen {
  let standing: Standing = { pieces: copyOf(pieces), uses: [] }
  const notUsed = new Map<string, NotUsed>()
  for (const candidate of candidates) {
    const next = withOffer(standing, candidate, policy, moment)
    if ('because' in next) notUsed.set(candidate.offerId, next)
    else standing = next
  }
  return { ...standing, notUsed, isProvenBest: true }
}

/** Uses one more offer; or says why it is not used. */
function withOffer(
  { pieces, uses }: Standing,
  candidate: Candidate,
  policy: Policy,
  moment: Circumstances,
): Standing | NotUsed {
  const verdict = verdictNow(candidate, pieces, moment)
  if (verdict.is !== 'true') {
    const { is, because: demand } = verdict
    return { because: is === 'false' ? 'condition' : 'unknown', demand }
  }
  const other = inTheWay(
    candidate,
    uses.map((use) => use.candidate),
  )
  if (other) return { because: 'does-not-stack', offerId: other.offerId }
  if (uses.length >= policy.offersMax) return { because: 'too-many' }
  const lowered = copyOf(pieces)
  const use = useOn(lowered, candidate, policy)
  // An offer that does nothing is not used up.
  if (isIdle(use, lowered, policy)) return { because: 'no-effect' }
  if (use.valueMinor > (candidate.budgetMinor ?? Infinity)) return { because: 'budget' }
  return { pieces: lowered, uses: [...uses, use] }
}

/** Points are earned on what is paid: on a bill that costs nothing, a share of it is nothing. */
function isIdle({ candidate, gains, valueMinor }: Use, pieces: Pieces, policy: Policy): boolean {
  if (valueMinor > 0 || gains.some(({ extras }) => extras.length > 0)) return false
  if (!givesMore(candidate)) return true
  const payMinor = sumOf(pieces.currentMinor)
  const { points, giftMinor } = earnedBy(candidate, payMinor, policy.basePointsOn(payMinor))
  return points === 0 && giftMinor === 0
}

/** Whether the condition may come true, whatever the other offers take off. */
function mayHold(candidate: Candidate, pieces: Pieces, moment: Circumstances): boolean {
  return isAboutRest(candidate.conditions) || verdictNow(candidate, pieces, moment).is === 'true'
}

/** What a set of offers is worth: money first, then what is promised besides. */
type Worth = { readonly minor: number; readonly promised: number }
type Found = { readonly worth: Worth; readonly standing: Standing; readonly looks: number }

const isMore = (one: Worth, two: Worth) =>
  one.minor > two.minor || (one.minor === two.minor && one.promised > two.promised)

const offersOf = ({ uses }: Standing) => uses.map(({ candidate }) => candidate)

function worthOf(standing: Standing, { basePointsOn }: Policy): Worth {
  const { pieces, uses } = standing
  const minor = uses.reduce((sum, { valueMinor }) => sum + valueMinor, 0)
  const payMinor = sumOf(pieces.currentMinor)
  return { minor, promised: promisedBy(offersOf(standing), payMinor, basePointsOn(payMinor)) }
}

/** Looks at sets of offers, with each offer before without it, so that of equal ones the first stays. */
function bestSet(
  pieces: Pieces,
  candidates: readonly Candidate[],
  policy: Policy,
  moment: Circumstances,
): Found {
  const harmless = harmlessAmong(pieces, candidates, policy)
  const known = candidates.map((candidate, at) => {
    return knownOf(pieces, candidate, policy, harmless[at] ?? false)
  })
  const none: Standing = { pieces, uses: [] }
  let best = { worth: worthOf(none, policy), standing: none }
  let looks = 0

  const lookFrom = (standing: Standing, rest: readonly Known[], isInRow: boolean): void => {
    looks += 1
    const worth = worthOf(standing, policy)
    if (isMore(worth, best.worth)) best = { worth, standing }
    const [next, ...later] = rest
    if (!next || looks > LOOKS_MAX) return
    // Within a row of harmless ones nothing branches, and the bound was looked at where it began.
    const isLooked = next.isHarmless && isInRow
    if (!isLooked && !isMore(mostFrom(standing, worth, rest), best.worth)) return
    const used = withOffer(standing, next.candidate, policy, moment)
    const isUsed = !('because' in used)
    if (isUsed) {
      const others = later.filter((it) => goTogether(it.candidate, next.candidate))
      lookFrom(used, others, next.isHarmless)
    }
    if (!isUsed || !next.isHarmless) lookFrom(standing, later, isLooked)
  }
  /** The most that can come of a set by adding to it. */
  const mostFrom = (standing: Standing, { minor }: Worth, rest: readonly Known[]): Worth => {
    const offers = [...offersOf(standing), ...rest.map(({ candidate }) => candidate)]
    const payMinor = sumOf(standing.pieces.currentMinor)
    return {
      minor: Math.floor(minor + mostOfAll(standing.pieces, rest) + ROUNDING_MINOR),
      promised: promisedBy(offers, payMinor, policy.basePointsOn(payMinor)),
    }
  }
  lookFrom(none, known, false)
  return { ...best, looks }
}

/** Leaves out what could be left out at no loss, last first: a coupon is not used up for nothing. */
function withoutIdle(
  pieces: Pieces,
  { standing, worth }: Found,
  policy: Policy,
  moment: Circumstances,
): readonly Candidate[] {
  let kept: readonly Candidate[] = offersOf(standing)
  const known = new Map(
    kept.map((candidate) => [candidate, knownOf(pieces, candidate, policy, false)]),
  )
  const worthy = plainlyWorthy(standing, known)
  for (const candidate of kept.toReversed()) {
    if (worthy.has(candidate)) continue
    const fewer = kept.filter((it) => it !== candidate)
    const rest = fewer.flatMap((it) => known.get(it) ?? [])
    if (mostOfAll(pieces, rest) + ROUNDING_MINOR < worth.minor) continue
    const without = takeInOrder(pieces, fewer, policy, moment)
    if (!isMore(worth, worthOf(without, policy))) kept = offersOf(without)
  }
  return kept
}

/**
 * Those without which the shopper would surely pay more: what they took off pieces that still cost
 * something is more than all that came later could have taken instead.
 */
function plainlyWorthy(
  { pieces, uses }: Standing,
  known: ReadonlyMap<Candidate, Known>,
): ReadonlySet<Candidate> {
  const worthy = new Set<Candidate>()
  let kept = 1
  let roundingMinor = 0
  for (const { candidate, gains } of uses.toReversed()) {
    let offMinor = 0
    for (const gain of gains) {
      gain.offMinor?.forEach((off, piece) => {
        if ((pieces.currentMinor[piece] ?? 0) > 0) offMinor += off
      })
    }
    if (offMinor * kept > roundingMinor + 1) worthy.add(candidate)
    const one = known.get(candidate)
    kept *= (one && leastKept(one)) ?? 0
    roundingMinor += one ? mostRounded(one) : pieces.lineOf.length
  }
  return worthy
}

/** Why an offer is not among the best: what speaks against it now, or that nothing is gained by it. */
function whyNot(
  candidate: Candidate,
  pieces: Pieces,
  settled: Standing,
  policy: Policy,
  moment: Circumstances,
): NotUsed {
  const alone = withOffer({ pieces, uses: [] }, candidate, policy, moment)
  if ('because' in alone) return alone
  const beside = withOffer(settled, candidate, policy, moment)
  return 'because' in beside ? beside : { because: 'better-without' }
}
