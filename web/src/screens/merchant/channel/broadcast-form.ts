/** A broadcast as its owner fills it in, and as the server takes it. Pure. */

import { links } from '../../../links.ts'
import type { Broadcast, WayName } from '../shapes.ts'

export type Segment = Broadcast['audience']['segments'][number]
export type Source = Broadcast['audience']['sources'][number]
export type Since = 'any' | 'new' | 'old'
export type LastVisit = 'any' | 'lately' | 'long-ago'
export type Language = Broadcast['audience']['languages'][number]
export type When = 'now' | 'at' | 'wall'

export type BroadcastForm = {
  readonly title: string
  readonly body: string
  readonly pictureId: string | null
  readonly offerId: string | null
  /** A path of the app, where the button leads; null for no button. */
  readonly link: string | null
  /** By which ways it goes, beside the inbox. */
  readonly ways: readonly WayName[]
  readonly isForAll: boolean
  readonly segments: readonly Segment[]
  readonly sources: readonly Source[]
  readonly since: Since
  readonly tags: readonly string[]
  readonly isForRedeemers: boolean
  readonly isForFavourers: boolean
  readonly lastVisit: LastVisit
  /** Visited at least so often; 1 asks for nothing. */
  readonly visitsMin: number
  readonly visitPlaceIds: readonly string[]
  readonly languages: readonly Language[]
  /** Of a hundred, so many get nothing, to compare with. */
  readonly controlPercent: number
  readonly when: When
  /** `YYYY-MM-DD` */
  readonly day: string
  /** `HH:MM` */
  readonly time: string
}

/** An event as far as news of it say. */
export type ToldEvent = {
  readonly slug: string
  readonly title: string
  readonly summary: string
  readonly coverPictureId: string | null
  readonly startsAt: string
}

/** As the server has it where nothing is said. */
export const CONTROL_PERCENT = 10

export const firstForm: BroadcastForm = {
  title: '',
  body: '',
  pictureId: null,
  offerId: null,
  link: null,
  ways: [],
  isForAll: true,
  segments: [],
  sources: [],
  since: 'any',
  tags: [],
  isForRedeemers: false,
  isForFavourers: false,
  lastVisit: 'any',
  visitsMin: 1,
  visitPlaceIds: [],
  languages: [],
  controlPercent: CONTROL_PERCENT,
  when: 'now',
  day: '',
  time: '11:00',
}

const MINUTE_MS = 60_000
const SEOUL_MS = 9 * 3_600_000

/**
 * News of an event: its words and picture, the way to its page, and the minute when it begins, or now
 * where it has begun. To everybody, for whoever ticked a brand was promised to be told.
 */
export function formOfEvent(event: ToldEvent, now: Date): BroadcastForm {
  const { slug, title, summary, coverPictureId } = event
  const about = { title, body: summary, pictureId: coverPictureId, link: links.event(slug) }
  const form = { ...firstForm, ...about, controlPercent: 0 }
  const startMs = Date.parse(event.startsAt)
  if (startMs <= now.getTime()) return form
  // Never before it begins: the field of the time knows minutes only.
  const minuteMs = Math.ceil(startMs / MINUTE_MS) * MINUTE_MS
  return { ...form, when: 'at', ...wallOf(minuteMs) }
}

/** A draft as it was left, to go on with; of its conditions, those that can be asked for here. */
export function formOfDraft(
  draft: Pick<Broadcast, 'content' | 'audience' | 'timing' | 'controlPercent'>,
) {
  const { audience, content, controlPercent } = draft
  const form: BroadcastForm = {
    ...firstForm,
    ...content,
    ...clockOf(draft.timing),
    controlPercent,
    segments: audience.segments,
    sources: audience.sources,
    since: audience.friendDaysMax ? 'new' : audience.friendDaysMin ? 'old' : 'any',
    tags: audience.tags,
    isForRedeemers: audience.redeemedDays !== null,
    isForFavourers: audience.favouritesOnly,
    lastVisit: audience.visitedDays ? 'lately' : audience.notVisitedDays ? 'long-ago' : 'any',
    visitsMin: audience.visitsMin ?? 1,
    visitPlaceIds: audience.visitPlaceIds,
    languages: audience.languages,
  }
  return { ...form, isForAll: !isNarrowed(form) }
}

