/** The stamp cards of a shop: those that run, and a new one as a sentence. */
import { Button, Select, SegmentedControl, TextInput } from '@mantine/core'
import { IconRubberStamp } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { won } from '../../../parts/format.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { ItemOf, ReplyTo } from '../../../shapes.ts'
import { merchantLoyalty as en } from '../../../text/en/merchant-loyalty.ts'
import { merchantLoyalty as ko } from '../../../text/ko/merchant-loyalty.ts'
import { useLanguage, useText, type Language } from '../../../text/language.tsx'
import { AmountField } from '../../../ui/AmountField.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { useShop } from '../shop.tsx'
import { CountField } from './EarnSection.tsx'
import styles from './loyalty.module.css'

type Card = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/stamp-cards'>>
type Offer = ItemOf<ReplyTo<'GET /v1/merchants/{merchantId}/offers'>>

type Draft = Pick<
  Card,
  'id' | 'title' | 'stampsToFill' | 'rule' | 'paidMinorMin' | 'stampsPerDayMax' | 'rewardOfferId'
>

const OFFERS_SHOWN = 100

function useOffers() {
  const { id: merchantId } = useShop()
  return useQuery(
    ask('GET /v1/merchants/{merchantId}/offers', {
      params: { merchantId },
      query: { limit: OFFERS_SHOWN },
    }),
  )
}

export function StampCards() {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const [isAdding, setAdding] = useState(false)
  const params = { merchantId: shop.id }
  const query = useQuery(ask('GET /v1/merchants/{merchantId}/stamp-cards', { params }))
  const offers = useOffers().data?.items ?? []
  const end = useSave<Card>({
    run: ({ id }) =>
      call('POST /v1/stamp-cards/{stampCardId}/end', { params: { stampCardId: id } }),
    done: t.cardEnded,
    after: () => refresh('GET /v1/merchants/{merchantId}/stamp-cards'),
  })
  return (
    <Section title={t.cards}>
      <Answer query={query} loading={<Loading count={1} />}>
        {({ items }) =>
          items.length === 0 ? (
            <p className={styles.none}>{t.cardsNone}</p>
          ) : (
            <Rows label={t.cards}>
              {items.map((card) => (
                <Row
                  key={card.id}
                  icon={IconRubberStamp}
                  title={card.title}
                  detail={
                    card.state === 'ended'
                      ? t.ended
                      : cardSentence(card, titleOf(offers, card.rewardOfferId), language, t)
                  }
                  end={
                    card.state === 'open' && (
                      <Button
                        variant="subtle"
                        color="gray"
                        h={44}
                        aria-label={`${card.title} ${t.cardEnd}`}
                        onClick={() => end.mutate(card)}
                      >
                        {t.cardEnd}
                      </Button>
                    )
                  }
                />
              ))}
            </Rows>
          )
        }
      </Answer>
      <Button variant="default" h={48} onClick={() => setAdding(true)}>
        {t.cardAdd}
      </Button>
      <Sheet isOpen={isAdding} onClose={() => setAdding(false)} title={t.cardAdd}>
        <NewCard onDone={() => setAdding(false)} />
      </Sheet>
    </Section>
  )
}

const titleOf = (offers: readonly Offer[], id: string) =>
  offers.find((offer) => offer.id === id)?.title ?? '…'

function cardSentence(
  { rule, stampsToFill }: Pick<Card, 'rule' | 'stampsToFill'>,
  reward: string,
  language: Language,
  t: typeof ko,
): string {
  const when =
    rule.kind === 'per-visit' ? t.cardRuleVisit : t.cardRuleAmount(won(rule.amountMinor, language))
  return t.cardSays(when, stampsToFill, reward)
}

function NewCard({ onDone }: { readonly onDone: () => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const offers = useOffers().data?.items.filter(({ state }) => state !== 'ended') ?? []
  const [card, setCard] = useState<Draft>({
    id: newId(),
    title: '',
    stampsToFill: 10,
    rule: { kind: 'per-visit' },
    paidMinorMin: 0,
    stampsPerDayMax: 1,
    rewardOfferId: '',
  })
  const change = (part: Partial<typeof card>) => setCard((before) => ({ ...before, ...part }))
  const save = useSave({
    run: () =>
      call('POST /v1/merchants/{merchantId}/stamp-cards', {
        params: { merchantId: shop.id },
        body: { ...card, title: card.title.trim() },
      }),
    done: t.cardOpened,
    after: () => {
      onDone()
      return refresh('GET /v1/merchants/{merchantId}/stamp-cards')
    },
  })
  const isComplete = card.title.trim() !== '' && card.rewardOfferId !== '' && card.stampsToFill >= 2
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <p className={styles.says} aria-live="polite">
        {cardSentence(card, titleOf(offers, card.rewardOfferId), language, t)}
      </p>
      <TextInput
        label={t.cardTitle}
        placeholder={t.cardTitlePlaceholder}
        size="md"
        maxLength={60}
        value={card.title}
        onChange={({ currentTarget }) => change({ title: currentTarget.value })}
      />
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.cardRule}
        value={card.rule.kind}
        onChange={(kind) =>
          change({
            rule: kind === 'per-visit' ? { kind } : { kind: 'per-amount', amountMinor: 5_000 },
          })
        }
        data={[
          { value: 'per-visit', label: t.cardRules.visit },
          { value: 'per-amount', label: t.cardRules.amount },
        ]}
      />
      <div className={styles.pair}>
        {card.rule.kind === 'per-amount' && (
          <AmountField
            label={t.cardAmount}
            size="md"
            value={card.rule.amountMinor}
            onAmount={(amountMinor) => change({ rule: { kind: 'per-amount', amountMinor } })}
          />
        )}
        <CountField
          label={t.cardCount}
          value={card.stampsToFill}
          onCount={(stampsToFill) => change({ stampsToFill: Math.min(50, stampsToFill) })}
        />
        <AmountField
          label={t.cardMin}
          size="md"
          value={card.paidMinorMin}
          onAmount={(paidMinorMin) => change({ paidMinorMin })}
        />
        <CountField
          label={t.cardDayMax}
          value={card.stampsPerDayMax ?? 0}
          onCount={(count) => change({ stampsPerDayMax: count > 0 ? count : null })}
        />
      </div>
      <Select
        label={t.cardReward}
        size="md"
        {...(offers.length === 0 && { description: t.cardRewardNone })}
        data={offers.map(({ id, title }) => ({ value: id, label: title }))}
        value={card.rewardOfferId || null}
        onChange={(value) => change({ rewardOfferId: value ?? '' })}
      />
      <Button type="submit" h={52} disabled={!isComplete} loading={save.isPending}>
        {t.cardAdd}
      </Button>
    </form>
  )
}
