/** A bill is paid from gift cards: the guest's code, what is left, how much is taken. */
import { Button, TextInput } from '@mantine/core'
import { IconCamera, IconCheck, IconX } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { call, isCode, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { Camera } from '../../../parts/Camera.tsx'
import { won } from '../../../parts/format.ts'
import { playAnswer } from '../../../parts/sounds.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'
import { merchantGifts as en } from '../../../text/en/merchant-gifts.ts'
import { merchantMember as memberEn } from '../../../text/en/merchant-member.ts'
import { merchantGifts as ko } from '../../../text/ko/merchant-gifts.ts'
import { merchantMember as memberKo } from '../../../text/ko/merchant-member.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { AmountField } from '../../../ui/AmountField.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Loading } from '../../../ui/Loading.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './gifts.module.css'
import { memberCodeOf } from './keypad.ts'
import result from './Result.module.css'

const SPEND = 'POST /v1/places/{placeId}/spendings'

export function TakeGift({ placeId }: { readonly placeId: string }) {
  // A new number is a new guest: nothing of the one before stays.
  const [guest, setGuest] = useState(0)
  const [code, setCode] = useState<string | null>(null)
  const next = () => {
    setCode(null)
    setGuest(guest + 1)
  }
  if (code === null) return <AskCode onCode={setCode} />
  return <Purse key={guest} placeId={placeId} code={code} onNext={next} />
}

function AskCode({ onCode }: { readonly onCode: (code: string) => void }) {
  const t = useText({ ko, en })
  const member = useText({ ko: memberKo, en: memberEn })
  const [isScanning, setScanning] = useState(false)
  const [typed, setTyped] = useState('')
  const take = (text: string) => {
    const read = memberCodeOf(text)
    if (read !== null) onCode(read)
  }
  useScannerKeys({ onScan: take, onTyped: () => undefined })
  return (
    <div className={styles.pane}>
      <p className={styles.soft}>{t.askHint}</p>
      {isScanning && <Camera onCode={take} />}
      <BigButton
        h={64}
        leftSection={isScanning ? <IconX aria-hidden /> : <IconCamera aria-hidden />}
        onClick={() => setScanning(!isScanning)}
      >
        {isScanning ? member.stop : member.scan}
      </BigButton>
      <form
        className={styles.typing}
        onSubmit={(event) => {
          event.preventDefault()
          take(typed)
        }}
      >
        <TextInput
          label={member.typeLabel}
          description={member.typeHint}
          size="lg"
          autoComplete="off"
          autoCapitalize="characters"
          spellCheck={false}
          maxLength={40}
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
          {member.typed}
        </Button>
      </form>
    </div>
  )
}

type PurseProps = {
  readonly placeId: string
  readonly code: string
  readonly onNext: () => void
}

/** What is left on the guest's cards: what one won would leave, and that one. */
async function leftOn({ placeId, code }: Omit<PurseProps, 'onNext'>): Promise<number> {
  const body = { spendingId: newId(), code, kind: 'gift', amount: 1, isDryRun: true } as const
  try {
    const { availableAfter } = await call(SPEND, { params: { placeId }, body })
    return availableAfter + 1
  } catch (error) {
    if (isCode(error, 'ledger.balance-too-low')) return 0
    throw error
  }
}

function Purse({ placeId, code, onNext }: PurseProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [spendingId] = useState(newId)
  const [amount, setAmount] = useState(0)
  const left = useQuery({
    queryKey: ['gift-left', placeId, code],
    queryFn: () => leftOn({ placeId, code }),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
  })
  const take = useMutation({
    mutationFn: () =>
      call(SPEND, { params: { placeId }, body: { spendingId, code, kind: 'gift', amount } }),
    onSuccess: () => {
      playAnswer('yes')
      void refresh('GET /v1/merchants/{merchantId}/gift-float')
    },
    onError: () => playAnswer('no'),
  })
  if (left.isPending) {
    return (
      <div className={result.panel}>
        <p className={result.title}>{t.reading}</p>
        <Loading count={1} />
      </div>
    )
  }
  const error = take.error ?? left.error
  if (take.data) return <Taken spent={take.data} onNext={onNext} />
  const availableMinor = left.data ?? 0
  const title = error
    ? says(error)
    : availableMinor > 0
      ? t.left(won(availableMinor, language))
      : t.nothing
  const whyNot = amount <= 0 ? t.payWaits : amount > availableMinor ? t.payTooMuch : null
  return (
    <div
      className={result.panel}
      data-tone={error ? 'no' : 'ask'}
      role={error ? 'alert' : 'status'}
    >
      <p className={result.title}>{title}</p>
      <div className={result.actions}>
        {availableMinor > 0 && (
          <>
            <AmountField size="lg" label={t.payAmount} value={amount} onAmount={setAmount} />
            <Button variant="default" h={48} onClick={() => setAmount(availableMinor)}>
              {t.all(won(availableMinor, language))}
            </Button>
            <BigButton
              h={60}
              whyNot={whyNot}
              loading={take.isPending}
              onClick={() => take.mutate()}
            >
              {amount > 0 ? t.payAction(won(amount, language)) : t.pay}
            </BigButton>
          </>
        )}
        <Button size="lg" h={56} variant="default" onClick={onNext}>
          {t.next}
        </Button>
      </div>
    </div>
  )
}

function Taken({
  spent: { spendingId, paysMinor, availableAfter },
  onNext,
}: {
  readonly spent: {
    readonly spendingId: string
    readonly paysMinor: number
    readonly availableAfter: number
  }
  readonly onNext: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [returnId] = useState(newId)
  const undo = useMutation({
    mutationFn: () =>
      call('POST /v1/spendings/{spendingId}/returns', {
        params: { spendingId },
        body: { returnId },
      }),
    onSuccess: () => {
      toast({ says: t.undone, tone: 'yes' })
      onNext()
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  return (
    <div className={result.panel} data-tone="yes" role="status">
      <span className={result.sign} aria-hidden>
        <IconCheck size={56} />
      </span>
      <p className={result.title}>{t.paid(won(paysMinor, language))}</p>
      <p className={result.todo}>{t.paidLeft(won(availableAfter, language))}</p>
      <div className={result.actions}>
        <Button size="lg" h={60} onClick={onNext}>
          {t.next}
        </Button>
        <Button
          size="lg"
          h={60}
          variant="default"
          loading={undo.isPending}
          onClick={() => undo.mutate()}
        >
          {t.undo}
        </Button>
      </div>
    </div>
  )
}
