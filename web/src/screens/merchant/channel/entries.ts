/** What can be done from the channel of a shop: one line for each, in the order shown. */
import {
  IconCalendarEvent,
  IconChartBar,
  IconDice5,
  IconWorld,
  IconMessageQuestion,
  IconMessages,
  IconNews,
  IconReceipt,
  IconSpeakerphone,
  IconUsersPlus,
  type TablerIcon,
} from '@tabler/icons-react'
import { links } from '../../../links.ts'
import { broadcasts as broadcastsEn } from '../../../text/en/broadcasts.ts'
import { merchantChannel as en } from '../../../text/en/merchant-channel.ts'
import { events as eventsEn } from '../../../text/en/events.ts'
import { homepage as homepageEn } from '../../../text/en/homepage.ts'
import { games as gamesEn } from '../../../text/en/games.ts'
import { plans as plansEn } from '../../../text/en/plans.ts'
import { statistics as statisticsEn } from '../../../text/en/statistics.ts'
import { surveys as surveysEn } from '../../../text/en/surveys.ts'
import { broadcasts as broadcastsKo } from '../../../text/ko/broadcasts.ts'
import { merchantChannel as ko } from '../../../text/ko/merchant-channel.ts'
import { events as eventsKo } from '../../../text/ko/events.ts'
import { homepage as homepageKo } from '../../../text/ko/homepage.ts'
import { games as gamesKo } from '../../../text/ko/games.ts'
import { plans as plansKo } from '../../../text/ko/plans.ts'
import { shopPosts as postsEn } from '../../../text/en/posts.ts'
import { shopPosts as postsKo } from '../../../text/ko/posts.ts'
import { shopTalk as talkEn } from '../../../text/en/talk.ts'
import { shopTalk as talkKo } from '../../../text/ko/talk.ts'
import { statistics as statisticsKo } from '../../../text/ko/statistics.ts'
import { surveys as surveysKo } from '../../../text/ko/surveys.ts'
import type { Texts } from '../../../text/language.tsx'

export type ChannelEntry = {
  readonly key: string
  readonly icon: TablerIcon
  readonly words: Texts<{ readonly title: string; readonly detail: string }>
  readonly href: (merchantId: string) => string
  /** Staff see only what they may open. */
  readonly forStaff: boolean
}

export const entries: readonly ChannelEntry[] = [
  {
    key: 'broadcasts',
    icon: IconSpeakerphone,
    words: { ko: broadcastsKo, en: broadcastsEn },
    href: links.broadcasts,
    forStaff: false,
  },
  {
    key: 'posts',
    icon: IconNews,
    words: { ko: postsKo.entry, en: postsEn.entry },
    href: links.shopPosts,
    forStaff: true,
  },
  {
    key: 'talk',
    icon: IconMessages,
    words: { ko: talkKo.entry, en: talkEn.entry },
    href: links.shopTalks,
    forStaff: true,
  },
  {
    key: 'friends',
    icon: IconUsersPlus,
    words: { ko: ko.friends, en: en.friends },
    href: links.channelFriends,
    forStaff: true,
  },
  {
    key: 'statistics',
    icon: IconChartBar,
    words: { ko: statisticsKo, en: statisticsEn },
    href: links.channelStatistics,
    forStaff: true,
  },
  {
    key: 'homepage',
    icon: IconWorld,
    words: { ko: homepageKo.hub, en: homepageEn.hub },
    href: links.homepage,
    forStaff: false,
  },
  {
    key: 'surveys',
    icon: IconMessageQuestion,
    words: { ko: surveysKo.hub, en: surveysEn.hub },
    href: links.shopSurveys,
    forStaff: false,
  },
  {
    key: 'events',
    icon: IconCalendarEvent,
    words: { ko: eventsKo.hub, en: eventsEn.hub },
    href: links.shopEvents,
    forStaff: false,
  },
  {
    key: 'games',
    icon: IconDice5,
    words: { ko: gamesKo.hub, en: gamesEn.hub },
    href: links.shopGames,
    forStaff: false,
  },
  {
    key: 'plan',
    icon: IconReceipt,
    words: { ko: plansKo, en: plansEn },
    href: links.channelPlan,
    forStaff: false,
  },
]
