/** My phone number is proven by a code, wherever one is needed; the screen around it goes on. */
import { Button, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, call, queryClient } from '../api.ts'
import { links } from '../links.ts'
import { number as en } from '../text/en/number.ts'
import { number as ko } from '../text/ko/number.ts'
import { useLanguage, useText } from '../text/language.tsx'
import { useRefusalText } from '../text/refusal.ts'
import { BigButton } from '../ui/BigButton.tsx'
import { toast } from '../ui/Toast.tsx'
import { useGo } from './go.tsx'
import { keepMergeProof } from './merge-proof.ts'
import styles from './number.module.css'
import { isPhone, spacedPhone } from './phone-number.ts'

const CODE_LETTERS = 6

export function ProveNumber({ onDone = () => {} }: { readonly onDone?: () => void }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [phone, setPhone] = useState('')
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => call('POST /v1/phone-codes', { body: { phone, locale: language } }),
  })
  const prove = useMutation({
    mutationFn: () => call('PATCH /v1/me', { body: { phone, phoneCode: code.trim() } }),
    onSuccess: async () => {
      toast({ says: t.proven, tone: 'yes' })
      onDone()
      // What I may do has changed on any screen.
      await queryClient.invalidateQueries()
    },
  })
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (send.isSuccess) prove.mutate()
        else send.mutate()
      }}
    >
      <TextInput
        label={t.phone}
        placeholder={t.phoneHint}
        size="md"
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        value={phone}
        error={send.isError ? says(send.error) : null}
        onChange={({ currentTarget }) => {
          send.reset()
          prove.reset()
          setPhone(spacedPhone(currentTarget.value))
        }}
      />
      {send.isSuccess && (
        <>
          <p className={styles.soft} role="status">
            {t.sent}
          </p>
          <TextInput
            label={t.code}
            size="md"
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={CODE_LETTERS}
            value={code}
            error={prove.isError ? says(prove.error) : null}
            onChange={({ currentTarget }) => setCode(currentTarget.value)}
          />
        </>
      )}
      {prove.isError && <OfAnother error={prove.error} />}
      <BigButton
        type="submit"
        loading={send.isPending || prove.isPending}
        disabled={send.isSuccess ? code.trim().length !== CODE_LETTERS : !isPhone(phone)}
      >
        {send.isSuccess ? t.check : t.sendCode}
      </BigButton>
      {send.isSuccess && (
        <Button variant="subtle" color="gray" mih={48} onClick={() => send.mutate()}>
          {t.sendAgain}
        </Button>
      )}
    </form>
  )
}

/** The number is another account's: whoever proved it just now may make one of the two. */
function OfAnother({ error }: { readonly error: Error }) {
  const t = useText({ ko, en })
  const go = useGo()
  if (!(error instanceof ApiProblem) || error.code !== 'people.phone-taken') return null
  return (
    <Button
      variant="default"
      mih={48}
      onClick={() => {
        keepMergeProof(error)
        go(links.waysIn())
      }}
    >
      {t.merge}
    </Button>
  )
}
