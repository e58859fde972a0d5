/** Earning and spending with a member code: the bill, the code, one answer. */
import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconCheck, IconPhone } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { points, won } from '../../../parts/format.ts'
import type { ReplyTo } from '../../../shapes.ts'
import { Camera } from '../../../parts/Camera.tsx'
import { merchantCounter as counterEn } from '../../../text/en/merchant-counter.ts'
import { merchantMember as en } from '../../../text/en/merchant-member.ts'
import { merchantCounter as counterKo } from '../../../text/ko/merchant-counter.ts'
import { merchantMember as ko } from '../../../text/ko/merchant-member.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Keypad } from '../../../ui/Keypad.tsx'
import styles from './CounterScreen.module.css'
import { amountAfter, amountTyped, memberCodeOf } from './keypad.ts'
import { MemberTags } from './MemberTags.tsx'
import { PhoneSale } from './PhoneSale.tsx'
import result from './Result.module.css'
import { playAnswer } from '../../../parts/sounds.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'

type Bought = ReplyTo<'POST /v1/places/{placeId}/purchases'>
type Sale = { readonly placeId: string; readonly paidMinor: number; readonly code: string }

/** Asks what a sale would bring, or makes it. */
function buy({ placeId, paidMinor, code }: Sale, purchaseId: string, isDryRun: boolean) {
  const body = { purchaseId, code, paidMinor, isDryRun }
  return call('POST /v1/places/{placeId}/purchases', { params: { placeId }, body })
}

export function MemberPane({
  placeId,
  hasSound,
}: {
  readonly placeId: string
  readonly hasSound: boolean
}) {
  const [digits, setDigits] = useState('')
  const [code, setCode] = useState<string | null>(null)
  const [isByPhone, setByPhone] = useState(false)
  // Sent again after a broken line, it is the same sale.
  const [ids, setIds] = useState(() => ({ purchase: newId(), spending: newId() }))
  const next = () => {
    setDigits('')
    setCode(null)
    setByPhone(false)
    setIds({ purchase: newId(), spending: newId() })
  }
  const paidMinor = Number(digits)
  if (code !== null && paidMinor > 0) {
    const sale = { placeId, paidMinor, code }
    return <MemberSale sale={sale} ids={ids} hasSound={hasSound} onNext={next} />
  }
  if (isByPhone) {
    return (
      <PhoneSale
        placeId={placeId}
        paidMinor={paidMinor}
        purchaseId={ids.purchase}
        hasSound={hasSound}
        onBack={() => setByPhone(false)}
        onNext={next}
      />
    )
  }
  return (
    <MemberEntry
      digits={digits}
      hasCode={code !== null}
      onDigits={setDigits}
      onCode={(read) => setCode(memberCodeOf(read))}
      onPhone={() => setByPhone(true)}
    />
  )
}

function MemberEntry({
  digits,
  hasCode,
  onDigits,
  onCode,
  onPhone,
}: {
  readonly digits: string
  readonly hasCode: boolean
  readonly onDigits: (digits: string) => void
  readonly onCode: (code: string) => void
  readonly onPhone: () => void
}) {
  const t = useText({ ko, en })
  const counter = useText({ ko: counterKo, en: counterEn })
  const { language } = useLanguage()
  const [isScanning, setScanning] = useState(false)
  const [typed, setTyped] = useState('')
  useScannerKeys({ onScan: onCode, onTyped: (keys) => onDigits(amountTyped(digits, keys)) })
  return (
    <div className={styles.pane}>
      <output className={styles.amount} aria-label={counter.bill}>
        <span className={styles.amountName}>{counter.bill}</span>
        <span className={styles.amountValue} data-empty={digits === ''}>
          {digits === '' ? (hasCode ? t.bill : counter.billEmpty) : won(Number(digits), language)}
        </span>
      </output>
      {isScanning ? (
        <Camera onCode={onCode} />
      ) : (
        <Keypad
          zeros="000"
          labels={{ back: counter.back, clear: counter.clear, keys: counter.bill }}
          onKey={(pressed) => onDigits(amountAfter(digits, pressed))}
        />
      )}
      {!hasCode && (
        <>
          <BigButton
            h={64}
            leftSection={<IconCamera aria-hidden />}
            onClick={() => setScanning(!isScanning)}
          >
            {isScanning ? t.stop : t.scan}
          </BigButton>
          <BigButton
            h={64}
            variant="default"
            leftSection={<IconPhone aria-hidden />}
            whyNot={Number(digits) > 0 ? null : t.bill}
            onClick={onPhone}
          >
            {t.byPhone}
          </BigButton>
          <form
            className={styles.typing}
            onSubmit={(event) => {
              event.preventDefault()
              onCode(typed)
            }}
          >
            <TextInput
              label={t.typeLabel}
              description={t.typeHint}
              size="lg"
              autoComplete="off"
              autoCapitalize="characters"
              spellCheck={false}
              value={typed}
              onChange={({ currentTarget }) => setTyped(currentTarget.value)}
            />
            <Button
              type="submit"
              variant="default"
              size="lg"
              h={56}
              disabled={memberCodeOf(typed) === null}
            >
              {t.typed}
            </Button>
          </form>
        </>
      )}
    </div>
  )
}

