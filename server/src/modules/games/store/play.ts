/** The SQL of plays. Rows in, domain types out; no rule lives here. */
import { sql } from 'kysely'
import type { Id } from '../../../kernel/id.ts'
import type { PageRequest } from '../../../kernel/page.ts'
import type { Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'

/** What a draw came to. `prize` was drawn, `given` was won; they differ for the reason `because`. */
export type Draw = {
  readonly drawn: number
  readonly prize: number
  readonly given: number
  readonly because: string | null
}
export type Play = {
  readonly id: Id<'coupon'>
  readonly gameId: Id<'game'>
  readonly personId: Id<'person'>
  readonly day: Day
  readonly player: string
  /** Which play of this person in this game, from 1. */
  readonly turn: number
  /** Null for a stamp that did not fill the card. */
  readonly draw: Draw | null
}

type Row = Omit<Play, 'draw'> & {
  readonly [Key in keyof Draw]: Draw[Key] | null
}
const columns = sql`
  id, game_id, person_id, to_char(day, 'YYYY-MM-DD') as day, player, turn, drawn, prize, given,
  because`

const playOf = ({ drawn, prize, given, because, ...rest }: Row): Play => ({
  ...rest,
  draw:
    drawn === null || prize === null || given === null ? null : { drawn, prize, given, because },
})

/**
 * Notes that somebody plays today, as the next of their turns. Answers which it is, or null when they
 * have played that day, or the id is taken.
 */
export async function insertPlay(
  work: Work,
  { id, gameId, personId, day, player }: Omit<Play, 'turn' | 'draw'>,
): Promise<number | null> {
  const { rows } = await sql<{ turn: number }>`
    insert into games.play (id, game_id, person_id, day, player, turn, at)
    select ${id}, ${gameId}, ${personId}, ${day}::date, ${player}, count(*) + 1, ${work.now}
    from games.play where game_id = ${gameId} and person_id = ${personId}
    on conflict do nothing
    returning turn`.execute(work.tx)
  return rows[0]?.turn ?? null
}

export async function saveDraw(work: Work, id: Id<'coupon'>, draw: Draw): Promise<void> {
  const { drawn, prize, given, because } = draw
  await sql`
    update games.play set drawn = ${drawn}, prize = ${prize}, given = ${given},
      because = ${because}
    where id = ${id}`.execute(work.tx)
}

/** The last play of a person in a game; null when there is none. */
export async function lastPlayOf(
  work: Work,
  gameId: Id<'game'>,
  personId: Id<'person'>,
): Promise<Play | null> {
  const { rows } = await sql<Row>`
    select ${columns} from games.play where game_id = ${gameId} and person_id = ${personId}
    order by turn desc limit 1`.execute(work.tx)
  return rows[0] ? playOf(rows[0]) : null
}

/** The plays of a day, in the order of their ids. */
export async function playsOfDay(
  work: Work,
  gameId: Id<'game'>,
  day: Day,
  { limit, after }: PageRequest,
): Promise<readonly Play[]> {
  const { rows } = await sql<Row>`
    select ${columns} from games.play
    where game_id = ${gameId} and day = ${day}::date
      and (${after}::uuid is null or id > ${after}::uuid)
    order by id limit ${limit + 1}`.execute(work.tx)
  return rows.map(playOf)
}

export type Standing = { readonly plays: number; readonly players: number }

export async function standingsOf(
  work: Work,
  ids: readonly Id<'game'>[],
): Promise<ReadonlyMap<Id<'game'>, Standing>> {
  const { rows } = await sql<Standing & { gameId: Id<'game'> }>`
    select game_id, count(*)::integer as plays, count(distinct person_id)::integer as players
    from games.play where game_id = any(${ids}::uuid[]) group by game_id`.execute(work.tx)
  return new Map(rows.map(({ gameId, plays, players }) => [gameId, { plays, players }]))
}
