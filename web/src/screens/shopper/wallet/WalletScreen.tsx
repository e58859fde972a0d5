/** 지갑: what can be used nearest, what ends soon, and the points. */
import { Button } from '@mantine/core'
import { IconCoins, IconForms, IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { links } from '../../../links.ts'
import { certifyAhead } from '../../../offline/phone.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { CouponTicket } from '../../../parts/CouponTicket.tsx'
import { useGo } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { Points } from '../../../parts/Price.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { positionOf, useWhereabouts } from '../../../parts/whereabouts.ts'
import { pointsQuery, walletQuery } from '../../../parts/wallet.ts'
import type { CouponShape } from '../../../shapes.ts'
import { enterCode as enterEn } from '../../../text/en/codes.ts'
import { wallet as en } from '../../../text/en/wallet.ts'
import { enterCode as enterKo } from '../../../text/ko/codes.ts'
import { wallet as ko } from '../../../text/ko/wallet.ts'
import { useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import { GiftCards } from './GiftCards.tsx'
import { Memberships, ShowCode } from './Memberships.tsx'
import { sorted, type Held } from './order.ts'
import { seenPlaces } from './seen-places.ts'
import styles from './WalletScreen.module.css'

export function WalletScreen() {
  const t = useText({ ko, en })
  return (
    <Page title={t.title} width="narrow">
      <NeedsSignIn
        icon={IconTicket}
        title={t.signIn.title}
        body={t.signIn.body}
        loading={<Loading kind="tickets" />}
      >
        <HeldThings />
      </NeedsSignIn>
    </Page>
  )
}

function HeldThings() {
  const t = useText({ ko, en })
  const enter = useText({ ko: enterKo, en: enterEn })
  const go = useGo()
  const query = useQuery(walletQuery())
  const points = useQuery(pointsQuery())
  const { data } = query
  useEffect(() => {
    const held = data?.items.filter(({ state }) => state === 'active') ?? []
    void certifyAhead(held.map(({ id }) => id))
  }, [data])
  return (
    <>
      <ShowCode />
      <Answer query={query} loading={<Loading kind="tickets" count={3} />}>
        {({ items }) => <Tickets coupons={items} />}
      </Answer>
      <Memberships />
      <GiftCards />
      <Rows>
        <Row
          icon={IconCoins}
          title={t.points}
          detail={t.pointsLead}
          end={
            points.data && (
              <strong>
                <Points amount={points.data.balance} />
              </strong>
            )
          }
          href={links.points()}
          onGo={() => go(links.points())}
        />
        <Row
          icon={IconForms}
          title={enter.title}
          detail={enter.lead}
          href={links.enterCode()}
          onGo={() => go(links.enterCode())}
        />
      </Rows>
    </>
  )
}

function Tickets({ coupons }: { readonly coupons: readonly CouponShape[] }) {
  const t = useText({ ko, en })
  const go = useGo()
  const now = useNow()
  const here = positionOf(useWhereabouts())
  const [showsPast, setShowsPast] = useState(false)
  const { ending, ready, past } = sorted(coupons, { now, here, places: seenPlaces() })
  return (
    <>
      {ending.length + ready.length === 0 && (
        <EmptyState
          icon={IconTicket}
          title={t.empty.title}
          action={
            <Button mih={48} onClick={() => go(links.home())}>
              {t.empty.go}
            </Button>
          }
        >
          {t.empty.body}
        </EmptyState>
      )}
      <TicketList title={t.endingSoon} held={ending} now={now} />
      <TicketList title={t.ready} held={ready} now={now} />
      {past.length > 0 && (
        <Button variant="subtle" color="gray" mih={48} onClick={() => setShowsPast(!showsPast)}>
          {showsPast ? t.hidePast : t.showPast(past.length)}
        </Button>
      )}
      {showsPast && <TicketList title={t.past} held={past} now={now} />}
    </>
  )
}

function TicketList({
  title,
  held,
  now,
}: {
  readonly title: string
  readonly held: readonly Held[]
  readonly now: Date
}) {
  if (held.length === 0) return null
  return (
    <section>
      <h2 className={styles.title}>{title}</h2>
      <ul className={styles.tickets}>
        {held.map(({ coupon, meters }) => (
          <li key={coupon.id}>
            <CouponTicket coupon={coupon} now={now} meters={meters} />
          </li>
        ))}
      </ul>
    </section>
  )
}
