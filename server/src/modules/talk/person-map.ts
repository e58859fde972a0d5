/** What the tables of talks say of whom, and what becomes of it. */
import { gone, moves, nobody, people, type PersonMap } from '../../platform/person-map.ts'

const OF_THEIR_TALKS = 'talk_id in (select id from talk.talk where person_id = :id)'

export const talkPersonMap: PersonMap = {
  'talk.reading': people(['reader_id'], { rows: OF_THEIR_TALKS, erased: gone }),
  // What somebody of a shop wrote stays the shop's, under an id that leads nowhere.
  'talk.message': people(['by_id'], {
    rows: OF_THEIR_TALKS,
    hidden: ['said', 'words'],
    erased: gone,
    merged: moves('by_id', ['id'], {
      // A message follows its talk.
      stays: `t.side <> 'person' or not exists (
        select from talk.talk k where k.id = t.talk_id and k.person_id = :to)`,
    }),
  }),
  'talk.talk': people(['person_id'], {
    erased: gone,
    merged: moves('person_id', ['merchant_id']),
  }),
  'talk.desk': nobody('How a shop attends to its talks.'),
}
