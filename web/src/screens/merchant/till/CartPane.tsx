/** The bill while it is rung up: lines, coupons, each offer and why, what is to be paid. */
import { ActionIcon, Button, SegmentedControl } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { newId } from '../../../ids.ts'
import { capital, points, won } from '../../../parts/format.ts'
import { refusalWords, type Refusal } from '../../../parts/refusal-words.ts'
import { playAnswer } from '../../../parts/sounds.ts'
import { useNow } from '../../../parts/use-now.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { terms as termsEn } from '../../../text/en/terms.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { terms as termsKo } from '../../../text/ko/terms.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Section } from '../../../ui/Section.tsx'
import { Codes } from './Codes.tsx'
import { Offers } from './Offers.tsx'
import {
  leavesSomeOut,
  type Basket,
  type BillQuote,
  type CartLine,
  type Till,
  type TillEvent,
} from './till.ts'
import styles from './till.module.css'
import { holdCode, refusalOf, useQuote } from './use-till.ts'

const HOLD_MINUTES = 15
type Send = (event: TillEvent) => void
type OpenTill = Extract<Till, { kind: 'open' }>

export function CartPane({
  placeId,
  till: { basket, refusal },
  send,
}: {
  readonly placeId: string
  readonly till: OpenTill
  readonly send: Send
}) {
  const t = useText({ ko, en })
  const { quote, isSettled } = useQuote(placeId, basket)
  const [codeRefusal, setCodeRefusal] = useState<Refusal | null>(null)
  const [isReading, setReading] = useState(false)
  const read = async (code: string) => {
    setReading(true)
    const objection = await holdCode(placeId, [...basket.codes, code])
    setReading(false)
    setCodeRefusal(objection)
    playAnswer(objection ? 'no' : 'yes')
    if (!objection) send({ kind: 'code', code })
  }
  useScannerKeys({ onScan: (code) => void read(code), onTyped: () => undefined })
  const isEmpty = basket.lines.length === 0
  const shown = isEmpty ? null : (quote.data ?? null)
  const quoteRefusal = !isEmpty && quote.isError ? refusalOf(quote.error) : null
  const make = (holdMinutes: number | null) => {
    if (!quote.data || !isSettled) return
    const isPartial = leavesSomeOut(quote.data)
    send({ kind: 'make', making: { key: newId(), holdMinutes, isPartial } })
  }
  return (
    <>
      <Section
        title={t.cart}
        action={
          !isEmpty && (
            <Button variant="subtle" h={44} onClick={() => send({ kind: 'next' })}>
              {t.clear}
            </Button>
          )
        }
      >
        {isEmpty ? (
          <p className={styles.soft}>{t.cartEmpty}</p>
        ) : (
          <Lines lines={basket.lines} quote={shown} send={send} />
        )}
      </Section>
      <Section title={t.coupons}>
        <Codes
          codes={basket.codes}
          isBusy={isReading}
          onCode={(code) => void read(code)}
          onRemove={(code) => send({ kind: 'uncode', code })}
        />
        <Said refusal={codeRefusal ?? refusal ?? quoteRefusal} />
        {shown?.holderName && <p className={styles.soft}>{t.holder(shown.holderName)}</p>}
        {shown && <Offers offers={shown.offers} />}
      </Section>
      <Paying
        basket={basket}
        quote={shown}
        send={send}
        isReady={isSettled && !quote.isError}
        onMake={make}
      />
      {quote.isError && !quoteRefusal && !isEmpty && (
        <div className={styles.pane} role="alert">
          <p className={styles.refused}>{t.quoteBroken}</p>
          <Button variant="default" h={48} onClick={() => void quote.refetch()}>
            {t.again}
          </Button>
        </div>
      )}
    </>
  )
}

/** What the server said no to, and what to do next. */
export function Said({ refusal }: { readonly refusal: Refusal | null }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  if (!refusal) return null
  if (refusal.code === 'network') {
    return (
      <p className={styles.refused} role="alert">
        {t.quoteBroken}
      </p>
    )
  }
  const { says, todo } = refusalWords(refusal, now, language)
  return (
    <p className={styles.refused} role="alert">
      <b>{says}</b> {todo}
    </p>
  )
}

function Lines({
  lines,
  quote,
  send,
}: {
  readonly lines: readonly CartLine[]
  readonly quote: BillQuote | null
  readonly send: Send
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const quoted = new Map(quote?.lines.map((line) => [line.lineId, line]))
  const titles = new Map(quote?.offers.map((offer) => [offer.offerId, offer.offerTitle]))
  return (
    <ul className={styles.lines} aria-label={t.cart}>
      {lines.map(({ quantity, ...item }) => (
        <li key={item.name} className={styles.line}>
          <b>{item.name}</b>
          <span className={styles.count}>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={t.oneLess(item.name)}
              onClick={() => send({ kind: 'less', name: item.name })}
            >
              <IconMinus size={18} aria-hidden />
            </ActionIcon>
            <span className="figures">{quantity}</span>
            <ActionIcon
              variant="default"
              size={44}
              aria-label={t.oneMore(item.name)}
              onClick={() => send({ kind: 'add', item })}
            >
              <IconPlus size={18} aria-hidden />
            </ActionIcon>
          </span>
          <span className={`figures ${styles.sum}`}>
            {won(item.unitMinor * quantity, language)}
          </span>
          {quoted.get(item.name)?.shares.map(({ offerId, discountMinor }) => (
            <span key={offerId} className={styles.off}>
              <span>{titles.get(offerId)}</span>
              <span className="figures">−{won(discountMinor, language)}</span>
            </span>
          ))}
        </li>
      ))}
    </ul>
  )
}

function Paying({
  basket,
  quote,
  send,
  isReady,
  onMake,
}: {
  readonly basket: Basket
  readonly quote: BillQuote | null
  readonly send: Send
  readonly isReady: boolean
  readonly onMake: (holdMinutes: number | null) => void
}) {
  const t = useText({ ko, en })
  const { methods } = useText({ ko: termsKo, en: termsEn })
  const { language } = useLanguage()
  return (
    <section className={styles.pane} aria-label={t.pay}>
      <SegmentedControl
        size="md"
        fullWidth
        aria-label={t.method}
        value={basket.method}
        onChange={(method) => send({ kind: 'method', method })}
        data={(['card', 'cash', 'transfer'] as const).map((value) => ({
          value,
          label: capital(methods[value]),
        }))}
      />
      {quote && (
        <dl className={styles.totals} aria-live="polite">
          <dt>{t.sum}</dt>
          <dd className="figures">{won(quote.billMinor, language)}</dd>
          {quote.discountMinor > 0 && (
            <>
              <dt>{t.discount}</dt>
              <dd className="figures">−{won(quote.discountMinor, language)}</dd>
            </>
          )}
          <dt data-sum>{t.pay}</dt>
          <dd data-sum className="figures">
            {won(quote.payMinor, language)}
          </dd>
        </dl>
      )}
      {quote && quote.points > 0 && (
        <p className={styles.soft}>{t.points(points(quote.points, language))}</p>
      )}
      <BigButton h={64} disabled={!isReady || !quote} onClick={() => onMake(null)}>
        {quote ? t.payAction(won(quote.payMinor, language)) : t.payWaits}
      </BigButton>
      {quote && (
        <Button variant="default" h={48} disabled={!isReady} onClick={() => onMake(HOLD_MINUTES)}>
          {t.hold}
        </Button>
      )}
    </section>
  )
}
