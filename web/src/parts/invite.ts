/** What an invitation promises, in a sentence. Pure. */
import type { ReplyTo } from '../shapes.ts'
import type { loyalty } from '../text/ko/loyalty.ts'
import type { Language } from '../text/language.tsx'
import { points, won } from './format.ts'

export type Invite = ReplyTo<'GET /v1/invitations/{code}'>['invite']
type Words = (typeof loyalty)['invite']

/** @param by who reads it: the friend, or whoever invites */
export function invitePromise(
  { inviter, friend, paidMinorMin, withinDays }: Invite,
  by: 'friend' | 'inviter',
  language: Language,
  t: Words,
): string {
  const named = (reward: Invite['friend']) =>
    reward?.kind === 'points' ? t.points(points(reward.points, language)) : t.coupon
  const [mine, theirs] = by === 'friend' ? [friend, inviter] : [inviter, friend]
  const words =
    by === 'friend'
      ? { both: t.both, mine: t.mine, theirs: t.theirs }
      : { both: t.bothOfMine, mine: t.onlyMine, theirs: t.onlyTheirs }
  const promise =
    mine && theirs
      ? words.both(named(mine), named(theirs))
      : mine
        ? words.mine(named(mine))
        : words.theirs(named(theirs))
  const from = paidMinorMin > 0 ? [t.from(won(paidMinorMin, language))] : []
  return [promise, ...from, t.within(withinDays)].join(' ')
}
