/** The door: by e-mail, by phone, or at once as somebody of the demo. */
import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { ask, call, queryClient } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links, pathAfter } from '../../../links.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { isPhone, spacedPhone } from '../../../parts/phone-number.ts'
import { PolicyLink } from '../../../parts/PolicyLink.tsx'
import type { DemoLogin } from '../../../shapes.ts'
import { signIn as en } from '../../../text/en/sign-in.ts'
import { signIn as ko } from '../../../text/ko/sign-in.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { BigButton } from '../../../ui/BigButton.tsx'
import { Logo } from '../../../ui/Logo.tsx'
import { Page } from '../../../ui/Page.tsx'
import { toast } from '../../../ui/Toast.tsx'
import {
  emptyForm,
  isEmail,
  requestOf,
  wrongIn,
  type Field,
  type SignInForm,
  type SignInRequest,
} from './sign-in-form.ts'
import styles from './SignInScreen.module.css'
import { WaysButtons } from './WaysButtons.tsx'

const homes = {
  shopper: links.home(),
  owner: links.shop(),
  staff: links.shop(),
  operator: links.operator(),
}

/** Signs in, forgets whoever was here before, and goes on. */
function useEnter() {
  const t = useText({ ko, en })
  const go = useGo()
  const search: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  return useMutation({
    mutationFn: ({ path, body }: SignInRequest & { readonly goTo?: string }) =>
      call(path, { body }),
    onSuccess: async (_, { goTo }) => {
      forgetLastSeen(queryClient)
      const me = await queryClient.fetchQuery(ask('GET /v1/me'))
      toast({ says: t.welcome(me.person.name), tone: 'yes' })
      const next = search['after'] ? pathAfter(search['after']) : (goTo ?? links.home())
      // Whoever never said how old they are is asked, at every way of joining alike.
      go(me.age === 'unsaid' ? links.age(next) : next, { replace: true })
    },
  })
}

export function SignInScreen() {
  const t = useText({ ko, en })
  const back = useGoBack(links.home())
  const enter = useEnter()
  const { after }: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  const market = useQuery(ask('GET /v1/market'))
  const logins = market.data?.isDemo ? market.data.demoLogins : []
  return (
    <main id="main">
      <Page title={t.title} lead={t.lead} onBack={back} action={<Logo size={52} />}>
        {logins.length > 0 && (
          <Demo
            logins={logins}
            isBusy={enter.isPending}
            onEnter={({ email, password, role }) =>
              enter.mutate({
                path: 'POST /v1/sessions',
                body: { email, password },
                goTo: homes[role],
              })
            }
          />
        )}
        <Form enter={enter} />
        <WaysButtons
          after={pathAfter(after)}
          onPasskey={(response) =>
            enter.mutate({ path: 'POST /v1/sessions/passkey', body: { response } })
          }
        />
        <PolicyLink />
      </Page>
    </main>
  )
}

function Demo({
  logins,
  isBusy,
  onEnter,
}: {
  readonly logins: readonly DemoLogin[]
  readonly isBusy: boolean
  readonly onEnter: (login: DemoLogin) => void
}) {
  const t = useText({ ko, en })
  return (
    <section className={styles.demo}>
      <h2>{t.demo}</h2>
      <p>{t.demoNote}</p>
      <div className={styles.logins}>
        {logins.map((login) => (
          <Button
            key={login.email}
            variant="default"
            mih={48}
            px={10}
            disabled={isBusy}
            onClick={() => onEnter(login)}
          >
            {login.name} · {t.roles[login.role]}
          </Button>
        ))}
      </div>
    </section>
  )
}

