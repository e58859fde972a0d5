/** Somebody plays: the stamp, the draw, and the coupon, in one work; and how draws are checked. */
import { personOf } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import type { Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import type { Day } from '../../../kernel/time.ts'
import { hmacSha256 } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { isFriend } from '../../channels/service.ts'
import { grantCoupons } from '../../offers/service/grants.ts'
import type { NumberStanding } from '../../people/model/number-uses.ts'
import { guardChildren } from '../../people/service/age-guard.ts'
import { numberStandingOf, useNumber } from '../../people/service/number-uses.ts'
import { played } from '../events.ts'
import { drawText, endOf, fillsCard, numberOf, phaseOf, prizeAt, type Game } from '../model/game.ts'
import { gameRefusals } from '../model/refusals.ts'
import { gameOf, todayOf } from '../service.ts'
import {
  holdGame,
  putBackPrize,
  seededDays,
  seedOf,
  takePrize,
  type SeededDay,
} from '../store/game.ts'
import {
  insertPlay,
  lastPlayOf,
  playsOfDay,
  saveDraw,
  standingsOf,
  type Draw,
  type Play,
} from '../store/play.ts'

export type Turn = {
  readonly gameId: Id<'game'>
  /** Made by whoever plays, so that the same play sent twice is one; the coupon gets it too. */
  readonly playId: Id<'coupon'>
}

/** What stands for a person where the draws of a game are published. */
const playerOf = (work: Work, gameId: Id<'game'>, personId: Id<'person'>) =>
  work.digest(`game/${gameId}/${personId}`).slice(0, 16)

/**
 * Plays once for whoever asks. Nothing is asked of them but to be signed in, of age or with a guardian
 * who agreed, to be a friend where the game is for friends (GA10), and to have proven a phone number
 * where each counts once (GA11).
 *
 * @throws {Refused} `game.unknown`, `game.not-open`, `game.friends-only`, `game.played-today`,
 *   `game.id-taken`, `people.age-unsaid`, `people.guardian-needed`, `people.number-needed`,
 *   `people.number-used`
 */
export async function playGame(work: Work, { gameId, playId }: Turn): Promise<Play> {
  const personId = personOf(work.actor)
  // A prize for a turn is no bargain that a child strikes alone (PE72). Before the row of the game is
  // held, so that nobody waits for it.
  await guardChildren(work, personId)
  const game = await holdGame(work, gameId)
  if (!game || game.state === 'draft') throw new Refused(gameRefusals, 'game.unknown')
  const day = todayOf(work)
  const last = await lastPlayOf(work, gameId, personId)
  if (last?.id === playId) return last
  if (phaseOf(game, day) !== 'open') throw new Refused(gameRefusals, 'game.not-open')
  if (game.audience === 'friends' && !(await isFriend(work, personId, game.merchantId))) {
    throw new Refused(gameRefusals, 'game.friends-only')
  }
  const player = playerOf(work, gameId, personId)
  const begun = { id: playId, gameId, personId, day, player }
  const turn = await insertPlay(work, begun)
  if (turn === null) return repeated(work, game, begun)
  if (game.needsNumber) {
    const use = { subjectId: gameId, turn: day, personId, useId: playId, keptUntil: endOf(game) }
    await useNumber(work, use)
  }
  const draw = fillsCard(turn, game.stampsToFill) ? await drawFor(work, game, begun) : null
  const couponId = draw && draw.given > 0 ? playId : null
  const { merchantId } = game
  work.announce(
    played,
    { gameId, merchantId, personId, given: draw?.given ?? null, couponId },
    { subjectId: personId },
  )
  work.publish(`merchant/${merchantId}`, { name: 'game-played', data: { gameId } })
  return { ...begun, turn, draw }
}

type Begun = Omit<Play, 'turn' | 'draw'>

/** This person has played today, perhaps with this very play. */
async function repeated(work: Work, { id: gameId }: Game, begun: Begun): Promise<Play> {
  const before = await lastPlayOf(work, gameId, begun.personId)
  if (before?.id === begun.id) return before
  const code = before?.day === begun.day ? 'game.played-today' : 'game.id-taken'
  throw new Refused(gameRefusals, code)
}

async function drawFor(
  work: Work,
  game: Game,
  { id, day, player, personId }: Begun,
): Promise<Draw> {
  const seeded = await seedOf(work, game.id, day)
  assert(seeded, 'an open game has a seed for each of its days')
  const drawn = numberOf(hmacSha256(seeded.seed, drawText(game.id, day, player)))
  const prize = prizeAt(game.prizes, drawn)
  const because = prize === 0 ? null : await give(work, game, { prize, id, personId })
  const draw = { drawn, prize, given: because === null ? prize : 0, because }
  await saveDraw(work, id, draw)
  return draw
}

/** Gives a prize; answers why it could not be given, or null. */
async function give(
  work: Work,
  game: Game,
  won: { readonly prize: number; readonly id: Id<'coupon'>; readonly personId: Id<'person'> },
): Promise<string | null> {
  const { prize: number, id: couponId, personId } = won
  const offerId = game.prizes.find((prize) => prize.number === number)?.offerId
  assert(offerId, 'a prize is a coupon of an offer')
  if (!(await takePrize(work, game.id, number))) return 'used-up'
  const [outcome] = await grantCoupons(work, [
    { couponId, offerId, personId, source: { kind: 'staff' } },
  ])
  if (outcome?.kind === 'granted') return null
  await putBackPrize(work, game.id, number)
  return outcome?.kind === 'refused' ? outcome.code : 'coupon.id-taken'
}

export type Mine = {
  /** What stands for me in the published draws. */
  readonly player: string
  /** How many stamps are on my card. */
  readonly stamps: number
  readonly today: Play | null
}

/** What the asker has of a game; null for nobody. */
export async function mineOf(work: Work, game: Game): Promise<Mine | null> {
  if (work.actor.kind !== 'person') return null
  const { personId } = work.actor
  const last = await lastPlayOf(work, game.id, personId)
  const isToday = last?.day === todayOf(work)
  return {
    player: playerOf(work, game.id, personId),
    stamps: (last?.turn ?? 0) % game.stampsToFill,
    today: isToday ? last : null,
  }
}

/** What the asker's number can do today (GA11); null where it is not asked for, and for nobody. */
export async function myNumberIn(work: Work, game: Game): Promise<NumberStanding | null> {
  if (!game.needsNumber) return null
  return numberStandingOf(work, { subjectId: game.id, turn: todayOf(work) })
}

/** A day of a game as it is published: the seed is null until the day is over (GA4). */
export type PublishedDay = Omit<SeededDay, 'seed'> & { readonly seed: string | null }

const published = (it: SeededDay, today: Day): PublishedDay =>
  it.day < today ? it : { ...it, seed: null }

/** The days of a game, first to last, as they are published. */
export async function publishedDays(work: Work, id: Id<'game'>): Promise<readonly PublishedDay[]> {
  const today = todayOf(work)
  return (await seededDays(work, id)).map((it) => published(it, today))
}

/** A draw as anybody may check it. */
export type PublishedDraw = Draw & { readonly player: string }

/**
 * A day that is over, with its draws: nothing of it names a person. Before that, no draw is told.
 *
 * @throws {Refused} `game.unknown`, also where the game has no such day
 */
export async function publishedDraws(
  work: Work,
  gameId: Id<'game'>,
  day: Day,
  page: PageRequest,
): Promise<PublishedDay & Page<PublishedDraw>> {
  await gameOf(work, gameId)
  const seeded = await seedOf(work, gameId, day)
  if (!seeded) throw new Refused(gameRefusals, 'game.unknown')
  const shown = published(seeded, todayOf(work))
  if (shown.seed === null) return { ...shown, items: [], nextCursor: null }
  const plays = pageOf(await playsOfDay(work, gameId, day, page), page.limit, ({ id }) => id)
  const items = plays.items.flatMap(({ player, draw }) => (draw ? [{ player, ...draw }] : []))
  return { ...shown, items, nextCursor: plays.nextCursor }
}

/** How often games were played, and by how many. */
export const standings = standingsOf
