/** One unused number for one customer, by phone. */
import { TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { call } from '../../../api.ts'
import { codes as en } from '../../../text/en/codes.ts'
import { codes as ko } from '../../../text/ko/codes.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { toast } from '../../../ui/Toast.tsx'
import styles from './codes.module.css'

export function Publish({
  batchId,
  onDone,
}: {
  readonly batchId: string
  readonly onDone: () => void
}) {
  const t = useText({ ko, en }).batch
  const says = useRefusalText()
  const [phone, setPhone] = useState('')
  const publish = useMutation({
    mutationFn: () =>
      call('POST /v1/code-batches/{batchId}/publications', {
        params: { batchId },
        body: { phone: phone.trim() },
      }),
    onSuccess: ({ code }) => {
      toast({ says: t.published(code), tone: 'yes' })
      onDone()
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (!publish.isPending) publish.mutate()
      }}
    >
      <TextInput
        type="tel"
        label={t.publishPhone}
        description={t.publishHint}
        placeholder="010-1234-5678"
        value={phone}
        data-autofocus
        onChange={(event) => setPhone(event.currentTarget.value)}
        error={publish.error ? says(publish.error) : null}
        errorProps={{ role: 'alert' }}
      />
      <BigButton type="submit" loading={publish.isPending} disabled={phone.trim().length < 4}>
        {t.publishDo}
      </BigButton>
    </form>
  )
}
