/**
 * Broadcasts: what they say, to whom, when, and what may become of them.
 *
 * Pure. CH13, CH14… are the rules of README.md, and the tests bear their names.
 */
import { FEW, isWithheld } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import { instantOf, type Day } from '../../../kernel/time.ts'
import type { Locale } from '../../people/model.ts'
import type { Segment } from '../../loyalty/model/segments.ts'
import type { WayName } from '../../outreach/model/delivery.ts'
import type { OutcomeCounts } from '../../outreach/model/mailing.ts'
import type { Source } from './friends.ts'

/** What friends read. With a picture and an offer it is a card with a coupon. */
export type Content = {
  readonly title: string
  readonly body: string
  readonly pictureId: Id<'picture'> | null
  /** An offer whose coupon is taken with one tap. */
  readonly offerId: Id<'offer'> | null
  /** A path of the web app, where the button leads; null for no button. */
  readonly link: string | null
  /** By which ways it goes, beside the inbox. */
  readonly ways: readonly WayName[]
}

/** Who of the friends: all conditions together; an empty one asks for nothing. */
export type Audience = {
  readonly sources: readonly Source[]
  /** Friends for at least, and at most, so many days. */
  readonly friendDaysMin: number | null
  readonly friendDaysMax: number | null
  readonly segments: readonly Segment[]
  /** Any of these tags. */
  readonly tags: readonly string[]
  /** Redeemed a coupon of the shop within so many days. */
  readonly redeemedDays: number | null
  /** Keeps the shop, or one of its places, as a favourite. */
  readonly favouritesOnly: boolean
  /** Last visited within so many days, or not for so many, though before. */
  readonly visitedDays: number | null
  readonly notVisitedDays: number | null
  /** Visited at least so often. */
  readonly visitsMin: number | null
  /** Counting visits to these places only; none for all. */
  readonly visitPlaceIds: readonly Id<'place'>[]
  /** Any of these languages. */
  readonly languages: readonly Locale[]
}

export const everyFriend: Audience = {
  sources: [],
  friendDaysMin: null,
  friendDaysMax: null,
  segments: [],
  tags: [],
  redeemedDays: null,
  favouritesOnly: false,
  visitedDays: null,
  notVisitedDays: null,
  visitsMin: null,
  visitPlaceIds: [],
  languages: [],
}

/** Whether an audience asks where somebody was: then only who allows that use is in it (CH20). */
export function asksOfVisits(audience: Audience): boolean {
  const { visitedDays, notVisitedDays, visitsMin, visitPlaceIds } = audience
  return (
    visitedDays !== null ||
    notVisitedDays !== null ||
    visitsMin !== null ||
    visitPlaceIds.length > 0
  )
}

export type Timing =
  | { readonly kind: 'now' }
  | { readonly kind: 'at'; readonly at: Date }
  /** When the clock on the wall of each shows this. */
  | { readonly kind: 'wall'; readonly day: Day; readonly minuteOfDay: number }

export type BroadcastState = 'draft' | 'scheduled' | 'sending' | 'paused' | 'sent' | 'cancelled'

export type Draft = {
  readonly content: Content
  readonly audience: Audience
  readonly controlPercent: number
  readonly timing: Timing
}

export type Broadcast = Draft & {
  readonly id: Id<'broadcast'>
  readonly merchantId: Id<'merchant'>
  readonly state: BroadcastState
  readonly createdAt: Date
  readonly launchedAt: Date | null
  readonly startsAt: Date | null
  readonly finishedAt: Date | null
  readonly reach: number | null
  readonly mailingId: Id<'mailing'> | null
}

export const TITLE_LETTERS_MAX = 60
export const BODY_LETTERS_MAX = 1_000
export const LINK_LETTERS_MAX = 200
export const CONTROL_PERCENT = 10
export const CONTROL_PERCENT_MAX = 50
export const TAGS_MAX = 20
export const PLACES_MAX = 50
export const VISITS_MAX = 1_000
export const DAYS_MAX = 3_650
/** Nobody plans further ahead. */
export const AHEAD_DAYS_MAX = 90

