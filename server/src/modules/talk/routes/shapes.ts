/** What goes over the wire: talks, messages, desks. */
import { z } from 'zod'
import { idOf, instant } from '../../../platform/http.ts'
import { nameShapes } from '../../../platform/http/shapes.ts'
import {
  AWAY_LETTERS_MAX,
  KEPT_DAYS_MAX,
  KEPT_DAYS_MIN,
  QUICK_REPLIES_MAX,
  QUICK_REPLY_LETTERS_MAX,
} from '../model/desk.ts'
import { ORDER_ITEMS_MAX, QUANTITY_MAX, TEXT_LETTERS_MAX, type Message } from '../model/message.ts'

/** A price in a card: enough for a year of cakes. */
const PRICE_MINOR_MAX = 10_000_000
const MESSAGES_SHOWN_MAX = 100
const MESSAGES_SHOWN = 40

const text = z.strictObject({
  kind: z.literal('text'),
  text: z.string().trim().min(1).max(TEXT_LETTERS_MAX),
})
const picture = z.strictObject({ kind: z.literal('picture'), pictureId: idOf('picture') })
const coupon = z.strictObject({ kind: z.literal('coupon'), offerId: idOf('offer') })
const orderItem = z.strictObject({
  name: z.string().trim().min(1).max(60),
  quantity: z.int().min(1).max(QUANTITY_MAX),
  /** Of one, in minor units. */
  priceMinor: z.int().min(0).max(PRICE_MINOR_MAX),
})
const order = z.strictObject({
  kind: z.literal('order'),
  items: z.array(orderItem).min(1).max(ORDER_ITEMS_MAX),
})
const game = z.strictObject({ kind: z.literal('game'), gameId: idOf('game') })
const id = idOf('talk-message')
/** The id is made by the sender: sent again, it is the same message. */
export const personSending = z.strictObject({
  id,
  content: z.discriminatedUnion('kind', [text, picture]),
})
export const shopSending = z.strictObject({
  id,
  content: z.discriminatedUnion('kind', [text, picture, coupon, order, game]),
})

export const message = z.object({
  id: idOf('talk-message'),
  /** Its place in the talk, from 1. */
  number: z.int(),
  side: z.enum(['person', 'shop']),
  kind: z.enum(['text', 'picture', 'coupon', 'order', 'game', 'away', 'hand-over']),
  text: z.string().nullable(),
  pictureId: idOf('picture').nullable(),
  coupon: z
    .object({
      couponId: idOf('coupon'),
      offerId: idOf('offer'),
      title: z.string(),
      expiresAt: z.iso.datetime(),
    })
    .nullable(),
  order: z.object({ items: z.array(z.object(orderItem.shape)), sumMinor: z.int() }).nullable(),
  game: z.object({ gameId: idOf('game'), title: z.string() }).nullable(),
  at: instant,
})
/** For the shop's people: who of them it was, and to whom it was handed. */
export const shopMessage = message.extend({
  byName: z.string().nullable(),
  toName: z.string().nullable(),
})

/** A message without what only the shop may know. */
export function messageView({ card, ...rest }: Message) {
  const { id: messageId, number, side, kind, text: words, pictureId, at } = rest
  return {
    id: messageId,
    number,
    side,
    kind,
    text: words,
    pictureId,
    coupon: card && 'couponId' in card ? card : null,
    order: card && 'items' in card ? card : null,
    game: card && 'gameId' in card ? card : null,
    at,
  }
}

const state = z.enum(['open', 'closed'])
const lines = {
  id: idOf('talk'),
  merchantId: idOf('merchant'),
  placeId: idOf('place').nullable(),
  state,
  blockedBy: z.enum(['person', 'shop']).nullable(),
  lastAt: instant,
  lastNumber: z.int(),
}
export const myTalk = z.object({
  ...lines,
  personRead: z.int(),
  /** How far the shop has read. */
  shopRead: z.int(),
  personUnread: z.int(),
})
const newest = {
  lastKind: message.shape.kind.nullable(),
  lastText: z.string().nullable(),
  lastSide: message.shape.side.nullable(),
}
export const myTalkRow = myTalk.extend({
  ...newest,
  merchantName: z.string(),
  merchantColor: z.string(),
})
export const shopTalk = z.object({
  ...lines,
  personId: idOf('person'),
  personName: z.string(),
  assignedTo: idOf('person').nullable(),
  assignedName: z.string().nullable(),
  /** How far the person has read. */
  personRead: z.int(),
  shopRead: z.int(),
  shopUnread: z.int(),
  /** Since when the person waits for an answer; null while they do not. */
  unansweredSince: instant.nullable(),
  /** From when on the shop may write no more, unless the person writes again. */
  mayWriteUntil: instant.nullable(),
})
export const shopTalkRow = shopTalk.extend(newest)

/** Messages come newest first; `before` is a number, and asks for what stands above it. */
export const stretchQuery = z.strictObject({
  limit: z.coerce.number().int().min(1).max(MESSAGES_SHOWN_MAX).default(MESSAGES_SHOWN),
  before: z.coerce.number().int().min(1).max(2_147_483_647).optional(),
})
export const markBody = z.strictObject({ number: z.int().min(0).max(2_147_483_647) })

export const desk = z.strictObject({
  isOpen: z.boolean(),
  /** When somebody is there: while the place is open, at set hours, or always. */
  attended: z.enum(['place-open', 'hours', 'always']),
  fromMinute: z.int().min(0).max(1_439),
  untilMinute: z.int().min(1).max(1_440),
  /** From 1 (Monday) to 7. */
  weekdays: z.array(z.int().min(1).max(7)).max(7),
  repliesWhenAway: z.boolean(),
  /** Empty for the words of the market. */
  awayText: z.string().trim().max(AWAY_LETTERS_MAX),
  quickReplies: z
    .array(z.string().trim().min(1).max(QUICK_REPLY_LETTERS_MAX))
    .max(QUICK_REPLIES_MAX),
  keptDays: z.int().min(KEPT_DAYS_MIN).max(KEPT_DAYS_MAX),
})

nameShapes({ TalkMessage: message, ShopTalkMessage: shopMessage, TalkDesk: desk })
