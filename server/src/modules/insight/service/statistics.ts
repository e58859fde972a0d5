/** The statistics of a shop: friends and messages, day by day and message by message (IN13, IN17). */
import { allow, mayServe } from '../../../kernel/actor.ts'
import type { Id } from '../../../kernel/id.ts'
import { Refused } from '../../../kernel/refused.ts'
import { dayAfter, instantOf, MARKET_TIME_ZONE, wallTime, type Day } from '../../../kernel/time.ts'
import type { Work } from '../../../platform/work.ts'
import { campaignNames } from '../../campaigns/service.ts'
import {
  broadcastsOfMailings,
  broadcastsToFew,
  narrowedMailings,
} from '../../channels/service/broadcasts.ts'
import { friendHistory, type FriendDayTotal } from '../../channels/service/friends.ts'
import { ATTRIBUTION_DAYS, extraPeople, insightRefusals, liftOf, type Extra } from '../model.ts'
import {
  daysBetween,
  extraTogether,
  reachedNobody,
  reachedTogether,
  type Reached,
  type StatisticsDay,
} from '../model/statistics.ts'
import { isControlTold } from '../model/told.ts'
import {
  campaignsOfDays,
  messageDays,
  messagesOfDays,
  type Asked,
  type Days,
  type Done,
  type MessageDay,
  type MessageSums,
} from '../store/message-figures.ts'
import { withheldOf } from './withheld.ts'

/** The longest stretch that is shown at once. */
export const STATISTICS_DAYS_MAX = 400
/** Messages listed of a stretch; the sums by day count all. */
const MESSAGES_MAX = 400
/** Campaigns listed of a stretch, those that reached most. */
const CAMPAIGNS_MAX = 100

/** All figures are null where they are withheld: fewer than five chosen friends got it (IN17). */
export type MessageFigures = { readonly [Key in keyof Reached]: number | null } & {
  readonly broadcastId: Id<'broadcast'> | null
  readonly title: string
  readonly day: Day
  readonly isWithheld: boolean
  readonly held: number | null
  /** Visits beyond chance with their interval; null while nothing was kept out to compare with. */
  readonly extra: Extra | null
}

/** What a campaign came to on the days asked for; each of its messages counts. */
export type CampaignFigures = Reached & {
  readonly campaignId: Id<'campaign'>
  readonly name: string
}

export type Statistics = Days & {
  readonly timeZone: string
  readonly friends: number
  readonly days: readonly StatisticsDay[]
  /** Those that first went out on these days, newest first, with all they have come to since. */
  readonly messages: readonly MessageFigures[]
  readonly hasAllMessages: boolean
  readonly campaigns: readonly CampaignFigures[]
  /** Through broadcasts: what a campaign brought beyond chance is in its own report. */
  readonly extra: Extra | null
  readonly attributionDays: number
  readonly at: Date
}

/** @throws {Refused} `access.forbidden`, `statistics.bad-range` */
export async function statisticsOf(
  work: Work,
  merchantId: Id<'merchant'>,
  range: Days,
): Promise<Statistics> {
  allow(mayServe(work.actor, merchantId))
  const names = daysBetween(range.from, range.until, STATISTICS_DAYS_MAX)
  if (names === null) {
    throw new Refused(insightRefusals, 'statistics.bad-range', { daysMax: STATISTICS_DAYS_MAX })
  }
  const history = await friendHistory(work, merchantId, range)
  const asked = { ...range, without: await withheldOf(work, merchantId, range) }
  const sums = await messagesOfDays(work, merchantId, asked, MESSAGES_MAX + 1)
  const counted = await messageFigures(work, merchantId, sums.slice(0, MESSAGES_MAX))
  const withheld = await withheldFigures(work, merchantId, range)
  const messages = [...counted, ...withheld].toSorted((one, other) =>
    one.day < other.day ? 1 : -1,
  )
  const done = await messageDays(work, merchantId, asked)
  return {
    ...range,
    timeZone: MARKET_TIME_ZONE,
    friends: history.at(-1)?.friends ?? 0,
    days: withAll(names, { history, done, messages }),
    messages,
    hasAllMessages: sums.length <= MESSAGES_MAX,
    campaigns: await campaignFigures(work, merchantId, asked),
    extra: extraTogether(messages.map(({ extra }) => extra)),
    attributionDays: ATTRIBUTION_DAYS,
    at: work.now,
  }
}

