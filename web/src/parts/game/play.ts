/** What a play came to, in a word; and where the wheel stops. Pure. */
import type { ReplyTo } from '../../shapes.ts'

export type FoundGame = ReplyTo<'GET /v1/games/{gameId}'>
export type Game = FoundGame['game']
export type Play = ReplyTo<'POST /v1/games/{gameId}/plays'>

export const WHOLE = 10_000

export type Ending = {
  readonly kind: 'stamped' | 'won' | 'lost' | 'used-up' | 'held' | 'closed'
  /** What was drawn. */
  readonly prize: string
  readonly consolation: string
}

export function endingOf({ prizes }: Pick<Game, 'prizes'>, { draw }: Pick<Play, 'draw'>): Ending {
  const titleOf = (number: number) => prizes.find((it) => it.number === number)?.title ?? ''
  const words = { prize: titleOf(draw?.prize ?? 0), consolation: titleOf(0) }
  if (draw === null) return { kind: 'stamped', ...words }
  if (draw.given > 0) return { kind: 'won', ...words }
  if (draw.because === null) return { kind: 'lost', ...words }
  if (draw.because === 'used-up' || draw.because === 'offer.exhausted') {
    return { kind: 'used-up', ...words }
  }
  return { kind: draw.because === 'coupon.person-limit' ? 'held' : 'closed', ...words }
}

/** A piece of the wheel, in shares of the whole circle from the top, clockwise. */
export type Piece = { readonly number: number; readonly from: number; readonly to: number }

/** The wheel shows the published shares as they are: prizes first, then the consolation. */
export function piecesOf({ prizes }: Pick<Game, 'prizes'>): readonly Piece[] {
  const inOrder = [
    ...prizes.filter((it) => it.number > 0),
    ...prizes.filter((it) => it.number === 0),
  ]
  let from = 0
  const pieces = inOrder.map(({ number, share }) => {
    const piece = { number, from, to: from + share / WHOLE }
    from = piece.to
    return piece
  })
  return pieces.filter((piece) => piece.to > piece.from)
}

/** How far the wheel has turned, in degrees, when the middle of a piece stands at the top. */
export function standingAt(pieces: readonly Piece[], number: number): number {
  const piece = pieces.find((it) => it.number === number)
  return piece ? 360 - ((piece.from + piece.to) / 2) * 360 : 0
}

/** The outline of a piece of a circle around (0, 0). */
export function outline({ from, to }: Piece, radius: number): string {
  // A whole circle has no corners: two halves draw it.
  if (to - from >= 0.9999) {
    return `M 0 ${-radius} A ${radius} ${radius} 0 1 1 0 ${radius} A ${radius} ${radius} 0 1 1 0 ${-radius} Z`
  }
  const point = (share: number) => {
    const angle = share * 2 * Math.PI
    return `${(Math.sin(angle) * radius).toFixed(2)} ${(-Math.cos(angle) * radius).toFixed(2)}`
  }
  const large = to - from > 0.5 ? 1 : 0
  return `M 0 0 L ${point(from)} A ${radius} ${radius} 0 ${large} 1 ${point(to)} Z`
}