function Form({ enter }: { readonly enter: ReturnType<typeof useEnter> }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const { after }: Readonly<Record<string, unknown>> = useSearch({ strict: false })
  // Guests come by phone; who opens a shop brings an e-mail address.
  const way = pathAfter(after).startsWith(links.shop()) ? 'email' : 'phone'
  const [form, setForm] = useState<SignInForm>({ ...emptyForm, way })
  const [isTried, setTried] = useState(false)
  const wrong = isTried ? wrongIn(form) : {}
  const field = (name: Field) => {
    const why = wrong[name]
    return {
      value: form[name],
      error: why ? t.wrong[why] : null,
      onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
        const { value } = event.currentTarget
        setForm((now) => ({ ...now, [name]: name === 'phone' ? spacedPhone(value) : value }))
      },
    }
  }
  const submit = () => {
    setTried(true)
    if (Object.keys(wrongIn(form)).length === 0) enter.mutate(requestOf(form, language))
  }
  return (
    <form
      className={styles.form}
      noValidate
      onSubmit={(event) => {
        event.preventDefault()
        submit()
      }}
    >
      <SegmentedControl
        fullWidth
        size="md"
        aria-label={t.waysLabel}
        value={form.way === 'phone' ? 'phone' : 'email'}
        onChange={(next) => {
          setTried(false)
          setForm({ ...form, way: next })
        }}
        data={[
          { value: 'phone', label: t.ways.phone },
          { value: 'email', label: t.ways.email },
        ]}
      />
      {form.way === 'email' && <EmailFields isNew={form.isNew} field={field} />}
      {form.way === 'phone' && <PhoneFields phone={form.phone} field={field} />}
      {form.way === 'email-code' && <EmailCodeFields email={form.email} field={field} />}
      {enter.isError && (
        <p className={styles.wrong} role="alert">
          {says(enter.error)}
        </p>
      )}
      <BigButton type="submit" loading={enter.isPending}>
        {form.way === 'email' && form.isNew ? t.join : t.enter}
      </BigButton>
      {form.way === 'email' && (
        <Button
          variant="subtle"
          color="gray"
          mih={48}
          onClick={() => {
            setTried(false)
            setForm({ ...form, isNew: !form.isNew })
          }}
        >
          {form.isNew ? t.toEnter : t.toJoin}
        </Button>
      )}
      {form.way !== 'phone' && !form.isNew && (
        <Button
          variant="subtle"
          color="gray"
          mih={48}
          onClick={() => {
            setTried(false)
            setForm({ ...form, way: form.way === 'email' ? 'email-code' : 'email' })
          }}
        >
          {form.way === 'email' ? t.toEmailCode : t.toPassword}
        </Button>
      )}
    </form>
  )
}

type FieldOf = (name: Field) => {
  readonly value: string
  readonly error: string | null
  readonly onChange: (event: { readonly currentTarget: { readonly value: string } }) => void
}

function EmailFields({ isNew, field }: { readonly isNew: boolean; readonly field: FieldOf }) {
  const t = useText({ ko, en })
  return (
    <>
      {isNew && (
        <TextInput
          label={t.name}
          description={t.nameHint}
          autoComplete="name"
          maxLength={60}
          {...field('name')}
        />
      )}
      <TextInput
        label={t.email}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        {...field('email')}
      />
      <PasswordInput
        label={t.password}
        {...(isNew ? { description: t.passwordHint } : {})}
        autoComplete={isNew ? 'new-password' : 'current-password'}
        maxLength={200}
        visibilityToggleButtonProps={{ 'aria-label': t.showPassword }}
        {...field('password')}
      />
    </>
  )
}

function EmailCodeFields({ email, field }: { readonly email: string; readonly field: FieldOf }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const words = { sent: t.emailSent, code: t.emailCode }
  const send = () => call('POST /v1/email-codes', { body: { email, locale: language } })
  return (
    <CodeFields canSend={isEmail(email)} send={send} words={words} field={field}>
      <TextInput
        label={t.email}
        description={t.emailNew}
        type="email"
        inputMode="email"
        autoComplete="email"
        maxLength={254}
        {...field('email')}
      />
    </CodeFields>
  )
}

function PhoneFields({ phone, field }: { readonly phone: string; readonly field: FieldOf }) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const words = { sent: t.codeSent, code: t.code }
  const send = () => call('POST /v1/phone-codes', { body: { phone, locale: language } })
  return (
    <CodeFields canSend={isPhone(phone)} send={send} words={words} field={field}>
      <TextInput
        label={t.phone}
        description={t.phoneNew}
        placeholder={t.phoneHint}
        type="tel"
        inputMode="tel"
        autoComplete="tel"
        {...field('phone')}
      />
    </CodeFields>
  )
}

/** Where a code goes, the button that sends it, and the code once it is on its way. */
function CodeFields({
  children,
  canSend,
  send: run,
  words,
  field,
}: {
  readonly children: ReactNode
  readonly canSend: boolean
  readonly send: () => Promise<unknown>
  readonly words: { readonly sent: string; readonly code: string }
  readonly field: FieldOf
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const send = useMutation({ mutationFn: run })
  return (
    <>
      {children}
      <Button
        variant="default"
        mih={48}
        disabled={!canSend}
        loading={send.isPending}
        onClick={() => send.mutate()}
      >
        {send.isSuccess ? t.sendAgain : t.sendCode}
      </Button>
      {send.isSuccess && (
        <>
          <p className={styles.sent} role="status">
            {words.sent}
          </p>
          <TextInput
            label={words.code}
            inputMode="numeric"
            autoComplete="one-time-code"
            maxLength={6}
            {...field('code')}
          />
        </>
      )}
      {send.isError && (
        <p className={styles.wrong} role="alert">
          {says(send.error)}
        </p>
      )}
    </>
  )
}
