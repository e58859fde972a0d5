/** What shops write once: published, packed for other media, withdrawn; and what comes of it. */
import { allow, mayDecide, mayServe, personOf } from '../../../kernel/actor.ts'
import { parseId, type Id } from '../../../kernel/id.ts'
import { pageOf, type Page, type PageRequest } from '../../../kernel/page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'
import { holdPictures, pictureBytes, releasePictures } from '../../../platform/pictures.ts'
import { randomToken } from '../../../platform/secrets.ts'
import type { Work } from '../../../platform/work.ts'
import { offersOf } from '../../offers/service.ts'
import { removePost, writePost } from '../../posts/service/writing.ts'
import { merchantOf, placesOf, placesOfMerchantPage } from '../../places/service.ts'
import { whoSwitchedOff } from '../../people/service/location-controls.ts'
import { writingChanged } from '../events.ts'
import { categoryWord } from '../model/page.ts'
import {
  VISIT_AFTER_MS,
  media,
  packOf,
  packed,
  pictureSizes,
  storefrontRefusals,
  type Counts,
  type Medium,
  type Pack,
  type Packed,
  type Writing,
} from '../model/writing.ts'
import {
  clickDaysOf,
  countClick,
  countVisits,
  countsOf,
  forgetVisits,
  insertLinks,
  insertWriting,
  keepArrival,
  markWithdrawn,
  writingBy,
  writingOfCode,
  writingsBelow,
  type ClickDay,
  type VisitRow,
} from '../store.ts'
import { drawCard } from './drawing.ts'

/** Letters of a code: six bytes, so that nobody finds others by guessing. */
const CODE_BYTES = 6
const CLICK_DAYS_MAX = 450
const PLACES_LOOKED_AT_MAX = 100

export type NewWriting = Pick<
  Writing,
  'id' | 'merchantId' | 'placeId' | 'title' | 'body' | 'pictureId' | 'offerId'
>
export type WritingWithCounts = Writing & { readonly counts: readonly Counts[] }

/**
 * Publishes a writing: it is on the page and the timeline from then on, and every medium has its
 * link (SF9, SF10).
 * The same id again changes nothing and answers with what there is.
 *
 * @throws {Refused} `access.forbidden`, `merchant.unknown`, `writing.place`, `writing.offer`,
 *   `writing.id-taken`, `picture.unknown`, and what posts refuse
 */
export async function publishWriting(work: Work, wanted: NewWriting): Promise<WritingWithCounts> {
  const { id, merchantId, placeId, offerId, pictureId } = wanted
  allow(mayDecide(work.actor, merchantId))
  await merchantOf(work, merchantId)
  if (placeId !== null) {
    const place = (await placesOf(work, [placeId])).get(placeId)
    if (place?.merchantId !== merchantId) throw new Refused(storefrontRefusals, 'writing.place')
  }
  if (offerId !== null) {
    const offer = (await offersOf(work, [offerId])).get(offerId)
    const isOpen = offer?.merchantId === merchantId && offer.isPublic && offer.state === 'open'
    if (!isOpen) throw new Refused(storefrontRefusals, 'writing.offer')
  }
  const writing: Writing = { ...wanted, publishedAt: work.now, withdrawnAt: null }
  if (!(await insertWriting(work, writing))) {
    const known = await ownWriting(work, id)
    if (known.merchantId !== merchantId) throw new Refused(storefrontRefusals, 'writing.id-taken')
    return withCounts(work, known)
  }
  if (pictureId !== null) await holdPictures(work, `merchant/${merchantId}`, [pictureId])
  const links = media.map((medium) => ({ medium, code: randomToken(CODE_BYTES) }))
  await insertLinks(work, id, links)
  await writePost(work, merchantId, {
    id: postOf(id),
    text: `${writing.title}\n\n${writing.body}`,
    pictureIds: pictureId === null ? [] : [pictureId],
    offerId,
    placeId,
    publishAt: work.now,
  })
  work.announce(writingChanged, { writingId: id, merchantId, placeId, isWithdrawn: false })
  return withCounts(work, writing)
}

/** The post of a writing on the timeline of the shop: they share an id. */
export const postOf = (id: Id<'writing'>) => id as string as Id<'post'>

async function ownWriting(work: Work, id: Id<'writing'>, isLocked = false): Promise<Writing> {
  const writing = await writingBy(work, id, isLocked)
  if (!writing || writing.withdrawnAt || !mayServe(work.actor, writing.merchantId)) {
    throw new Refused(storefrontRefusals, 'writing.unknown')
  }
  return writing
}

async function withCounts(work: Work, writing: Writing): Promise<WritingWithCounts> {
  return { ...writing, counts: await countsOf(work, [writing.id]) }
}

/** A shop's writings, the latest first, with what came of them. @throws {Refused} `access.forbidden` */
export async function writingsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  { limit, after }: PageRequest,
): Promise<Page<WritingWithCounts>> {
  allow(mayServe(work.actor, merchantId))
  const below = after === null ? null : parseId<'writing'>(after)
  const rows = await writingsBelow(work, merchantId, below, limit + 1)
  const page = pageOf(rows, limit, ({ id }) => id)
  const counts = Map.groupBy(
    await countsOf(
      work,
      page.items.map(({ id }) => id),
    ),
    ({ writingId }) => writingId,
  )
  return {
    nextCursor: page.nextCursor,
    items: page.items.map((writing) => ({ ...writing, counts: counts.get(writing.id) ?? [] })),
  }
}

