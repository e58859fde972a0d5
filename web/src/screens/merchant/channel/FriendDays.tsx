/** New friends day by day, as bars and in words. */
import { calendarDay } from '../../../parts/format.ts'
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { DayBars } from '../../../parts/DayBars.tsx'
import { Card, Section } from '../../../ui/Section.tsx'

export function FriendDays({
  days,
}: {
  readonly days: readonly { readonly day: string; followed: number; left: number }[]
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <Section title={t.days}>
      <Card>
        <DayBars
          days={days.map(({ day, followed }) => ({ day, figure: followed }))}
          label={t.daysLabel}
        />
        <ul className="only-heard">
          {days.map(({ day, followed, left }) => (
            <li key={day}>{t.daysLabelOn({ day: calendarDay(day, language), followed, left })}</li>
          ))}
        </ul>
      </Card>
    </Section>
  )
}
