/** Why something with posts is refused. The codes are public. */
import type { Refusals } from '../../../kernel/refused.ts'

export const postRefusals = {
  'post.unknown': { kind: 'not-found', says: 'There is no such post.' },
  'post.empty': { kind: 'invalid', says: 'A post has words or a picture.' },
  'post.place-elsewhere': { kind: 'conflict', says: 'This place belongs to another shop.' },
  'post.offer-elsewhere': { kind: 'conflict', says: 'This offer belongs to another shop.' },
  'post.too-many-pinned': {
    kind: 'conflict',
    says: 'Three posts are pinned already.',
    todo: 'Take one down first.',
  },
  'post.too-many-today': { kind: 'too-many', says: 'So many posts were written today.' },
  'post.not-shared': {
    kind: 'conflict',
    says: 'This post stands at one place only; branches change those of all places.',
  },
  'post.not-hidden': { kind: 'conflict', says: 'There is nothing to appeal against.' },
  'comment.unknown': { kind: 'not-found', says: 'There is no such comment.' },
  'comment.id-taken': { kind: 'conflict', says: 'There is another comment with this id.' },
  'comment.too-many': {
    kind: 'too-many',
    says: 'So many comments were written within the hour.',
    todo: 'Go on a little later.',
  },
  'comment.answered': { kind: 'conflict', says: 'The shop has answered this comment already.' },
  'comment.hidden-by-market': {
    kind: 'forbidden',
    says: 'The market hid this comment; the shop cannot bring it back.',
  },
  'comment.kept-by-market': {
    kind: 'forbidden',
    says: 'The market looked at this comment and let it stand; the shop cannot hide it again.',
  },
  'comment.not-reported': {
    kind: 'conflict',
    says: 'Nobody has reported this comment since the last look.',
  },
  'review.no-words': {
    kind: 'invalid',
    says: 'A report for another reason says which.',
    todo: 'Add a few words.',
  },
  'review.asked': { kind: 'conflict', says: 'This was reported, or appealed against, before.' },
  'review.unknown': { kind: 'not-found', says: 'There is no such case.' },
  'review.decided': { kind: 'conflict', says: 'This case has been decided.' },
} as const satisfies Refusals
export type PostRefusal = keyof typeof postRefusals
