/** One coupon, ready at the counter: full, bright, with a countdown to the next code. */
import { ActionIcon } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, ask, queryClient, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { inkOn } from '../../../parts/colour.ts'
import { dateAndClock } from '../../../parts/format.ts'
import { GoLink, useGoBack, usePathPart } from '../../../parts/go.tsx'
import { conditions, gain } from '../../../parts/terms.ts'
import { useNow } from '../../../parts/use-now.ts'
import { walletQuery } from '../../../parts/wallet.ts'
import type { CouponShape } from '../../../shapes.ts'
import { ui as uiEn } from '../../../text/en/ui.ts'
import { coupon as en } from '../../../text/en/wallet.ts'
import { ui as uiKo } from '../../../text/ko/ui.ts'
import { coupon as ko } from '../../../text/ko/wallet.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { CodePanel } from './CodePanel.tsx'
import styles from './CouponScreen.module.css'
import { PhoneWallet } from './PhoneWallet.tsx'
import { Redeemed, type RedemptionNews } from './Redeemed.tsx'

export function CouponScreen() {
  const couponId = usePathPart('couponId')
  const t = useText({ ko, en })
  const common = useText({ ko: uiKo, en: uiEn })
  const back = useGoBack(links.wallet())
  const [news, setNews] = useState<RedemptionNews | null>(null)
  const query = useQuery({
    ...ask('GET /v1/me/coupons/{couponId}', { params: { couponId } }),
    // What the wallet knows is shown at once, and offline.
    placeholderData: () =>
      queryClient
        .getQueryData(walletQuery().queryKey)
        ?.items.find((coupon) => coupon.id === couponId),
    // Should the message of the redemption get lost, the screen finds out by itself.
    refetchInterval: news ? false : 10_000,
  })
  const [wasActive, setWasActive] = useState(false)
  const state = query.data?.state
  if (state === 'active' && !wasActive) setWasActive(true)
  const look = () =>
    void refresh('GET /v1/me/coupons/{couponId}', 'GET /v1/me/coupons', 'GET /v1/me/points')
  useLive(
    {},
    {
      redeemed: (data) => {
        if (data['couponId'] !== couponId) return
        setNews(data)
        look()
      },
      reversed: look,
      back: look,
    },
  )
  const isDone = news !== null || (wasActive && state === 'redeemed')
  const isGone = query.error instanceof ApiProblem && query.error.status === 404
  return (
    <main className={styles.screen} id="main">
      <div className={styles.top}>
        <ActionIcon
          variant="subtle"
          color="gray"
          size={48}
          onClick={back}
          aria-label={common.close}
        >
          <IconX />
        </ActionIcon>
      </div>
      <Answer
        query={query}
        loading={<Loading kind="page" />}
        {...(isGone ? { refused: <h1 className={styles.gain}>{t.gone}</h1> } : {})}
      >
        {(coupon) =>
          isDone ? <Redeemed coupon={coupon} news={news ?? {}} /> : <CouponBody coupon={coupon} />
        }
      </Answer>
    </main>
  )
}

function CouponBody({ coupon }: { readonly coupon: CouponShape }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow(10)
  const asked = conditions(coupon.terms, language)
  const obstacle = obstacleOf(coupon, now)
  const until = dateAndClock(new Date(coupon.expiresAt), now, language)
  return (
    <>
      <header
        className={styles.head}
        data-ink={inkOn(coupon.color)}
        style={{ '--shop': coupon.color }}
      >
        <p className={styles.merchant}>{coupon.merchantName}</p>
        <h1 className={styles.gain}>{gain(coupon.terms, language)}</h1>
        <p className={styles.title}>{coupon.title}</p>
        <p className={styles.terms}>{[asked, t.until(until)].filter(Boolean).join(' · ')}</p>
      </header>
      {obstacle ? (
        <p className={styles.obstacle} role="status">
          <Obstacle obstacle={obstacle} coupon={coupon} now={now} />
        </p>
      ) : (
        <CodePanel of={{ couponId: coupon.id }} />
      )}
      <footer className={styles.foot}>
        {!obstacle && <PhoneWallet couponId={coupon.id} />}
        {coupon.decisionId && (
          <GoLink className={styles.why} href={links.why(coupon.decisionId)}>
            {t.why}
          </GoLink>
        )}
      </footer>
    </>
  )
}

type ObstacleKind = 'redeemed' | 'expired' | 'cancelled' | 'paused' | 'not-yet'

function obstacleOf(coupon: CouponShape, now: Date): ObstacleKind | null {
  if (coupon.state !== 'active') return coupon.state
  if (Date.parse(coupon.expiresAt) <= now.getTime()) return 'expired'
  if (coupon.isPaused) return 'paused'
  return Date.parse(coupon.startsAt) > now.getTime() ? 'not-yet' : null
}

function Obstacle({
  obstacle,
  coupon,
  now,
}: {
  readonly obstacle: ObstacleKind
  readonly coupon: CouponShape
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  switch (obstacle) {
    case 'redeemed':
      return (
        <>
          {t.redeemed}{' '}
          {coupon.redeemedAt &&
            t.redeemedAt(dateAndClock(new Date(coupon.redeemedAt), now, language))}
        </>
      )
    case 'expired':
      return <>{t.expired}</>
    case 'cancelled':
      return <>{t.cancelled}</>
    case 'paused':
      return <>{t.paused}</>
    case 'not-yet':
      return <>{t.notYet(dateAndClock(new Date(coupon.startsAt), now, language))}</>
  }
}
