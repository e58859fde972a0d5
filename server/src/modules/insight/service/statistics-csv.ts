/** The statistics of a shop as a table for a spreadsheet. */
import { CSV_MARK, csvLine } from '../../../kernel/csv.ts'
import type { Id } from '../../../kernel/id.ts'
import type { Work } from '../../../platform/work.ts'
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
const heads = {
  days: {
    ko: ['날', '친구', '새 친구', '그만둔 분', '막은 분', '알림 끈 분', ...reached.ko, ...extra.ko],
    en: ['Day', 'Friends', 'New', 'Left', 'Blocked', 'Muted', ...reached.en, ...extra.en],
  },
  messages: {
    ko: ['날', '제목', ...reached.ko, '비교하려고 남겨 둔 분', ...extra.ko],
    en: ['Day', 'Title', ...reached.en, 'Kept out to compare', ...extra.en],
  },
}

/** @throws {Refused} `access.forbidden`, `statistics.bad-range` */
export async function statisticsCsv(
  work: Work,
  merchantId: Id<'merchant'>,
  asked: Days & { readonly of: 'days' | 'messages'; readonly language: 'ko' | 'en' },
): Promise<string> {
  const { from, until, of, language } = asked
  const { days, messages } = await statisticsOf(work, merchantId, { from, until })
  const doneBy = (each: Done) => [each.sent, each.seen, each.clicked, each.visited, each.redeemed]
  const beyond = ({ extra: it }: Done) => [it?.estimate ?? null, it?.low ?? null, it?.high ?? null]
  const lines =
    of === 'days'
      ? days.map((each) => {
          const { day, friends, followed, left, blocked, muted } = each
          const came = [day, friends, followed, left, blocked, muted]
          return [...came, ...doneBy(each), ...beyond(each)]
        })
      : messages.map((each) => [each.day, each.title, ...doneBy(each), each.held, ...beyond(each)])
  return CSV_MARK + [heads[of][language], ...lines].map((line) => csvLine(line)).join('')
}

type Done = {
  readonly sent: number
  readonly seen: number
  readonly clicked: number
  readonly visited: number
  readonly redeemed: number
  readonly extra: { readonly estimate: number; readonly low: number; readonly high: number } | null
}
