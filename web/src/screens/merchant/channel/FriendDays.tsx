/** New friends day by day, as bars and in words. */
import { date } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { channelFriends as en } from '../../../text/en/merchant-channel.ts'
import { channelFriends as ko } from '../../../text/ko/merchant-channel.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import { barsOf } from './bars.ts'
import styles from './channel.module.css'

const WIDTH = 420
const HEIGHT = 110

export function FriendDays({
  days,
}: {
  readonly days: readonly { readonly day: string; followed: number; left: number }[]
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(60)
  const nameOf = (day: string | undefined) =>
    day ? date(new Date(`${day}T12:00:00+09:00`), now, language) : ''
  const bars = barsOf(
    days.map(({ followed }) => followed),
    { width: WIDTH, height: HEIGHT },
  )
  return (
    <Section title={t.days}>
      <Card>
        <figure className={styles.figure}>
          <svg viewBox={`0 0 ${WIDTH} ${HEIGHT + 2}`} role="img" aria-label={t.daysLabel}>
            <line x1={0} x2={WIDTH} y1={HEIGHT + 1} y2={HEIGHT + 1} className={styles.axis} />
            {bars.map((box, at) => (
              <rect
                key={days[at]?.day}
                {...box}
                rx={3}
                className={styles.bar}
                data-now={at === bars.length - 1}
              />
            ))}
          </svg>
          <figcaption className={styles.ends}>
            <span>{nameOf(days[0]?.day)}</span>
            <span>{nameOf(days.at(-1)?.day)}</span>
          </figcaption>
          <ul className="only-heard">
            {days.map(({ day, followed, left }) => (
              <li key={day}>{t.daysLabelOn({ day: nameOf(day), followed, left })}</li>
            ))}
          </ul>
        </figure>
      </Card>
    </Section>
  )
}
