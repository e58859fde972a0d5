/** Pieces that come back: chosen one by one, with what they are worth before anything is done. */
import { ActionIcon, Button } from '@mantine/core'
import { IconMinus, IconPlus } from '@tabler/icons-react'
import { keepPreviousData, useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, call } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { points, won } from '../../../parts/format.ts'
import { merchantTill as en } from '../../../text/en/merchant-till.ts'
import { merchantTill as ko } from '../../../text/ko/merchant-till.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { Said } from './CartPane.tsx'
import { forgetReturn, returnKeyFor } from './kept.ts'
import styles from './till.module.css'
import type { Bill } from './till.ts'
import { refusalOf } from './use-till.ts'

type Units = Readonly<Record<string, number>>

function useReturn(bill: Bill, units: Units, onBill: (bill: Bill) => void) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const lines = Object.entries(units)
    .filter(([, count]) => count > 0)
    .map(([lineId, count]) => ({ lineId, units: count }))
  const pieces = JSON.stringify(lines)
  const params = { billId: bill.id }
  const dry = useQuery({
    queryKey: ['POST /v1/bills/{billId}/returns', bill.id, bill.refundedMinor, pieces],
    queryFn: ({ signal }) =>
      call('POST /v1/bills/{billId}/returns', { params, body: { lines, isDryRun: true }, signal }),
    enabled: lines.length > 0,
    gcTime: 0,
    retry: false,
    placeholderData: keepPreviousData,
  })
  const take = useMutation({
    mutationFn: () =>
      call('POST /v1/bills/{billId}/returns', {
        params,
        body: { lines },
        idempotencyKey: returnKeyFor(bill.id, pieces, newId),
      }),
    onSuccess: ({ bill: after, refundMinor }) => {
      forgetReturn(bill.id)
      toast({ says: t.returnDone(won(refundMinor, language)), tone: 'yes' })
      onBill(after)
    },
    onError: (error) => {
      // A plain no is an answer: the next try is another one.
      if (error instanceof ApiProblem && error.status < 500) forgetReturn(bill.id)
    },
  })
  return { dry, take, isSome: lines.length > 0 }
}

export function ReturnSheet({
  bill,
  onClose,
  onBill,
}: {
  readonly bill: Bill
  readonly onClose: () => void
  readonly onBill: (bill: Bill) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const [units, setUnits] = useState<Units>({})
  const { dry, take, isSome } = useReturn(bill, units, onBill)
  const left = bill.lines.filter(({ quantity, unitsReturned }) => quantity > unitsReturned)
  const all = () =>
    setUnits(Object.fromEntries(left.map((it) => [it.lineId, it.quantity - it.unitsReturned])))
  const error = take.error ?? dry.error
  const refund = isSome && dry.data ? won(dry.data.refundMinor, language) : null
  return (
    <Sheet isOpen onClose={onClose} title={t.returnTitle}>
      <div className={styles.pane}>
        <p className={styles.soft}>{t.returnHint}</p>
        <ul className={styles.lines}>
          {left.map((line) => (
            <PieceRow
              key={line.lineId}
              line={line}
              count={units[line.lineId] ?? 0}
              onCount={(count) => setUnits({ ...units, [line.lineId]: count })}
            />
          ))}
        </ul>
        <Button variant="default" h={48} onClick={all}>
          {t.returnAll}
        </Button>
        {refund && dry.data && (
          <dl className={styles.totals} aria-live="polite">
            <dt data-sum>{t.returnSum}</dt>
            <dd data-sum className="figures">
              {refund}
            </dd>
          </dl>
        )}
        {refund && dry.data && dry.data.pointsBack > 0 && (
          <p className={styles.soft}>{t.returnPoints(points(dry.data.pointsBack, language))}</p>
        )}
        {error && <Said refusal={refusalOf(error) ?? { code: 'network', says: '', more: {} }} />}
        <BigButton
          disabled={!refund || dry.isPlaceholderData || dry.isError}
          loading={take.isPending}
          onClick={() => take.mutate()}
        >
          {refund ? t.returnAction(refund) : t.returnTitle}
        </BigButton>
      </div>
    </Sheet>
  )
}

function PieceRow({
  line: { itemId, quantity, unitsReturned },
  count,
  onCount,
}: {
  readonly line: Bill['lines'][number]
  readonly count: number
  readonly onCount: (count: number) => void
}) {
  const t = useText({ ko, en })
  const most = quantity - unitsReturned
  return (
    <li className={styles.line}>
      <b>{itemId}</b>
      <span className={styles.count}>
        <ActionIcon
          variant="default"
          size={44}
          disabled={count === 0}
          aria-label={t.returnLess(itemId)}
          onClick={() => onCount(count - 1)}
        >
          <IconMinus size={18} aria-hidden />
        </ActionIcon>
        <span className="figures">{count}</span>
        <ActionIcon
          variant="default"
          size={44}
          disabled={count === most}
          aria-label={t.returnMore(itemId)}
          onClick={() => onCount(count + 1)}
        >
          <IconPlus size={18} aria-hidden />
        </ActionIcon>
      </span>
      <span className={`figures ${styles.sum}`}>{t.returnLeft(count, most)}</span>
    </li>
  )
}
