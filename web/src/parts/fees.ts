/** Fees and shared discounts as sentences, and which of them hold when. Pure. */
import type { ItemOf, ReplyTo } from '../shapes.ts'
import { fees as en } from '../text/en/fees.ts'
import { fees as ko } from '../text/ko/fees.ts'
import type { Language } from '../text/language.tsx'
import { won } from './format.ts'

export type Fee = ItemOf<ReplyTo<'GET /v1/settlement-fees'>>
export type FeeTerms = Pick<
  Fee,
  'redemptionMinor' | 'campaignSharePercent' | 'automaticSharePercent'
>

export const noFees: FeeTerms = {
  redemptionMinor: 0,
  campaignSharePercent: 0,
  automaticSharePercent: 0,
}

/** `쿠폰이 한 번 쓰일 때마다 가게가 300원을 내요. 캠페인 쿠폰의 할인은 골목이 20%를 나눠 내요.` */
export function feeSentence(
  { redemptionMinor, campaignSharePercent: campaign, automaticSharePercent: automatic }: FeeTerms,
  language: Language,
): string {
  const t = language === 'ko' ? ko : en
  const shares = [
    ...(campaign === 0 ? [] : [campaign === 100 ? t.shareAll : t.share(campaign)]),
    ...(automatic === 0 ? [] : [t.automatic(automatic)]),
  ]
  const fee = redemptionMinor === 0 ? t.noFee : t.fee(won(redemptionMinor, language))
  return [fee, ...(shares.length === 0 ? [t.noShare] : shares)].join(' ')
}

/** What holds now, what comes (the next first), and what was (the last first). */
export function feesBy(all: readonly Fee[], now: Date) {
  const newestFirst = all.toSorted(
    (one, two) => Date.parse(two.startsAt) - Date.parse(one.startsAt),
  )
  const begun = newestFirst.filter(({ startsAt }) => new Date(startsAt) <= now)
  const coming = newestFirst.filter(({ startsAt }) => new Date(startsAt) > now).toReversed()
  return { present: begun[0] ?? null, coming, past: begun.slice(1) }
}
