/**
 * Gift value that was given for buying, and goes back with it: what to take from which card. Pure.
 *
 * As with points: a purchase that came back leaves nothing, what was spent meanwhile is owed, and is
 * kept from money that goes back, or from what is given next.
 */
import type { Id } from '../../../kernel/id.ts'

/** A card that a shop gave for a purchase. Amounts in minor units. */
export type GivenCard = {
  readonly id: Id<'gift-card'>
  /** What its purchase is worth now. */
  readonly dueMinor: number
  /** What was given, and neither taken back nor paid for. */
  readonly postedMinor: number
  /** What is left on it. */
  readonly availableMinor: number
  readonly expiresAt: Date
}

export type GivenTakes = {
  readonly takes: readonly { readonly from: Id<'gift-card'>; readonly amountMinor: number }[]
  /** What stands of each card after that. */
  readonly posted: ReadonlyMap<Id<'gift-card'>, number>
  /** What was spent and could not be taken (LO16). */
  readonly owedMinor: number
}

/**
 * What would make each card worth what is due: from the card itself first, then from the others, those
 * that hold longest before those that run out soon.
 *
 * @param cards of one person at one shop
 */
export function givenTakes(cards: readonly GivenCard[], at: Date): GivenTakes {
  const left = new Map(cards.map((it) => [it.id, it.availableMinor]))
  const posted = new Map(cards.map((it) => [it.id, it.postedMinor]))
  const takes: { from: Id<'gift-card'>; amountMinor: number }[] = []
  const take = (over: GivenCard, from: Id<'gift-card'>) => {
    const [owed, there] = [(posted.get(over.id) ?? 0) - over.dueMinor, left.get(from) ?? 0]
    const amountMinor = Math.min(owed, there)
    if (amountMinor <= 0) return
    takes.push({ from, amountMinor })
    left.set(from, there - amountMinor)
    posted.set(over.id, (posted.get(over.id) ?? 0) - amountMinor)
  }
  for (const card of cards) take(card, card.id)
  // What has run out pays nobody's debt.
  const good = cards.filter(({ expiresAt }) => expiresAt > at)
  const longestFirst = good.toSorted((one, two) => +two.expiresAt - +one.expiresAt)
  for (const card of cards) for (const other of longestFirst) take(card, other.id)
  const owedMinor = cards.reduce((sum, it) => sum + (posted.get(it.id) ?? 0) - it.dueMinor, 0)
  return { takes, posted, owedMinor }
}

/** What stands of each card once so much of what is owed was paid for in money. */
export function paidFor(
  cards: readonly Pick<GivenCard, 'id' | 'dueMinor' | 'postedMinor'>[],
  minor: number,
): ReadonlyMap<Id<'gift-card'>, number> {
  let left = minor
  const posted = new Map<Id<'gift-card'>, number>()
  for (const { id, dueMinor, postedMinor } of cards) {
    const part = Math.min(left, postedMinor - dueMinor)
    left -= part
    if (part > 0) posted.set(id, postedMinor - part)
  }
  return posted
}
