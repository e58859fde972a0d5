/** The statistics of a shop as a table for a spreadsheet. */
import { CSV_MARK, csvLine } from '../../../kernel/csv.ts'
import { FEW } from '../../../kernel/few.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
import type { Extra } from '../model.ts'
import type { Reached } from '../model/statistics.ts'
import type { Days } from '../store/message-figures.ts'
import { statisticsOf } from './statistics.ts'

const reached = {
  ko: ['받은 분', '열어 봄', '눌러 봄', '다녀가심', '쿠폰 사용'],
  en: ['Reached', 'Opened', 'Clicked', 'Visited', 'Used a coupon'],
}
const extra = {
  ko: ['더 다녀가심', '적어도', '많아야'],
  en: ['Visits beyond chance', 'At least', 'At most'],
}
const byCampaigns = {
  ko: reached.ko.map((name) => `캠페인: ${name}`),
  en: reached.en.map((name) => `Campaigns: ${name}`),
}
const friends = {
  ko: ['날', '친구', '새 친구', '그만둔 분', '막은 분', '알림 끈 분'],
  en: ['Day', 'Friends', 'New', 'Left', 'Blocked', 'Muted'],
}
/** How many got what is withheld; all the rest of its row is empty (IN17). */
const few = { ko: `${FEW}명보다 적음`, en: `Fewer than ${FEW}` }
const heads = {
  days: {
    ko: [...friends.ko, ...reached.ko, ...byCampaigns.ko, ...extra.ko],
    en: [...friends.en, ...reached.en, ...byCampaigns.en, ...extra.en],
  },
  campaigns: { ko: ['캠페인', ...reached.ko], en: ['Campaign', ...reached.en] },
  messages: {
    ko: ['날', '제목', ...reached.ko, '비교하려고 남겨 둔 분', ...extra.ko],
    en: ['Day', 'Title', ...reached.en, 'Kept out to compare', ...extra.en],
  },
}

/** @throws {Refused} `access.forbidden`, `statistics.bad-range` */
export async function statisticsCsv(
  work: Work,
  merchantId: Id<'merchant'>,
  asked: Days & {
    readonly of: 'days' | 'messages' | 'campaigns'
    readonly language: 'ko' | 'en'
  },
): Promise<string> {
  const { from, until, of, language } = asked
  const found = await statisticsOf(work, merchantId, { from, until })
  const doneBy = (each: { readonly [Key in keyof Reached]: number | null }) => [
    each.sent,
    each.seen,
    each.clicked,
    each.visited,
    each.redeemed,
  ]
  const beyond = (it: Extra | null) => [it?.estimate ?? null, it?.low ?? null, it?.high ?? null]
  const lines = {
    days: () =>
      found.days.map((each) => {
        const { day, friends: count, followed, left, blocked, muted } = each
        const came = [day, count, followed, left, blocked, muted]
        return [...came, ...doneBy(each), ...doneBy(each.byCampaigns), ...beyond(each.extra)]
      }),
    messages: () =>
      found.messages.map((each) => {
        const came = each.isWithheld ? [few[language], ...doneBy(each).slice(1)] : doneBy(each)
        return [each.day, each.title, ...came, each.held, ...beyond(each.extra)]
      }),
    campaigns: () => found.campaigns.map((each) => [each.name, ...doneBy(each)]),
  }[of]()
  return CSV_MARK + [heads[of][language], ...lines].map((line) => csvLine(line)).join('')
}
