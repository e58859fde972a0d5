/** A gift card is sold: an amount, and a number that is shown this once. */
import { Button, Chip } from '@mantine/core'
import { IconCopy, IconGift, IconPrinter } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call, refresh, type ReplyOf } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { date, won } from '../../../parts/format.ts'
import { PrintPage } from '../../../parts/PrintPage.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { merchantGifts as en } from '../../../text/en/merchant-gifts.ts'
import { merchantGifts as ko } from '../../../text/ko/merchant-gifts.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { AmountField } from '../../../ui/AmountField.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { useShop } from '../shop.tsx'
import styles from './gifts.module.css'
import result from './Result.module.css'

const AMOUNTS_MINOR = [10_000, 30_000, 50_000, 100_000]
/** The server issues no larger card. */
const AMOUNT_MINOR_MAX = 500_000
type Issued = ReplyOf<'POST /v1/places/{placeId}/gift-cards'>

export function SellGift({ placeId }: { readonly placeId: string }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [amountMinor, setAmount] = useState(0)
  // Sent again after a broken line, it is the same card.
  const [giftCardId, setId] = useState(newId)
  const sell = useMutation({
    mutationFn: () =>
      call('POST /v1/places/{placeId}/gift-cards', {
        params: { placeId },
        body: { giftCardId, amountMinor },
        idempotencyKey: giftCardId,
      }),
    onSuccess: () => refresh('GET /v1/merchants/{merchantId}/gift-float'),
  })
  if (sell.data) {
    const next = () => {
      sell.reset()
      setAmount(0)
      setId(newId())
    }
    return <Sold card={sell.data} onNext={next} />
  }
  const change = (minor: number) => {
    setAmount(minor)
    // Another amount is another card, also after a try without an answer.
    setId(newId())
  }
  const whyNot =
    amountMinor <= 0
      ? t.sellWaits
      : amountMinor > AMOUNT_MINOR_MAX
        ? t.tooMuch(won(AMOUNT_MINOR_MAX, language))
        : null
  return (
    <div className={styles.pane}>
      <p className={styles.label} id="gift-amount">
        {t.amount}
      </p>
      <Chip.Group value={String(amountMinor)} onChange={(next) => change(Number(next))}>
        <div className={styles.amounts} role="group" aria-labelledby="gift-amount">
          {AMOUNTS_MINOR.map((minor) => (
            <Chip
              key={minor}
              value={String(minor)}
              size="lg"
              radius="md"
              variant="outline"
              icon={null}
            >
              {won(minor, language)}
            </Chip>
          ))}
        </div>
      </Chip.Group>
      <AmountField
        size="md"
        label={t.other}
        step={5_000}
        value={amountMinor}
        onAmount={(minor) => minor !== amountMinor && change(minor)}
      />
      {sell.isError && (
        <p className={styles.soft} role="alert">
          {says(sell.error)}
        </p>
      )}
      <BigButton
        h={64}
        leftSection={<IconGift aria-hidden />}
        loading={sell.isPending}
        whyNot={whyNot}
        onClick={() => sell.mutate()}
      >
        {whyNot ? t.sell : t.sellAction(won(amountMinor, language))}
      </BigButton>
    </div>
  )
}

function Sold({ card, onNext }: { readonly card: Issued; readonly onNext: () => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const shop = useShop()
  const now = useNow(60)
  const [isPrinting, setPrinting] = useState(false)
  const amount = won(card.amountMinor, language)
  const day = date(new Date(card.expiresAt), now, language)
  const copy = async () => {
    await navigator.clipboard.writeText(card.code)
    toast({ says: t.copied, tone: 'yes' })
  }
  return (
    <div className={result.panel} data-tone="yes" role="status">
      <span className={result.sign} aria-hidden>
        <IconGift size={56} />
      </span>
      <p className={result.title}>{t.sold(amount)}</p>
      <p className={styles.code} data-testid="gift-code">
        {card.code}
      </p>
      <p className={result.todo}>{t.until(day)}</p>
      <p className={result.todo}>{t.soldBody}</p>
      <div className={result.actions}>
        <Button
          size="lg"
          h={56}
          leftSection={<IconPrinter aria-hidden />}
          onClick={() => setPrinting(true)}
        >
          {t.print}
        </Button>
        <Button
          size="lg"
          h={56}
          variant="default"
          leftSection={<IconCopy aria-hidden />}
          onClick={() => void copy()}
        >
          {t.copy}
        </Button>
        <Button size="lg" h={56} variant="default" onClick={onNext}>
          {t.next}
        </Button>
      </div>
      {isPrinting && (
        <PrintPage
          name={t.title}
          shop={shop.name}
          title={t.printTitle(amount)}
          body={t.printBody}
          note={t.printNote(shop.name, day)}
          onClose={() => setPrinting(false)}
        >
          <p className={styles.code}>{card.code}</p>
        </PrintPage>
      )}
    </div>
  )
}
