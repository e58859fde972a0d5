/** How the ledger is brought to what earnings are worth: what to give, what to take, what stays owed. Pure. */

/** An earning as it was left, and what it is worth now. */
export type Standing<Key> = {
  readonly key: Key
  /** Given for it, and neither taken back nor paid for. */
  readonly posted: number
  /** What it is worth now. */
  readonly points: number
  /** Whether its points have run out by now: nothing more is given for it (LO6). */
  readonly isOver: boolean
}

export type Moves<Key> = {
  readonly give: readonly (readonly [Key, number])[]
  readonly take: readonly (readonly [Key, number])[]
}

/** What would make each earning worth what it is (LO3). */
export function movesOf<Key>(standings: readonly Standing<Key>[]): Moves<Key> {
  return {
    give: standings.flatMap(({ key, posted, points, isOver }) =>
      points > posted && !isOver ? [[key, points - posted] as const] : [],
    ),
    take: standings.flatMap(({ key, posted, points }) =>
      points < posted ? [[key, posted - points] as const] : [],
    ),
  }
}

/** What is kept back from the money of a refund for points that are gone, and what stays owed (LO16). */
export function keptFrom(
  refundMinor: number,
  pointsOwed: number,
  pointMinor: number,
): { readonly keptMinor: number; readonly pointsBought: number } {
  const pointsBought = Math.min(pointsOwed, Math.floor(refundMinor / pointMinor))
  return { pointsBought, keptMinor: pointsBought * pointMinor }
}
