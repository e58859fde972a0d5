/** A bill that shows what the offer does, reckoned by the server while it is written. */
import { useDebouncedValue } from '@mantine/hooks'
import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, call } from '../../../api.ts'
import { points, won } from '../../../parts/format.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantOffers as en } from '../../../text/en/merchant-offers.ts'
import { merchantOffers as ko } from '../../../text/ko/merchant-offers.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { refusalWords } from '../../../parts/refusal-words.ts'
import { useShop } from '../shop.tsx'
import { exampleCart } from './example-cart.ts'
import { MoneyField, useMenu } from './fields.tsx'
import type { OfferForm } from './offer-form.ts'
import { termsOf } from './offer-request.ts'
import styles from './offers.module.css'
import { BoughtRow, OffRow, SumRow } from './Receipt.tsx'

/** Long enough for a digit more, short enough to look live. */
const TYPING_MS = 200

type Asked = {
  readonly terms: ReturnType<typeof termsOf>
  readonly cart: ReturnType<typeof exampleCart>
}

function useExample(asked: Asked, isWhole: boolean) {
  const shop = useShop()
  const [settled] = useDebouncedValue(JSON.stringify(asked), TYPING_MS)
  return useQuery({
    queryKey: ['POST /v1/merchants/{merchantId}/offers/example', shop.id, settled],
    queryFn: ({ signal }) => {
      const { terms, cart } = JSON.parse(settled) as Asked
      return call('POST /v1/merchants/{merchantId}/offers/example', {
        params: { merchantId: shop.id },
        body: { terms, ...cart },
        signal,
      })
    },
    enabled: isWhole,
    retry: false,
    placeholderData: keepPreviousData,
  })
}

/** @param isWhole whether enough is written to be reckoned */
export function ExampleBill({
  form,
  isWhole,
}: {
  readonly form: OfferForm
  readonly isWhole: boolean
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const menu = useMenu()
  const now = useNow()
  const [billMinor, setBill] = useState(0)
  const cart = exampleCart(form, t.exampleOther, menu, billMinor > 0 ? billMinor : null)
  const example = useExample({ terms: termsOf(form), cart }, isWhole)
  const isBroken =
    example.isError && !(example.error instanceof ApiProblem && example.error.status < 500)
  if (!isWhole || (!example.data && !isBroken)) {
    return (
      <div className={styles.receipt}>
        <p className={styles.receiptTitle}>{t.example}</p>
        <p className={styles.soft}>{t.exampleWaits}</p>
      </div>
    )
  }
  if (!example.data) {
    return (
      <div className={styles.receipt} role="status">
        <p className={styles.soft}>{t.exampleBroken}</p>
      </div>
    )
  }
  const { data } = example
  const offs = new Map(data.lines.map((line) => [line.lineId, line.discountMinor]))
  const off = (minor: number) => `−${won(minor, language)}`
  return (
    <>
      <div className={styles.receipt} aria-live="polite" data-testid="example">
        <p className={styles.receiptTitle}>{t.example}</p>
        {cart.lines.map((line) => (
          <div key={line.lineId}>
            <BoughtRow line={line} />
            <Off minor={offs.get(line.lineId) ?? 0} />
          </div>
        ))}
        {cart.deliveryMinor > 0 && (
          <>
            <p className={styles.receiptRow}>
              <span>{t.exampleDelivery}</span>
              <span className="figures">{won(cart.deliveryMinor, language)}</span>
            </p>
            <Off minor={data.deliveryDiscountMinor} />
          </>
        )}
        {data.extras.map((extra) => (
          <p key={`${extra.kind}/${extra.itemName}`} className={styles.receiptRow} data-off="true">
            {extra.kind === 'added'
              ? t.exampleExtra(extra.itemName)
              : t.exampleUpgraded(extra.itemName)}
          </p>
        ))}
        {data.points > 0 && (
          <p className={styles.receiptRow} data-off="true">
            {t.examplePoints(points(data.points, language))}
          </p>
        )}
        {data.giftMinor > 0 && (
          <p className={styles.receiptRow} data-off="true">
            {t.exampleGift(won(data.giftMinor, language))}
          </p>
        )}
        {data.reason && (
          <p className={styles.receiptRow} data-off="true">
            {
              refusalWords(
                { code: data.reason.code, says: data.reason.says, more: data.reason.details },
                now,
                language,
              ).says
            }
          </p>
        )}
        <SumRow says={t.examplePay} minor={data.payMinor} />
        {data.discountMinor > 0 && (
          <span className="only-heard">
            {t.exampleDiscount} {off(data.discountMinor)}
          </span>
        )}
      </div>
      <MoneyField label={t.exampleSum} value={billMinor} onAmount={setBill} />
      <p className={styles.soft}>{t.exampleWhen}</p>
    </>
  )
}

function Off({ minor }: { readonly minor: number }) {
  const t = useText({ ko, en })
  return minor === 0 ? null : <OffRow says={t.exampleDiscount} minor={minor} />
}
