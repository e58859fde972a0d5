/** The statement of points: what came, what went, and why. */
import { Button } from '@mantine/core'
import { IconCoins } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { Points } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { pointsQuery } from '../../../parts/wallet.ts'
import { wallet as en } from '../../../text/en/wallet.ts'
import { wallet as ko } from '../../../text/ko/wallet.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
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
  return (
    <Answer query={query}>
      {({ balance, items }) => (
        <>
          <Rows>
            <Row
              icon={IconCoins}
              title={t.points}
              end={
                <strong>
                  <Points amount={balance} />
                </strong>
              }
            />
          </Rows>
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
            <Rows label={t.statement}>
              {items.map((entry) => (
                <Row
                  key={`${entry.id}/${entry.because}`}
                  title={entry.memo || (because[entry.because] ?? t.because.other)}
                  detail={dateAndClock(new Date(entry.at), now, language)}
                  end={<Points amount={entry.amount} signed />}
                />
              ))}
            </Rows>
          )}
        </>
      )}
    </Answer>
  )
}
