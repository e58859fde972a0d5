/** What posts and comments are, and who sees which. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { searchText } from '../../places/model/hangul.ts'

export const TEXT_LETTERS_MAX = 3_000
export const PICTURES_MAX = 10
export const PINNED_MAX = 3
export const POSTS_PER_DAY_MAX = 30
export const COMMENT_LETTERS_MAX = 500
export const COMMENTS_PER_HOUR_MAX = 30
export const REASON_LETTERS_MAX = 500
export const WORDS_MAX = 500
export const WORD_LETTERS_MAX = 30

/** Why something is reported. `other` is said in words. */
export const GROUNDS = ['advertising', 'insult', 'untrue', 'privacy', 'harmful', 'other'] as const
export type Ground = (typeof GROUNDS)[number]

/** How far an appeal is: the operator has it, or has said what holds. */
export type Appeal = 'waits' | 'decided'

export type Post = {
  readonly id: Id<'post'>
  readonly merchantId: Id<'merchant'>
  /** Null: at every place of the shop. */
  readonly placeId: Id<'place'> | null
  readonly text: string
  readonly pictureIds: readonly Id<'picture'>[]
  readonly offerId: Id<'offer'> | null
  /** Null while it is a draft. */
  readonly publishAt: Date | null
  readonly isPinned: boolean
  readonly editedAt: Date | null
  readonly hiddenAt: Date | null
  readonly hiddenReason: string | null
  readonly likes: number
  readonly comments: number
  readonly reach: number
  readonly writtenAt: Date
}

export type Comment = {
  readonly id: Id<'post-comment'>
  readonly postId: Id<'post'>
  readonly merchantId: Id<'merchant'>
  readonly authorId: Id<'person'>
  readonly side: 'person' | 'shop'
  readonly answersId: Id<'post-comment'> | null
  readonly text: string
  readonly at: Date
  readonly hiddenBy: 'words' | 'shop' | 'market' | null
  readonly hiddenReason: string | null
  readonly isAnswered: boolean
}

/** Whether everybody sees a post at an instant (PO2). */
export function isOut({ publishAt, hiddenAt }: Pick<Post, 'publishAt' | 'hiddenAt'>, at: Date) {
  return publishAt !== null && publishAt <= at && hiddenAt === null
}

/** When a post that is changed counts as edited: once people may have read it (PO4). */
export function editedAt(
  before: Pick<Post, 'publishAt' | 'editedAt'>,
  isChanged: boolean,
  at: Date,
): Date | null {
  const wasOut = before.publishAt !== null && before.publishAt <= at
  return wasOut && isChanged ? at : before.editedAt
}

/** What a branch says of a post that stands everywhere: words of its own, or nothing at all there. */
export type BranchSays = { readonly text: string | null; readonly isLeftOut: boolean }

/** Null where a branch says just what all the others say (PO3). */
export function ownSaying(shared: string, { text, isLeftOut }: BranchSays): BranchSays | null {
  if (isLeftOut) return { text: null, isLeftOut }
  return text === null || text === shared ? null : { text, isLeftOut }
}

/** The word of a list that stands in a text, however it is spaced or written; null when none does (PO7). */
export function wordIn(text: string, words: readonly string[]): string | null {
  const letters = searchText(text)
  return words.find((word) => letters.includes(searchText(word))) ?? null
}

/** Words as they are kept: without spaces around them, each once, and none that is only signs. */
export function wordsFrom(typed: readonly string[]): readonly string[] {
  const words = typed.map((word) => word.normalize('NFC').trim())
  return [...new Set(words)].filter((word) => searchText(word) !== '').toSorted()
}
