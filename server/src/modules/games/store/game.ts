/** The SQL of games and their prizes. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import type { Game } from '../model/game.ts'

const gameFields = sql`
  g.id, g.merchant_id, g.title, g.intro, g.stamps_to_fill, g.audience, g.needs_number,
  to_char(g.starts_on, 'YYYY-MM-DD') as starts_on, to_char(g.ends_on, 'YYYY-MM-DD') as ends_on,
  g.state, (
    select jsonb_agg(jsonb_build_object('number', p.number, 'title', p.title,
      'offerId', p.offer_id, 'share', p.share, 'stock', p.stock, 'won', p.won) order by p.number)
    from games.prize p where p.game_id = g.id
  ) as prizes`

/** Writes a new game with its prizes. Answers false when its id is taken. */
export async function insertGame(work: Work, game: Game): Promise<boolean> {
  const { id, merchantId, title, intro, stampsToFill, audience, needsNumber } = game
  const { startsOn, endsOn, state } = game
  const { rows } = await sql`
    insert into games.game (id, merchant_id, title, intro, stamps_to_fill, audience, needs_number,
      starts_on, ends_on, state, created_at)
    values (${id}, ${merchantId}, ${title}, ${intro}, ${stampsToFill}, ${audience},
      ${needsNumber}, ${startsOn}::date, ${endsOn}::date, ${state}, ${work.now})
    on conflict (id) do nothing
    returning id`.execute(work.tx)
  if (rows.length === 0) return false
  await insertPrizes(work, game)
  return true
}

/** Writes a draft anew. */
export async function replaceGame(work: Work, game: Game): Promise<void> {
  const { id, title, intro, stampsToFill, audience, needsNumber, startsOn, endsOn } = game
  await sql`
    update games.game set title = ${title}, intro = ${intro}, stamps_to_fill = ${stampsToFill},
      audience = ${audience}, needs_number = ${needsNumber},
      starts_on = ${startsOn}::date, ends_on = ${endsOn}::date
    where id = ${id}`.execute(work.tx)
  await sql`delete from games.prize where game_id = ${id}`.execute(work.tx)
  await insertPrizes(work, game)
}

async function insertPrizes(work: Work, { id, prizes }: Game): Promise<void> {
  await sql`
    insert into games.prize (game_id, number, title, offer_id, share, stock)
    select ${id}, number, title, offer_id, share, stock
    from unnest(
      ${prizes.map(({ number }) => number)}::smallint[],
      ${prizes.map(({ title }) => title)}::text[],
      ${prizes.map(({ offerId }) => offerId)}::uuid[],
      ${prizes.map(({ share }) => share)}::integer[],
      ${prizes.map(({ stock }) => stock)}::integer[]
    ) as prize (number, title, offer_id, share, stock)`.execute(work.tx)
}

export async function setGameState(
  work: Work,
  id: Id<'game'>,
  state: Game['state'],
): Promise<void> {
  await sql`update games.game set state = ${state} where id = ${id}`.execute(work.tx)
}

export async function gameById(work: Work, id: Id<'game'>): Promise<Game | null> {
  const { rows } = await sql<Game>`
    select ${gameFields} from games.game g where g.id = ${id}`.execute(work.tx)
  return rows[0] ?? null
}

/** A game that is about to change; locked until the work ends. */
export async function lockGame(work: Work, id: Id<'game'>): Promise<Game | null> {
  const { rows } = await sql<Game>`
    select ${gameFields} from games.game g where g.id = ${id} for no key update of g`.execute(
    work.tx,
  )
  return rows[0] ?? null
}

/** A game that is being played: it does not end under the hands of whoever plays. */
export async function holdGame(work: Work, id: Id<'game'>): Promise<Game | null> {
  const { rows } = await sql<Game>`
    select ${gameFields} from games.game g where g.id = ${id} for share of g`.execute(work.tx)
  return rows[0] ?? null
}

/** The games of a shop, newest first. */
export async function gamesOfShop(
  work: Work,
  merchantId: Id<'merchant'>,
  limit: number,
): Promise<readonly Game[]> {
  const { rows } = await sql<Game>`
    select ${gameFields} from games.game g where g.merchant_id = ${merchantId}
    order by g.id desc limit ${limit}`.execute(work.tx)
  return rows
}

/** Takes one of a prize, if there is one left. Answers whether there was. */
export async function takePrize(work: Work, id: Id<'game'>, number: number): Promise<boolean> {
  const { rows } = await sql`
    update games.prize set won = won + 1
    where game_id = ${id} and number = ${number} and (stock is null or won < stock)
    returning number`.execute(work.tx)
  return rows.length === 1
}

/** Puts back one that was taken in this very work. */
export async function putBackPrize(work: Work, id: Id<'game'>, number: number): Promise<void> {
  await sql`
    update games.prize set won = won - 1 where game_id = ${id} and number = ${number}`.execute(
    work.tx,
  )
}

export type SeededDay = {
  readonly day: Day
  readonly seed: string
  readonly commitment: string
}

export async function insertDays(
  work: Work,
  id: Id<'game'>,
  days: readonly SeededDay[],
): Promise<void> {
  await sql`
    insert into games.day (game_id, day, seed, commitment)
    select ${id}, day, seed, commitment
    from unnest(${days.map(({ day }) => day)}::date[], ${days.map(({ seed }) => seed)}::text[],
      ${days.map(({ commitment }) => commitment)}::text[]) as one (day, seed, commitment)`.execute(
    work.tx,
  )
}

/** The days of a game with their seeds, first to last. Who may see a seed is for the caller to know. */
export async function seededDays(work: Work, id: Id<'game'>): Promise<readonly SeededDay[]> {
  const { rows } = await sql<SeededDay>`
    select to_char(day, 'YYYY-MM-DD') as day, seed, commitment from games.day
    where game_id = ${id} order by games.day.day`.execute(work.tx)
  return rows
}

export async function seedOf(work: Work, id: Id<'game'>, day: Day): Promise<SeededDay | null> {
  const { rows } = await sql<SeededDay>`
    select to_char(day, 'YYYY-MM-DD') as day, seed, commitment from games.day
    where game_id = ${id} and day = ${day}::date`.execute(work.tx)
  return rows[0] ?? null
}
