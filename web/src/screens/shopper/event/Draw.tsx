/** The draw of an event: its fingerprint before, its result after, and a check in this very browser. */
import { Button } from '@mantine/core'
import { IconCheck, IconX } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import fair from '../../../parts/fairness.module.css'
import { isFairDraw } from '../../../parts/draws.ts'
import { event as en } from '../../../text/en/events.ts'
import { counted } from '../../../text/figures.ts'
import { event as ko } from '../../../text/ko/events.ts'
import { useText } from '../../../text/language.tsx'
import { Card, Section } from '../../../ui/Section.tsx'
import styles from './event.module.css'
import type { FoundEvent } from './time.ts'

export function Draw({ found: { page, draw } }: { readonly found: FoundEvent }) {
  const t = useText({ ko, en })
  const check = useMutation({ mutationFn: async () => draw !== null && isFairDraw(page, draw) })
  if (page.choosing !== 'draw' || page.commitment === null) return null
  return (
    <>
      {draw && (
        <Section title={t.results}>
          <Card>
            <p className={`${styles.plain} figures`}>
              {draw.winners.length === 0
                ? t.noWinners
                : t.resultsBody(draw.winners.map((number) => counted(number)).join(', '))}
            </p>
          </Card>
        </Section>
      )}
      <Section title={t.fairTitle} hint={t.fairBefore}>
        <dl className={fair.prints}>
          <dt>{t.fingerprint}</dt>
          <dd className={fair.hash}>{page.commitment}</dd>
          {draw && (
            <>
              <dt>{t.seed}</dt>
              <dd className={fair.hash}>{draw.seed}</dd>
            </>
          )}
        </dl>
        {draw && (
          <Button variant="default" h={48} loading={check.isPending} onClick={() => check.mutate()}>
            {t.check}
          </Button>
        )}
        <p role="status" className={fair.verdict} data-right={check.data}>
          {check.data === true && <IconCheck size={22} aria-hidden />}
          {check.data === false && <IconX size={22} aria-hidden />}
          {check.data !== undefined && (check.data ? t.fair : t.unfair)}
        </p>
      </Section>
    </>
  )
}