type SaleProps = {
  readonly sale: Sale
  readonly ids: { readonly purchase: string; readonly spending: string }
  readonly hasSound: boolean
  readonly onNext: () => void
}

function MemberSale({ sale, ids, hasSound, onNext }: SaleProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [spends, setSpends] = useState('')
  const amount = Number(spends) || 0
  const preview = useQuery({
    queryKey: ['member-sale', sale, ids.purchase],
    queryFn: () => buy(sale, ids.purchase, true),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const make = useMutation({
    mutationFn: async () => {
      const paid = amount > 0 ? await spend(sale, ids, amount) : 0
      const bought = await buy(
        { ...sale, paidMinor: Math.max(0, sale.paidMinor - paid) },
        ids.purchase,
        false,
      )
      return { bought, payMinor: bought.paidMinor }
    },
    onSuccess: () => hasSound && playAnswer('yes'),
    onError: () => hasSound && playAnswer('no'),
  })
  const error = make.error ?? preview.error
  const shown = make.data?.bought ?? preview.data
  return (
    <div
      className={result.panel}
      data-tone={error ? 'no' : 'yes'}
      role={error ? 'alert' : 'status'}
    >
      {make.data && (
        <span className={result.sign} aria-hidden>
          <IconCheck size={56} />
        </span>
      )}
      <p className={result.title}>
        {error ? says(error) : make.data ? t.done : won(sale.paidMinor, language)}
      </p>
      {shown && !error && <Brought bought={shown} isDone={make.data !== undefined} />}
      {make.data && <p className={result.todo}>{t.pays(won(make.data.payMinor, language))}</p>}
      {make.data && <MemberTags personId={make.data.bought.personId} />}
      {!make.data && preview.data && (
        <TextInput
          label={t.spend}
          description={t.spendHint}
          size="lg"
          inputMode="numeric"
          value={spends}
          onChange={({ currentTarget }) => setSpends(currentTarget.value.replaceAll(/\D/g, ''))}
        />
      )}
      <div className={result.actions}>
        {!make.data && preview.data && (
          <Button
            size="lg"
            h={60}
            disabled={amount > sale.paidMinor}
            loading={make.isPending}
            onClick={() => make.mutate()}
          >
            {amount > 0 ? t.goSpend(points(amount, language)) : t.go}
          </Button>
        )}
        <Button size="lg" h={60} variant={make.data ? 'filled' : 'default'} onClick={onNext}>
          {t.other}
        </Button>
      </div>
    </div>
  )
}

/** Spends points on a sale; answers what they pay. */
async function spend({ placeId, code }: Sale, ids: SaleProps['ids'], amount: number) {
  const { paysMinor } = await call('POST /v1/places/{placeId}/spendings', {
    params: { placeId },
    body: { spendingId: ids.spending, code, kind: 'points', amount, purchaseId: ids.purchase },
  })
  return paysMinor
}

function Brought({ bought, isDone }: { readonly bought: Bought; readonly isDone: boolean }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const earned = points(bought.points, language)
  return (
    <>
      <p className={result.todo}>
        {bought.points === 0 ? t.nothing : isDone ? t.earned(earned) : t.brings(earned)}
      </p>
      {bought.stamps
        .filter(({ given }) => given > 0)
        .map(({ stampCardId, title, stamps, stampsToFill, filled, given }) => (
          <p key={stampCardId} className={result.todo}>
            {filled > 0 && stamps < given ? t.full(title) : t.stamp(title, stamps, stampsToFill)}
          </p>
        ))}
    </>
  )
}
