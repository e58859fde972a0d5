/** 혜택: what the shop gives, each as its sentence; to look for, rest, and go on. */
import { ActionIcon, Button, SegmentedControl, TextInput } from '@mantine/core'
import { useDebouncedValue } from '@mantine/hooks'
import {
  IconDiscount,
  IconPlayerPause,
  IconPlayerPlay,
  IconPlus,
  IconSearch,
  IconStack2,
} from '@tabler/icons-react'
import { keepPreviousData, useInfiniteQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { byCursor, Endless } from '../../../parts/Endless.tsx'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import { merchantPolicy as policyEn } from '../../../text/en/merchant-policy.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantPolicy as policyKo } from '../../../text/ko/merchant-policy.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import type { Offer } from '../shapes.ts'
import { useShop } from '../shop.tsx'
import { OwnerOnly } from '../ShopFrame.tsx'
import { OfferBadge, stateNow } from './OfferBadge.tsx'
import styles from './offers.module.css'
import { sentenceOf } from './sentence.ts'

const PAGE = 30
const TYPING_MS = 250
type Show = 'current' | 'open' | 'paused' | 'ended'

export function OffersScreen() {
  const t = useText({ ko, en })
  const policy = useText({ ko: policyKo, en: policyEn })
  const shop = useShop()
  const go = useGo()
  return (
    <Page
      title={t.title}
      action={
        shop.role !== 'staff' && (
          <Button
            h={48}
            leftSection={<IconPlus size={20} aria-hidden />}
            onClick={() => go(links.newOffer(shop.id))}
          >
            {t.create}
          </Button>
        )
      }
    >
      <OwnerOnly>
        <Offers />
        <Rows>
          <Row
            icon={IconStack2}
            title={policy.open}
            detail={policy.openHint}
            href={links.offerPolicy(shop.id)}
            onGo={() => go(links.offerPolicy(shop.id))}
          />
        </Rows>
      </OwnerOnly>
    </Page>
  )
}

function Offers() {
  const t = useText({ ko, en })
  const shop = useShop()
  const [show, setShow] = useState<Show>('current')
  const [typed, setTyped] = useState('')
  const [search] = useDebouncedValue(typed.trim(), TYPING_MS)
  const offers = useInfiniteQuery({
    queryKey: ['GET /v1/merchants/{merchantId}/offers', { merchantId: shop.id, show, search }],
    queryFn: ({ pageParam, signal }) =>
      call('GET /v1/merchants/{merchantId}/offers', {
        params: { merchantId: shop.id },
        query: { limit: PAGE, cursor: pageParam, show, search },
        signal,
      }),
    ...byCursor,
    placeholderData: keepPreviousData,
  })
  const isUntouched = show === 'current' && search === ''
  return (
    <>
      <div className={styles.filters}>
        <TextInput
          type="search"
          size="md"
          aria-label={t.search}
          placeholder={t.search}
          leftSection={<IconSearch size={18} aria-hidden />}
          value={typed}
          maxLength={100}
          onChange={({ currentTarget }) => setTyped(currentTarget.value)}
        />
        <SegmentedControl
          size="md"
          fullWidth
          aria-label={t.show}
          value={show}
          onChange={(next) => setShow(next)}
          data={[
            { value: 'current', label: t.showCurrent },
            { value: 'open', label: t.showOpen },
            { value: 'paused', label: t.showPaused },
            { value: 'ended', label: t.showEnded },
          ]}
        />
      </div>
      <Endless query={offers} empty={<None isFirst={isUntouched} />}>
        {(rows) => (
          <Rows label={t.listLabel}>
            {rows.map((offer) => (
              <OfferRow key={offer.id} offer={offer} />
            ))}
          </Rows>
        )}
      </Endless>
    </>
  )
}

function None({ isFirst }: { readonly isFirst: boolean }) {
  const t = useText({ ko, en })
  const shop = useShop()
  const go = useGo()
  if (!isFirst) {
    return (
      <EmptyState icon={IconSearch} title={t.noneTitle}>
        {t.noneBody}
      </EmptyState>
    )
  }
  return (
    <EmptyState
      icon={IconDiscount}
      title={t.emptyTitle}
      action={
        <Button size="lg" h={56} onClick={() => go(links.newOffer(shop.id))}>
          {t.emptyAction}
        </Button>
      }
    >
      {t.emptyBody}
    </EmptyState>
  )
}

function OfferRow({ offer }: { readonly offer: Offer }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const go = useGo()
  const now = useNow()
  const state = stateNow(offer, now)
  const sentence = sentenceOf(offer.terms, language)
  const counts = offer.isAutomatic ? t.countsUsed(offer.redeemed) : t.counts(offer)
  const href = links.offer(shop.id, offer.id)
  return (
    <Row
      title={offer.title}
      detail={
        <>
          <OfferBadge state={state} /> {sentence !== offer.title && <>{sentence} · </>}
          <span className="figures">{counts}</span>
        </>
      }
      href={href}
      onGo={() => go(href)}
      beside={<PauseButton offer={offer} state={state} />}
    />
  )
}

/** Rests or goes on, without leaving the list. */
function PauseButton({ offer, state }: { readonly offer: Offer; readonly state: Offer['state'] }) {
  const t = useText({ ko, en })
  const isOpen = state === 'open'
  const { mutate, isPending } = useMove(offer.id, isOpen ? t.pausedSays : t.started)
  if (state === 'ended') return null
  const does = isOpen ? t.pause : state === 'draft' ? t.start : t.resume
  const Icon = isOpen ? IconPlayerPause : IconPlayerPlay
  return (
    <ActionIcon
      variant="default"
      size={48}
      loading={isPending}
      aria-label={`${does}: ${offer.title}`}
      onClick={() => mutate(isOpen ? 'paused' : 'open')}
    >
      <Icon size={20} aria-hidden />
    </ActionIcon>
  )
}

/** Moves an offer to another state. */
export function useMove(offerId: string, done: string) {
  return useSave<'open' | 'paused' | 'ended'>({
    run: (state) => call('PATCH /v1/offers/{offerId}', { params: { offerId }, body: { state } }),
    done,
    after: () =>
      refresh(
        'GET /v1/merchants/{merchantId}/offers',
        'GET /v1/offers/{offerId}/own',
        'GET /v1/offers/{offerId}/changes',
      ),
  })
}
