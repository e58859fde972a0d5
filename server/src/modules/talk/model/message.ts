/** What is written in talks: words, pictures, cards. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { initialsOf, searchText } from '../../places/model/hangul.ts'
import type { Side, Talk } from './talk.ts'

export const TEXT_LETTERS_MAX = 2_000
export const ORDER_ITEMS_MAX = 30
export const QUANTITY_MAX = 99
export const NOTE_LETTERS_MAX = 500
export const SEARCH_LETTERS_MAX = 50

export type OrderItem = {
  readonly name: string
  readonly quantity: number
  /** Of one, in minor units. */
  readonly priceMinor: number
}
/** What a shop would make, and what it comes to. */
export type OrderCard = { readonly items: readonly OrderItem[]; readonly sumMinor: number }
export type CouponCard = {
  readonly couponId: Id<'coupon'>
  readonly offerId: Id<'offer'>
  readonly title: string
  /** RFC 3339. */
  readonly expiresAt: string
}
/** A game to play within the talk; its odds and what is left of it are asked for when it is looked at. */
export type GameCard = { readonly gameId: Id<'game'>; readonly title: string }
/** Null for everybody of the shop. */
export type HandOver = { readonly toId: Id<'person'> | null }

/** What somebody asks to send. */
export type Content =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly pictureId: Id<'picture'> }
  | { readonly kind: 'coupon'; readonly offerId: Id<'offer'> }
  | { readonly kind: 'order'; readonly items: readonly OrderItem[] }
  | { readonly kind: 'game'; readonly gameId: Id<'game'> }

export type MessageKind = Content['kind'] | 'away' | 'hand-over'

export type Message = {
  readonly id: Id<'talk-message'>
  readonly talkId: Id<'talk'>
  readonly number: number
  readonly merchantId: Id<'merchant'>
  readonly side: Side
  readonly byId: Id<'person'> | null
  readonly kind: MessageKind
  readonly text: string | null
  readonly pictureId: Id<'picture'> | null
  readonly card: OrderCard | CouponCard | GameCard | HandOver | null
  readonly at: Date
}

/** A card that adds up (TA11). Sums stay whole: prices are whole minor units. */
export function orderCard(items: readonly OrderItem[]): OrderCard {
  const sumMinor = items.reduce((sum, { quantity, priceMinor }) => sum + quantity * priceMinor, 0)
  return { items, sumMinor }
}

/** What only the shop's people see (TA8). */
export function isInternal({ kind }: Pick<Message, 'kind'>): boolean {
  return kind === 'hand-over'
}

/** Whether a message is unread by a side once it stands (TA6). */
export function isNewsFor(side: Side, message: Pick<Message, 'kind' | 'side'>): boolean {
  return message.side !== side && !isInternal(message)
}

/** What a text is found by, as `holdsTyped` has it: its letters, and behind a stroke its initials (TA13). */
export function wordsOf(text: string): string {
  const letters = searchText(text)
  return `${letters}|${initialsOf(letters)}`
}

/** What is looked for in `wordsOf`; null where nothing is left to look for. */
export function soughtIn(typed: string): string | null {
  const letters = searchText(typed)
  return letters === '' ? null : letters
}

/** A talk with what is written in it last, as a list shows it. */
export type TalkRow = Talk & {
  readonly lastKind: MessageKind | null
  readonly lastText: string | null
  readonly lastSide: Side | null
}
