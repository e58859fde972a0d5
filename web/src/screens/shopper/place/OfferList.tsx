/** The coupons of a place that can be taken now, in one tap. */
import { Button } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayName } from '../../../parts/format.ts'
import { useGo, usePath } from '../../../parts/go.tsx'
import { useMe } from '../../../parts/me.ts'
import { conditions, gain } from '../../../parts/terms.ts'
import { walletQuery } from '../../../parts/wallet.ts'
import type { CouponShape, OpenOffer } from '../../../shapes.ts'
import { place as en } from '../../../text/en/place.ts'
import { place as ko } from '../../../text/ko/place.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Loading } from '../../../ui/Loading.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './PlaceScreen.module.css'

export function OfferList({
  placeId,
  color,
  now,
}: {
  readonly placeId: string
  readonly color: string
  readonly now: Date
}) {
  const t = useText({ ko, en })
  const who = useMe()
  const query = useQuery(ask('GET /v1/places/{placeId}/offers', { params: { placeId } }))
  const wallet = useQuery({ ...walletQuery(), enabled: who.kind === 'person' })
  const mine = (wallet.data?.items ?? []).filter((coupon) => coupon.state === 'active')
  return (
    <section>
      <Answer query={query} loading={<Loading count={2} />}>
        {({ items }) =>
          items.length === 0 ? (
            <div className={styles.quiet}>
              <p>{t.noOffers}</p>
              <p className={styles.line}>{t.noOffersBody}</p>
            </div>
          ) : (
            <>
              <h2 className={styles.title}>{t.offers}</h2>
              <ul className={styles.offers}>
                {items.map((offer) => (
                  <Offer
                    key={offer.id}
                    offer={offer}
                    color={color}
                    now={now}
                    held={mine.find((coupon) => coupon.offerId === offer.id) ?? null}
                  />
                ))}
              </ul>
            </>
          )
        }
      </Answer>
    </section>
  )
}

function Offer({
  offer,
  color,
  now,
  held,
}: {
  readonly offer: OpenOffer
  readonly color: string
  readonly now: Date
  readonly held: CouponShape | null
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const asked = conditions(offer.terms, language)
  const when = dayName(new Date(offer.endsAt), now, language)
  return (
    <li className={styles.offer} style={{ '--shop': color }}>
      <div className={styles.offerWords}>
        <p className={styles.gain}>{gain(offer.terms, language)}</p>
        <p className={styles.offerTitle}>{offer.title}</p>
        <p className={styles.line}>
          {[asked, offer.validDays && t.validDays(offer.validDays), t.until(when)]
            .filter(Boolean)
            .join(' · ')}
        </p>
      </div>
      <Claim offer={offer} held={held} />
    </li>
  )
}

function Claim({ offer, held }: { readonly offer: OpenOffer; readonly held: CouponShape | null }) {
  const t = useText({ ko, en })
  const go = useGo()
  const path = usePath()
  const who = useMe()
  const says = useRefusalText()
  // The same id for every try of this button: a repeat after a broken line gives no second coupon.
  const [couponId] = useState(() => newId())
  const claim = useMutation({
    mutationFn: () =>
      call('POST /v1/offers/{offerId}/claims', {
        params: { offerId: offer.id },
        body: { couponId },
        idempotencyKey: couponId,
      }),
    onSuccess: async () => {
      toast({ says: t.claimed, tone: 'yes' })
      await refresh('GET /v1/me/coupons', 'GET /v1/places/{placeId}/offers')
    },
  })
  if (who.kind === 'nobody') {
    return (
      <Button mih={48} onClick={() => go(links.signIn(path))}>
        {t.signInToClaim}
      </Button>
    )
  }
  if (held) {
    return (
      <Button variant="default" mih={48} onClick={() => go(links.coupon(held.id))}>
        {t.show}
      </Button>
    )
  }
  return (
    <>
      <Button mih={48} loading={claim.isPending} onClick={() => claim.mutate()}>
        {t.claim}
      </Button>
      {claim.isError && (
        <p className={styles.note} role="alert">
          {says(claim.error)}
        </p>
      )}
    </>
  )
}
