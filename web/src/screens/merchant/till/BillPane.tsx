/** A bill that was made: paid, held, given up or returned, and what may be done with it. */
import { Button } from '@mantine/core'
import { IconArrowBackUp } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'
import { call } from '../../../api.ts'
import { clock, won } from '../../../parts/format.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { toast } from '../../../ui/Toast.tsx'
import { ReturnSheet } from './ReturnSheet.tsx'
import styles from './till.module.css'
import { UNDO_MS, type Bill } from './till.ts'

type Moved = { readonly bill: Bill; readonly says: string | null }

/** Does something with a bill; each has a key of its own, so that a second press is the same one. */
function useMoves(bill: Bill, onBill: (bill: Bill) => void) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const { language } = useLanguage()
  const params = { billId: bill.id }
  return useMutation({
    mutationFn: async (move: 'payment' | 'release' | 'undo'): Promise<Moved> => {
      const idempotencyKey = `${move}-${bill.id}`
      if (move === 'payment') {
        const paid = await call('POST /v1/bills/{billId}/payment', { params, idempotencyKey })
        return { bill: paid, says: t.paid(won(paid.payMinor, language)) }
      }
      if (move === 'release') {
        const gone = await call('POST /v1/bills/{billId}/release', { params, idempotencyKey })
        return { bill: gone, says: null }
      }
      const back = await call('POST /v1/bills/{billId}/returns', {
        params,
        body: { lines: null },
        idempotencyKey,
      })
      return { bill: back.bill, says: t.undone }
    },
    onSuccess: ({ bill: after, says: word }) => {
      if (word) toast({ says: word, tone: 'yes' })
      onBill(after)
    },
    onError: (error) => toast({ says: `${t.failed}. ${says(error)}`, tone: 'no' }),
  })
}

export function BillPane({
  bill,
  atMs,
  onBill,
  onNext,
}: {
  readonly bill: Bill
  readonly atMs: number
  readonly onBill: (bill: Bill) => void
  /** Null where nobody waits for the till. */
  readonly onNext: (() => void) | null
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const moves = useMoves(bill, onBill)
  const [isReturning, setReturning] = useState(false)
  const seconds = useSecondsLeft(atMs + UNDO_MS)
  const pay = won(bill.payMinor, language)
  const title = {
    paid: t.paid(pay),
    held: t.held,
    released: t.released,
    expired: t.expired,
    returned: t.returned,
  }[bill.state]
  return (
    <section className={styles.bill} data-state={bill.state} aria-label={title}>
      <p className={styles.billTitle} role="status">
        {title}
      </p>
      {bill.state === 'held' && bill.heldUntil && (
        <p className={styles.soft}>{t.heldUntil(clock(new Date(bill.heldUntil), language))}</p>
      )}
      <Lines bill={bill} />
      <div className={styles.buttons}>
        {bill.state === 'held' && (
          <>
            <Button h={60} loading={moves.isPending} onClick={() => moves.mutate('payment')}>
              {t.takePayment(pay)}
            </Button>
            <Button
              h={60}
              variant="default"
              disabled={moves.isPending}
              onClick={() => moves.mutate('release')}
            >
              {t.release}
            </Button>
          </>
        )}
        {onNext && (
          <Button
            h={60}
            variant={bill.state === 'held' ? 'default' : 'filled'}
            autoFocus
            onClick={onNext}
          >
            {t.next}
          </Button>
        )}
        {bill.state === 'paid' && seconds > 0 && (
          <Button
            h={60}
            variant="default"
            loading={moves.isPending}
            leftSection={<IconArrowBackUp size={20} aria-hidden />}
            onClick={() => moves.mutate('undo')}
          >
            <span aria-hidden className="figures">
              {t.undoIn(seconds)}
            </span>
            <span className="only-heard">{t.undo}</span>
          </Button>
        )}
        {bill.state === 'paid' && (
          <Button h={60} variant="default" onClick={() => setReturning(true)}>
            {t.returnTitle}
          </Button>
        )}
      </div>
      {isReturning && bill.state === 'paid' && (
        <ReturnSheet
          bill={bill}
          onClose={() => setReturning(false)}
          onBill={(after) => {
            setReturning(false)
            onBill(after)
          }}
        />
      )}
    </section>
  )
}

function Lines({ bill }: { readonly bill: Bill }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  return (
    <ul className={styles.lines}>
      {bill.lines.map((line) => (
        <li key={line.lineId} className={styles.line}>
          <b>{line.itemId}</b>
          <span className="figures">× {line.quantity}</span>
          <span className={`figures ${styles.sum}`}>
            {won(line.unitMinor * line.quantity, language)}
          </span>
          {line.discountMinor > 0 && (
            <span className={styles.off}>
              <span>{t.discount}</span>
              <span className="figures">−{won(line.discountMinor, language)}</span>
            </span>
          )}
          {line.unitsReturned > 0 && (
            <span className={styles.off}>
              <span>{t.lineBack(line.unitsReturned)}</span>
              <span className="figures">−{won(line.refundedMinor, language)}</span>
            </span>
          )}
        </li>
      ))}
    </ul>
  )
}

function useSecondsLeft(untilMs: number): number {
  const [left, setLeft] = useState(0)
  useEffect(() => {
    const tell = () => setLeft(Math.max(0, Math.ceil((untilMs - Date.now()) / 1_000)))
    tell()
    const timer = setInterval(tell, 250)
    return () => clearInterval(timer)
  }, [untilMs])
  return left
}
