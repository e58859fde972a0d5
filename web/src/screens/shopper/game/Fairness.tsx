/** How anybody can see that the draws are fair: today's fingerprint, and the days that are over. */
import { links } from '../../../links.ts'
import { calendarDay } from '../../../parts/format.ts'
import fair from '../../../parts/fairness.module.css'
import { useGo } from '../../../parts/go.tsx'
import { game as en } from '../../../text/en/games.ts'
import { game as ko } from '../../../text/ko/games.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from '../../../parts/game/game.module.css'
import type { FoundGame } from '../../../parts/game/play.ts'

const DAYS_SHOWN_MAX = 7

export function Fairness({ found }: { readonly found: FoundGame }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const go = useGo()
  const { game, days, today, mine } = found
  const over = days.filter(({ seed }) => seed !== null).toReversed()
  const print = days.find(({ day }) => day === today)?.commitment
  return (
    <Section title={t.fair} hint={t.fairBody}>
      {print && (
        <dl className={fair.prints}>
          <dt>{t.todaysPrint}</dt>
          <dd className={fair.hash}>{print}</dd>
          {mine && (
            <>
              <dt>{t.me}</dt>
              <dd className={fair.hash}>{mine.player}</dd>
            </>
          )}
        </dl>
      )}
      {over.length === 0 ? (
        <p className={styles.soft}>{t.noDays}</p>
      ) : (
        <Rows>
          {over.slice(0, DAYS_SHOWN_MAX).map(({ day }) => (
            <Row
              key={day}
              title={t.checkDay(calendarDay(day, language))}
              href={links.gameDay(game.id, day)}
              onGo={() => go(links.gameDay(game.id, day))}
            />
          ))}
        </Rows>
      )}
    </Section>
  )
}
