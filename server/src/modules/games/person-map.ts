/** What the tables of games say of whom, and what becomes of it. */
import { kept, nobody, people, terms, type PersonMap } from '../../platform/person-map.ts'

export const gamesPersonMap: PersonMap = {
  'games.game': nobody('What a shop lets people play for.'),
  'games.day': nobody('The seed that the draws of a day come from.'),
  'games.prize': nobody('What can be won.'),
  // Anybody may check the draws of a game again; they are published under a name made for that game.
  'games.play': people(['person_id'], {
    erased: kept(
      'Published draws have to come out the same, and prizes are counted by them.',
      terms.deals,
    ),
  }),
}
