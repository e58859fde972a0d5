/** The question for the age, asked once after joining; and what holds for who is under age. */
import { Button, TextInput } from '@mantine/core'
import { IconCake, IconCircleCheck } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { pathAfter } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { dayOfYear } from '../../../parts/format.ts'
import { useGo } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import type { OwnAge } from '../../../shapes.ts'
import { age as en } from '../../../text/en/age.ts'
import { age as ko } from '../../../text/ko/age.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { MyGuardian } from './MyGuardian.tsx'
import { Page } from '../../../ui/Page.tsx'
import { EmptyState } from '../../../ui/States.tsx'
import styles from './AgeScreen.module.css'

export function AgeScreen() {
  const t = useText({ ko, en })
  return (
    <main id="main">
      <NeedsSignIn icon={IconCake} title={t.signIn.title} body={t.signIn.body}>
        <OwnAgePage />
      </NeedsSignIn>
    </main>
  )
}

function useAfter(): () => void {
  const go = useGo()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  return () => go(pathAfter(search['after']), { replace: true })
}

function OwnAgePage() {
  const t = useText({ ko, en })
  const query = useQuery(ask('GET /v1/me/age'))
  const years = query.data?.consentYears
  return (
    <Page
      title={query.data?.isGuarded && query.data.age !== 'unsaid' ? t.guardianTitle : t.title}
      {...(query.data?.age === 'unsaid' && years ? { lead: t.lead(years) } : {})}
    >
      <Answer query={query}>
        {(own) =>
          own.age === 'unsaid' ? <Question years={own.consentYears} /> : <Said own={own} />
        }
      </Answer>
    </Page>
  )
}

/** Both answers alike, and none chosen beforehand. */
function Question({ years }: { readonly years: number }) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const leave = useAfter()
  const [isYounger, setYounger] = useState(false)
  const [bornOn, setBornOn] = useState('')
  const [isTried, setTried] = useState(false)
  const say = useMutation({
    mutationFn: (body: { kind: 'of-age' } | { kind: 'younger'; bornOn: string }) =>
      call('PUT /v1/me/age', { body }),
    onSuccess: async (own) => {
      await refresh('GET /v1/me/age', 'GET /v1/me', 'GET /v1/me/consents')
      if (own.age === 'of-age') leave()
    },
  })
  const problem = say.isError && (
    <p className={styles.wrong} role="alert">
      {says(say.error)}
    </p>
  )
  if (!isYounger) {
    return (
      <section className={styles.question} aria-label={t.question(years)}>
        <h2 className={styles.asked}>{t.question(years)}</h2>
        {problem}
        <div className={styles.answers}>
          <Button
            variant="default"
            mih={56}
            loading={say.isPending}
            onClick={() => say.mutate({ kind: 'of-age' })}
          >
            {t.yes(years)}
          </Button>
          <Button
            variant="default"
            mih={56}
            disabled={say.isPending}
            onClick={() => setYounger(true)}
          >
            {t.no(years)}
          </Button>
        </div>
        <p className={styles.note}>{t.nothingMore}</p>
        <Button variant="subtle" color="gray" mih={48} onClick={leave}>
          {t.later}
        </Button>
      </section>
    )
  }
  return (
    <form
      className={styles.question}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (bornOn !== '') say.mutate({ kind: 'younger', bornOn })
      }}
    >
      <TextInput
        type="date"
        size="md"
        label={t.birthday}
        description={t.birthdayHint}
        autoComplete="bday"
        value={bornOn}
        error={isTried && bornOn === '' ? t.birthdayMissing : null}
        onChange={(event) => setBornOn(event.currentTarget.value)}
      />
      {problem}
      <BigButton type="submit" loading={say.isPending}>
        {t.send}
      </BigButton>
      <Button variant="subtle" color="gray" mih={48} onClick={() => setYounger(false)}>
        {t.back}
      </Button>
    </form>
  )
}

function Said({ own }: { readonly own: OwnAge }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const leave = useAfter()
  const goOn = <BigButton onClick={leave}>{t.goOn}</BigButton>
  if (!own.isGuarded || own.ofAgeOn === null) {
    return (
      <EmptyState icon={IconCircleCheck} title={t.ofAge.title} action={goOn}>
        {t.ofAge.body}
      </EmptyState>
    )
  }
  return (
    <>
      <MyGuardian until={t.child.until(dayOfYear(own.ofAgeOn, language))} />
      <Button variant="subtle" color="gray" mih={48} onClick={leave}>
        {t.goOn}
      </Button>
    </>
  )
}
