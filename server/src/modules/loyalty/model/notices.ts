/** What people are told before points or gift value run out. Pure. */
import { MARKET_TIME_ZONE, wallTime } from '../../../kernel/time.ts'

/** What runs out for somebody at one shop. */
export type Expiring = {
  readonly of: 'points' | 'gift'
  /** Points, or minor units. */
  readonly amount: number
  /** The first instant at which it is gone: a midnight. */
  readonly expiresAt: Date
}
export type NoticeText = { readonly title: string; readonly body: string }

/** The message, in the language of the person; the last day is the one before that midnight (LO25). */
export function noticeText({ of, amount, expiresAt }: Expiring, locale: 'ko' | 'en'): NoticeText {
  const lastMoment = new Date(expiresAt.getTime() - 1)
  const { day } = wallTime(lastMoment, MARKET_TIME_ZONE)
  const [, month = 1, date = 1] = day.split('-').map(Number)
  const number = amount.toLocaleString('en-US')
  if (locale === 'ko') {
    const what = of === 'points' ? `${number}포인트` : `선물 잔액 ${number}원`
    return {
      title: `${what}, ${month}월 ${date}일까지 쓸 수 있어요`,
      body: '그 뒤에는 사라져요. 계산할 때 멤버십 코드를 보여 주세요.',
    }
  }
  const name = new Intl.DateTimeFormat('en', {
    month: 'long',
    day: 'numeric',
    timeZone: MARKET_TIME_ZONE,
  }).format(lastMoment)
  const what = of === 'points' ? `${number} points are` : `₩${number} of gift value is`
  return {
    title: `${what} good until ${name}`,
    body: 'After that it is gone. Show your member code when you pay.',
  }
}
