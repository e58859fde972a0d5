/** Where a child asks its guardian, waits for the answer, and sees it. */
import { Button, TextInput } from '@mantine/core'
import { IconCake, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dateAndClock } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { age as en } from '../../../text/en/age.ts'
import { age as ko } from '../../../text/ko/age.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './AgeScreen.module.css'

/** @param until from when on the child decides by itself, in words */
export function MyGuardian({ until }: { readonly until: string }) {
  const t = useText({ ko, en }).child
  const query = useQuery(ask('GET /v1/me/guardian'))
  return (
    <Answer query={query}>
      {({ allowed, asked }) =>
        allowed ? (
          <Allowed hasAny={allowed.length > 0} until={until} />
        ) : (
          <>
            <EmptyState icon={IconCake} title={t.title}>
              <p>{t.body}</p>
              <p>{until}</p>
            </EmptyState>
            {asked && <Waiting until={asked.expiresAt} />}
            <AskForm isAgain={asked !== null} />
          </>
        )
      }
    </Answer>
  )
}

function Allowed({ hasAny, until }: { readonly hasAny: boolean; readonly until: string }) {
  const t = useText({ ko, en }).allowed
  const go = useGo()
  return (
    <section className={styles.question} role="status">
      <EmptyState
        icon={IconCircleCheck}
        title={t.title}
        action={
          hasAny && <BigButton onClick={() => go(links.consents())}>{t.toConsents}</BigButton>
        }
      >
        <p>{hasAny ? t.some : t.none}</p>
        <p>{until}</p>
      </EmptyState>
    </section>
  )
}

function Waiting({ until }: { readonly until: string }) {
  const t = useText({ ko, en }).waiting
  const { language } = useLanguage()
  const now = useNow()
  return (
    <section className={styles.question} role="status">
      <h2 className={styles.asked}>{t.title}</h2>
      <p className={styles.note}>{t.body(dateAndClock(new Date(until), now, language))}</p>
    </section>
  )
}

function AskForm({ isAgain }: { readonly isAgain: boolean }) {
  const t = useText({ ko, en }).ask
  const { language } = useLanguage()
  const says = useRefusalText()
  const [address, setAddress] = useState('')
  const [isTried, setTried] = useState(false)
  const send = useMutation({
    mutationFn: () =>
      call('POST /v1/me/guardian-requests', { body: { address, locale: language } }),
    onSuccess: () => refresh('GET /v1/me/guardian'),
  })
  const isMissing = address.trim().length < 3
  return (
    <form
      className={styles.question}
      aria-label={t.title}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (!isMissing) send.mutate()
      }}
    >
      <TextInput
        size="md"
        label={t.address}
        description={t.hint}
        maxLength={300}
        value={address}
        error={isTried && isMissing ? t.missing : null}
        onChange={(event) => setAddress(event.currentTarget.value)}
      />
      {send.isError && (
        <p className={styles.wrong} role="alert">
          {says(send.error)}
        </p>
      )}
      {isAgain ? (
        <Button type="submit" variant="default" mih={48} loading={send.isPending}>
          {t.again}
        </Button>
      ) : (
        <BigButton type="submit" loading={send.isPending}>
          {t.send}
        </BigButton>
      )}
    </form>
  )
}
