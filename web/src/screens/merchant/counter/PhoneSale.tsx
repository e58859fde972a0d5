/** Earning by a phone number that the guest says: big keys, and nothing of whose it is. */
import { Button } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { won } from '../../../parts/format.ts'
import { playAnswer } from '../../../parts/sounds.ts'
import { useScannerKeys } from '../../../parts/use-scanner-keys.ts'
import { merchantCounter as counterEn } from '../../../text/en/merchant-counter.ts'
import { merchantMember as en } from '../../../text/en/merchant-member.ts'
import { merchantCounter as counterKo } from '../../../text/ko/merchant-counter.ts'
import { merchantMember as ko } from '../../../text/ko/merchant-member.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Keypad } from '../../../ui/Keypad.tsx'
import styles from './CounterScreen.module.css'
import { mobileOf, phoneAfter, phoneHidden, phoneShown, phoneTyped } from './keypad.ts'
import result from './Result.module.css'

type PhoneSaleProps = {
  readonly placeId: string
  readonly paidMinor: number
  /** Sent again after a broken line, it is the same sale. */
  readonly purchaseId: string
  readonly hasSound: boolean
  readonly onBack: () => void
  readonly onNext: () => void
}

export function PhoneSale({
  placeId,
  paidMinor,
  purchaseId,
  hasSound,
  onBack,
  onNext,
}: PhoneSaleProps) {
  const t = useText({ ko, en })
  const counter = useText({ ko: counterKo, en: counterEn })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [digits, setDigits] = useState('')
  const phone = mobileOf(digits)
  const credit = useMutation({
    mutationFn: (number: string) =>
      call('POST /v1/places/{placeId}/phone-purchases', {
        params: { placeId },
        body: { purchaseId, phone: number, paidMinor },
      }),
    onSuccess: () => hasSound && playAnswer('yes'),
    onError: () => hasSound && playAnswer('no'),
  })
  const type = (next: string) => {
    if (!credit.isPending && !credit.isSuccess) setDigits(next)
  }
  useScannerKeys({
    onScan: () => undefined,
    onTyped: (keys) => type(phoneTyped(digits, keys)),
  })
  if (credit.isSuccess) {
    return (
      <div className={result.panel} data-tone="yes" role="status">
        <span className={result.sign} aria-hidden>
          <IconCheck size={56} />
        </span>
        <p className={result.title}>{t.done}</p>
        <p className={result.todo}>{t.byPhoneDone(phoneHidden(digits))}</p>
        <p className={result.todo}>{t.byPhoneLater}</p>
        <div className={result.actions}>
          <Button size="lg" h={60} onClick={onNext}>
            {t.other}
          </Button>
        </div>
      </div>
    )
  }
  return (
    <div className={styles.pane}>
      <output className={styles.amount} aria-label={counter.phone}>
        <span className={styles.amountName}>{t.byPhoneFor(won(paidMinor, language))}</span>
        <span className={styles.amountValue} data-empty={digits === ''}>
          {digits === '' ? t.byPhoneEmpty : phoneShown(digits)}
        </span>
      </output>
      {credit.error && (
        <p className={styles.refused} role="alert">
          {says(credit.error)}
        </p>
      )}
      <Keypad
        zeros={null}
        labels={{ back: counter.back, clear: counter.clear, keys: counter.phone }}
        onKey={(pressed) => type(phoneAfter(digits, pressed))}
      />
      <BigButton
        h={64}
        loading={credit.isPending}
        whyNot={phone === null ? t.byPhoneWaits : null}
        onClick={() => phone !== null && credit.mutate(phone)}
      >
        {t.go}
      </BigButton>
      <p className={styles.hint}>{t.byPhoneHint}</p>
      <Button variant="default" size="lg" h={56} disabled={credit.isPending} onClick={onBack}>
        {t.byPhoneBack}
      </Button>
    </div>
  )
}
