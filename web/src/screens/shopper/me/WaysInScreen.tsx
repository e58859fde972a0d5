/** 로그인 방법: all my ways in, what can be added, and what can go. */
import { Button, TextInput } from '@mantine/core'
import { browserSupportsWebAuthn, startRegistration } from '@simplewebauthn/browser'
import { IconFingerprint, IconLink, IconLogin2, IconMail, IconPhone } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { ask, call, refresh } from '../../../api.ts'
import { links } from '../../../links.ts'
import { Answer } from '../../../parts/Answer.tsx'
import { since } from '../../../parts/format.ts'
import { useGoBack } from '../../../parts/go.tsx'
import { NeedsSignIn } from '../../../parts/NeedsSignIn.tsx'
import { phoneNumber } from '../../../parts/phone-number.ts'
import { ProveNumber } from '../../../parts/ProveNumber.tsx'
import { useNow } from '../../../parts/use-now.ts'
import { useSave } from '../../../parts/use-save.ts'
import type { MyWays } from '../../../shapes.ts'
import { me as meEn } from '../../../text/en/me.ts'
import { number as numberEn } from '../../../text/en/number.ts'
import { signInWays as en } from '../../../text/en/sign-in-ways.ts'
import { me as meKo } from '../../../text/ko/me.ts'
import { number as numberKo } from '../../../text/ko/number.ts'
import { signInWays as ko } from '../../../text/ko/sign-in-ways.ts'
import { useLanguage, useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { Page } from '../../../ui/Page.tsx'
import { Row, Rows } from '../../../ui/Rows.tsx'
import { Sheet } from '../../../ui/Sheet.tsx'
import { toast } from '../../../ui/Toast.tsx'
import { keepTrip, type ProviderName } from '../../../parts/provider-trip.ts'
import { deviceName } from './device.ts'
import { Merging } from './Merging.tsx'
import styles from './MeScreen.module.css'

export function WaysInScreen() {
  const t = useText({ ko, en })
  const me = useText({ ko: meKo, en: meEn })
  const back = useGoBack(links.me())
  const query = useQuery(ask('GET /v1/me/ways-in'))
  return (
    <Page title={t.title} lead={t.lead} onBack={back}>
      <NeedsSignIn icon={IconLogin2} title={me.signIn.title} body={me.signIn.body}>
        <Answer query={query}>
          {(ways) => (
            <>
              <Addresses ways={ways} />
              <Passkeys ways={ways} />
              <Providers ways={ways} />
              <Merging />
            </>
          )}
        </Answer>
      </NeedsSignIn>
    </Page>
  )
}

type Part = { readonly ways: MyWays }

function Addresses({ ways }: Part) {
  const t = useText({ ko, en })
  const number = useText({ ko: numberKo, en: numberEn })
  const [isProving, setProving] = useState(false)
  const [isAdding, setAdding] = useState(false)
  return (
    <>
      <Rows label={t.addresses}>
        <Row
          icon={IconPhone}
          title={t.phone}
          detail={ways.phone ? phoneNumber(ways.phone) : t.none}
          end={
            ways.phone === null && (
              <Button
                variant="default"
                mih={44}
                aria-label={`${t.phone}: ${t.add}`}
                onClick={() => setAdding(true)}
              >
                {t.add}
              </Button>
            )
          }
        />
        <Row
          icon={IconMail}
          title={t.email}
          detail={
            <>
              <Breaking address={ways.email ?? t.none} />
              <br />
              {[
                ways.email && (ways.isEmailProven ? t.proven : t.unproven),
                ways.hasPassword && t.password,
              ]
                .filter(Boolean)
                .join(' · ')}
            </>
          }
          end={
            !ways.isEmailProven && (
              <Button variant="default" mih={44} onClick={() => setProving(true)}>
                {ways.email ? t.prove : t.add}
              </Button>
            )
          }
        />
      </Rows>
      <Sheet
        isOpen={isProving}
        onClose={() => setProving(false)}
        title={ways.email ? t.proveTitle : t.addEmailTitle}
      >
        <ProveEmail email={ways.email ?? ''} onDone={() => setProving(false)} />
      </Sheet>
      <Sheet isOpen={isAdding} onClose={() => setAdding(false)} title={number.check}>
        {isAdding && <ProveNumber onDone={() => setAdding(false)} />}
      </Sheet>
    </>
  )
}

/** An address that is too long for its line breaks before its host. */
function Breaking({ address }: { readonly address: string }) {
  const [name, host] = address.split('@')
  return (
    <>
      {name}
      {host !== undefined && (
        <>
          @<wbr />
          {host}
        </>
      )}
    </>
  )
}

function ProveEmail({
  email: known,
  onDone,
}: {
  readonly email: string
  readonly onDone: () => void
}) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const says = useRefusalText()
  const [email, setEmail] = useState(known)
  const [code, setCode] = useState('')
  const send = useMutation({
    mutationFn: () => call('POST /v1/email-codes', { body: { email, locale: language } }),
  })
  const prove = useSave({
    run: () => call('POST /v1/me/email', { body: { email, code } }),
    done: t.provenNow,
    after: () => {
      onDone()
      return refresh('GET /v1/me/ways-in', 'GET /v1/me')
    },
  })
  return (
    <form
      className={styles.profile}
      onSubmit={(event) => {
        event.preventDefault()
        if (send.isSuccess) prove.mutate()
        else send.mutate()
      }}
    >
      <TextInput
        label={t.email}
        type="email"
        autoComplete="email"
        maxLength={254}
        value={email}
        error={send.isError ? says(send.error) : null}
        onChange={({ currentTarget }) => setEmail(currentTarget.value)}
      />
      {send.isSuccess && (
        <TextInput
          label={t.code}
          inputMode="numeric"
          autoComplete="one-time-code"
          maxLength={6}
          data-autofocus
          value={code}
          onChange={({ currentTarget }) => setCode(currentTarget.value)}
        />
      )}
      <Button type="submit" mih={52} loading={send.isPending || prove.isPending}>
        {send.isSuccess ? t.prove : t.sendCode}
      </Button>
    </form>
  )
}

