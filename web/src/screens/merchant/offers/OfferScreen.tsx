/** One offer: its sentence, how it does, what may be done with it, and who changed it. */
import { Button } from '@mantine/core'
import { IconArchive, IconCopy, IconPencil, IconTicket } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo, usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Card, Figure, Figures } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import type { Offer } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { OfferBadge, stateNow } from './OfferBadge.tsx'
import { OfferChanges } from './OfferChanges.tsx'
import styles from './offers.module.css'
import { useMove } from './OffersScreen.tsx'
import { rulesOf, sentenceOf } from './sentence.ts'

export function OfferScreen() {
  return (
    <OwnerOnly>
      <OfferPage />
    </OwnerOnly>
  )
}

/** The offer in the URL, as its owner sees it. */
export function useOwnOffer() {
  const offerId = usePathPart('offerId')
  return useQuery({
    ...ask('GET /v1/offers/{offerId}/own', { params: { offerId } }),
    enabled: offerId !== '',
  })
}

function OfferPage() {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const offer = useOwnOffer()
  const toList = () => go(links.offers(shop.id))
  return (
    <Page title={offer.data?.title ?? t.title} onBack={toList}>
      <Answer query={offer} loading={<Loading kind="page" />} refused={<NoSuchOffer />}>
        {(found) => <Told offer={found} />}
      </Answer>
    </Page>
  )
}

export function NoSuchOffer() {
  const t = useText({ ko, en })
  const { id } = useShop()
  return (
    <NotHere
      title={t.notFoundTitle}
      body={t.notFoundBody}
      onward={t.toList}
      href={links.offers(id)}
    />
  )
}

function Told({ offer }: { readonly offer: Offer }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow()
  const state = stateNow(offer, now)
  return (
    <>
      <Card>
        <OfferBadge state={state} />
        <p className={styles.sentence}>{sentenceOf(offer.terms, language)}</p>
        <p className={styles.soft}>{rulesOf(offer, now, language)}</p>
      </Card>
      <Figures>
        {!offer.isAutomatic && <Figure name={t.granted} value={t.pieces(offer.granted)} />}
        <Figure name={t.redeemed} value={t.times(offer.redeemed)} />
        {offer.couponsLeft !== null && (
          <Figure name={t.couponsLeft} value={t.pieces(offer.couponsLeft)} />
        )}
      </Figures>
      <Moves offer={offer} state={state} />
      {!offer.isAutomatic && state !== 'ended' && (
        <Rows>
          <Row
            icon={IconTicket}
            title={t.toCodes}
            href={links.offerCodes(shop.id, offer.id)}
            onGo={() => go(links.offerCodes(shop.id, offer.id))}
          />
        </Rows>
      )}
      <OfferChanges offerId={offer.id} />
    </>
  )
}

function Moves({ offer, state }: { readonly offer: Offer; readonly state: Offer['state'] }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  const [isEnding, setEnding] = useState(false)
  const isOpen = state === 'open'
  const move = useMove(offer.id, isOpen ? t.pausedSays : t.started)
  const end = useMove(offer.id, t.ended)
  return (
    <div className={styles.moves}>
      {state !== 'ended' && (
        <>
          <Button
            h={48}
            loading={move.isPending}
            variant={isOpen ? 'default' : 'filled'}
            onClick={() => move.mutate(isOpen ? 'paused' : 'open')}
          >
            {isOpen ? t.pause : state === 'draft' ? t.start : t.resume}
          </Button>
          <Button
            h={48}
            variant="default"
            leftSection={<IconPencil size={18} aria-hidden />}
            onClick={() => go(links.editOffer(shop.id, offer.id))}
          >
            {t.edit}
          </Button>
        </>
      )}
      <Button
        h={48}
        variant="default"
        leftSection={<IconCopy size={18} aria-hidden />}
        onClick={() => go(links.copyOffer(shop.id, offer.id))}
      >
        {t.copy}
      </Button>
      {offer.state !== 'ended' && (
        <Button
          h={48}
          variant="default"
          leftSection={<IconArchive size={18} aria-hidden />}
          onClick={() => setEnding(true)}
        >
          {t.end}
        </Button>
      )}
      <Sheet isOpen={isEnding} onClose={() => setEnding(false)} title={t.endQuestion}>
        <div className={styles.fields}>
          <p className={styles.soft}>{t.endBody}</p>
          <Button
            h={52}
            loading={end.isPending}
            onClick={() => end.mutate('ended', { onSuccess: () => setEnding(false) })}
          >
            {t.endYes}
          </Button>
          <Button h={52} variant="default" onClick={() => setEnding(false)}>
            {t.endNo}
          </Button>
        </div>
      </Sheet>
    </div>
  )
}
