/** Invitations: points for both sides, with the first purchase of the friend. */
import { Switch } from '@mantine/core'
import { points } from '../../../parts/format.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Section } from '../../../ui/Section.tsx'
import { CountField } from './EarnSection.tsx'
import styles from './loyalty.module.css'
import type { Body, PartProps } from './programme-form.ts'

type Invite = NonNullable<Body['invite']>
const start: Invite = {
  inviter: { kind: 'points', points: 1_000 },
  friend: { kind: 'points', points: 1_000 },
  paidMinorMin: 5_000,
  withinDays: 30,
  friendsMax: 10,
}

export function InviteSection({ form: { invite }, onChange }: PartProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const change = (part: Partial<Invite>) => onChange({ invite: { ...(invite ?? start), ...part } })
  const pointsOf = (reward: Invite['friend']) => (reward?.kind === 'points' ? reward.points : 0)
  const reward = (count: number) => (count > 0 ? { kind: 'points' as const, points: count } : null)
  return (
    <Section title={t.invite}>
      <Switch
        size="md"
        label={t.inviteOn}
        checked={invite !== null}
        onChange={({ currentTarget }) => onChange({ invite: currentTarget.checked ? start : null })}
      />
      {invite && (
        <>
          <p className={styles.says} aria-live="polite">
            {t.inviteSays(
              points(pointsOf(invite.inviter), language),
              points(pointsOf(invite.friend), language),
            )}
          </p>
          <div className={styles.pair}>
            <CountField
              label={t.inviter}
              value={pointsOf(invite.inviter)}
              onCount={(count) => change({ inviter: reward(count) })}
            />
            <CountField
              label={t.friend}
              value={pointsOf(invite.friend)}
              onCount={(count) => change({ friend: reward(count) })}
            />
            <AmountField
              label={t.inviteFrom}
              size="md"
              value={invite.paidMinorMin}
              onAmount={(paidMinorMin) => change({ paidMinorMin })}
            />
            <CountField
              label={t.inviteMax}
              value={invite.friendsMax}
              onCount={(count) => change({ friendsMax: Math.max(1, count) })}
            />
          </div>
        </>
      )}
    </Section>
  )
}
