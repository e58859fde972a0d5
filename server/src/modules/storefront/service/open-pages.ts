/** Pages as they are kept in memory: drawn when asked for, forgotten when anything on them changes. */
import { createHash } from 'node:crypto'
import { parseId, type Id } from '../../../kernel/id.ts'
import type { Document } from '../../../kernel/open-page.ts'
import { Refused } from '../../../kernel/refused.ts'
import { MINUTE_MS } from '../../../kernel/time.ts'
import { pictureBytes, type PictureId } from '../../../platform/pictures.ts'
import type { Platform } from '../../../platform/platform.ts'
import type { Work } from '../../../platform/work.ts'
import { offerChanged } from '../../offers/events.ts'
import { offersAtPlace } from '../../offers/service.ts'
import { merchantChanged, placeChanged } from '../../places/events.ts'
import { postPublished, postRemoved } from '../../posts/events.ts'
import { postsOutAt } from '../../posts/service.ts'
import {
  merchantsOf,
  placeOf,
  placesOfMerchantPage,
  visiblePlaceCount,
  visiblePlaceIds,
} from '../../places/service.ts'
import { frontChanged, writingChanged } from '../events.ts'
import { categoryWord, pathOf, titleOf, type PageOffer, type PlaceFacts } from '../model/page.ts'
import { merchantPage, missingPage, placePage } from '../model/page-html.ts'
import type { Language } from '../model/words.ts'
import { emptyFront } from '../service.ts'
import { frontBySlug, frontsOf, writingsAt } from '../store.ts'
import { drawCard } from './drawing.ts'
import { postOf } from './writings.ts'

/** What is answered for an address. */
export type Shown =
  | { readonly kind: 'page'; readonly document: Document; readonly etag: string }
  | { readonly kind: 'moved'; readonly path: string }
  | { readonly kind: 'missing'; readonly document: Document }

export type Pages = {
  page(address: string, language: Language, via: string | null): Promise<Shown>
  /** The picture of a page as PNG; null when there is no such page. */
  card(placeId: Id<'place'>): Promise<Buffer | null>
  /** Addresses of all pages, a piece at a time; pieces count from 0. */
  addresses(piece: number): Promise<readonly string[]>
  pieces(): Promise<number>
}
export type PagesNeeds = Pick<Platform, 'inWork' | 'follow' | 'clock'> & {
  readonly origin: () => string
  readonly market: string
}

const nobody = { kind: 'nobody' } as const
const PAGES_KEPT_MAX = 1_000
const CARDS_KEPT_MAX = 100
/** A page says whether the shop is open: after so long it is drawn again. */
const KEPT_MS = MINUTE_MS
const POSTS_SHOWN = 6
const WRITINGS_LOOKED_AT = 50
const MERCHANT_PLACES_MAX = 100
export const ADDRESSES_PER_PIECE = 5_000
/** Whatever changes a page. */
const changes = [
  placeChanged,
  merchantChanged,
  offerChanged,
  postPublished,
  postRemoved,
  frontChanged,
  writingChanged,
]

/** Keeps the latest of what was made, by name; forgets by shop. */
function keeper<Thing>(keptMax: number) {
  const kept = new Map<string, { thing: Thing; merchantId: string | null; untilMs: number }>()
  return {
    get(name: string, nowMs: number): Thing | null {
      const found = kept.get(name)
      return found && found.untilMs > nowMs ? found.thing : null
    },
    put(name: string, thing: Thing, merchantId: string | null, untilMs: number) {
      kept.delete(name)
      kept.set(name, { thing, merchantId, untilMs })
      const [oldest] = kept.keys()
      if (kept.size > keptMax && oldest !== undefined) kept.delete(oldest)
    },
    /** Forgets what is of a shop, and what is of none: a missing page may be there now. */
    forget(merchantId: unknown) {
      for (const [name, one] of kept) {
        if (one.merchantId === merchantId || one.merchantId === null) kept.delete(name)
      }
    },
  }
}

type Found = { readonly shown: Shown; readonly merchantId: string | null }

/** Opens the pages of this process. */
export function openPages(needs: PagesNeeds): Pages {
  const { inWork, clock } = needs
  const pages = keeper<Shown>(PAGES_KEPT_MAX)
  const cards = keeper<Buffer>(CARDS_KEPT_MAX)
  let changed = 0
  needs.follow(
    changes.map(({ name }) => name),
    ({ data }) => {
      changed += 1
      const { merchantId } = data as { merchantId: string }
      pages.forget(merchantId)
      cards.forget(merchantId)
    },
  )

  return {
    async page(address, language, via) {
      const name = `${language}/${via ?? ''}/${address}`
      const kept = pages.get(name, clock().getTime())
      if (kept) return kept
      const before = changed
      const { shown, merchantId } = await inWork(nobody, (work) =>
        find(work, needs, address, language, via),
      )
      // What was read while something changed may be of before.
      if (before === changed && via === null) {
        pages.put(name, shown, merchantId, clock().getTime() + KEPT_MS)
      }
      return shown
    },
    async card(placeId) {
      const kept = cards.get(placeId, clock().getTime())
      if (kept) return kept
      const before = changed
      const drawn = await inWork(nobody, (work) => cardOf(work, needs, placeId))
      if (!drawn) return null
      const untilMs = clock().getTime() + 60 * KEPT_MS
      if (before === changed) cards.put(placeId, drawn.png, drawn.merchantId, untilMs)
      return drawn.png
    },
    pieces: () =>
      inWork(nobody, async (work) =>
        Math.max(1, Math.ceil((await visiblePlaceCount(work)) / ADDRESSES_PER_PIECE)),
      ),
    addresses: (piece) =>
      inWork(nobody, async (work) => {
        const page = { skip: piece * ADDRESSES_PER_PIECE, limit: ADDRESSES_PER_PIECE }
        const ids = await visiblePlaceIds(work, page)
        const fronts = await frontsOf(work, ids)
        const slugs = new Map(fronts.map(({ placeId, slug }) => [placeId, slug]))
        return ids.map((id) => pathOf(slugs.get(id) ?? null, id, 'ko'))
      }),
  }
}

