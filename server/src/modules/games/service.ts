/** What owners do with games: write, open, end; and what anybody may see of them. */
import { allow, mayDecide, mayOperate, mayServe } from '../../kernel/actor.ts'
import type { Id } from '../../kernel/id.ts'
import { Refused } from '../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime, type Day } from '../../kernel/time.ts'
import type { Invariant } from '../../platform/invariants.ts'
import { randomToken, sha256 } from '../../platform/secrets.ts'
import type { Work } from '../../platform/work.ts'
import { offersOf } from '../offers/service.ts'
import { endNumberUses } from '../people/service/number-uses.ts'
import { merchantOf } from '../places/service.ts'
import { gameChanged } from './events.ts'
import {
  daysOf,
  GAMES_PER_MERCHANT_MAX,
  objectionToGame,
  phaseOf,
  prizesOf,
  type Game,
  type GamePlan,
} from './model/game.ts'
import { gameRefusals } from './model/refusals.ts'
import {
  gameById,
  gamesOfShop,
  insertDays,
  insertGame,
  lockGame,
  replaceGame,
  setGameState,
} from './store/game.ts'
import { invariants } from './store/invariants.ts'

/** What must hold in every database, for `verify`. */
export const gameInvariants: readonly Invariant[] = invariants

/** The day of the market. */
export const todayOf = ({ now }: Work): Day => wallTime(now, MARKET_TIME_ZONE).day

/** As many bytes as no guess will find. */
const SEED_BYTES = 32

/**
 * Writes a game as a draft (GA2).
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `game.too-many`, `game.id-taken`, or what
 *   speaks against the game
 */
export async function createGame(
  work: Work,
  { id, merchantId }: Pick<Game, 'id' | 'merchantId'>,
  plan: GamePlan,
): Promise<Game> {
  allow(mayDecide(work.actor, merchantId) || mayOperate(work.actor))
  await merchantOf(work, merchantId)
  const there = await gamesOfShop(work, merchantId, GAMES_PER_MERCHANT_MAX)
  if (there.length >= GAMES_PER_MERCHANT_MAX) throw new Refused(gameRefusals, 'game.too-many')
  await assertSound(work, merchantId, plan)
  const game = gameFrom(plan, { id, merchantId, state: 'draft' })
  if (!(await insertGame(work, game))) throw new Refused(gameRefusals, 'game.id-taken')
  announce(work, game)
  return game
}

/**
 * Writes a draft anew.
 *
 * @throws {Refused} `game.unknown`, `access.forbidden`, `game.fixed`, or what speaks against it
 */
export async function changeGame(work: Work, id: Id<'game'>, plan: GamePlan): Promise<Game> {
  const before = await lockOwn(work, id)
  if (before.state !== 'draft') throw new Refused(gameRefusals, 'game.fixed')
  await assertSound(work, before.merchantId, plan)
  const game = gameFrom(plan, before)
  await replaceGame(work, game)
  announce(work, game)
  return game
}

function gameFrom(plan: GamePlan, of: Pick<Game, 'id' | 'merchantId' | 'state'>): Game {
  const { prizes: _plans, consolation: _words, ...rest } = plan
  const { id, merchantId, state } = of
  return { ...rest, id, merchantId, state, prizes: prizesOf(plan) }
}

/**
 * Opens a draft: its prizes are fixed, and the hash of each day's seed is published (GA4). Opening an
 * open one changes nothing.
 *
 * @throws {Refused} `game.unknown`, `access.forbidden`, `game.fixed`, `game.window`
 */
export async function openGame(work: Work, id: Id<'game'>): Promise<Game> {
  const game = await lockOwn(work, id)
  if (game.state === 'open') return game
  if (game.state === 'ended') throw new Refused(gameRefusals, 'game.fixed')
  if (game.endsOn < todayOf(work)) throw new Refused(gameRefusals, 'game.window')
  await setGameState(work, id, 'open')
  await insertDays(
    work,
    id,
    daysOf(game).map((day) => {
      const seed = randomToken(SEED_BYTES)
      return { day, seed, commitment: sha256(seed) }
    }),
  )
  const open = { ...game, state: 'open' } as const
  announce(work, open)
  return open
}

/**
 * Ends a game before its last day. What was won stays. Ending an ended one changes nothing.
 *
 * @throws {Refused} `game.unknown`, `access.forbidden`
 */
export async function endGame(work: Work, id: Id<'game'>): Promise<Game> {
  const game = await lockOwn(work, id)
  if (game.state === 'ended') return game
  await setGameState(work, id, 'ended')
  await endNumberUses(work, id)
  const ended = { ...game, state: 'ended' } as const
  announce(work, ended)
  return ended
}

/** @throws {Refused} `game.unknown`, `access.forbidden` */
async function lockOwn(work: Work, id: Id<'game'>): Promise<Game> {
  const game = await lockGame(work, id)
  if (!game) throw new Refused(gameRefusals, 'game.unknown')
  allow(mayDecide(work.actor, game.merchantId) || mayOperate(work.actor))
  return game
}

/** @throws {Refused} what speaks against a plan */
async function assertSound(work: Work, merchantId: Id<'merchant'>, plan: GamePlan): Promise<void> {
  const objection = objectionToGame(plan, todayOf(work))
  if (objection) throw new Refused(gameRefusals, objection)
  const ids = plan.prizes.map(({ offerId }) => offerId)
  const offers = await offersOf(work, ids)
  const isGivable = (id: Id<'offer'>) => {
    const offer = offers.get(id)
    return offer?.merchantId === merchantId && !offer.isAutomatic
  }
  if (!ids.every(isGivable)) throw new Refused(gameRefusals, 'game.wrong-offer')
}

function announce(work: Work, { id: gameId, merchantId, state }: Game): void {
  work.announce(gameChanged, { gameId, merchantId, state })
}

const isOwn = (work: Work, merchantId: Id<'merchant'>) =>
  mayServe(work.actor, merchantId) || mayOperate(work.actor)

/**
 * A game, for whoever may see it: the shop's people, or anyone once it is out.
 *
 * @throws {Refused} `game.unknown`, also for a draft of others
 */
export async function gameOf(work: Work, id: Id<'game'>): Promise<Game> {
  const game = await gameById(work, id)
  const isSeen = game && (game.state !== 'draft' || isOwn(work, game.merchantId))
  if (!isSeen) throw new Refused(gameRefusals, 'game.unknown')
  return game
}

/** The most games a list holds. */
const SHOWN_MAX = 100

/** The games of a shop, newest first: all for its people, those that go on for everyone. */
export async function gamesAt(work: Work, merchantId: Id<'merchant'>): Promise<readonly Game[]> {
  const all = await gamesOfShop(work, merchantId, SHOWN_MAX)
  if (isOwn(work, merchantId)) return all
  const today = todayOf(work)
  return all.filter((game) => ['open', 'coming'].includes(phaseOf(game, today)))
}
