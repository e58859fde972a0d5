/** What a guardian is asked, each purpose on its own; works with the link alone, without an account. */
import { Button, Checkbox, TextInput } from '@mantine/core'
import { IconCircleCheck, IconHeartHandshake } from '@tabler/icons-react'
import { useMutation, useQuery, type UseMutationResult } from '@tanstack/react-query'
import { useState } from 'react'
import { ApiProblem, ask, call } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { usePathPart } from '../../../parts/go.tsx'
import { NotHere } from '../../../parts/NotHere.tsx'
import type { GuardianPageShape } from '../../../shapes.ts'
import { guardian as en } from '../../../text/en/guardian.ts'
import { guardian as ko } from '../../../text/ko/guardian.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './GuardianScreen.module.css'

type Purpose = GuardianPageShape['purposes'][number]['purpose']
type Outcome = 'yes' | 'no' | 'withdrawn'

export function GuardianScreen() {
  const token = usePathPart('token')
  const t = useText({ ko, en })
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  // Once answered, the same link shows something else or nothing: what was said stays on the screen.
  const query = useQuery({
    ...ask('GET /v1/guardian-pages/{token}', { params: { token } }),
    enabled: outcome === null,
  })
  const isGone = query.error instanceof ApiProblem && query.error.status < 500
  return (
    <main id="main">
      <Page title={t.title}>
        {outcome ? (
          <Done outcome={outcome} />
        ) : (
          <Answer
            query={query}
            {...(isGone && {
              refused: (
                <NotHere
                  icon={IconHeartHandshake}
                  title={t.gone}
                  body={t.goneBody}
                  onward={t.home}
                  href={links.home()}
                />
              ),
            })}
          >
            {(page) => <Form page={page} token={token} onDone={setOutcome} />}
          </Answer>
        )}
      </Page>
    </main>
  )
}

function Done({ outcome }: { readonly outcome: Outcome }) {
  const t = useText({ ko, en })
  const [title, body] = {
    yes: [t.doneYes, t.doneYesBody],
    no: [t.doneNo, t.doneNoBody],
    withdrawn: [t.doneWithdrawn, t.doneWithdrawnBody],
  }[outcome]
  return (
    <div role="status">
      <EmptyState icon={IconCircleCheck} title={title ?? ''}>
        {body}
      </EmptyState>
    </div>
  )
}

type FormProps = {
  readonly page: GuardianPageShape
  readonly token: string
  readonly onDone: (outcome: Outcome) => void
}

function Form({ page, token, onDone }: FormProps) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  // Nothing is chosen beforehand but what the guardian chose themselves.
  const [chosen, setChosen] = useState<readonly Purpose[]>(page.allowed ?? [])
  const [isGuardian, setGuardian] = useState(page.allowed !== null)
  const [code, setCode] = useState('')
  const answer = useMutation({
    mutationFn: (isYes: boolean) => {
      const allowed = page.purposes
        .filter(({ purpose }) => chosen.includes(purpose))
        .map(({ purpose, version }) => ({ purpose, wordingVersion: version }))
      return call('POST /v1/guardian-pages/{token}/answers', {
        params: { token },
        body: {
          code,
          locale: language,
          wordingVersion: page.wording.version,
          allowed: isYes ? allowed : null,
        },
      })
    },
    onSuccess: (_page, isYes) => onDone(isYes ? 'yes' : 'no'),
  })
  const withdraw = useMutation({
    mutationFn: () =>
      call('POST /v1/guardian-pages/{token}/withdrawals', {
        params: { token },
        body: { locale: language },
      }),
    onSuccess: () => onDone(page.allowed ? 'withdrawn' : 'no'),
  })
  const error = answer.error ?? withdraw.error
  const hasCode = /^\d{6}$/.test(code)
  const whyNot = isGuardian ? (hasCode ? null : t.codeMissing) : t.accountMissing
  const isBusy = answer.isPending || withdraw.isPending
  return (
    <div className={styles.form}>
      <p className={styles.lead}>{(page.allowed ? t.allows : t.asks)(page.childName)}</p>
      <p className={styles.note}>{t.what}</p>
      <p className={styles.note}>{page.isProtected ? t.protectedNote : t.childDecides}</p>
      <section className={styles.card}>
        <h2>{t.account}</h2>
        <p className={styles.note}>{page.wording[language]}</p>
        <Checkbox
          size="md"
          label={t.accountYes}
          checked={isGuardian}
          onChange={(event) => setGuardian(event.currentTarget.checked)}
        />
      </section>
      <Purposes page={page} chosen={chosen} onChoose={setChosen} />
      <CodeFields page={page} token={token} code={code} onCode={setCode} />
      {error && (
        <p className={styles.wrong} role="alert">
          {says(error)}
        </p>
      )}
      <BigButton
        loading={answer.isPending}
        whyNot={whyNot}
        disabled={withdraw.isPending}
        onClick={() => answer.mutate(true)}
      >
        {page.allowed ? t.change : t.yes}
      </BigButton>
      <TakeBack hasAgreed={page.allowed !== null} isBusy={isBusy} withdraw={withdraw} />
    </div>
  )
}