async function find(
  work: Work,
  needs: PagesNeeds,
  address: string,
  language: Language,
  via: string | null,
): Promise<Found> {
  const missing = { kind: 'missing', document: missingPage(needs.market, language) } as const
  const id = parseId<'place'>(address)
  const front = id ? null : await frontBySlug(work, address.normalize('NFC'))
  const placeId = id ?? front?.placeId
  if (!placeId) return { shown: missing, merchantId: null }
  const facts = await factsOf(work, needs, placeId)
  if (!facts) {
    const merchant = id && (await merchantAt(work, needs, id as string as Id<'merchant'>, language))
    return merchant || { shown: missing, merchantId: null }
  }
  const { slug } = facts.front
  const { merchantId } = facts.place
  if (id && slug !== null) {
    const path = `${pathOf(slug, id, language)}${via ? `?via=${via}` : ''}`
    return { shown: { kind: 'moved', path }, merchantId }
  }
  const document = placePage(facts, work.now, language, via)
  return { shown: pageWith(document), merchantId }
}

const pageWith = (document: Document): Shown => {
  const hash = createHash('sha256').update(document.text).digest('base64url').slice(0, 22)
  return { kind: 'page', document, etag: `W/"${hash}"` }
}

/** What a page says; null for a place that nobody may see. */
async function factsOf(
  work: Work,
  { origin, market }: PagesNeeds,
  placeId: Id<'place'>,
): Promise<PlaceFacts | null> {
  const place = await placeOf(work, placeId).catch((error: unknown) => {
    if (error instanceof Refused) return null
    throw error
  })
  if (!place) return null
  const merchant = (await merchantsOf(work, [place.merchantId])).get(place.merchantId)
  if (!merchant) return null
  const [front] = await frontsOf(work, [placeId])
  const offers = await offersAtPlace(work, placeId)
  const posts = await postsOutAt(work, place, POSTS_SHOWN)
  const writings = new Map(
    (await writingsAt(work, place, WRITINGS_LOOKED_AT)).map((it) => [postOf(it.id), it]),
  )
  return {
    place,
    merchant,
    market,
    origin: origin(),
    front: front ?? emptyFront,
    offers: offers.map((offer): PageOffer => {
      const { id, title, terms, couponsMax, granted } = offer
      return {
        id,
        title,
        endsAt: offer.claimsEndAt ?? offer.endsAt,
        billMinorMin: terms.billMinorMin,
        couponsLeft: couponsMax === null ? null : Math.max(0, couponsMax - granted),
      }
    }),
    // What the market hid, or the shop took off its timeline, is not among the posts.
    posts: posts.map(({ id, text, pictureIds, publishAt, writtenAt, editedAt }) => {
      const written = editedAt === null ? writings.get(id) : undefined
      const [pictureId = null] = pictureIds
      const said = written ? { title: written.title, text: written.body } : { title: '', text }
      return { id, pictureId, at: publishAt ?? writtenAt, ...said }
    }),
  }
}

async function merchantAt(
  work: Work,
  { origin, market }: PagesNeeds,
  id: Id<'merchant'>,
  language: Language,
): Promise<Found | null> {
  const merchant = (await merchantsOf(work, [id])).get(id)
  if (!merchant) return null
  const first = { limit: MERCHANT_PLACES_MAX, after: null }
  const { items } = await placesOfMerchantPage(work, id, first)
  if (items.length === 0) return null
  const fronts = await frontsOf(
    work,
    items.map((place) => place.id),
  )
  const slugs = new Map(fronts.map(({ placeId, slug }) => [placeId, slug]))
  const places = items.map((place) => ({
    id: place.id,
    slug: slugs.get(place.id) ?? null,
    name: titleOf({ place, merchant }),
    address: place.address,
  }))
  const document = merchantPage({ merchant, places, market, origin: origin() }, language)
  return { shown: pageWith(document), merchantId: id }
}

async function cardOf(work: Work, needs: PagesNeeds, placeId: Id<'place'>) {
  const facts = await factsOf(work, needs, placeId)
  if (!facts) return null
  const { place, merchant, front } = facts
  const picture = front.pictureId
    ? await pictureBytes(work, front.pictureId as PictureId, 'large')
    : null
  const png = await drawCard({
    width: 1_200,
    height: 630,
    title: titleOf(facts),
    detail: `${categoryWord(place.category, 'ko')} · ${place.address}`,
    foot: facts.market,
    color: merchant.color,
    picture,
  })
  return { png, merchantId: place.merchantId }
}
