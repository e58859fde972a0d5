/** A visit by phone number: big keys, one answer. */
import { Button } from '@mantine/core'
import { IconCheck, IconHandStop } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, call } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { useNow } from '../../../parts/use-now.ts'
import { merchantCounter as en } from '../../../text/en/merchant-counter.ts'
import { merchantCounter as ko } from '../../../text/ko/merchant-counter.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Keypad } from '../../../ui/Keypad.tsx'
import styles from './CounterScreen.module.css'
import { phoneAfter, phoneOf, phoneShown } from './keypad.ts'
import { refusalWords } from '../../../parts/refusal-words.ts'
import result from './Result.module.css'
import { playAnswer } from '../../../parts/sounds.ts'

export function CheckIn({
  placeId,
  hasSound,
}: {
  readonly placeId: string
  readonly hasSound: boolean
}) {
  const t = useText({ ko, en })
  const [digits, setDigits] = useState('')
  const [key, setKey] = useState(newId)
  const phone = phoneOf(digits)
  const checkIn = useMutation({
    mutationFn: () =>
      call('POST /v1/places/{placeId}/check-ins', {
        params: { placeId },
        body: { phone },
        idempotencyKey: key,
      }),
    onSuccess: () => hasSound && playAnswer('yes'),
    onError: () => hasSound && playAnswer('no'),
  })
  const next = () => {
    checkIn.reset()
    setDigits('')
    setKey(newId())
  }
  if (checkIn.isSuccess || checkIn.isError) {
    return <CheckInAnswer error={checkIn.error} onNext={next} onAgain={() => checkIn.mutate()} />
  }
  return (
    <div className={styles.pane}>
      <output className={styles.amount} aria-label={t.phone}>
        <span className={styles.amountName}>{t.phone}</span>
        <span className={styles.amountValue} data-empty={digits === ''}>
          {digits === '' ? t.phoneEmpty : phoneShown(digits)}
        </span>
      </output>
      <Keypad
        zeros={null}
        labels={{ back: t.back, clear: t.clear, keys: t.phone }}
        onKey={(pressed) => setDigits(phoneAfter(digits, pressed))}
      />
      <BigButton
        h={64}
        loading={checkIn.isPending}
        disabled={phone === null}
        onClick={() => checkIn.mutate()}
      >
        {t.checkIn}
      </BigButton>
    </div>
  )
}

function CheckInAnswer({
  error,
  onNext,
  onAgain,
}: {
  readonly error: Error | null
  readonly onNext: () => void
  readonly onAgain: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const isSilence = error !== null && !(error instanceof ApiProblem && error.status < 500)
  const words =
    error === null
      ? { says: t.checkedIn, todo: t.checkedInBody }
      : error instanceof ApiProblem && !isSilence
        ? refusalWords({ code: error.code, says: error.detail, more: error.more }, now, language)
        : { says: t.unanswered, todo: t.unansweredVisit }
  return (
    <div
      className={result.panel}
      data-tone={error === null ? 'yes' : 'no'}
      role={error === null ? 'status' : 'alert'}
    >
      <span className={result.sign} aria-hidden>
        {error === null ? <IconCheck size={56} /> : <IconHandStop size={56} />}
      </span>
      <p className={result.title}>{words.says}</p>
      <p className={result.todo}>{words.todo}</p>
      <div className={result.actions}>
        {isSilence && (
          <Button size="lg" h={60} onClick={onAgain}>
            {t.retry}
          </Button>
        )}
        <Button size="lg" h={60} variant={isSilence ? 'default' : 'filled'} onClick={onNext}>
          {t.next}
        </Button>
      </div>
    </div>
  )
}
