/** What was redeemed just now, each with a way to undo it. */
import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { ask } from '../../../api.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since, won } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import styles from './Recent.module.css'

export function Recent({
  placeId,
  onUndo,
}: {
  readonly placeId: string
  readonly onUndo: (redemption: {
    readonly redemptionId: string
    readonly isOffline: boolean
  }) => Promise<boolean>
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const recent = useQuery({
    ...ask('GET /v1/places/{placeId}/redemptions', { params: { placeId }, query: { limit: 8 } }),
    refetchInterval: 30_000,
  })
  return (
    <Section title={t.recent}>
      <Answer query={recent} loading={<Loading count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.none}>{t.recentEmpty}</p>
          ) : (
            <Rows label={t.recent}>
              {items.map((row) => (
                <Row
                  key={row.redemptionId}
                  title={
                    <span className="figures">
                      {won(row.payMinor, language)} · {row.offerTitle}
                    </span>
                  }
                  detail={`${since(new Date(row.redeemedAt), now, language)} · ${t.holder(row.holderName)}`}
                  end={
                    row.reversedAt ? (
                      <span className={styles.reversed}>{t.recentReversed}</span>
                    ) : (
                      <Button
                        variant="subtle"
                        color="gray"
                        h={44}
                        aria-label={`${row.offerTitle} ${t.reverse}`}
                        onClick={() =>
                          void onUndo({ redemptionId: row.redemptionId, isOffline: false })
                        }
                      >
                        {t.reverse}
                      </Button>
                    )
                  }
                />
              ))}
            </Rows>
          )
        }
      </Answer>
    </Section>
  )
}
