/** The statement of points: what came, what went, and why. */
import { Button } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { date, dateAndClock, points } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { Points } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { pointLotsQuery, pointsQuery } from '../../../parts/wallet.ts'
import { wallet as en } from '../../../text/en/wallet.ts'
import { wallet as ko } from '../../../text/ko/wallet.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { EmptyState } from '../../../ui/States.tsx'

export function PointsScreen() {
  const t = useText({ ko, en })
  const back = useGoBack(links.wallet())
  return (
    <Page title={t.statement} onBack={back}>
      <NeedsSignIn icon={IconCoins} title={t.signIn.title} body={t.signIn.body}>
        <Statement />
      </NeedsSignIn>
    </Page>
  )
}

function Statement() {
  const t = useText({ ko, en })
  const go = useGo()
  const { language } = useLanguage()
  const now = useNow()
  const query = useQuery(pointsQuery())
  const because: Readonly<Record<string, string>> = t.because
  // The kind stands before the id: `bill/<id>`.
  const reasonOf = (reason: string) => because[reason.split('/')[0] ?? ''] ?? t.because.other
  return (
    <Answer query={query}>
      {({ balance, available, upcoming, items }) => (
        <>
          <Rows>
            <Row
              icon={IconCoins}
              title={t.points}
              {...(upcoming > 0 && { detail: t.availableNow(points(available, language)) })}
              end={
                <strong>
                  <Points amount={balance} />
                </strong>
              }
            />
          </Rows>
          {balance > 0 && <Lots />}
          {items.length === 0 ? (
            <EmptyState
              icon={IconCoins}
              title={t.noMoves}
              action={
                <Button h={48} onClick={() => go(links.home())}>
                  {t.empty.go}
                </Button>
              }
            >
              {t.pointsLead}
            </EmptyState>
          ) : (
            <Section title={t.moves}>
              <Rows label={t.moves}>
                {items.map((entry) => (
                  <Row
                    key={`${entry.id}/${entry.because}`}
                    title={entry.memo || reasonOf(entry.because)}
                    detail={[
                      entry.memo ? reasonOf(entry.because) : null,
                      dateAndClock(new Date(entry.at), now, language),
                    ]
                      .filter(Boolean)
                      .join(' · ')}
                    end={<Points amount={entry.amount} signed />}
                  />
                ))}
              </Rows>
            </Section>
          )}
        </>
      )}
    </Answer>
  )
}

/** What the points are made of: what can be spent only later, and what runs out when. */
function Lots() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const lots = useQuery(pointLotsQuery())
  const when = (at: string) => date(new Date(at), now, language)
  return (
    <Answer query={lots}>
      {({ items }) => (
        <Section title={t.lots}>
          <Rows label={t.lots}>
            {items.map(({ id, remaining, memo, availableAt, expiresAt }) => (
              <Row
                key={id}
                title={expiresAt === null ? t.neverEnds : t.endsOn(when(expiresAt))}
                detail={[memo, new Date(availableAt) > now ? t.opensOn(when(availableAt)) : null]
                  .filter(Boolean)
                  .join(' · ')}
                end={<Points amount={remaining} />}
              />
            ))}
          </Rows>
        </Section>
      )}
    </Answer>
  )
}
