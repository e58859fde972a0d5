/** Lists of talks, what stands in them, and marks of what was read. */
import { allow, mayServe, personOf } from '../../../kernel/actor.ts'
import { assert } from '../../../kernel/assert.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import type { PictureSize } from '../../../platform/pictures.ts'
import { pictureBytes } from '../../../platform/pictures.ts'
import { pictureRefusals } from '../../../platform/redraw.ts'
import type { Work } from '../../../platform/work.ts'
import { peopleOf } from '../../people/service.ts'
import { merchantsOf } from '../../places/service.ts'
import { soughtIn, type Message, type TalkRow } from '../model/message.ts'
import { talkRefusals } from '../model/refusals.ts'
import { mayWriteUntil, type Side, type Talk } from '../model/talk.ts'
import { countNews, messagesOf, pictureIn, searchMessages } from '../store/message.ts'
import {
  addReading,
  peopleOfTalks,
  saveTalk,
  talkById,
  talkCounts,
  talksOfPerson,
  talksOfShop,
  unreadOfPerson,
  type TalkCounts,
  type TalkFilter,
  type TalkKey,
} from '../store/talk.ts'
import { myTalk } from './mine.ts'
import type { ShopTalk } from './shop.ts'
import { lockedTalk, tellScreens } from './writing.ts'

const FOUND_MAX = 50

/** A talk as the person's list shows it. */
export type MyTalkRow = TalkRow & { readonly merchantName: string; readonly merchantColor: string }
/** A talk as the shop's list shows it. */
export type ShopTalkRow = TalkRow & {
  readonly personName: string
  readonly assignedName: string | null
  readonly mayWriteUntil: Date | null
}

const cursorOf = ({ lastAt, id }: TalkKey) => `${lastAt.getTime()}.${id}`

function keyIn(cursor: string | null): TalkKey | null {
  const match = /^(\d{1,14})\.(.+)$/.exec(cursor ?? '')
  const id = parseId<'talk'>(match?.[2] ?? '')
  return match && id ? { lastAt: new Date(Number(match[1])), id } : null
}

/** The talks of the asker, the latest first, and what of them is unread. */
export async function myTalks(
  work: Work,
  { limit, after }: PageRequest,
): Promise<Page<MyTalkRow> & { readonly unread: number }> {
  const personId = personOf(work.actor)
  const rows = await talksOfPerson(work, personId, keyIn(after), limit + 1)
  const { items, nextCursor } = pageOf(rows, limit, cursorOf)
  const merchants = await merchantsOf(work, [...new Set(items.map((it) => it.merchantId))])
  const named = items.map((row): MyTalkRow => {
    const merchant = merchants.get(row.merchantId)
    return { ...row, merchantName: merchant?.name ?? '', merchantColor: merchant?.color ?? '' }
  })
  return { items: named, nextCursor, unread: await unreadOfPerson(work, personId) }
}

/** The talks of a shop, the latest first. @throws {Refused} `access.forbidden` */
export async function shopTalks(
  work: Work,
  merchantId: Id<'merchant'>,
  show: TalkFilter,
  { limit, after }: PageRequest,
): Promise<Page<ShopTalkRow>> {
  allow(mayServe(work.actor, merchantId))
  const wanted = { show, asker: personOf(work.actor) }
  const rows = await talksOfShop(work, merchantId, wanted, keyIn(after), limit + 1)
  const { items, nextCursor } = pageOf(rows, limit, cursorOf)
  return { items: await withNames(work, items), nextCursor }
}

async function withNames(work: Work, rows: readonly TalkRow[]): Promise<readonly ShopTalkRow[]> {
  const ids = rows.flatMap((it) => [it.personId, it.assignedTo ?? []].flat())
  const people = await peopleOf(work, [...new Set(ids)])
  return rows.map((row) => ({
    ...row,
    personName: people.get(row.personId)?.name ?? '',
    assignedName: row.assignedTo && (people.get(row.assignedTo)?.name ?? ''),
    mayWriteUntil: mayWriteUntil(row),
  }))
}

/** How many talks wait for whom, and how much is unread. @throws {Refused} `access.forbidden` */
export async function shopCounts(work: Work, merchantId: Id<'merchant'>): Promise<TalkCounts> {
  allow(mayServe(work.actor, merchantId))
  return talkCounts(work, merchantId, personOf(work.actor))
}

/** A talk of a shop, for its people. @throws {Refused} `talk.unknown`, `access.forbidden` (TA18) */
async function talkOfShop(work: Work, { merchantId, talkId }: ShopTalk): Promise<Talk> {
  allow(mayServe(work.actor, merchantId))
  const talk = await talkById(work, talkId)
  if (!talk || talk.merchantId !== merchantId || talk.lastNumber === 0) {
    throw new Refused(talkRefusals, 'talk.unknown')
  }
  return talk
}

/** What stands in a talk, the newest first; `before` is a number, for what stands above it. */
export type Stretch = { readonly before: number | null; readonly limit: number }
type Read = { readonly messages: readonly Message[]; readonly isMore: boolean }

