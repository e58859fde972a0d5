/** What can be won, how likely, on which days; and what a draw comes to. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, type Day } from '../../../kernel/time.ts'
import type { GameRefusal } from './refusals.ts'

/** Shares are of this whole: a hundredth of a per cent is the smallest. */
export const WHOLE = 10_000
export const PRIZES_MAX = 8
export const STOCK_MAX = 100_000
export const STAMPS_TO_FILL_MAX = 31
export const DAYS_MAX = 92
export const GAMES_PER_MERCHANT_MAX = 200

/** A prize as an owner writes it: a coupon of `offerId`, so many times at most. */
export type PrizePlan = {
  readonly title: string
  readonly offerId: Id<'offer'>
  /** Of `WHOLE`. */
  readonly share: number
  readonly stock: number
}
export type GamePlan = {
  readonly title: string
  readonly intro: string
  /** 1 is a wheel: every play is a draw. */
  readonly stampsToFill: number
  readonly audience: 'everyone' | 'friends'
  /** Each proven phone number plays once a day, whichever account it is in (GA11). */
  readonly needsNumber: boolean
  /** Days of the market, both included. */
  readonly startsOn: Day
  readonly endsOn: Day
  readonly prizes: readonly PrizePlan[]
  /** What those hear who win nothing. */
  readonly consolation: string
}

/** A prize as it stands. Number 0 is the consolation, without offer and stock. */
export type Prize = {
  readonly number: number
  readonly title: string
  readonly offerId: Id<'offer'> | null
  readonly share: number
  readonly stock: number | null
  readonly won: number
}
export type Game = Omit<GamePlan, 'prizes' | 'consolation'> & {
  readonly id: Id<'game'>
  readonly merchantId: Id<'merchant'>
  readonly state: 'draft' | 'open' | 'ended'
  /** By number, the consolation first. */
  readonly prizes: readonly Prize[]
}

/** What speaks against a game as it is written (GA1); null when nothing does. */
export function objectionToGame(plan: GamePlan, today: Day): GameRefusal | null {
  const { startsOn, endsOn, prizes } = plan
  if (endsOn < startsOn || endsOn < today) return 'game.window'
  if (endsOn > dayAfter(startsOn, DAYS_MAX - 1)) return 'game.window'
  const shares = prizes.reduce((sum, { share }) => sum + share, 0)
  return shares > WHOLE ? 'game.odds' : null
}

/** The prizes of a plan, with the consolation, which takes what the others leave. */
export function prizesOf({ prizes, consolation }: GamePlan): readonly Prize[] {
  const left = WHOLE - prizes.reduce((sum, { share }) => sum + share, 0)
  const none = { number: 0, title: consolation, offerId: null, share: left, stock: null, won: 0 }
  return [none, ...prizes.map((prize, at) => ({ ...prize, number: at + 1, won: 0 }))]
}

/** Where a game stands on a day of the market. */
export function phaseOf(
  { state, startsOn, endsOn }: Pick<Game, 'state' | 'startsOn' | 'endsOn'>,
  today: Day,
): 'draft' | 'coming' | 'open' | 'ended' {
  if (state !== 'open') return state
  if (today < startsOn) return 'coming'
  return today <= endsOn ? 'open' : 'ended'
}

/** The days of a game, first to last. */
export function daysOf({ startsOn, endsOn }: Pick<Game, 'startsOn' | 'endsOn'>): readonly Day[] {
  const days: Day[] = []
  for (let day = startsOn; day <= endsOn; day = dayAfter(day, 1)) days.push(day)
  return days
}

/** When nobody can play any more: what was kept of their numbers is destroyed (GA11). */
export const endOf = ({ endsOn }: Pick<Game, 'endsOn'>): Date =>
  instantOf(dayAfter(endsOn, 1), 0, MARKET_TIME_ZONE)

export const isUsedUp = ({ stock, won }: Prize) => stock !== null && won >= stock

/** The share of each prize now: of one that is used up nothing, and the consolation has it (GA8). */
export function sharesNow(prizes: readonly Prize[]): ReadonlyMap<number, number> {
  const lost = prizes.filter(isUsedUp).reduce((sum, { share }) => sum + share, 0)
  return new Map(
    prizes.map((prize) => {
      if (prize.number === 0) return [0, prize.share + lost]
      return [prize.number, isUsedUp(prize) ? 0 : prize.share]
    }),
  )
}

/** What is hashed, with the seed of the day as key (GA5). */
export const drawText = (gameId: Id<'game'>, day: Day, player: string) =>
  `${gameId}:${day}:${player}`

const DIGITS = 12

/** A hash in hex as a number from 0 to 9,999. 48 bits for 10,000 numbers: no number is favoured. */
export function numberOf(hash: string): number {
  return Math.floor((Number.parseInt(hash.slice(0, DIGITS), 16) / 16 ** DIGITS) * WHOLE)
}

/** The prize a number falls on: shares in the order of the numbers, then the consolation. */
export function prizeAt(prizes: readonly Prize[], drawn: number): number {
  let until = 0
  for (const { number, share } of prizes.toSorted((one, other) => one.number - other.number)) {
    if (number === 0) continue
    until += share
    if (drawn < until) return number
  }
  return 0
}

/** Whether the so-manieth play of a person, from 1, fills a card (GA9). */
export const fillsCard = (turn: number, stampsToFill: number) => turn % stampsToFill === 0