/** Saying no, and taking a yes back, need no code: they only ever protect. */
function TakeBack({
  hasAgreed,
  isBusy,
  withdraw,
}: {
  readonly hasAgreed: boolean
  readonly isBusy: boolean
  readonly withdraw: UseMutationResult<unknown, Error, void>
}) {
  const t = useText({ ko, en })
  return (
    <>
      <Button variant="default" mih={48} disabled={isBusy} onClick={() => withdraw.mutate()}>
        {hasAgreed ? t.withdraw : t.no}
      </Button>
      {hasAgreed && <p className={styles.note}>{t.withdrawNote}</p>}
    </>
  )
}

function Purposes({
  page,
  chosen,
  onChoose,
}: {
  readonly page: GuardianPageShape
  readonly chosen: readonly Purpose[]
  readonly onChoose: (chosen: readonly Purpose[]) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const toggle = (purpose: Purpose, isOn: boolean) => {
    const rest = chosen.filter((each) => each !== purpose)
    // Each way stands on marketing itself.
    const left = purpose === 'marketing' ? rest.filter((each) => each === 'location') : rest
    onChoose(isOn ? [...rest, purpose] : left)
  }
  // The ways wait until marketing itself is chosen: what cannot be answered is not asked.
  const hasMarketing = chosen.includes('marketing')
  const shown = page.purposes.filter(({ purpose }) => hasMarketing || !purpose.includes('/'))
  return shown.map((wording) => {
    const { purpose } = wording
    return (
      <section key={purpose} className={styles.card}>
        <Checkbox
          size="md"
          label={<strong>{t.purposes[purpose]}</strong>}
          checked={chosen.includes(purpose)}
          onChange={(event) => toggle(purpose, event.currentTarget.checked)}
        />
        <p className={styles.note}>{wording[language]}</p>
        {purpose === 'marketing' && !hasMarketing && <p className={styles.note}>{t.moreWays}</p>}
      </section>
    )
  })
}

function CodeFields({
  page,
  token,
  code,
  onCode,
}: {
  readonly page: GuardianPageShape
  readonly token: string
  readonly code: string
  readonly onCode: (code: string) => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const send = useMutation({
    mutationFn: () =>
      call('POST /v1/guardian-pages/{token}/codes', {
        params: { token },
        body: { locale: language },
      }),
  })
  return (
    <section className={styles.card}>
      <h2>{t.check}</h2>
      <p className={styles.note}>{t.checkBody(page.address)}</p>
      <Button variant="default" mih={48} loading={send.isPending} onClick={() => send.mutate()}>
        {send.isSuccess ? t.sendAgain : t.sendCode}
      </Button>
      {send.isError && (
        <p className={styles.wrong} role="alert">
          {says(send.error)}
        </p>
      )}
      {send.isSuccess && (
        <>
          <p className={styles.sent} role="status">
            {t.sent}
          </p>
          <TextInput
            size="md"
            label={t.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            value={code}
            onChange={(event) => onCode(event.currentTarget.value)}
          />
        </>
      )}
    </section>
  )
}