export async function readMine(
  work: Work,
  id: Id<'talk'>,
  stretch: Stretch,
): Promise<Read & { readonly talk: Talk }> {
  return { talk: await myTalk(work, id), ...(await read(work, id, 'person', stretch)) }
}

/** What stands in a talk, for the shop's people; that they looked is kept (TA14). */
export async function readAtShop(
  work: Work,
  key: ShopTalk,
  stretch: Stretch,
): Promise<Read & { readonly talk: ShopTalkRow; readonly names: ReadonlyMap<string, string> }> {
  const talk = await talkOfShop(work, key)
  const { day } = wallTime(work.now, MARKET_TIME_ZONE)
  await addReading(work, talk.id, personOf(work.actor), day)
  const found = await read(work, talk.id, 'shop', stretch)
  const bare = { ...talk, lastKind: null, lastText: null, lastSide: null }
  const [row] = await withNames(work, [bare])
  const writers = found.messages.flatMap(({ side, byId, card }) => [
    ...(side === 'shop' && byId ? [byId] : []),
    ...(card && 'toId' in card && card.toId ? [card.toId] : []),
  ])
  const people = await peopleOf(work, [...new Set(writers)])
  const names = new Map([...people].map(([id, { name }]) => [id, name]))
  assert(row, 'a talk is named as it is')
  return { ...found, talk: row, names }
}

async function read(work: Work, id: Id<'talk'>, side: Side, stretch: Stretch): Promise<Read> {
  const { before, limit } = stretch
  const messages = await messagesOf(work, id, side, before, limit + 1)
  return { messages: messages.slice(0, limit), isMore: messages.length > limit }
}

/** Moves the asker's mark forward, never back (TA6). @throws {Refused} `talk.unknown` */
export async function markMine(work: Work, id: Id<'talk'>, number: number): Promise<Talk> {
  const personId = personOf(work.actor)
  const talk = await lockedTalk(work, id, (it) => it.personId === personId)
  const mark = Math.min(number, talk.lastNumber)
  if (mark <= talk.personRead) return talk
  const personUnread = await countNews(work, id, 'person', mark)
  const marked = { ...talk, personRead: mark, personUnread }
  await saveTalk(work, marked)
  tellScreens(work, marked)
  return marked
}

/** Moves the shop's mark forward, never back (TA6). @throws {Refused} `talk.unknown` */
export async function markAtShop(work: Work, key: ShopTalk, number: number): Promise<Talk> {
  allow(mayServe(work.actor, key.merchantId))
  const talk = await lockedTalk(work, key.talkId, (it) => it.merchantId === key.merchantId)
  const mark = Math.min(number, talk.lastNumber)
  if (mark <= talk.shopRead) return talk
  const shopUnread = await countNews(work, talk.id, 'shop', mark)
  const marked = { ...talk, shopRead: mark, shopUnread }
  await saveTalk(work, marked)
  tellScreens(work, marked)
  return marked
}

/** A message that a search found, with who the talk is with. */
export type Found = Message & { readonly personName: string }

/** Messages of a shop that hold what was typed (TA13). @throws {Refused} `access.forbidden` */
export async function searchTalks(
  work: Work,
  merchantId: Id<'merchant'>,
  typed: string,
): Promise<readonly Found[]> {
  allow(mayServe(work.actor, merchantId))
  const sought = soughtIn(typed)
  if (sought === null) return []
  const found = await searchMessages(work, merchantId, sought, FOUND_MAX)
  const persons = await peopleOfTalks(work, [...new Set(found.map((it) => it.talkId))])
  const people = await peopleOf(work, [...new Set(persons.values())])
  return found.map((message) => {
    const personId = persons.get(message.talkId)
    return { ...message, personName: (personId && people.get(personId)?.name) || '' }
  })
}

type Picture = { readonly pictureId: Id<'picture'>; readonly size: PictureSize }

/** A picture of a talk of the asker. @throws {Refused} `talk.unknown`, `picture.unknown` (TA12) */
export async function pictureOfMine(work: Work, id: Id<'talk'>, wanted: Picture): Promise<Buffer> {
  return pictureOf(work, await myTalk(work, id), wanted)
}

/** The same for the shop's people. @throws {Refused} `talk.unknown`, `picture.unknown` (TA12) */
export async function pictureAtShop(work: Work, key: ShopTalk, wanted: Picture): Promise<Buffer> {
  return pictureOf(work, await talkOfShop(work, key), wanted)
}

async function pictureOf(work: Work, talk: Talk, { pictureId, size }: Picture): Promise<Buffer> {
  const shown = await pictureIn(work, talk.id, pictureId)
  const { personId, merchantId } = talk
  const shelf =
    shown?.side === 'person' ? (`person/${personId}` as const) : (`merchant/${merchantId}` as const)
  const bytes = shown && (await pictureBytes(work, pictureId, size, shelf))
  if (!bytes) throw new Refused(pictureRefusals, 'picture.unknown')
  return bytes
}