/** What may be done in each state, and where it leads (CH13). */
const moves = {
  launch: { from: ['draft'] },
  pause: { from: ['scheduled', 'sending'] },
  resume: { from: ['paused'] },
  cancel: { from: ['draft', 'scheduled', 'sending', 'paused'] },
  change: { from: ['draft'] },
} as const
export type Move = keyof typeof moves

export function mayMove(state: BroadcastState, move: Move): boolean {
  const { from }: { readonly from: readonly BroadcastState[] } = moves[move]
  return from.includes(state)
}

/** A part of a broadcast that goes at one instant; `timeZone` is empty for everybody. */
export type Wave = { readonly timeZone: string; readonly startsAt: Date }

/**
 * When a broadcast goes, and to whom at each time (CH15). By the wall, each zone goes by its own clock;
 * where that has passed already, at once.
 */
export function wavesOf(timing: Timing, timeZones: readonly string[], now: Date): readonly Wave[] {
  const later = (at: Date) => (at < now ? now : at)
  if (timing.kind !== 'wall') {
    return [{ timeZone: '', startsAt: timing.kind === 'now' ? now : later(timing.at) }]
  }
  const { day, minuteOfDay } = timing
  return timeZones.map((timeZone) => {
    return { timeZone, startsAt: later(instantOf(day, minuteOfDay, timeZone)) }
  })
}

/**
 * Whether a group is too small to be chosen by where its people were: it would point at single ones (CH20).
 * Nobody is too few as well: the difference would tell whether one person was there.
 */
export function isTooFew(audience: Audience, people: number): boolean {
  return asksOfVisits(audience) && people < FEW
}

/** Whether an audience is all friends: then nothing is narrowed, and nothing need be hidden. */
export function isEveryone(audience: Audience): boolean {
  const { sources, segments, tags, languages, ...rest } = audience
  const lists = sources.length + segments.length + tags.length + languages.length
  return (
    lists === 0 &&
    !asksOfVisits(audience) &&
    rest.friendDaysMin === null &&
    rest.friendDaysMax === null &&
    rest.redeemedDays === null &&
    !rest.favouritesOnly
  )
}

/** The outcomes of people who were left out for what they had got before. */
const caps = ['outreach.merchant-cap', 'outreach.person-cap', 'outreach.week-cap'] as const

/**
 * Whether a shop chose whom its broadcast went to: by narrowing it, or by writing to all others first, so
 * that their day was full (CH60).
 */
export function isChosen(audience: Audience, outcomes: OutcomeCounts): boolean {
  return !isEveryone(audience) || caps.some((cap) => (outcomes[cap] ?? 0) > 0)
}

/** How far a broadcast is: meant for, gone through, and got it. */
export type Progress = {
  readonly reach: number | null
  readonly done: number
  readonly sent: number
}
export type ToldProgress = Progress & {
  /** Narrowed, and meant for fewer than five. */
  readonly isMeantForFew: boolean
  /** Narrowed, and fewer than five of those gone through so far got it. */
  readonly isSentToFew: boolean
}

/**
 * How far a broadcast is, as its shop may see it: of a narrowed one five stands for anything below it
 * (CH60). Before anybody was gone through there is nothing to hide.
 */
export function toldProgress(isNarrowed: boolean, { reach, done, sent }: Progress): ToldProgress {
  const isFew = (people: number) => isWithheld({ isNarrowed, people })
  const isMeantForFew = reach !== null && isFew(reach)
  const isSentToFew = done > 0 && isFew(sent)
  return {
    reach: isMeantForFew ? FEW : reach,
    done: done > 0 && isFew(done) ? FEW : done,
    sent: isSentToFew ? FEW : sent,
    isMeantForFew,
    isSentToFew,
  }
}

/** A path of the web app: within the site, and nothing that another site could be. */
export function isPathOfApp(text: string): boolean {
  return /^\/(?![/\\])[^\s\\]*$/.test(text) && text.length <= LINK_LETTERS_MAX
}
