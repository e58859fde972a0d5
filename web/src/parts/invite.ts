/** What an invitation promises, in a sentence. Pure. */
import type { ReplyTo } from '../shapes.ts'
import type { loyalty } from '../text/ko/loyalty.ts'
import type { Language } from '../text/language.tsx'
import { points, won } from './format.ts'

export type Invite = ReplyTo<'GET /v1/invitations/{code}'>['invite']
type Words = (typeof loyalty)['invite']

export function invitePromise(
  { inviter, friend, paidMinorMin, withinDays }: Invite,
  language: Language,
  t: Words,
): string {
  const named = (reward: Invite['friend']) =>
    reward?.kind === 'points' ? t.points(points(reward.points, language)) : t.coupon
  const promise =
    inviter && friend
      ? t.both(named(friend), named(inviter))
      : friend
        ? t.mine(named(friend))
        : t.theirs(named(inviter))
  const from = paidMinorMin > 0 ? [t.from(won(paidMinorMin, language))] : []
  return [promise, ...from, t.within(withinDays)].join(' ')
}
