/** What can be done from the channel of a shop: one line for each, in the order shown. */
import { IconMessages, IconReceipt, IconUsersPlus, type TablerIcon } from '@tabler/icons-react'
import { links } from '../../../links.ts'
import { merchantChannel as en } from '../../../text/en/merchant-channel.ts'
import { plans as plansEn } from '../../../text/en/plans.ts'
import { merchantChannel as ko } from '../../../text/ko/merchant-channel.ts'
import { plans as plansKo } from '../../../text/ko/plans.ts'
import { shopTalk as talkEn } from '../../../text/en/talk.ts'
import { shopTalk as talkKo } from '../../../text/ko/talk.ts'
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
    key: 'plan',
    icon: IconReceipt,
    words: { ko: plansKo, en: plansEn },
    href: links.channelPlan,
    forStaff: false,
  },
]
