/** Ways in beside phone and e-mail: a passkey, and the accounts that this market takes. */
import { Button } from '@mantine/core'
import { startAuthentication, browserSupportsWebAuthn } from '@simplewebauthn/browser'
import { IconFingerprint } from '@tabler/icons-react'
import { useMutation, useQuery } from '@tanstack/react-query'
import { ask, call } from '../../../api.ts'
import { signInWays as en } from '../../../text/en/sign-in-ways.ts'
import { signInWays as ko } from '../../../text/ko/sign-in-ways.ts'
import { useText } from '../../../text/language.tsx'
import { useRefusalText } from '../../../text/refusal.ts'
import { toast } from '../../../ui/Toast.tsx'
import { keepTrip } from '../../../parts/provider-trip.ts'
import styles from './SignInScreen.module.css'

type Options = Parameters<typeof startAuthentication>[0]['optionsJSON']

/** The answer of a passkey, as the server takes it; throws when its holder changed their mind. */
async function passkeyAnswer(): Promise<object> {
  const { options } = await call('POST /v1/passkey-challenges')
  return startAuthentication({ optionsJSON: options as unknown as Options })
}

export function WaysButtons({
  after,
  onPasskey,
}: {
  readonly after: string
  readonly onPasskey: (response: object) => void
}) {
  const t = useText({ ko, en })
  const says = useRefusalText()
  const ways = useQuery(ask('GET /v1/sign-in-ways'))
  const passkey = useMutation({
    mutationFn: passkeyAnswer,
    onSuccess: onPasskey,
    onError: (error) => toast({ says: isOurs(error) ? says(error) : t.notChosen, tone: 'no' }),
  })
  const start = useMutation({
    mutationFn: (provider: keyof typeof t.providers) =>
      call('POST /v1/sign-in-ways/{provider}/starts', { params: { provider } }),
    onSuccess: ({ url }, provider) => {
      keepTrip({ provider, isLink: false, after })
      window.location.assign(url)
    },
    onError: (error) => toast({ says: says(error), tone: 'no' }),
  })
  const offered = ways.data?.providers ?? []
  const hasPasskeys = browserSupportsWebAuthn()
  if (offered.length === 0 && !hasPasskeys) return null
  return (
    <section className={styles.others} aria-label={t.others}>
      <p className={styles.or}>{t.or}</p>
      {offered.map((provider) => (
        <Button
          key={provider}
          variant="default"
          mih={48}
          loading={start.isPending && start.variables === provider}
          onClick={() => start.mutate(provider)}
        >
          {t.with(t.providers[provider])}
        </Button>
      ))}
      {hasPasskeys && (
        <Button
          variant="default"
          mih={48}
          leftSection={<IconFingerprint size={20} aria-hidden />}
          loading={passkey.isPending}
          onClick={() => passkey.mutate()}
        >
          {t.passkey}
        </Button>
      )}
    </section>
  )
}

/** The browser's own errors say nothing that people understand. */
const isOurs = (error: unknown) =>
  error instanceof Error && !(error instanceof DOMException) && error.name !== 'WebAuthnError'