export type WritingInFull = WritingWithCounts & {
  readonly packs: readonly Pack[]
  readonly days: readonly ClickDay[]
}

/** One writing with its packs and its clicks by day (SF10, SF12). @throws {Refused} `writing.unknown` */
export async function writingInFull(
  work: Work,
  id: Id<'writing'>,
  origin: string,
): Promise<WritingInFull> {
  const writing = await withCounts(work, await ownWriting(work, id))
  const shop = await shopOf(work, writing)
  const code = (medium: Medium) => writing.counts.find((it) => it.medium === medium)?.code ?? ''
  const facts = { writing, ...shop, origin, urlOf: (it: Medium) => `${origin}/l/${code(it)}` }
  return {
    ...writing,
    packs: packed.map((medium) => packOf(medium, facts)),
    days: await clickDaysOf(work, id, CLICK_DAYS_MAX),
  }
}

async function shopOf(work: Work, writing: Writing) {
  const { merchantId, placeId, offerId } = writing
  const merchant = await merchantOf(work, merchantId)
  const place = await placeFor(work, { merchantId, placeId })
  const offer = offerId === null ? null : (await offersOf(work, [offerId])).get(offerId)
  return {
    shop: place && placeId !== null ? place.name : merchant.name,
    category: categoryWord(place?.category ?? merchant.category, 'ko'),
    address: place?.address ?? '',
    color: merchant.color,
    offerTitle: offer?.title ?? null,
  }
}

/** The place that a writing leads to: its own, or the first one of its merchant that anybody sees. */
export async function placeFor(work: Work, writing: Pick<Writing, 'merchantId' | 'placeId'>) {
  if (writing.placeId !== null) {
    const place = (await placesOf(work, [writing.placeId])).get(writing.placeId)
    if (place?.isVisible) return place
  }
  const first = { limit: PLACES_LOOKED_AT_MAX, after: null }
  const { items } = await placesOfMerchantPage(work, writing.merchantId, first)
  return items.find(({ isVisible }) => isVisible) ?? null
}

/** The picture of a pack, as PNG (SF12). @throws {Refused} `writing.unknown` */
export async function packPicture(work: Work, id: Id<'writing'>, medium: Packed): Promise<Buffer> {
  const writing = await ownWriting(work, id)
  const { shop, category, color, offerTitle } = await shopOf(work, writing)
  const picture = writing.pictureId ? await pictureBytes(work, writing.pictureId, 'large') : null
  return drawCard({
    ...pictureSizes[medium],
    title: writing.title,
    detail: offerTitle ?? category,
    foot: shop,
    color,
    picture,
  })
}

/** Takes a writing off the page; its links go on leading to the shop (SF9). @throws {Refused} `writing.unknown` */
export async function withdrawWriting(work: Work, id: Id<'writing'>): Promise<void> {
  const { merchantId, placeId, pictureId } = await ownWriting(work, id, true)
  allow(mayDecide(work.actor, merchantId))
  await markWithdrawn(work, id)
  if (pictureId !== null) await releasePictures(work, [pictureId])
  await removePost(work, { merchantId, postId: postOf(id) }).catch((error: unknown) => {
    // The shop may have deleted the post by itself.
    if (!(error instanceof Refused)) throw error
  })
  work.announce(writingChanged, { writingId: id, merchantId, placeId, isWithdrawn: true })
}

/**
 * Where a tracked link leads; null when there is no such link.
 *
 * @param isCounted false for programs that only look
 */
export async function followTracked(
  work: Work,
  code: string,
  isCounted: boolean,
): Promise<{ readonly placeId: Id<'place'> | null } | null> {
  const writing = await writingOfCode(work, code)
  if (!writing) return null
  if (isCounted) await countClick(work, code, wallTime(work.now, MARKET_TIME_ZONE).day)
  return { placeId: (await placeFor(work, writing))?.id ?? null }
}

/** Notes that the asker came by a link. @throws {Refused} `writing.unknown` */
export async function noteArrival(work: Work, code: string): Promise<void> {
  const personId = personOf(work.actor)
  if (!(await writingOfCode(work, code))) throw new Refused(storefrontRefusals, 'writing.unknown')
  await keepArrival(work, code, personId)
}

/** Counts visits that followed an arrival in time, of those who let themselves be counted (SF11, SF14). */
export async function visitsHappened(work: Work, visits: readonly VisitRow[]): Promise<void> {
  const personIds = [...new Set(visits.map(({ personId }) => personId))]
  const off = await whoSwitchedOff(work, 'report', personIds)
  const counted = visits.filter(({ personId }) => !off.has(personId))
  await countVisits(work, counted, VISIT_AFTER_MS)
}

/** Takes back visits that turned out to be none. */
export function visitsWithdrawn(work: Work, visitIds: readonly string[]): Promise<void> {
  return forgetVisits(work, visitIds)
}
