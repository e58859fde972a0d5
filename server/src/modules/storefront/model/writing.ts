/** What a shop writes once, and how it is worded for each medium. Pure. */
import type { Id } from '../../../kernel/id.ts'
import type { Refusals } from '../../../kernel/refused.ts'
import { DAY_MS } from '../../../kernel/time.ts'
import { html, lines } from '../../../kernel/html.ts'

export const media = ['page', 'timeline', 'blog', 'instagram', 'kakao'] as const
export type Medium = (typeof media)[number]
/** Media that a pack is made for. */
export const packed = ['blog', 'instagram', 'kakao'] as const
export type Packed = (typeof packed)[number]

export type Writing = {
  readonly id: Id<'writing'>
  readonly merchantId: Id<'merchant'>
  readonly placeId: Id<'place'> | null
  readonly title: string
  readonly body: string
  readonly pictureId: Id<'picture'> | null
  readonly offerId: Id<'offer'> | null
  readonly publishedAt: Date
  readonly withdrawnAt: Date | null
}
export type TrackedLink = { readonly code: string; readonly medium: Medium }
/** What came of a link. */
export type Counts = {
  readonly medium: Medium
  readonly code: string
  readonly clicks: number
  readonly arrivals: number
  readonly visits: number
}

export const TITLE_LETTERS_MAX = 80
export const BODY_LETTERS_MAX = 2_000
/** A visit later than this has other reasons. */
export const VISIT_AFTER_MS = 14 * DAY_MS
/** What Instagram and Kakao take; links count. */
const INSTAGRAM_LETTERS_MAX = 2_200
const KAKAO_LETTERS_MAX = 400
export const pictureSizes: Readonly<
  Record<Packed, { readonly width: number; readonly height: number }>
> = {
  blog: { width: 1_200, height: 630 },
  instagram: { width: 1_080, height: 1_350 },
  kakao: { width: 800, height: 400 },
}

export type Pack = {
  readonly medium: Packed
  /** To copy: HTML for a blog, text for the others. */
  readonly text: string
  readonly url: string
}
export type PackFacts = {
  readonly writing: Pick<Writing, 'title' | 'body' | 'pictureId'>
  readonly shop: string
  readonly category: string
  readonly address: string
  readonly offerTitle: string | null
  readonly origin: string
  /** Where each medium's link leads through. */
  urlOf(medium: Medium): string
}

/** The pack of one medium (SF12). */
export function packOf(medium: Packed, facts: PackFacts): Pack {
  const url = facts.urlOf(medium)
  return { medium, url, text: textFor(medium, facts, url) }
}

function textFor(medium: Packed, facts: PackFacts, url: string): string {
  const { writing, shop, offerTitle } = facts
  const title = writing.title.trim()
  const body = writing.body.trim()
  const coupon = offerTitle === null ? null : `쿠폰: ${offerTitle}`
  if (medium === 'blog') return blogHtml(facts, coupon, url)
  if (medium === 'kakao') {
    const end = [coupon, url].filter((line) => line !== null).join('\n')
    return `${cut(`${title}\n\n${body}`, KAKAO_LETTERS_MAX - end.length - 2)}\n\n${end}`
  }
  // Links in a text of Instagram cannot be pressed: readers are told to look into the profile.
  const end = [coupon, `프로필 링크에서 자세히 볼 수 있어요: ${url}`, tagsOf(facts).join(' ')]
    .filter((line) => line !== null)
    .join('\n')
  const start = cut(`${title}\n\n${body}`, INSTAGRAM_LETTERS_MAX - end.length - shop.length - 4)
  return `${start}\n\n${shop}\n${end}`
}

function blogHtml(facts: PackFacts, coupon: string | null, url: string): string {
  const { writing, shop, address, origin } = facts
  const picture = writing.pictureId && `${origin}/v1/pictures/${writing.pictureId}`
  return html`<h2>${writing.title.trim()}</h2>
    ${
      picture &&
      html`<p><img src="${picture}" alt="${writing.title.trim()}" style="max-width:100%" /></p> `
    }
    <p>${lines(writing.body)}</p>
    ${coupon && html`<p><strong>${coupon}</strong></p> `}
    <p>${shop} · ${address}<br /><a href="${url}">${shop} 보러 가기</a></p>`.text
}

/** Tags: the shop, its kind, and the names of its neighbourhood. */
export function tagsOf({
  shop,
  category,
  address,
}: Pick<PackFacts, 'shop' | 'category' | 'address'>): readonly string[] {
  const areas = address
    .split(/\s+/)
    .filter((word) => /[구동읍면리로길]$/.test(word))
    .slice(0, 3)
  const words = [shop, category, ...areas, ...areas.slice(0, 1).map((area) => `${area}${category}`)]
  const tags = words
    .map((word) => word.replaceAll(/[^\p{L}\p{N}_]/gu, ''))
    .filter((word) => word !== '')
  return [...new Set(tags)].map((word) => `#${word}`)
}

function cut(text: string, lettersMax: number): string {
  const letters = Array.from(text)
  return letters.length <= lettersMax
    ? text
    : `${letters.slice(0, Math.max(0, lettersMax - 1)).join('')}…`
}

/** Whether what asks is a program that looks at links, and no person (SF10). */
export function isProgram(userAgent: string): boolean {
  return /bot|crawl|spider|slurp|preview|scrap|facebookexternalhit|kakaotalk-og|yeti|daum|curl|wget|python|node/i.test(
    userAgent,
  )
}

/** Every reason of storefront to say no. The codes are public: they may be added to, never changed. */
export const storefrontRefusals = {
  'front.slug-malformed': {
    kind: 'invalid',
    says: 'A name for a page has small letters, digits and single dashes.',
    todo: 'Write 2 to 40 letters, as in corner-coffee.',
  },
  'front.slug-taken': {
    kind: 'conflict',
    says: 'Another page bears this name.',
    todo: 'Choose another one.',
  },
  'writing.unknown': { kind: 'not-found', says: 'There is no such writing.' },
  'writing.place': {
    kind: 'invalid',
    says: 'The place is not one of this shop.',
    todo: 'Choose a place of the shop, or none for all of them.',
  },
  'writing.offer': {
    kind: 'invalid',
    says: 'The offer is not one of this shop that anybody may claim.',
    todo: 'Choose an offer that is public and open.',
  },
  'writing.id-taken': {
    kind: 'conflict',
    says: 'Another writing bears this id.',
    todo: 'Make a new id and try again.',
  },
} as const satisfies Refusals