async function messageFigures(
  work: Work,
  merchantId: Id<'merchant'>,
  sums: readonly MessageSums[],
): Promise<readonly MessageFigures[]> {
  const mailingIds = sums.map(({ mailingId }) => mailingId)
  const broadcasts = await broadcastsOfMailings(work, merchantId, mailingIds)
  const narrowed = new Set(await narrowedMailings(work, merchantId, mailingIds))
  return sums.map((each) => {
    const { mailingId, firstDay, held } = each
    const broadcast = broadcasts.get(mailingId)
    const isCompared = isControlTold({ isNarrowed: narrowed.has(mailingId), people: held })
    return {
      broadcastId: broadcast?.id ?? null,
      title: broadcast?.title ?? '',
      day: firstDay,
      isWithheld: false,
      ...reachedOf(each),
      held,
      extra: isCompared ? extraOf(each) : null,
    }
  })
}

const nothingTold = {
  sent: null,
  seen: null,
  clicked: null,
  visited: null,
  redeemed: null,
  held: null,
  extra: null,
} as const

/**
 * Of whom so few were chosen that only their titles are told. Which they are is known from when they
 * went, never from what was done with them: being in the list would tell that.
 */
async function withheldFigures(
  work: Work,
  merchantId: Id<'merchant'>,
  { from, until }: Days,
): Promise<readonly MessageFigures[]> {
  const startOf = (day: Day) => instantOf(day, 0, MARKET_TIME_ZONE)
  const stretch = { from: startOf(from), until: startOf(dayAfter(until, 1)) }
  const few = await broadcastsToFew(work, merchantId, stretch, MESSAGES_MAX)
  return few.map(({ id, content, startsAt }) => {
    const { day } = wallTime(startsAt ?? stretch.from, MARKET_TIME_ZONE)
    return { broadcastId: id, title: content.title, day, isWithheld: true, ...nothingTold }
  })
}

async function campaignFigures(
  work: Work,
  merchantId: Id<'merchant'>,
  asked: Asked,
): Promise<readonly CampaignFigures[]> {
  const sums = await campaignsOfDays(work, merchantId, asked, CAMPAIGNS_MAX)
  const ids = sums.map(({ campaignId }) => campaignId)
  const names = ids.length === 0 ? new Map<never, never>() : await campaignNames(work, ids)
  return sums.map((each) => {
    const { campaignId } = each
    return { campaignId, name: names.get(campaignId) ?? '', ...reachedOf(each) }
  })
}

const reachedOf = ({ sent, seen, clicked, came, redeemed }: Done): Reached => {
  return { sent, seen, clicked, visited: came, redeemed }
}

function extraOf({ sent, held, noticed, heldNoticed }: MessageSums): Extra | null {
  if (sent === 0 || held === 0) return null
  return extraPeople(liftOf({ of: sent, count: noticed }, { of: held, count: heldNoticed }), sent)
}

function withAll(
  names: readonly Day[],
  known: {
    readonly history: readonly FriendDayTotal[]
    readonly done: readonly MessageDay[]
    readonly messages: readonly MessageFigures[]
  },
): readonly StatisticsDay[] {
  const friends = new Map(known.history.map((each) => [each.day, each]))
  const done = new Map(known.done.map((each) => [`${each.day}/${each.isCampaign}`, each]))
  const doneOn = (day: Day, isCampaign: boolean) => {
    const each = done.get(`${day}/${isCampaign}`)
    return each ? reachedOf(each) : reachedNobody
  }
  const messages = Map.groupBy(known.messages, ({ day }) => day)
  const none = { friends: 0, followed: 0, left: 0, blocked: 0, muted: 0 }
  return names.map((day) => {
    const byCampaigns = doneOn(day, true)
    const extra = extraTogether((messages.get(day) ?? []).map((each) => each.extra))
    const reached = reachedTogether(doneOn(day, false), byCampaigns)
    return { ...none, ...friends.get(day), day, ...reached, byCampaigns, extra }
  })
}
