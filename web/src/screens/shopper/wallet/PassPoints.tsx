/** Passing points on to somebody who shows a member code. */
import { Button, NumberInput, TextInput } from '@mantine/core'
import { useState } from 'react'
import { call, refresh } from '../../../api.ts'
import { newId } from '../../../ids.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { MembershipShape } from '../../../shapes.ts'
import { loyalty as en } from '../../../text/en/loyalty.ts'
import { loyalty as ko } from '../../../text/ko/loyalty.ts'
import { useText } from '../../../text/language.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import styles from './GiftCards.module.css'

export function PassPoints({ held }: { readonly held: MembershipShape }) {
  const t = useText({ ko, en })
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button variant="default" h={48} onClick={() => setOpen(true)}>
        {t.pass.open}
      </Button>
      <Sheet isOpen={isOpen} onClose={() => setOpen(false)} title={t.pass.title}>
        <Pass held={held} onDone={() => setOpen(false)} />
      </Sheet>
    </>
  )
}

function Pass({ held, onDone }: { readonly held: MembershipShape; readonly onDone: () => void }) {
  const t = useText({ ko, en })
  // Sent again after a broken line, it is the same passing on.
  const [transferId] = useState(() => newId())
  const [code, setCode] = useState('')
  const [amount, setAmount] = useState(0)
  const save = useSave({
    run: () =>
      call('POST /v1/me/memberships/{merchantId}/passes', {
        params: { merchantId: held.merchantId },
        body: { transferId, code, points: amount },
      }),
    done: t.pass.done,
    after: () => {
      onDone()
      return refresh('GET /v1/me/memberships', 'GET /v1/me/memberships/{merchantId}/points')
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        save.mutate()
      }}
    >
      <TextInput
        label={t.pass.code}
        description={t.pass.hint}
        size="md"
        autoComplete="off"
        autoCapitalize="characters"
        value={code}
        onChange={({ currentTarget }) => setCode(currentTarget.value)}
      />
      <NumberInput
        label={t.pass.amount}
        size="md"
        inputMode="numeric"
        thousandSeparator=","
        allowDecimal={false}
        allowNegative={false}
        max={held.available}
        value={amount || ''}
        onChange={(value) => setAmount(Number(value) || 0)}
      />
      <Button
        type="submit"
        h={52}
        disabled={code.length < 11 || amount < 1}
        loading={save.isPending}
      >
        {t.pass.send}
      </Button>
    </form>
  )
}