const isNarrowed = (form: BroadcastForm) =>
  Object.values(audienceOf({ ...form, isForAll: false })).some((asked) =>
    Array.isArray(asked) ? asked.length > 0 : Boolean(asked),
  )

function clockOf(timing: Broadcast['timing']): Pick<BroadcastForm, 'when' | 'day' | 'time'> {
  const { day, time } = firstForm
  if (timing.kind === 'now') return { when: 'now', day, time }
  if (timing.kind === 'at') return { when: 'at', ...wallOf(Date.parse(timing.at)) }
  const minutes = [Math.floor(timing.minuteOfDay / 60), timing.minuteOfDay % 60]
  const clock = minutes.map((part) => String(part).padStart(2, '0')).join(':')
  return { when: 'wall', day: timing.day, time: clock }
}

/** The day and the time in Seoul, as the fields hold them. */
function wallOf(instantMs: number): Pick<BroadcastForm, 'day' | 'time'> {
  const wall = new Date(instantMs + SEOUL_MS).toISOString()
  return { day: wall.slice(0, 10), time: wall.slice(11, 16) }
}

export const steps = ['content', 'audience', 'timing', 'check'] as const
export type Step = (typeof steps)[number]

const SINCE_DAYS = 30
const REDEEMED_DAYS = 60
const LATELY_DAYS = 30
const LONG_AGO_DAYS = 60
const AHEAD_DAYS_MAX = 90
const DAY_MS = 86_400_000

/** Words that are there to begin with. */
export type ReadyText = { readonly name: string; readonly title: string; readonly body: string }

/** Whether ready words may take the place of what is written: only of nothing, or of other ready words. */
export function mayBegin(
  { title, body }: Pick<BroadcastForm, 'title' | 'body'>,
  ready: readonly ReadyText[],
): boolean {
  const isBlank = title.trim() === '' && body.trim() === ''
  return isBlank || ready.some((each) => each.title === title && each.body === body)
}

/** Who, as the server takes it. */
export function audienceOf(form: BroadcastForm) {
  const { isForAll, segments, sources, since, tags } = form
  if (isForAll) return {}
  return {
    segments,
    sources,
    tags,
    friendDaysMax: since === 'new' ? SINCE_DAYS : null,
    friendDaysMin: since === 'old' ? SINCE_DAYS : null,
    redeemedDays: form.isForRedeemers ? REDEEMED_DAYS : null,
    favouritesOnly: form.isForFavourers,
    visitedDays: form.lastVisit === 'lately' ? LATELY_DAYS : null,
    notVisitedDays: form.lastVisit === 'long-ago' ? LONG_AGO_DAYS : null,
    visitsMin: form.visitsMin > 1 ? form.visitsMin : null,
    visitPlaceIds: form.visitPlaceIds,
    languages: form.languages,
  }
}

/** When, as the server takes it. */
export function timingOf({ when, day, time }: BroadcastForm) {
  if (when === 'now') return { kind: 'now' } as const
  if (when === 'at') {
    return { kind: 'at', at: new Date(`${day}T${time}:00+09:00`).toISOString() } as const
  }
  const [hours = 0, minutes = 0] = time.split(':').map(Number)
  return { kind: 'wall', day, minuteOfDay: hours * 60 + minutes } as const
}

/** What is said. */
export function contentOf({ title, body, pictureId, offerId, link, ways }: BroadcastForm) {
  return { title: title.trim(), body: body.trim(), pictureId, offerId, link, ways }
}

/** What keeps a step from being done; null when nothing does. */
export function objectionTo(step: Step, form: BroadcastForm, now: Date): 'text' | 'time' | null {
  if (step === 'content') return form.title.trim() && form.body.trim() ? null : 'text'
  if (step !== 'timing' || form.when === 'now') return null
  const at = Date.parse(`${form.day}T${form.time}:00+09:00`)
  const isAhead = at > now.getTime() && at < now.getTime() + AHEAD_DAYS_MAX * DAY_MS
  return isAhead ? null : 'time'
}
