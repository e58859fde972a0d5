/** The door: by e-mail, by phone, or at once as somebody of the demo. */
import { Button, PasswordInput, SegmentedControl, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useSearch } from '@tanstack/react-router'
import { useState } from 'react'
import { ask, call, queryClient } from '../../../api.ts'
import { forgetLastSeen } from '../../../last-seen.ts'
import { links, pathAfter } from '../../../links.ts'
import { useGo, useGoBack } from '../../../parts/go.tsx'
import { spacedPhone } from '../../../parts/phone-number.ts'
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
  canTakeCode,
  emptyForm,
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
  const code = useCode(form, language)
  const wrong = isTried ? wrongIn(form) : {}
  const field = (name: Field) => {
    const why = wrong[name]
    return {
      value: form[name],
      error: why ? t.wrong[why] : null,
      onChange: (event: { readonly currentTarget: { readonly value: string } }) => {
        const { value } = event.currentTarget
        // Another number or address needs another code.
        if (name === 'phone' || name === 'email') code.forget()
        setForm((now) => ({ ...now, [name]: name === 'phone' ? spacedPhone(value) : value }))
      },
    }
  }
  // Without a code there is nothing to sign in with: until one is on its way, it is what is asked.
  const asksCode = form.way !== 'email' && !code.isSent
  const submit = () => {
    setTried(true)
    if (asksCode) {
      if (!canTakeCode(form)) return
      setTried(false)
      code.send()
    } else if (Object.keys(wrongIn(form)).length === 0) enter.mutate(requestOf(form, language))
  }
  const choose = (next: Partial<SignInForm>) => {
    setTried(false)
    code.forget()
    setForm({ ...form, code: '', ...next })
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
        onChange={(next) => choose({ way: next })}
        data={[
          { value: 'phone', label: t.ways.phone },
          { value: 'email', label: t.ways.email },
        ]}
      />
      {form.way === 'email' && <EmailFields isNew={form.isNew} field={field} />}
      {form.way === 'phone' && <PhoneField field={field} />}
      {form.way === 'email-code' && <EmailField field={field} />}
      {code.isSent && <CodeField way={form.way} code={code} field={field} />}
      {code.error !== null && (
        <p className={styles.wrong} role="alert">
          {says(code.error)}
        </p>
      )}
      {enter.isError && (
        <p className={styles.wrong} role="alert">
          {says(enter.error)}
        </p>
      )}
      <BigButton type="submit" loading={enter.isPending || (asksCode && code.isPending)}>
        {asksCode ? t.sendCode : form.way === 'email' && form.isNew ? t.join : t.enter}
      </BigButton>
      {form.way === 'email' && (
        <Button
          variant="subtle"
          color="gray"
          mih={48}
          onClick={() => choose({ isNew: !form.isNew })}
        >
          {form.isNew ? t.toEnter : t.toJoin}
        </Button>
      )}
      {form.way !== 'phone' && !form.isNew && (
        <Button
          variant="subtle"
          color="gray"
          mih={48}
          onClick={() => choose({ way: form.way === 'email' ? 'email-code' : 'email' })}
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

/** Sending a code to the number or address of the form, and forgetting that it was sent. */
function useCode({ way, phone, email }: SignInForm, locale: 'ko' | 'en') {
  const { mutate, reset, isSuccess, isPending, error } = useMutation({
    mutationFn: (): Promise<unknown> =>
      way === 'phone'
        ? call('POST /v1/phone-codes', { body: { phone, locale } })
        : call('POST /v1/email-codes', { body: { email, locale } }),
  })
  // Sent once stays so while it is sent again.
  const [isSent, setSent] = useState(false)
  return {
    isSent: isSent || isSuccess,
    isPending,
    error,
    send: () => mutate(undefined, { onSuccess: () => setSent(true) }),
    forget: () => {
      setSent(false)
      reset()
    },
  }
}

function EmailField({ field }: { readonly field: FieldOf }) {
  const t = useText({ ko, en })
  return (
    <TextInput
      label={t.email}
      description={t.emailNew}
      type="email"
      inputMode="email"
      autoComplete="email"
      maxLength={254}
      {...field('email')}
    />
  )
}

function PhoneField({ field }: { readonly field: FieldOf }) {
  const t = useText({ ko, en })
  return (
    <TextInput
      label={t.phone}
      description={t.phoneNew}
      placeholder={t.phoneHint}
      type="tel"
      inputMode="tel"
      autoComplete="tel"
      {...field('phone')}
    />
  )
}

/** The code once it is on its way, and another one for whom it did not reach. */
function CodeField({
  way,
  code,
  field,
}: {
  readonly way: SignInForm['way']
  readonly code: ReturnType<typeof useCode>
  readonly field: FieldOf
}) {
  const t = useText({ ko, en })
  const byPhone = way === 'phone'
  return (
    <>
      <p className={styles.sent} role="status">
        {byPhone ? t.codeSent : t.emailSent}
      </p>
      <TextInput
        label={byPhone ? t.code : t.emailCode}
        inputMode="numeric"
        autoComplete="one-time-code"
        maxLength={6}
        autoFocus
        {...field('code')}
      />
      <Button variant="default" mih={48} loading={code.isPending} onClick={code.send}>
        {t.sendAgain}
      </Button>
    </>
  )
}
