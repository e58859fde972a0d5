/** What an event page says, who may enter and when, under which address. Pure. */
import type { Id } from '../../../kernel/id.ts'
import { DAY_MS, type Day } from '../../../kernel/time.ts'
import type { PageRefusal } from './refusals.ts'

export const BLOCKS_MAX = 20
export const ENTRIES_MAX = 100_000
export const WINNERS_MAX = 1_000
export const PAGES_PER_MERCHANT_MAX = 200
export const SLUG_LENGTH_MAX = 40
/** Places that a page names one by one. */
export const PLACES_MAX = 500
const WINDOW_DAYS_MAX = 366

export type Block =
  | { readonly kind: 'heading'; readonly text: string }
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'picture'; readonly pictureId: Id<'picture'>; readonly alt: string }

/** What may be changed at any time. */
export type Words = {
  readonly title: string
  readonly summary: string
  readonly coverPictureId: Id<'picture'> | null
  readonly blocks: readonly Block[]
}
/** What decides about entries. */
export type Rules = {
  readonly audience: 'everyone' | 'friends' | 'members' | 'code'
  /** What opens the event where `audience` is `code`. */
  readonly code: string | null
  readonly cadence: 'once' | 'daily'
  /** Each proven phone number enters as often as a person does, whichever account it is in (EV14). */
  readonly needsNumber: boolean
  readonly choosing: 'first-come' | 'draw'
  readonly entriesMax: number
  /** Of a draw. */
  readonly winnersMax: number | null
  readonly startsAt: Date
  readonly endsAt: Date
  readonly rewardOfferId: Id<'offer'> | null
}
/** Where it holds: may be changed at any time, too, because shops open and close (EV11). */
export type Where = {
  /** None for every place of the shop. */
  readonly placeIds: readonly Id<'place'>[]
}
export type PagePlan = Words & Rules & Where
export type EventPage = PagePlan & {
  readonly id: Id<'page'>
  readonly merchantId: Id<'merchant'>
  readonly slug: string
  readonly state: 'draft' | 'open' | 'ended'
  readonly entries: number
  /** How many were given out, from 1; one of an entry that was taken back goes to the next who comes. */
  readonly numbers: number
  readonly seed: string | null
  readonly commitment: string | null
  readonly drawnAt: Date | null
  readonly skipped: readonly number[]
}

/** What speaks against a page as it is written; null when nothing does. */
export function objectionToPage(plan: PagePlan, now: Date): PageRefusal | null {
  const { startsAt, endsAt, choosing, winnersMax, audience, code } = plan
  const lengthMs = endsAt.getTime() - startsAt.getTime()
  if (lengthMs <= 0 || endsAt <= now || lengthMs > WINDOW_DAYS_MAX * DAY_MS) return 'page.window'
  if ((choosing === 'draw') !== (winnersMax !== null)) return 'page.winners'
  return (audience === 'code') === (code !== null) ? null : 'page.code-missing'
}

/** Whether something can be had for an entry: then numbers count, unless the owner says no (EV14). */
export const givesPrize = ({
  choosing,
  rewardOfferId,
}: Pick<Rules, 'choosing' | 'rewardOfferId'>): boolean =>
  choosing === 'draw' || rewardOfferId !== null

/** Draws are late where the server was away; longer than this nothing of numbers waits for one. */
const DRAW_LATE_MS_MAX = 30 * DAY_MS

/** When what was kept of numbers is destroyed at the latest; a draw that is done destroys it before. */
export const numbersKeptUntil = ({ choosing, endsAt }: Pick<Rules, 'choosing' | 'endsAt'>): Date =>
  choosing === 'draw' ? new Date(endsAt.getTime() + DRAW_LATE_MS_MAX) : endsAt

/** A wish as part of an address: small letters, digits and Korean, with dashes between (EV1). */
export function slugFrom(wish: string): string {
  const words =
    wish
      .normalize('NFC')
      .toLowerCase()
      .match(/[a-z0-9가-힣]+/g) ?? []
  const slug = words.join('-').slice(0, SLUG_LENGTH_MAX).replace(/-+$/, '')
  return slug === '' ? 'event' : slug
}

/** Addresses to try for a wish, in order: itself, then with a number behind it. */
export function slugsFor(wish: string, count: number): readonly string[] {
  const slug = slugFrom(wish)
  return Array.from({ length: count }, (_each, at) => (at === 0 ? slug : `${slug}-${at + 1}`))
}

/** The pictures that a page shows, as often as it does. */
export function picturesIn({ coverPictureId, blocks }: Words): readonly Id<'picture'>[] {
  const shown = blocks.flatMap((block) => (block.kind === 'picture' ? [block.pictureId] : []))
  return coverPictureId === null ? shown : [coverPictureId, ...shown]
}

/** Where an event stands at an instant (EV4). */
export function phaseOf(
  { state, startsAt, endsAt }: Pick<EventPage, 'state' | 'startsAt' | 'endsAt'>,
  now: Date,
): 'draft' | 'coming' | 'open' | 'ended' {
  if (state !== 'open') return state
  if (now < startsAt) return 'coming'
  return now < endsAt ? 'open' : 'ended'
}

/** What speaks against taking an entry back (EV15); null when nothing does. */
export function objectionToTakingBack(
  page: Pick<EventPage, 'state' | 'startsAt' | 'endsAt' | 'drawnAt'>,
  { reward }: { readonly reward: 'none' | 'given' | 'waits' },
  now: Date,
): PageRefusal | null {
  if (page.drawnAt !== null || phaseOf(page, now) !== 'open') return 'page.entries-stand'
  return reward === 'none' ? null : 'page.entry-rewarded'
}

/** What tells the entries of one person apart: there is one, or one a day (EV3). */
export const turnOf = (cadence: Rules['cadence'], today: Day) =>
  cadence === 'once' ? 'once' : today

/** Two codes are the same but for capitals and spaces. */
export const codeKey = (code: string) => code.normalize('NFC').toUpperCase().replaceAll(/\s+/g, '')

export type Ticket = {
  readonly number: number
  readonly personId: Id<'person'>
  /** What stands for the phone number it was entered with; null where none was asked for. */
  readonly numberKey: string | null
}

/**
 * Draws winners (EV7, EV8, EV14): all numbers in the order of their hashes, each person and each
 * phone number once.
 *
 * @param numbers how many were given out; those without a ticket are passed over
 */
export function drawWinners(
  { numbers, winnersMax }: { readonly numbers: number; readonly winnersMax: number },
  tickets: readonly Ticket[],
  hashOf: (number: number) => string,
): { readonly winners: readonly number[]; readonly skipped: readonly number[] } {
  const holders = new Map(
    tickets.map(({ number, personId, numberKey }) => [number, [personId, numberKey ?? personId]]),
  )
  const hashed = Array.from({ length: numbers }, (_each, at) => {
    return { number: at + 1, hash: hashOf(at + 1) }
  })
  const winners: number[] = []
  const skipped: number[] = []
  const lucky = new Set<string>()
  for (const { number } of hashed.toSorted((one, other) => (one.hash < other.hash ? -1 : 1))) {
    if (winners.length === winnersMax) break
    const holder = holders.get(number)
    if (holder === undefined || holder.some((each) => lucky.has(each))) {
      skipped.push(number)
    } else {
      for (const each of holder) lucky.add(each)
      winners.push(number)
    }
  }
  return { winners, skipped }
}

/** What is hashed for an entry, with the seed as key. */
export const drawText = (pageId: Id<'page'>, number: number) => `${pageId}:${number}`
