/** What the tables of posts say of whom, and what becomes of it. */
import {
  blanked,
  gone,
  moves,
  nobody,
  people,
  SOMEBODY,
  type PersonMap,
} from '../../platform/person-map.ts'

export const postsPersonMap: PersonMap = {
  'posts.review': people(['asked_by', 'decided_by'], {
    rows: 'asked_by = :id',
    erased: gone,
  }),
  // Counted for ever, under the id of a stranger.
  'posts.like': people(['person_id'], { erased: blanked({ person_id: SOMEBODY }) }),
  'posts.seen': people(['person_id'], { erased: blanked({ person_id: SOMEBODY }) }),
  'posts.mark': people(['person_id'], { erased: gone }),
  'posts.comment': people(['author_id'], {
    erased: blanked({ text: "'…'", author_id: SOMEBODY }),
    merged: moves('author_id', ['id'], { stays: "t.side <> 'person'" }),
  }),
  'posts.word': nobody('Words with which a comment waits for a look.'),
  'posts.branch': nobody('How a branch shows a post of its shop.'),
  'posts.post': nobody('What a shop writes for everybody to read.'),
}
