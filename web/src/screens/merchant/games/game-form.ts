/** What the form of a game holds, and how it becomes a request. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

type Game = ReplyTo<'GET /v1/games/{gameId}'>['game']

export type TypedPrize = {
  readonly key: number
  readonly offerId: string | null
  readonly title: string
  readonly percent: number
  readonly stock: number
}
export type TypedGame = {
  readonly title: string
  readonly intro: string
  readonly kind: 'wheel' | 'card'
  readonly stamps: number
  readonly audience: 'everyone' | 'friends'
  readonly needsNumber: boolean
  /** `YYYY-MM-DD`, both included. */
  readonly startsOn: string
  readonly endsOn: string
  readonly prizes: readonly TypedPrize[]
  readonly consolation: string
}

export const PRIZES_MAX = 8
/** Shares are sent in hundredths of a per cent. */
const PER_PERCENT = 100

export const freshPrize = (key: number): TypedPrize => {
  return { key, offerId: null, title: '', percent: 10, stock: 50 }
}

const shareOf = ({ percent }: TypedPrize) => Math.round(percent * PER_PERCENT)

/** What is left for the consolation, in per cent; below zero when prizes are too likely. */
export function restPercent(prizes: readonly TypedPrize[]): number {
  const shares = prizes.reduce((sum, prize) => sum + shareOf(prize), 0)
  return (100 * PER_PERCENT - shares) / PER_PERCENT
}

export type MissingInGame = 'title' | 'days' | 'prizes' | 'share' | 'consolation'

/** What has to be written first, from the top of the form; null when nothing is missing. */
export function missingIn(typed: TypedGame): MissingInGame | null {
  const { title, startsOn, endsOn, prizes, consolation } = typed
  const isReady = (prize: TypedPrize) =>
    prize.offerId !== null && prize.title.trim() !== '' && shareOf(prize) > 0 && prize.stock > 0
  if (title.trim() === '') return 'title'
  if (startsOn === '' || endsOn < startsOn) return 'days'
  if (prizes.length === 0 || !prizes.every(isReady)) return 'prizes'
  if (restPercent(prizes) < 0) return 'share'
  return consolation.trim() === '' ? 'consolation' : null
}

export function requestOf(typed: TypedGame) {
  const { title, intro, kind, stamps, audience, needsNumber } = typed
  const { startsOn, endsOn, prizes, consolation } = typed
  return {
    title: title.trim(),
    intro: intro.trim(),
    stampsToFill: kind === 'wheel' ? 1 : stamps,
    audience,
    needsNumber,
    startsOn,
    endsOn,
    prizes: prizes.map((prize) => ({
      title: prize.title.trim(),
      offerId: prize.offerId,
      share: shareOf(prize),
      stock: prize.stock,
    })),
    consolation: consolation.trim(),
  }
}

/** The form of a game that was written before. */
export function typedOf(game: Game): TypedGame {
  const { title, intro, stampsToFill, audience, needsNumber, startsOn, endsOn, prizes } = game
  return {
    title,
    intro,
    kind: stampsToFill === 1 ? 'wheel' : 'card',
    stamps: stampsToFill === 1 ? 7 : stampsToFill,
    audience,
    needsNumber,
    startsOn,
    endsOn,
    consolation: prizes.find(({ number }) => number === 0)?.title ?? '',
    prizes: prizes
      .filter(({ number }) => number > 0)
      .map(({ number, offerId, title: name, share, stock }) => {
        return {
          key: number,
          offerId,
          title: name,
          percent: share / PER_PERCENT,
          stock: stock ?? 1,
        }
      }),
  }
}