type Options = Parameters<typeof startRegistration>[0]['optionsJSON']

function Passkeys({ ways }: Part) {
  const t = useText({ ko, en })
  const { language } = useLanguage()
  const now = useNow()
  const says = useRefusalText()
  const add = useMutation({
    mutationFn: async () => {
      const { options } = await call('POST /v1/me/passkey-challenges')
      const response = await startRegistration({ optionsJSON: options as unknown as Options })
      const name = deviceName(navigator.userAgent) ?? t.passkey
      return call('POST /v1/me/passkeys', { body: { name, response } })
    },
    onSuccess: async () => {
      toast({ says: t.passkeyAdded, tone: 'yes' })
      await refresh('GET /v1/me/ways-in')
    },
    onError: (error) => {
      const isBrowsers = error.name === 'WebAuthnError' || error instanceof DOMException
      toast({ says: isBrowsers ? t.notChosen : says(error), tone: 'no' })
    },
  })
  const remove = useSave<string>({
    run: (passkeyId) => call('DELETE /v1/me/passkeys/{passkeyId}', { params: { passkeyId } }),
    done: t.removed,
    after: () => refresh('GET /v1/me/ways-in'),
  })
  return (
    <>
      <h2 className={styles.title}>{t.passkeys}</h2>
      <p className={styles.contact}>{t.passkeysHint}</p>
      {ways.passkeys.length > 0 && (
        <Rows label={t.passkeys}>
          {ways.passkeys.map((passkey) => (
            <Row
              key={passkey.id}
              icon={IconFingerprint}
              title={passkey.name}
              detail={
                passkey.lastUsedAt
                  ? t.used(since(new Date(passkey.lastUsedAt), now, language))
                  : t.neverUsed
              }
              end={
                <Button
                  variant="subtle"
                  color="gray"
                  mih={44}
                  aria-label={`${passkey.name} ${t.remove}`}
                  onClick={() => remove.mutate(passkey.id)}
                >
                  {t.remove}
                </Button>
              }
            />
          ))}
        </Rows>
      )}
      {browserSupportsWebAuthn() && (
        <Button
          variant="default"
          mih={48}
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={add.isPending}
          onClick={() => add.mutate()}
        >
          {t.addPasskey}
        </Button>
      )}
    </>
  )
}

function Providers({ ways }: Part) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const offered = useQuery(ask('GET /v1/sign-in-ways'))
  const linked = new Map(ways.identities.map((identity) => [identity.provider, identity]))
  const names = [...new Set([...linked.keys(), ...(offered.data?.providers ?? [])])]
  const start = useMutation({
    mutationFn: (provider: ProviderName) =>
      call('POST /v1/me/identities/{provider}/starts', { params: { provider } }),
    onSuccess: ({ url }, provider) => {
      keepTrip({ provider, isLink: true, after: links.waysIn() })
      window.location.assign(url)
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const unlink = useSave<ProviderName>({
    run: (provider) => call('DELETE /v1/me/identities/{provider}', { params: { provider } }),
    done: t.unlinked,
    after: () => refresh('GET /v1/me/ways-in'),
  })
  if (names.length === 0) return null
  return (
    <>
      <h2 className={styles.title}>{t.accounts}</h2>
      <Rows label={t.accounts}>
        {names.map((provider) => {
          const identity = linked.get(provider)
          const name = t.providers[provider]
          return (
            <Row
              key={provider}
              icon={IconLink}
              title={name}
              detail={identity ? (identity.label ?? t.linked) : t.notLinked}
              end={
                <Button
                  variant={identity ? 'subtle' : 'default'}
                  color="gray"
                  mih={44}
                  aria-label={`${name} ${identity ? t.unlink : t.link}`}
                  onClick={() => (identity ? unlink.mutate(provider) : start.mutate(provider))}
                >
                  {identity ? t.unlink : t.link}
                </Button>
              }
            />
          )
        })}
      </Rows>
    </>
  )
}
