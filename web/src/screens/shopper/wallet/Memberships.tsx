/** What I have at the shops: the nearest first, with points, tier and stamps. */
import { Button } from '@mantine/core'
import { IconQrcode } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { useLive } from '../../../live.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { inkOn } from '../../../parts/colour.ts'
import { date, points } from '../../../parts/format.ts'
import { GoLink, useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { membershipsQuery } from '../../../parts/wallet.ts'
import { positionOf, useWhereabouts } from '../../../parts/whereabouts.ts'
import type { MembershipShape } from '../../../shapes.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { inOrder, isExpiringSoon } from './member-order.ts'
import styles from './Memberships.module.css'
import { seenPlaces } from './seen-places.ts'
import { StampDots } from './StampDots.tsx'

/** The one thing to press at a counter. */
export function ShowCode() {
  const t = useText({ ko, en })
  const go = useGo()
  return (
    <Button
      className={styles.show ?? ''}
      h={64}
      fullWidth
      leftSection={<IconQrcode size={28} aria-hidden />}
      onClick={() => go(links.memberCode())}
    >
      <span className={styles.showWords}>
        <span>{t.showCode}</span>
        <small>{t.showCodeHint}</small>
      </span>
    </Button>
  )
}

export function Memberships() {
  const t = useText({ ko, en })
  const query = useQuery(membershipsQuery())
  const look = () => void refresh('GET /v1/me/memberships', 'GET /v1/me/gift-cards')
  useLive({}, { loyalty: look, back: look })
  return (
    <section aria-labelledby="memberships">
      <h2 id="memberships" className={styles.title}>
        {t.memberships}
      </h2>
      <Answer query={query} loading={<Loading count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.empty}>{t.empty}</p>
          ) : (
            <MembershipList items={items} />
          )
        }
      </Answer>
    </section>
  )
}

function MembershipList({ items }: { readonly items: readonly MembershipShape[] }) {
  const now = useNow()
  const here = positionOf(useWhereabouts())
  return (
    <ul className={styles.list}>
      {inOrder(items, { here, places: seenPlaces(), now }).map((held) => (
        <li key={held.merchantId}>
          <MembershipCard held={held} now={now} />
        </li>
      ))}
    </ul>
  )
}

function MembershipCard({ held, now }: { readonly held: MembershipShape; readonly now: Date }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const { expiring } = held
  const isSoon = isExpiringSoon(held, now)
  return (
    <GoLink className={styles.card} href={links.membership(held.merchantId)}>
      <span className={styles.head} data-ink={inkOn(held.color)} style={{ '--shop': held.color }}>
        <span className={styles.merchant}>{held.merchantName}</span>
        {held.tier && <span className={styles.tier}>{held.tier.name}</span>}
      </span>
      <span className={styles.body}>
        <strong className={styles.points}>
          {held.available > 0 ? t.usable(points(held.available, language)) : t.none}
        </strong>
        {held.upcoming > 0 && (
          <span className={styles.line}>{t.upcoming(points(held.upcoming, language))}</span>
        )}
        {isSoon && expiring && (
          <span className={styles.line} data-ending>
            {t.expiring(
              points(expiring.points, language),
              date(new Date(expiring.expiresAt), now, language),
            )}
          </span>
        )}
        {held.cards.map((card) => (
          <StampDots key={card.stampCardId} card={card} />
        ))}
      </span>
    </GoLink>
  )
}
