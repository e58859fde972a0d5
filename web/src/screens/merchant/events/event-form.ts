/** What the form of an event page holds, and how it becomes a request. Pure. */
import type { ReplyTo } from '../../../shapes.ts'

type EventPage = ReplyTo<'GET /v1/pages/{slug}'>['page']

/** A block as it is typed: everything for every kind. */
export type TypedBlock = {
  readonly key: number
  readonly kind: 'heading' | 'text' | 'picture'
  readonly text: string
  readonly pictureId: string | null
}
export type TypedEvent = {
  readonly title: string
  /** A wish for the address; only for a new page. */
  readonly slug: string
  readonly summary: string
  readonly coverPictureId: string | null
  readonly blocks: readonly TypedBlock[]
  readonly audience: EventPage['audience']
  readonly code: string
  readonly cadence: EventPage['cadence']
  /** Counts only where there is something to win. */
  readonly needsNumber: boolean
  readonly choosing: EventPage['choosing']
  readonly entriesMax: number
  readonly winnersMax: number
  /** `YYYY-MM-DDTHH:MM` in Seoul. */
  readonly startsAt: string
  readonly endsAt: string
  readonly rewardOfferId: string | null
  /** None for every place of the shop. */
  readonly placeIds: readonly string[]
}

export const BLOCKS_MAX = 20
export const PLACES_MAX = 500
const SEOUL_MS = 9 * 3_600_000

/** An instant as the clocks of Seoul show it, for a field of date and time. */
export const wallOf = (at: Date) => new Date(at.getTime() + SEOUL_MS).toISOString().slice(0, 16)
const instantOf = (wall: string) => new Date(`${wall}:00+09:00`).toISOString()

export function freshEvent(now: Date): TypedEvent {
  return {
    title: '',
    slug: '',
    summary: '',
    coverPictureId: null,
    blocks: [],
    audience: 'everyone',
    code: '',
    cadence: 'once',
    needsNumber: true,
    choosing: 'first-come',
    entriesMax: 100,
    winnersMax: 10,
    startsAt: wallOf(now),
    endsAt: '',
    rewardOfferId: null,
    placeIds: [],
  }
}

const isFilled = ({ kind, text, pictureId }: TypedBlock) =>
  kind === 'picture' ? pictureId !== null : text.trim() !== ''

export type MissingInEvent = 'title' | 'code' | 'times'

/** What has to be written first, from the top of the form; null when nothing is missing. */
export function missingIn(typed: TypedEvent): MissingInEvent | null {
  const { title, audience, code, startsAt, endsAt } = typed
  if (title.trim() === '') return 'title'
  if (audience === 'code' && code.trim() === '') return 'code'
  return startsAt === '' || endsAt <= startsAt ? 'times' : null
}

/** Whether somebody can win something: then numbers may count. */
export const givesPrize = ({
  choosing,
  rewardOfferId,
}: Pick<TypedEvent, 'choosing' | 'rewardOfferId'>): boolean =>
  choosing === 'draw' || rewardOfferId !== null

/** The request. Blocks that nothing was written into are left out. */
export function requestOf(typed: TypedEvent) {
  const { title, summary, coverPictureId, blocks, audience, code, cadence, choosing } = typed
  return {
    title: title.trim(),
    summary: summary.trim(),
    coverPictureId,
    blocks: blocks.filter(isFilled).map(({ kind, text, pictureId }) => {
      return kind === 'picture'
        ? { kind, pictureId, alt: text.trim() }
        : { kind, text: text.trim() }
    }),
    audience,
    code: audience === 'code' ? code.trim() : null,
    cadence,
    needsNumber: givesPrize(typed) && typed.needsNumber,
    choosing,
    entriesMax: typed.entriesMax,
    winnersMax: choosing === 'draw' ? typed.winnersMax : null,
    startsAt: instantOf(typed.startsAt),
    endsAt: instantOf(typed.endsAt),
    rewardOfferId: typed.rewardOfferId,
    placeIds: typed.placeIds,
  }
}

/** The form of a page that was written before. */
export function typedOf(page: EventPage): TypedEvent {
  const { title, slug, summary, coverPictureId, audience, cadence, choosing, entriesMax } = page
  return {
    title,
    slug,
    summary,
    coverPictureId,
    blocks: page.blocks.map((block, key) => ({
      key,
      kind: block.kind,
      text: block.kind === 'picture' ? (block.alt ?? '') : block.text,
      pictureId: block.kind === 'picture' ? block.pictureId : null,
    })),
    audience,
    code: page.code ?? '',
    cadence,
    // A draft that gave nothing asked for no number: if it comes to give something, it should.
    needsNumber: page.needsNumber || !givesPrize(page),
    choosing,
    entriesMax,
    winnersMax: page.winnersMax ?? 10,
    startsAt: wallOf(new Date(page.startsAt)),
    endsAt: wallOf(new Date(page.endsAt)),
    rewardOfferId: page.rewardOfferId,
    placeIds: page.placeIds,
  }
}
