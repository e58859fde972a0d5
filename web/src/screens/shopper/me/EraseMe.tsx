/** Erasing all that is kept about me: one question, with a proof, and no way back. */
import { Button, PasswordInput, Stack, Text, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, queryClient } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { useGo } from '../../../parts/go.tsx'
import type { MyWays } from '../../../shapes.ts'
import { myData as en } from '../../../text/en/about-me.ts'
import { myData as ko } from '../../../text/ko/about-me.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Section } from '../../../ui/Section.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { toast } from '../../../ui/Toast.tsx'

export function EraseMe() {
  const t = useText({ ko, en })
  const [isAsking, setAsking] = useState(false)
  const ways = useQuery({ ...ask('GET /v1/me/ways-in'), enabled: isAsking })
  return (
    <Section title={t.erase} hint={t.eraseLead}>
      <Button variant="default" c="var(--golmok-no)" mih={48} onClick={() => setAsking(true)}>
        {t.eraseOpen}
      </Button>
      <Sheet isOpen={isAsking} onClose={() => setAsking(false)} title={t.eraseTitle}>
        <Answer query={ways}>
          {(known) => <Question ways={known} onKeep={() => setAsking(false)} />}
        </Answer>
      </Sheet>
    </Section>
  )
}

type Proof = { readonly password?: string; readonly code?: string }

function Question({ ways, onKeep }: { readonly ways: MyWays; readonly onKeep: () => void }) {
  const t = useText({ ko, en })
  const go = useGo()
  const says = useRefusalText()
  const [password, setPassword] = useState('')
  const [code, setCode] = useState('')
  const to = ways.phone !== null ? 'phone' : ways.email !== null ? 'email' : null
  const proof: Proof = code !== '' ? { code } : password !== '' ? { password } : {}
  const isProven = (!ways.hasPassword && to === null) || password !== '' || code.length === 6
  const erase = useMutation({
    mutationFn: () => call('DELETE /v1/me', { body: proof }),
    onSuccess: () => {
      forgetLastSeen(queryClient)
      toast({ says: t.erased, tone: 'yes' })
      go(links.signIn())
    },
  })
  const error = erase.isError ? says(erase.error) : null
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        if (isProven) erase.mutate()
      }}
    >
      <Stack gap="md">
        <Told title={t.eraseGoes} body={t.eraseGoesBody} />
        <Told title={t.eraseStays} body={t.eraseStaysBody} />
        {ways.hasPassword && (
          <PasswordInput
            label={t.password}
            size="md"
            autoComplete="current-password"
            value={password}
            error={code === '' ? error : null}
            onChange={({ currentTarget }) => setPassword(currentTarget.value)}
          />
        )}
        {to !== null && (
          <ByCode
            ways={ways}
            to={to}
            code={code}
            onCode={setCode}
            error={code === '' && ways.hasPassword ? null : error}
          />
        )}
        {!ways.hasPassword && to === null && <Text size="sm">{error ?? t.justSignedIn}</Text>}
        <Button type="submit" color="red.8" mih={52} loading={erase.isPending} disabled={!isProven}>
          {t.eraseNow}
        </Button>
        <Button variant="default" mih={52} onClick={onKeep}>
          {t.keep}
        </Button>
      </Stack>
    </form>
  )
}

function Told({ title, body }: { readonly title: string; readonly body: string }) {
  return (
    <div>
      <Text fw={700}>{title}</Text>
      <Text size="sm">{body}</Text>
    </div>
  )
}

function ByCode({
  ways,
  to,
  code,
  onCode,
  error,
}: {
  readonly ways: MyWays
  readonly to: 'phone' | 'email'
  readonly code: string
  readonly onCode: (code: string) => void
  readonly error: string | null
}) {
  const t = useText({ ko, en })
  const { language: locale } = useLanguage()
  const says = useRefusalText()
  const send = useMutation({
    mutationFn: (): Promise<unknown> =>
      to === 'phone'
        ? call('POST /v1/phone-codes', { body: { phone: ways.phone, locale } })
        : call('POST /v1/email-codes', { body: { email: ways.email, locale } }),
    onError: (failure) => toast({ says: says(failure), tone: 'no' }),
  })
  return (
    <>
      {ways.hasPassword && !send.isSuccess && <Text size="sm">{t.orCode}</Text>}
      {send.isSuccess ? (
        <TextInput
          label={t.code}
          description={t.codeSent[to]}
          size="md"
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          data-autofocus
          value={code}
          error={error}
          onChange={({ currentTarget }) => onCode(currentTarget.value.replaceAll(/\D/g, ''))}
        />
      ) : (
        <Button variant="default" mih={48} loading={send.isPending} onClick={() => send.mutate()}>
          {t.sendCode[to]}
        </Button>
      )}
    </>
  )
}
